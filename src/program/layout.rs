//! Where facts stand: the slots of an application and the cells of a list's element.
//!
//! A scalar, a list and a key take one cell. A record takes one cell that says whether it is there ([`Cell::Present`],
//! [`Cell::Absent`], [`Cell::Unknown`]) and then its fields' cells, in order. An element of a list of records
//! has its fields' cells only; an element of a list of scalars has one.
//!
//! [`Cell::Present`]: super::Cell::Present
//! [`Cell::Absent`]: super::Cell::Absent
//! [`Cell::Unknown`]: super::Cell::Unknown

use super::{Arena, Place};
use crate::check::ruleset::{Field, RecordId, RuleSet, Type};

/// How many cells a value of the type takes.
#[must_use]
pub fn size(ruleset: &RuleSet, ty: &Type) -> u32 {
    match ty {
        Type::Record(id) => {
            let fields = ruleset
                .records
                .get(usize::from(id.0))
                .map_or(&[][..], |r| &r.fields);
            fields_size(ruleset, fields).saturating_add(1)
        }
        _ => 1,
    }
}

/// How many cells the fields take together.
#[must_use]
pub fn fields_size(ruleset: &RuleSet, fields: &[Field]) -> u32 {
    fields
        .iter()
        .fold(0, |sum: u32, field| sum.saturating_add(size(ruleset, &field.ty)))
}

/// The first cell of the field, counted from the first cell of the fields. A record's own fields begin one cell after it.
#[must_use]
pub fn offset(ruleset: &RuleSet, fields: &[Field], field: u16) -> u32 {
    fields_size(ruleset, fields.get(..usize::from(field)).unwrap_or(fields))
}

/// The [`offset`] of each of the fields.
#[must_use]
pub fn offsets(ruleset: &RuleSet, fields: &[Field]) -> Vec<u32> {
    let mut at: u32 = 0;
    fields
        .iter()
        .map(|field| {
            let offset = at;
            at = at.saturating_add(size(ruleset, &field.ty));
            offset
        })
        .collect()
}

/// The [`offsets`] of the application's fields and of each record's, for those who ask for many.
pub(crate) struct Offsets {
    application: Vec<u32>,
    records: Vec<Vec<u32>>,
}

impl Offsets {
    /// Those of a rule set.
    pub(crate) fn of(ruleset: &RuleSet) -> Self {
        Self {
            application: offsets(ruleset, &ruleset.application),
            records: ruleset
                .records
                .iter()
                .map(|record| offsets(ruleset, &record.fields))
                .collect(),
        }
    }

    /// Those of the application's fields.
    pub(crate) fn application(&self) -> &[u32] {
        &self.application
    }

    /// Those of a record's fields.
    pub(crate) fn record(&self, id: RecordId) -> &[u32] {
        self.records.get(usize::from(id.0)).map_or(&[], Vec::as_slice)
    }
}

/// How many cells an element of a list of the type takes.
#[must_use]
pub fn stride(ruleset: &RuleSet, element: &Type) -> u32 {
    match element {
        Type::Record(_) => size(ruleset, element).saturating_sub(1),
        _ => 1,
    }
}

/// Every field of an application with the place where it stands, list elements too, in the order of the schema.
/// The fields of a record follow the record itself.
#[must_use]
pub fn places<'a>(ruleset: &'a RuleSet, arena: &Arena) -> Vec<(Place, &'a Field)> {
    let mut found = Vec::new();
    fields_at(ruleset, arena, &ruleset.application, 0, &mut found);
    found
}

fn fields_at<'a>(
    ruleset: &'a RuleSet,
    arena: &Arena,
    fields: &'a [Field],
    mut at: u32,
    found: &mut Vec<(Place, &'a Field)>,
) {
    for field in fields {
        found.push((Place(at), field));
        match &field.ty {
            Type::Record(id) => {
                let inner = ruleset
                    .records
                    .get(usize::from(id.0))
                    .map_or(&[][..], |r| &r.fields);
                fields_at(ruleset, arena, inner, at.saturating_add(1), found);
            }
            Type::List(element) => {
                let Some(list) = arena.list(arena.cell(Place(at))) else {
                    at = at.saturating_add(1);
                    continue;
                };
                let inner = match element.as_ref() {
                    Type::Record(id) => ruleset.records.get(usize::from(id.0)).map(|r| &r.fields),
                    _ => None,
                };
                for index in 0..list.len {
                    let first = list.first.saturating_add(list.stride.saturating_mul(index));
                    match inner {
                        Some(inner) => fields_at(ruleset, arena, inner, first, found),
                        // What is asked of a list is asked of its elements.
                        None => found.push((Place(first), field)),
                    }
                }
            }
            _ => {}
        }
        at = at.saturating_add(size(ruleset, &field.ty));
    }
}
