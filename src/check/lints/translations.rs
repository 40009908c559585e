//! E0805: texts without English in a file where others have it.

use super::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::{Duty, Field, Grounds, ItemKind, Party, Rule, Text, TextLine, Variant};

/// A text that a decision shows, without `en` in a file whose other texts have it. A file without English is whole as it is; one
/// in which most texts have none is told of once.
pub(super) fn look(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut texts = Vec::new();
    for item in subject.items() {
        of_item(&item.kind, &mut texts);
    }
    let (with, without): (Vec<&Text>, Vec<&Text>) = texts.into_iter().partition(|text| text.en.is_some());
    let Some(first) = with.first() else {
        return Vec::new();
    };
    if with.len() < without.len() {
        return vec![few(first, with.len(), without.len())];
    }
    without.into_iter().map(|text| missing(&text.sv)).collect()
}

fn of_item<'a>(kind: &'a ItemKind, found: &mut Vec<&'a Text>) {
    match kind {
        ItemKind::Ruleset(header) => {
            found.extend(&header.title);
            of_grounds(&header.grounds, found);
        }
        ItemKind::Module { title, .. } | ItemKind::Unit { title, .. } | ItemKind::Open { title, .. } => {
            found.extend(title);
        }
        ItemKind::Source { title, .. } | ItemKind::Body { title, .. } => found.push(title),
        ItemKind::Enum { variants, .. } => {
            found.extend(variants.iter().filter_map(|v: &Variant| v.title.as_ref()));
        }
        ItemKind::Record { title, fields, .. } => {
            found.extend(title);
            of_fields(fields, found);
        }
        ItemKind::Application(fields) => of_fields(fields, found),
        ItemKind::Concept(concept) => {
            found.extend(&concept.title);
            of_grounds(&concept.grounds, found);
        }
        ItemKind::Parameter { title, values, .. } => {
            found.extend(title);
            for value in values {
                of_grounds(&value.grounds, found);
            }
        }
        ItemKind::Table(table) => {
            found.extend(&table.title);
            of_grounds(&table.grounds, found);
        }
        ItemKind::Rule(rule) => of_rule(rule, found),
        ItemKind::Result { title, grounds, .. } | ItemKind::Section { title, grounds, .. } => {
            found.extend(title);
            of_grounds(grounds, found);
        }
        ItemKind::Apportionment(item) => {
            found.extend(&item.title);
            of_grounds(&item.grounds, found);
        }
        ItemKind::Word { text, .. } => found.push(text),
        // An example and an acceptance are for those who read the file.
        ItemKind::Use(_) | ItemKind::ForEach { .. } | ItemKind::Example(_) | ItemKind::Acceptance(_) => {}
    }
}

fn of_fields<'a>(fields: &'a [Field], found: &mut Vec<&'a Text>) {
    found.extend(fields.iter().filter_map(|field| field.question.as_ref()));
}

fn of_grounds<'a>(grounds: &'a Grounds, found: &mut Vec<&'a Text>) {
    found.extend(&grounds.assumed);
}

fn of_rule<'a>(rule: &'a Rule, found: &mut Vec<&'a Text>) {
    found.extend(&rule.title);
    of_grounds(&rule.grounds, found);
    found.extend(rule.consequence.iter().filter_map(|c| c.text.as_ref()));
    found.extend(rule.speaks.iter().filter_map(|s| s.text.as_ref()));
    found.extend(&rule.breach);
    let party = match &rule.duty {
        Some(Duty::Pay { party, .. }) => party,
        Some(Duty::Submit { what, party }) => {
            found.push(what);
            party
        }
        None => &None,
    };
    if let Some(Party::Text(text)) = party {
        found.push(text);
    }
}

fn missing(text: &TextLine) -> Diagnostic {
    Diagnostic::warning(
        Code::MissingTranslation,
        text.span,
        "texten saknar engelska",
        "the text has no English",
    )
    .label(
        "andra texter i filen har engelska",
        "other texts in the file have English",
    )
    .help("skriv `en \"…\"` efter texten", "write `en \"…\"` after the text")
}

fn few(first: &Text, with: usize, without: usize) -> Diagnostic {
    let all = with.saturating_add(without);
    let span = first.en.as_ref().map_or(first.sv.span, |en| en.span);
    Diagnostic::warning(
        Code::MissingTranslation,
        span,
        format!("bara {with} av {all} texter har engelska"),
        format!("only {with} of {all} texts have English"),
    )
    .label("här står engelska", "here is English")
    .help(
        "översätt också de andra, eller ta bort engelskan",
        "translate the others too, or remove the English",
    )
}
