//! The last lines: whose decision it is.

use crate::explain::{DayFrom, Explanation, Words, format, say};

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
    let from = match explanation.day_from {
        None => Words::default(),
        Some(DayFrom::Caller) => Words::new(", som angavs vid prövningen", ", as given for the assessment"),
        Some(DayFrom::Application) => Words::new(", enligt ansökan", ", as the application states"),
        Some(DayFrom::Ruleset) => Words::new(
            ", den dag som regelverket anger",
            ", the day that the rule set names",
        ),
    };
    say!(
        "Prövningsdag: {day}{from}. Detta är ett förslag, framtaget med beslutsstöd (Rekvisit {engine}, regelverk \
         {name}{version}, kontrollsumma {hash}). En människa prövar och beslutar.",
        "Assessed on {day}{from}. This is a proposal, made with decision support (Rekvisit {engine}, rule set \
         {name}{version}, checksum {hash}). A person examines the case and decides.",
        day = format::date(explanation.assessed_on),
        from = from,
        engine = Words::same(explanation.engine.clone()),
        name = Words::same(ruleset.name.clone()),
        version = version,
        hash = Words::same(hash)
    )
}
