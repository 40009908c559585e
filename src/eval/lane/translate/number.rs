//! Arithmetic in whole parts of numbers, and values that the rule set tables.

use super::{Dated, Translator, Value, What};
use crate::eval::lane::node::{Num, NumId};
use crate::program::op::{Reg, RoundStep};
use crate::program::slots::LAST_SPECIAL;
use crate::value::Number;

impl Translator<'_> {
    /// Two numbers in the same parts.
    pub(in crate::eval::lane) fn in_common(&mut self, a: Reg, b: Reg) -> Option<(NumId, NumId, i64)> {
        let ((a, p), (b, q)) = (self.number(a)?, self.number(b)?);
        let common = least_common(p, q)?;
        let a = self.nodes.scale(a, common.checked_div(p)?);
        let b = self.nodes.scale(b, common.checked_div(q)?);
        Some((a, b, common))
    }

    pub(super) fn product(&mut self, a: Reg, b: Reg) -> Option<Value> {
        match (self.value(a)?, self.value(b)?) {
            (Value::Word(x, p, What::Measure), Value::Word(y, q, What::Measure)) => Some(Value::Word(
                self.nodes.mul(x, y),
                p.checked_mul(q)?,
                What::Measure,
            )),
            (Value::Ratio(n, d), Value::Word(y, q, What::Measure))
            | (Value::Word(y, q, What::Measure), Value::Ratio(n, d)) => {
                Some(Value::Ratio(self.nodes.mul(n, y), self.nodes.scale(d, q)))
            }
            _ => None,
        }
    }

    pub(super) fn quotient(&mut self, a: Reg, b: Reg) -> Option<Value> {
        let ((x, p), (y, q)) = (self.number(a)?, self.number(b)?);
        if let Some(divisor) = self.nodes.value_of(y).filter(|divisor| *divisor > 0) {
            return Some(Value::Word(
                self.nodes.scale(x, q),
                p.checked_mul(divisor)?,
                What::Measure,
            ));
        }
        Some(Value::Ratio(self.nodes.scale(x, q), self.nodes.scale(y, p)))
    }

    /// A divisor: opaque unless it is above zero.
    pub(super) fn positive(&mut self, d: NumId) -> NumId {
        if self.nodes.value_of(d).is_some_and(|d| d > 0) {
            return d;
        }
        let depth = self.nodes.depth(d);
        self.nodes.num(Num::Positive(d), depth)
    }

    pub(super) fn round(&mut self, a: Reg, mode: RoundStep, step: Reg) -> Option<Value> {
        let (step, q) = self.number(step)?;
        let step = self.nodes.value_of(step).filter(|step| *step > 0)?;
        let (n, d) = match self.value(a)? {
            Value::Word(x, p, What::Measure) => (x, self.nodes.constant(p)),
            Value::Ratio(n, d) => (n, d),
            _ => return None,
        };
        // How many steps: (n / d) / (step / q).
        let (n, d) = (self.nodes.scale(n, q), self.nodes.scale(d, step));
        let depth = self.nodes.depth(n).max(self.nodes.depth(d));
        let steps = if self.nodes.value_of(d) == Some(1) {
            n
        } else {
            let d = self.positive(d);
            self.nodes.num(Num::Quotient(n, d, mode), depth)
        };
        Some(Value::Word(self.nodes.scale(steps, step), q, What::Measure))
    }

    pub(super) fn extreme(&mut self, smallest: bool, list: &[Reg]) -> Option<Value> {
        let numbers: Vec<(NumId, i64)> = list.iter().map(|reg| self.number(*reg)).collect::<Option<_>>()?;
        let common = numbers
            .iter()
            .try_fold(1, |common, (_, parts)| least_common(common, *parts))?;
        let mut so_far: Option<NumId> = None;
        for (id, parts) in numbers {
            let id = self.nodes.scale(id, common.checked_div(parts)?);
            so_far = Some(match so_far {
                None => id,
                Some(other) if smallest => {
                    self.nodes
                        .binary(other.min(id), other.max(id), |x, y| Some(x.min(y)), Num::Min)
                }
                Some(other) => {
                    self.nodes
                        .binary(other.min(id), other.max(id), |x, y| Some(x.max(y)), Num::Max)
                }
            });
        }
        Some(Value::Word(so_far?, common, What::Measure))
    }

    pub(super) fn table(&mut self, table: u16, key: Reg, column: u16) -> Option<Value> {
        let table = self.program.ruleset.tables.get(usize::from(table))?;
        let Value::Word(key, 1, What::Name(_)) = self.value(key)? else {
            return None;
        };
        if self.is_text(key) {
            return None;
        }
        let columns = table.columns.len();
        let cells = table
            .cells
            .iter()
            .skip(usize::from(column))
            .step_by(columns.max(1));
        let mut values = Vec::new();
        for literal in cells {
            values.push(self.literal(literal)?);
        }
        let (words, parts, what) = self.alike(&values)?;
        let index = u32::try_from(self.tables.len()).ok()?;
        self.tables.push(words);
        let depth = self.nodes.depth(key);
        Some(Value::Word(
            self.nodes.num(Num::Table(index, key), depth),
            parts,
            what,
        ))
    }

    pub(super) fn parameter(&mut self, id: u16, day: Reg) -> Option<Value> {
        let parameter = self.program.ruleset.parameters.get(usize::from(id))?;
        let day = self.day(day)?;
        let mut values = Vec::new();
        for dated in &parameter.values {
            values.push(self.literal(&dated.value)?);
        }
        let (words, parts, what) = self.alike(&values)?;
        let dated = words
            .into_iter()
            .zip(&parameter.values)
            .map(|(word, dated)| Dated {
                from: dated
                    .period
                    .from
                    .map_or(i64::from(i32::MIN), |d| i64::from(d.days())),
                to: dated
                    .period
                    .to
                    .map_or(i64::from(i32::MAX), |d| i64::from(d.days())),
                word,
            })
            .collect();
        let index = u32::try_from(self.dated.len()).ok()?;
        self.dated.push(dated);
        let depth = self.nodes.depth(day);
        Some(Value::Word(
            self.nodes.num(Num::Dated(index, day), depth),
            parts,
            what,
        ))
    }

    /// Constants in the same parts.
    pub(super) fn alike(&self, values: &[Value]) -> Option<(Vec<i64>, i64, What)> {
        let Some(Value::Word(_, _, what)) = values.first() else {
            return None;
        };
        if !matches!(what, What::Measure | What::Name(_)) {
            return None;
        }
        let mut common = 1;
        for value in values {
            let Value::Word(_, parts, _) = value else {
                return None;
            };
            common = least_common(common, *parts)?;
        }
        let words = values
            .iter()
            .map(|value| match value {
                Value::Word(id, parts, _) => {
                    self.nodes.value_of(*id)?.checked_mul(common.checked_div(*parts)?)
                }
                _ => None,
            })
            .collect::<Option<_>>()?;
        Some((words, common, *what))
    }
}

/// A number as a word and its parts.
pub(super) fn in_parts(number: Number) -> Option<(i64, i64)> {
    let word = i64::try_from(number.numerator()).ok()?;
    let parts = i64::try_from(number.denominator()).ok()?;
    (word > LAST_SPECIAL && parts <= 1_000_000_000).then_some((word, parts))
}

/// The least common multiple of parts.
pub(super) fn least_common(a: i64, b: i64) -> Option<i64> {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x.checked_rem(y)?);
    }
    a.checked_div(x)?
        .checked_mul(b)
        .filter(|common| *common <= 1_000_000_000_000)
}
