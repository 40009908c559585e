//! The last lines: whose decision it is.

use crate::explain::{Explanation, Words, format, say};

/// What the proposal was made with, and that a person decides.
pub(crate) fn closing(explanation: &Explanation) -> Words {
    let ruleset = &explanation.ruleset;
    let hash: String = ruleset.hash.chars().take(12).collect();
    let version = if ruleset.version.is_empty() {
        Words::default()
    } else {
        let version = Words::same(ruleset.version.clone());
        say!(", version {version}", ", version {version}", version = version)
    };
    say!(
        "Prövningsdag: {day}. Detta är ett förslag, framtaget med beslutsstöd (Rekvisit {engine}, regelverk \
         {name}{version}, kontrollsumma {hash}). En människa prövar och beslutar.",
        "Assessed on {day}. This is a proposal, made with decision support (Rekvisit {engine}, rule set \
         {name}{version}, checksum {hash}). A person examines the case and decides.",
        day = format::date(explanation.assessed_on),
        engine = Words::same(env!("CARGO_PKG_VERSION")),
        name = Words::same(ruleset.name.clone()),
        version = version,
        hash = Words::same(hash)
    )
}
