//! The rules that didn't decide: met, criteria, circumstances, set aside, not applicable.

use super::super::{Item, lead};
use super::{named, sources_line};
use crate::check::ruleset::RuleKind;
use crate::eval::{Effect, Status};
use crate::explain::{Circumstance, Explanation, Reason, RuleExplained, Truth, Words, say, status_words};
use crate::value::Language;

/// Requirements that are met and bars that don't hold, one line each.
pub(super) fn met(explanation: &Explanation, language: Language) -> Vec<Item> {
    explanation
        .rules
        .iter()
        .filter(|rule| is_met(rule) && !explanation.decisive.contains(&rule.id))
        .map(|rule| {
            let text = match rule.kind {
                RuleKind::Obstacle => {
                    let says = Words::new("hindrar inte", "does not bar");
                    let title = named(rule.title.get(language), &rule.id, ": ");
                    format!("{title}{}", says.get(language))
                }
                _ => named(rule.title.get(language), &rule.id, ""),
            };
            Item::marked(Truth::Holds, text)
        })
        .collect()
}

/// Whether it is a requirement that is met, a recommendation that is followed or a bar that doesn't hold.
fn is_met(rule: &RuleExplained) -> bool {
    matches!(
        (rule.kind, rule.status),
        (RuleKind::Requirement | RuleKind::Recommendation, Status::Met)
            | (RuleKind::Obstacle, Status::NotMet)
    )
}

/// The criteria, with their status.
pub(crate) fn goals(explanation: &Explanation, language: Language) -> Vec<Item> {
    explanation
        .rules
        .iter()
        .filter(|rule| rule.kind == RuleKind::Goal)
        .filter_map(|rule| {
            let mark = match rule.status {
                Status::Met => Truth::Holds,
                Status::NotMet => Truth::Fails,
                Status::Undetermined => Truth::Undetermined,
                Status::NotApplicable | Status::SetAside => return None,
            };
            let mut item = Item::marked(mark, with_status(rule, language));
            item.tree
                .push(super::super::tree::branch(&rule.because, language));
            Some(item)
        })
        .collect()
}

/// What speaks for, or against.
pub(super) fn circumstances(circumstances: &[Circumstance], language: Language) -> Vec<Item> {
    circumstances
        .iter()
        .map(|circumstance| {
            let text = circumstance.text.get(language);
            let mut item = Item::entry(format!("{} ({}).", text.trim_end_matches('.'), circumstance.rule));
            item.details.extend(sources_line(&circumstance.sources, language));
            item
        })
        .collect()
}

/// Rules that no other section speaks of, with why.
pub(super) fn rest(explanation: &Explanation, language: Language) -> Vec<Item> {
    explanation
        .rules
        .iter()
        .filter(|rule| !explanation.decisive.contains(&rule.id) && !told(rule))
        .map(|rule| {
            let item = Item::entry(with_status(rule, language));
            match why(rule) {
                Some(why) => item.detail(why.get(language)),
                None => item,
            }
        })
        .collect()
}

/// Whether another section speaks of the rule.
fn told(rule: &RuleExplained) -> bool {
    let elsewhere = match rule.kind {
        RuleKind::Obligation => true,
        RuleKind::Goal => !matches!(rule.status, Status::NotApplicable | Status::SetAside),
        RuleKind::Circumstance | RuleKind::Recommendation => rule.effect == Effect::Applies,
        RuleKind::Condition => rule.effect != Effect::None,
        _ => false,
    };
    elsewhere || is_met(rule) || lead::bites(rule)
}

/// Why a rule isn't applicable, is set aside or isn't settled, in one line.
fn why(rule: &RuleExplained) -> Option<Words> {
    match rule.status {
        Status::NotApplicable => denied(rule),
        Status::SetAside => {
            let quoted: Vec<Words> = rule
                .set_aside_by
                .iter()
                .map(|t| say!("”{t}”", "“{t}”", t = t))
                .collect();
            (!quoted.is_empty()).then(|| {
                say!(
                    "Undantag: {all}.",
                    "Exception: {all}.",
                    all = Words::all_of(&quoted)
                )
            })
        }
        Status::Undetermined => {
            let reason = first(&rule.because, Truth::Undetermined)?;
            // Not to know whether something isn't so is not to know whether it is; the latter reads better.
            let plain = reason
                .denied
                .as_ref()
                .filter(|_| reason.text.sv.contains(" inte "));
            let text = plain.unwrap_or(&reason.text).clone();
            Some(say!(
                "Det är inte känt om {text}.",
                "It is not known whether {text}.",
                text = text
            ))
        }
        Status::NotMet if rule.kind != RuleKind::Circumstance => denied(rule),
        Status::Met
            if matches!(
                rule.kind,
                RuleKind::Grant | RuleKind::Approval | RuleKind::Permission
            ) =>
        {
            Some(Words::new(
                "Det är inte den regeln som avgör.",
                "It is not this rule that decides.",
            ))
        }
        Status::Met | Status::NotMet => None,
    }
}

/// What doesn't hold, as the sentence that is true instead.
fn denied(rule: &RuleExplained) -> Option<Words> {
    let step = first(&rule.because, Truth::Fails)?;
    Some(match &step.denied {
        Some(denied) => say!("{text}.", "{text}.", text = denied.capitalised()),
        None => say!(
            "Det stämmer inte att {text}.",
            "It is not so that {text}.",
            text = step.text
        ),
    })
}

/// The title with the rule's name and its status.
fn with_status(rule: &RuleExplained, language: Language) -> String {
    let title = named(rule.title.get(language), &rule.id, ": ");
    format!("{title}{}", status_words(rule.kind, rule.status).get(language))
}

/// The first step that has the value, of those without children that have it too.
fn first(reason: &Reason, value: Truth) -> Option<&Reason> {
    let inner = reason
        .children
        .iter()
        .filter(|c| c.value != Truth::Note)
        .find_map(|c| first(c, value));
    inner.or_else(|| (reason.value == value).then_some(reason))
}
