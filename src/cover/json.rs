//! Coverage as JSON.

use serde_json::{Value, json};

use super::model::{ConditionCover, Coverage, Place, Way};
use super::share::Share;

/// The report as JSON. Statuses, effects, outcomes and states are named as in a decision.
#[must_use]
pub fn json(coverage: &Coverage) -> Value {
    let rules: Vec<Value> = coverage
        .rules
        .iter()
        .map(|rule| {
            let seen = rule.seen.iter().map(|(status, effect, times)| {
                json!({"status": status.as_str(), "effect": effect.as_str(), "times": times})
            });
            json!({
                "id": rule.id,
                "place": place(&rule.place),
                "covered": rule.is_covered(),
                "always": rule.always,
                "took_effect": rule.took_effect,
                "had_none": rule.had_none,
                "accepted": rule.accepted.iter().flatten().next(),
                "seen": seen.collect::<Vec<_>>(),
            })
        })
        .collect();
    let outcomes = coverage
        .outcomes
        .iter()
        .map(|o| json!({"outcome": o.outcome.as_str(), "reached": o.reached}));
    let rows = coverage.rows.iter().map(
        |row| json!({"concept": row.concept, "place": place(&row.place), "test": row.words, "used": row.used}),
    );
    let values = coverage
        .values
        .iter()
        .map(|value| json!({"parameter": value.parameter, "period": value.period, "used": value.used}));
    let obligations = coverage.obligations.iter().map(|obligation| {
        let states = obligation
            .states
            .iter()
            .map(|(state, times)| json!({"state": state.as_str(), "times": times}));
        json!({"id": obligation.id, "place": place(&obligation.place), "states": states.collect::<Vec<_>>()})
    });
    let mistakes = coverage
        .mistakes
        .iter()
        .map(|mistake| json!({"place": place(&mistake.place), "message": mistake.text}));
    json!({
        "ruleset": coverage.ruleset,
        "cases": coverage.trials,
        "summary": {
            "rules": share(coverage.rule_share()),
            "conditions": share(coverage.condition_share()),
            "outcomes": share(coverage.outcome_share()),
        },
        "rules": rules,
        "conditions": coverage.conditions.iter().map(condition).collect::<Vec<_>>(),
        "outcomes": outcomes.collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
        "parameter_values": values.collect::<Vec<_>>(),
        "obligations": obligations.collect::<Vec<_>>(),
        "mistakes": mistakes.collect::<Vec<_>>(),
    })
}

fn condition(condition: &ConditionCover) -> Value {
    json!({
        "of": condition.owner,
        "place": place(&condition.place),
        "condition": condition.words,
        "decision": condition.decision,
        "settled": condition.settled,
        "covered": condition.is_covered(),
        "false": way(&condition.no),
        "true": way(&condition.yes),
    })
}

fn way(way: &Way) -> Value {
    let needs = way
        .needs
        .iter()
        .map(|(words, value)| json!({"condition": words, "is": value}));
    json!({
        "decided_alone": way.shown,
        "accepted": way.accepted,
        "needs": needs.collect::<Vec<_>>(),
    })
}

fn share(share: Share) -> Value {
    json!({"covered": share.covered, "of": share.of, "accepted": share.accepted})
}

fn place(place: &Place) -> Value {
    json!({"file": place.file, "line": place.line, "column": place.column})
}
