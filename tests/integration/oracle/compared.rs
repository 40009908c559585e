//! Where the engine's verdict differs from what the rules mean.

use super::calendar;
use super::decide::{Decision, States, Way};
use super::eval::exact;
use super::value::{Exact, Value};
use rekvisit::check::ruleset::{Outcome, RuleId};
use rekvisit::eval::{Effect, FrameId, ObligationStatus, RuleState, Status, Trace, Verdict};
use rekvisit::facts::Facts;
use rekvisit::program::{Arena, Cell, Program};
use rekvisit::value::{Date, Number};
use std::collections::BTreeSet;
use std::fmt::Debug;

/// How a verdict compares with what the rules mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// In everything.
    Whole,
    /// As far as anything can be said where something could not be computed.
    Failing,
    /// The verdict leaves open what each way settles the same.
    Wider,
}

pub(super) fn same<T: PartialEq + Debug>(what: &str, meant: T, said: T) -> Result<(), String> {
    if meant == said {
        return Ok(());
    }
    Err(format!("{what}: means {meant:?}, was said {said:?}"))
}

fn day(date: Option<Date>) -> Option<i64> {
    date.map(|d| calendar::parse(&d.to_string()))
}

fn number(number: Option<Number>) -> Option<Exact> {
    number.map(exact)
}

fn states(what: &str, meant: &States, said: &[RuleState]) -> Result<(), String> {
    for state in said {
        let of = format!("{what}rule {}", state.rule.0);
        same(&of, meant[&state.rule], (state.status, state.effect))?;
    }
    same(&format!("{what}rules"), meant.len(), said.len())
}

fn ids(rules: &[RuleId]) -> BTreeSet<RuleId> {
    rules.iter().copied().collect()
}

/// Of an application in which everything is known.
pub(super) fn complete(
    meant: &Decision,
    program: &Program,
    (facts, verdict, trace): &(Facts, Verdict, Trace),
) -> Result<Agreement, String> {
    states("", &meant.states, &verdict.rules)?;
    for (at, state) in verdict.obligations.iter().enumerate() {
        let owed = &meant.owed[&state.rule];
        let said = (state.status, day(state.last_day), number(state.amount));
        same(
            &format!("obligation {at}"),
            (owed.status, owed.last_day, owed.amount.clone()),
            said,
        )?;
    }
    same("obligations", meant.owed.len(), verdict.obligations.len())?;
    for (result, value) in program.ruleset.results.iter().zip(&meant.results) {
        let cell = trace.value(result.value.id, FrameId::TOP).unwrap();
        same(&result.name, value, &told(cell, &facts.arena))?;
    }
    same("parts", meant.items.len(), verdict.parts.len())?;
    let mut agreement = Agreement::Whole;
    for (item, part) in meant.items.iter().zip(&verdict.parts) {
        let what = format!("part {}/{} ", item.block, item.index);
        same(
            &what,
            (item.block, item.index),
            (usize::from(part.block.0), part.index as usize),
        )?;
        states(&what, &item.states, &part.rules)?;
        let said = Said {
            outcome: part.outcome,
            amount: number(part.amount),
            possible: part.possible.iter().copied().collect(),
            decisive: ids(&part.decisive),
            referred: None,
            open: any_open(&item.states),
        };
        agreement = weaker(
            agreement,
            said.compared(&item.ways).map_err(|e| format!("{what}{e}"))?,
        );
    }
    let said = Said {
        outcome: verdict.outcome,
        amount: number(verdict.amount),
        possible: verdict.possible.iter().copied().collect(),
        decisive: ids(&verdict.decisive),
        referred: Some(verdict.referred_to),
        open: any_open(&meant.states) || meant.items.iter().any(|item| any_open(&item.states)),
    };
    agreement = weaker(agreement, said.compared(&meant.ways)?);
    let asks = meant.ways.is_empty() || meant.ways.iter().any(|way| way.asks);
    if !asks && !verdict.missing.is_empty() {
        return Err(format!("nothing is missing, was said {:?}", verdict.missing));
    }
    Ok(agreement)
}

fn weaker(one: Agreement, other: Agreement) -> Agreement {
    if one == Agreement::Whole { other } else { one }
}

fn any_open(states: &States) -> bool {
    states.values().any(|(_, effect)| *effect == Effect::Possible)
}

/// What was said of a case or of an item.
struct Said {
    outcome: Outcome,
    amount: Option<Exact>,
    possible: BTreeSet<Outcome>,
    decisive: BTreeSet<RuleId>,
    referred: Option<Option<rekvisit::check::ruleset::BodyId>>,
    /// Whether a rule could not be computed.
    open: bool,
}

impl Said {
    fn compared(&self, ways: &[Way]) -> Result<Agreement, String> {
        if let [only] = ways
            && !only.failing
        {
            self.one_way(only)?;
            return Ok(Agreement::Whole);
        }
        for way in ways {
            let results = way.results.iter().map(|r| r.outcome);
            if let Some(other) = results.clone().find(|o| !self.possible.contains(o)) {
                return Err(format!(
                    "{other:?} is possible: {ways:?}, was said {:?}",
                    self.possible
                ));
            }
            let decided = self.outcome != Outcome::Undetermined;
            if decided && (way.outcome(), way.amount()) != (self.outcome, self.amount.clone()) {
                return Err(format!(
                    "may be {way:?}, was said {:?} {:?}",
                    self.outcome, self.amount
                ));
            }
        }
        let settles = |way: &Way| (way.outcome(), way.amount(), way.body());
        let alike = ways.windows(2).all(|pair| settles(&pair[0]) == settles(&pair[1]));
        let open = alike
            && self.outcome == Outcome::Undetermined
            && ways
                .first()
                .is_some_and(|way| way.outcome() != Outcome::Undetermined);
        Ok(if open {
            Agreement::Wider
        } else {
            Agreement::Failing
        })
    }

