//! What a program computes, as nodes: constants are folded, and equal nodes are one.

use crate::program::op::{MonthEnd, RoundStep, TimeUnit};
use std::collections::BTreeMap;

/// A number, a day, a symbol, a key: whatever one word holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NumId(pub(super) u32);

/// A condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CondId(pub(super) u32);

/// A condition or its negation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lit {
    pub(super) cond: CondId,
    pub(super) not: bool,
}

impl Lit {
    pub(super) fn negated(self) -> Self {
        Self {
            not: !self.not,
            ..self
        }
    }
}

/// What is told of a column's elements that pass the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Told {
    /// Their sum.
    Sum,
    /// Their number.
    Count,
    /// The least value; the greatest word when there is none.
    Low,
    /// The greatest value; the least word when there is none.
    High,
    /// The least value; opaque when there is none.
    Smallest,
    /// The greatest value; opaque when there is none.
    Largest,
}

/// A column of a list: the words at an offset of its elements, of those whose word at another offset is a member of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Column {
    pub(super) list: NumId,
    pub(super) stride: u16,
    /// `None`: one for each element.
    pub(super) value: Option<u16>,
    /// The offset, and the members as bits.
    pub(super) filter: Option<(u16, u64)>,
}

/// What is made of the elements of a list, by running steps for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Loop {
    /// The instruction in the program, by which its elements are known.
    pub(super) at: u32,
    /// How many loops are open in its body.
    pub(super) depth: u8,
    pub(super) list: NumId,
    pub(super) stride: u16,
    pub(super) passes: Lit,
    pub(super) value: NumId,
}

/// A word that is computed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Num {
    Const(i64),
    /// What can't be told.
    Opaque,
    /// A word of the application.
    Slot(u32),
    /// A word of the element that a loop stands at.
    Element(u32, u16),
    /// A word of the element that a key points to: key, list, stride, offset.
    Follow(NumId, NumId, u16, u16),
    AssessmentDay,
    SelectionDay,
    Add(NumId, NumId),
    Sub(NumId, NumId),
    Mul(NumId, NumId),
    /// The same, when it is above zero; else opaque.
    Positive(NumId),
    /// The quotient rounded to a whole number.
    Quotient(NumId, NumId, RoundStep),
    Min(NumId, NumId),
    Max(NumId, NumId),
    /// The value of the test that holds, else the last; whether those that hold are known to agree.
    Select(Box<[(Lit, NumId)]>, NumId, bool),
    /// A table's column by key (an index into the tables).
    Table(u32, NumId),
    /// A parameter by day (an index into the parameters).
    Dated(u32, NumId),
    /// The first day of a period (true), or the last.
    PeriodEnd(NumId, bool),
    DaysIn(NumId),
    /// The civil day of an instant.
    DayOf(NumId),
    /// A day so many days later.
    AddDays(NumId, NumId),
    /// A day so many units later.
    Calendar(NumId, NumId, TimeUnit, MonthEnd),
    /// The last day of a time limit or a term: from, length, unit, term, moved.
    Limit(NumId, NumId, TimeUnit, bool, bool),
    Column(Column, Told),
    Loop(Loop, Told),
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cond {
    Known(bool),
    /// Whether a word below 64 is among the bits; whether an unknown one is surely among them; whether it is a text's.
    Member(NumId, u64, bool, bool),
    Less(NumId, NumId),
    Equal(NumId, NumId),
    /// Whether an optional fact is stated.
    Exists(NumId),
    /// Whether a text is an organisation number.
    OrganisationNumber(NumId),
    /// Whether a period is within another.
    Inside(NumId, NumId),
    All(Box<[Lit]>),
    /// As [`Num::Select`]; without the last one, what holds otherwise is not told.
    Choose(Box<[(Lit, Lit)]>, Option<Lit>, bool),
    /// Whether at least so many elements of a list pass.
    AtLeast(Loop, u32),
}

/// The nodes.
#[derive(Default)]
pub(super) struct Nodes {
    pub(super) nums: Vec<(Num, u8)>,
    pub(super) conds: Vec<(Cond, u8)>,
    num_ids: BTreeMap<Num, NumId>,
    cond_ids: BTreeMap<Cond, CondId>,
}

/// An index of what comes next.
fn next<T>(values: &[T]) -> u32 {
    u32::try_from(values.len()).unwrap_or(u32::MAX)
}

impl Nodes {
    pub(super) fn num(&mut self, num: Num, depth: u8) -> NumId {
        if let Some(id) = self.num_ids.get(&num) {
            return *id;
        }
        let id = NumId(next(&self.nums));
        self.num_ids.insert(num.clone(), id);
        self.nums.push((num, depth));
        id
    }

    pub(super) fn cond(&mut self, cond: Cond, depth: u8) -> Lit {
        let id = self.cond_ids.get(&cond).copied().unwrap_or_else(|| {
            let id = CondId(next(&self.conds));
            self.cond_ids.insert(cond.clone(), id);
            self.conds.push((cond, depth));
            id
        });
        Lit { cond: id, not: false }
    }

