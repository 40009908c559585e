//! Comparisons of words: an order of measures, sets of names.

use super::number::least_common;
use super::{Translator, Value, What};
use crate::check::ruleset::Relation;
use crate::eval::lane::node::{Cond, Lit, NumId};
use crate::program::op::{Domain, Reg};
use crate::program::slots::period_ends;

impl Translator<'_> {
    pub(super) fn compare(&mut self, relation: Relation, a: Value, b: Value) -> Option<Lit> {
        let (a, b) = match (a, b) {
            (Value::Cond(x), Value::Cond(y)) => {
                let (lit, known) = match (self.nodes.truth_of(x), self.nodes.truth_of(y)) {
                    (_, Some(known)) => (x, known),
                    (Some(known), _) => (y, known),
                    _ => return None,
                };
                return match relation {
                    Relation::Equal => Some(if known { lit } else { lit.negated() }),
                    Relation::NotEqual => Some(if known { lit.negated() } else { lit }),
                    _ => None,
                };
            }
            (Value::Word(x, 1, What::Name(names)), Value::Word(y, 1, What::Name(_))) => {
                let equal = self.same_name(x, y, names)?;
                return match relation {
                    Relation::Equal => Some(equal),
                    Relation::NotEqual => Some(equal.negated()),
                    _ => None,
                };
            }
            (Value::Word(x, 1, What::Period), Value::Word(y, 1, What::Period)) => {
                let equal = self.nodes.equal(x, y);
                return match relation {
                    Relation::Equal => Some(equal),
                    Relation::NotEqual => Some(equal.negated()),
                    _ => None,
                };
            }
            (Value::Word(x, p, What::Measure), Value::Word(y, q, What::Measure)) => {
                let common = least_common(p, q)?;
                (
                    self.nodes.scale(x, common.checked_div(p)?),
                    self.nodes.scale(y, common.checked_div(q)?),
                )
            }
            (Value::Ratio(n, d), Value::Word(y, q, What::Measure)) => {
                let d = self.positive(d);
                (self.nodes.scale(n, q), self.nodes.mul(y, d))
            }
            (Value::Word(x, p, What::Measure), Value::Ratio(n, d)) => {
                let d = self.positive(d);
                (self.nodes.mul(x, d), self.nodes.scale(n, p))
            }
            _ => return None,
        };
        Some(match relation {
            Relation::Equal => self.nodes.equal(a, b),
            Relation::NotEqual => self.nodes.equal(a, b).negated(),
            Relation::Less => self.nodes.less(a, b),
            Relation::AtMost => self.nodes.less(b, a).negated(),
            Relation::Greater => self.nodes.less(b, a),
            Relation::AtLeast => self.nodes.less(a, b).negated(),
        })
    }

    /// Whether two names are the same: of two texts that no rule knows that can't be told.
    pub(super) fn same_name(&mut self, x: NumId, y: NumId, names: u32) -> Option<Lit> {
        let (fact, known) = match (self.nodes.value_of(x), self.nodes.value_of(y)) {
            (_, Some(known)) => (x, known),
            (Some(known), _) => (y, known),
            // Two texts that no rule knows have the same word.
            _ if self.is_text(x) || self.is_text(y) => return None,
            _ => return Some(self.nodes.equal(x, y)),
        };
        let text = self.is_text(fact);
        match u32::try_from(known).ok().filter(|bit| *bit < 64) {
            Some(bit) if names <= 64 => {
                let bits = 1_u64.checked_shl(bit)?;
                Some(self.nodes.member(fact, bits, false, text))
            }
            _ if !text => Some(self.nodes.equal(x, y)),
            _ => None,
        }
    }

    pub(super) fn is_text(&self, id: NumId) -> bool {
        self.texts.contains(&id)
    }

    pub(super) fn one_of(&mut self, read: Reg, list: &[Reg], domain: Domain) -> Option<Value> {
        let a = self.value(read)?;
        if let Value::Word(word, 1, What::Name(names)) = a
            && names <= 64
        {
            let text = self.is_text(word);
            let mut bits: u64 = 0;
            for reg in list {
                let Value::Word(member, 1, What::Name(_)) = self.value(*reg)? else {
                    return None;
                };
                let bit = u32::try_from(self.nodes.value_of(member)?).ok()?;
                bits |= 1_u64.checked_shl(bit)?;
            }
            let closed = match domain {
                Domain::Symbols(count) => {
                    (0..u32::from(count)).all(|symbol| bits.checked_shr(symbol).is_some_and(|b| b & 1 == 1))
                }
                _ => false,
            };
            return Some(Value::Cond(self.nodes.member(word, bits, closed, text)));
        }
        let mut any = Vec::new();
        for reg in list {
            let b = self.value(*reg)?;
            any.push(self.compare(Relation::Equal, a, b)?);
        }
        Some(Value::Cond(self.nodes.any(&any)))
    }

    pub(super) fn text_is(&mut self, a: Reg, texts: &[u32]) -> Option<Value> {
        let Value::Word(word, 1, What::Name(names)) = self.value(a)? else {
            return None;
        };
        if names > 64 {
            return None;
        }
        let mut bits: u64 = 0;
        for text in texts {
            let text = self.program.texts.get(*text as usize)?;
            bits |= 1_u64.checked_shl(u32::try_from(self.program.known_texts.id(text)?).ok()?)?;
        }
        Some(Value::Cond(self.nodes.member(word, bits, false, true)))
    }

    /// A day within a period; an open end is `None`.
    pub(super) fn within_days(&mut self, day: NumId, ends: (Option<i32>, Option<i32>)) -> Option<Lit> {
        let mut all = Vec::new();
        if let Some(from) = ends.0 {
            let from = self.nodes.constant(i64::from(from));
            all.push(self.nodes.less(day, from).negated());
        }
        if let Some(to) = ends.1 {
            let to = self.nodes.constant(i64::from(to));
            all.push(self.nodes.less(to, day).negated());
        }
        // Of a period without ends, an absent day is not within it.
        (!all.is_empty()).then(|| self.nodes.all(&all))
    }

    pub(super) fn within(&mut self, a: Reg, b: Reg) -> Option<Value> {
        let outer = self.period(b)?;
        match self.value(a)? {
            Value::Word(inner, 1, What::Period) => {
                let depth = self.nodes.depth(inner).max(self.nodes.depth(outer));
                Some(Value::Cond(self.nodes.cond(Cond::Inside(inner, outer), depth)))
            }
            Value::Word(day, 1, What::Measure) => {
                let (from, to) = period_ends(self.nodes.value_of(outer)?);
                let ends = ((from != i32::MIN).then_some(from), (to != i32::MAX).then_some(to));
                Some(Value::Cond(self.within_days(day, ends)?))
            }
            _ => None,
        }
    }

    pub(super) fn period(&mut self, reg: Reg) -> Option<NumId> {
        match self.value(reg)? {
            Value::Word(id, 1, What::Period) => Some(id),
            _ => None,
        }
    }
}
