//! `rekvisit impact`: two versions of a rule set over many applications.

mod applications;
mod cause;
mod deadline;
mod generate;
mod revision;
mod years;

use serde_json::Value;

use crate::cli::Test;
use crate::cli::fixture::RULES;

/// The small rule set, with the last day moved.
fn later(day: &str) -> String {
    RULES
        .replace("2023-06-01", day)
        .replace("version \"1\"", "version \"2\"")
}

/// The old and the new version in folders, and applications on each side of the last day.
fn folders() -> Test {
    Test::new()
        .file("gammal/lokalt/lokalt.regel", RULES)
        .file("ny/lokalt/lokalt.regel", later("2023-06-02"))
        .file("fall/a.json", application("a", "2023-06-01", 800))
        .file("fall/b.json", application("b", "2023-06-02", 700))
        .file("fall/c.json", application("c", "2023-06-03", 600))
}

/// An application on one line.
fn application(id: &str, received: &str, asked: u32) -> String {
    format!(
        r#"{{"regelverk": "lokalt", "id": "{id}", "prövningsdag": "2023-07-01", "inkom": "{received}", "beslutad": null, "sökt": {asked}, "skäl": true}}"#
    )
}

/// What the command wrote as JSON.
fn json(test: Test, code: i32) -> Value {
    serde_json::from_str(&test.exit(code).stdout).unwrap()
}
