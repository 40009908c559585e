//! A decision in names, which are the same in both versions where indices aren't.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::RuleSet;
use crate::check::ruleset::{Outcome, Rule, RuleId, Verb};
use crate::eval::{Effect, ObligationStatus, Status, Verdict};
use crate::facts::{self, Facts};
use crate::program::Program;
use crate::value::{Date, Number};

/// What a decision came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The outcome.
    pub outcome: Outcome,
    /// The amount in öre, when it is granted at least in part.
    pub amount: Option<Number>,
    /// The name of the body to which it is referred.
    pub referred_to: Option<String>,
    /// The rules that decided.
    pub decisive: BTreeSet<String>,
}

impl Decision {
    /// What the verdict came to.
    pub(super) fn of(program: &Program, verdict: &Verdict) -> Self {
        let ruleset = &program.ruleset;
        Self {
            outcome: verdict.outcome,
            amount: verdict.amount,
            referred_to: verdict
                .referred_to
                .and_then(|id| ruleset.bodies.get(usize::from(id.0)))
                .map(|body| body.name.clone()),
            decisive: verdict
                .decisive
                .iter()
                .filter_map(|id| name(ruleset, *id))
                .map(str::to_owned)
                .collect(),
        }
    }
}

/// A rule's name.
pub(super) fn name(ruleset: &RuleSet, id: RuleId) -> Option<&str> {
    ruleset.rules.get(usize::from(id.0)).map(|rule| rule.id.as_str())
}

/// The names of the rules that can decide: those with a consequence, and those that grant.
pub(super) fn can_decide(ruleset: &RuleSet) -> impl Iterator<Item = &str> {
    let decides = |rule: &&Rule| {
        let consequence = rule.consequence.as_ref();
        rule.grant.is_some() || consequence.is_some_and(|c| c.verb != Verb::Remark)
    };
    ruleset.rules.iter().filter(decides).map(|rule| rule.id.as_str())
}

/// What each rule came to, at the top and in each item; a rule of a block comes to several things.
pub(super) type States<'a> = BTreeMap<&'a str, BTreeSet<(Status, Effect)>>;

/// What each rule of the verdict came to.
pub(super) fn states<'a>(program: &'a Program, verdict: &Verdict) -> States<'a> {
    let mut states = States::new();
    let parts = verdict.parts.iter().flat_map(|part| &part.rules);
    for state in verdict.rules.iter().chain(parts) {
        if let Some(name) = name(&program.ruleset, state.rule) {
            states
                .entry(name)
                .or_default()
                .insert((state.status, state.effect));
        }
    }
    states
}

/// What a decision that is open says beside that: what is possible, and the pointers of what is missing.
pub(super) fn open<'a>(
    program: &Program,
    facts: &Facts,
    verdict: &'a Verdict,
) -> (&'a [Outcome], &'a [Number], BTreeSet<String>) {
    let places = verdict.missing.iter().map(|missing| missing.place);
    let missing = facts::pointers(&program.schema, facts, places).collect();
    (&verdict.possible, &verdict.possible_amounts, missing)
}

/// The obligations by name: state, last day and amount.
pub(super) fn obligations<'a>(
    program: &'a Program,
    verdict: &Verdict,
) -> BTreeMap<&'a str, (ObligationStatus, Option<Date>, Option<Number>)> {
    verdict
        .obligations
        .iter()
        .filter_map(|o| Some((name(&program.ruleset, o.rule)?, (o.status, o.last_day, o.amount))))
        .collect()
}
