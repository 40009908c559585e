//! One evaluation from beginning to end.

use super::interval::{greatest, least};
use super::machine::{Events, Machine, Off, On};
use super::missing::{Found, ask, not_needed};
use super::settle::Settled;
use super::{Frame, FrameId, NextStep, Trace, Verdict};
use crate::check::ruleset::{Answerer, Outcome, RuleId, RuleKind, Verb};
use crate::facts::Facts;
use crate::program::op::Reg;
use crate::program::{Cell, Place, Program, Range, layout};
use crate::value::{Date, Number};
use std::collections::BTreeMap;

/// The rule set is in force on no day that the fact which selects its version can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutsideValidity {
    /// The day, when it is known.
    pub day: Option<Date>,
}

/// Evaluates an application and keeps what happened.
///
/// # Errors
/// [`OutsideValidity`] when the rule set certainly doesn't apply to the application.
pub fn evaluate(
    program: &Program,
    facts: &mut Facts,
    assessed_on: Date,
) -> Result<(Verdict, Trace), OutsideValidity> {
    let trace = Trace {
        frames: vec![Frame {
            parent: FrameId::TOP,
            var: None,
            index: 0,
            first: 0,
            values: Vec::new(),
        }],
        registers: program.registers.clone(),
    };
    let (verdict, mut events, registers) = run(
        program,
        facts,
        assessed_on,
        On {
            trace,
            at: FrameId::TOP,
        },
    )?;
    if let Some(top) = events.trace.frames.first_mut() {
        top.values = registers;
    }
    Ok((verdict, events.trace))
}

/// Evaluates an application without keeping what happened.
///
/// # Errors
/// [`OutsideValidity`] when the rule set certainly doesn't apply to the application.
pub fn decide(program: &Program, facts: &mut Facts, assessed_on: Date) -> Result<Verdict, OutsideValidity> {
    run(program, facts, assessed_on, Off).map(|(verdict, ..)| verdict)
}

fn run<E: Events>(
    program: &Program,
    facts: &mut Facts,
    assessed_on: Date,
    events: E,
) -> Result<(Verdict, E, Vec<Cell>), OutsideValidity> {
    let mut arena = std::mem::take(&mut facts.arena);
    let mark = arena.mark();
    let mut machine = Machine::new(program, &mut arena, assessed_on, events);
    let result = machine.verdict(facts);
    let registers = if E::ON {
        machine.regs.iter().map(|cell| machine.told(*cell)).collect()
    } else {
        Vec::new()
    };
    let events = machine.events;
    if !E::ON {
        arena.cut(mark);
    }
    facts.arena = arena;
    result.map(|verdict| (verdict, events, registers))
}

