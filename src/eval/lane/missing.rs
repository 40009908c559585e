//! What can still change an open outcome: a walk back from the rules that can, through what is open. The same as the full evaluator's
//! `missing`, over nodes; where it would go into the elements of a list, the application is handed over.

use super::emit::Emitter;
use super::node::{Cond, CondId, Lit, Nodes, Num, NumId};
use super::run::Bits;
use super::step::{Mask, Reg};
use crate::check::ruleset::RuleId;
use crate::program::slots::{LAST_SPECIAL, UNKNOWN};
use std::collections::BTreeMap;

/// What is walked through.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    /// A condition, and what it reads.
    Cond(Mask, Box<[u32]>),
    /// A condition that is one of several, each with its test.
    Choice(Mask, Box<Choice>),
    /// A word, and what it is computed of.
    Word(Reg, Box<[u32]>),
    /// A word that is told of a list: of an unknown list, the list is what is missing.
    OfList(Reg, Reg, u32),
    /// A fact.
    Fact(u32),
    /// What is not walked here.
    Dark,
}

/// Conditions with their tests, and the one where no test holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Choice {
    rows: Box<[Row]>,
    otherwise: Option<u32>,
    /// Whether all that are chosen are the same.
    agreeing: bool,
}

/// The ways through a test and through what it chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    holds: Holds,
    test: Option<u32>,
    value: Option<u32>,
}

/// Whether a test holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Holds {
    Known(bool),
    Told(Mask),
}

/// The ways back from all rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ways {
    ways: Vec<Way>,
    /// Where each rule's begin.
    from: BTreeMap<u16, Vec<u32>>,
}

/// Makes ways of the nodes that were emitted.
pub(super) struct Surveyor<'a, 'e> {
    nodes: &'a Nodes,
    emitter: &'e Emitter<'a>,
    ways: Ways,
    conds: BTreeMap<CondId, u32>,
    nums: BTreeMap<NumId, u32>,
}

impl<'a, 'e> Surveyor<'a, 'e> {
    pub(super) fn new(nodes: &'a Nodes, emitter: &'e Emitter<'a>) -> Self {
        Self {
            nodes,
            emitter,
            ways: Ways::default(),
            conds: BTreeMap::new(),
            nums: BTreeMap::new(),
        }
    }

    /// The ways back from a rule: from its effect, and from its amounts.
    pub(super) fn rule(&mut self, rule: u16, applies: CondId, amounts: &[NumId]) {
        let mut from = Vec::new();
        from.extend(self.cond(applies));
        for amount in amounts {
            from.extend(self.num(*amount));
        }
        self.ways.from.insert(rule, from);
    }

    pub(super) fn finish(self) -> Ways {
        self.ways
    }

    fn push(&mut self, way: Way) -> u32 {
        let index = u32::try_from(self.ways.ways.len()).unwrap_or(u32::MAX);
        self.ways.ways.push(way);
        index
    }

    /// The way through a condition; `None` for one that is known.
    fn cond(&mut self, id: CondId) -> Option<u32> {
        if let Some(way) = self.conds.get(&id) {
            return Some(*way);
        }
        let nodes = self.nodes;
        let (cond, _) = nodes.conds.get(id.0 as usize)?;
        let (mut conds, mut nums) = (Vec::new(), Vec::new());
        let mut dark = false;
        match cond {
            Cond::Known(_) => return None,
            Cond::Member(word, ..) | Cond::Exists(word) | Cond::OrganisationNumber(word) => nums.push(*word),
            Cond::Less(a, b) | Cond::Equal(a, b) | Cond::Inside(a, b) => nums.extend([*a, *b]),
            Cond::All(lits) => conds.extend(lits.iter().map(|lit| lit.cond)),
            Cond::Choose(rows, last, agreeing) => {
                let way = self.choice(id, rows, *last, *agreeing);
                let way = self.push(way.unwrap_or(Way::Dark));
                self.conds.insert(id, way);
                return Some(way);
            }
            Cond::AtLeast(..) => dark = true,
        }
        let mut inner = Vec::new();
        for cond in conds {
            inner.extend(self.cond(cond));
        }
        for num in nums {
            inner.extend(self.num(num));
        }
        if dark {
            inner.push(self.push(Way::Dark));
        }
        let way = self.push(match self.emitter.mask_of(id) {
            Some(mask) => Way::Cond(mask, inner.into()),
            None => Way::Dark,
        });
        self.conds.insert(id, way);
        Some(way)
    }

    /// The way through one of several conditions; `None` where one of the tests was not emitted.
    fn choice(&mut self, id: CondId, rows: &[(Lit, Lit)], last: Option<Lit>, agreeing: bool) -> Option<Way> {
        let mask = self.emitter.mask_of(id)?;
        let mut made = Vec::new();
        for (test, value) in rows {
            let holds = match self.nodes.truth_of(*test) {
                Some(known) => Holds::Known(known),
                None => {
                    let Mask { word, yes, no } = self.emitter.mask_of(test.cond)?;
                    let (yes, no) = if test.not { (no, yes) } else { (yes, no) };
                    Holds::Told(Mask { word, yes, no })
                }
            };
            made.push(Row {
                holds,
                test: self.cond(test.cond),
                value: self.cond(value.cond),
            });
        }
        let choice = Choice {
            rows: made.into(),
            otherwise: last.and_then(|last| self.cond(last.cond)),
            agreeing,
        };
        Some(Way::Choice(mask, Box::new(choice)))
    }

