//! What happened, in words: from the verdict and the trace of the evaluation that decided.
//!
//! Nothing is evaluated here. A condition's value is the one that the trace has; a rule's status is the verdict's.
//! Every text is made in both languages at once ([`Words`]).

mod appeal;
mod apportionment;
mod because;
mod case;
mod clause;
mod computation;
mod condition;
mod element;
mod findings;
pub mod format;
mod ground;
mod kind;
mod model;
mod noun;
mod outcome;
mod place;
mod read;
mod rule;
mod template;
mod value;
mod wording;
mod words;

pub use appeal::appeal_words;
pub use condition::Condition;
pub use kind::record_title;
pub use model::*;
pub use outcome::{outcome_words, usual_word};
pub use rule::{kind_words, status_words};
pub use value::failure;
pub use wording::Wording;
pub use words::Words;
pub(crate) use words::say;

use crate::check::ruleset::{Outcome, RuleKind, RuleSet};
use crate::eval::{Effect, FrameId, Part, Trace, Verdict};
use crate::facts::Facts;
use crate::value::Number;
use case::Case;

/// Explains what was decided, from what happened.
#[must_use]
pub fn explain(ruleset: &RuleSet, facts: &Facts, verdict: &Verdict, trace: &Trace) -> Explanation {
    let case = Case::new(ruleset, facts, verdict, trace);
    let rules: Vec<RuleExplained> = verdict
        .rules
        .iter()
        .filter_map(|state| case.explain_rule(state, FrameId::TOP, &verdict.rules, &verdict.decisive))
        .collect();
    let parts: Vec<PartExplained> = verdict
        .parts
        .iter()
        .filter_map(|part| explain_part(&case, part))
        .collect();
    let remarks = case.remarks(&rules, &parts);
    let (circumstances_for, circumstances_against) = circumstances(ruleset, &rules);
    let of_kind = |kind: RuleKind| rules.iter().filter(move |r| r.kind == kind);
    Explanation {
        ruleset: RulesetNamed {
            name: ruleset.name.clone(),
            version: ruleset.version.clone(),
            hash: ruleset.hash.clone(),
            title: Words::from(&ruleset.title),
        },
        application_id: facts.id.clone(),
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        application_hash: facts.hash.clone(),
        assessed_on: verdict.assessed_on,
        day_from: None,
        track: ruleset.track,
        outcome: outcome::named(ruleset, verdict.outcome),
        possible: verdict
            .possible
            .iter()
            .map(|o| outcome::named(ruleset, *o))
            .collect(),
        exact: verdict.exact,
        amount: verdict.amount,
        asked: asked(&case, &parts),
        possible_amounts: verdict.possible_amounts.clone(),
        referred_to: verdict.referred_to.and_then(|id| outcome::body(ruleset, id)),
        decisive: verdict.decisive.iter().map(|id| case.rule_name(*id)).collect(),
        parts,
        results: case.results(),
        missing: verdict.missing.iter().filter_map(|m| case.missing(m)).collect(),
        not_needed: verdict
            .not_needed
            .iter()
            .filter_map(|place| case.not_needed(*place))
            .collect(),
        remarks,
        circumstances_for,
        circumstances_against,
        contradictions: case.contradictions(),
        conditions: of_kind(RuleKind::Condition)
            .filter(|r| r.effect != Effect::None && may_be_granted(verdict))
            .map(|r| ConditionExplained {
                rule: r.id.clone(),
                text: r.title.clone(),
                applies: r.effect == Effect::Applies && grants(verdict.outcome),
                sources: r.sources.clone(),
            })
            .collect(),
        obligations: verdict
            .obligations
            .iter()
            .filter_map(|state| case.obligation(state))
            .collect(),
        next_step: verdict.next_step,
        rules,
    }
}

/// Whether an outcome gives something.
fn grants(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Granted | Outcome::PartlyGranted)
}

/// Whether something is granted or may still be: a decision that gives nothing has no conditions.
fn may_be_granted(verdict: &Verdict) -> bool {
    grants(verdict.outcome) || verdict.possible.iter().any(|o| grants(*o))
}

/// The amount asked for, where it is known: what a decisive grant says, and what the items that are granted by themselves come to together.
fn asked(case: &Case<'_>, parts: &[PartExplained]) -> Option<Number> {
    let blocks = &case.ruleset.blocks;
    let whole = case
        .verdict
        .decisive
        .iter()
        .filter(|id| !blocks.iter().any(|block| block.rules.contains(id)))
        .find_map(|id| {
            let (_, asked) = case.rule(*id)?.grant.as_ref()?.amount.as_ref()?;
            case.facts.arena.number(case.value(asked, FrameId::TOP)?)
        });
    let mut granted = case
        .verdict
        .parts
        .iter()
        .zip(parts)
        .filter(|(part, _)| blocks.get(usize::from(part.block.0)).is_some_and(|b| b.grants))
        .map(|(_, explained)| explained.asked)
        .peekable();
    if granted.peek().is_none() {
        return whole;
    }
    granted.try_fold(whole.unwrap_or(Number::ZERO), |sum, asked| sum.add(asked?))
}

/// The circumstances that hold: for, against.
fn circumstances(ruleset: &RuleSet, rules: &[RuleExplained]) -> (Vec<Circumstance>, Vec<Circumstance>) {
    let (mut speak_for, mut against) = (Vec::new(), Vec::new());
    for explained in rules.iter().filter(|r| r.effect == Effect::Applies) {
        let Some((in_favour, _)) = ruleset
            .rules
            .iter()
            .find(|r| r.id == explained.id)
            .and_then(|r| r.speaks.as_ref())
        else {
            continue;
        };
        let circumstance = Circumstance {
            rule: explained.id.clone(),
            text: explained.text.clone().unwrap_or_else(|| explained.title.clone()),
            sources: explained.sources.clone(),
        };
        if *in_favour {
            speak_for.push(circumstance);
        } else {
            against.push(circumstance);
        }
    }
    (speak_for, against)
}

/// An item of a `för varje`.
fn explain_part(case: &Case<'_>, part: &Part) -> Option<PartExplained> {
    let block = case.ruleset.blocks.get(usize::from(part.block.0))?;
    let number = Words::same(part.index.saturating_add(1).to_string());
    let name = Words::same(block.name.replace('_', " "));
    let fallback = say!(
        "{name} nr {number}",
        "{name} no. {number}",
        name = name,
        number = number
    );
    let element = case
        .locate(&block.list, FrameId::TOP)
        .and_then(|list| case.element_of(&list, part.index));
    let label = element.as_ref().and_then(|element| case.called(element));
    Some(PartExplained {
        pointer: element.map(|element| element.pointer).unwrap_or_default(),
        label: label.unwrap_or(fallback),
        outcome: outcome::named(case.ruleset, part.outcome),
        amount: part.amount,
        asked: part.rules.iter().find_map(|state| {
            let rule = case.ruleset.rules.get(usize::from(state.rule.0))?;
            let (_, asked) = rule.grant.as_ref()?.amount.as_ref()?;
            case.facts.arena.number(case.value(asked, part.frame)?)
        }),
        decisive: part.decisive.iter().map(|id| case.rule_name(*id)).collect(),
        rules: part
            .rules
            .iter()
            .filter_map(|state| case.explain_rule(state, part.frame, &part.rules, &part.decisive))
            .collect(),
    })
}
