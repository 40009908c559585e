//! Bounds of numbers and of dates in days, and exact arithmetic on values and on bounds.

use super::machine::{Events, Machine};
use crate::program::op::Reg;
use crate::program::{Cell, Failure, Range};
use crate::value::{Number, RoundMode};

/// Bounds, both included; a missing one is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) low: Option<Number>,
    pub(super) high: Option<Number>,
}

impl Interval {
    pub(super) fn point(number: Number) -> Self {
        Self {
            low: Some(number),
            high: Some(number),
        }
    }

    pub(super) const ANY: Self = Self {
        low: None,
        high: None,
    };

    /// The smallest interval that holds both.
    pub(super) fn hull(self, other: Self) -> Self {
        let low = self.low.zip(other.low).map(|(a, b)| a.min(b));
        let high = self.high.zip(other.high).map(|(a, b)| a.max(b));
        Self { low, high }
    }

    pub(super) fn single(self) -> Option<Number> {
        self.low.filter(|low| Some(*low) == self.high)
    }
}

impl<E: Events> Machine<'_, E> {
    /// The bounds of a number's or a date's cell; `None` for something else, and for what may also fail.
    pub(super) fn interval(&self, cell: Cell) -> Option<Interval> {
        match cell {
            Cell::Int(_) | Cell::Wide(_) => self.arena.number(cell).map(Interval::point),
            Cell::Date(day) => Some(Interval::point(Number::whole(i64::from(day)))),
            Cell::Instant(second) => Some(Interval::point(Number::whole(second))),
            Cell::Range(_) => self.arena.range(cell).map(|r| Interval {
                low: r.low,
                high: r.high,
            }),
            Cell::OneOf(_) => {
                let mut hull: Option<Interval> = None;
                for value in self.arena.set(cell)? {
                    let interval = self.interval(*value)?;
                    hull = Some(hull.map_or(interval, |h| h.hull(interval)));
                }
                hull
            }
            _ => None,
        }
    }

    /// A number's cell for the bounds.
    pub(super) fn number_within(&mut self, interval: Interval) -> Cell {
        match interval.single() {
            Some(number) => self.arena.store(number),
            None if interval == Interval::ANY => self.any_number,
            None => self.arena.store_range(Range {
                low: interval.low,
                high: interval.high,
                date: false,
            }),
        }
    }

    fn stored(&mut self, number: Option<Number>) -> Cell {
        match number {
            Some(number) => self.arena.store(number),
            None => Cell::Failed(Failure::Overflow),
        }
    }

    pub(super) fn add(&mut self, a: Cell, b: Cell) -> Cell {
        if let (Cell::Int(x), Cell::Int(y)) = (a, b)
            && let Some(sum) = x.checked_add(y)
        {
            return Cell::Int(sum);
        }
        self.binary(a, b, |m, a, b| {
            m.on_bounds(a, b, Number::add, |x, y| {
                Some(Interval {
                    low: ends(x.low, y.low, Number::add)?,
                    high: ends(x.high, y.high, Number::add)?,
                })
            })
        })
    }

    pub(super) fn sub(&mut self, a: Cell, b: Cell) -> Cell {
        if let (Cell::Int(x), Cell::Int(y)) = (a, b)
            && let Some(difference) = x.checked_sub(y)
        {
            return Cell::Int(difference);
        }
        self.binary(a, b, |m, a, b| {
            m.on_bounds(a, b, Number::sub, |x, y| {
                Some(Interval {
                    low: ends(x.low, y.high, Number::sub)?,
                    high: ends(x.high, y.low, Number::sub)?,
                })
            })
        })
    }

    pub(super) fn mul(&mut self, a: Cell, b: Cell) -> Cell {
        if let (Cell::Int(x), Cell::Int(y)) = (a, b)
            && let Some(product) = x.checked_mul(y)
        {
            return Cell::Int(product);
        }
        self.binary(a, b, |m, a, b| m.on_bounds(a, b, Number::mul, product))
    }

    pub(super) fn div(&mut self, a: Cell, b: Cell) -> Cell {
        self.binary(a, b, |m, a, b| {
            if m.arena.number(b).is_some_and(Number::is_zero) {
                return Cell::Failed(Failure::DivisionByZero);
            }
            let divisor = m.interval(b).and_then(|y| Some((y.low?, y.high)));
            let Some((low, high)) = divisor.filter(|(low, _)| !low.is_negative() && !low.is_zero()) else {
                // What is divided by what may be zero may fail.
                return match (m.arena.number(a), m.arena.number(b)) {
                    (Some(x), Some(y)) => m.stored(x.div(y)),
                    _ => Cell::Unknown,
                };
            };
            m.on_bounds(a, b, Number::div, |x, _| {
                let inverse = Interval {
                    low: match high {
                        Some(high) => Some(Number::whole(1).div(high)?),
                        None => Some(Number::ZERO),
                    },
                    high: Some(Number::whole(1).div(low)?),
                };
                product(x, inverse)
            })
        })
    }

    pub(super) fn round(&mut self, a: Cell, mode: RoundMode, step: Cell) -> Cell {
        self.binary(a, step, |m, a, step| {
            let Some(step) = m.arena.number(step) else {
                return Cell::Unknown;
            };
            if let Some(number) = m.arena.number(a) {
                return m.stored(number.round(mode, step));
            }
            let Some(interval) = m.interval(a) else {
                return Cell::Unknown;
            };
            let end = |end: Option<Number>| match end {
                Some(end) => end.round(mode, step).map(Some),
                None => Some(None),
            };
            match (end(interval.low), end(interval.high)) {
                (Some(low), Some(high)) => m.number_within(Interval { low, high }),
                _ => Cell::Failed(Failure::Overflow),
            }
        })
    }

    /// The smallest or the largest of several numbers or dates.
    pub(super) fn extreme(&mut self, smallest: bool, regs: &[Reg]) -> Cell {
        let Some((first, rest)) = regs.split_first() else {
            return Cell::Failed(Failure::Empty);
        };
        rest.iter().fold(self.get(*first), |so_far, reg| {
            self.extreme_of(smallest, so_far, self.get(*reg))
        })
    }

    /// The smaller or the larger of two.
    pub(super) fn extreme_of(&mut self, smallest: bool, a: Cell, b: Cell) -> Cell {
        if let (Cell::Int(x), Cell::Int(y)) = (a, b) {
            return Cell::Int(if smallest { x.min(y) } else { x.max(y) });
        }
        self.binary(a, b, |m, a, b| m.extreme_of_two(smallest, a, b))
    }

    fn extreme_of_two(&mut self, smallest: bool, a: Cell, b: Cell) -> Cell {
        let (Some(x), Some(y)) = (self.interval(a), self.interval(b)) else {
            return Cell::Unknown;
        };
        let date = self.is_date(a) || self.is_date(b);
        let (low, high) = if smallest {
            (x.low.zip(y.low).map(|(p, q)| p.min(q)), least(x.high, y.high))
        } else {
            (greatest(x.low, y.low), x.high.zip(y.high).map(|(p, q)| p.max(q)))
        };
        if date {
            return self.arena.store_range(Range { low, high, date });
        }
        self.number_within(Interval { low, high })
    }

    pub(super) fn is_date(&self, cell: Cell) -> bool {
        matches!(cell, Cell::Date(_)) || self.arena.range(cell).is_some_and(|r| r.date)
    }

    /// Exact arithmetic where both are numbers, else on their bounds.
    fn on_bounds(
        &mut self,
        a: Cell,
        b: Cell,
        exact: impl Fn(Number, Number) -> Option<Number>,
        bounds: impl Fn(Interval, Interval) -> Option<Interval>,
    ) -> Cell {
        if let (Some(x), Some(y)) = (self.arena.number(a), self.arena.number(b)) {
            return self.stored(exact(x, y));
        }
        let (Some(x), Some(y)) = (self.interval(a), self.interval(b)) else {
            return Cell::Unknown;
        };
        match bounds(x, y) {
            Some(interval) => self.number_within(interval),
            None => Cell::Failed(Failure::Overflow),
        }
    }
}

