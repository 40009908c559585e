//! The grounds: the rules that decided, and those that would have.

use super::super::{Item, lead, tree};
use super::{assumption_line, full_stop, named, sources_line};
use crate::eval::{Effect, Status};
use crate::explain::{Explanation, RuleExplained, Truth, status_words};
use crate::value::Language;

/// Every decisive rule: what it says, what follows, where it comes from, and why.
pub(super) fn decisive(explanation: &Explanation, language: Language) -> Vec<Item> {
    lead::decisive(explanation)
        .map(|rule| ground(rule, language))
        .collect()
}

/// Rules that bar as well, but stand lower in the order of consequences.
pub(super) fn outranked(explanation: &Explanation, language: Language) -> Vec<Item> {
    explanation
        .rules
        .iter()
        .filter(|rule| lead::bites(rule) && !explanation.decisive.contains(&rule.id))
        .map(|rule| ground(rule, language))
        .collect()
}

/// A rule with its reason.
pub(in super::super) fn ground(rule: &RuleExplained, language: Language) -> Item {
    let title = rule.title.get(language);
    let mut item = Item::entry(named(title, &rule.id, "."));
    let text = rule
        .text
        .as_ref()
        .map(|t| t.get(language))
        .filter(|t| *t != title);
    item.details.extend(text.map(full_stop));
    item.details.extend(sources_line(&rule.sources, language));
    item.details
        .extend(assumption_line(rule.assumption.as_ref(), language));
    let status = status_words(rule.kind, rule.status);
    let says_nothing = rule.because.children.is_empty() && rule.because.text == status;
    if !says_nothing {
        item.tree.push(tree::branch(&rule.because, language));
    }
    if rule.effect == Effect::None && rule.status == Status::NotMet {
        item.mark = Some(Truth::Fails);
    }
    item
}
