//! The rules that a difference is about.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::expectation::Difference;
use crate::explain::{Explanation, PartExplained, RuleExplained};

/// A rule, or a named result, that a difference is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    /// Its name; a name that the case gives need not be a rule's.
    pub id: String,
    /// What it has to do with it.
    pub role: Role,
}

/// What a rule has to do with a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It decided, and nothing says that it should not.
    Decided,
    /// It decided, and the case names others.
    DecidedInstead,
    /// The case expects it to decide, and it did not.
    ExpectedToDecide,
    /// The difference is of its own state, or of what it reads.
    Concerned,
    /// It is no rule but a named result, and its value differs.
    Result,
}

impl Role {
    /// Its name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Decided => "decided",
            Self::DecidedInstead => "decided_instead",
            Self::ExpectedToDecide => "expected_to_decide",
            Self::Concerned => "concerned",
            Self::Result => "result",
        }
    }
}

/// The rules that the differences are about, each once: those that decided, those that were expected to, then those that a
/// difference names or that need a fact which one names.
#[must_use]
pub fn concerns(
    expected: &Map<String, Value>,
    explanation: &Explanation,
    differences: &[Difference],
) -> Vec<Concern> {
    let mut found: Vec<Concern> = Vec::new();
    let mut add = |id: &str, role: Role| {
        if !found.iter().any(|concern| concern.id == id) {
            found.push(Concern {
                id: id.to_owned(),
                role,
            });
        }
    };
    let named: Option<Vec<&str>> = expected.get("avgörande").map(texts);
    let decision = ["utfall", "belopp", "avgörande", "möjliga", "hänvisas_till"];
    if differences.iter().any(|d| decision.contains(&d.key.as_str())) {
        for id in &explanation.decisive {
            let stray = named.as_ref().is_some_and(|named| !named.contains(&id.as_str()));
            add(
                id,
                if stray {
                    Role::DecidedInstead
                } else {
                    Role::Decided
                },
            );
        }
        for id in named.into_iter().flatten() {
            add(id, Role::ExpectedToDecide);
        }
    }
    for difference in differences {
        match difference.key.split_once('.') {
            Some(("regler", id)) => add(id, Role::Concerned),
            Some(("skyldigheter", id)) => {
                let parts = [".läge", ".belopp", ".sista_dag"];
                let id = parts.iter().find_map(|part| id.strip_suffix(part)).unwrap_or(id);
                add(id, Role::Concerned);
            }
            Some(("resultat", name)) => add(name, Role::Result),
            None if matches!(
                difference.key.as_str(),
                "anmärkningar" | "talar_för" | "talar_emot"
            ) =>
            {
                let key = difference.key.as_str();
                let seen: BTreeSet<&str> = match key {
                    "talar_för" => explanation
                        .circumstances_for
                        .iter()
                        .map(|c| c.rule.as_str())
                        .collect(),
                    "talar_emot" => explanation
                        .circumstances_against
                        .iter()
                        .map(|c| c.rule.as_str())
                        .collect(),
                    _ => explanation
                        .remarks
                        .iter()
                        .filter_map(|r| r.rule.as_deref())
                        .collect(),
                };
                let wanted: BTreeSet<&str> = expected.get(key).map(texts).into_iter().flatten().collect();
                for id in seen.symmetric_difference(&wanted) {
                    add(id, Role::Concerned);
                }
            }
            None if difference.key == "saknas" => {
                let wanted = expected.get("saknas").map(texts).unwrap_or_default();
                for missing in &explanation.missing {
                    if !wanted.contains(&missing.pointer.as_str()) {
                        for rule in &missing.needed_by {
                            add(&rule.id, Role::Concerned);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// The rules of the name: one, or one for each item of the `för varje` that it stands in.
pub fn named<'a>(
    explanation: &'a Explanation,
    id: &str,
) -> impl Iterator<Item = (Option<&'a PartExplained>, &'a RuleExplained)> {
    let own = explanation.rules.iter().map(|rule| (None, rule));
    let parts = explanation
        .parts
        .iter()
        .flat_map(|part| part.rules.iter().map(move |rule| (Some(part), rule)));
    own.chain(parts).filter(move |(_, rule)| rule.id == id)
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}
