//! Comparisons: true or false when so for every value that the operands can still have.

use super::interval::Interval;
use super::machine::{Events, Machine};
use crate::check::ruleset::Relation;
use crate::program::op::{Domain, Reg};
use crate::program::{Cell, Failure, Place};
use crate::value::Number;

fn settled(answer: Option<bool>) -> Cell {
    answer.map_or(Cell::Unknown, Cell::Bool)
}

impl<E: Events> Machine<'_, E> {
    pub(super) fn compare(&mut self, relation: Relation, a: Cell, b: Cell) -> Cell {
        match (a, b) {
            (Cell::Int(x), Cell::Int(y)) => Cell::Bool(ordered(relation, &x, &y)),
            (Cell::Date(x), Cell::Date(y)) => Cell::Bool(ordered(relation, &x, &y)),
            _ => self.binary(a, b, |m, a, b| m.compare_single(relation, a, b)),
        }
    }

    fn compare_single(&mut self, relation: Relation, a: Cell, b: Cell) -> Cell {
        if a.is_known() && b.is_known() {
            if let (Some(x), Some(y)) = (self.point(a), self.point(b)) {
                return Cell::Bool(ordered(relation, &x, &y));
            }
            let same = self.arena.same(a, b);
            return match relation {
                Relation::Equal => Cell::Bool(same),
                Relation::NotEqual => Cell::Bool(!same),
                _ => Cell::Unknown,
            };
        }
        match (self.interval(a), self.interval(b)) {
            (Some(x), Some(y)) => settled(compare_bounds(relation, x, y)),
            _ => Cell::Unknown,
        }
    }

    fn point(&self, cell: Cell) -> Option<Number> {
        match cell {
            Cell::Date(day) => Some(Number::whole(i64::from(day))),
            Cell::Instant(second) => Some(Number::whole(second)),
            _ => self.arena.number(cell),
        }
    }

    /// Whether `a` is one of the values; an unknown one of a closed type is when all its values are among them.
    pub(super) fn one_of(&mut self, a: Cell, list: &[Cell], domain: Domain) -> Cell {
        if let (Cell::Unknown, Domain::Symbols(count)) = (a, domain) {
            let all = (0..count).all(|symbol| list.contains(&Cell::Symbol(symbol)));
            return settled(all.then_some(true));
        }
        self.unary(a, |m, a| {
            let mut result = Cell::Bool(false);
            for value in list {
                match m.compare(Relation::Equal, a, *value) {
                    Cell::Bool(true) => return Cell::Bool(true),
                    Cell::Bool(false) => {}
                    other => result = other,
                }
            }
            result
        })
    }

    pub(super) fn text_is(&self, a: Cell, texts: &[u32]) -> Cell {
        match self.arena.text(a) {
            Some(text) => Cell::Bool(
                texts
                    .iter()
                    .any(|t| self.program.texts.get(*t as usize).is_some_and(|t| t == text)),
            ),
            None => Cell::Unknown,
        }
    }

    /// Whether a date or a whole period is within a period.
    pub(super) fn within(&mut self, a: Cell, period: Cell) -> Cell {
        self.binary(a, period, |m, a, period| {
            let Cell::Period(from, to) = period else {
                return Cell::Unknown;
            };
            if let Cell::Period(start, end) = a {
                return Cell::Bool(from <= start && end <= to);
            }
            let Some(day) = m.interval(a) else {
                return Cell::Unknown;
            };
            let bound = |d: i32| (d != i32::MIN && d != i32::MAX).then(|| Number::whole(i64::from(d)));
            let (from, to) = (bound(from), bound(to));
            let after_start = match from {
                None => Some(true),
                Some(from) => compare_bounds(Relation::AtLeast, day, Interval::point(from)),
            };
            let before_end = match to {
                None => Some(true),
                Some(to) => compare_bounds(Relation::AtMost, day, Interval::point(to)),
            };
            match (after_start, before_end) {
                (Some(false), _) | (_, Some(false)) => Cell::Bool(false),
                (Some(true), Some(true)) => Cell::Bool(true),
                _ => Cell::Unknown,
            }
        })
    }

    /// Whether a list of scalars contains a value.
    pub(super) fn contains(&mut self, list: Cell, value: Cell) -> Cell {
        if let Cell::Failed(_) = list {
            return list;
        }
        let Some(list) = self.arena.list(list) else {
            return Cell::Unknown;
        };
        let mut result = Cell::Bool(false);
        for index in 0..list.len {
            let place = Place(list.first.saturating_add(list.stride.saturating_mul(index)));
            let element = self.arena.cell(place);
            match self.compare(Relation::Equal, element, value) {
                Cell::Bool(true) => return Cell::Bool(true),
                Cell::Bool(false) => {}
                other => result = other,
            }
        }
        result
    }

    /// The value of the rows that hold, or may: they must agree.
    pub(super) fn cases(&mut self, pairs: &[Reg], otherwise: Option<Reg>) -> Cell {
        let mut sure = Vec::new();
        let mut maybe = Vec::new();
        for pair in pairs.chunks_exact(2) {
            let [test, value] = pair else { continue };
            match self.get(*test) {
                Cell::Bool(true) => sure.push(self.get(*value)),
                Cell::Bool(false) => {}
                Cell::Failed(failure) => return Cell::Failed(failure),
                _ => maybe.push(self.get(*value)),
            }
        }
        if let Some(first) = sure.first().copied() {
            if sure
                .iter()
                .any(|v| v.is_known() && first.is_known() && !self.arena.same(*v, first))
            {
                return Cell::Failed(Failure::Disagreement);
            }
            // A row that may hold too must agree with the one that does, or the definitions collide: then the
            // value is that one's as long as there is a value at all.
            return first;
        }
        if let Some(otherwise) = otherwise {
            maybe.push(self.get(otherwise));
        }
        if maybe.is_empty() {
            return Cell::Failed(Failure::NoCase);
        }
        self.union(maybe)
    }

    /// The base value unless an exception holds; those that hold must agree.
    pub(super) fn overridden(&mut self, base: Reg, pairs: &[Reg]) -> Cell {
        let mut sure: Vec<Cell> = Vec::new();
        let mut maybe = vec![self.get(base)];
        for pair in pairs.chunks_exact(2) {
            let [holds, value] = pair else { continue };
            match self.get(*holds) {
                Cell::Bool(true) => sure.push(self.get(*value)),
                Cell::Bool(false) => {}
                _ => maybe.push(self.get(*value)),
            }
        }
        match sure.first().copied() {
            Some(first) if sure.iter().all(|v| self.arena.same(*v, first)) => first,
            Some(_) => Cell::Failed(Failure::Disagreement),
            None => self.union(maybe),
        }
    }
}