impl<E: Events> Machine<'_, E> {
    fn verdict(&mut self, facts: &Facts) -> Result<Verdict, OutsideValidity> {
        let in_force = self.select_version()?;
        let end = u32::try_from(self.program.code.len()).unwrap_or(u32::MAX);
        self.run(0, end);
        let program = self.program;
        let rules: Vec<RuleId> = (0_u16..)
            .map(RuleId)
            .zip(&program.ruleset.rules)
            .filter(|(_, rule)| rule.block.is_none())
            .map(|(id, _)| id)
            .collect();
        let blocks = self.block_outcomes();
        let mut settled = self.settle(&rules, &blocks, Outcome::Rejected);
        let states: Vec<_> = rules.iter().map(|id| self.state(*id)).collect();
        let is_obligation = |id: &&RuleId| {
            program
                .ruleset
                .rules
                .get(usize::from(id.0))
                .is_some_and(|r| r.kind == RuleKind::Obligation)
        };
        let obligations = rules
            .iter()
            .filter(is_obligation)
            .map(|id| self.obligation(*id))
            .collect();
        let mut outcome = settled.outcome();
        if !in_force {
            outcome = Outcome::Undetermined;
        }
        let amount = if in_force { settled.amount() } else { None };
        let undetermined = outcome == Outcome::Undetermined;
        let mut found = Found::default();
        if undetermined {
            // Looking for what is missing runs elements again; afterwards the registers are as they were.
            let registers = self.regs.clone();
            found = self.find_missing(&settled);
            if !in_force {
                self.needs_selection(&rules, &mut found);
            }
            self.regs = registers;
        }
        // With events off, only what is missing is promised.
        let places = if E::ON || undetermined {
            layout::places(&program.ruleset, self.arena)
        } else {
            Vec::new()
        };
        let fields: BTreeMap<Place, _> = places.iter().copied().collect();
        let (missing, declined) = ask(&found, &fields, &facts.answers);
        let not_needed = not_needed(&program.ruleset, &places, self.arena, &found);
        let next_step = next_step(&settled, &found, &missing, undetermined, declined);
        if in_force {
            settled.only_what_decides();
        } else if settled.held.is_none() && !settled.collision {
            settled.decisive.clear();
        }
        Ok(Verdict {
            assessed_on: self.assessed_on,
            outcome,
            exact: !undetermined,
            amount,
            possible_amounts: if settled.amounts_told {
                settled.amounts.iter().copied().flatten().collect()
            } else {
                Vec::new()
            },
            referred_to: if outcome == Outcome::Referred {
                settled.bodies.iter().next().copied()
            } else {
                None
            },
            possible: settled.possible.iter().copied().collect(),
            decisive: settled.decisive,
            rules: states,
            parts: std::mem::take(&mut self.parts),
            missing,
            not_needed,
            contradicted: found.contradicted.iter().copied().collect(),
            obligations,
            next_step,
        })
    }

    /// Sets the day that selects the version; `false` when it may fall outside the rule set's validity.
    fn select_version(&mut self) -> Result<bool, OutsideValidity> {
        let ruleset = &self.program.ruleset;
        self.selection = Cell::date(self.assessed_on);
        if let Some(by) = &ruleset.valid.by {
            let register = self
                .program
                .registers
                .get(by.id.0 as usize)
                .copied()
                .unwrap_or(u32::MAX);
            self.run(register, register.saturating_add(1));
            self.selection = self.get(Reg(register));
        }
        match self.within(self.selection, Cell::period(ruleset.valid.period)) {
            Cell::Bool(true) => Ok(true),
            Cell::Bool(false) => Err(OutsideValidity {
                day: match self.selection {
                    Cell::Date(days) => Date::from_days(days),
                    _ => None,
                },
            }),
            _ => {
                self.selection = self.within_validity(self.selection);
                Ok(false)
            }
        }
    }

    /// What is left of a day when it is one on which the rule set is in force: only then is anything decided.
    fn within_validity(&mut self, day: Cell) -> Cell {
        let valid = self.program.ruleset.valid.period;
        let (Some(interval), false) = (self.interval(day), matches!(day, Cell::OneOf(_))) else {
            return day;
        };
        let number = |day: Date| Number::whole(i64::from(day.days()));
        let range = Range {
            low: greatest(interval.low, valid.from.map(number)),
            high: least(interval.high, valid.to.map(number)),
            date: true,
        };
        self.arena.store_range(range)
    }

    /// The fact that selects the version is missing.
    fn needs_selection(&mut self, rules: &[RuleId], found: &mut Found) {
        let by = self.program.ruleset.valid.by.as_ref();
        let register = by
            .and_then(|by| self.program.registers.get(by.id.0 as usize))
            .copied();
        let Some(crate::program::op::Op::Load(place, _)) =
            register.and_then(|r| self.program.code.get(r as usize))
        else {
            return;
        };
        if matches!(self.arena.cell(*place), Cell::OneOf(_)) {
            found.contradicted.insert(*place);
        } else {
            found
                .open
                .entry(*place)
                .or_default()
                .extend(rules.iter().copied());
        }
    }
}

/// The first that fits.
fn next_step(
    settled: &Settled,
    found: &Found,
    missing: &[super::Missing],
    undetermined: bool,
    declined: bool,
) -> NextStep {
    if !undetermined {
        return NextStep::Decide;
    }
    let by_hand = settled.held == Some(Verb::Stop)
        || settled.collision
        || settled.two_bodies
        || declined
        || found.failed
        || !found.contradicted.is_empty();
    let asks = |who: fn(&Answerer) -> bool| missing.iter().any(|m| m.ask.iter().any(who));
    if by_hand {
        NextStep::AssessManually
    } else if asks(|a| *a == Answerer::Applicant) {
        NextStep::AskApplicant
    } else if asks(|a| matches!(a, Answerer::Body(_))) {
        NextStep::AskBody
    } else {
        NextStep::AssessManually
    }
}
