//! For a program.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::{Decision, Line, Sum};
use super::{Impact, Version};
use crate::check::ruleset::Outcome;
use crate::explain::format::money_value;
use crate::value::Number;

/// The comparison as JSON: the counts, and every changed decision with the parts that decided.
#[must_use]
pub fn json(impact: &Impact<Value>) -> Value {
    let summary = &impact.summary;
    let causes: Vec<Value> = super::text::by_size(impact)
        .into_iter()
        .map(|(rules, group)| {
            json!({
                "rules": rules,
                "total": line(&group.total),
                "transitions": transitions(&group.transitions),
            })
        })
        .collect();
    let changed: Vec<Value> = impact
        .shown
        .iter()
        .map(|shown| {
            json!({
                "place": shown.place,
                "id": shown.both.id,
                "causes": shown.both.causes,
                "old": decision(&shown.both.old, &shown.old),
                "new": decision(&shown.both.new, &shown.new),
            })
        })
        .collect();
    let unread: Vec<Value> = impact
        .unread
        .iter()
        .map(|unread| {
            json!({
                "place": unread.place,
                "decided_by": match unread.decided {
                    (true, _) => Some("old"),
                    (_, true) => Some("new"),
                    _ => None,
                },
                "why": unread.why,
            })
        })
        .collect();
    json!({
        "format": 1,
        "engine": env!("CARGO_PKG_VERSION"),
        "ruleset": impact.ruleset,
        "title": impact.title,
        "old": version(&impact.old),
        "new": version(&impact.new),
        "as_of": impact.as_of.map(|day| day.to_string()),
        "applications": summary.applications(),
        "compared": line(&summary.both),
        "changed": line(&summary.changed),
        "transitions": transitions(&summary.transitions),
        "causes": causes,
        "other_grounds": summary.grounds,
        "other_rules": summary.aside,
        "undetermined": {"old": summary.undetermined.0, "new": summary.undetermined.1},
        "only_old": summary.only_old,
        "only_new": summary.only_new,
        "neither": summary.neither,
        "other_rulesets": summary.elsewhere,
        "decisions": changed,
        "unread": unread,
    })
}

fn version(version: &Version) -> Value {
    json!({"place": version.place, "version": version.version, "hash": version.hash})
}

fn decision(decision: &Decision, excerpt: &Value) -> Value {
    if excerpt.is_object() {
        return excerpt.clone();
    }
    json!({
        "outcome": decision.outcome.as_str(),
        "amount": decision.amount.map(money),
        "referred_to": decision.referred_to,
        "decisive": decision.decisive,
    })
}

fn transitions(transitions: &BTreeMap<(Outcome, Outcome), Line>) -> Vec<Value> {
    transitions
        .iter()
        .map(|((old, new), counted)| {
            let mut value = json!({"from": old.as_str(), "to": new.as_str()});
            if let (Some(value), Value::Object(counted)) = (value.as_object_mut(), line(counted)) {
                value.extend(counted);
            }
            value
        })
        .collect()
}

fn line(line: &Line) -> Value {
    let sum = |sum: Sum| sum.0.map(money);
    json!({
        "count": line.count,
        "granted": {"old": sum(line.old), "new": sum(line.new), "difference": sum(line.difference())},
    })
}

fn money(amount: Number) -> Value {
    json!({"value": money_value(amount), "currency": "SEK"})
}
