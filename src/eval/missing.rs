//! What can still change the outcome: a walk back from the rules that can, through what is not settled.

use super::Missing;
use super::machine::{Events, Machine};
use super::settle::Settled;
use crate::check::ruleset::{Answerer, Field, RuleId};
use crate::facts::{Answer, AnsweredBy};
use crate::program::op::{Op, Reg};
use crate::program::{Cell, List, Place, layout};
use crate::syntax::tree::Aggregate;
use std::collections::{BTreeMap, BTreeSet};

/// An element of a list that is unknown: of everything in it nothing is known.
const UNKNOWN_ELEMENT: List = List {
    first: u32::MAX,
    stride: 0,
    len: 1,
};

/// What a walk found.
#[derive(Default)]
pub(super) struct Found {
    /// Facts that are unknown or known within bounds, with the rules that need them.
    pub(super) open: BTreeMap<Place, BTreeSet<RuleId>>,
    /// Facts that their sources contradict.
    pub(super) contradicted: BTreeSet<Place>,
    /// Whether a failed computation is among what is not settled.
    pub(super) failed: bool,
    /// Where keys of which nothing is known were followed to: by which rule, and the field of the list's first record.
    followed: BTreeSet<(RuleId, bool, Place)>,
}

/// A walk from one rule.
struct Walk<'f> {
    rule: RuleId,
    /// Whether settled values are walked too: what a supplement's demand reads.
    all: bool,
    seen: BTreeSet<(Reg, Vec<u32>)>,
    found: &'f mut Found,
}

