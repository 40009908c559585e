//! Sets of values: what a function makes of each, what several come to together, what a fact can be by its type.

use super::compare::first_failure;
use super::interval::Interval;
use super::machine::{Events, Machine};
use crate::program::op::Domain;
use crate::program::{Cell, Range};
use crate::value::Number;

/// How many values a number or a date is told to have; of more only the bounds are.
const TOLD: usize = 32;

impl<E: Events> Machine<'_, E> {
    /// Applies a function to a value, or to each value of a contradicted one. Failures stay failures; an absent value
    /// is read only where its guard is false, so it is like an unknown one.
    pub(super) fn unary(&mut self, a: Cell, f: impl Fn(&mut Self, Cell) -> Cell) -> Cell {
        match a {
            Cell::Failed(_) => a,
            Cell::Absent => f(self, Cell::Unknown),
            Cell::OneOf(_) => {
                let values = self.arena.set(a).unwrap_or(&[]).to_vec();
                let results = values.into_iter().map(|value| f(self, value)).collect();
                self.union(results)
            }
            _ => f(self, a),
        }
    }

    /// Applies a function to two values, or to each pair of contradicted ones.
    pub(super) fn binary(&mut self, a: Cell, b: Cell, f: impl Fn(&mut Self, Cell, Cell) -> Cell) -> Cell {
        // Operands may stand in either order, so which failure is told may not depend on that.
        if let (Cell::Failed(x), Cell::Failed(y)) = (a, b) {
            return Cell::Failed(x.min(y));
        }
        let f = &f;
        self.unary(a, |m, a| m.unary(b, |m, b| f(m, a, b)))
    }

    /// One cell for what several possibilities come to.
    pub(super) fn union(&mut self, results: Vec<Cell>) -> Cell {
        let Some(first) = results.first().copied() else {
            return Cell::Unknown;
        };
        if results.iter().all(|r| self.arena.same(*r, first)) {
            return first;
        }
        let failures = results.iter().filter(|r| matches!(r, Cell::Failed(_)));
        if let Some(failed) = failures.fold(None, |first, next| first_failure(first, *next)) {
            return failed;
        }
        let results = self.each_value(results);
        if results.iter().all(|r| r.is_known()) && !results.iter().any(|r| matches!(r, Cell::Bool(_))) {
            let numbers = results.iter().all(|r| self.interval(*r).is_some());
            let set = self.arena.store_set(results);
            let many = self.arena.set(set).is_some_and(|values| values.len() > TOLD);
            return match self.interval(set) {
                Some(hull) if many && numbers => self.hull(hull, self.is_date(set)),
                _ => set,
            };
        }
        let dates = results.iter().any(|r| matches!(r, Cell::Date(_)));
        let mut hull: Option<Interval> = None;
        for result in results {
            let Some(interval) = self.interval(result) else {
                return Cell::Unknown;
            };
            hull = Some(hull.map_or(interval, |h| h.hull(interval)));
        }
        hull.map_or(Cell::Unknown, |hull| self.hull(hull, dates))
    }

    /// The results, those that may be several values as these.
    fn each_value(&self, results: Vec<Cell>) -> Vec<Cell> {
        if !results.iter().any(|r| matches!(r, Cell::OneOf(_))) {
            return results;
        }
        let mut values = Vec::with_capacity(results.len());
        for result in results {
            match self.arena.set(result) {
                Some(set) => values.extend(set),
                None => values.push(result),
            }
        }
        values
    }

    fn hull(&mut self, hull: Interval, date: bool) -> Cell {
        if date {
            let (low, high) = (hull.low, hull.high);
            return self.arena.store_range(Range { low, high, date });
        }
        self.number_within(hull)
    }

    /// Whether an optional fact is stated.
    pub(super) fn exists(&self, cell: Cell) -> Cell {
        match cell {
            Cell::Absent => Cell::Bool(false),
            Cell::Unknown => Cell::Unknown,
            Cell::Failed(failure) => Cell::Failed(failure),
            Cell::OneOf(_) => {
                let mut values = self
                    .arena
                    .set(cell)
                    .unwrap_or(&[])
                    .iter()
                    .map(|v| self.exists(*v));
                let first = values.next().unwrap_or(Cell::Unknown);
                if values.all(|v| v == first) {
                    first
                } else {
                    Cell::Unknown
                }
            }
            _ if self.told(cell) == Cell::Unknown => Cell::Unknown,
            _ => Cell::Bool(true),
        }
    }

    /// What a fact can be, by its type.
    pub(super) fn within_domain(&mut self, cell: Cell, domain: Domain) -> Cell {
        match (cell, domain) {
            (Cell::Unknown, Domain::Number) => self.any_number,
            (Cell::Unknown, Domain::NonNegative) => self.non_negative,
            (Cell::Unknown, Domain::Date) => self.any_date,
            (Cell::Range(_), Domain::NonNegative) => match self.arena.range(cell) {
                Some(range) if range.low.is_none() => {
                    let low = Some(Number::ZERO);
                    self.arena.store_range(Range { low, ..range })
                }
                _ => cell,
            },
            _ => cell,
        }
    }

    /// The value as it is told: unknown when nothing but its type is known.
    pub(super) fn told(&self, cell: Cell) -> Cell {
        let open = [self.any_number, self.non_negative, self.any_date].contains(&cell);
        if open { Cell::Unknown } else { cell }
    }
}
