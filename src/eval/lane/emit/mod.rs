//! Nodes to steps: what is read, once each, what doesn't depend on an element outside its loop.

mod list;

use super::node::{Column, Cond, CondId, Lit, Nodes, Num, NumId, Told};
use super::step::{At, Code, Gather, Mask, Reg, Step};
use crate::program::Program;
use std::collections::{BTreeMap, BTreeSet};

/// How many words of conditions there may be.
pub(super) const WORDS: u8 = 64;

/// The constants of all codes of a lane: the first stands in the last register.
#[derive(Default)]
pub(super) struct Constants {
    pub(super) values: Vec<i64>,
}

impl Constants {
    fn reg(&mut self, value: i64) -> Option<Reg> {
        let index = self
            .values
            .iter()
            .position(|known| *known == value)
            .unwrap_or_else(|| {
                self.values.push(value);
                self.values.len().saturating_sub(1)
            });
        // Half of the registers are for what is computed.
        let index = u16::try_from(index).ok().filter(|index| *index < 0x8000)?;
        Reg::MAX.checked_sub(index)
    }
}

/// Emits steps.
pub(super) struct Emitter<'a> {
    program: &'a Program,
    nodes: &'a Nodes,
    constants: &'a mut Constants,
    /// The steps of the top, and of the loops that are open.
    open: Vec<Vec<Step>>,
    regs: BTreeMap<NumId, Reg>,
    bits: BTreeMap<CondId, At>,
    /// The word that conditions of each depth are written to, and its next bit.
    next_bits: Vec<(u8, u8)>,
    next_word: u8,
    /// The words that were taken, with their depths.
    words: Vec<(usize, u8)>,
    next_reg: Reg,
    windows: BTreeMap<u32, Reg>,
    columns: BTreeMap<Column, Reg>,
    /// Where the columns of a list are gathered: the depth, and the step there.
    lists: BTreeMap<(NumId, u16), (usize, usize)>,
    known: Vec<(u64, u64)>,
    /// Facts that are not below zero whatever they are, and the registers that hold them.
    not_below_zero: &'a BTreeSet<NumId>,
    floors: Vec<Reg>,
}

impl<'a> Emitter<'a> {
    /// Conditions begin in the word `first`; the words before it are targets.
    pub(super) fn new(
        program: &'a Program,
        (nodes, not_below_zero): (&'a Nodes, &'a BTreeSet<NumId>),
        constants: &'a mut Constants,
        first: u8,
    ) -> Option<Self> {
        // After the application's own slots stand the two days.
        let next_reg = u16::try_from(program.slots).ok()?.checked_add(2)?;
        Some(Self {
            program,
            nodes,
            constants,
            open: vec![Vec::new()],
            regs: BTreeMap::new(),
            bits: BTreeMap::new(),
            next_bits: vec![(first, 0)],
            next_word: first.checked_add(1).filter(|next| *next <= WORDS)?,
            words: vec![(0, first)],
            next_reg: (next_reg < 0x4000).then_some(next_reg)?,
            windows: BTreeMap::new(),
            columns: BTreeMap::new(),
            lists: BTreeMap::new(),
            known: vec![(0, 0); usize::from(WORDS)],
            not_below_zero,
            floors: Vec::new(),
        })
    }

    pub(super) fn finish(mut self) -> Code {
        let words = self.next_word;
        self.known.truncate(usize::from(words));
        self.floors.sort_unstable();
        self.floors.dedup();
        Code {
            not_below_zero: self.floors,
            steps: self.open.pop().unwrap_or_default(),
            words,
            known: self.known,
            ..Code::default()
        }
    }

    /// Where a condition that was emitted outside loops stands.
    pub(super) fn mask_of(&self, cond: CondId) -> Option<Mask> {
        let at = self.bits.get(&cond)?;
        let bit = 1_u64.checked_shl(u32::from(at.bit))?;
        Some(one_bit(*at, at.not, bit))
    }

    /// The register of a word that was emitted outside loops.
    pub(super) fn reg_of(&self, num: NumId) -> Option<Reg> {
        self.regs.get(&num).copied()
    }

