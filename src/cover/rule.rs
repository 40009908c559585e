//! What was shown of each rule and each obligation.

use super::model::{ConditionCover, ObligationCover, RuleCover};
use super::observed::Observed;
use crate::check::ruleset::{Expr, Rule, RuleId, RuleKind};
use crate::eval::{Effect, ObligationStatus, Status};
use crate::program::RuleRegs;
use crate::value::Bilingual;

impl Observed<'_> {
    /// The rules, in listing order.
    pub(super) fn rules(&self, conditions: &[ConditionCover]) -> Vec<RuleCover> {
        self.each_rule()
            .map(|(id, rule, regs)| {
                let seen: Vec<_> = self
                    .states
                    .iter()
                    .filter(|((rule, ..), _)| *rule == id)
                    .map(|((_, status, effect), times)| (*status, *effect, *times))
                    .collect();
                let times = |counts: &dyn Fn(Status, Effect) -> bool| {
                    let counted = seen.iter().filter(|(status, effect, _)| counts(*status, *effect));
                    counted.fold(0_usize, |sum, (.., times)| sum.saturating_add(*times))
                };
                let goal = rule.kind == RuleKind::Goal;
                let (took_effect, had_none) = if goal {
                    (
                        times(&|status, _| status == Status::Met),
                        times(&|status, _| status == Status::NotMet),
                    )
                } else {
                    (
                        times(&|_, effect| effect == Effect::Applies),
                        times(&|_, effect| effect == Effect::None),
                    )
                };
                RuleCover {
                    id: rule.id.clone(),
                    kind: rule.kind,
                    place: self.place(rule.name_span),
                    always: regs.applies.is_none(),
                    seen,
                    took_effect,
                    had_none,
                    accepted: self.accepted(rule, conditions),
                }
            })
            .collect()
    }

    /// Why the rule can never take effect, and why it can never be without one, where that follows from ways of its
    /// conditions that are accepted as never shown.
    fn accepted(&self, rule: &Rule, conditions: &[ConditionCover]) -> [Option<Bilingual>; 2] {
        let judged = rule.grant.as_ref().and_then(|grant| grant.judged.as_ref());
        let own = rule.condition.as_ref().or(judged);
        let takes = !rule.bites_when_unmet();
        let tests = || {
            rule.guard
                .iter()
                .map(|guard| (guard, true))
                .chain(own.map(|own| (own, takes)))
        };
        let mut never = None;
        for (test, needed) in tests() {
            never = never.or_else(|| self.ruled_out(test, needed, conditions));
        }
        let mut always = None;
        if rule.exceptions.is_empty() && rule.valid.is_none() {
            let reasons: Option<Vec<_>> = tests()
                .map(|(test, needed)| self.ruled_out(test, !needed, conditions))
                .collect();
            always = reasons.and_then(|reasons| reasons.into_iter().next());
        }
        [never, always]
    }

    /// Why a decision never comes to the value: the reason of the first accepted way, when those that are accepted rule the
    /// value out.
    fn ruled_out(&self, test: &Expr, value: bool, conditions: &[ConditionCover]) -> Option<Bilingual> {
        let (at, decision) = self
            .decisions
            .iter()
            .enumerate()
            .find(|(_, decision)| decision.span == test.span)?;
        let mut mine = conditions.iter().filter(|condition| condition.decision == at);
        let mut reason = None;
        let ways: Vec<[bool; 2]> = decision
            .conditions
            .iter()
            .map(|condition| {
                let cover = if condition.fixed { None } else { mine.next() };
                cover.map_or([true; 2], |cover| {
                    cover.ways().map(|(_, way)| {
                        let out = way.accepted.as_ref().filter(|_| way.shown == 0);
                        reason = reason.take().or_else(|| out.cloned());
                        out.is_none()
                    })
                })
            })
            .collect();
        if decision.shape.can_be(&ways, value) {
            return None;
        }
        reason
    }

    /// The obligations outside blocks, each with the states that it can have.
    pub(super) fn obligations(&self) -> Vec<ObligationCover> {
        self.each_rule()
            .filter(|(_, rule, _)| rule.kind == RuleKind::Obligation && rule.block.is_none())
            .map(|(id, rule, regs)| {
                let states = obligation_states(regs)
                    .into_iter()
                    .map(|state| (state, self.obligations.get(&(id, state)).copied().unwrap_or(0)));
                ObligationCover {
                    id: rule.id.clone(),
                    place: self.place(rule.name_span),
                    states: states.collect(),
                }
            })
            .collect()
    }

    fn each_rule(&self) -> impl Iterator<Item = (RuleId, &Rule, &RuleRegs)> {
        let program = self.program;
        (0_u16..)
            .map(RuleId)
            .zip(&program.ruleset.rules)
            .zip(&program.rules)
            .map(|((id, rule), regs)| (id, rule, regs))
    }
}

/// The states that an obligation can have: late and upcoming need a last day, fulfilled a day of performance.
fn obligation_states(regs: &RuleRegs) -> Vec<ObligationStatus> {
    let dated = regs.last_day.is_some();
    let open = dated || regs.applies.is_some() || regs.performed.is_some();
    let all = [
        (ObligationStatus::NotTriggered, regs.applies.is_some()),
        (ObligationStatus::Upcoming, dated),
        (ObligationStatus::Due, true),
        (ObligationStatus::Fulfilled, regs.performed.is_some()),
        (ObligationStatus::Late, dated),
        (ObligationStatus::Undetermined, open),
    ];
    all.into_iter()
        .filter(|(_, can)| *can)
        .map(|(state, _)| state)
        .collect()
}
