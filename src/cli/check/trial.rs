//! A rule set tried on its own cases (`cases/*.json`) and examples (`exempel`).

use serde_json::{Map, Value};

use crate::cli::library::Overlay;
use crate::cli::notice::Notice;
use crate::cli::pipeline::{self, Loaded, Program};
use crate::cli::terminal::Terminal;
use crate::cli::{Stop, told};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceFile};
use crate::trial::{self, Difference, Trial, Tried};
use crate::value::Bilingual;

/// What became of the trials.
#[derive(Default)]
pub(super) struct Trials {
    /// How many cases there were.
    pub(super) cases: usize,
    /// How many examples there were.
    pub(super) examples: usize,
    /// Those that came out otherwise than expected, as JSON.
    pub(super) failures: Vec<Value>,
}

/// What came out otherwise.
enum Failure {
    /// The application could not be decided.
    Diagnostics(Vec<Diagnostic>),
    /// Keys that differ.
    Differs(Vec<Difference>),
}

impl Trials {
    /// Tries a rule set on all of them; says what failed unless it is to be JSON, and gives the warnings about them.
    pub(super) fn run(
        &mut self,
        library: &Overlay,
        loaded: &Loaded,
        terminal: &mut Terminal,
        as_json: bool,
    ) -> Result<Vec<Diagnostic>, Stop> {
        let Some(program) = &loaded.program else {
            return Ok(Vec::new());
        };
        let mut seen = Vec::new();
        for trial in trial::trials(library, &program.ruleset) {
            let count = if trial.example.is_some() {
                &mut self.examples
            } else {
                &mut self.cases
            };
            *count = count.saturating_add(1);
            let tried = self.one(&trial, program, loaded, terminal, as_json)?;
            seen.push(trial::seen(&program.ruleset, trial, tried.as_ref()));
        }
        Ok(trial::lints(&program.ruleset, &seen))
    }

    /// Tries one; gives what became of it when it could be decided.
    fn one(
        &mut self,
        trial: &Trial,
        program: &Program,
        loaded: &Loaded,
        terminal: &mut Terminal,
        as_json: bool,
    ) -> Result<Option<Tried>, Stop> {
        let file = FileId(u16::try_from(loaded.sources.iter().count()).unwrap_or(u16::MAX));
        let (tried, failure) = match trial::attempt(program, trial, file) {
            Err(diagnostics) => (None, Failure::Diagnostics(diagnostics)),
            Ok(tried) => match tried.differences(&program.ruleset) {
                same if same.is_empty() => return Ok(Some(tried)),
                differences => (Some(tried), Failure::Differs(differences)),
            },
        };
        let mut sources = loaded.sources.clone();
        sources.add(SourceFile::new(
            trial.place.clone(),
            String::from_utf8_lossy(&trial.bytes),
        ));
        let mut json = Map::new();
        json.insert("case".to_owned(), trial.place.clone().into());
        let title = trial.example.as_ref().map(|(title, _)| title.as_str());
        json.insert("example".to_owned(), title.into());
        match &failure {
            Failure::Diagnostics(diagnostics) => {
                json.insert(
                    "diagnostics".to_owned(),
                    pipeline::diagnostics_json(diagnostics, &sources),
                );
            }
            Failure::Differs(differences) => {
                let list: Vec<Value> = differences
                    .iter()
                    .map(|d| serde_json::json!({"key": d.key, "expected": d.expected, "found": d.found}))
                    .collect();
                json.insert("differences".to_owned(), list.into());
            }
        }
        self.failures.push(json.into());
        if as_json {
            return Ok(tried);
        }
        let notice = match &failure {
            Failure::Diagnostics(diagnostics) => {
                told::write(diagnostics, &sources, terminal)?;
                notice(trial, "kunde inte prövas", "could not be decided")
            }
            Failure::Differs(differences) => differences.iter().fold(
                notice(
                    trial,
                    "blev något annat än väntat",
                    "came out otherwise than expected",
                ),
                |mut notice, d| {
                    notice.details.push(Bilingual::new(
                        format!("{}: väntade {}, blev {}", d.key, d.expected, d.found),
                        format!("{}: expected {}, was {}", d.key, d.expected, d.found),
                    ));
                    notice
                },
            ),
        };
        terminal.notice(&notice)?;
        Ok(tried)
    }
}

/// A notice that begins with what was tried.
fn notice(trial: &Trial, sv: &str, en: &str) -> Notice {
    let place = &trial.place;
    match &trial.example {
        Some((title, _)) => Notice::new(
            format!("exemplet ”{title}” ({place}) {sv}"),
            format!("the example “{title}” ({place}) {en}"),
        ),
        None => Notice::new(
            format!("fallet `{place}` {sv}"),
            format!("the case `{place}` {en}"),
        ),
    }
}
