//! What came of the tests, for a person and for a program.

mod accepted;
mod change;
mod columns;
mod concern;
mod decisions;
mod json;
mod junit;
mod text;

use std::io;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use super::super::Stop;
use super::super::exit::Exit;
use super::super::files;
use super::super::notice::Notice;
use super::super::terminal::{Terminal, counted, listed};
use super::attempt::Attempt;
use super::coverage::Covered;
use super::selection::{Selection, Suite};
use super::snapshot::{SnapState, Snapshot};
use super::{Format, Order, Writes};
use crate::value::Language;
use text::Look;

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
    /// What came of the texts of the decisions.
    pub(super) snapshots: &'a [Snapshot<'a>],
    /// How long it took.
    pub(super) time: Duration,
}

/// How many there were.
struct Counts {
    cases: usize,
    examples: usize,
    snapshots: usize,
    failures: usize,
}

impl<'a> Report<'a> {
    /// How the program ends.
    pub(super) fn exit(&self) -> Exit {
        match (self.selection.errors.len(), self.counts().failures) {
            (0, 0) if !self.covered.falls_short() => Exit::Done,
            (0, _) => Exit::Failed,
            _ => Exit::Rules,
        }
    }

    /// What was tried of a rule set.
    fn of(&self, suite: &'a Suite) -> impl Iterator<Item = &'a Attempt<'a>> {
        let attempts = self.attempts;
        attempts
            .iter()
            .filter(move |attempt| std::ptr::eq(attempt.suite, suite))
    }

    /// Whether the text of a decision is a failure: one that was accepted is none.
    fn fails(&self, snapshot: &Snapshot<'_>) -> bool {
        snapshot.state != SnapState::Same && self.order.writes != Writes::Accepted
    }

    fn counts(&self) -> Counts {
        let examples = self.attempts.iter().filter(|a| a.trial.example.is_some()).count();
        let failed = self.attempts.iter().filter(|a| a.failure.is_some()).count();
        let registers = self.selection.suites.iter().map(|s| s.registers.len()).sum();
        let differing = self.snapshots.iter().filter(|s| self.fails(s)).count();
        Counts {
            cases: self.attempts.len().saturating_sub(examples),
            examples,
            snapshots: self.snapshots.len(),
            failures: failed.saturating_add(differing).saturating_add(registers),
        }
    }

    /// Writes it as it was asked for.
    pub(super) fn write(&self, terminal: &mut Terminal) -> Result<(), Stop> {
        let language = terminal.language;
        let look = Look {
            language,
            width: terminal.width,
        };
        let result = match self.order.format {
            Format::Text => self.text(look),
            Format::Json => {
                let json = serde_json::to_string_pretty(&json::json(self)).map_err(io::Error::from)?;
                format!("{json}\n")
            }
            Format::Junit => junit::junit(self, junit::look(language))?,
        };
        let Some(path) = &self.order.output else {
            return Ok(terminal.result(&result)?);
        };
        let plain = anstream::adapter::strip_str(&result).to_string();
        to_file(path, &plain)?;
        Ok(terminal.result(&self.text(look))?)
    }

    /// The failures, what was accepted, and the summary.
    fn text(&self, look: Look) -> String {
        let mut out = String::new();
        for suite in &self.selection.suites {
            for attempt in self.of(suite) {
                out.push_str(&text::failed(attempt, look));
            }
            for register in &suite.registers {
                out.push_str(&text::otherwise(register, look));
            }
            for snapshot in self.snapshots.iter().filter(|s| std::ptr::eq(s.suite, suite)) {
                out.push_str(&if self.fails(snapshot) {
                    decisions::differing(snapshot, self.order, look)
                } else {
                    accepted::accepted(snapshot, look)
                });
            }
        }
        out.push_str(&self.summary(look));
        out.push_str(&self.covered.text(look.language, look.width));
        out
    }

    /// `12 fall, 3 exempel, 2 beslutstexter: allt som väntat (0,4 s)`
    fn summary(&self, look: Look) -> String {
        let counts = self.counts();
        let count = |n, sv, en| counted(n, sv, en, look.language);
        let mut tested = listed(&[
            count(counts.cases, ["fall", "fall"], ["case", "cases"]),
            count(counts.examples, ["exempel", "exempel"], ["example", "examples"]),
            count(
                counts.snapshots,
                ["beslutstext", "beslutstexter"],
                ["text of a decision", "texts of decisions"],
            ),
        ]);
        let accepted = match self.order.writes {
            Writes::Accepted => self
                .snapshots
                .iter()
                .filter(|s| s.state != SnapState::Same)
                .count(),
            _ => 0,
        };
        let mut found = listed(&[
            count(
                self.selection.errors.len(),
                ["fel i reglerna", "fel i reglerna"],
                ["error in the rules", "errors in the rules"],
            ),
            count(
                counts.failures,
                ["blev annat än väntat", "blev annat än väntat"],
                ["came out otherwise", "came out otherwise"],
            ),
            count(
                accepted,
                ["beslutstext godtagen", "beslutstexter godtagna"],
                ["text accepted", "texts accepted"],
            ),
        ]);
        if tested.is_empty() {
            look.pick("inget testat", "nothing tested")
                .clone_into(&mut tested);
        }
        if found.is_empty() {
            look.pick("allt som väntat", "all as expected")
                .clone_into(&mut found);
        }
        format!("{tested}: {found} ({})\n", seconds(self.time, look.language))
    }
}

/// That the folder of the file that is to be written is not there.
pub(super) fn no_place(path: &Path) -> Option<Notice> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty())?;
    let shown = path.display();
    (!files::is_folder(folder)).then(|| {
        Notice::new(
            format!("`{shown}` kan inte skrivas: mappen finns inte"),
            format!("`{shown}` can't be written: its folder does not exist"),
        )
    })
}

/// Writes the result to a file.
fn to_file(path: &Path, text: &str) -> Result<(), Notice> {
    files::replace(path, text.as_bytes()).map_err(|why| files::not_written(&path.display().to_string(), &why))
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

/// For a program.
fn milliseconds(time: Duration) -> Value {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX).into()
}
