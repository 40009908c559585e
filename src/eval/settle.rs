//! From rules' effects to an outcome: the first consequence that applies decides, and what may still apply keeps the
//! outcomes that it would give possible.

use super::machine::{Events, Machine};
use super::parts::BlockOutcome;
use super::{Effect, RuleState, Status};
use crate::check::ruleset::{BodyId, Outcome, RuleId, RuleKind, Verb};
use crate::program::Cell;
use crate::value::Number;
use std::collections::BTreeSet;

/// The amounts that are possible, `None` among them for a grant without one; `None` when they are too many to tell.
pub(super) type Amounts = Option<BTreeSet<Option<Number>>>;

/// What some rules come to.
#[derive(Clone, Debug, Default)]
pub(super) struct Settled {
    pub(super) possible: BTreeSet<Outcome>,
    pub(super) amounts: BTreeSet<Option<Number>>,
    /// Whether the amounts are all told.
    pub(super) amounts_told: bool,
    pub(super) bodies: BTreeSet<BodyId>,
    /// Rules of the outcome's rank that apply; a stop's or a supplement's when one of those decides.
    pub(super) decisive: Vec<RuleId>,
    /// A stop or a supplement that applies.
    pub(super) held: Option<Verb>,
    /// Supplements that apply and that nothing above them settles.
    pub(super) supplements: Vec<RuleId>,
    /// Rules that can still change the outcome.
    pub(super) relevant: BTreeSet<RuleId>,
    /// Blocks with unsettled parts that can still change the outcome (the instruction, and the item; all of them when
    /// the list itself is unknown).
    pub(super) relevant_parts: BTreeSet<usize>,
    /// Whether rules that apply refer to two bodies.
    pub(super) two_bodies: bool,
    /// Whether two grants that apply differ.
    pub(super) collision: bool,
    /// Whether two grants that may apply may differ.
    pub(super) may_collide: bool,
    /// Whether an unknown list of a block that grants can change it.
    pub(super) unknown_block: bool,
}

impl Settled {
    /// A stop or a supplement decides, unless one above it does.
    fn hold(&mut self, verb: Verb, rules: &[RuleId]) {
        if self.held.is_none() {
            self.held = Some(verb);
            self.decisive = rules.to_vec();
        }
    }

    /// While the outcome is open only what holds or collides is decisive.
    pub(super) fn only_what_decides(&mut self) {
        if self.outcome() == Outcome::Undetermined && self.held.is_none() && !self.collision {
            self.decisive.clear();
        }
        self.decisive.sort_unstable();
        self.decisive.dedup();
    }

    /// Adds what a block that grants comes to.
    pub(super) fn add_block(&mut self, block: &BlockOutcome) {
        if let Some(verb) = block.held {
            self.hold(verb, &block.holding);
        }
        self.possible.extend(&block.possible);
        match &block.amounts {
            Some(amounts) => self.amounts.extend(amounts),
            None => self.amounts_told = false,
        }
        self.bodies.extend(&block.bodies);
        self.two_bodies |= block.open.is_empty() && !block.unknown && block.bodies.len() > 1;
        self.collision |= block.collision;
        self.may_collide |= block.may_collide;
        self.unknown_block |= block.unknown;
        self.relevant_parts.extend(&block.open);
        if self.held.is_none() {
            self.decisive.extend(&block.decisive);
        }
    }

    /// The outcome: the only possible one, when its amount and its body are settled too.
    pub(super) fn outcome(&self) -> Outcome {
        let mut possible = self.possible.iter();
        let only = match (possible.next(), possible.next()) {
            (Some(only), None) => *only,
            _ => return Outcome::Undetermined,
        };
        let granted = is_granted(&only);
        let open = self.held.is_some()
            || self.collision
            || self.may_collide
            || (granted && (!self.amounts_told || self.amounts.len() > 1))
            || (only == Outcome::Referred && self.bodies.len() != 1);
        if open { Outcome::Undetermined } else { only }
    }

    /// The amount, when it is granted at least in part and the amount is settled.
    pub(super) fn amount(&self) -> Option<Number> {
        if is_granted(&self.outcome()) {
            self.amounts.first().copied().flatten()
        } else {
            None
        }
    }
}

/// What a consequence comes to; none for a remark.
#[must_use]
pub fn outcome_of(verb: Verb) -> Option<Outcome> {
    match verb {
        Verb::Stop | Verb::Supplement => Some(Outcome::Undetermined),
        Verb::Discontinue => Some(Outcome::Discontinued),
        Verb::Dismiss => Some(Outcome::Dismissed),
        Verb::Refer => Some(Outcome::Referred),
        Verb::Reject => Some(Outcome::Rejected),
        Verb::Remark => None,
    }
}

/// Whether something is granted.
pub(super) fn is_granted(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Granted | Outcome::PartlyGranted)
}