impl<E: Events> Machine<'_, E> {
    /// Walks from all rules that can change the outcome.
    pub(super) fn find_missing(&mut self, settled: &Settled) -> Found {
        self.collecting = false;
        let mut found = Found::default();
        self.walk_open(settled, &mut found);
        let program = self.program;
        for (at, op) in (0_u32..).zip(program.code.iter()) {
            let Op::Block(id, list, end) = op else { continue };
            let Some(block) = program.ruleset.blocks.get(usize::from(id.0)) else {
                continue;
            };
            if !block.grants {
                continue;
            }
            let Some(known) = self.arena.list(self.get(*list)) else {
                if settled.unknown_block && self.get(*list) != Cell::Absent {
                    self.element(at, UNKNOWN_ELEMENT, 0, *end);
                    let open = Settled {
                        relevant: block.rules.iter().copied().collect(),
                        ..Settled::default()
                    };
                    self.walk_open(&open, &mut found);
                    for rule in &block.rules {
                        self.walk_from(*rule, [*list], false, &mut found);
                    }
                }
                continue;
            };
            for part in &settled.relevant_parts {
                let Some(index) = self.parts.get(*part).filter(|p| p.block == *id).map(|p| p.index) else {
                    continue;
                };
                let Some(open) = self.settled_parts.get(*part).cloned() else {
                    continue;
                };
                self.element(at, known, index, *end);
                self.walk_open(&open, &mut found);
            }
        }
        self.collecting = true;
        found
    }

    /// What the rules read that can still change what was settled, and the fields that a supplement's demand reads,
    /// whatever they hold.
    fn walk_open(&mut self, settled: &Settled, found: &mut Found) {
        let program = self.program;
        let regs = |rule: RuleId| {
            program
                .rules
                .get(usize::from(rule.0))
                .copied()
                .unwrap_or_default()
        };
        for rule in &settled.relevant {
            let (applies, amount) = (regs(*rule).applies, regs(*rule).amount);
            let read = applies
                .into_iter()
                .chain(amount.into_iter().flat_map(|(b, s)| [b, s]));
            self.walk_from(*rule, read, false, found);
        }
        for rule in &settled.supplements {
            self.walk_from(*rule, regs(*rule).own, true, found);
        }
    }

    fn walk_from(&mut self, rule: RuleId, from: impl IntoIterator<Item = Reg>, all: bool, found: &mut Found) {
        let mut walk = Walk {
            rule,
            all,
            seen: BTreeSet::new(),
            found,
        };
        for reg in from {
            self.walk(&mut walk, reg);
        }
    }

    fn walk(&mut self, walk: &mut Walk<'_>, reg: Reg) {
        let cell = self.get(reg);
        if (cell.is_known() && !walk.all) || !walk.seen.insert((reg, self.bases.clone())) {
            return;
        }
        let program = self.program;
        let Some(op) = program.code.get(reg.0 as usize) else {
            return;
        };
        match op {
            Op::Load(place, _) => self.reach(walk, *place),
            Op::Element(depth, offset, _) => {
                let base = self.bases.get(usize::from(*depth)).copied().unwrap_or(0);
                self.reach(walk, Place(base.saturating_add(*offset)));
            }
            Op::Follow(key, list, offset, _) => {
                if let Some(list) = self.arena.list(self.get(*list)) {
                    self.follow_open(walk, self.get(*key), list, *offset);
                }
                self.walk(walk, *key);
                self.walk(walk, *list);
            }
            Op::SelectionDay => {
                let by = program.ruleset.valid.by.as_ref();
                let register = by.and_then(|by| program.registers.get(by.id.0 as usize)).copied();
                if let Some(register) = register.filter(|r| *r != u32::MAX) {
                    self.walk(walk, Reg(register));
                }
            }
            Op::Quantified(_, list, end, ..) | Op::Aggregated(_, list, end, ..) => {
                let (list, end) = (*list, *end);
                self.walk(walk, list);
                let list = self.arena.list(self.get(list)).unwrap_or(UNKNOWN_ELEMENT);
                self.walk_elements(walk, reg.0, op, list, end);
            }
            Op::Contains(list, value) => {
                self.walk(walk, *value);
                self.walk(walk, *list);
                if let Some(list) = self.arena.list(self.get(*list)) {
                    for index in 0..list.len {
                        let at = list.first.saturating_add(list.stride.saturating_mul(index));
                        self.reach(walk, Place(at));
                    }
                }
            }
            Op::Cases(pairs, otherwise, proof) if !walk.all => {
                self.walk_chosen(walk, &pairs.0, *otherwise, proof.agreeing);
            }
            Op::Override(base, pairs, agreeing) if !walk.all => {
                self.walk_chosen(walk, &pairs.0, Some(*base), *agreeing);
            }
            _ => {
                let mut operands = Vec::new();
                op.reads(|operand| operands.push(operand));
                for operand in operands {
                    self.walk(walk, operand);
                }
            }
        }
        if matches!(cell, Cell::Failed(_)) && !walk.all {
            walk.found.failed = true;
        }
    }

    /// Values each with its test, and the one where no test holds: what surely isn't chosen can't change anything, nor can
    /// the others where one is chosen and all that are agree.
    fn walk_chosen(&mut self, walk: &mut Walk<'_>, pairs: &[Reg], otherwise: Option<Reg>, agreeing: bool) {
        let mut chosen = false;
        let mut open = Vec::new();
        for pair in pairs.chunks_exact(2) {
            let [test, value] = pair else { continue };
            match self.get(*test) {
                Cell::Bool(true) if agreeing => return self.walk(walk, *value),
                Cell::Bool(true) => {
                    chosen = true;
                    open.push(*value);
                }
                Cell::Bool(false) => {}
                _ => open.extend([*test, *value]),
            }
        }
        if !chosen {
            open.extend(otherwise);
        }
        for reg in open {
            self.walk(walk, reg);
        }
    }

    /// Runs each element again, so that its registers hold its own values.
    fn walk_elements(&mut self, walk: &mut Walk<'_>, at: u32, op: &Op, list: List, end: u32) {
        let mut body = Vec::new();
        match op {
            Op::Quantified(_, _, _, filter, test) => body.extend(filter.iter().chain([test]).copied()),
            Op::Aggregated(_, _, _, filter, of, _) => body.extend(filter.iter().chain(of).copied()),
            _ => {}
        }
        // The loop may stand beside the one whose element is at hand, and use its place.
        let bases = self.bases.clone();
        for index in 0..list.len {
            self.element(at, list, index, end);
            // An element that surely doesn't pass the filter can't change anything, but the whole of a share.
            let passes = match op {
                Op::Aggregated(Aggregate::Share, ..) => Cell::Unknown,
                Op::Quantified(_, _, _, filter, _) | Op::Aggregated(_, _, _, filter, ..) => {
                    self.holds(*filter)
                }
                _ => Cell::Unknown,
            };
            if passes == Cell::Bool(false) && !walk.all {
                continue;
            }
            for reg in &body {
                self.walk(walk, *reg);
            }
        }
        self.bases = bases;
    }

    /// The field in every record that the key may be that of. A second key of which nothing is known reaches no others than the first.
    fn follow_open(&self, walk: &mut Walk<'_>, key: Cell, list: List, offset: u32) {
        let at = |index: u32| {
            let first = list.first.saturating_add(list.stride.saturating_mul(index));
            Place(first.saturating_add(offset))
        };
        let nothing_known = self.arena.set(key).is_none() && !key.is_known();
        if list.len == 0 || (nothing_known && !walk.found.followed.insert((walk.rule, walk.all, at(0)))) {
            return;
        }
        for index in (0..list.len).filter(|index| self.may_be(key, *index)) {
            self.reach(walk, at(index));
        }
    }

    /// Whether a key may be that of the record.
    fn may_be(&self, key: Cell, index: u32) -> bool {
        match self.arena.set(key) {
            Some(keys) => keys.contains(&Cell::Key(index)),
            None => !key.is_known() || key == Cell::Key(index),
        }
    }

    /// A fact: missing when it is unknown or known within bounds.
    fn reach(&self, walk: &mut Walk<'_>, place: Place) {
        if place.0 as usize >= self.arena.cells.len() {
            return;
        }
        match self.arena.cell(place) {
            Cell::OneOf(_) => {
                walk.found.contradicted.insert(place);
            }
            cell if walk.all || !cell.is_known() => {
                walk.found.open.entry(place).or_default().insert(walk.rule);
            }
            _ => {}
        }
    }
}

