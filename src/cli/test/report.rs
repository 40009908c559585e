//! What came of the tests, for a person and for a program.

mod text;

use std::time::Duration;

use super::super::Stop;
use super::super::counted::{counted, listed};
use super::super::exit::Exit;
use super::super::terminal::Terminal;
use super::Order;
use super::attempt::Attempt;
use super::coverage::Covered;
use super::selection::Selection;
use crate::value::Language;

/// What came of the tests.
pub(super) struct Report<'a> {
    /// What was asked for.
    pub(super) order: &'a Order,
    /// What was tested.
    pub(super) selection: &'a Selection,
    /// What came of each case and example.
    pub(super) attempts: &'a [Attempt<'a>],
    /// What they show of the rules.
    pub(super) covered: &'a Covered,
    /// How long it took.
    pub(super) time: Duration,
}

impl Report<'_> {
    /// How the program ends.
    pub(super) fn exit(&self) -> Exit {
        match (self.selection.errors.len(), self.failures()) {
            (0, 0) if !self.covered.falls_short() => Exit::Done,
            (0, _) => Exit::Failed,
            _ => Exit::Rules,
        }
    }

    /// How many failed.
    fn failures(&self) -> usize {
        self.attempts.iter().filter(|a| a.failure.is_some()).count()
    }

    /// Writes it as it was asked for.
    pub(super) fn write(&self, terminal: &mut Terminal) -> Result<(), Stop> {
        let language = terminal.language;
        let mut text = String::new();
        for attempt in self.attempts {
            text.push_str(&text::failed(attempt, language, terminal.width));
        }
        text.push_str(&self.summary(language));
        text.push_str(&self.covered.text(terminal));
        Ok(terminal.result(&text)?)
    }

    /// `12 fall, 3 exempel: inga fel (0,4 s)`
    fn summary(&self, language: Language) -> String {
        let examples = self.attempts.iter().filter(|a| a.trial.example.is_some()).count();
        let cases = self.attempts.len().saturating_sub(examples);
        let tested = listed(&[
            counted(cases, ["fall", "fall"], ["case", "cases"], language),
            counted(
                examples,
                ["exempel", "exempel"],
                ["example", "examples"],
                language,
            ),
        ]);
        let found = listed(&[
            counted(
                self.selection.errors.len(),
                ["fel i reglerna", "fel i reglerna"],
                ["error in the rules", "errors in the rules"],
                language,
            ),
            counted(
                self.failures(),
                ["blev annat än väntat", "blev annat än väntat"],
                ["failed", "failed"],
                language,
            ),
        ]);
        let found = match (found.is_empty(), language) {
            (false, _) => found,
            (true, Language::Swedish) => "allt som väntat".to_owned(),
            (true, Language::English) => "all as expected".to_owned(),
        };
        let tested = match (tested.is_empty(), language) {
            (false, _) => tested,
            (true, Language::Swedish) => "inget testat".to_owned(),
            (true, Language::English) => "nothing tested".to_owned(),
        };
        format!("{tested}: {found} ({})\n", seconds(self.time, language))
    }
}

/// `0,4 s`
fn seconds(time: Duration, language: Language) -> String {
    let tenths = time.subsec_millis() / 100;
    let comma = match language {
        Language::Swedish => ',',
        Language::English => '.',
    };
    format!("{}{comma}{tenths} s", time.as_secs())
}
