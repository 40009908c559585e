//! Numbers that 128 bits have no place for: it is told, and what is said all the same is what the exact numbers give.

use super::applications::{Sort, application};
use super::compared;
use super::decide::States;
use super::eval::Case;
use super::rulesets;
use super::trial::{assessed_on, compiled};
use crate::dice::Dice;
use crate::shipped;
use rekvisit::eval::{FrameId, RuleState, Status, Trace, Verdict};
use rekvisit::facts::Facts;
use rekvisit::program::{Cell, Failure, Program};
use serde_json::Value;

/// Two numbers that take fewer bits together can be added, multiplied and divided in 128.
const BITS: u64 = 126;

/// How many completions of an application are tried.
const COMPLETIONS: usize = 4;

/// How many more applications are tried where one overflowed.
const MORE: usize = 32;

/// What was tried.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub(super) rulesets: u64,
    pub(super) refused: u64,
    /// Applications in which everything is known.
    pub(super) known: u64,
    /// Those in which a rule or a result needed more than 128 bits, and said so.
    pub(super) overflowed: u64,
    /// Those in which something may have, and all the same everything was as the exact numbers give it.
    pub(super) wide: u64,
    /// Those in which a guard did, beside an exception that holds: only the status tells of it.
    pub(super) beside: u64,
    /// Those in which something differs, and another failure is told: a division by zero beside the overflow.
    pub(super) behind: u64,
    /// Those in which nothing came near.
    pub(super) small: u64,
    /// Completions of applications with open facts, in which a day is beyond the calendar, and the others.
    pub(super) beyond: u64,
    pub(super) completions: u64,
}

pub(super) fn tried(seed: u64, counts: &mut Counts) -> Result<(), String> {
    let mut dice = Dice::of(seed);
    let written = rulesets::large(&mut dice);
    counts.rulesets += 1;
    let Some(program) = compiled(&written, &mut counts.refused)? else {
        return Ok(());
    };
    let wrong = |what: String| format!("rule set {seed}\n{}\n{what}", written.own_text());
    let before = counts.overflowed;
    for number in 0..6 + MORE {
        if number == 6 && counts.overflowed == before {
            break;
        }
        let sort = Sort {
            large: true,
            ..Sort::open(if (4..6).contains(&number) { 3 } else { 0 })
        };
        let application = application(&mut dice, sort);
        let partial = application.written();
        let Some(said) = shipped::evaluated(&program, &partial) else {
            continue;
        };
        if application.open.is_empty() {
            known(&program, &partial, &said, counts).map_err(|e| wrong(format!("{partial}\n{e}")))?;
            continue;
        }
        for choice in application.choices(&mut dice, COMPLETIONS) {
            let json = application.completed(&choice);
            let case = Case::new(&program.ruleset, &json, assessed_on(&json));
            let meant = case.decision();
            if case.beyond.get() {
                // A day beyond the calendar comes to light when the fact is stated: a person assesses it then.
                counts.beyond += 1;
                continue;
            }
            counts.completions += 1;
            compared::completion(&said.1, &meant).map_err(|e| wrong(format!("{partial}\n{json}\n{e}")))?;
        }
    }
    Ok(())
}

/// An application in which everything is known.
fn known(
    program: &Program,
    application: &Value,
    said: &(Facts, Verdict, Trace),
    counts: &mut Counts,
) -> Result<(), String> {
    let mut case = Case::new(&program.ruleset, application, assessed_on(application));
    let meant = case.decision();
    case.thorough = true;
    case.amounts_of_all();
    counts.known += 1;
    let wide = case.widest.get() >= BITS;
    let overflowed = told(program, said, |failure| failure == Failure::Overflow);
    if overflowed && !wide && !case.beyond.get() {
        return Err(format!(
            "an overflow with no more than {} bits",
            case.widest.get()
        ));
    }
    if !wide {
        counts.small += 1;
        return compared::complete(&meant, program, said).map(drop);
    }
    compared::completion(&said.1, &meant)?;
    for (result, value) in program.ruleset.results.iter().zip(&meant.results) {
        let cell = said.2.value(result.value.id, FrameId::TOP).unwrap();
        if !matches!(cell, Cell::Failed(_)) {
            compared::same(&result.name, value, &compared::told(cell, &said.0.arena))?;
        }
    }
    if overflowed {
        counts.overflowed += 1;
        return Ok(());
    }
    let mut meant = meant;
    let beside = set_aside(&mut meant.states, &said.1.rules);
    let items = meant.items.iter_mut().zip(&said.1.parts);
    let beside = items.fold(beside, |beside, (item, part)| {
        set_aside(&mut item.states, &part.rules) || beside
    });
    match compared::complete(&meant, program, said) {
        Ok(_) if beside => counts.beside += 1,
        Ok(_) => counts.wide += 1,
        // Of two reasons why something can't be computed one is told.
        Err(_) if told(program, said, |_| true) => counts.behind += 1,
        Err(wrong) => return Err(wrong),
    }
    Ok(())
}

/// A rule that an exception sets aside is told so where its guard overflows, though the exact guard doesn't hold; neither way
/// does it have any effect.
fn set_aside(meant: &mut States, said: &[RuleState]) -> bool {
    let mut beside = false;
    for state in said.iter().filter(|state| state.status == Status::SetAside) {
        let exact = meant.get_mut(&state.rule).unwrap();
        if exact.0 == Status::NotApplicable {
            exact.0 = Status::SetAside;
            beside = true;
        }
    }
    beside
}

/// Whether a rule, an obligation or a result tells that it can't be computed, for such a reason.
fn told(
    program: &Program,
    (_, verdict, trace): &(Facts, Verdict, Trace),
    such: impl Fn(Failure) -> bool,
) -> bool {
    let failed = |expr: &rekvisit::check::ruleset::Expr| match trace.value(expr.id, FrameId::TOP) {
        Some(Cell::Failed(failure)) => such(failure),
        _ => false,
    };
    let owed = |rule: &rekvisit::check::ruleset::Rule| {
        let amount = rule.duty.as_ref().and_then(|duty| duty.amount.as_ref());
        amount.is_some_and(&failed)
    };
    let items = verdict.parts.iter().flat_map(|part| &part.rules);
    let mut states = verdict.rules.iter().chain(items);
    states.any(|state| state.failure.is_some_and(&such))
        || program.ruleset.rules.iter().any(owed)
        || program.ruleset.results.iter().any(|result| failed(&result.value))
}
