//! The sections, in their order.

mod facts;
mod grounds;
mod others;
mod outcome;

pub(crate) use others::goals;
pub(crate) use outcome::content;

pub(super) use facts::missing;
pub(super) use grounds::ground;
pub(super) use outcome::named_result;

use super::{Item, Section, appeal};
use crate::explain::{Explanation, Source, Words, say};
use crate::value::Language;

/// A section in both languages: its heading, and what stands in it.
struct Draft {
    heading: Words,
    items: Vec<Item>,
}

/// All sections that have something in them.
pub(super) fn sections(explanation: &Explanation, language: Language) -> Vec<Section> {
    let drafts = [
        draft("Skäl", "Grounds", grounds::decisive(explanation, language)),
        draft(
            "Hindrar också, men avgör inte",
            "Bars too, but does not decide",
            grounds::outranked(explanation, language),
        ),
        draft("Belopp", "Amount", outcome::amount(explanation, language)),
        draft(
            "Vad som är uppfyllt",
            "What is met",
            others::met(explanation, language),
        ),
        draft("Mål", "Criteria", goals(explanation, language)),
        draft(
            "Omständigheter för",
            "Circumstances for",
            others::circumstances(&explanation.circumstances_for, language),
        ),
        draft(
            "Omständigheter emot",
            "Circumstances against",
            others::circumstances(&explanation.circumstances_against, language),
        ),
        draft(
            "Det här saknas",
            "This is missing",
            missing(explanation, language),
        ),
        draft(
            "Behövs inte",
            "Not needed",
            facts::not_needed(explanation, language),
        ),
        draft(
            "Motstridiga uppgifter",
            "Contradictory statements",
            facts::contradictions(explanation, language),
        ),
        draft("Anmärkningar", "Remarks", facts::remarks(explanation, language)),
        draft("Delar", "Parts", outcome::parts(explanation, language)),
        draft("Resultat", "Results", outcome::results(explanation, language)),
        draft(
            "Villkor",
            "Conditions",
            outcome::conditions(explanation, language),
        ),
        draft(
            "Skyldigheter",
            "Obligations",
            outcome::obligations(explanation, language),
        ),
        draft(
            "Övriga regler",
            "Other rules",
            others::rest(explanation, language),
        ),
        draft("Nästa steg", "Next step", facts::next_step(explanation, language)),
        draft(
            "Hur man överklagar",
            "How to appeal",
            appeal_items(explanation, language),
        ),
    ];
    drafts
        .into_iter()
        .filter(|d| !d.items.is_empty())
        .map(|d| Section {
            heading: d.heading.get(language).to_owned(),
            items: d.items,
        })
        .collect()
}

/// The grounds by themselves.
pub(super) fn grounds(explanation: &Explanation, language: Language) -> Vec<Item> {
    grounds::decisive(explanation, language)
}

/// A section that may be empty.
fn draft(sv: &str, en: &str, items: Vec<Item>) -> Draft {
    Draft {
        heading: Words::new(sv, en),
        items,
    }
}

/// The text on appeal.
fn appeal_items(explanation: &Explanation, language: Language) -> Vec<Item> {
    appeal::appeal(explanation)
        .map(|text| Item::paragraph(text.get(language)))
        .into_iter()
        .collect()
}

/// `Enligt Tjänsteskrivelse 2021-09-28, Stadskontorets bedömning; Kommunallagen (2017:725), 2 kap. 2 §.`
pub(crate) fn sources_line(sources: &[Source], language: Language) -> Option<String> {
    if sources.is_empty() {
        return None;
    }
    let all: Vec<Words> = sources.iter().map(source_words).collect();
    let all = Words::joined(&all, "; ");
    Some(
        say!("Enligt {all}.", "According to {all}.", all = all)
            .get(language)
            .to_owned(),
    )
}

/// A document and a place in it.
fn source_words(source: &Source) -> Words {
    if source.locator.is_empty() {
        return source.document.clone();
    }
    let locator = Words::same(source.locator.clone());
    say!(
        "{document}, {locator}",
        "{document}, {locator}",
        document = source.document,
        locator = locator
    )
}

/// `Antagande: …`
pub(crate) fn assumption_line(assumption: Option<&Words>, language: Language) -> Option<String> {
    assumption.map(|text| {
        say!("Antagande: {text}", "Assumption: {text}", text = text)
            .get(language)
            .to_owned()
    })
}

/// A title with the rule's name after it: `Titeln (namn)`, whatever the title ends with.
pub(crate) fn named(title: &str, id: &str, end: &str) -> String {
    format!("{} ({id}){end}", title.trim_end_matches('.'))
}

/// A text that ends as a sentence does.
pub(crate) fn full_stop(text: &str) -> String {
    if text.ends_with(['.', '!', '?', '”', '"']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
