//! A program's lane: its codes, one for each value of the fact that most rules are guarded by.

use super::effects::{Decided, Effects};
use super::emit::{Constants, Emitter};
use super::missing::Surveyor;
use super::node::{Cond, Lit, Num};
use super::run::{Bits, REGISTERS, Runner};
use super::settle::Ranks;
use super::step::{Amount, Code, StatusMasks};
use super::translate::{Translator, slot_of};
use crate::check::ruleset::{Answerer, RuleKind};
use crate::program::schema::Kind;
use crate::program::slots::{LAST_SPECIAL, Slots};
use crate::program::{Arena, Program, layout};
use crate::value::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// As many values the fact may have that codes are made for.
const MOST_VALUES: usize = 16;

/// As many words of effects there may be.
const EFFECT_WORDS: usize = 32;

/// A program, made for deciding many applications. It can be shared between threads; each has a [`Scratch`] of its own.
#[derive(Debug)]
pub struct Lane {
    /// How many words the application's own slots take.
    slots: usize,
    /// The slot of the day that selects the version; the assessment date where there is none.
    selected_by: Option<usize>,
    /// The first and the last day on which the rule set is in force.
    in_force: (i64, i64),
    /// The slot that the codes are made for the values of.
    fixed: Option<usize>,
    /// A code for each value, and at the end one for any.
    codes: Vec<Code>,
    /// The same, that tell the statuses of all rules.
    told: Vec<Code>,
    constants: Arc<[i64]>,
    /// Which bits are rules' effects.
    pub(super) effects: Vec<u64>,
    pub(super) ranks: Ranks,
    /// Whom each of the application's own slots is asked of, and whether it is a judgement.
    pub(super) asked: BTreeMap<u32, Vec<Answerer>>,
}

/// What an evaluation needs while it runs: registers and conditions. It is kept from one application to the next.
#[derive(Debug)]
pub struct Scratch {
    regs: Box<[i64; REGISTERS]>,
    bits: Bits,
    /// The constants that the registers hold.
    constants: Option<Arc<[i64]>>,
}

impl Default for Scratch {
    fn default() -> Self {
        let regs = vec![0; REGISTERS].into_boxed_slice();
        Self {
            regs: regs.try_into().unwrap_or_else(|_| Box::new([0; REGISTERS])),
            bits: Bits::new(),
            constants: None,
        }
    }
}

impl Lane {
    /// The lane of a program; `None` when there is something in it that only the full evaluator knows.
    #[must_use]
    pub fn new(program: &Program) -> Option<Self> {
        let ruleset = &program.ruleset;
        let words = ruleset.rules.len().div_ceil(64).max(1);
        if ruleset.blocks.iter().any(|block| block.grants) || words > EFFECT_WORDS {
            return None;
        }
        let selected_by = match &ruleset.valid.by {
            Some(by) => {
                let register = program.registers.get(by.id.0 as usize)?;
                let place = slot_of(program, crate::program::op::Reg(*register))?;
                Some(place.0 as usize)
            }
            None => None,
        };
        let valid = ruleset.valid.period;
        let mut constants = Constants::default();
        let fixed = guarding(program);
        let mut each = |grounds: bool| -> Option<Vec<Code>> {
            let values = fixed.map_or(0, |(_, values)| values);
            let known = (0..values).map(|value| fixed.map(|(slot, _)| (slot, value)));
            known
                .chain([None])
                .map(|fixed| code(program, fixed, grounds, &mut constants))
                .collect()
        };
        let (codes, told) = (each(false)?, each(true)?);
        let mut effects = vec![0; words];
        for (index, rule) in ruleset.rules.iter().enumerate() {
            if let (None, Some(word)) = (rule.block, effects.get_mut(index / 64)) {
                *word |= 1_u64.wrapping_shl(u32::try_from(index % 64).unwrap_or(0));
            }
        }
        Some(Self {
            slots: program.slots as usize,
            selected_by,
            in_force: (
                valid.from.map_or(i64::MIN, |day| i64::from(day.days())),
                valid.to.map_or(i64::MAX, |day| i64::from(day.days())),
            ),
            fixed: fixed.map(|(slot, _)| slot as usize),
            codes,
            told,
            constants: constants.values.into(),
            effects,
            ranks: Ranks::new(ruleset, words),
            asked: layout::places(ruleset, &Arena::default())
                .into_iter()
                .map(|(place, field)| (place.0, field.asked_of.clone()))
                .collect(),
        })
    }

