//! The rules that didn't decide: met, criteria, circumstances, set aside, not applicable.

use super::super::{Item, lead};
use super::sources_line;
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
            let title = rule.title.get(language);
            let text = match rule.kind {
                RuleKind::Obstacle => say!(
                    "{title} ({id}): hindrar inte",
                    "{title} ({id}): does not bar",
                    title = Words::same(title),
                    id = Words::same(rule.id.clone())
                )
                .get(language)
                .to_owned(),
                _ => format!("{title} ({})", rule.id),
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
pub(super) fn goals(explanation: &Explanation, language: Language) -> Vec<Item> {
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
            let text = say!(
                "{title} ({id}): {status}",
                "{title} ({id}): {status}",
                title = rule.title,
                id = Words::same(rule.id.clone()),
                status = status_words(rule.kind, rule.status)
            );
            let mut item = Item::marked(mark, text.get(language));
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
            let text = say!(
                "{title} ({id}): {status}",
                "{title} ({id}): {status}",
                title = rule.title,
                id = Words::same(rule.id.clone()),
                status = status_words(rule.kind, rule.status)
            );
            let item = Item::entry(text.get(language));
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
        Status::NotApplicable => {
            let text = first(&rule.because, Truth::Fails)?;
            Some(say!(
                "Det stämmer inte att {text}.",
                "It is not so that {text}.",
                text = text
            ))
        }
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
            let text = first(&rule.because, Truth::Undetermined)?;
            Some(say!(
                "Det är inte känt om {text}.",
                "It is not known whether {text}.",
                text = text
            ))
        }
        Status::Met | Status::NotMet => None,
    }
}

/// The first step without children, or nearest to it, that has the value.
fn first(reason: &Reason, value: Truth) -> Option<Words> {
    let inner = reason
        .children
        .iter()
        .filter(|c| c.value != Truth::Note)
        .find_map(|c| first(c, value));
    inner.or_else(|| (reason.value == value).then(|| reason.text.clone()))
}
