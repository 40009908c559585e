//! A program's instructions to nodes. What the lane has no node for makes the whole program one for the full evaluator.

mod choice;
mod compare;
mod list;
mod number;

use number::in_parts;

use super::node::{Cond, Lit, Nodes, Num, NumId};
use crate::check::ruleset::Literal;
use crate::program::op::{Op, Reg, TimeUnit};
use crate::program::schema::{Kind, Object};
use crate::program::slots::{parts_of, period};
use crate::program::{Place, Program};
use crate::value::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What a register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A condition.
    Cond(Lit),
    /// A word: how many parts a number is counted in, and what it is.
    Word(NumId, i64, What),
    /// A quotient of two words, the second above zero.
    Ratio(NumId, NumId),
    /// A list's word, and what it holds (an index into `Schema::elements`).
    List(NumId, u16),
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A number, a day or an instant: what has an order.
    Measure,
    /// A symbol, a key or a text: what has a name. At most so many.
    Name(u32),
    /// A period.
    Period,
    /// A record.
    Record,
}

/// A table's column or a parameter, as words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) word: i64,
}

/// Makes nodes of a program.
pub(super) struct Translator<'p> {
    pub(super) program: &'p Program,
    pub(super) nodes: Nodes,
    pub(super) tables: Vec<Vec<i64>>,
    pub(super) dated: Vec<Vec<Dated>>,
    memo: BTreeMap<u32, Option<Value>>,
    /// The loops that are open: the instruction, and what its list holds.
    open: Vec<(u32, u16)>,
    /// A slot whose word is known.
    fixed: Option<(u32, i64)>,
    /// Facts that are texts.
    texts: BTreeSet<NumId>,
    /// Facts that are not below zero, whatever they are.
    pub(super) not_below_zero: BTreeSet<NumId>,
}

impl<'p> Translator<'p> {
    pub(super) fn new(program: &'p Program, fixed: Option<(u32, i64)>) -> Self {
        Self {
            program,
            nodes: Nodes::default(),
            tables: Vec::new(),
            dated: Vec::new(),
            memo: BTreeMap::new(),
            open: Vec::new(),
            fixed,
            texts: BTreeSet::new(),
            not_below_zero: BTreeSet::new(),
        }
    }

    /// A condition that may be none: then it always holds.
    pub(super) fn holds(&mut self, reg: Option<Reg>) -> Option<Lit> {
        match reg {
            None => Some(self.nodes.known(true)),
            Some(reg) => self.lit(reg),
        }
    }

    pub(super) fn lit(&mut self, reg: Reg) -> Option<Lit> {
        match self.value(reg)? {
            Value::Cond(lit) => Some(lit),
            _ => None,
        }
    }

    /// A number, with its parts.
    pub(super) fn number(&mut self, reg: Reg) -> Option<(NumId, i64)> {
        match self.value(reg)? {
            Value::Word(id, parts, What::Measure) => Some((id, parts)),
            _ => None,
        }
    }

    fn day(&mut self, reg: Reg) -> Option<NumId> {
        self.number(reg)
            .filter(|(_, parts)| *parts == 1)
            .map(|(id, _)| id)
    }

    fn value(&mut self, reg: Reg) -> Option<Value> {
        if let Some(known) = self.memo.get(&reg.0) {
            return *known;
        }
        let program = self.program;
        let value = program
            .code
            .get(reg.0 as usize)
            .and_then(|op| self.translate(reg.0, op));
        self.memo.insert(reg.0, value);
        value
    }

    /// The word of a fact.
    fn fact(&mut self, id: NumId, kind: Kind) -> Value {
        match kind {
            Kind::Bool => Value::Cond(self.nodes.member(id, 0b10, false, false)),
            Kind::Number { .. } | Kind::Date | Kind::Timestamp => {
                if matches!(kind, Kind::Number { signed: false, .. }) {
                    self.not_below_zero.insert(id);
                }
                Value::Word(id, parts_of(kind), What::Measure)
            }
            Kind::Period => Value::Word(id, 1, What::Period),
            Kind::Text | Kind::Enum(_) | Kind::TableKey(_) | Kind::RecordKey(_) => {
                if kind == Kind::Text {
                    self.texts.insert(id);
                }
                Value::Word(id, 1, What::Name(self.names(kind)))
            }
            Kind::Record(_) => Value::Word(id, 1, What::Record),
            Kind::List(element) => Value::List(id, element),
        }
    }

