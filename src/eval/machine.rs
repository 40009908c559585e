//! Runs instructions over registers.

use super::compare::first_failure;
use super::{Frame, FrameId, Trace};
use crate::check::ruleset::LoopId;
use crate::program::op::{Op, Reg};
use crate::program::{Arena, Cell, Failure, List, Program, Range};
use crate::value::{Date, Number, is_organisation_number};

/// What is done with what happens. With events off nothing of it costs anything.
pub(super) trait Events {
    /// Whether events are kept.
    const ON: bool;
    /// An element of a loop begins.
    fn begin(&mut self, var: LoopId, index: u32, first: u32);
    /// It ends, with these values.
    fn end(&mut self, values: &[Cell]);
    /// The frame that is open.
    fn frame(&self) -> FrameId;
}

/// Events off.
pub(super) struct Off;

impl Events for Off {
    const ON: bool = false;
    fn begin(&mut self, _: LoopId, _: u32, _: u32) {}
    fn end(&mut self, _: &[Cell]) {}
    fn frame(&self) -> FrameId {
        super::parts::UNTRACED
    }
}

/// Events kept in a trace.
pub(super) struct On {
    pub(super) trace: Trace,
    pub(super) at: FrameId,
}

impl Events for On {
    const ON: bool = true;

    fn begin(&mut self, var: LoopId, index: u32, first: u32) {
        let id = FrameId(u32::try_from(self.trace.frames.len()).unwrap_or(u32::MAX));
        self.trace.frames.push(Frame {
            parent: self.at,
            var: Some(var),
            index,
            first,
            values: Vec::new(),
        });
        self.at = id;
    }

    fn end(&mut self, values: &[Cell]) {
        if let Some(frame) = self.trace.frames.get_mut(self.at.0 as usize) {
            frame.values = values.to_vec();
            self.at = frame.parent;
        }
    }

    fn frame(&self) -> FrameId {
        self.at
    }
}

/// A running program.
pub(super) struct Machine<'a, E> {
    pub(super) program: &'a Program,
    pub(super) arena: &'a mut Arena,
    pub(super) regs: Vec<Cell>,
    /// The first cell of the element that each open loop stands at.
    pub(super) bases: Vec<u32>,
    /// The cells of an unknown number, of one that is not below zero, and of an unknown date. [`Cell::Unknown`] is what is
    /// computed of them when it may also fail.
    pub(super) any_number: Cell,
    pub(super) non_negative: Cell,
    pub(super) any_date: Cell,
    pub(super) assessed_on: Date,
    /// The day that selects the version.
    pub(super) selection: Cell,
    pub(super) events: E,
    /// What each item of a block came to.
    pub(super) parts: Vec<super::Part>,
    /// What they were made of, in the same order.
    pub(super) settled_parts: Vec<super::settle::Settled>,
    /// Whether parts are collected: not while an element is run again to see what is missing.
    pub(super) collecting: bool,
}

impl<'a, E: Events> Machine<'a, E> {
    pub(super) fn new(program: &'a Program, arena: &'a mut Arena, assessed_on: Date, events: E) -> Self {
        let deepest = program
            .loops
            .iter()
            .flatten()
            .map(|(_, depth)| usize::from(*depth))
            .max();
        let depth = deepest.map_or(0, |depth| depth.saturating_add(1));
        let mut open = |low, date| {
            let cell = Cell::Range(u32::try_from(arena.ranges.len()).unwrap_or(u32::MAX));
            arena.ranges.push(Range {
                low,
                high: None,
                date,
            });
            cell
        };
        let (any_number, non_negative) = (open(None, false), open(Some(Number::ZERO), false));
        let any_date = open(None, true);
        Self {
            program,
            arena,
            regs: vec![Cell::Unknown; program.code.len()],
            bases: vec![0; depth],
            any_number,
            non_negative,
            any_date,
            assessed_on,
            selection: Cell::Unknown,
            events,
            parts: Vec::new(),
            settled_parts: Vec::new(),
            collecting: true,
        }
    }

