//! The existing cases and examples, decided: what boundary cases are derived from.

use serde_json::Value;

use crate::program::Program;
use crate::source::FileId;
use crate::trial::{self, Trial, Tried};
use crate::value::Date;

/// A case or an example that was decided.
#[derive(Clone, Debug)]
pub struct Base {
    /// The case's place, or the example's title.
    pub name: String,
    /// The application.
    pub application: Value,
    /// The assessment date that it was given in place of its own.
    pub moved_to: Option<Date>,
    /// What was decided.
    pub tried: Tried,
}

/// Those that can be decided.
#[must_use]
pub fn bases(program: &Program, trials: &[Trial]) -> Vec<Base> {
    let decided = |trial: &Trial| {
        Some(Base {
            name: match &trial.example {
                Some((title, _)) => title.clone(),
                None => trial.place.clone(),
            },
            moved_to: None,
            application: serde_json::from_slice(&trial.bytes).ok()?,
            tried: trial::attempt(program, trial, FileId(0)).ok()?,
        })
    };
    trials.iter().filter_map(decided).collect()
}
