//! What is accepted as never shown (`godta oprövat`), and the acceptances that are not needed.
//!
//! `godta oprövat "villkoret"` accepts that a condition decides alone neither as yes nor as no; `"villkoret → nej"` or `"villkoret → ja"`
//! accepts one of them.

use super::words::one_line;
use crate::check::ruleset::{Acceptance, Accepted, RuleSet};
use crate::source::{FileId, Span};
use crate::value::Bilingual;

/// A condition one way.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// Where the condition stands.
    pub(super) span: Span,
    /// Its words.
    pub(super) words: &'a str,
    /// The way.
    pub(super) value: bool,
    /// Whether it was shown.
    pub(super) shown: bool,
}

/// The acceptances of conditions.
pub(super) struct Acceptances<'a>(Vec<Declared<'a>>);

struct Declared<'a> {
    acceptance: &'a Acceptance,
    /// The condition's words.
    words: String,
    /// The way that is accepted; none for both.
    value: Option<bool>,
    /// Whether a condition has the words.
    matched: bool,
    /// Whether a condition with the words was not shown as no, and as yes.
    needed: [bool; 2],
}

impl<'a> Acceptances<'a> {
    pub(super) fn new(set: &'a RuleSet) -> Self {
        let declared = set.acceptances.iter().filter_map(|acceptance| {
            let Accepted::Untested(text) = &acceptance.what else {
                return None;
            };
            let (words, value) = read(text);
            Some(Declared {
                acceptance,
                words,
                value,
                matched: false,
                needed: [false; 2],
            })
        });
        Self(declared.collect())
    }

    /// The reason that it is accepted that the condition was not shown this way; none when it was.
    pub(super) fn of(&mut self, at: At<'_>) -> Option<Bilingual> {
        let mut reason = None;
        for declared in self.0.iter_mut().filter(|declared| declared.is_of(at)) {
            declared.matched = true;
            if at.shown || declared.value.is_some_and(|value| value != at.value) {
                continue;
            }
            if let Some(needed) = declared.needed.get_mut(usize::from(at.value)) {
                *needed = true;
            }
            reason.get_or_insert_with(|| declared.acceptance.reason.clone());
        }
        reason
    }

    /// What is wrong with the acceptances, with their places. Whether a module's is needed is for each rule set that uses it to
    /// say, so only those that match nothing are told of there.
    pub(super) fn mistakes(&self, own: FileId) -> Vec<(Span, Bilingual)> {
        let told = self.0.iter().filter_map(|declared| {
            let text = declared.mistake(declared.acceptance.span.file == own)?;
            Some((declared.acceptance.span, text))
        });
        told.collect()
    }
}

impl Declared<'_> {
    fn is_of(&self, at: At<'_>) -> bool {
        let here = match &self.acceptance.target {
            Some((_, place)) => {
                place.file == at.span.file && place.start <= at.span.start && at.span.end <= place.end
            }
            None => self.acceptance.span.file == at.span.file,
        };
        here && self.words == at.words
    }

    fn mistake(&self, own: bool) -> Option<Bilingual> {
        let words = &self.words;
        if !self.matched {
            return Some(Bilingual::new(
                format!("inget villkor lyder `{words}`; skriv det som det står i regeln, på en rad"),
                format!("no condition reads `{words}`; write it as it stands in the rule, on one line"),
            ));
        }
        if !own {
            return None;
        }
        match (self.value, self.needed) {
            (None, [true, false]) => Some(Bilingual::new(
                format!("`{words}` avgör ensamt när det är sant; godta bara `{words} → nej`"),
                format!("`{words}` decides alone when it is true; accept only `{words} → no`"),
            )),
            (None, [false, true]) => Some(Bilingual::new(
                format!("`{words}` avgör ensamt när det är falskt; godta bara `{words} → ja`"),
                format!("`{words}` decides alone when it is false; accept only `{words} → yes`"),
            )),
            (_, [false, false]) => Some(Bilingual::new(
                format!("att `{words}` är oprövat behöver inte godtas: fallen visar det"),
                format!("`{words}` need not be accepted as untested: the cases show it"),
            )),
            _ => None,
        }
    }
}

/// The words, and the way after an arrow.
fn read(text: &str) -> (String, Option<bool>) {
    let arrow = text.rsplit_once('→').or_else(|| text.rsplit_once("->"));
    let way = arrow.and_then(|(words, way)| match way.trim() {
        "ja" | "yes" => Some((words, true)),
        "nej" | "no" => Some((words, false)),
        _ => None,
    });
    match way {
        Some((words, value)) => (one_line(words), Some(value)),
        None => (one_line(text), None),
    }
}
