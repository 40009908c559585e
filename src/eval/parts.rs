//! The items of a `för varje`, and what a block that grants comes to.

use super::machine::{Events, Machine};
use super::settle::{Amounts, Settled, is_granted};
use super::{FrameId, Part};
use crate::check::ruleset::{Block, BlockId, BodyId, Outcome, RuleId, Verb};
use crate::program::Cell;
use crate::program::op::Op;
use crate::value::Number;
use std::collections::BTreeSet;

/// How many possible sums of a block's amounts are told.
const TOLD: usize = 32;

/// What a block that grants comes to.
#[derive(Clone, Debug, Default)]
pub(super) struct BlockOutcome {
    pub(super) possible: BTreeSet<Outcome>,
    /// The sums that are possible.
    pub(super) amounts: Amounts,
    /// To whom all items may be referred.
    pub(super) bodies: BTreeSet<BodyId>,
    /// The union of the parts' decisive rules.
    pub(super) decisive: Vec<RuleId>,
    /// The parts that are not settled, as indexes into the machine's parts.
    pub(super) open: Vec<usize>,
    /// A stop or a supplement that applies to an item, and which they are.
    pub(super) held: Option<Verb>,
    pub(super) holding: Vec<RuleId>,
    /// Whether grants of an item collide.
    pub(super) collision: bool,
    /// Whether some completion may make grants of an item collide.
    pub(super) may_collide: bool,
    /// Whether the list itself is unknown.
    pub(super) unknown: bool,
}

impl BlockOutcome {
    /// Whether it comes to one thing, whatever its open items turn out to be.
    fn is_settled(&self) -> bool {
        let mut possible = self.possible.iter();
        let (Some(only), None) = (possible.next(), possible.next()) else {
            return false;
        };
        let whole = match only {
            Outcome::Undetermined => false,
            Outcome::Referred => self.bodies.len() == 1,
            granted if is_granted(granted) => self.amounts.as_ref().is_some_and(|sums| sums.len() == 1),
            _ => true,
        };
        whole && self.held.is_none() && !self.collision && !self.may_collide
    }
}

impl<E: Events> Machine<'_, E> {
    /// Judges the item that the block's loop stands at.
    pub(super) fn part(&mut self, id: BlockId, index: u32) {
        let program = self.program;
        let Some(block) = program.ruleset.blocks.get(usize::from(id.0)) else {
            return;
        };
        // Without a grant an item that nothing refuses is granted.
        let otherwise = if block.grants {
            Outcome::Rejected
        } else {
            Outcome::Granted
        };
        let mut settled = self.settle(&block.rules, &[], otherwise);
        settled.only_what_decides();
        self.parts.push(Part {
            block: id,
            index,
            frame: self.events.frame(),
            outcome: settled.outcome(),
            possible: settled.possible.iter().copied().collect(),
            amount: settled.amount(),
            decisive: settled.decisive.clone(),
            rules: block.rules.iter().map(|rule| self.state(*rule)).collect(),
        });
        self.settled_parts.push(settled);
    }

    /// What the blocks that grant come to, together with which of their parts are open.
    pub(super) fn block_outcomes(&self) -> Vec<BlockOutcome> {
        let program = self.program;
        let mut outcomes = Vec::new();
        for (at, op) in program.code.iter().enumerate() {
            let Op::Block(id, ..) = op else { continue };
            let Some(block) = program.ruleset.blocks.get(usize::from(id.0)) else {
                continue;
            };
            if !block.grants {
                continue;
            }
            let listed = self.regs.get(at).copied() == Some(Cell::Present);
            outcomes.push(if listed {
                self.combined(*id)
            } else {
                self.unknown_list(block)
            });
        }
        outcomes
    }

    /// The parts of one block together.
    fn combined(&self, id: BlockId) -> BlockOutcome {
        let parts: Vec<(usize, &Part, &Settled)> = self
            .parts
            .iter()
            .zip(&self.settled_parts)
            .enumerate()
            .filter(|(_, (part, _))| part.block == id)
            .map(|(at, (part, settled))| (at, part, settled))
            .collect();
        let mut all = BlockOutcome {
            possible: outcomes_together(&parts.iter().map(|(_, _, s)| &s.possible).collect::<Vec<_>>()),
            amounts: sums(parts.iter().map(|(_, _, settled)| *settled)),
            ..BlockOutcome::default()
        };
        for (at, part, settled) in parts {
            if part.outcome == Outcome::Undetermined {
                all.open.push(at);
            }
            if all.possible.contains(&Outcome::Referred) {
                all.bodies.extend(&settled.bodies);
            }
            if let Some(verb) = settled.held {
                // A stop comes before a supplement.
                if all.held != Some(verb) && all.held != Some(Verb::Stop) {
                    all.holding.clear();
                    all.held = Some(verb);
                }
                if all.held == Some(verb) {
                    all.holding.extend(&settled.decisive);
                }
            }
            all.collision |= settled.collision;
            all.may_collide |= settled.may_collide;
            all.decisive.extend(&part.decisive);
        }
        for rules in [&mut all.decisive, &mut all.holding] {
            rules.sort_unstable();
            rules.dedup();
        }
        if all.is_settled() {
            all.open.clear();
        }
        all
    }

    /// A block whose list is unknown: none, some or all of what its rules give.
    fn unknown_list(&self, block: &Block) -> BlockOutcome {
        let mut all = BlockOutcome {
            possible: BTreeSet::from([Outcome::Granted, Outcome::PartlyGranted, Outcome::Rejected]),
            unknown: true,
            ..BlockOutcome::default()
        };
        for id in &block.rules {
            let rule = self.program.ruleset.rules.get(usize::from(id.0));
            if let Some(consequence) = rule.and_then(|rule| rule.consequence.as_ref()) {
                all.possible.extend(super::settle::outcome_of(consequence.verb));
                all.bodies.extend(consequence.refer_to);
            }
        }
        all
    }
}