    /// Computes a condition into a bit.
    pub(super) fn target(&mut self, lit: Lit, word: u8, bit: u8) -> Option<()> {
        let at = At {
            word,
            bit,
            not: lit.not,
        };
        if let Some(known) = self.nodes.truth_of(lit) {
            self.set_known(At { not: false, ..at }, known);
        } else if self.bits.contains_key(&lit.cond) || self.nodes.depth_of(lit) > 0 {
            let mask = self.mask(lit)?;
            self.open.first_mut()?.push(Step::All {
                mask,
                at: At { not: false, ..at },
            });
        } else {
            self.cond(lit.cond, Some(at))?;
        }
        Some(())
    }

    fn set_known(&mut self, at: At, value: bool) {
        let bit = 1_u64.checked_shl(u32::from(at.bit)).unwrap_or(0);
        if let Some((yes, no)) = self.known.get_mut(usize::from(at.word)) {
            *(if value { yes } else { no }) |= bit;
        }
    }

    fn push(&mut self, depth: u8, step: Step) -> Option<()> {
        self.open.get_mut(usize::from(depth))?.push(step);
        Some(())
    }

    fn reg(&mut self, count: u16) -> Option<Reg> {
        let reg = self.next_reg;
        self.next_reg = reg.checked_add(count).filter(|next| *next < 0x7FFF)?;
        Some(reg)
    }

    fn bit(&mut self, depth: u8) -> Option<At> {
        let depth = usize::from(depth);
        let (word, bit) = *self.next_bits.get(depth)?;
        let (word, bit) = if bit < 64 {
            (word, bit)
        } else {
            (self.take_word(depth)?, 0)
        };
        *self.next_bits.get_mut(depth)? = (word, bit.saturating_add(1));
        Some(At {
            word,
            bit,
            not: false,
        })
    }

    fn take_word(&mut self, depth: usize) -> Option<u8> {
        let word = self.next_word;
        if word >= WORDS {
            return None;
        }
        self.next_word = word.saturating_add(1);
        self.words.push((depth, word));
        Some(word)
    }

    /// The mask of one condition.
    pub(super) fn mask(&mut self, lit: Lit) -> Option<Mask> {
        let at = match (self.bits.get(&lit.cond).copied(), self.nodes.truth_of(lit)) {
            (Some(at), _) => at,
            (None, Some(known)) => {
                // A known condition has a bit of its own.
                let at = self.bit(0)?;
                self.set_known(at, known);
                At { not: lit.not, ..at }
            }
            (None, None) => self.cond(lit.cond, None)?,
        };
        let bit = 1_u64.checked_shl(u32::from(at.bit))?;
        Some(one_bit(at, at.not != lit.not, bit))
    }

    /// The masks of several, one a word.
    fn masks(&mut self, lits: &[Lit]) -> Option<Vec<Mask>> {
        let mut masks: Vec<Mask> = Vec::new();
        for lit in lits {
            let mask = self.mask(*lit)?;
            match masks.iter_mut().find(|known| known.word == mask.word) {
                Some(known) => {
                    known.yes |= mask.yes;
                    known.no |= mask.no;
                }
                None => masks.push(mask),
            }
        }
        Some(masks)
    }

