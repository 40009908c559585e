//! Numbers, amounts and days against a second reckoning: numbers without a limit, a calendar that is counted day by day, and what
//! almanacs say. Nothing here is taken from `src/value`.

mod almanac;
mod big;
mod calendar;
mod edge;
mod language;
mod numbers;
mod periods;
mod written;

use rekvisit::program::Program;
use rekvisit::source::{FileId, MemoryLibrary};
use rekvisit::value::Date;
use rekvisit::{explain, facts, render, trial};
use serde_json::Value;

use crate::shipped;

/// A rule set that is decided by, from its text without the heading.
struct Rules(Program);

impl Rules {
    fn new(text: &str) -> Self {
        let text =
            format!("regelverk prov \"Prov\"\n  gäller 0001-01-01..\n  antagande \"Påhittat\"\n{text}");
        let library = MemoryLibrary::default().with("prov/prov.regel", text.into_bytes());
        Self(shipped::compiled(&library, "prov"))
    }

    /// The decision of an application; `None` when it can't be read.
    fn decide(&self, application: &str) -> Option<Value> {
        let program = &self.0;
        let file = FileId(1);
        let limits = facts::Limits::default();
        let facts = facts::decode(
            &program.schema,
            &program.ruleset,
            file,
            application.as_bytes(),
            &limits,
        )
        .ok()?;
        let day = (Date::parse("2024-01-01").unwrap(), explain::DayFrom::Caller);
        let tried = trial::decide(program, facts, day, file).ok()?;
        Some(render::json(&tried.explanation(&program.ruleset)))
    }
}

/// What a result came to, in its unit; `None` when it could not be computed.
fn result(decision: &Value, name: &str) -> Option<String> {
    let value = decision["results"][name].get("value")?;
    let value = value.get("value").unwrap_or(value);
    value.as_str().map(str::to_owned)
}
