//! What came of the tests, for a program.

use serde_json::{Map, Value, json};

use super::super::super::failure::with_application;
use super::super::super::pipeline;
use super::super::attempt::Attempt;
use super::super::snapshot::{SnapState, Snapshot};
use super::concern::{self, Became};
use super::{Report, decisions, milliseconds};
use crate::render;
use crate::trial::{Difference, Digest, State};

/// The whole result.
pub(super) fn json(report: &Report<'_>) -> Value {
    let counts = report.counts();
    let diagnostics: Vec<Value> = report
        .selection
        .errors
        .iter()
        .filter_map(|(at, error)| {
            let sources = &report.selection.suites.get(*at)?.loaded.sources;
            let list = pipeline::diagnostics_json(std::slice::from_ref(error), sources);
            list.as_array()?.first().cloned()
        })
        .collect();
    let mut out = json!({
        "format": 1,
        "rulesets": report.selection.suites.len(),
        "cases": counts.cases,
        "examples": counts.examples,
        "snapshots": counts.snapshots,
        "failures": counts.failures,
        "errors": diagnostics.len(),
        "milliseconds": milliseconds(report.time),
        "diagnostics": diagnostics,
        "tests": report.attempts.iter().map(attempt).collect::<Vec<_>>(),
        "sources": report.selection.suites.iter().flat_map(|suite| &suite.registers).map(sources).collect::<Vec<_>>(),
        "decisions": report.snapshots.iter().map(snapshot).collect::<Vec<_>>(),
    });
    if let (Some(coverage), Some(out)) = (report.covered.json(), out.as_object_mut()) {
        out.insert("coverage".to_owned(), coverage);
    }
    out
}

/// A list of sources that says otherwise than the rules.
fn sources((place, differences): &(String, Vec<Difference>)) -> Value {
    let differences: Vec<Value> = differences
        .iter()
        .map(|d| json!({"key": d.key, "expected": d.expected, "found": d.found}))
        .collect();
    json!({"place": place, "differences": differences})
}

/// A case or an example.
fn attempt(attempt: &Attempt<'_>) -> Value {
    let sources = with_application(&attempt.suite.loaded.sources, attempt.trial);
    let mut out = Map::new();
    out.insert("ruleset".to_owned(), attempt.suite.name.clone().into());
    out.insert("case".to_owned(), attempt.trial.place.clone().into());
    let example = attempt.trial.example.as_ref();
    out.insert(
        "example".to_owned(),
        example.map(|(title, _)| title.as_str()).into(),
    );
    let place = example.map(|(_, span)| concern::place(&sources, *span));
    out.insert(
        "place".to_owned(),
        place.unwrap_or_else(|| attempt.trial.place.clone()).into(),
    );
    out.insert("passed".to_owned(), attempt.failure.is_none().into());
    out.insert("milliseconds".to_owned(), milliseconds(attempt.time));
    let outcome = attempt
        .decided
        .as_ref()
        .map(|(_, explanation)| explanation.outcome.outcome.as_str());
    out.insert("outcome".to_owned(), outcome.into());
    if let Some(failure) = &attempt.failure {
        let heading = failure.heading(attempt.trial).message;
        out.insert("message".to_owned(), json!(heading));
        for (key, value) in failure.json(attempt.trial, &sources) {
            if matches!(key.as_str(), "differences" | "diagnostics" | "reason") {
                out.insert(key, value);
            }
        }
        let rules: Vec<Value> = concern::told(attempt).iter().map(rule).collect();
        out.insert("rules".to_owned(), rules.into());
    }
    out.into()
}

/// A rule that a failure is about, as the decision's JSON has it.
fn rule(told: &concern::Told<'_>) -> Value {
    let became: Vec<Value> = told
        .pieces
        .iter()
        .map(|piece| match piece {
            Became::Rule(part, rule) => {
                let mut rule = render::rule_json(rule);
                if let (Some(part), Some(rule)) = (part, rule.as_object_mut()) {
                    rule.insert("part".to_owned(), part.pointer.clone().into());
                }
                rule
            }
            Became::Result(result) => render::result_json(result),
        })
        .collect();
    json!({
        "id": told.concern.id,
        "place": told.place,
        "role": told.concern.role.as_str(),
        "became": became,
    })
}

/// A decision and its snapshots.
fn snapshot(snapshot: &Snapshot<'_>) -> Value {
    let files: Vec<Value> = snapshot
        .files
        .iter()
        .map(|shot| {
            json!({
                "path": shot.shown,
                "same": shot.is_same(),
                "diff": (!shot.is_same()).then(|| decisions::unified(shot)),
            })
        })
        .collect();
    let rules: Vec<Value> = snapshot
        .shifts()
        .into_iter()
        .map(|shift| {
            let state = |state: Option<State>| {
                state.map(|state| json!({"status": state.status.as_str(), "effect": state.effect.as_str()}))
            };
            json!({"id": shift.rule, "before": state(shift.before), "after": state(shift.after)})
        })
        .collect();
    json!({
        "ruleset": snapshot.suite.name,
        "case": snapshot.case,
        "place": decisions::place(snapshot),
        "state": match snapshot.state {
            SnapState::Same => "same",
            SnapState::Changed => "changed",
            SnapState::New => "new",
            SnapState::Gone => "gone",
        },
        "before": snapshot.before.as_ref().map(digest),
        "after": snapshot.after.as_ref().map(digest),
        "rules": rules,
        "files": files,
        "milliseconds": milliseconds(snapshot.time),
    })
}

/// What a decision came to.
fn digest(digest: &Digest) -> Value {
    json!({
        "outcome": digest.outcome.as_str(),
        "amount": digest.amount,
        "decisive": digest.decisive,
    })
}
