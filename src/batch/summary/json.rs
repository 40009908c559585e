//! For a program.

use serde_json::{Value, json};

use super::{Part, Row, Summary};
use crate::batch::Group;
use crate::explain::format::money_value;
use crate::explain::{Words, outcome_words};
use crate::value::Number;

/// The summary as JSON.
#[must_use]
pub fn json(summary: &Summary<'_>) -> Value {
    let rules = summary.rules;
    let tally = summary.tally;
    let decided = tally.decided();
    let outcomes: Vec<Value> = tally
        .outcomes
        .iter()
        .map(|(outcome, group)| {
            let label = outcome_words(&rules.program().ruleset, *outcome);
            json!({"outcome": outcome.as_str(), "label": label, "total": amounts(group)})
        })
        .collect();
    json!({
        "format": 1,
        "engine": env!("CARGO_PKG_VERSION"),
        "ruleset": {
            "name": rules.name(),
            "version": rules.version(),
            "hash": rules.hash(),
            "title": Words::from(rules.title()),
        },
        "input": summary.input,
        "as_of": summary.as_of.map(|day| day.to_string()),
        "decided": decided,
        "not_decided": tally.not_decided(),
        "total": amounts(&tally.total()),
        "outcomes": outcomes,
        "grounds": counted(&summary.grounds(decided), "rule"),
        "missing": counted(&summary.missing(decided), "path"),
        "referred_to": counted(&summary.referred(decided), "body"),
        "refused": counted(&summary.refused(), "code"),
    })
}

fn counted(part: &Part, key: &str) -> Value {
    let row = |row: &Row| json!({(key): row.name, "label": row.label, "count": row.count});
    part.rows.iter().map(row).collect()
}

/// A group's count and amounts, in kronor.
fn amounts(group: &Group) -> Value {
    let money = |amount: Option<Number>| amount.map(money_value);
    json!({
        "count": group.count,
        "with_amount": group.with_amount,
        "sum": money(group.sum.0),
        "smallest": money(group.least),
        "largest": money(group.most),
    })
}