    /// How many names a kind has.
    fn names(&self, kind: Kind) -> u32 {
        let schema = &self.program.schema;
        let count = match kind {
            Kind::Enum(index) => schema
                .enums
                .get(usize::from(index))
                .map_or(usize::MAX, |names| names.len()),
            Kind::TableKey(index) => schema
                .tables
                .get(usize::from(index))
                .map_or(usize::MAX, |names| names.len()),
            Kind::Text => self.program.known_texts.len().saturating_add(1),
            _ => usize::MAX,
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// The word of a load, as it is.
    fn word(&mut self, reg: Reg) -> Option<(NumId, Kind)> {
        let program = self.program;
        match program.code.get(reg.0 as usize)? {
            Op::Load(place, _) => {
                let kind = kind_at(program, program.schema.application()?, place.0)?;
                let known = self.fixed.filter(|(slot, _)| *slot == place.0);
                let id = match known {
                    Some((_, word)) => self.nodes.constant(word),
                    None => self.nodes.num(Num::Slot(place.0), 0),
                };
                Some((id, kind))
            }
            Op::Element(depth, offset, _) => {
                let (at, element) = *self.open.get(usize::from(*depth).checked_sub(1)?)?;
                let kind = self.kind_in(element, *offset)?;
                let id = self
                    .nodes
                    .num(Num::Element(at, u16::try_from(*offset).ok()?), *depth);
                Some((id, kind))
            }
            Op::Follow(key, list, offset, _) => {
                let key = match self.value(*key)? {
                    Value::Word(id, _, What::Name(_)) => id,
                    _ => return None,
                };
                let Value::List(list, element) = self.value(*list)? else {
                    return None;
                };
                let kind = self.kind_in(element, *offset)?;
                let stride = self.stride(element)?;
                let offset = u16::try_from(*offset).ok()?;
                let depth = self.nodes.depth(key).max(self.nodes.depth(list));
                let id = self.nodes.num(Num::Follow(key, list, stride, offset), depth);
                Some((id, kind))
            }
            _ => None,
        }
    }

    fn stride(&self, element: u16) -> Option<u16> {
        let element = self.program.schema.elements.get(usize::from(element))?;
        u16::try_from(element.stride).ok()
    }

    fn kind_in(&self, element: u16, offset: u32) -> Option<Kind> {
        let schema = &self.program.schema;
        let kind = schema.elements.get(usize::from(element))?.kind;
        match schema.object_of(kind) {
            Some(object) => kind_at(self.program, object, offset),
            None => (offset == 0).then_some(kind),
        }
    }

    fn translate(&mut self, at: u32, op: &Op) -> Option<Value> {
        let value = match op {
            Op::Load(..) | Op::Element(..) | Op::Follow(..) => {
                let (id, kind) = self.word(Reg(at))?;
                self.fact(id, kind)
            }
            Op::Const(index) => self.literal(self.program.constants.get(*index as usize)?)?,
            Op::AssessmentDay => Value::Word(self.nodes.num(Num::AssessmentDay, 0), 1, What::Measure),
            Op::SelectionDay => Value::Word(self.nodes.num(Num::SelectionDay, 0), 1, What::Measure),
            Op::Not(a) => Value::Cond(self.lit(*a)?.negated()),
            Op::And(list) => {
                let lits = self.lits(&list.0)?;
                Value::Cond(self.nodes.all(&lits))
            }
            Op::Or(list) => {
                let lits = self.lits(&list.0)?;
                Value::Cond(self.nodes.any(&lits))
            }
            Op::Compare(relation, a, b, _) => {
                let (a, b) = (self.value(*a)?, self.value(*b)?);
                Value::Cond(self.compare(*relation, a, b)?)
            }
            Op::OneOf(a, list, domain) => self.one_of(*a, &list.0, *domain)?,
            Op::TextIs(a, texts) => self.text_is(*a, texts)?,
            Op::InForce(day, index) => {
                let valid = *self.program.periods.get(*index as usize)?;
                let day = self.day(*day)?;
                let ends = (valid.from.map(Date::days), valid.to.map(Date::days));
                Value::Cond(self.within_days(day, ends)?)
            }
            Op::Within(a, b) => self.within(*a, *b)?,
            Op::Contains(list, value) => self.contains(at, *list, *value)?,
            Op::Exists(a) => {
                let (id, _) = self.word(*a)?;
                let depth = self.nodes.depth(id);
                match self.nodes.value_of(id) {
                    Some(_) => Value::Cond(self.nodes.known(true)),
                    None => Value::Cond(self.nodes.cond(Cond::Exists(id), depth)),
                }
            }
            Op::OrganisationNumber(a) => {
                let (id, kind) = self.word(*a)?;
                if kind != Kind::Text {
                    return None;
                }
                let depth = self.nodes.depth(id);
                Value::Cond(self.nodes.cond(Cond::OrganisationNumber(id), depth))
            }
            Op::Add(a, b) => {
                let (a, b, parts) = self.in_common(*a, *b)?;
                Value::Word(self.nodes.add(a, b), parts, What::Measure)
            }
            Op::Sub(a, b) => {
                let (a, b, parts) = self.in_common(*a, *b)?;
                Value::Word(self.nodes.sub(a, b), parts, What::Measure)
            }
            Op::Mul(a, b) => self.product(*a, *b)?,
            Op::Div(a, b) => self.quotient(*a, *b)?,
            Op::Round(a, mode, step) => self.round(*a, *mode, *step)?,
            Op::AddTime(date, length, unit, subtract, end) => {
                let (date, length) = (self.day(*date)?, self.day(*length)?);
                let length = if *subtract {
                    let zero = self.nodes.constant(0);
                    self.nodes.sub(zero, length)
                } else {
                    length
                };
                let depth = self.nodes.depth(date).max(self.nodes.depth(length));
                let id = match unit {
                    TimeUnit::Day => self.nodes.num(Num::AddDays(date, length), depth),
                    TimeUnit::Week => {
                        let days = self.nodes.scale(length, 7);
                        self.nodes.num(Num::AddDays(date, days), depth)
                    }
                    _ => self.nodes.num(Num::Calendar(date, length, *unit, *end), depth),
                };
                Value::Word(id, 1, What::Measure)
            }
            Op::TimeLimit(length, from, unit, term, moved) => {
                let (from, length) = (self.day(*from)?, self.day(*length)?);
                let depth = self.nodes.depth(from).max(self.nodes.depth(length));
                let node = Num::Limit(from, length, *unit, *term, *moved);
                Value::Word(self.nodes.num(node, depth), 1, What::Measure)
            }
            Op::Extreme(smallest, list) => self.extreme(*smallest, &list.0)?,
            Op::PeriodEnd(a, first) => {
                let id = self.period(*a)?;
                let depth = self.nodes.depth(id);
                let node = self.nodes.num(Num::PeriodEnd(id, *first), depth);
                Value::Word(node, 1, What::Measure)
            }
            Op::DaysIn(a) => {
                let id = self.period(*a)?;
                let depth = self.nodes.depth(id);
                Value::Word(self.nodes.num(Num::DaysIn(id), depth), 1, What::Measure)
            }
            Op::Cases(pairs, otherwise, proof) => self.select(&pairs.0, *otherwise, proof.agreeing)?,
            Op::Override(base, pairs, agreeing) => self.select(&pairs.0, Some(*base), *agreeing)?,
            Op::Quantified(quantifier, list, _, filter, test) => {
                self.quantified(at, *quantifier, *list, *filter, *test)?
            }
            Op::Aggregated(aggregate, list, _, filter, of, _) => {
                self.aggregated(at, *aggregate, *list, *filter, *of)?
            }
            Op::Cell(table, key, column) => self.table(table.0, *key, *column)?,
            Op::Parameter(id, day) => self.parameter(id.0, *day)?,
            Op::Fail(_) => Value::Word(self.nodes.num(Num::Opaque, 0), 1, What::Measure),
            Op::DayOf(a) => {
                let instant = self.day(*a)?;
                let depth = self.nodes.depth(instant);
                Value::Word(self.nodes.num(Num::DayOf(instant), depth), 1, What::Measure)
            }
            Op::Closed(_) | Op::Block(..) => return None,
        };
        Some(value)
    }

    fn lits(&mut self, regs: &[Reg]) -> Option<Vec<Lit>> {
        regs.iter().map(|reg| self.lit(*reg)).collect()
    }

    fn literal(&mut self, literal: &Literal) -> Option<Value> {
        Some(match literal {
            Literal::Bool(value) => Value::Cond(self.nodes.known(*value)),
            Literal::Number(number) => {
                let (word, parts) = in_parts(*number)?;
                Value::Word(self.nodes.constant(word), parts, What::Measure)
            }
            Literal::Date(date) => Value::Word(self.nodes.constant(i64::from(date.days())), 1, What::Measure),
            Literal::Period(p) => {
                let from = p.from.map_or(i32::MIN, Date::days);
                let to = p.to.map_or(i32::MAX, Date::days);
                Value::Word(self.nodes.constant(period(from, to)), 1, What::Period)
            }
            Literal::Text(text) => {
                let id = self.program.known_texts.id(text)?;
                let names = self.names(Kind::Text);
                Value::Word(self.nodes.constant(id), 1, What::Name(names))
            }
            Literal::Symbol(id, symbol) => {
                let names = self.names(Kind::Enum(id.0));
                Value::Word(self.nodes.constant(i64::from(*symbol)), 1, What::Name(names))
            }
            Literal::Key(id, row) => {
                let names = self.names(Kind::TableKey(id.0));
                Value::Word(self.nodes.constant(i64::from(*row)), 1, What::Name(names))
            }
        })
    }
}

/// What stands at a place of an object, counted from its first cell.
pub(super) fn kind_at(program: &Program, object: &Object, at: u32) -> Option<Kind> {
    let field = object
        .fields
        .iter()
        .find(|field| at >= field.offset && at < field.offset.saturating_add(field.size))?;
    let inside = at.checked_sub(field.offset)?;
    match (inside, program.schema.object_of(field.kind)) {
        (0, _) => Some(field.kind),
        (_, Some(record)) => kind_at(program, record, inside.saturating_sub(1)),
        _ => None,
    }
}

/// The place of a slot that an instruction loads.
pub(super) fn slot_of(program: &Program, reg: Reg) -> Option<Place> {
    match program.code.get(reg.0 as usize)? {
        Op::Load(place, _) => Some(*place),
        _ => None,
    }
}
