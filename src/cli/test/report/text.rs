//! A failure for a person: what was expected beside what came out, the rules, and what led there.

use super::super::super::failure::{self, Failure, with_application};
use super::super::super::pipeline;
use super::super::super::terminal::{ERROR, HELP, STRONG, pick};
use super::super::attempt::Attempt;
use super::columns::columns;
use super::concern::{self, Became, Told};
use crate::check::ruleset::Outcome;
use crate::explain::status_words;
use crate::render::{self, Piece, TextStyle, visible};
use crate::trial::Difference;
use crate::value::Language;

/// How a failure is written.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// In which language.
    pub(super) language: Language,
    /// How wide.
    pub(super) width: usize,
}

impl Look {
    /// One of two texts.
    pub(super) fn pick<'a>(self, sv: &'a str, en: &'a str) -> &'a str {
        pick(self.language, sv, en)
    }

    /// A line that says what failed.
    pub(super) fn heading(self, text: &str) -> String {
        let label = self.pick("fel", "error");
        format!("{ERROR}{label}{ERROR:#}{STRONG}: {}{STRONG:#}\n", visible(text))
    }

    /// A line that says what to do.
    pub(super) fn help(self, text: &str) -> String {
        let label = self.pick("hjälp", "help");
        format!("  {HELP}{label}{HELP:#}: {}\n", visible(text))
    }
}

/// Why a case or an example failed; nothing when it did not.
pub(super) fn failed(attempt: &Attempt<'_>, look: Look) -> String {
    let Some(failure) = &attempt.failure else {
        return String::new();
    };
    let heading = failure.heading(attempt.trial);
    let mut out = look.heading(heading.message.get(look.language));
    if let Some((_, span)) = &attempt.trial.example {
        let place = concern::place(&attempt.suite.loaded.sources, *span);
        out.push_str(&format!("  {place}\n"));
    }
    match failure {
        Failure::Diagnostics(diagnostics) => {
            let sources = with_application(&attempt.suite.loaded.sources, attempt.trial);
            let told = pipeline::diagnostics(diagnostics, &sources, look.language, look.width, true);
            out.push_str(&told);
        }
        Failure::Unread(reason) => out.push_str(&format!("  {}\n", visible(reason.get(look.language)))),
        Failure::Unexpecting => out.push_str(&unexpecting(attempt, look)),
        Failure::Differs(differences) => {
            let rows: Vec<(String, String, String)> = differences
                .iter()
                .map(|d| (d.key.clone(), d.expected.clone(), d.found.clone()))
                .collect();
            let headings = (look.pick("väntades", "expected"), look.pick("blev", "was"));
            out.push_str(&columns(headings, &rows, look.width));
            for told in concern::told(attempt) {
                out.push_str(&rule(&told, look));
            }
            out.push_str(&missing(attempt, look));
        }
    }
    out.push('\n');
    out
}

/// A list of sources that says otherwise than the rules.
pub(super) fn otherwise((place, differences): &(String, Vec<Difference>), look: Look) -> String {
    let notice = failure::otherwise(place, differences);
    let mut out = look.heading(notice.message.get(look.language));
    for detail in &notice.details {
        out.push_str(&format!("  {}\n", visible(detail.get(look.language))));
    }
    out.push('\n');
    out
}

/// What the case came to, and how an expectation is written.
fn unexpecting(attempt: &Attempt<'_>, look: Look) -> String {
    let outcome = attempt
        .decided
        .as_ref()
        .map_or(Outcome::Granted, |(_, explanation)| explanation.outcome.outcome);
    let outcome = outcome.as_str();
    look.help(&match look.language {
        Language::Swedish => {
            format!("skriv `\"väntar\": {{\"utfall\": \"…\"}}` i fallet; det blev `{outcome}`")
        }
        Language::English => {
            format!("write `\"väntar\": {{\"utfall\": \"…\"}}` in the case; it came to `{outcome}`")
        }
    })
}

/// A rule: where it stands, what it has to do with the failure, and why it came out as it did.
fn rule(told: &Told<'_>, look: Look) -> String {
    let mut role = told.role.get(look.language).to_owned();
    if let Some(Became::Rule(None, rule)) = told.pieces.first() {
        let status = status_words(rule.kind, rule.status);
        role.push_str(&format!(": {}", status.get(look.language)));
    }
    let id = visible(&told.concern.id);
    let mut out = match &told.place {
        Some(place) => format!("\n  {STRONG}{place}{STRONG:#} {id} {role}\n"),
        None => format!("\n  {id} {role}\n"),
    };
    for piece in &told.pieces {
        let piece = match piece {
            Became::Rule(part, rule) => {
                if let Some(part) = part {
                    let label = visible(part.label.get(look.language));
                    out.push_str(&format!("  {} ({label})\n", part.pointer));
                }
                Piece::Rule(rule)
            }
            Became::Result(result) => Piece::Result(result),
        };
        out.push_str(&drawn(piece, look));
    }
    out
}

/// What is missing, when that is what the failure is about.
fn missing(attempt: &Attempt<'_>, look: Look) -> String {
    let Some((_, explanation)) = &attempt.decided else {
        return String::new();
    };
    if explanation.outcome.outcome != Outcome::Undetermined || explanation.missing.is_empty() {
        return String::new();
    }
    let heading = look.pick("Det här saknas", "This is missing");
    format!("\n  {heading}\n{}", drawn(Piece::Missing(explanation), look))
}

/// A piece of the decision, two steps in.
fn drawn(piece: Piece<'_>, look: Look) -> String {
    let style = TextStyle {
        width: look.width.saturating_sub(2),
        colour: true,
    };
    render::piece(piece, look.language, &style)
        .lines()
        .map(|line| format!("  {line}\n"))
        .collect()
}