    /// Emits a condition, and says where it stands.
    fn cond(&mut self, id: CondId, target: Option<At>) -> Option<At> {
        let nodes = self.nodes;
        let (cond, depth) = nodes.conds.get(id.0 as usize)?;
        let depth = *depth;
        // What it reads is emitted first.
        let step = match cond {
            Cond::Known(_) => return None,
            Cond::Member(word, bits, closed, text) => {
                let (word, bits) = (self.num(*word)?, *bits);
                let at = self.at(target, depth)?;
                match (closed, text) {
                    (true, _) => Step::ClosedMember { word, bits, at },
                    (_, true) => Step::TextMember { word, bits, at },
                    _ => Step::Member { word, bits, at },
                }
            }
            Cond::Less(a, b) => {
                let (a, b) = (self.num(*a)?, self.num(*b)?);
                let at = self.at(target, depth)?;
                Step::Less { a, b, at }
            }
            Cond::Equal(a, b) => {
                let (a, b) = (self.num(*a)?, self.num(*b)?);
                let at = self.at(target, depth)?;
                Step::Equal { a, b, at }
            }
            Cond::Exists(word) => {
                let word = self.num(*word)?;
                let at = self.at(target, depth)?;
                Step::Exists { word, at }
            }
            Cond::OrganisationNumber(word) => {
                let word = self.num(*word)?;
                let at = self.at(target, depth)?;
                Step::OrganisationNumber { word, at }
            }
            Cond::Inside(inner, outer) => {
                let (inner, outer) = (self.num(*inner)?, self.num(*outer)?);
                let at = self.at(target, depth)?;
                Step::Inside { inner, outer, at }
            }
            Cond::All(lits) => {
                let masks = self.masks(lits)?;
                let at = self.at(target, depth)?;
                match masks.as_slice() {
                    [mask] => Step::All { mask: *mask, at },
                    _ => Step::AllOf {
                        masks: masks.into(),
                        at,
                    },
                }
            }
            Cond::Choose(rows, last, agreeing) => {
                let mut made = Vec::new();
                for (test, value) in rows {
                    made.push((self.mask(*test)?, self.mask(*value)?));
                }
                let last = match last {
                    Some(last) => Some(self.mask(*last)?),
                    None => None,
                };
                let at = self.at(target, depth)?;
                Step::Choose {
                    rows: made.into(),
                    last,
                    agreeing: *agreeing,
                    at,
                }
            }
            Cond::AtLeast(body, needed) => {
                let at = self.at(target, depth)?;
                let step = self.each(body, |_| Some((Gather::AtLeast(*needed, at), 0)))?;
                self.push(depth, step)?;
                self.bits.insert(id, at);
                return Some(at);
            }
        };
        let at = step_at(&step)?;
        self.push(depth, step)?;
        self.bits.insert(id, at);
        Some(at)
    }

    fn at(&mut self, target: Option<At>, depth: u8) -> Option<At> {
        match target {
            Some(at) => Some(at),
            None => self.bit(depth),
        }
    }

    /// The register of a word.
    pub(super) fn num(&mut self, id: NumId) -> Option<Reg> {
        if let Some(reg) = self.regs.get(&id) {
            return Some(*reg);
        }
        let reg = self.compute(id)?;
        self.regs.insert(id, reg);
        if self.not_below_zero.contains(&id) {
            self.floors.push(reg);
        }
        Some(reg)
    }

