//! One application, from its bytes to what became of it.

use serde_json::{Map, Value};

use super::case::Trial;
use super::day::{ask_for_the_day, assessment_day, outside_validity};
use super::expectation::{Difference, differences};
use super::glance::{Glance, at_a_glance};
use crate::check::RuleSet;
use crate::diagnostic::Diagnostic;
use crate::eval::{self, Trace, Verdict};
use crate::explain::{self, DayFrom, Explanation};
use crate::facts::{self, Facts, Limits};
use crate::program::Program;
use crate::render;
use crate::source::FileId;
use crate::value::Date;

/// An application that was decided, with all that happened.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The assessment date, and where it comes from.
    pub day: (Date, DayFrom),
    /// Its facts.
    pub facts: Facts,
    /// What was decided.
    pub verdict: Verdict,
    /// What happened.
    pub trace: Trace,
    /// What is expected; empty when nothing is.
    pub expected: Map<String, Value>,
}

impl Tried {
    /// The explanation.
    #[must_use]
    pub fn explanation(&self, ruleset: &RuleSet) -> Explanation {
        let mut explanation = explain::explain(ruleset, &self.facts, &self.verdict, &self.trace);
        explanation.day_from = Some(self.day.1);
        explanation
    }

    /// Whether it came out otherwise than expected: what [`differences`](Self::differences) says, told as soon as it is known.
    #[must_use]
    pub fn differs(&self, ruleset: &RuleSet) -> bool {
        match at_a_glance(&self.expected, &self.verdict, ruleset) {
            Glance::Differs => true,
            Glance::Same => false,
            Glance::LookCloser => !self.differences(ruleset).is_empty(),
        }
    }

    /// Where it came out otherwise than expected.
    #[must_use]
    pub fn differences(&self, ruleset: &RuleSet) -> Vec<Difference> {
        differences(
            &self.expected,
            &render::json_without_text(&self.explanation(ruleset)),
        )
    }
}

/// Decides the facts on the day.
///
/// # Errors
/// F0117 when the rule set isn't in force on the day that selects its version; `file` is the application's.
pub fn decide(
    program: &Program,
    mut facts: Facts,
    day: (Date, DayFrom),
    file: FileId,
) -> Result<Tried, Vec<Diagnostic>> {
    facts::settle(&mut facts, day.0);
    let (verdict, trace) = eval::evaluate(program, &mut facts, day.0)
        .map_err(|outside| vec![outside_validity(&program.ruleset, outside.day, file)])?;
    let expected = facts.expected.clone().unwrap_or_default();
    Ok(Tried {
        day,
        facts,
        verdict,
        trace,
        expected,
    })
}

/// Decides a case or an example.
///
/// # Errors
/// What is wrong with the application, at places in `file`, or with the day.
pub fn attempt(program: &Program, trial: &Trial, file: FileId) -> Result<Tried, Vec<Diagnostic>> {
    let limits = Limits {
        max_bytes: usize::MAX,
        ..Limits::default()
    };
    let facts = facts::decode(&program.schema, &program.ruleset, file, &trial.bytes, &limits)?;
    let day = assessment_day(program, &facts, None).ok_or_else(|| vec![ask_for_the_day(file)])?;
    let mut tried = decide(program, facts, day, file)?;
    if let Some(expected) = &trial.expected {
        tried.expected.clone_from(expected);
    }
    Ok(tried)
}
