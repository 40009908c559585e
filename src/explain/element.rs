//! What the elements of a list are called.

use super::case::Case;
use super::place::Located;
use super::words::{Words, say};
use crate::check::ruleset::{LoopId, Type};
use crate::eval::FrameId;
use crate::program::Place;

impl<'a> Case<'a> {
    /// What an element is called: its key, its name, its first text, its first value of an enum, or its number.
    pub(crate) fn element_name(&self, var: LoopId, frame: FrameId, index: u32) -> Words {
        let number = Words::same(index.saturating_add(1).to_string());
        let list = self.list_of(var);
        let label = list.map(|l| self.noun(l)).unwrap_or_default();
        let fallback = say!("{label} nr {n}", "{label} no. {n}", label = label, n = number);
        let Some(located) = list
            .and_then(|l| self.trace.frame(frame).and_then(|f| self.locate(l, f.parent)))
            .and_then(|l| self.element_of(&l, index))
        else {
            return fallback;
        };
        self.called(&located).unwrap_or(fallback)
    }

    /// What an element that was found is called: its record's name, else its value.
    pub(crate) fn called(&self, element: &Located<'a>) -> Option<Words> {
        match element.ty {
            Type::Record(_) => self.record_name(element.place, element.ty),
            _ => Some(self.field_cell(element.cell, element.ty, element.field)),
        }
    }

    /// The name of the record whose fields begin at `first`.
    pub(crate) fn record_name(&self, first: Place, ty: &'a Type) -> Option<Words> {
        let Type::Record(id) = ty else { return None };
        let naming = self.ruleset.records.get(usize::from(id.0))?.naming_field()?;
        let fields = self.fields_from(ty, first);
        let field = fields.get(usize::from(naming))?;
        let words = self.cell(field.cell, field.ty);
        field.cell.is_known().then_some(words)
    }
}
