//! What needs a person, as far as it can be seen from the rules and the facts: a computation that fails in a rule that can
//! change the outcome, grants that collide, or two bodies that are referred to.

use super::decide::{Decision, States, Way};
use super::eval::{Case, Scope};
use super::value::Value;
use rekvisit::check::ruleset::{Outcome, RuleId, RuleSet, Verb};
use rekvisit::eval::Effect;
use std::collections::BTreeSet;

/// Whether an application needs a person: more than where the engine says so, since an operand that fails may stand beside
/// one that settles what both are read by.
pub(super) fn needed(set: &RuleSet, application: &serde_json::Value, today: i64) -> bool {
    let mut case = Case::new(set, application, today);
    let meant = case.decision();
    collide(&meant) || {
        case.thorough = true;
        case.failed.set(false);
        fails(&case, &meant)
    }
}

/// Whether an application needs a person, or would if what settles it before did not: what is open is left so where it can't
/// be seen that it comes to one thing.
pub(super) fn may_be_needed(set: &RuleSet, application: &serde_json::Value, today: i64) -> bool {
    let mut case = Case::new(set, application, today);
    case.grants_alone = true;
    let meant = case.decision();
    collide(&meant) || needed(set, application, today) || {
        case.thorough = true;
        case.failed.set(false);
        let top = Scope::default();
        let rules = (0_u16..).map(RuleId).zip(&set.rules);
        let of_all = rules.filter(|(_, rule)| rule.block.is_none());
        of_all.for_each(|(id, _)| case.read(id, &top));
        for item in &meant.items {
            let block = &set.blocks[item.block];
            if let Value::List(elements) = case.eval(&block.list, &top) {
                let scope = top.with(block.var, &block.list, &elements[item.index]);
                block.rules.iter().for_each(|rule| case.read(*rule, &scope));
            }
        }
        case.failed.get()
    }
}

/// Whether something may collide; where the ways are too many that isn't seen.
fn collide(meant: &Decision) -> bool {
    let items = meant.items.iter().flat_map(|item| &item.ways);
    meant.ways.is_empty() || meant.ways.iter().chain(items).any(collides)
}

/// Grants differ, or two bodies are referred to.
fn collides(way: &Way) -> bool {
    let referred = way.results.iter().filter(|one| one.outcome == Outcome::Referred);
    let bodies: BTreeSet<_> = referred.map(|one| one.body).collect();
    way.collision || bodies.len() > 1
}

/// Whether a rule that can change the outcome computes something that fails.
fn fails(case: &Case<'_>, meant: &Decision) -> bool {
    let top = Scope::default();
    let rules: Vec<RuleId> = meant.states.keys().copied().collect();
    let (read, granting) = can_change(case, &rules, &meant.states);
    read.iter().for_each(|rule| case.read(*rule, &top));
    for item in meant.items.iter().filter(|_| granting) {
        let block = &case.set.blocks[item.block];
        let Value::List(elements) = case.eval(&block.list, &top) else {
            continue;
        };
        if block.grants {
            let scope = top.with(block.var, &block.list, &elements[item.index]);
            let (read, _) = can_change(case, &block.rules, &item.states);
            read.iter().for_each(|rule| case.read(*rule, &scope));
        }
    }
    case.failed.get()
}

/// The rules that can still change what some rules come to, and whether the grants are reached.
fn can_change(case: &Case<'_>, rules: &[RuleId], states: &States) -> (Vec<RuleId>, bool) {
    let mut open = Vec::new();
    for verb in [
        Verb::Stop,
        Verb::Discontinue,
        Verb::Dismiss,
        Verb::Refer,
        Verb::Reject,
        Verb::Supplement,
    ] {
        let of = |effect: Effect| {
            let here = move |id: &&RuleId| {
                let consequence = case.rule(**id).consequence.as_ref();
                consequence.is_some_and(|c| c.verb == verb) && states[*id].1 == effect
            };
            rules.iter().filter(here).copied()
        };
        let holds = matches!(verb, Verb::Stop | Verb::Supplement);
        let decided = !holds && of(Effect::Applies).next().is_some();
        if !decided || verb == Verb::Refer {
            open.extend(of(Effect::Possible));
        }
        if decided {
            return (open, false);
        }
    }
    let grants = rules.iter().filter(|id| case.rule(**id).grant.is_some());
    open.extend(grants.filter(|id| states[*id].1 != Effect::None));
    (open, true)
}

impl Case<'_> {
    /// Computes all that a rule's effect rests on, and what it grants.
    fn read(&self, id: RuleId, scope: &Scope) {
        self.applies(id, scope);
        let grant = self.rule(id).grant.as_ref();
        for expr in grant
            .and_then(|grant| grant.amount.as_ref())
            .iter()
            .flat_map(|(b, s)| [b, s])
        {
            self.eval(expr, scope);
        }
    }
}
