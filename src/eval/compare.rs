//! Comparisons: true or false when so for every value that the operands can still have.

use super::interval::Interval;
use super::machine::{Events, Machine};
use crate::check::collisions::Proof;
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
    pub(super) fn one_of(&mut self, read: Reg, list: &[Reg], domain: Domain) -> Cell {
        let a = self.get(read);
        if let (Cell::Unknown, Domain::Symbols(count)) = (a, domain)
            && !self.may_fail(read)
        {
            let among = |symbol| list.iter().any(|reg| self.get(*reg) == Cell::Symbol(symbol));
            return settled((0..count).all(among).then_some(true));
        }
        self.unary(a, |m, a| {
            let mut result = Cell::Bool(false);
            for value in list {
                match m.compare(Relation::Equal, a, m.get(*value)) {
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
    pub(super) fn cases(&mut self, pairs: &[Reg], otherwise: Option<Reg>, proof: Proof) -> Cell {
        let (mut held, mut maybe, mut failed, mut may_fail) = (None, Vec::new(), None, false);
        for pair in pairs.chunks_exact(2) {
            let [test, value] = pair else { continue };
            match self.get(*test) {
                Cell::Bool(true) if proof.agreeing => return self.get(*value),
                Cell::Bool(true) => held = Some(self.joined(held, *value)),
                Cell::Bool(false) => {}
                other => {
                    failed = first_failure(failed, other);
                    may_fail |= self.may_fail(*test);
                    maybe.push(*value);
                }
            }
        }
        let value = match (held, otherwise) {
            (Some(held), _) => {
                maybe
                    .iter()
                    .fold(held, |held, reg| self.collided(held, *reg))
                    .value
            }
            (None, None) if maybe.is_empty() => Cell::Failed(Failure::NoCase),
            (None, Some(otherwise)) if maybe.is_empty() => self.get(otherwise),
            (None, _) if !proof.covering || !(proof.agreeing || self.alike(&maybe)) => Cell::Unknown,
            (None, _) => {
                maybe.extend(otherwise);
                let values = maybe.iter().map(|reg| self.get(*reg)).collect();
                self.union(values)
            }
        };
        shown(value, failed, may_fail)
    }

    /// The base value unless an exception holds; those that hold must agree.
    pub(super) fn overridden(&mut self, base: Reg, pairs: &[Reg], agreeing: bool) -> Cell {
        let (mut held, mut maybe, mut failed, mut may_fail) = (None, Vec::new(), None, false);
        for pair in pairs.chunks_exact(2) {
            let [holds, value] = pair else { continue };
            match self.get(*holds) {
                Cell::Bool(true) if agreeing => return self.get(*value),
                Cell::Bool(true) => held = Some(self.joined(held, *value)),
                Cell::Bool(false) => {}
                other => {
                    failed = first_failure(failed, other);
                    may_fail |= self.may_fail(*holds);
                    maybe.push(*value);
                }
            }
        }
        let value = match held {
            Some(held) => {
                maybe
                    .iter()
                    .fold(held, |held, reg| self.collided(held, *reg))
                    .value
            }
            None if maybe.is_empty() => self.get(base),
            None if !agreeing && !self.alike(&maybe) => Cell::Unknown,
            None => {
                maybe.push(base);
                let values = maybe.iter().map(|reg| self.get(*reg)).collect();
                self.union(values)
            }
        };
        shown(value, failed, may_fail)
    }

    /// Whether definitions surely give the same value, or surely different ones.
    fn agree(&mut self, a: Reg, b: Reg) -> Option<bool> {
        let (x, y) = (self.get(a), self.get(b));
        if a == b || (x.is_known() && self.arena.same(x, y)) {
            return Some(true);
        }
        match self.compare(Relation::Equal, x, y) {
            Cell::Bool(equal) => Some(equal),
            _ => None,
        }
    }

    fn alike(&mut self, values: &[Reg]) -> bool {
        values
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if self.agree(*a, *b) == Some(true)))
    }

    /// What holds, and another definition that holds too.
    fn joined(&mut self, held: Option<Held>, reg: Reg) -> Held {
        let value = self.get(reg);
        let Some(held) = held else {
            return Held { reg, value };
        };
        let value = match (held.value, self.agree(held.reg, reg)) {
            (Cell::Failed(x), _) => match value {
                Cell::Failed(y) => Cell::Failed(x.min(y)),
                _ => held.value,
            },
            (_, Some(true)) => held.value,
            _ if matches!(value, Cell::Failed(_)) => value,
            (_, Some(false)) => Cell::Failed(Failure::Disagreement),
            (_, None) => Cell::Unknown,
        };
        let reg = if self.get(held.reg).is_known() {
            held.reg
        } else {
            reg
        };
        Held { reg, value }
    }

    /// What holds, and another definition that may: where they don't surely agree there may be no value at all.
    fn collided(&mut self, held: Held, reg: Reg) -> Held {
        let value = match (held.value, self.agree(held.reg, reg)) {
            (Cell::Failed(_), _) | (_, Some(true)) => held.value,
            _ => Cell::Unknown,
        };
        Held { value, ..held }
    }
}

/// The value of the definitions that hold so far, and the register of the first.
#[derive(Clone, Copy)]
struct Held {
    reg: Reg,
    value: Cell,
}

/// Which of two failures is told, whatever their order.
pub(super) fn first_failure(a: Option<Cell>, b: Cell) -> Option<Cell> {
    match (a, b) {
        (Some(Cell::Failed(x)), Cell::Failed(y)) => Some(Cell::Failed(x.min(y))),
        (_, Cell::Failed(_)) => Some(b),
        _ => a,
    }
}

/// A test that failed counts as both ways: where these give different values, the failure shows, and where it may fail, it
/// may come to that.
fn shown(value: Cell, failed: Option<Cell>, may_fail: bool) -> Cell {
    match failed {
        _ if value.is_known() || matches!(value, Cell::Failed(_)) => value,
        Some(failed) => failed,
        None if may_fail => Cell::Unknown,
        None => value,
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
