//! Why a grant gives nothing, or less than what was asked for.

use super::because::truth;
use super::case::{Case, walk};
use super::format;
use super::value::quoted;
use super::words::{Words, say};
use super::{Ground, Truth};
use crate::check::ruleset::{ConceptId, ConceptValue, Expr, ExprKind, Rule};
use crate::eval::{FrameId, RuleState, Status};
use crate::value::Number;
use std::collections::BTreeSet;

impl Case<'_> {
    /// A judgement that says no, an amount that is nothing, or the exception that makes the amount smaller.
    pub(crate) fn grant_ground(&self, rule: &Rule, state: &RuleState, frame: FrameId) -> Option<Ground> {
        let grant = rule.grant.as_ref()?;
        let own = |text: Words| Ground {
            text,
            sources: self.sources(&rule.grounds),
        };
        if let Some(judged) = &grant.judged
            && truth(self.value(judged, frame)) == Truth::Fails
        {
            return Some(own(self.answered_no(judged, frame)));
        }
        if state.status != Status::Met {
            return None;
        }
        let (granted, asked) = grant.amount.as_ref()?;
        let amount = |expr: &Expr| self.facts.arena.number(self.value(expr, frame)?);
        let (given, wanted) = (amount(granted)?, amount(asked)?);
        let kronor = |n: Number| format::money(n);
        if wanted <= Number::ZERO {
            return Some(own(say!(
                "Det sökta beloppet är {amount}",
                "The amount applied for is {amount}",
                amount = kronor(wanted)
            )));
        }
        if given <= Number::ZERO {
            return Some(own(say!(
                "Det belopp som kan beviljas är {amount}",
                "The amount that can be granted is {amount}",
                amount = kronor(given)
            )));
        }
        if given < wanted {
            return self.limited_by(granted);
        }
        None
    }

    /// `Handläggaren har svarat nej på ”…?”`, or the opposite of the condition.
    fn answered_no(&self, judged: &Expr, frame: FrameId) -> Words {
        let denied = self.clause(judged, false).capitalised();
        let (Some(field), Some(located)) = (self.field_of(judged), self.locate(judged, frame)) else {
            return denied;
        };
        let question = Words::from(&field.question);
        if !question.sv.ends_with('?') {
            return denied;
        }
        let mut by: Vec<Words> = Vec::new();
        for answer in self.facts.answers.iter().filter(|a| a.place == located.place) {
            if let (Some(who), false) = (self.given_answer(answer, &located).by, answer.too_late)
                && !by.contains(&who)
            {
                by.push(who);
            }
        }
        if by.is_empty() {
            return say!(
                "Svaret på {question} är nej",
                "The answer to {question} is no",
                question = quoted(&question)
            );
        }
        say!(
            "{by} har svarat nej på {question}",
            "{by} answered no to {question}",
            by = Words::all_of(&by).capitalised(),
            question = quoted(&question)
        )
    }

    /// The first exception that holds and gives a concept in the amount another value.
    fn limited_by(&self, granted: &Expr) -> Option<Ground> {
        let mut opened: BTreeSet<ConceptId> = BTreeSet::new();
        let mut waiting: Vec<&Expr> = vec![granted];
        while let Some(expr) = waiting.pop() {
            let mut concepts = Vec::new();
            walk(expr, &mut |part| {
                if let ExprKind::Concept(id, _) = &part.kind {
                    concepts.push(*id);
                }
            });
            for id in concepts {
                let (true, Some(concept)) = (opened.insert(id), self.concept(id)) else {
                    continue;
                };
                let holding = concept
                    .overrides
                    .iter()
                    .find(|(r, _)| self.holds(*r) == Truth::Holds);
                if let Some(exception) = holding.and_then(|(r, _)| self.rule(*r)) {
                    return Some(Ground {
                        text: Words::from(&exception.title),
                        sources: self.sources(&exception.grounds),
                    });
                }
                if let ConceptValue::Formula(formula) = &concept.value {
                    waiting.push(formula);
                }
            }
        }
        None
    }
}
