//! Gives every instruction its final place: a loop's body stands right after the loop.

use super::builder::{Builder, Emitted};
use crate::check::ruleset::{Literal, LoopId, RuleId};
use crate::program::RuleRegs;
use crate::program::op::{Op, Reg};
use crate::value::Period;
use std::collections::BTreeMap;

/// A program's parts, linked.
pub(super) struct Linked {
    pub(super) code: Vec<Op>,
    pub(super) loops: Vec<Option<(LoopId, u8)>>,
    pub(super) constants: Vec<Literal>,
    pub(super) texts: Vec<String>,
    pub(super) periods: Vec<Period>,
    pub(super) registers: Vec<u32>,
    pub(super) everywhere: Vec<Vec<u32>>,
    pub(super) rules: BTreeMap<RuleId, RuleRegs>,
}

/// Links what a builder emitted.
pub(super) fn link(mut builder: Builder<'_>) -> Linked {
    let top = builder
        .scopes
        .first_mut()
        .map(|scope| std::mem::take(&mut scope.code))
        .unwrap_or_default();
    let mut places = BTreeMap::new();
    number(&top, &mut 0, &mut places);
    let map = |reg: Reg| places.get(&reg).map_or(reg, |(at, _)| Reg(*at));
    let mut code = Vec::with_capacity(places.len());
    let mut loops = Vec::with_capacity(places.len());
    write(top, &places, &map, &mut code, &mut loops);
    let mut registers = vec![u32::MAX; builder.ruleset.expressions as usize];
    for (expr, reg) in &builder.registers {
        if let Some(slot) = registers.get_mut(*expr as usize) {
            *slot = map(*reg).0;
        }
    }
    let mut everywhere = vec![Vec::new(); builder.ruleset.expressions as usize];
    for (expr, reg) in &builder.everywhere {
        if let Some(registers) = everywhere.get_mut(*expr as usize) {
            registers.push(map(*reg).0);
        }
    }
    let rules = builder
        .rules
        .iter()
        .map(|(id, regs)| (*id, renamed(regs, &map)))
        .collect();
    Linked {
        code,
        loops,
        constants: builder.constants.values,
        texts: builder.texts.values,
        periods: builder.periods.values,
        registers,
        everywhere,
        rules,
    }
}

fn renamed(regs: &RuleRegs, map: &impl Fn(Reg) -> Reg) -> RuleRegs {
    RuleRegs {
        guard: regs.guard.map(map),
        own: regs.own.map(map),
        set_aside: regs.set_aside.map(map),
        applies: regs.applies.map(map),
        amount: regs.amount.map(|(b, s)| (map(b), map(s))),
        due: regs.due.map(map),
        last_day: regs.last_day.map(map),
        performed: regs.performed.map(map),
    }
}

/// Numbers the instructions: where each stands, and where its body ends.
fn number(code: &[Emitted], next: &mut u32, places: &mut BTreeMap<Reg, (u32, u32)>) {
    for emitted in code {
        let at = *next;
        *next = next.saturating_add(1);
        if let Some((_, _, body)) = &emitted.body {
            number(body, next, places);
        }
        places.insert(emitted.reg, (at, *next));
    }
}

fn write(
    code: Vec<Emitted>,
    places: &BTreeMap<Reg, (u32, u32)>,
    map: &impl Fn(Reg) -> Reg,
    out: &mut Vec<Op>,
    loops: &mut Vec<Option<(LoopId, u8)>>,
) {
    for mut emitted in code {
        let end = places.get(&emitted.reg).map_or(0, |(_, end)| *end);
        emitted.op.rename(map, end);
        out.push(emitted.op);
        match emitted.body {
            Some((var, depth, body)) => {
                loops.push(Some((var, depth)));
                write(body, places, map, out, loops);
            }
            None => loops.push(None),
        }
    }
}