    pub(super) fn constant(&mut self, value: i64) -> NumId {
        self.num(Num::Const(value), 0)
    }

    pub(super) fn known(&mut self, value: bool) -> Lit {
        self.cond(Cond::Known(value), 0)
    }

    pub(super) fn value_of(&self, id: NumId) -> Option<i64> {
        match self.nums.get(id.0 as usize) {
            Some((Num::Const(value), _)) => Some(*value),
            _ => None,
        }
    }

    /// Whether the literal is known to be true, or to be false.
    pub(super) fn truth_of(&self, lit: Lit) -> Option<bool> {
        match self.conds.get(lit.cond.0 as usize) {
            Some((Cond::Known(value), _)) => Some(*value != lit.not),
            _ => None,
        }
    }

    /// In how many loops a node stands.
    pub(super) fn depth(&self, id: NumId) -> u8 {
        self.nums.get(id.0 as usize).map_or(0, |(_, depth)| *depth)
    }

    pub(super) fn depth_of(&self, lit: Lit) -> u8 {
        self.conds.get(lit.cond.0 as usize).map_or(0, |(_, depth)| *depth)
    }

    /// A node of two others, computed now where both are constants.
    pub(super) fn binary(
        &mut self,
        a: NumId,
        b: NumId,
        fold: impl Fn(i64, i64) -> Option<i64>,
        node: impl Fn(NumId, NumId) -> Num,
    ) -> NumId {
        match (self.value_of(a), self.value_of(b)) {
            (Some(x), Some(y)) => match fold(x, y) {
                Some(value) => self.constant(value),
                None => self.num(Num::Opaque, 0),
            },
            _ => {
                let depth = self.depth(a).max(self.depth(b));
                self.num(node(a, b), depth)
            }
        }
    }

    pub(super) fn add(&mut self, a: NumId, b: NumId) -> NumId {
        if self.value_of(a) == Some(0) {
            return b;
        }
        if self.value_of(b) == Some(0) {
            return a;
        }
        self.binary(a.min(b), a.max(b), i64::checked_add, Num::Add)
    }

    pub(super) fn sub(&mut self, a: NumId, b: NumId) -> NumId {
        if self.value_of(b) == Some(0) {
            return a;
        }
        self.binary(a, b, i64::checked_sub, Num::Sub)
    }

    pub(super) fn mul(&mut self, a: NumId, b: NumId) -> NumId {
        if self.value_of(a) == Some(1) {
            return b;
        }
        if self.value_of(b) == Some(1) {
            return a;
        }
        self.binary(a.min(b), a.max(b), i64::checked_mul, Num::Mul)
    }

    pub(super) fn scale(&mut self, a: NumId, by: i64) -> NumId {
        let by = self.constant(by);
        self.mul(a, by)
    }

    pub(super) fn less(&mut self, a: NumId, b: NumId) -> Lit {
        match (self.value_of(a), self.value_of(b)) {
            (Some(x), Some(y)) => self.known(x < y),
            _ => {
                let depth = self.depth(a).max(self.depth(b));
                self.cond(Cond::Less(a, b), depth)
            }
        }
    }

    pub(super) fn equal(&mut self, a: NumId, b: NumId) -> Lit {
        match (self.value_of(a), self.value_of(b)) {
            (Some(x), Some(y)) => self.known(x == y),
            _ => {
                let depth = self.depth(a).max(self.depth(b));
                self.cond(Cond::Equal(a.min(b), a.max(b)), depth)
            }
        }
    }

    /// Whether a word is among the bits.
    pub(super) fn member(&mut self, word: NumId, bits: u64, closed: bool, text: bool) -> Lit {
        if let Some(value) = self.value_of(word) {
            let value = if text { value & 0xFFFF_FFFF } else { value };
            let bit = u32::try_from(value).ok().and_then(|v| bits.checked_shr(v));
            return self.known(bit.is_some_and(|rest| rest & 1 == 1));
        }
        let depth = self.depth(word);
        self.cond(Cond::Member(word, bits, closed, text), depth)
    }

    /// All of these; a conjunction among them is taken apart.
    pub(super) fn all(&mut self, lits: &[Lit]) -> Lit {
        let mut flat: Vec<Lit> = Vec::with_capacity(lits.len());
        for lit in lits {
            match self.truth_of(*lit) {
                Some(true) => {}
                Some(false) => return self.known(false),
                None => match self.conds.get(lit.cond.0 as usize) {
                    Some((Cond::All(inner), _)) if !lit.not => flat.extend(inner.iter()),
                    _ => flat.push(*lit),
                },
            }
        }
        flat.sort_unstable();
        flat.dedup();
        match flat.as_slice() {
            [] => self.known(true),
            [one] => *one,
            _ => {
                let depth = flat.iter().map(|lit| self.depth_of(*lit)).max().unwrap_or(0);
                self.cond(Cond::All(flat.into()), depth)
            }
        }
    }

    /// Any of these.
    pub(super) fn any(&mut self, lits: &[Lit]) -> Lit {
        let negated: Vec<Lit> = lits.iter().map(|lit| lit.negated()).collect();
        self.all(&negated).negated()
    }
}