    /// The value of a register.
    pub(super) fn get(&self, reg: Reg) -> Cell {
        self.regs.get(reg.0 as usize).copied().unwrap_or(Cell::Unknown)
    }

    /// The value of a register that may be none: then it always holds.
    pub(super) fn holds(&self, reg: Option<Reg>) -> Cell {
        reg.map_or(Cell::Bool(true), |reg| self.get(reg))
    }

    /// Runs the instructions from `start` up to, not including, `end`.
    pub(super) fn run(&mut self, start: u32, end: u32) {
        let program = self.program;
        let mut at = start;
        while at < end {
            let Some(op) = program.code.get(at as usize) else {
                return;
            };
            let value = self.step(at, op);
            if let Some(register) = self.regs.get_mut(at as usize) {
                *register = value;
            }
            at = match op {
                Op::Quantified(_, _, body, ..) | Op::Aggregated(_, _, body, ..) | Op::Block(_, _, body) => {
                    *body
                }
                _ => at.saturating_add(1),
            };
        }
    }

    fn step(&mut self, at: u32, op: &Op) -> Cell {
        match op {
            Op::Load(place, domain) => {
                let cell = self.arena.cell(*place);
                self.within_domain(cell, *domain)
            }
            Op::Element(depth, offset, domain) => {
                let base = self.bases.get(usize::from(*depth)).copied().unwrap_or(0);
                let cell = self
                    .arena
                    .cell(crate::program::Place(base.saturating_add(*offset)));
                self.within_domain(cell, *domain)
            }
            Op::Const(index) => self.constant(*index),
            Op::Compare(relation, a, b, _) => self.compare(*relation, self.get(*a), self.get(*b)),
            Op::And(list) => self.all(&list.0),
            Op::Or(list) => self.any(&list.0),
            Op::Not(a) => not(self.get(*a)),
            Op::Closed(a) => match self.get(*a) {
                settled @ (Cell::Bool(_) | Cell::Failed(_)) => settled,
                _ => Cell::Bool(false),
            },
            Op::Follow(key, list, offset, domain) => {
                let (key, list) = (self.get(*key), self.get(*list));
                let cell = self.unary(key, |m, key| m.follow(key, list, *offset));
                self.within_domain(cell, *domain)
            }
            Op::Cell(table, key, column) => {
                let key = self.get(*key);
                self.unary(key, |m, key| m.table_cell(*table, key, *column))
            }
            Op::Parameter(id, day) => {
                let day = self.get(*day);
                self.unary(day, |m, day| m.parameter(*id, day))
            }
            Op::AssessmentDay => Cell::date(self.assessed_on),
            Op::SelectionDay => self.selection,
            Op::InForce(day, period) => {
                let period = self
                    .program
                    .periods
                    .get(*period as usize)
                    .copied()
                    .unwrap_or_default();
                self.within(self.get(*day), Cell::period(period))
            }
            Op::OneOf(a, list, domain) => self.one_of(*a, &list.0, *domain),
            Op::TextIs(a, texts) => {
                let a = self.get(*a);
                self.unary(a, |m, a| m.text_is(a, texts))
            }
            Op::Within(a, b) => self.within(self.get(*a), self.get(*b)),
            Op::Contains(a, b) => self.contains(self.get(*a), self.get(*b)),
            Op::Exists(a) => self.exists(self.get(*a)),
            Op::Add(a, b) => self.add(self.get(*a), self.get(*b)),
            Op::Sub(a, b) => self.sub(self.get(*a), self.get(*b)),
            Op::Mul(a, b) => self.mul(self.get(*a), self.get(*b)),
            Op::Div(a, b) => self.div(self.get(*a), self.get(*b)),
            Op::Round(a, mode, step) => self.round(self.get(*a), (*mode).into(), self.get(*step)),
            Op::AddTime(date, length, unit, subtract, end) => {
                self.add_time(self.get(*date), self.get(*length), *unit, *subtract, *end)
            }
            Op::TimeLimit(length, from, unit, term, moved) => {
                self.time_limit(self.get(*from), self.get(*length), *unit, *term, *moved)
            }
            Op::Extreme(smallest, list) => self.extreme(*smallest, &list.0),
            Op::PeriodEnd(a, start) => {
                let a = self.get(*a);
                self.unary(a, |_, a| match a {
                    Cell::Period(from, to) => Cell::Date(if *start { from } else { to }),
                    _ => Cell::Unknown,
                })
            }
            Op::DaysIn(a) => {
                let a = self.get(*a);
                self.unary(a, |m, a| m.days_in(a))
            }
            Op::DayOf(a) => {
                let a = self.get(*a);
                self.unary(a, |m, a| m.day_of(a))
            }
            Op::OrganisationNumber(a) => {
                let a = self.get(*a);
                self.unary(a, |m, a| {
                    m.arena
                        .text(a)
                        .map_or(Cell::Unknown, |t| Cell::Bool(is_organisation_number(t)))
                })
            }
            Op::Cases(pairs, otherwise, proof) => self.cases(&pairs.0, *otherwise, *proof),
            Op::Override(base, pairs, agreeing) => self.overridden(*base, &pairs.0, *agreeing),
            Op::Quantified(quantifier, list, body, filter, test) => {
                self.quantified(at, *quantifier, self.get(*list), *body, *filter, *test)
            }
            Op::Aggregated(aggregate, list, body, filter, of, non_negative) => self.aggregated(
                at,
                *aggregate,
                self.get(*list),
                *body,
                (*filter, *of),
                *non_negative,
            ),
            Op::Block(block, list, body) => self.block(at, *block, self.get(*list), *body),
            Op::Fail(failure) => Cell::Failed(*failure),
        }
    }

