//! E0801: facts that are asked for and that nothing reads.

use super::Subject;
use crate::check::ruleset::RecordId;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// A field of the application or of a record that no rule, text, concept, result or header reads. The field that a record is
/// called by in the reasons is read there. What a module declares is for others to read.
pub(super) fn look(subject: &Subject<'_>) -> Vec<Diagnostic> {
    if subject.is_module() {
        return Vec::new();
    }
    let set = subject.set;
    let uses = subject.uses();
    let application = (0_u16..)
        .zip(&set.application)
        .filter(|(index, _)| !uses.facts.contains(index))
        .map(|(_, field)| (field.name.clone(), field.span));
    let records = (0_u16..).map(RecordId).zip(&set.records);
    // A record that nothing uses is told of as a whole.
    let records = records.filter(|(id, _)| uses.records.contains(id));
    let fields = records.flat_map(|(id, record)| {
        (0_u16..)
            .zip(&record.fields)
            .filter(move |(index, _)| !uses.fields.contains(&(id, *index)))
            .map(|(_, field)| (format!("{}.{}", record.name, field.name), field.span))
    });
    application
        .chain(fields)
        .filter(|(_, span)| subject.has(*span))
        .map(|(name, span)| unread(&name, span))
        .collect()
}

fn unread(name: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        Code::UnusedFact,
        span,
        format!("inget läser fältet `{name}`"),
        format!("nothing reads the field `{name}`"),
    )
    .label(
        "frågas, men kan inte ändra beslutet",
        "is asked for, but can't change the decision",
    )
    .help(
        format!("skriv regeln eller texten som behöver `{name}`, eller ta bort fältet"),
        format!("write the rule or the text that needs `{name}`, or remove the field"),
    )
}