    /// The effects of the rules outside blocks on an application assessed on the day; `None` hands it over to the full evaluator.
    pub fn effects<'s>(&'s self, slots: &Slots, day: Date, scratch: &'s mut Scratch) -> Option<Effects<'s>> {
        self.run(&self.codes, slots, day, scratch)
    }

    /// The same, with the statuses of all rules; `None` also where a condition is open that is known to the full evaluator.
    pub fn statuses<'s>(&'s self, slots: &Slots, day: Date, scratch: &'s mut Scratch) -> Option<Effects<'s>> {
        self.run(&self.told, slots, day, scratch)
    }

    /// What an application assessed on the day comes to; `None` hands it over to the full evaluator.
    pub fn decide(&self, slots: &Slots, day: Date, scratch: &mut Scratch) -> Option<Decided> {
        self.effects(slots, day, scratch)?.decided()
    }

    #[inline]
    fn run<'s>(
        &'s self,
        codes: &'s [Code],
        slots: &Slots,
        day: Date,
        scratch: &'s mut Scratch,
    ) -> Option<Effects<'s>> {
        let day = i64::from(day.days());
        let own = slots.words.get(..self.slots)?;
        if slots.beyond || i64::from(slots.latest_answer) > day {
            return None;
        }
        let selected = match self.selected_by {
            Some(slot) => *own.get(slot)?,
            None => day,
        };
        let (first, last) = self.in_force;
        if selected <= LAST_SPECIAL || selected < first || selected > last {
            return None;
        }
        let value = self.fixed.and_then(|slot| own.get(slot));
        let value = value.and_then(|value| usize::try_from(*value).ok());
        let code = value.and_then(|value| codes.get(value)).or(codes.last())?;
        self.prepare(scratch);
        scratch.regs.get_mut(..self.slots)?.copy_from_slice(own);
        let days = scratch.regs.get_mut(self.slots..self.slots.saturating_add(2))?;
        days.copy_from_slice(&[day, selected]);
        for (word, known) in (0..code.words).zip(&code.known) {
            scratch.bits.write(word, *known);
        }
        let mut runner = Runner {
            code,
            words: &slots.words,
            regs: &mut scratch.regs,
            bits: &mut scratch.bits,
            doubt: false,
        };
        runner.run(&code.steps);
        let doubt = runner.doubt;
        if doubt {
            let open = (0_u8..).zip(&self.effects).any(|(word, rules)| {
                let (yes, no) = scratch.bits.word(word);
                (yes | no) & rules != *rules
            });
            if open {
                return None;
            }
        }
        Some(Effects {
            lane: self,
            code,
            bits: &scratch.bits,
            regs: scratch.regs.as_slice(),
            declined: slots.declined,
            doubt,
        })
    }

    /// Puts the constants into the registers, unless they are there.
    fn prepare(&self, scratch: &mut Scratch) {
        let there = scratch
            .constants
            .as_ref()
            .is_some_and(|there| Arc::ptr_eq(there, &self.constants));
        if !there {
            for (register, value) in scratch.regs.iter_mut().rev().zip(self.constants.iter()) {
                *register = *value;
            }
            scratch.constants = Some(Arc::clone(&self.constants));
        }
    }
}

