//! Quantifiers, aggregates and blocks: one run of the body for each element.

use super::compare::first_failure;
use super::interval::Interval;
use super::machine::{Events, Machine};
use crate::check::ruleset::{BlockId, Quantifier};
use crate::program::op::Reg;
use crate::program::{Cell, Failure, List};
use crate::syntax::tree::Aggregate;
use crate::value::Number;

/// How many elements pass for sure, and how many may.
#[derive(Default)]
struct Passing {
    sure: u32,
    maybe: u32,
    failure: Option<Failure>,
}

impl Passing {
    fn count(&mut self, cell: Cell) {
        match cell {
            Cell::Bool(true) => self.sure = self.sure.saturating_add(1),
            Cell::Bool(false) => {}
            other => {
                if let Cell::Failed(failure) = other {
                    self.failure = Some(self.failure.map_or(failure, |first| first.min(failure)));
                }
                self.maybe = self.maybe.saturating_add(1);
            }
        }
    }

    fn at_most(&self) -> u32 {
        self.sure.saturating_add(self.maybe)
    }

    fn unsettled(&self) -> Cell {
        self.failure.map_or(Cell::Unknown, Cell::Failed)
    }
}

/// Strong Kleene conjunction of two cells.
fn both(a: Cell, b: Cell) -> Cell {
    match (a, b) {
        (Cell::Bool(false), _) | (_, Cell::Bool(false)) => Cell::Bool(false),
        (Cell::Bool(true), other) | (other, Cell::Bool(true)) => other,
        (Cell::Failed(_), _) => a,
        (_, Cell::Failed(_)) => b,
        _ => Cell::Unknown,
    }
}

