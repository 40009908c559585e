//! The value of the row, or of the exception, that holds.

use super::number::least_common;
use super::{Translator, Value, What};
use crate::eval::lane::node::{Cond, Lit, Num};
use crate::program::op::Reg;

impl Translator<'_> {
    /// The value of the test that holds, else what holds otherwise.
    pub(super) fn select(&mut self, pairs: &[Reg], otherwise: Option<Reg>, agreeing: bool) -> Option<Value> {
        let mut rows: Vec<(Lit, Value)> = Vec::new();
        for pair in pairs.chunks_exact(2) {
            let [test, value] = pair else { continue };
            let test = self.lit(*test)?;
            match self.nodes.truth_of(test) {
                Some(false) => {}
                Some(true) if agreeing => return self.value(*value),
                _ => rows.push((test, self.value(*value)?)),
            }
        }
        let otherwise = match otherwise {
            Some(reg) => Some(self.value(reg)?),
            None => None,
        };
        let first = rows.first().map(|(_, value)| *value).or(otherwise);
        match first {
            None => Some(Value::Word(self.nodes.num(Num::Opaque, 0), 1, What::Measure)),
            Some(Value::Cond(_)) => self.choose(&rows, otherwise, agreeing),
            Some(Value::Word(_, _, what)) => self.select_word(&rows, otherwise, agreeing, what),
            Some(_) => None,
        }
    }

    pub(super) fn select_word(
        &mut self,
        rows: &[(Lit, Value)],
        otherwise: Option<Value>,
        agreeing: bool,
        what: What,
    ) -> Option<Value> {
        if !matches!(what, What::Measure | What::Name(_)) {
            return None;
        }
        let mut common = 1;
        for value in rows.iter().map(|(_, value)| value).chain(&otherwise) {
            let Value::Word(id, parts, _) = value else {
                return None;
            };
            if matches!(what, What::Name(_)) && self.is_text(*id) {
                return None;
            }
            common = least_common(common, *parts)?;
        }
        let mut scaled = |value: &Value| match value {
            Value::Word(id, parts, _) => Some(self.nodes.scale(*id, common.checked_div(*parts)?)),
            _ => None,
        };
        let mut list = Vec::new();
        for (test, value) in rows {
            list.push((*test, scaled(value)?));
        }
        let last = match &otherwise {
            Some(value) => scaled(value)?,
            None => self.nodes.num(Num::Opaque, 0),
        };
        if list.is_empty() {
            return Some(Value::Word(last, common, what));
        }
        let mut depth = self.nodes.depth(last);
        for (test, value) in &list {
            depth = depth
                .max(self.nodes.depth_of(*test))
                .max(self.nodes.depth(*value));
        }
        let id = self.nodes.num(Num::Select(list.into(), last, agreeing), depth);
        Some(Value::Word(id, common, what))
    }

    pub(super) fn choose(
        &mut self,
        rows: &[(Lit, Value)],
        otherwise: Option<Value>,
        agreeing: bool,
    ) -> Option<Value> {
        let cond = |value: &Value| match value {
            Value::Cond(lit) => Some(*lit),
            _ => None,
        };
        let last = match &otherwise {
            Some(value) => Some(cond(value)?),
            None => None,
        };
        let mut list = Vec::new();
        for (test, value) in rows {
            list.push((*test, cond(value)?));
        }
        if let (true, Some(last)) = (list.is_empty(), last) {
            return Some(Value::Cond(last));
        }
        let depth = list
            .iter()
            .flat_map(|(test, value)| [*test, *value])
            .chain(last)
            .map(|lit| self.nodes.depth_of(lit))
            .max()
            .unwrap_or(0);
        let node = Cond::Choose(list.into(), last, agreeing);
        Some(Value::Cond(self.nodes.cond(node, depth)))
    }
}