/// Whom to ask for what is missing, and whether a judgement among it was declined by all its bodies.
pub(super) fn ask(
    found: &Found,
    fields: &BTreeMap<Place, &Field>,
    answers: &[Answer],
) -> (Vec<Missing>, bool) {
    let mut declined = false;
    let missing = found
        .open
        .iter()
        .map(|(place, needed_by)| {
            let field = fields.get(place);
            let mut asked = field.map_or_else(Vec::new, |f| f.asked_of.clone());
            if field.is_some_and(|f| f.judgement) {
                let silent =
                    |by: &Answerer| !answers.iter().any(|a| a.place == *place && declined_by(a, *by));
                asked.retain(silent);
                if asked.is_empty() {
                    declined = true;
                    asked.push(Answerer::Officer);
                }
            }
            Missing {
                place: *place,
                ask: asked,
                needed_by: needed_by.iter().copied().collect(),
            }
        })
        .collect();
    (missing, declined)
}

/// Whether an answer is that one's, and took no position.
fn declined_by(answer: &Answer, by: Answerer) -> bool {
    let theirs = match (answer.by, by) {
        (AnsweredBy::Unstated, _) | (AnsweredBy::Officer, Answerer::Officer) => true,
        (AnsweredBy::Body(a), Answerer::Body(b)) => a == b,
        _ => false,
    };
    theirs && !answer.too_late && answer.value == Cell::Unknown
}

/// What is unknown and can't change the outcome. The fields of an unknown record are not listed beside it.
pub(super) fn not_needed(
    ruleset: &crate::check::RuleSet,
    places: &[(Place, &Field)],
    arena: &crate::program::Arena,
    found: &Found,
) -> Vec<Place> {
    let mut listed = Vec::new();
    // Lists stand in the arena in the order of the file, so a place further on in the schema may be before this one.
    let mut covered = 0..0;
    for (place, field) in places {
        let inside = covered.contains(&place.0);
        let unknown = arena.cell(*place) == Cell::Unknown;
        if unknown && !inside && !found.open.contains_key(place) {
            let last = place.0.saturating_add(layout::size(ruleset, &field.ty));
            let needed_inside = found.open.range(*place..Place(last)).next().is_some();
            if !needed_inside {
                listed.push(*place);
                covered = place.0..last;
            }
        }
    }
    listed
}
