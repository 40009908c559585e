//! A rule and what became of it.

use super::because::{Because, excepts, truth};
use super::case::Case;
use super::value;
use super::words::{Words, say};
use super::{Reason, RuleExplained, Truth, format};
use crate::check::ruleset::{Rule, RuleId, RuleKind};
use crate::eval::{Effect, FrameId, RuleState, Status};
use crate::program::Cell;
use crate::value::{Date, Number, Period};

/// A rule's kind, with its article.
#[must_use]
pub fn kind_words(kind: RuleKind) -> Words {
    let (sv, en) = match kind {
        RuleKind::Requirement => ("kravet", "the requirement"),
        RuleKind::Obstacle => ("hindret", "the bar"),
        RuleKind::Permission => ("tillåtelsen", "the permission"),
        RuleKind::Recommendation => ("rekommendationen", "the recommendation"),
        RuleKind::Goal => ("målet", "the criterion"),
        RuleKind::Circumstance => ("omständigheten", "the circumstance"),
        RuleKind::Exception => ("undantaget", "the exception"),
        RuleKind::Grant => ("beviljandet", "the grant"),
        RuleKind::Approval => ("bifallet", "the approval"),
        RuleKind::Obligation => ("skyldigheten", "the obligation"),
        RuleKind::Condition => ("villkoret", "the condition"),
    };
    Words::new(sv, en)
}

/// `kravet är uppfyllt`, `hindret gäller inte`.
#[must_use]
pub fn status_words(kind: RuleKind, status: Status) -> Words {
    let (sv, en) = match (status, kind) {
        (Status::NotApplicable, _) => ("ska inte tillämpas här", "does not apply here"),
        (Status::SetAside, _) => ("är åsidosatt av ett undantag", "is set aside by an exception"),
        (Status::Undetermined, _) => ("går inte att avgöra ännu", "can't be settled yet"),
        (Status::Met, RuleKind::Requirement | RuleKind::Goal) => ("är uppfyllt", "is met"),
        (Status::NotMet, RuleKind::Requirement | RuleKind::Goal) => ("är inte uppfyllt", "is not met"),
        (Status::Met, RuleKind::Recommendation) => ("är följd", "is followed"),
        (Status::NotMet, RuleKind::Recommendation) => ("är inte följd", "is not followed"),
        (Status::Met, _) => ("gäller", "applies"),
        (Status::NotMet, _) => ("gäller inte", "does not apply"),
    };
    say!(
        "{kind} {status}",
        "{kind} {status}",
        kind = kind_words(kind),
        status = Words::new(sv, en)
    )
}

/// What a status says of the rule's own condition.
fn status_truth(status: Status) -> Truth {
    match status {
        Status::Met => Truth::Holds,
        Status::NotMet => Truth::Fails,
        Status::Undetermined => Truth::Undetermined,
        Status::NotApplicable | Status::SetAside => Truth::Note,
    }
}

impl<'a> Case<'a> {
    /// A rule in a frame; `states` are the states of the rules beside it, `decisive` those that decided.
    pub(crate) fn explain_rule(
        &self,
        state: &RuleState,
        frame: FrameId,
        states: &[RuleState],
        decisive: &[RuleId],
    ) -> Option<RuleExplained> {
        let rule = self.rule(state.rule)?;
        let set_aside_by = if state.status == Status::SetAside {
            rule.exceptions
                .iter()
                .filter(|e| self.exception(**e, states) == Truth::Holds)
                .filter_map(|e| self.rule(*e))
                .map(|r| Words::from(&r.title))
                .collect()
        } else {
            vec![]
        };
        Some(RuleExplained {
            id: rule.id.clone(),
            kind: rule.kind,
            status: state.status,
            effect: state.effect,
            title: Words::from(&rule.title),
            sources: self.sources(&rule.grounds),
            assumption: rule.grounds.assumed.as_ref().map(Words::from),
            because: self.because(rule, state, frame, states),
            text: self.follows(rule, state, frame),
            ground: self.grant_ground(rule, state, frame),
            verb: rule.consequence.as_ref().map(|c| c.verb),
            decisive: decisive.contains(&state.rule),
            set_aside_by,
        })
    }

    /// Whether an exception holds, by the states beside the rule or, for one outside its block, by the case's.
    fn exception(&self, rule: RuleId, states: &[RuleState]) -> Truth {
        let state = states.iter().chain(&self.verdict.rules).find(|s| s.rule == rule);
        state.map_or(Truth::Fails, |state| excepts(state.effect))
    }

    /// What follows from the rule, values filled in; nothing when nothing does.
    fn follows(&self, rule: &Rule, state: &RuleState, frame: FrameId) -> Option<Words> {
        if state.effect == Effect::None {
            return None;
        }
        let template = match (&rule.consequence, &rule.speaks, &rule.duty) {
            (Some(consequence), _, _) => consequence.text.as_ref(),
            (_, Some((_, text)), _) => text.as_ref(),
            (_, _, Some(duty)) => duty.what.as_ref(),
            _ => None,
        };
        let filled = template.map(|t| self.fill(t, frame));
        match rule.kind {
            RuleKind::Condition => Some(Words::from(&rule.title)),
            _ => filled,
        }
    }

