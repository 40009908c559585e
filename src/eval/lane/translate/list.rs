//! What is made of the elements of lists: columns where a set and a bound say which pass, else loops.

use super::{Translator, Value, What};
use crate::check::ruleset::{Quantifier, Relation};
use crate::eval::lane::node::{Column, Cond, Lit, Loop, Num, NumId, Told};
use crate::program::op::Reg;
use crate::program::schema::Kind;
use crate::program::slots::parts_of;
use crate::syntax::tree::Aggregate;

/// A set that a word at an offset is in, and a bound on a word at an offset: whether it is below it, or above.
type Simple = (Option<(u16, u64)>, Option<(u16, i64, bool)>);

impl Translator<'_> {
    pub(super) fn contains(&mut self, at: u32, list: Reg, value: Reg) -> Option<Value> {
        let Value::List(list, element) = self.value(list)? else {
            return None;
        };
        let stride = self.stride(element)?;
        let kind = self.kind_in(element, 0)?;
        let value = self.value(value)?;
        let set = match value {
            Value::Word(word, 1, What::Name(names)) if names <= 64 => self.nodes.value_of(word),
            _ => None,
        };
        if let Some(bit) = set.and_then(|word| u32::try_from(word).ok()) {
            let column = Column {
                list,
                stride,
                value: None,
                filter: Some((0, 1_u64.checked_shl(bit)?)),
            };
            return Some(Value::Cond(self.passing(column, 1)));
        }
        let (Value::Word(word, ..), false) = (value, kind == Kind::Text) else {
            return None;
        };
        let outside = self.nodes.depth(list).max(self.nodes.depth(word));
        let depth = outside.checked_add(1)?;
        let own = self.nodes.num(Num::Element(at, 0), depth);
        let element = match kind {
            Kind::Number { .. } | Kind::Date | Kind::Timestamp => {
                Value::Word(own, parts_of(kind), What::Measure)
            }
            Kind::Enum(_) | Kind::TableKey(_) | Kind::RecordKey(_) => {
                Value::Word(own, 1, What::Name(self.names(kind)))
            }
            _ => return None,
        };
        let body = Loop {
            at,
            depth,
            list,
            stride,
            passes: self.compare(Relation::Equal, element, value)?,
            value: self.nodes.constant(1),
        };
        Some(Value::Cond(self.nodes.cond(Cond::AtLeast(body, 1), outside)))
    }

    /// Whether at least so many elements pass a column's filter.
    pub(super) fn passing(&mut self, column: Column, needed: u32) -> Lit {
        let depth = self.nodes.depth(column.list);
        let count = self.nodes.num(Num::Column(column, Told::Count), depth);
        let below = self.nodes.constant(i64::from(needed).saturating_sub(1));
        self.nodes.less(below, count)
    }

    /// Translates what stands in a loop over a list.
    pub(super) fn inside<T>(
        &mut self,
        at: u32,
        element: u16,
        f: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let depth = self
            .program
            .loops
            .get(at as usize)
            .copied()
            .flatten()
            .map(|(_, depth)| usize::from(depth))?;
        let around = self.open.split_off(depth.saturating_sub(1).min(self.open.len()));
        if self.open.len().saturating_add(1) != depth {
            self.open.extend(around);
            return None;
        }
        self.open.push((at, element));
        let result = f(self);
        self.open.pop();
        self.open.extend(around);
        result
    }

    pub(super) fn quantified(
        &mut self,
        at: u32,
        quantifier: Quantifier,
        list: Reg,
        filter: Option<Reg>,
        test: Reg,
    ) -> Option<Value> {
        let Value::List(list, element) = self.value(list)? else {
            return None;
        };
        let all = quantifier == Quantifier::All;
        let (passes, exact) = self.inside(at, element, |t| {
            let filter = t.holds(filter)?;
            let test = t.lit(test)?;
            let passes = t.nodes.all(&[filter, if all { test.negated() } else { test }]);
            Some((passes, t.simple(at, passes)))
        })?;
        let needed = match quantifier {
            Quantifier::AtLeast(count) => count,
            _ => 1,
        };
        let stride = self.stride(element)?;
        let enough = match exact {
            Some((filter, bound)) if bound.is_none() || needed == 1 => {
                let column = |value| Column {
                    list,
                    stride,
                    value,
                    filter,
                };
                let depth = self.nodes.depth(list);
                match bound {
                    None => self.passing(column(None), needed),
                    // Some element is below the bound when the least is.
                    Some((offset, bound, true)) => {
                        let bound = self.nodes.constant(bound);
                        let low = self
                            .nodes
                            .num(Num::Column(column(Some(offset)), Told::Low), depth);
                        self.nodes.less(low, bound)
                    }
                    Some((offset, bound, false)) => {
                        let bound = self.nodes.constant(bound);
                        let high = self
                            .nodes
                            .num(Num::Column(column(Some(offset)), Told::High), depth);
                        self.nodes.less(bound, high)
                    }
                }
            }
            _ => {
                let one = self.nodes.constant(1);
                let body = Loop {
                    at,
                    depth: self.depth_at(at),
                    list,
                    stride,
                    passes,
                    value: one,
                };
                let depth = self.depth_of_loop(&body);
                self.nodes.cond(Cond::AtLeast(body, needed), depth)
            }
        };
        Some(Value::Cond(match quantifier {
            Quantifier::All | Quantifier::None => enough.negated(),
            _ => enough,
        }))
    }

    /// How many loops are open in the body of a loop of the program.
    pub(super) fn depth_at(&self, at: u32) -> u8 {
        let own = self.program.loops.get(at as usize).copied().flatten();
        own.map_or(1, |(_, depth)| depth)
    }

    /// The depth at which a loop stands: that of its list, and of what its body reads from the loops around it.
    pub(super) fn depth_of_loop(&self, body: &Loop) -> u8 {
        body.depth.saturating_sub(1).max(self.nodes.depth(body.list))
    }

    pub(super) fn aggregated(
        &mut self,
        at: u32,
        aggregate: Aggregate,
        list: Reg,
        filter: Option<Reg>,
        of: Option<Reg>,
    ) -> Option<Value> {
        let Value::List(list, element) = self.value(list)? else {
            return None;
        };
        let (passes, value, parts) = self.inside(at, element, |t| {
            let passes = t.holds(filter)?;
            let (value, parts) = match of {
                Some(of) => t.number(of)?,
                None => (t.nodes.constant(1), 1),
            };
            Some((passes, value, parts))
        })?;
        let stride = self.stride(element)?;
        let column = self.column(at, list, stride, passes, value);
        let body = Loop {
            at,
            depth: self.depth_at(at),
            list,
            stride,
            passes,
            value,
        };
        let word = |id| Value::Word(id, parts, What::Measure);
        Some(match aggregate {
            Aggregate::Sum | Aggregate::Count => word(self.told(column, body, Told::Sum)),
            Aggregate::Smallest => word(self.told(column, body, Told::Smallest)),
            Aggregate::Largest => word(self.told(column, body, Told::Largest)),
            Aggregate::Share => {
                let part = self.told(column, body, Told::Sum);
                let passes = self.nodes.known(true);
                let column = column.map(|column| Column {
                    filter: None,
                    ..column
                });
                let whole = self.told(column, Loop { passes, ..body }, Told::Sum);
                Value::Ratio(part, whole)
            }
        })
    }

    pub(super) fn told(&mut self, column: Option<Column>, body: Loop, what: Told) -> NumId {
        match column {
            Some(column) => {
                let depth = self.nodes.depth(body.list);
                self.nodes.num(Num::Column(column, what), depth)
            }
            None => {
                let depth = self.depth_of_loop(&body);
                self.nodes.num(Num::Loop(body, what), depth)
            }
        }
    }

    /// The column, when the filter is a set and the value a word of the element.
    pub(super) fn column(
        &self,
        at: u32,
        list: NumId,
        stride: u16,
        passes: Lit,
        value: NumId,
    ) -> Option<Column> {
        let (filter, bound) = self.simple(at, passes)?;
        if bound.is_some() {
            return None;
        }
        let value = match self.nodes.nums.get(value.0 as usize) {
            Some((Num::Const(1), _)) => None,
            Some((Num::Element(own, offset), _)) if *own == at => Some(*offset),
            _ => return None,
        };
        Some(Column {
            list,
            stride,
            value,
            filter,
        })
    }

    /// A filter of at most one set and one bound on a word of the element: the set, and the word, the bound and whether
    /// the word is below it.
    pub(super) fn simple(&self, at: u32, passes: Lit) -> Option<Simple> {
        let own = |id: NumId| match self.nodes.nums.get(id.0 as usize) {
            Some((Num::Element(own, offset), _)) if *own == at => Some(*offset),
            _ => None,
        };
        let (mut filter, mut bound) = (None, None);
        let alone = [passes];
        let lits: &[Lit] = match self.nodes.conds.get(passes.cond.0 as usize) {
            Some((Cond::Known(true), _)) if !passes.not => &[],
            Some((Cond::All(lits), _)) if !passes.not => lits,
            _ => &alone,
        };
        for lit in lits {
            match &self.nodes.conds.get(lit.cond.0 as usize)?.0 {
                Cond::Member(word, bits, false, _) if filter.is_none() => {
                    filter = Some((own(*word)?, if lit.not { !bits } else { *bits }));
                }
                Cond::Less(a, b) if bound.is_none() => {
                    let (word, limit, below) = match (own(*a), own(*b)) {
                        (Some(offset), None) => (offset, *b, true),
                        (None, Some(offset)) => (offset, *a, false),
                        _ => return None,
                    };
                    let limit = self.nodes.value_of(limit)?;
                    // Not below is above one less.
                    let limit = match (below, lit.not) {
                        (_, false) => limit,
                        (true, true) => limit.checked_sub(1)?,
                        (false, true) => limit.checked_add(1)?,
                    };
                    bound = Some((word, limit, below != lit.not));
                }
                _ => return None,
            }
        }
        Some((filter, bound))
    }
}