    fn one_way(&self, way: &Way) -> Result<(), String> {
        same("outcome", way.outcome(), self.outcome)?;
        same("amount", way.amount(), self.amount.clone())?;
        let outcomes: BTreeSet<Outcome> = way.results.iter().map(|r| r.outcome).collect();
        let mut possible = self.possible.clone();
        if self.open && way.held.is_some() {
            // Without what holds it back, a rule that could not be computed may.
            possible.remove(&Outcome::Undetermined);
        }
        same("possible", &outcomes, &possible)?;
        if let Some(referred) = self.referred {
            same("referred to", way.body(), referred)?;
        }
        let open = way.outcome() == Outcome::Undetermined && way.held.is_none() && !way.collision;
        let decisive = if open {
            BTreeSet::new()
        } else {
            way.decisive.clone()
        };
        same("decisive", &decisive, &self.decisive)
    }
}

pub(super) fn told(cell: Cell, arena: &Arena) -> Value {
    match cell {
        Cell::Int(_) | Cell::Wide(_) => Value::Number(exact(arena.number(cell).unwrap())),
        Cell::Date(days) => Value::Day(match days {
            i32::MIN => super::value::NO_FIRST,
            i32::MAX => super::value::NO_LAST,
            days => i64::from(days),
        }),
        _ => Value::Open,
    }
}

/// Whether a rule's state may become the other when more is known.
fn may_become(before: (Status, Effect), after: (Status, Effect)) -> bool {
    let status = match before.0 {
        Status::NotApplicable => after.0 == Status::NotApplicable,
        Status::SetAside => matches!(after.0, Status::SetAside | Status::NotApplicable),
        Status::Met => matches!(after.0, Status::Met | Status::SetAside),
        Status::NotMet => matches!(after.0, Status::NotMet | Status::SetAside),
        Status::Undetermined => true,
    };
    status && (before.1 == Effect::Possible || before.1 == after.1)
}

/// What connectives alone settle of an application with open facts is settled by the engine too.
pub(super) fn at_least(meant: &Decision, verdict: &Verdict) -> Result<(), String> {
    for state in &verdict.rules {
        let (meant, said) = (meant.states[&state.rule], (state.status, state.effect));
        if !may_become(meant, said) {
            return Err(format!(
                "rule {} is {meant:?} whatever is open, was said {said:?}",
                state.rule.0
            ));
        }
    }
    Ok(())
}

/// What was said of an application with open facts holds for a completion of it.
pub(super) fn completion(partial: &Verdict, whole: &Decision) -> Result<(), String> {
    let decided = partial.outcome != Outcome::Undetermined;
    for way in &whole.ways {
        let settles = (way.outcome(), way.amount(), way.body());
        let said = (partial.outcome, number(partial.amount), partial.referred_to);
        if decided && settles != said {
            return Err(format!("decided {said:?}, then {settles:?}"));
        }
        let others = way.results.iter().map(|r| r.outcome);
        if let Some(other) = others.clone().find(|o| !partial.possible.contains(o)) {
            return Err(format!("{other:?} was not possible, then {way:?}"));
        }
        let told: Vec<Exact> = partial.possible_amounts.iter().map(|a| exact(*a)).collect();
        if let Some(amount) = way.amount().filter(|a| !told.is_empty() && !told.contains(a)) {
            return Err(format!("the amount {amount} was not among {told:?}"));
        }
    }
    for before in &partial.rules {
        let after = whole.states[&before.rule];
        if !may_become((before.status, before.effect), after) {
            let before = (before.status, before.effect);
            return Err(format!("a rule was {before:?}, then {after:?}"));
        }
    }
    for (before, after) in partial.parts.iter().zip(&whole.items) {
        for rule in &before.rules {
            let after = after.states[&rule.rule];
            if !may_become((rule.status, rule.effect), after) {
                return Err(format!("rule {} of a part then {after:?}", rule.rule.0));
            }
        }
        for way in &after.ways {
            let said = (before.outcome, number(before.amount));
            if before.outcome != Outcome::Undetermined && (way.outcome(), way.amount()) != said {
                return Err(format!("part {} {said:?}, then {way:?}", before.index));
            }
            let others = way.results.iter().map(|r| r.outcome);
            if let Some(other) = others.clone().find(|o| !before.possible.contains(o)) {
                return Err(format!("part {}: {other:?} was not possible", before.index));
            }
        }
    }
    for before in &partial.obligations {
        let after = &whole.owed[&before.rule];
        let settled = before.status != ObligationStatus::Undetermined;
        let last = day(before.last_day);
        // What turns out not to be owed has no amount.
        let amount = number(before.amount).filter(|_| after.status != ObligationStatus::NotTriggered);
        if (settled && before.status != after.status)
            || (last.is_some() && last != after.last_day)
            || (amount.is_some() && amount != after.amount)
        {
            return Err(format!("obligation {before:?}, then {after:?}"));
        }
    }
    Ok(())
}
