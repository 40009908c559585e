//! Cases and examples, tried beside each other.

use std::time::Duration;

use rayon::prelude::*;

use super::super::failure::Failure;
use super::super::progress::Progress;
use super::super::terminal::Terminal;
use super::now;
use super::selection::{Selection, Suite};
use crate::explain::Explanation;
use crate::source::{FileId, Library as _, ReadFailure};
use crate::trial::{self, Concern, Trial, Tried};
use crate::value::Bilingual;

/// A case or an example that was tried.
pub(super) struct Attempt<'a> {
    /// Its rule set.
    pub(super) suite: &'a Suite,
    /// What was tried.
    pub(super) trial: &'a Trial,
    /// What happened, and its explanation; none when it could not be decided, or the rules are invalid.
    pub(super) decided: Option<(Tried, Explanation)>,
    /// Why it failed, when it did.
    pub(super) failure: Option<Failure>,
    /// The rules that the failure is about.
    pub(super) concerns: Vec<Concern>,
    /// How long it took.
    pub(super) time: Duration,
}

/// Tries all that is selected. They stand in the order of the selection, whichever was done first.
pub(super) fn all<'a>(selection: &'a Selection, terminal: &Terminal) -> Vec<Attempt<'a>> {
    let trials: Vec<(&Suite, &Trial)> = selection
        .suites
        .iter()
        .flat_map(|suite| suite.trials.iter().map(move |trial| (suite, trial)))
        .collect();
    let progress = Progress::new(terminal, trials.len(), ("fall", "cases"));
    trials
        .into_par_iter()
        .filter_map(|(suite, trial)| {
            let attempt = one(suite, trial);
            progress.step();
            attempt
        })
        .collect()
}

fn one<'a>(suite: &'a Suite, trial: &'a Trial) -> Option<Attempt<'a>> {
    let started = now();
    let program = suite.loaded.program.as_ref()?;
    let file = FileId(u16::try_from(suite.loaded.sources.iter().count()).unwrap_or(u16::MAX));
    let mut attempt = Attempt {
        suite,
        trial,
        decided: None,
        failure: None,
        concerns: Vec::new(),
        time: Duration::ZERO,
    };
    match trial::attempt(program, trial, file) {
        Err(diagnostics) => {
            attempt.failure = Some(match unread(suite, trial) {
                Some(reason) => Failure::Unread(reason),
                None => Failure::Diagnostics(diagnostics),
            });
        }
        Ok(tried) => {
            let explanation = tried.explanation(&program.ruleset);
            if tried.expected.is_empty() {
                attempt.failure = Some(Failure::Unexpecting);
            } else {
                let differences = tried.differences(&program.ruleset);
                if !differences.is_empty() {
                    attempt.concerns = trial::concerns(&tried.expected, &explanation, &differences);
                    attempt.failure = Some(Failure::Differs(differences));
                }
            }
            attempt.decided = Some((tried, explanation));
        }
    }
    attempt.time = started.elapsed();
    Some(attempt)
}

/// Why the file of the case is empty, when that is because it can't be read.
fn unread(suite: &Suite, trial: &Trial) -> Option<Bilingual> {
    match suite.library.read(&trial.path) {
        _ if !trial.bytes.is_empty() => None,
        Ok(_) => None,
        Err(ReadFailure::NotFound) => Some(Bilingual::new("filen finns inte", "the file does not exist")),
        Err(ReadFailure::Outside) => Some(Bilingual::new(
            "filen ligger utanför mappen med regelverk",
            "the file is outside the folder of rule sets",
        )),
        Err(ReadFailure::Other(reason)) => Some(Bilingual::new(reason.clone(), reason)),
    }
}
