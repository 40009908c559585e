//! Where facts stand: the slots of an application and the cells of a list's element.
//!
//! A scalar, a list and a key take one cell. A record takes one cell that says whether it is there ([`Cell::Present`],
//! [`Cell::Absent`], [`Cell::Unknown`]) and then its fields' cells, in order. An element of a list of records
//! has its fields' cells only; an element of a list of scalars has one.
//!
//! [`Cell::Present`]: super::Cell::Present
//! [`Cell::Absent`]: super::Cell::Absent
//! [`Cell::Unknown`]: super::Cell::Unknown

use crate::check::ruleset::{Field, RuleSet, Type};

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

/// How many cells an element of a list of the type takes.
#[must_use]
pub fn stride(ruleset: &RuleSet, element: &Type) -> u32 {
    match element {
        Type::Record(_) => size(ruleset, element).saturating_sub(1),
        _ => 1,
    }
}