/// The end of a sum or a difference: open when one of the ends is; `None` when it overflows.
#[expect(
    clippy::option_option,
    reason = "the outer one is overflow, the inner one an open end"
)]
fn ends(
    a: Option<Number>,
    b: Option<Number>,
    op: impl Fn(Number, Number) -> Option<Number>,
) -> Option<Option<Number>> {
    match a.zip(b) {
        Some((a, b)) => op(a, b).map(Some),
        None => Some(None),
    }
}

pub(super) fn least(a: Option<Number>, b: Option<Number>) -> Option<Number> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}

pub(super) fn greatest(a: Option<Number>, b: Option<Number>) -> Option<Number> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (one, other) => one.or(other),
    }
}

/// The bounds of a product; `None` when it overflows. With an open end, only factors that are not below zero keep bounds.
fn product(a: Interval, b: Interval) -> Option<Interval> {
    if let (Some(al), Some(ah), Some(bl), Some(bh)) = (a.low, a.high, b.low, b.high) {
        let corners = [al.mul(bl)?, al.mul(bh)?, ah.mul(bl)?, ah.mul(bh)?];
        return Some(Interval {
            low: corners.iter().min().copied(),
            high: corners.iter().max().copied(),
        });
    }
    match (a.low, b.low) {
        (Some(al), Some(bl)) if !al.is_negative() && !bl.is_negative() => {
            let zero = |i: Interval| i.single().is_some_and(Number::is_zero);
            if zero(a) || zero(b) {
                return Some(Interval::point(Number::ZERO));
            }
            Some(Interval {
                low: Some(al.mul(bl)?),
                high: ends(a.high, b.high, Number::mul)?,
            })
        }
        _ => Some(Interval::ANY),
    }
}

#[cfg(test)]
mod tests;
