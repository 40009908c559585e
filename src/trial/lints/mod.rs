//! What trying a rule set on its cases and examples shows of them: warnings about what they leave untried or don't say.

mod expects;
mod untried;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Trial, Tried};
use crate::check::RuleSet;
use crate::check::acceptances::{idle, silence};
use crate::check::ruleset::{RuleId, RuleKind};
use crate::diagnostic::Diagnostic;
use crate::eval::{Effect, RuleState, Status};

/// A case or an example, and what there is to remember of what became of it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What was tried.
    pub trial: Trial,
    /// The rules that took effect, and the goals that were met; nothing when it could not be decided.
    pub reached: Option<BTreeSet<RuleId>>,
    /// What it expects, as far as it could be read.
    pub expected: Map<String, Value>,
}

/// What there is to remember of a trial; `tried` is nothing when it could not be decided.
#[must_use]
pub fn seen(ruleset: &RuleSet, trial: Trial, tried: Option<&Tried>) -> Seen {
    let reached = tried.map(|tried| {
        let parts = tried.verdict.parts.iter().flat_map(|part| &part.rules);
        let states = tried.verdict.rules.iter().chain(parts);
        states
            .filter(|state| is_reached(ruleset, state))
            .map(|state| state.rule)
            .collect()
    });
    let expected = tried.map(|tried| tried.expected.clone());
    Seen {
        expected: expected.or_else(|| trial.expected.clone()).unwrap_or_default(),
        reached,
        trial,
    }
}

/// Whether a rule took effect: its consequence, its remark, its permission and what else it gives took place. A goal has no effect,
/// and is reached when it is met.
fn is_reached(ruleset: &RuleSet, state: &RuleState) -> bool {
    let rule = ruleset.rules.get(usize::from(state.rule.0));
    match rule.map(|rule| rule.kind) {
        Some(RuleKind::Goal) => state.status == Status::Met,
        _ => state.effect == Effect::Applies,
    }
}

/// All warnings about a rule set's cases and examples, those left out that are accepted in its file; and what is accepted there and
/// not found.
#[must_use]
pub fn lints(ruleset: &RuleSet, seen: &[Seen]) -> Vec<Diagnostic> {
    let complete = !seen.is_empty() && seen.iter().all(|seen| seen.reached.is_some());
    let mut found = expects::look(ruleset, seen);
    if complete {
        found.extend(untried::look(ruleset, seen));
    }
    let used = silence(ruleset, &mut found);
    if complete {
        let own = ruleset.place.file;
        found.extend(idle(ruleset, &used, |acceptance| {
            acceptance.span.file == own && acceptance.awaits_trials()
        }));
    }
    found.sort_by_key(Diagnostic::span);
    found
}
