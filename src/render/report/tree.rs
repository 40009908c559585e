//! Reasons as branches in one language.

use super::Branch;
use crate::explain::{FactRead, Given, Reason, Truth, Words, say};
use crate::value::Language;

/// A reason as a branch.
pub(super) fn branch(reason: &Reason, language: Language) -> Branch {
    Branch {
        mark: (reason.value != Truth::Note).then_some(reason.value),
        text: reason.text.get(language).to_owned(),
        facts: reason
            .facts
            .iter()
            .map(|fact| fact_line(fact).get(language).to_owned())
            .collect(),
        children: reason.children.iter().map(|r| branch(r, language)).collect(),
    }
}

/// `/ansvarig_huvudman: regionen (Hälsa-, vård- och omsorgsnämnden, den 26 augusti 2021, § 106)`.
fn fact_line(fact: &FactRead) -> Words {
    let mut line = say!(
        "{pointer}: {value}",
        "{pointer}: {value}",
        pointer = Words::same(fact.pointer.clone()),
        value = fact.value
    );
    let given: Vec<Words> = fact
        .given
        .iter()
        .map(given_words)
        .filter(|g| !g.is_empty())
        .collect();
    if !given.is_empty() {
        let all = Words::joined(&given, "; ");
        line = say!("{line} ({all})", "{line} ({all})", line = line, all = all);
    }
    let stated: Vec<Words> = fact
        .stated
        .iter()
        .map(|s| with_source(&s.text, &s.source))
        .collect();
    if !stated.is_empty() {
        let all = Words::joined(&stated, "; ");
        line = say!("{line} – {all}", "{line} – {all}", line = line, all = all);
    }
    line
}

/// Who gave an answer, when and in which document; that no position was taken.
pub(super) fn given_words(given: &Given) -> Words {
    let mut parts: Vec<Words> = [&given.by, &given.on, &given.document]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    if given.value.is_none() {
        parts.push(Words::new("tar inte ställning", "takes no position"));
    }
    if given.too_late {
        parts.push(Words::new(
            "efter prövningsdagen, räknas inte",
            "after the assessment date, does not count",
        ));
    }
    Words::joined(&parts, ", ")
}

/// A value and the source that states it.
pub(super) fn with_source(text: &Words, source: &str) -> Words {
    if source.is_empty() {
        return text.clone();
    }
    let source = Words::same(source);
    say!(
        "{text} enligt {source}",
        "{text} according to {source}",
        text = text,
        source = source
    )
}
