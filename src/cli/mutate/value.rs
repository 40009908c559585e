//! What `rekvisit mutate` found, as JSON.

use serde_json::{Map, Value, json};

use super::report::{declared, share};
use super::unit::Unit;
use crate::mutate::{Fate, Mutant, Needless, Score, Why};
use crate::value::Language;

/// The alterations without what becomes of them.
pub(super) fn list(units: &[Unit<'_>]) -> Value {
    let files: Vec<Value> = units
        .iter()
        .map(|unit| {
            let mutants: Vec<Value> = unit.mutants().map(|mutant| named(unit, mutant).into()).collect();
            json!({"name": unit.name, "file": unit.source.name, "alterations": mutants})
        })
        .collect();
    json!({"files": files})
}

/// All files, with the counts of all.
pub(super) fn all(files: Vec<Value>, total: Score) -> Value {
    json!({"files": files, "total": counts(total)})
}

/// A file: the counts, what nobody noticed, what is declared, and which declarations are not needed.
pub(super) fn unit(unit: &Unit<'_>, score: Score, needless: &[Needless<'_>]) -> Value {
    let (mut survivors, mut accepted) = (Vec::new(), Vec::new());
    for (mutant, fate) in unit.results() {
        if *fate != Fate::Survived {
            continue;
        }
        let mut value = named(unit, mutant);
        match unit.reason(mutant) {
            Some(reason) => {
                value.insert("reason".to_owned(), json!(reason));
                accepted.push(Value::Object(value));
            }
            None => {
                value.insert("diff".to_owned(), mutant.diff(&unit.source).into());
                survivors.push(Value::Object(value));
            }
        }
    }
    let needless: Vec<Value> = needless
        .iter()
        .map(|needless| {
            let (why, by) = match &needless.why {
                Why::Missing => ("missing", None),
                Why::Noticed(by) => ("noticed", Some(by)),
                Why::Invalid => ("invalid", None),
            };
            let line = unit.source.position(needless.acceptance.span.start).line;
            json!({"name": declared(needless.acceptance), "line": line, "why": why, "by": by})
        })
        .collect();
    json!({
        "name": unit.name,
        "file": unit.source.name,
        "counts": counts(score),
        "survivors": survivors,
        "accepted": accepted,
        "needless": needless,
    })
}

fn counts(score: Score) -> Value {
    let percent = share(score, Language::English).map(|share| share.trim_end_matches('%').to_owned());
    json!({
        "alterations": score.all(),
        "noticed": score.noticed,
        "survived": score.survived,
        "invalid": score.invalid,
        "accepted": score.accepted,
        "percent": percent,
    })
}

fn named(unit: &Unit<'_>, mutant: &Mutant) -> Map<String, Value> {
    let mut value = Map::new();
    value.insert("rule".to_owned(), mutant.subject.heading.clone().into());
    value.insert("operator".to_owned(), mutant.operator.as_str().into());
    value.insert("name".to_owned(), mutant.name.clone().into());
    let line = unit.source.position(mutant.span.start).line;
    value.insert("line".to_owned(), line.into());
    value
}
