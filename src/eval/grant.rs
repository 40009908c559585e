//! What grants come to, alone and beside each other.

use super::machine::{Events, Machine};
use super::parts::BlockOutcome;
use super::settle::{Amounts, Settled, is_granted};
use super::{Effect, Status};
use crate::check::ruleset::{Outcome, Relation, RuleId, RuleKind};
use crate::program::Cell;
use crate::program::op::Reg;
use crate::value::Number;
use std::collections::BTreeSet;

/// What a grant can come to.
struct Granting {
    outcomes: BTreeSet<Outcome>,
    amounts: Amounts,
}

impl<E: Events> Machine<'_, E> {
    /// Adds what the grants give; `otherwise` is what it is when none applies.
    pub(super) fn grants(
        &mut self,
        rules: &[RuleId],
        blocks: &[BlockOutcome],
        otherwise: Outcome,
        settled: &mut Settled,
    ) {
        let program = self.program;
        let mut applying = Vec::new();
        let mut may = Vec::new();
        let mut all = Vec::new();
        for id in rules {
            let Some(rule) = program.ruleset.rules.get(usize::from(id.0)) else {
                continue;
            };
            if rule.grant.is_none() {
                continue;
            }
            let state = self.state(*id);
            all.push((*id, rule.kind, state.status));
            match state.effect {
                Effect::Applies => applying.push(*id),
                Effect::Possible => may.push(*id),
                Effect::None => {}
            }
        }
        for block in blocks {
            settled.add_block(block);
        }
        for id in applying.iter().chain(&may) {
            let granting = self.granting(*id);
            settled.possible.extend(granting.outcomes.iter().copied());
            if granting.outcomes.iter().any(is_granted) {
                match granting.amounts {
                    Some(amounts) => settled.amounts.extend(amounts),
                    None => settled.amounts_told = false,
                }
            }
            let unsettled = granting.outcomes.len() > 1 || !self.amount_is_settled(*id);
            if unsettled || !applying.contains(id) {
                settled.relevant.insert(*id);
            }
        }
        self.collide(&applying, &may, settled);
        // A block that grants always comes to something, and grants beside it must come to the same.
        let sources = applying.len().saturating_add(blocks.len());
        settled.collision |= !blocks.is_empty()
            && sources > 1
            && settled.relevant.is_empty()
            && settled.relevant_parts.is_empty()
            && !settled.unknown_block
            && (settled.possible.len() > 1 || settled.amounts.len() > 1);
        if !applying.is_empty() {
            if settled.held.is_none() {
                settled.decisive.extend(applying);
            }
        } else if blocks.is_empty() {
            settled.possible.insert(otherwise);
            if settled.held.is_none() && !may.is_empty() {
                // Where it is the same whether they apply or not, it still rests on them.
                settled.decisive.extend(may);
            } else if settled.held.is_none() {
                let judged_no = |(_, kind, status): &&(RuleId, RuleKind, Status)| {
                    *kind == RuleKind::Permission && *status == Status::NotMet
                };
                let judged: Vec<RuleId> = all.iter().filter(judged_no).map(|(id, ..)| *id).collect();
                settled.decisive = if judged.is_empty() {
                    all.iter().map(|(id, ..)| *id).collect()
                } else {
                    judged
                };
            }
        }
    }

    /// Grants that apply and differ collide; of those that may apply, or may differ, some completion may collide.
    fn collide(&mut self, applying: &[RuleId], may: &[RuleId], settled: &mut Settled) {
        let all: Vec<RuleId> = applying.iter().chain(may).copied().collect();
        for (at, one) in all.iter().enumerate() {
            for other in all.iter().take(at) {
                let apply = applying.contains(one) && applying.contains(other);
                match self.differ(*one, *other) {
                    Some(false) => continue,
                    Some(true) if apply => settled.collision = true,
                    _ => settled.may_collide = true,
                }
                settled.relevant.extend([*one, *other]);
            }
        }
    }

    /// What a grant gives if it applies: B of S is rejected when B ≤ 0, granted when B ≥ S, else partly granted.
    fn granting(&mut self, id: RuleId) -> Granting {
        let regs = self
            .program
            .rules
            .get(usize::from(id.0))
            .copied()
            .unwrap_or_default();
        let mut outcomes = BTreeSet::new();
        let Some((granted, asked)) = regs.amount else {
            outcomes.insert(Outcome::Granted);
            return Granting {
                outcomes,
                amounts: Some(BTreeSet::from([None])),
            };
        };
        let (given, sought) = (self.get(granted), self.get(asked));
        let positive = self.compare(Relation::Greater, given, Cell::Int(0));
        // All of what is asked for is never a part of it, even where it fails.
        let full = if granted == asked {
            Cell::Bool(true)
        } else {
            self.compare(Relation::AtLeast, given, sought)
        };
        if positive != Cell::Bool(true) {
            outcomes.insert(Outcome::Rejected);
        }
        if positive != Cell::Bool(false) {
            if full != Cell::Bool(false) {
                outcomes.insert(Outcome::Granted);
            }
            if full != Cell::Bool(true) {
                outcomes.insert(Outcome::PartlyGranted);
            }
        }
        let amounts = match given {
            Cell::Int(_) | Cell::Wide(_) => self.arena.number(given).map(|n| BTreeSet::from([n])),
            Cell::OneOf(_) => {
                let values = self
                    .arena
                    .set(given)
                    .unwrap_or(&[])
                    .iter()
                    .map(|cell| self.arena.number(*cell));
                values.collect::<Option<BTreeSet<Number>>>()
            }
            _ => None,
        };
        let amounts = amounts.map(|all| {
            all.into_iter()
                .filter(|n| !n.is_zero() && !n.is_negative())
                .map(Some)
                .collect()
        });
        Granting { outcomes, amounts }
    }

    fn amount_is_settled(&self, id: RuleId) -> bool {
        let regs = self
            .program
            .rules
            .get(usize::from(id.0))
            .copied()
            .unwrap_or_default();
        regs.amount
            .is_none_or(|(granted, _)| self.get(granted).is_known())
    }

    /// Whether two grants surely give, or are for, different amounts; `None` when they may.
    fn differ(&mut self, one: RuleId, other: RuleId) -> Option<bool> {
        let amounts = |id: RuleId| {
            self.program
                .rules
                .get(usize::from(id.0))
                .and_then(|regs| regs.amount)
        };
        let (Some((b, s)), Some((c, t))) = (amounts(one), amounts(other)) else {
            return Some(amounts(one).is_some() != amounts(other).is_some());
        };
        let mut same = |x: Reg, y: Reg| {
            if x == y {
                return Some(true);
            }
            match self.compare(Relation::Equal, self.get(x), self.get(y)) {
                Cell::Bool(same) => Some(same),
                _ => None,
            }
        };
        match (same(b, c), same(s, t)) {
            (Some(false), _) | (_, Some(false)) => Some(true),
            (Some(true), Some(true)) => Some(false),
            _ => None,
        }
    }
}
