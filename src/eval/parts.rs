//! The items of a `för varje`, and what a block that grants comes to.

use super::machine::{Events, Machine};
use super::{Effect, FrameId, Part};
use crate::check::ruleset::{BlockId, Outcome, RuleId};
use crate::program::Cell;
use crate::program::op::Op;
use crate::value::Number;
use std::collections::BTreeSet;

/// What a block that grants comes to.
#[derive(Clone, Debug)]
pub(super) struct BlockOutcome {
    pub(super) possible: BTreeSet<Outcome>,
    /// The sums that are possible; `None` when they are too many to tell.
    pub(super) amounts: Option<Vec<Number>>,
    /// The union of the parts' decisive rules.
    pub(super) decisive: Vec<RuleId>,
    /// The parts that are not settled, as indexes into the machine's parts.
    pub(super) open: Vec<usize>,
    /// Whether the list itself is unknown.
    pub(super) unknown: bool,
}

impl<E: Events> Machine<'_, E> {
    /// Judges the item that the block's loop stands at.
    pub(super) fn part(&mut self, id: BlockId, index: u32, _at: u32) {
        let program = self.program;
        let Some(block) = program.ruleset.blocks.get(usize::from(id.0)) else {
            return;
        };
        let settled = self.settle(&block.rules, &[]);
        let rules: Vec<_> = block.rules.iter().map(|rule| self.state(*rule)).collect();
        let refused = rules.iter().any(|state| {
            let rule = program.ruleset.rules.get(usize::from(state.rule.0));
            let refuses = rule
                .and_then(|r| r.consequence.as_ref())
                .is_some_and(|c| c.verb != crate::check::ruleset::Verb::Remark);
            refuses && state.effect != Effect::None
        });
        let frame = self.events.frame();
        let part = if !block.grants && !refused {
            // Without a grant an item that nothing refuses is granted, and nothing decided that but that.
            Part {
                block: id,
                index,
                frame,
                outcome: Outcome::Granted,
                possible: vec![Outcome::Granted],
                amount: None,
                decisive: Vec::new(),
                rules,
            }
        } else {
            let mut possible: BTreeSet<Outcome> = settled.possible.clone();
            let mut outcome = settled.outcome();
            if !block.grants && possible.remove(&Outcome::Rejected) {
                // "Rejected" stands both for a refusal and for nothing having granted; without a grant only the
                // first counts.
                let rejects = rules.iter().any(|state| {
                    let rule = program.ruleset.rules.get(usize::from(state.rule.0));
                    let verb = rule.and_then(|r| r.consequence.as_ref()).map(|c| c.verb);
                    verb == Some(crate::check::ruleset::Verb::Reject) && state.effect != Effect::None
                });
                let applies = rules.iter().any(|state| {
                    let rule = program.ruleset.rules.get(usize::from(state.rule.0));
                    let verb = rule.and_then(|r| r.consequence.as_ref()).map(|c| c.verb);
                    verb == Some(crate::check::ruleset::Verb::Reject) && state.effect == Effect::Applies
                });
                if rejects {
                    possible.insert(Outcome::Rejected);
                }
                if !applies {
                    possible.insert(Outcome::Granted);
                }
                outcome = match (possible.len(), settled.held) {
                    (1, None) => possible.iter().next().copied().unwrap_or(Outcome::Undetermined),
                    _ => Outcome::Undetermined,
                };
            }
            Part {
                block: id,
                index,
                frame,
                outcome,
                possible: possible.into_iter().collect(),
                amount: settled.amount(),
                decisive: settled.decisive,
                rules,
            }
        };
        self.parts.push(part);
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
                unknown_list()
            });
        }
        outcomes
    }

    /// The parts of one block together.
    fn combined(&self, id: BlockId) -> BlockOutcome {
        let parts: Vec<(usize, &Part)> = self
            .parts
            .iter()
            .enumerate()
            .filter(|(_, p)| p.block == id)
            .collect();
        let granted = |o: &Outcome| matches!(o, Outcome::Granted | Outcome::PartlyGranted);
        let open: Vec<usize> = parts
            .iter()
            .filter(|(_, p)| p.outcome == Outcome::Undetermined)
            .map(|(i, _)| *i)
            .collect();
        let mut possible = BTreeSet::new();
        let options: Vec<Vec<Outcome>> = parts.iter().map(|(_, p)| options(p)).collect();
        if let Some(first) = options.first() {
            possible.extend(
                first
                    .iter()
                    .copied()
                    .filter(|o| options.iter().all(|other| other.contains(o))),
            );
        }
        let alike = options.windows(2).all(|pair| match pair {
            [a, b] => a.len() == 1 && a == b,
            _ => true,
        });
        if options.len() > 1 && !alike {
            if options.iter().flatten().any(granted) {
                possible.insert(Outcome::PartlyGranted);
            }
            if options.iter().all(|o| o.iter().any(|o| !granted(o))) {
                possible.insert(Outcome::Rejected);
            }
        }
        if options.is_empty() {
            possible.insert(Outcome::Rejected);
        }
        let settled = open.is_empty();
        let sum = parts.iter().try_fold(Number::ZERO, |sum, (_, p)| {
            sum.add(p.amount.unwrap_or(Number::ZERO))
        });
        let with_amount = parts.iter().any(|(_, p)| p.amount.is_some());
        let amounts = match (settled, sum) {
            (true, Some(sum)) if with_amount => Some(vec![sum]),
            (true, Some(_)) => Some(Vec::new()),
            _ => None,
        };
        let mut decisive: Vec<RuleId> = parts
            .iter()
            .flat_map(|(_, p)| p.decisive.iter().copied())
            .collect();
        decisive.sort_unstable();
        decisive.dedup();
        BlockOutcome {
            possible,
            amounts,
            decisive,
            open,
            unknown: false,
        }
    }
}

/// What a part can still come to.
fn options(part: &Part) -> Vec<Outcome> {
    if part.possible.is_empty() {
        vec![part.outcome]
    } else {
        part.possible.clone()
    }
}

fn unknown_list() -> BlockOutcome {
    BlockOutcome {
        possible: BTreeSet::from([Outcome::Granted, Outcome::PartlyGranted, Outcome::Rejected]),
        amounts: None,
        decisive: Vec::new(),
        open: Vec::new(),
        unknown: true,
    }
}

/// The frame of an element that is not traced.
pub(super) const UNTRACED: FrameId = FrameId(u32::MAX);