    /// Why the rule has the status that it has.
    fn because(&self, rule: &'a Rule, state: &RuleState, frame: FrameId, states: &[RuleState]) -> Reason {
        let mut steps = Vec::new();
        let mut because = Because::new(self);
        for exception in &rule.exceptions {
            let holds = self.exception(*exception, states);
            if let (Some(other), Truth::Holds | Truth::Undetermined) = (self.rule(*exception), holds) {
                let text = say!(
                    "undantag: {title}",
                    "exception: {title}",
                    title = Words::from(&other.title)
                );
                let inner: Vec<&'a crate::check::ruleset::Expr> =
                    other.guard.iter().chain(&other.condition).collect();
                let children = inner.into_iter().map(|e| because.condition(e, frame)).collect();
                steps.push(Reason::new(text, holds, children));
            }
        }
        let outside = state.status == Status::NotApplicable
            && !rule
                .guard
                .iter()
                .any(|g| truth(self.value(g, frame)) == Truth::Fails);
        let in_force = match (outside, state.status, rule.valid) {
            (true, ..) => Truth::Fails,
            (_, Status::Undetermined, Some(period)) => self.in_force(period),
            _ => Truth::Holds,
        };
        if let (Truth::Fails | Truth::Undetermined, Some(period)) = (in_force, rule.valid) {
            let text = say!(
                "regeln gäller {period}",
                "the rule is in force {period}",
                period = format::period(period)
            );
            steps.push(Reason::new(text, in_force, Vec::new()));
        }
        if state.status == Status::NotApplicable {
            let failing = |e: &&'a crate::check::ruleset::Expr| truth(self.value(e, frame)) == Truth::Fails;
            steps.extend(
                rule.guard
                    .iter()
                    .filter(failing)
                    .map(|e| because.condition(e, frame)),
            );
        } else {
            steps.extend(rule.guard.iter().map(|e| because.condition(e, frame)));
            steps.extend(rule.condition.iter().map(|e| because.condition(e, frame)));
            steps.extend(self.grant_steps(rule, &mut because, frame));
        }
        if let Some(failure) = state.failure {
            let why = value::failure(failure);
            steps.push(Reason::note(say!(
                "kan inte räknas ut: {why}",
                "can't be computed: {why}",
                why = why
            )));
        }
        match (steps.len(), steps.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                steps.extend(last);
                Reason::new(
                    status_words(rule.kind, state.status),
                    status_truth(state.status),
                    steps,
                )
            }
        }
    }

    /// Whether a rule that isn't surely out of force is in force, whatever the day that selects the version turns out to be.
    fn in_force(&self, period: Period) -> Truth {
        let valid = &self.ruleset.valid;
        let Some(by) = &valid.by else {
            return Truth::Holds;
        };
        let within = |from: Option<Date>, to: Option<Date>| {
            let starts = period
                .from
                .is_none_or(|first| from.is_some_and(|from| first <= from));
            let ends = period.to.is_none_or(|last| to.is_some_and(|to| to <= last));
            starts && ends
        };
        let cell = self.value(by, FrameId::TOP).unwrap_or(Cell::Unknown);
        let arena = &self.facts.arena;
        let day = |number: Number| {
            number
                .as_i64()
                .and_then(|d| i32::try_from(d).ok())
                .and_then(Date::from_days)
        };
        let settled = match (cell, arena.set(cell), arena.range(cell)) {
            (Cell::Date(_), ..) => true,
            (_, Some(days), _) => days.iter().all(|one| match one {
                Cell::Date(days) => Date::from_days(*days).is_some_and(|day| period.contains(day)),
                _ => false,
            }),
            (_, _, range) => {
                // It is one of the days on which the rule set is in force.
                let (low, high) = range.map_or((None, None), |r| (r.low.and_then(day), r.high.and_then(day)));
                let low = low.max(valid.period.from);
                let high = [high, valid.period.to].into_iter().flatten().min();
                within(low, high)
            }
        };
        if settled {
            Truth::Holds
        } else {
            Truth::Undetermined
        }
    }

    /// A grant's judgement and amounts, an obligation's amount and days.
    fn grant_steps(&self, rule: &'a Rule, because: &mut Because<'_, 'a>, frame: FrameId) -> Vec<Reason> {
        let mut steps = Vec::new();
        if let Some(grant) = &rule.grant {
            steps.extend(grant.judged.iter().map(|judged| because.condition(judged, frame)));
            if let Some((granted, asked)) = &grant.amount {
                steps.push(self.amount_step(Words::new("beviljas", "granted"), granted, because, frame));
                steps.push(self.amount_step(Words::new("söks", "asked for"), asked, because, frame));
            }
        }
        if let Some(duty) = &rule.duty {
            let parts = [
                (Words::new("belopp", "amount"), &duty.amount),
                (Words::new("sista dag", "last day"), &duty.last_day),
                (Words::new("fullgjort", "performed"), &duty.performed),
            ];
            for (word, expr) in parts {
                steps.extend(expr.as_ref().map(|e| self.amount_step(word, e, because, frame)));
            }
        }
        steps
    }

    /// `beviljas: 3 419 977 kr`, with how it was computed.
    fn amount_step(
        &self,
        word: Words,
        expr: &'a crate::check::ruleset::Expr,
        because: &mut Because<'_, 'a>,
        frame: FrameId,
    ) -> Reason {
        let text = say!(
            "{word}: {value}",
            "{word}: {value}",
            word = word,
            value = self.value_words(expr, frame)
        );
        let mut reason = Reason::note(text);
        reason.facts = self.facts_read(expr, frame);
        reason.children = because.computations(expr, frame);
        reason
    }
}
