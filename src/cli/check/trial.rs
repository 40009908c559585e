//! A rule set tried on its own cases (`cases/*.json`) and examples (`exempel`).

use serde_json::Value;

use crate::cli::failure::{Failure, unread, with_application};
use crate::cli::library::Overlay;
use crate::cli::pipeline::{Loaded, Program};
use crate::cli::terminal::Terminal;
use crate::cli::{Stop, told};
use crate::source::FileId;
use crate::trial::{self, Trial};

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

impl Trials {
    /// Tries a rule set on all of them; says what failed unless it is to be JSON.
    pub(super) fn run(
        &mut self,
        library: &Overlay,
        loaded: &Loaded,
        terminal: &mut Terminal,
        as_json: bool,
    ) -> Result<(), Stop> {
        let Some(program) = &loaded.program else {
            return Ok(());
        };
        for trial in &trial::trials(library, &program.ruleset) {
            let count = if trial.example.is_some() {
                &mut self.examples
            } else {
                &mut self.cases
            };
            *count = count.saturating_add(1);
            self.one(trial, (library, program), loaded, terminal, as_json)?;
        }
        Ok(())
    }

    fn one(
        &mut self,
        trial: &Trial,
        (library, program): (&Overlay, &Program),
        loaded: &Loaded,
        terminal: &mut Terminal,
        as_json: bool,
    ) -> Result<(), Stop> {
        let file = FileId(u16::try_from(loaded.sources.iter().count()).unwrap_or(u16::MAX));
        let failure = match trial::attempt(program, trial, file) {
            Err(diagnostics) => match unread(library, trial) {
                Some(reason) => Failure::Unread(reason),
                None => Failure::Diagnostics(diagnostics),
            },
            Ok(tried) => match tried.differences(&program.ruleset) {
                same if same.is_empty() => return Ok(()),
                differences => Failure::Differs(differences),
            },
        };
        let sources = with_application(&loaded.sources, trial);
        self.failures.push(failure.json(trial, &sources).into());
        if as_json {
            return Ok(());
        }
        if let Failure::Diagnostics(diagnostics) = &failure {
            told::write(diagnostics, &sources, terminal)?;
        }
        Ok(terminal.notice(&failure.notice(trial))?)
    }
}
