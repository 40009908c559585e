//! Rules: their status and effect, and the state of obligations.

use super::calendar;
use super::eval::{Case, Scope, is_in, period};
use super::value::{Exact, Tri, Value, all, any, not};
use rekvisit::check::ruleset::{Rule, RuleId, RuleKind};
use rekvisit::eval::{Effect, ObligationStatus, Status};

/// An obligation: its state, its last day and its amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Owed {
    pub(super) status: ObligationStatus,
    pub(super) last_day: Option<i64>,
    pub(super) amount: Option<Exact>,
}

impl Case<'_> {
    pub(super) fn rule(&self, id: RuleId) -> &Rule {
        &self.set.rules[usize::from(id.0)]
    }

    /// In force, and every guard holds.
    fn guarded(&self, rule: &Rule, scope: &Scope) -> Tri {
        let in_force = rule
            .valid
            .map_or(Some(true), |p| Some(is_in(period(p), self.selection.day()?)));
        let guards = rule.guard.iter().map(|g| self.holds(g, scope));
        all(self.each(std::iter::once(in_force).chain(guards)))
    }

    /// Its own condition, or the judgement that a permission rests on.
    fn own(&self, rule: &Rule, scope: &Scope) -> Tri {
        let judged = rule.grant.as_ref().and_then(|grant| grant.judged.as_ref());
        let own = rule.condition.as_ref().or(judged);
        own.map_or(Some(true), |own| self.holds(own, scope))
    }

    fn set_aside(&self, rule: &Rule, scope: &Scope) -> Tri {
        any(self.each(rule.exceptions.iter().map(|e| self.applies(*e, scope))))
    }

    /// `R är uppfyllt`.
    pub(super) fn met(&self, id: RuleId, scope: &Scope) -> Tri {
        let rule = self.rule(id);
        all([self.guarded(rule, scope), self.own(rule, scope)])
    }

    /// Whether its consequence takes place.
    pub(super) fn applies(&self, id: RuleId, scope: &Scope) -> Tri {
        let rule = self.rule(id);
        let own = self.own(rule, scope);
        let bites = match rule.kind {
            RuleKind::Requirement | RuleKind::Recommendation => not(own),
            _ => own,
        };
        all([self.guarded(rule, scope), bites, not(self.set_aside(rule, scope))])
    }

    /// The status is the first that fits.
    pub(super) fn state(&self, id: RuleId, scope: &Scope) -> (Status, Effect) {
        let rule = self.rule(id);
        let guard = self.guarded(rule, scope);
        let status = if guard == Some(false) {
            Status::NotApplicable
        } else if self.set_aside(rule, scope) == Some(true) {
            Status::SetAside
        } else if guard.is_none() {
            Status::Undetermined
        } else {
            match self.own(rule, scope) {
                Some(true) => Status::Met,
                Some(false) => Status::NotMet,
                None => Status::Undetermined,
            }
        };
        let effect = match self.applies(id, scope) {
            _ if rule.kind == RuleKind::Goal => Effect::None,
            Some(true) => Effect::Applies,
            Some(false) => Effect::None,
            None => Effect::Possible,
        };
        (status, effect)
    }

    pub(super) fn owed(&self, id: RuleId) -> Owed {
        let scope = Scope::default();
        let duty = self.rule(id).duty.as_ref().unwrap();
        let day = |expr: &Option<_>| expr.as_ref().map(|e| self.eval(e, &scope));
        let last = day(&duty.last_day);
        let last_day = last
            .as_ref()
            .and_then(Value::day)
            .and_then(calendar::within_range);
        let amount = duty.amount.as_ref();
        // What is dated after today has not happened yet.
        let performed = match day(&duty.performed) {
            None | Some(Value::Absent) => Some(None),
            Some(Value::Day(on)) => Some((on <= self.today).then_some(on)),
            Some(_) => None,
        };
        let status = match (
            self.applies(id, &scope),
            last.is_some() && last_day.is_none(),
            performed,
        ) {
            (Some(false), ..) => ObligationStatus::NotTriggered,
            (None, ..) | (_, true, _) | (.., None) => ObligationStatus::Undetermined,
            (.., Some(Some(on))) if last_day.is_none_or(|last| on <= last) => ObligationStatus::Fulfilled,
            (.., Some(Some(_))) => ObligationStatus::Late,
            (.., Some(None)) => match last_day {
                None => ObligationStatus::Due,
                Some(last) if self.today < last => ObligationStatus::Upcoming,
                Some(last) if self.today == last => ObligationStatus::Due,
                Some(_) => ObligationStatus::Late,
            },
        };
        let amount = amount.filter(|_| status != ObligationStatus::NotTriggered);
        Owed {
            status,
            last_day,
            amount: amount.and_then(|a| self.eval(a, &scope).number()),
        }
    }
}
