//! What an evaluation in the lane came to.

use super::missing::Walk;
use super::plan::Lane;
use super::run::Bits;
use super::settle::Settled;
use super::step::{Amount, Code};
use crate::check::ruleset::{Answerer, BodyId, Outcome, RuleId};
use crate::eval::{Effect, Missing, Status};
use crate::program::Place;
use crate::value::Number;

/// The effects of all rules outside blocks.
#[derive(Debug)]
pub struct Effects<'s> {
    pub(super) lane: &'s Lane,
    pub(super) code: &'s Code,
    pub(super) bits: &'s Bits,
    pub(super) regs: &'s [i64],
    /// Whether somebody answered a judgement with no position.
    pub(super) declined: bool,
    /// Whether a condition is open because the lane couldn't tell a value.
    pub(super) doubt: bool,
}

/// What an application came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The outcome, which is settled.
    pub outcome: Outcome,
    /// The amount in öre, when it is granted at least in part.
    pub amount: Option<Number>,
    /// To whom it is referred.
    pub referred_to: Option<BodyId>,
}

impl Effects<'_> {
    /// The effect of a rule outside blocks.
    #[must_use]
    pub fn of(&self, rule: RuleId) -> Effect {
        let (yes, no) = self.word(u8::try_from(rule.0 / 64).unwrap_or(u8::MAX));
        let bit = u32::from(rule.0 % 64);
        match (yes.wrapping_shr(bit) & 1 == 1, no.wrapping_shr(bit) & 1 == 1) {
            (true, _) => Effect::Applies,
            (_, true) => Effect::None,
            _ => Effect::Possible,
        }
    }

    /// Of the rules `64 × word` and on, which apply and which don't: a bit each. The others may, or stand in a block.
    #[must_use]
    pub fn word(&self, word: u8) -> (u64, u64) {
        let rules = self.lane.effects.get(usize::from(word)).copied().unwrap_or(0);
        let (yes, no) = self.bits.word(word);
        (yes & rules, no & rules)
    }

    /// A rule's status, where it was told ([`Lane::statuses`]) and is settled or surely open; `None` is for the full evaluator.
    #[must_use]
    pub fn status(&self, rule: RuleId) -> Option<Status> {
        let masks = self.code.statuses.iter().find(|masks| masks.rule == rule.0)?;
        let (guard, own, set_aside) = (
            self.bits.all(&masks.guard),
            self.bits.all(&masks.own),
            self.bits.all(&masks.set_aside),
        );
        let status = match (guard, set_aside, own) {
            ((_, true), ..) => Status::NotApplicable,
            (_, (true, _), _) => Status::SetAside,
            ((true, _), _, (true, _)) => Status::Met,
            ((true, _), _, (_, true)) => Status::NotMet,
            _ => Status::Undetermined,
        };
        // What is open in doubt may be known to the full evaluator.
        let known = |(yes, no): (bool, bool)| yes || no;
        let sure = !self.doubt || [guard, own, set_aside].into_iter().all(known);
        (sure || status == Status::NotApplicable).then_some(status)
    }

    /// What they come to, when it is settled; `None` hands the application over, or asks what is [`missing`](Self::missing).
    #[must_use]
    pub fn decided(&self) -> Option<Decided> {
        self.lane
            .ranks
            .decided(self)
            .or_else(|| match self.lane.ranks.settled(self)? {
                Settled::Decided(decided) => Some(decided),
                Settled::Open(_) => None,
            })
    }

    /// What can still change an outcome that isn't settled, as the full evaluator tells it; `None` hands the application over.
    #[must_use]
    pub fn missing(&self) -> Option<Vec<Missing>> {
        let Settled::Open(relevant) = self.lane.ranks.settled(self)? else {
            return None;
        };
        // Whom a judgement is asked of that somebody took no position on is told by the answers.
        if self.declined || self.doubt {
            return None;
        }
        let mut walk = Walk::new(&self.code.ways, self.bits, self.regs);
        for rule in relevant {
            walk.rule(rule)?;
        }
        let mut found = walk.found;
        found.sort_unstable();
        let missing = found.chunk_by(|a, b| a.0 == b.0).map(|needed| {
            let place = needed.first().map_or(0, |(slot, _)| *slot);
            let mut needed_by: Vec<RuleId> = needed.iter().map(|(_, rule)| *rule).collect();
            needed_by.dedup();
            Missing {
                place: Place(place),
                ask: self.asked(place),
                needed_by,
            }
        });
        Some(missing.collect())
    }

    /// Whom a slot is asked of.
    fn asked(&self, slot: u32) -> Vec<Answerer> {
        self.lane.asked.get(&slot).cloned().unwrap_or_default()
    }

    /// The rules that decided, in listing order; `None` where the outcome isn't settled here, or by what can't be told.
    #[must_use]
    pub fn decisive(&self) -> Option<Vec<RuleId>> {
        self.lane.ranks.decisive(self)
    }

    /// A grant's amount.
    pub(super) fn amount(&self, rule: RuleId) -> Option<(i64, i64, Amount)> {
        let amount = *self.code.amounts.iter().find(|amount| amount.rule == rule.0)?;
        let read = |reg: u16| self.regs.get(usize::from(reg)).copied();
        Some((read(amount.given)?, read(amount.asked)?, amount))
    }
}