    /// The way through a word; `None` for a constant.
    fn num(&mut self, id: NumId) -> Option<u32> {
        if let Some(way) = self.nums.get(&id) {
            return Some(*way);
        }
        let nodes = self.nodes;
        let (num, _) = nodes.nums.get(id.0 as usize)?;
        let inner: &[NumId] = match num {
            Num::Const(_) | Num::Opaque | Num::AssessmentDay | Num::SelectionDay => return None,
            Num::Slot(slot) => {
                let way = self.push(Way::Fact(*slot));
                self.nums.insert(id, way);
                return Some(way);
            }
            Num::Column(column, _) => {
                let way = match (
                    self.emitter.reg_of(id),
                    self.emitter.reg_of(column.list),
                    self.num(column.list),
                ) {
                    (Some(reg), Some(list), Some(inner)) => self.push(Way::OfList(reg, list, inner)),
                    _ => self.push(Way::Dark),
                };
                self.nums.insert(id, way);
                return Some(way);
            }
            Num::Element(..) | Num::Follow(..) | Num::Loop(..) | Num::Select(..) => {
                let dark = self.push(Way::Dark);
                let way = match self.emitter.reg_of(id) {
                    Some(reg) => self.push(Way::Word(reg, [dark].into())),
                    None => dark,
                };
                self.nums.insert(id, way);
                return Some(way);
            }
            Num::Positive(a)
            | Num::Table(_, a)
            | Num::Dated(_, a)
            | Num::PeriodEnd(a, _)
            | Num::DaysIn(a)
            | Num::DayOf(a) => &[*a],
            Num::Add(a, b)
            | Num::Sub(a, b)
            | Num::Mul(a, b)
            | Num::Quotient(a, b, _)
            | Num::Min(a, b)
            | Num::Max(a, b)
            | Num::AddDays(a, b)
            | Num::Calendar(a, b, ..)
            | Num::Limit(a, b, ..) => &[*a, *b],
        };
        let mut ways = Vec::new();
        for num in inner {
            ways.extend(self.num(*num));
        }
        let way = self.push(match self.emitter.reg_of(id) {
            Some(reg) => Way::Word(reg, ways.into()),
            None => Way::Dark,
        });
        self.nums.insert(id, way);
        Some(way)
    }
}

/// A walk over what an evaluation left.
pub(super) struct Walk<'w> {
    pub(super) ways: &'w Ways,
    pub(super) bits: &'w Bits,
    pub(super) regs: &'w [i64],
    /// The ways that were walked for the rule.
    seen: Vec<bool>,
    /// Facts that are missing, with the rules that need them.
    pub(super) found: Vec<(u32, RuleId)>,
}

impl<'w> Walk<'w> {
    pub(super) fn new(ways: &'w Ways, bits: &'w Bits, regs: &'w [i64]) -> Self {
        Self {
            ways,
            bits,
            regs,
            seen: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Walks back from a rule; `None` where it would go into the elements of a list.
    pub(super) fn rule(&mut self, rule: RuleId) -> Option<()> {
        self.seen.clear();
        self.seen.resize(self.ways.ways.len(), false);
        let ways = self.ways;
        for from in ways.from.get(&rule.0).into_iter().flatten() {
            self.walk(*from, rule)?;
        }
        Some(())
    }

    fn walk(&mut self, at: u32, rule: RuleId) -> Option<()> {
        let seen = self.seen.get_mut(at as usize)?;
        if std::mem::replace(seen, true) {
            return Some(());
        }
        let ways = self.ways;
        let regs = self.regs;
        let known = |reg: Reg| {
            regs.get(usize::from(reg))
                .is_some_and(|word| *word > LAST_SPECIAL)
        };
        match ways.ways.get(at as usize)? {
            Way::Cond(mask, inner) => {
                let (yes, no) = self.bits.all(mask);
                if !yes && !no {
                    inner.iter().try_for_each(|way| self.walk(*way, rule))?;
                }
            }
            Way::Choice(mask, choice) => {
                let (yes, no) = self.bits.all(mask);
                if !yes && !no {
                    self.walk_chosen(choice, rule)?;
                }
            }
            Way::Word(reg, inner) => {
                if !known(*reg) {
                    inner.iter().try_for_each(|way| self.walk(*way, rule))?;
                }
            }
            Way::OfList(reg, list, inner) => {
                if !known(*reg) {
                    if known(*list) {
                        return None;
                    }
                    self.walk(*inner, rule)?;
                }
            }
            Way::Fact(slot) => {
                if self.regs.get(*slot as usize) == Some(&UNKNOWN) {
                    self.found.push((*slot, rule));
                }
            }
            Way::Dark => return None,
        }
        Some(())
    }

    /// What surely isn't chosen can't change anything, as in the full evaluator's walk.
    fn walk_chosen(&mut self, choice: &Choice, rule: RuleId) -> Option<()> {
        let mut chosen = false;
        let mut open = Vec::new();
        for Row { holds, test, value } in &choice.rows {
            let (yes, no) = match holds {
                Holds::Known(known) => (*known, !known),
                Holds::Told(mask) => self.bits.all(mask),
            };
            if yes && choice.agreeing {
                return value.map_or(Some(()), |value| self.walk(value, rule));
            }
            chosen |= yes;
            if !no {
                open.extend(test.iter().chain(value).copied());
            }
        }
        if !chosen {
            open.extend(choice.otherwise);
        }
        open.into_iter().try_for_each(|way| self.walk(way, rule))
    }
}
