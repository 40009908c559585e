//! What outcomes are called.

use super::words::Words;
use super::{BodyNamed, OutcomeNamed};
use crate::check::ruleset::{BodyId, Outcome, RuleSet};

/// The usual word for an outcome.
#[must_use]
pub fn usual_word(outcome: Outcome) -> Words {
    let (sv, en) = match outcome {
        Outcome::Granted => ("bifall", "granted"),
        Outcome::PartlyGranted => ("delvis bifall", "partly granted"),
        Outcome::Rejected => ("avslag", "rejected"),
        Outcome::Referred => ("hänvisning", "referred"),
        Outcome::Dismissed => ("avvisning", "dismissed"),
        Outcome::Discontinued => ("avskrivning", "discontinued"),
        Outcome::Undetermined => ("ej avgörbart", "undetermined"),
    };
    Words::new(sv, en)
}

/// What the rule set calls an outcome.
pub(crate) fn named(ruleset: &RuleSet, outcome: Outcome) -> OutcomeNamed {
    let own = ruleset.words.iter().find(|(o, _)| *o == outcome);
    OutcomeNamed {
        outcome,
        label: own.map_or_else(|| usual_word(outcome), |(_, text)| Words::from(text)),
        renamed: own.is_some(),
    }
}

/// What an outcome is called in the rule set.
#[must_use]
pub fn outcome_words(ruleset: &RuleSet, outcome: Outcome) -> Words {
    named(ruleset, outcome).label
}

/// A body's name and title.
pub(crate) fn body(ruleset: &RuleSet, id: BodyId) -> Option<BodyNamed> {
    let body = ruleset.bodies.get(usize::from(id.0))?;
    Some(BodyNamed {
        name: body.name.clone(),
        title: Words::from(&body.title),
    })
}