    fn compute(&mut self, id: NumId) -> Option<Reg> {
        let nodes = self.nodes;
        let (num, depth) = nodes.nums.get(id.0 as usize)?;
        let depth = *depth;
        let days = u16::try_from(self.program.slots).ok()?;
        let step = match num {
            Num::Const(value) => return self.constants.reg(*value),
            Num::Opaque => return self.constants.reg(super::run::OPAQUE),
            Num::Slot(slot) => return u16::try_from(*slot).ok(),
            Num::AssessmentDay => return Some(days),
            Num::SelectionDay => return days.checked_add(1),
            Num::Element(at, offset) => return self.windows.get(at)?.checked_add(*offset),
            Num::Column(column, told) => return self.column(*column, *told, depth),
            Num::Loop(body, told) => {
                let to = self.reg(1)?;
                let step = self.each(body, |emitter| {
                    let value = emitter.num(body.value)?;
                    let gather = match told {
                        Told::Smallest => Gather::Smallest(value),
                        Told::Largest => Gather::Largest(value),
                        _ => Gather::Sum(value),
                    };
                    Some((gather, to))
                })?;
                self.push(depth, step)?;
                return Some(to);
            }
            Num::Follow(key, list, stride, offset) => {
                let (key, list) = (self.num(*key)?, self.num(*list)?);
                let to = self.reg(1)?;
                Step::Follow {
                    key,
                    list,
                    stride: *stride,
                    offset: *offset,
                    to,
                }
            }
            Num::Add(a, b) => {
                let (a, b, to) = (self.num(*a)?, self.num(*b)?, self.reg(1)?);
                Step::Add { a, b, to }
            }
            Num::Sub(a, b) => {
                let (a, b, to) = (self.num(*a)?, self.num(*b)?, self.reg(1)?);
                Step::Sub { a, b, to }
            }
            Num::Mul(a, b) => {
                let (a, b, to) = (self.num(*a)?, self.num(*b)?, self.reg(1)?);
                Step::Mul { a, b, to }
            }
            Num::Min(a, b) => {
                let (a, b, to) = (self.num(*a)?, self.num(*b)?, self.reg(1)?);
                Step::Min { a, b, to }
            }
            Num::Max(a, b) => {
                let (a, b, to) = (self.num(*a)?, self.num(*b)?, self.reg(1)?);
                Step::Max { a, b, to }
            }
            Num::Positive(a) => {
                let (a, to) = (self.num(*a)?, self.reg(1)?);
                Step::Positive { a, to }
            }
            Num::Quotient(a, b, mode) => {
                let (a, b, to) = (self.num(*a)?, self.num(*b)?, self.reg(1)?);
                Step::Quotient {
                    a,
                    b,
                    mode: *mode,
                    to,
                }
            }
            Num::AddDays(day, count) => {
                let (day, count, to) = (self.num(*day)?, self.num(*count)?, self.reg(1)?);
                Step::AddDays { day, days: count, to }
            }
            Num::Calendar(day, length, unit, end) => {
                let (day, length, to) = (self.num(*day)?, self.num(*length)?, self.reg(1)?);
                Step::Calendar {
                    day,
                    length,
                    unit: *unit,
                    end: *end,
                    to,
                }
            }
            Num::Limit(from, length, unit, term, moved) => {
                let (from, length, to) = (self.num(*from)?, self.num(*length)?, self.reg(1)?);
                Step::Limit {
                    from,
                    length,
                    unit: *unit,
                    term: *term,
                    moved: *moved,
                    to,
                }
            }
            Num::PeriodEnd(period, first) => {
                let (period, to) = (self.num(*period)?, self.reg(1)?);
                Step::PeriodEnd {
                    period,
                    first: *first,
                    to,
                }
            }
            Num::DaysIn(period) => {
                let (period, to) = (self.num(*period)?, self.reg(1)?);
                Step::DaysIn { period, to }
            }
            Num::DayOf(instant) => {
                let (instant, to) = (self.num(*instant)?, self.reg(1)?);
                Step::DayOf { instant, to }
            }
            Num::Select(rows, last, agreeing) => {
                let mut made = Vec::new();
                for (test, value) in rows {
                    made.push((self.mask(*test)?, self.num(*value)?));
                }
                let (last, to) = (self.num(*last)?, self.reg(1)?);
                Step::Select {
                    rows: made.into(),
                    last,
                    agreeing: *agreeing,
                    to,
                }
            }
            Num::Table(table, key) => {
                let (key, to) = (self.num(*key)?, self.reg(1)?);
                Step::Table {
                    table: *table,
                    key,
                    to,
                }
            }
            Num::Dated(values, day) => {
                let (day, to) = (self.num(*day)?, self.reg(1)?);
                Step::Dated {
                    values: *values,
                    day,
                    to,
                }
            }
        };
        // What was computed is written to the register that was taken last.
        let to = self.next_reg.checked_sub(1)?;
        self.push(depth, step)?;
        Some(to)
    }
}

/// The mask of a bit: that it is true, or false.
fn one_bit(at: At, negated: bool, bit: u64) -> Mask {
    let (yes, no) = if negated { (0, bit) } else { (bit, 0) };
    Mask {
        word: at.word,
        yes,
        no,
    }
}

/// Where a step writes its condition.
fn step_at(step: &Step) -> Option<At> {
    match step {
        Step::Member { at, .. }
        | Step::ClosedMember { at, .. }
        | Step::TextMember { at, .. }
        | Step::Less { at, .. }
        | Step::Equal { at, .. }
        | Step::Exists { at, .. }
        | Step::OrganisationNumber { at, .. }
        | Step::Inside { at, .. }
        | Step::All { at, .. }
        | Step::AllOf { at, .. }
        | Step::Choose { at, .. } => Some(*at),
        _ => None,
    }
}
