//! The rules' own texts, with their values filled in.

use super::case::Case;
use super::words::{Words, say};
use crate::check::ruleset::{ExprKind, Party, Template, TemplatePart};
use crate::eval::FrameId;
use crate::program::Cell;

impl Case<'_> {
    /// A text of the rules, its holes filled with what the values were in `frame`.
    pub(crate) fn fill(&self, template: &Template, frame: FrameId) -> Words {
        let sv = self.pieces(&template.sv, frame);
        let en = template.en.as_ref().map(|parts| self.pieces(parts, frame));
        match en {
            Some(en) => Words::new(sv.sv, en.en),
            None => Words::same(sv.sv),
        }
    }

    /// The pieces, in both languages.
    fn pieces(&self, parts: &[TemplatePart], frame: FrameId) -> Words {
        let pieces: Vec<Words> = parts
            .iter()
            .map(|part| match part {
                TemplatePart::Chars(chars) => Words::same(chars.clone()),
                TemplatePart::Value(expr) => match (&expr.kind, self.value(expr, frame)) {
                    (ExprKind::Literal(literal), _) => self.literal(literal, &expr.ty),
                    (_, Some(cell)) if cell != Cell::Unknown && self.is_share(expr) => {
                        self.share_cell(cell, &expr.ty)
                    }
                    (_, Some(cell)) if cell != Cell::Unknown => self.filled(cell, &expr.ty),
                    _ => say!("[{name}: okänt]", "[{name}: unknown]", name = self.noun(expr)),
                },
            })
            .collect();
        Words::joined(&pieces, "")
    }

    /// To whom something is owed.
    pub(crate) fn party(&self, party: &Party) -> Words {
        match party {
            Party::Body(id) => self.body(*id),
            Party::Text(text) => Words::from(text),
        }
    }
}
