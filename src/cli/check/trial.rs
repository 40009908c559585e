//! A rule set tried on its own cases (`cases/*.json`) and examples (`exempel`).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::apportion;
use crate::cli::failure::{Failure, otherwise, unread, with_application};
use crate::cli::library::Overlay;
use crate::cli::pipeline::{Loaded, Program};
use crate::cli::terminal::Terminal;
use crate::cli::{Stop, told};
use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use crate::trial::{self, Register, Trial, Tried};

/// What became of the trials.
#[derive(Default)]
pub(super) struct Trials {
    /// How many cases there were.
    pub(super) cases: usize,
    /// How many examples there were.
    pub(super) examples: usize,
    /// Those that came out otherwise than expected, as JSON.
    pub(super) failures: Vec<Value>,
    /// How many of those are lists of sources that say otherwise than the rules.
    pub(super) registers: usize,
    /// The files of sources that were told of.
    told: BTreeSet<String>,
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
            let tried = self.one(&trial, (library, program), loaded, terminal, as_json)?;
            seen.push(trial::seen(&program.ruleset, trial, tried.as_ref()));
        }
        for register in &trial::registers(library, &program.ruleset) {
            self.register(register, program, terminal, as_json)?;
        }
        let mut found = apportion::lints(&program.ruleset);
        found.extend(trial::lints(&program.ruleset, &seen));
        Ok(found)
    }

    /// What `SOURCES.md` says otherwise than the rules; of a module's, once.
    fn register(
        &mut self,
        register: &Register,
        program: &Program,
        terminal: &mut Terminal,
        as_json: bool,
    ) -> Result<(), Stop> {
        let differences = register.differences(&program.ruleset);
        let place = &register.place;
        if differences.is_empty() || !self.told.insert(place.clone()) {
            return Ok(());
        }
        let listed: Vec<Value> = differences
            .iter()
            .map(|d| json!({"key": d.key, "expected": d.expected, "found": d.found}))
            .collect();
        self.registers = self.registers.saturating_add(1);
        self.failures
            .push(json!({"case": place, "example": null, "differences": listed}));
        if as_json {
            return Ok(());
        }
        Ok(terminal.notice(&otherwise(place, &differences))?)
    }

    /// Tries one; gives what became of it when it could be decided.
    fn one(
        &mut self,
        trial: &Trial,
        (library, program): (&Overlay, &Program),
        loaded: &Loaded,
        terminal: &mut Terminal,
        as_json: bool,
    ) -> Result<Option<Tried>, Stop> {
        let file = FileId(u16::try_from(loaded.sources.iter().count()).unwrap_or(u16::MAX));
        let (tried, failure) = match trial::attempt(program, trial, file) {
            Err(diagnostics) => {
                let failure = match unread(library, trial) {
                    Some(reason) => Failure::Unread(reason),
                    None => Failure::Diagnostics(diagnostics),
                };
                (None, failure)
            }
            Ok(tried) => match tried.differences(&program.ruleset) {
                same if same.is_empty() => return Ok(Some(tried)),
                differences => (Some(tried), Failure::Differs(differences)),
            },
        };
        let sources = with_application(&loaded.sources, trial);
        self.failures.push(failure.json(trial, &sources).into());
        if as_json {
            return Ok(tried);
        }
        if let Failure::Diagnostics(diagnostics) = &failure {
            told::write(diagnostics, &sources, terminal)?;
        }
        terminal.notice(&failure.notice(trial))?;
        Ok(tried)
    }
}
