//! The account for a program: the decision, and the lines as they are told to a person.

use serde_json::{Map, Value, json as object};

use super::{Account, Line, Told};
use crate::render::{json_without_text, money_json, sources_json};

/// The account as JSON.
#[must_use]
pub fn json(account: &Account) -> Value {
    object!({
        "format": 1,
        "id": account.key,
        "lines": account.lines.iter().map(line).collect::<Vec<_>>(),
        "decision": json_without_text(&account.explanation),
    })
}

fn line(line: &Line) -> Value {
    let fields: Map<String, Value> = line
        .fields
        .iter()
        .map(|(name, value)| (name.clone(), Value::String(value.clone())))
        .collect();
    object!({
        "path": line.pointer,
        "number": line.number,
        "label": line.label,
        "fields": fields,
        "amount": line.asked.map(money_json),
        "counted": line.counted.map(money_json),
        "outcome": line.outcome.outcome.as_str(),
        "outcome_label": line.outcome.label,
        "reasons": line.told.iter().filter(|told| !told.remark).map(told).collect::<Vec<_>>(),
        "remarks": line.told.iter().filter(|told| told.remark).map(told).collect::<Vec<_>>(),
    })
}

fn told(told: &Told) -> Value {
    object!({
        "rule": told.rule,
        "text": told.text,
        "sources": sources_json(&told.sources),
        "assumption": told.assumption,
    })
}
