//! For a program.

use serde_json::{Value, json};

use super::Derived;
use super::text::{shown, what};
use super::write::Written;
use crate::boundary::{self, Row};
use crate::value::Language;

pub(super) fn json(derived: &[Derived<'_>], written: Option<&Written>) -> Value {
    let paths = |paths: &[std::path::PathBuf]| -> Vec<String> {
        paths.iter().map(|path| path.display().to_string()).collect()
    };
    json!({
        "format": 1,
        "thresholds": derived.iter().map(threshold).collect::<Vec<_>>(),
        "written": written.map(|written| paths(&written.files)),
        "kept": written.map(|written| paths(&written.kept)),
    })
}

fn threshold(derived: &Derived<'_>) -> Value {
    let boundary = &derived.boundary;
    json!({
        "ruleset": derived.suite.name,
        "name": derived.threshold.name,
        "number": derived.number,
        "place": derived.place(),
        "text": what(derived),
        "base": boundary.base,
        "assessed_on": boundary.moved_to.map(|day| day.to_string()),
        "path": boundary.base.as_ref().map(|_| &boundary.pointer),
        "rows": boundary.rows.iter().map(|r| row(derived, r)).collect::<Vec<_>>(),
        "outcome_changes": boundary.decides,
        "state_changes": boundary.turns,
        "covered": boundary.is_covered(),
        "unreached": boundary.why,
    })
}

fn row(derived: &Derived<'_>, row: &Row) -> Value {
    let id = boundary::file_name(&derived.threshold, derived.number, row.side);
    let why: Vec<_> = row
        .tried
        .as_ref()
        .err()
        .into_iter()
        .flatten()
        .map(|diagnostic| diagnostic.message.get(Language::Swedish))
        .collect();
    json!({
        "side": row.side.as_str(),
        "value": shown(derived, row.value),
        "to": row.to,
        "holds": row.holds,
        "existing": row.existing,
        "why": why,
        "case": boundary::adopted(derived.program, &derived.threshold, row, &id),
    })
}