/// The code of a program, for one value of a slot or for any.
fn code(
    program: &Program,
    fixed: Option<(u32, i64)>,
    grounds: bool,
    constants: &mut Constants,
) -> Option<Code> {
    let mut translator = Translator::new(program, fixed);
    let rules = &program.ruleset.rules;
    let mut targets: Vec<(Lit, u16)> = Vec::new();
    let (mut amounts, mut parts) = (Vec::new(), Vec::new());
    for (index, (rule, regs)) in (0_u16..).zip(rules.iter().zip(&program.rules)) {
        if rule.block.is_some() {
            continue;
        }
        let applies = match rule.kind {
            // A goal has only a status.
            RuleKind::Goal => translator.nodes.known(false),
            _ => translator.holds(regs.applies)?,
        };
        targets.push((applies, index));
        if let Some((given, asked)) = regs.amount
            && translator.nodes.truth_of(applies) != Some(false)
        {
            amounts.push((index, translator.in_common(given, asked)?));
        }
        if grounds || rule.kind == RuleKind::Permission {
            let set_aside = match regs.set_aside {
                Some(reg) => translator.lit(reg)?,
                None => translator.nodes.known(false),
            };
            let (guard, own) = (translator.holds(regs.guard)?, translator.holds(regs.own)?);
            parts.push((index, [guard, own, set_aside]));
        }
    }
    let first = u8::try_from(rules.len().div_ceil(64).max(1)).ok()?;
    let mut emitter = Emitter::new(
        program,
        (&translator.nodes, &translator.not_below_zero),
        constants,
        first,
    )?;
    for (lit, index) in &targets {
        emitter.target(
            *lit,
            u8::try_from(index / 64).ok()?,
            u8::try_from(index % 64).ok()?,
        )?;
    }
    let mut made = Vec::new();
    for (rule, (given, asked, parts)) in amounts.iter().copied() {
        made.push(Amount {
            rule,
            given: emitter.num(given)?,
            asked: emitter.num(asked)?,
            parts,
        });
    }
    let mut statuses = Vec::new();
    for (rule, [guard, own, set_aside]) in parts {
        statuses.push(StatusMasks {
            rule,
            guard: emitter.mask(guard)?,
            own: emitter.mask(own)?,
            set_aside: emitter.mask(set_aside)?,
        });
    }
    let mut surveyor = Surveyor::new(&translator.nodes, &emitter);
    for (lit, index) in &targets {
        let given = amounts.iter().find(|(rule, _)| rule == index);
        let given = given.map_or(Vec::new(), |(_, (given, asked, _))| vec![*given, *asked]);
        surveyor.rule(*index, lit.cond, &given);
    }
    let ways = surveyor.finish();
    Some(Code {
        statuses,
        ways,
        amounts: made,
        tables: translator.tables,
        dated: translator.dated,
        ..emitter.finish()
    })
}

/// The enum that most rules are guarded by, and how many values it has: for each of them a code is made, in which the rules that its
/// guard takes away cost nothing.
fn guarding(program: &Program) -> Option<(u32, i64)> {
    let mut translator = Translator::new(program, None);
    let mut guards: Vec<(u32, usize)> = Vec::new();
    for regs in &program.rules {
        let Some(guard) = regs.guard.and_then(|guard| translator.lit(guard)) else {
            continue;
        };
        let nodes = &translator.nodes;
        let alone = [guard];
        let lits: &[Lit] = match nodes.conds.get(guard.cond.0 as usize) {
            Some((Cond::All(lits), _)) if !guard.not => lits,
            _ => &alone,
        };
        for lit in lits {
            if let Some((Cond::Member(word, ..), _)) = nodes.conds.get(lit.cond.0 as usize)
                && let Some((Num::Slot(slot), _)) = nodes.nums.get(word.0 as usize)
            {
                match guards.iter_mut().find(|(known, _)| known == slot) {
                    Some((_, count)) => *count = count.saturating_add(1),
                    None => guards.push((*slot, 1)),
                }
            }
        }
    }
    guards
        .iter()
        .filter(|(_, count)| *count > 1)
        .filter_map(|(slot, count)| Some((*slot, *count, values_of(program, *slot)?)))
        .max_by_key(|(slot, count, _)| (*count, std::cmp::Reverse(*slot)))
        .map(|(slot, _, values)| (slot, values))
}

/// How many values a slot has, when they are few.
fn values_of(program: &Program, slot: u32) -> Option<i64> {
    let object = program.schema.application()?;
    let values = match super::translate::kind_at(program, object, slot)? {
        Kind::Bool => 2,
        Kind::Enum(index) => program.schema.enums.get(usize::from(index))?.len(),
        _ => return None,
    };
    i64::try_from(values).ok().filter(|_| values <= MOST_VALUES)
}
