//! What is known and not: missing facts, contradictions, remarks, the next step.

use super::super::tree::{branch, with_source};
use super::super::{Item, lead};
use super::full_stop;
use crate::explain::{Explanation, MissingFact, Words, say};
use crate::value::Language;

/// What is missing: what, the question, whom to ask, which rules need it; and what it can lead to.
pub(in super::super) fn missing(explanation: &Explanation, language: Language) -> Vec<Item> {
    let mut items: Vec<Item> = explanation
        .missing
        .iter()
        .map(|missing| {
            let mut text = say!(
                "{label} ({pointer})",
                "{label} ({pointer})",
                label = missing.label.capitalised(),
                pointer = Words::same(missing.pointer.clone())
            );
            if let Some(known) = &missing.known {
                text = say!("{text}: {known}", "{text}: {known}", text = text, known = known);
            }
            let ask: Vec<Words> = missing.ask.iter().map(|a| a.title.clone()).collect();
            let whom = Words::all_of(&ask);
            let ask = say!("Fråga {whom}.", "Ask {whom}.", whom = whom);
            let mut question = say!(
                "{question} {ask}",
                "{question} {ask}",
                question = missing.question.capitalised(),
                ask = ask
            );
            // The English label is the question itself: it isn't asked twice.
            if missing.label.en.contains(&missing.question.en) {
                question.en = ask.en;
            }
            let mut item = Item::entry(text.get(language)).detail(question.get(language));
            if let Some(line) = needed_by(missing) {
                item = item.detail(line.get(language));
            }
            item
        })
        .collect();
    if !items.is_empty()
        && let Some(which) = lead::possible(explanation)
    {
        let line = if explanation.exact {
            say!(
                "Svaren kan ändra utfallet till: {which}.",
                "The answers can change the outcome to: {which}.",
                which = which
            )
        } else {
            say!(
                "Svaren kan ändra utfallet till: {which}. Något av dem kan visa sig uteslutet.",
                "The answers can change the outcome to: {which}. Some of these may prove impossible.",
                which = which
            )
        };
        items.push(Item::paragraph(line.get(language)));
    }
    items
}

/// How many rules are named.
const MOST_RULES: usize = 5;
/// How many rules that read a fact are named beside that it selects the version.
const MOST_READERS: usize = 4;

/// Which rules need a fact: the first of them, and how many more; that it selects the version of the rules.
fn needed_by(missing: &MissingFact) -> Option<Words> {
    let most = if missing.selects_version {
        MOST_READERS
    } else {
        MOST_RULES
    };
    let mut named: Vec<Words> = missing
        .needed_by
        .iter()
        .take(missing.readers.min(most))
        .map(|r| {
            let id = Words::same(r.id.clone());
            say!("”{title}” ({id})", "“{title}” ({id})", title = r.title, id = id)
        })
        .collect();
    let more = missing.readers.saturating_sub(named.len());
    if more > 0 {
        let more = Words::same(more.to_string());
        named.push(say!("{more} till", "{more} more", more = more));
    }
    let rules = Words::all_of(&named);
    match (missing.selects_version, named.is_empty()) {
        (true, true) => Some(Words::new(
            "Avgör vilken version av reglerna som gäller.",
            "Settles which version of the rules applies.",
        )),
        (true, false) => Some(say!(
            "Behövs för {rules}. Avgör också vilken version av reglerna som gäller.",
            "Needed for {rules}. Also settles which version of the rules applies.",
            rules = rules
        )),
        (false, true) => None,
        (false, false) => Some(say!("Behövs för {rules}.", "Needed for {rules}.", rules = rules)),
    }
}

/// What is unknown and can't change the outcome.
pub(super) fn not_needed(explanation: &Explanation, language: Language) -> Vec<Item> {
    explanation
        .not_needed
        .iter()
        .map(|unknown| {
            let text = say!(
                "{label} ({pointer}) är inte besvarat och kan inte ändra utfallet.",
                "{label} ({pointer}) is not answered and can't change the outcome.",
                label = unknown.label.capitalised(),
                pointer = Words::same(unknown.pointer.clone())
            );
            Item::entry(text.get(language))
        })
        .collect()
}

/// What sources state differently, each value with its source.
pub(super) fn contradictions(explanation: &Explanation, language: Language) -> Vec<Item> {
    explanation
        .contradictions
        .iter()
        .map(|contradiction| {
            let text = say!(
                "{label} ({pointer}):",
                "{label} ({pointer}):",
                label = contradiction.label.capitalised(),
                pointer = Words::same(contradiction.pointer.clone())
            );
            let mut item = Item::entry(text.get(language));
            for stated in &contradiction.values {
                item.details
                    .push(full_stop(with_source(&stated.text, &stated.source).get(language)));
            }
            let consequence = if contradiction.matters {
                Words::new(
                    "Skillnaden kan ändra utfallet och måste redas ut.",
                    "The difference can change the outcome and must be sorted out.",
                )
            } else {
                Words::new(
                    "Skillnaden ändrar inte utfallet.",
                    "The difference does not change the outcome.",
                )
            };
            item.detail(consequence.get(language))
        })
        .collect()
}

/// The remarks; a rule's with why.
pub(super) fn remarks(explanation: &Explanation, language: Language) -> Vec<Item> {
    explanation
        .remarks
        .iter()
        .map(|remark| {
            let place = remark.rule.as_ref().or(remark.pointer.as_ref());
            let text = remark.text.get(language);
            let mut item = Item::entry(match place {
                Some(place) => format!("{} ({place}).", text.trim_end_matches('.')),
                None => full_stop(text),
            });
            let rule = explanation
                .rules
                .iter()
                .find(|r| Some(&r.id) == remark.rule.as_ref());
            item.tree.extend(rule.map(|r| branch(&r.because, language)));
            item
        })
        .collect()
}

/// What to do next.
pub(super) fn next_step(explanation: &Explanation, language: Language) -> Vec<Item> {
    vec![Item::paragraph(lead::who_acts(explanation).get(language))]
}