fn ordered<T: Ord>(relation: Relation, a: &T, b: &T) -> bool {
    match relation {
        Relation::Equal => a == b,
        Relation::NotEqual => a != b,
        Relation::Less => a < b,
        Relation::AtMost => a <= b,
        Relation::Greater => a > b,
        Relation::AtLeast => a >= b,
    }
}

/// The relation, when it is the same for every pair of values within the bounds.
pub(super) fn compare_bounds(relation: Relation, a: Interval, b: Interval) -> Option<bool> {
    let below = |x: Option<Number>, y: Option<Number>| x.zip(y).is_some_and(|(x, y)| x < y);
    let at_most = |x: Option<Number>, y: Option<Number>| x.zip(y).is_some_and(|(x, y)| x <= y);
    match relation {
        Relation::Less => decide(below(a.high, b.low), at_most(b.high, a.low)),
        Relation::AtMost => decide(at_most(a.high, b.low), below(b.high, a.low)),
        Relation::Greater => decide(below(b.high, a.low), at_most(a.high, b.low)),
        Relation::AtLeast => decide(at_most(b.high, a.low), below(a.high, b.low)),
        Relation::Equal => {
            let same = a.single().is_some() && a.single() == b.single();
            decide(same, below(a.high, b.low) || below(b.high, a.low))
        }
        Relation::NotEqual => compare_bounds(Relation::Equal, a, b).map(|equal| !equal),
    }
}

fn decide(yes: bool, no: bool) -> Option<bool> {
    if yes {
        Some(true)
    } else if no {
        Some(false)
    } else {
        None
    }
}
