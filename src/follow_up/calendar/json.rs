//! The calendar for a program.

use serde_json::{Value, json};

use super::{Calendar, Duty};
use crate::render::{money_json, sources_json};
use crate::value::Date;

/// The calendar as JSON.
#[must_use]
pub fn json(calendar: &Calendar) -> Value {
    let e = &calendar.explanation;
    json!({
        "format": 1,
        "ruleset": {"name": e.ruleset.name, "version": e.ruleset.version, "hash": e.ruleset.hash},
        "application": {"id": e.application_id, "hash": e.application_hash},
        "engine": e.engine,
        "assessed_on": e.assessed_on.to_string(),
        "outcome": e.outcome.outcome.as_str(),
        "obligations": calendar.duties.iter().map(duty).collect::<Vec<_>>(),
    })
}

fn duty(duty: &Duty) -> Value {
    let now = &duty.now;
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    json!({
        "id": now.rule,
        "title": now.title,
        "state": now.state.as_str(),
        "last_day": day(now.last_day),
        "last_day_off": duty.off.map(|off| {
            let words = off.words();
            json!({"sv": words.sv, "en": words.en})
        }),
        "moved_to_weekday": now.moved,
        "days_left": duty.days_left,
        "performed": day(now.performed),
        "amount": now.amount.map(money_json),
        "what": now.what,
        "party": now.party,
        "breach": now.breach,
        "sources": sources_json(&now.sources),
        "assumption": now.assumption,
        "over_time": duty.stretches.iter().map(|stretch| {
            json!({"from": day(stretch.from), "to": day(stretch.to), "state": stretch.state.as_str()})
        }).collect::<Vec<_>>(),
    })
}
