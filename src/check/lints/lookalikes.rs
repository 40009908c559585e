//! E0806: names that look alike where both can be meant.

use std::collections::BTreeMap;

use super::Subject;
use super::spelling::{folded, stem};
use crate::check::names::{Space, Symbol};
use crate::check::ruleset::Type;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{Field, ItemKind};

/// A name that can be meant where the others of its group can.
struct Named {
    text: String,
    span: Span,
    /// Whether it is of many; the plural beside the singular of one says what both are.
    many: bool,
}

/// Names of one space that the file sees, fields of one record and values of one type that differ only in case, in å, ä, ö and
/// accents, in `_`, in letters that look alike, or in the ending of a word. One of them is the file's own.
pub(super) fn look(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut groups: Vec<Vec<Named>> = [
        Space::Value,
        Space::Type,
        Space::Source,
        Space::Body,
        Space::Result,
        Space::Rule,
    ]
    .into_iter()
    .map(|space| visible(subject, space))
    .collect();
    for item in subject.items() {
        match &item.kind {
            ItemKind::Record { fields, .. } => groups.push(fields.iter().map(field).collect()),
            ItemKind::Table(table) => groups.push(table.columns.iter().map(field).collect()),
            ItemKind::Enum { variants, .. } => groups.push(
                variants
                    .iter()
                    .map(|variant| Named {
                        text: variant.name.text.clone(),
                        span: variant.name.span,
                        many: false,
                    })
                    .collect(),
            ),
            _ => {}
        }
    }
    groups.iter().flat_map(|group| alike(subject, group)).collect()
}

fn visible(subject: &Subject<'_>, space: Space) -> Vec<Named> {
    let names = &subject.checker.names;
    names
        .all(subject.checker.modules.len().saturating_sub(1), space)
        .filter_map(|text| {
            let entry = names.anywhere(space, text)?;
            let many = match entry.symbol {
                Symbol::Field(id) => {
                    let field = subject.set.application.get(usize::from(id));
                    field.is_some_and(|field| matches!(field.ty, Type::List(_)))
                }
                Symbol::Table(_) => true,
                _ => false,
            };
            Some(Named {
                text: text.to_owned(),
                span: entry.span,
                many,
            })
        })
        .collect()
}

fn field(field: &Field) -> Named {
    Named {
        text: field.name.text.clone(),
        span: field.name.span,
        many: matches!(field.ty.kind, crate::syntax::tree::TypeRefKind::List(_)),
    }
}

fn alike(subject: &Subject<'_>, group: &[Named]) -> Vec<Diagnostic> {
    let mut names: Vec<&Named> = group.iter().collect();
    names.sort_by_key(|named| (subject.has(named.span), named.span));
    let mut by_look: BTreeMap<String, &Named> = BTreeMap::new();
    let mut by_stem: BTreeMap<(String, bool), &Named> = BTreeMap::new();
    let mut found = Vec::new();
    for named in names {
        let same_look = by_look.insert(folded(&named.text), named);
        let same_stem = by_stem.insert((stem(&named.text), named.many), named);
        if let Some(other) = same_look.or(same_stem)
            && subject.has(named.span)
        {
            found.push(told(named, other));
        }
    }
    found
}

fn told(named: &Named, other: &Named) -> Diagnostic {
    let (a, b) = (&named.text, &other.text);
    Diagnostic::warning(
        Code::LookAlike,
        named.span,
        format!("`{a}` är lätt att ta för `{b}`"),
        format!("`{a}` is easily taken for `{b}`"),
    )
    .label("den ena", "the one")
    .also(other.span, "den andra", "the other")
    .help(
        "ge den ena ett namn som säger vad som skiljer dem åt",
        "give one of them a name that says what tells them apart",
    )
}