impl<E: Events> Machine<'_, E> {
    pub(super) fn quantified(
        &mut self,
        at: u32,
        quantifier: Quantifier,
        list: Cell,
        end: u32,
        filter: Option<Reg>,
        test: Reg,
    ) -> Cell {
        if let Cell::Failed(_) = list {
            return list;
        }
        let Some(list) = self.arena.list(list) else {
            return Cell::Unknown;
        };
        let all = quantifier == Quantifier::All;
        let mut counted = Passing::default();
        for index in 0..list.len {
            self.element(at, list, index, end);
            let (filter, test) = (self.holds(filter), self.get(test));
            // For "all", what counts are the elements that pass the filter and fail the test.
            counted.count(both(filter, if all { super::machine::not(test) } else { test }));
            self.element_done(at, end);
        }
        let needed = match quantifier {
            Quantifier::AtLeast(count) => count,
            _ => 1,
        };
        let enough = if counted.sure >= needed {
            Cell::Bool(true)
        } else if counted.at_most() < needed {
            Cell::Bool(false)
        } else {
            counted.unsettled()
        };
        match quantifier {
            Quantifier::All | Quantifier::None => super::machine::not(enough),
            Quantifier::Some | Quantifier::AtLeast(_) => enough,
        }
    }

    pub(super) fn aggregated(
        &mut self,
        at: u32,
        aggregate: Aggregate,
        list: Cell,
        end: u32,
        (filter, of): (Option<Reg>, Option<Reg>),
        non_negative: bool,
    ) -> Cell {
        if let Cell::Failed(_) = list {
            return list;
        }
        let Some(list) = self.arena.list(list) else {
            // Of an empty list there is no share, no smallest and no largest.
            let counted = non_negative
                && matches!(aggregate, Aggregate::Sum | Aggregate::Count)
                && !self.body_may_fail(at, end);
            return if counted { self.non_negative } else { Cell::Unknown };
        };
        match aggregate {
            Aggregate::Smallest | Aggregate::Largest => {
                self.extreme_in(at, aggregate == Aggregate::Smallest, list, end, filter, of)
            }
            Aggregate::Sum | Aggregate::Count => self.sum(at, list, end, filter, of).0,
            Aggregate::Share => {
                let (part, whole) = self.sum(at, list, end, filter, of);
                self.share(part, whole, non_negative)
            }
        }
    }

    /// A part of a whole; a part of nothing is none.
    fn share(&mut self, part: Cell, whole: Cell, non_negative: bool) -> Cell {
        let share = match self.arena.number(whole) {
            Some(whole) if whole.is_zero() => return Cell::Failed(Failure::Empty),
            _ => self.div(part, whole),
        };
        // A part of what isn't below zero is between nothing and all of it.
        match self.interval(share) {
            Some(found) if non_negative && matches!(share, Cell::Range(_)) => {
                let (none, all) = (Number::ZERO, Number::whole(1));
                self.number_within(Interval {
                    low: Some(found.low.map_or(none, |low| low.max(none))),
                    high: Some(found.high.map_or(all, |high| high.min(all))),
                })
            }
            _ => share,
        }
    }

    /// The sum over the elements that pass the filter, and over all of them.
    fn sum(&mut self, at: u32, list: List, end: u32, filter: Option<Reg>, of: Option<Reg>) -> (Cell, Cell) {
        let (mut part, mut whole) = (Cell::Int(0), Cell::Int(0));
        for index in 0..list.len {
            self.element(at, list, index, end);
            let value = of.map_or(Cell::Int(1), |of| self.get(of));
            let passes = self.holds(filter);
            let may_fail = self.filter_may_fail(passes, filter);
            self.element_done(at, end);
            let counted = match passes {
                Cell::Bool(true) => value,
                Cell::Bool(false) => Cell::Int(0),
                Cell::Failed(_) => passes,
                _ if may_fail => Cell::Unknown,
                _ => self.nothing_or(value),
            };
            part = self.add(part, counted);
            whole = self.add(whole, value);
        }
        (part, whole)
    }

    /// Whether it is open which elements pass, and that may turn out not to be computable.
    fn filter_may_fail(&self, passes: Cell, filter: Option<Reg>) -> bool {
        passes == Cell::Unknown && filter.is_some_and(|filter| self.may_fail(filter))
    }

    /// Either nothing or the value.
    fn nothing_or(&mut self, value: Cell) -> Cell {
        match self.interval(value) {
            Some(interval) => {
                let hull = interval.hull(Interval::point(Number::ZERO));
                self.number_within(hull)
            }
            None => value,
        }
    }

    /// The smallest or the largest of the values that pass; one that may pass may be it, or not.
    fn extreme_in(
        &mut self,
        at: u32,
        smallest: bool,
        list: List,
        end: u32,
        filter: Option<Reg>,
        of: Option<Reg>,
    ) -> Cell {
        let mut sure: Option<Cell> = None;
        let mut maybe = Vec::new();
        let mut open = false;
        let mut failed = None;
        for index in 0..list.len {
            self.element(at, list, index, end);
            let value = of.map_or(Cell::Unknown, |of| self.get(of));
            let passes = self.holds(filter);
            open |= self.filter_may_fail(passes, filter);
            self.element_done(at, end);
            match passes {
                Cell::Bool(true) => {
                    sure = Some(sure.map_or(value, |so_far| self.extreme_of(smallest, so_far, value)));
                }
                Cell::Bool(false) => {}
                Cell::Failed(_) => failed = first_failure(failed, passes),
                _ => maybe.push(value),
            }
        }
        if let Some(failed) = failed {
            return failed;
        }
        match sure {
            None if maybe.is_empty() => Cell::Failed(Failure::Empty),
            None => Cell::Unknown,
            Some(_) if open => Cell::Unknown,
            Some(sure) => maybe.into_iter().fold(sure, |so_far, value| {
                let with = self.extreme_of(smallest, so_far, value);
                self.union(vec![so_far, with])
            }),
        }
    }

    /// Judges each item of a `för varje`.
    pub(super) fn block(&mut self, at: u32, block: BlockId, list: Cell, end: u32) -> Cell {
        if list == Cell::Absent {
            return Cell::Present;
        }
        let Some(found) = self.arena.list(list) else {
            return list;
        };
        for index in 0..found.len {
            self.element(at, found, index, end);
            if self.collecting {
                self.part(block, index);
            }
            self.element_done(at, end);
        }
        Cell::Present
    }
}
