//! Whether a verdict is what is expected, as far as it can be told without an explanation.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::check::RuleSet;
use crate::check::ruleset::RuleId;
use crate::eval::Verdict;
use crate::value::Number;

/// What can be told.
pub(super) enum Glance {
    /// It is not what is expected.
    Differs,
    /// It is.
    Same,
    /// The explanation has to be asked.
    LookCloser,
}

/// What the verdict alone tells. It agrees with what the explanation would say.
pub(super) fn at_a_glance(expected: &Map<String, Value>, verdict: &Verdict, ruleset: &RuleSet) -> Glance {
    let mut closer = false;
    for (key, value) in expected {
        let same = match key.as_str() {
            "utfall" => Some(value.as_str() == Some(verdict.outcome.as_str())),
            "belopp" => amount(value, verdict.amount),
            "avgörande" => Some(texts(value) == ids(ruleset, &verdict.decisive)),
            "möjliga" => Some(texts(value) == verdict.possible.iter().map(|o| o.as_str()).collect()),
            "nästa_steg" => Some(value.as_str() == Some(verdict.next_step.as_str())),
            "regler" => statuses(value, verdict, ruleset),
            "enligt" | "verkligt" => Some(true),
            _ => None,
        };
        match same {
            Some(true) => {}
            Some(false) => return Glance::Differs,
            None => closer = true,
        }
    }
    if closer { Glance::LookCloser } else { Glance::Same }
}

fn texts(value: &Value) -> BTreeSet<&str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

fn ids<'a>(ruleset: &'a RuleSet, rules: &[RuleId]) -> BTreeSet<&'a str> {
    rules.iter().filter_map(|rule| name(ruleset, *rule)).collect()
}

fn name(ruleset: &RuleSet, rule: RuleId) -> Option<&str> {
    ruleset
        .rules
        .get(usize::from(rule.0))
        .map(|rule| rule.id.as_str())
}

fn amount(expected: &Value, seen: Option<Number>) -> Option<bool> {
    match (expected, seen) {
        (Value::Null, seen) => Some(seen.is_none()),
        (Value::Number(_), None) => Some(false),
        (Value::Number(number), Some(seen)) => {
            let ore = Number::parse_decimal(&number.to_string())?.mul(Number::whole(100))?;
            Some(ore == seen)
        }
        _ => None,
    }
}

/// The rules outside blocks; one in a block is looked for in the explanation.
fn statuses(expected: &Value, verdict: &Verdict, ruleset: &RuleSet) -> Option<bool> {
    let mut all = Some(true);
    for (id, status) in expected.as_object()? {
        let state = verdict
            .rules
            .iter()
            .find(|state| name(ruleset, state.rule) == Some(id));
        match state {
            Some(state) if status.as_str() == Some(state.status.as_str()) => {}
            Some(_) => return Some(false),
            None => all = None,
        }
    }
    all
}
