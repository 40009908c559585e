//! What is given and owed: the amount, the parts, the results, the conditions and the obligations.

use super::super::{Item, tree};
use super::{assumption_line, full_stop, named, sources_line};
use crate::check::ruleset::Outcome;
use crate::eval::ObligationStatus;
use crate::explain::{Explanation, ObligationExplained, ResultExplained, Truth, Words, format, say};
use crate::value::Language;

/// The amount, and what was asked for where it is more.
pub(super) fn amount(explanation: &Explanation, language: Language) -> Vec<Item> {
    let Some(amount) = explanation.amount else {
        return vec![];
    };
    let granted = format::money(amount);
    let text = match explanation.asked {
        Some(asked) if asked == amount => say!(
            "{granted}, hela det sökta beloppet.",
            "{granted}, the whole amount applied for.",
            granted = granted
        ),
        Some(asked) => say!(
            "{granted} av sökta {asked}.",
            "{granted} of the {asked} applied for.",
            granted = granted,
            asked = format::money(asked)
        ),
        None => say!("{granted}.", "{granted}.", granted = granted),
    };
    vec![Item::paragraph(text.get(language))]
}

/// The items that were judged by themselves.
pub(super) fn parts(explanation: &Explanation, language: Language) -> Vec<Item> {
    explanation
        .parts
        .iter()
        .map(|part| {
            let outcome = match part.amount {
                Some(amount) => say!(
                    "{word}, {amount}",
                    "{word}, {amount}",
                    word = part.outcome.label,
                    amount = format::money(amount)
                ),
                None => part.outcome.label.clone(),
            };
            let text = say!(
                "{label}: {outcome} ({pointer})",
                "{label}: {outcome} ({pointer})",
                label = part.label,
                outcome = outcome,
                pointer = Words::same(part.pointer.clone())
            );
            let mark = match part.outcome.outcome {
                Outcome::Granted | Outcome::PartlyGranted => Truth::Holds,
                Outcome::Undetermined => Truth::Undetermined,
                _ => Truth::Fails,
            };
            let mut item = Item::marked(mark, text.get(language));
            if mark != Truth::Holds {
                for rule in part.rules.iter().filter(|r| part.decisive.contains(&r.id)) {
                    let said = rule.text.as_ref().unwrap_or(&rule.title).get(language);
                    item.details
                        .push(format!("{} ({}).", said.trim_end_matches('.'), rule.id));
                    item.tree.push(tree::branch(&rule.because, language));
                }
            }
            item
        })
        .collect()
}

/// The named results.
pub(super) fn results(explanation: &Explanation, language: Language) -> Vec<Item> {
    explanation
        .results
        .iter()
        .map(|result| named_result(result, language))
        .collect()
}

/// A named result, with how it was computed.
pub(in super::super) fn named_result(result: &ResultExplained, language: Language) -> Item {
    let title = result.title.get(language);
    let title = if title.is_empty() { &result.name } else { title };
    let mut item = Item::entry(format!("{title}: {}", result.text.get(language)));
    item.details
        .extend(assumption_line(result.assumption.as_ref(), language));
    item.tree
        .extend(result.because.children.iter().map(|r| tree::branch(r, language)));
    item
}

/// The conditions of the decision.
pub(super) fn conditions(explanation: &Explanation, language: Language) -> Vec<Item> {
    explanation
        .conditions
        .iter()
        .map(|condition| {
            let mut item = Item::entry(named(condition.text.get(language), &condition.rule, "."));
            if !condition.applies {
                let may = Words::new("Kan komma att gälla.", "May come to apply.");
                item = item.detail(may.get(language));
            }
            item.details.extend(sources_line(&condition.sources, language));
            item
        })
        .collect()
}

/// The obligations; those that haven't arisen only while something is granted or may be.
pub(super) fn obligations(explanation: &Explanation, language: Language) -> Vec<Item> {
    let grants = |o: Outcome| matches!(o, Outcome::Granted | Outcome::PartlyGranted);
    let may_be_granted =
        grants(explanation.outcome.outcome) || explanation.possible.iter().any(|o| grants(o.outcome));
    explanation
        .obligations
        .iter()
        .filter(|o| may_be_granted || o.state != ObligationStatus::NotTriggered)
        .map(|obligation| {
            let state = state_words(obligation.state);
            let title = named(obligation.title.get(language), &obligation.rule, ": ");
            let mut item = Item::entry(format!("{title}{}", state.get(language)));
            if obligation.state != ObligationStatus::NotTriggered {
                let content = content(obligation);
                if !content.is_empty() {
                    item.details.push(full_stop(content.capitalised().get(language)));
                }
                item.details
                    .extend(obligation.breach.as_ref().map(|b| full_stop(b.get(language))));
                item.details.extend(sources_line(&obligation.sources, language));
            }
            item
        })
        .collect()
}

/// `betala 419 977 kr till Socialstyrelsen, senast den 30 juni 2024`.
pub(crate) fn content(obligation: &ObligationExplained) -> Words {
    let mut parts: Vec<Words> = Vec::new();
    if let Some(amount) = obligation.amount {
        let amount = format::money(amount);
        parts.push(say!("betala {amount}", "pay {amount}", amount = amount));
    }
    if let Some(what) = &obligation.what {
        parts.push(say!("lämna {what}", "hand in {what}", what = what));
    }
    let mut text = Words::all_of(&parts);
    if let Some(party) = &obligation.party {
        text = if text.is_empty() {
            say!("till {party}", "to {party}", party = party)
        } else {
            say!(
                "{text} till {party}",
                "{text} to {party}",
                text = text,
                party = party
            )
        };
    }
    match obligation.last_day {
        Some(day) if text.is_empty() => say!("senast {day}", "no later than {day}", day = format::date(day)),
        Some(day) => say!(
            "{text}, senast {day}",
            "{text}, no later than {day}",
            text = text,
            day = format::date(day)
        ),
        None => text,
    }
}

/// The state of an obligation on the assessment date.
fn state_words(state: ObligationStatus) -> Words {
    let (sv, en) = match state {
        ObligationStatus::NotTriggered => ("har inte uppkommit", "has not arisen"),
        ObligationStatus::Upcoming => (
            "har uppkommit, sista dagen har inte kommit",
            "has arisen, the last day has not come",
        ),
        ObligationStatus::Due => ("ska fullgöras nu", "is to be performed now"),
        ObligationStatus::Fulfilled => ("fullgjord i tid", "performed in time"),
        ObligationStatus::Late => ("inte fullgjord i tid", "not performed in time"),
        ObligationStatus::Undetermined => ("går inte att avgöra ännu", "can't be settled yet"),
    };
    Words::new(sv, en)
}