    /// Runs a loop's body for one element.
    pub(super) fn element(&mut self, at: u32, list: List, index: u32, end: u32) {
        let first = at.saturating_add(1);
        let (var, depth) = self
            .program
            .loops
            .get(at as usize)
            .copied()
            .flatten()
            .unwrap_or((LoopId(u16::MAX), 1));
        if let Some(base) = self.bases.get_mut(usize::from(depth)) {
            *base = list.first.saturating_add(list.stride.saturating_mul(index));
        }
        if E::ON && self.collecting {
            self.events.begin(var, index, first);
        }
        self.run(first, end);
    }

    /// Ends an element, after what it came to was read.
    pub(super) fn element_done(&mut self, at: u32, end: u32) {
        if E::ON && self.collecting {
            let first = at.saturating_add(1) as usize;
            let values = self.regs.get(first..end as usize).unwrap_or(&[]).iter();
            let values: Vec<Cell> = values.map(|cell| self.told(*cell)).collect();
            self.events.end(&values);
        }
    }

    /// Strong Kleene conjunction; a failure among what is not false shows.
    fn all(&self, regs: &[Reg]) -> Cell {
        self.connective(regs, false)
    }

    /// Strong Kleene disjunction.
    fn any(&self, regs: &[Reg]) -> Cell {
        self.connective(regs, true)
    }

    fn connective(&self, regs: &[Reg], decides: bool) -> Cell {
        let mut result = Cell::Bool(!decides);
        for reg in regs {
            match self.get(*reg) {
                Cell::Bool(value) if value == decides => return Cell::Bool(decides),
                Cell::Bool(_) => {}
                failure @ Cell::Failed(_) => match result {
                    Cell::Failed(_) => result = first_failure(Some(result), failure).unwrap_or(failure),
                    _ => result = failure,
                },
                _ if matches!(result, Cell::Failed(_)) => {}
                _ => result = Cell::Unknown,
            }
        }
        result
    }

    fn constant(&mut self, index: u32) -> Cell {
        let program = self.program;
        match program.constants.get(index as usize) {
            Some(literal) => self.literal(literal),
            None => Cell::Failed(Failure::NoCase),
        }
    }
}

/// Not, in strong Kleene logic.
pub(super) fn not(cell: Cell) -> Cell {
    match cell {
        Cell::Bool(value) => Cell::Bool(!value),
        Cell::Failed(failure) => Cell::Failed(failure),
        _ => Cell::Unknown,
    }
}