/// The outcomes that items with these outcomes have together: all alike gives that outcome; any granted among others
/// gives a part; else nothing is.
fn outcomes_together(parts: &[&BTreeSet<Outcome>]) -> BTreeSet<Outcome> {
    let Some((first, others)) = parts.split_first() else {
        return BTreeSet::from([Outcome::Rejected]);
    };
    let mut possible: BTreeSet<Outcome> = first
        .iter()
        .filter(|outcome| others.iter().all(|other| other.contains(outcome)))
        .copied()
        .collect();
    let alike = first.len() == 1 && others.iter().all(|other| other == first);
    if !alike && !others.is_empty() {
        if parts.iter().any(|outcomes| outcomes.iter().any(is_granted)) {
            possible.insert(Outcome::PartlyGranted);
        }
        let refused = |outcome: &Outcome| !is_granted(outcome) && *outcome != Outcome::Undetermined;
        if parts.iter().all(|outcomes| outcomes.iter().any(refused)) {
            possible.insert(Outcome::Rejected);
        }
    }
    // An item that a person must act on keeps the whole open.
    if parts
        .iter()
        .any(|outcomes| outcomes.contains(&Outcome::Undetermined))
    {
        possible.insert(Outcome::Undetermined);
    }
    possible
}

/// The sums that are possible of the items' amounts.
fn sums<'s>(parts: impl Iterator<Item = &'s Settled>) -> Amounts {
    let mut sums = BTreeSet::from([None]);
    for part in parts {
        let mut amounts: BTreeSet<Option<Number>> = BTreeSet::new();
        if part.possible.iter().any(is_granted) {
            if !part.amounts_told {
                return None;
            }
            amounts.extend(&part.amounts);
        }
        if !part.possible.iter().all(is_granted) {
            amounts.insert(None);
        }
        let added = |sum: &Option<Number>, amount: &Option<Number>| match (sum, amount) {
            (Some(sum), Some(amount)) => sum.add(*amount).map(Some),
            (one, other) => Some(one.or(*other)),
        };
        sums = sums
            .iter()
            .flat_map(|sum| amounts.iter().map(move |amount| added(sum, amount)))
            .collect::<Option<_>>()?;
        if sums.len() > TOLD {
            return None;
        }
    }
    Some(sums)
}

/// The frame of an element that is not traced.
pub(super) const UNTRACED: FrameId = FrameId(u32::MAX);