impl<E: Events> Machine<'_, E> {
    /// A rule's status and effect.
    pub(super) fn state(&self, id: RuleId) -> RuleState {
        let regs = self
            .program
            .rules
            .get(usize::from(id.0))
            .copied()
            .unwrap_or_default();
        let (guard, own) = (self.holds(regs.guard), self.holds(regs.own));
        let set_aside = regs.set_aside.map_or(Cell::Bool(false), |reg| self.get(reg));
        let applies = self.holds(regs.applies);
        let status = match (guard, set_aside, own) {
            (Cell::Bool(false), ..) => Status::NotApplicable,
            (_, Cell::Bool(true), _) => Status::SetAside,
            (Cell::Bool(true), _, Cell::Bool(true)) => Status::Met,
            (Cell::Bool(true), _, Cell::Bool(false)) => Status::NotMet,
            _ => Status::Undetermined,
        };
        let goal = self
            .program
            .ruleset
            .rules
            .get(usize::from(id.0))
            .is_some_and(|r| r.kind == RuleKind::Goal);
        let effect = match applies {
            _ if goal => Effect::None,
            Cell::Bool(true) => Effect::Applies,
            Cell::Bool(false) => Effect::None,
            _ => Effect::Possible,
        };
        let failed = |cell: Cell| match cell {
            Cell::Failed(failure) => Some(failure),
            _ => None,
        };
        // What a rule gives is needed only when it may take place.
        let gives = regs.amount.map(|(given, asked)| [given, asked]);
        let gives = gives.into_iter().flatten().chain(regs.due).chain(regs.last_day);
        let failure = match (status, effect) {
            (Status::NotApplicable | Status::SetAside, _) => None,
            (_, Effect::None) => [guard, own].into_iter().find_map(failed),
            _ => [guard, own, applies]
                .into_iter()
                .chain(gives.map(|reg| self.get(reg)))
                .find_map(failed),
        };
        RuleState {
            rule: id,
            status,
            effect,
            failure,
        }
    }

    /// Settles the rules at the top, or those of a block for one item: `blocks` is what blocks that grant come to, and
    /// `otherwise` what it is when no consequence applies.
    pub(super) fn settle(
        &mut self,
        rules: &[RuleId],
        blocks: &[BlockOutcome],
        otherwise: Outcome,
    ) -> Settled {
        let program = self.program;
        let mut settled = Settled {
            amounts_told: true,
            ..Settled::default()
        };
        for verb in [
            Verb::Stop,
            Verb::Discontinue,
            Verb::Dismiss,
            Verb::Refer,
            Verb::Reject,
            Verb::Supplement,
        ] {
            let mut applying = Vec::new();
            let mut may = Vec::new();
            for id in rules {
                let Some(rule) = program.ruleset.rules.get(usize::from(id.0)) else {
                    continue;
                };
                if rule.consequence.as_ref().is_none_or(|c| c.verb != verb) {
                    continue;
                }
                match self.state(*id).effect {
                    Effect::Applies => applying.push(*id),
                    Effect::Possible => may.push(*id),
                    Effect::None => {}
                }
            }
            if self.rank(verb, &applying, &may, &mut settled) {
                return settled;
            }
        }
        self.grants(rules, blocks, otherwise, &mut settled);
        settled
    }

    /// Adds what a rank of consequences gives; `true` when it decides and nothing below it is reached.
    fn rank(&self, verb: Verb, applying: &[RuleId], may: &[RuleId], settled: &mut Settled) -> bool {
        let holds = matches!(verb, Verb::Stop | Verb::Supplement);
        if holds && !applying.is_empty() {
            // A stop or a supplement that applies is decisive, and what would follow is computed without it.
            settled.hold(verb, applying);
            if verb == Verb::Supplement {
                settled.supplements = applying.to_vec();
            }
        }
        let applying = if holds { &[] } else { applying };
        if applying.is_empty() && may.is_empty() {
            return false;
        }
        settled.possible.extend(outcome_of(verb));
        if verb == Verb::Refer {
            let body = |id: &RuleId| {
                let rule = self.program.ruleset.rules.get(usize::from(id.0));
                rule.and_then(|r| r.consequence.as_ref()).and_then(|c| c.refer_to)
            };
            settled.bodies.extend(applying.iter().filter_map(body));
            settled.two_bodies = settled.bodies.len() > 1;
            settled.bodies.extend(may.iter().filter_map(body));
        }
        // Where one of a rank applies the others can't change the outcome, unless they refer to another body.
        if applying.is_empty() || (verb == Verb::Refer && settled.bodies.len() > 1) {
            settled.relevant.extend(may);
        }
        if applying.is_empty() {
            return false;
        }
        if settled.held.is_none() {
            settled.decisive = applying.to_vec();
        }
        true
    }
}
