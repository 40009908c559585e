//! One alteration, tried on the cases and examples of a rule set.

use super::{Change, Mutant};
use crate::apportion;
use crate::check;
use crate::program::{self, Program};
use crate::source::{FileId, Library, ReadFailure};
use crate::trial::{self, Register, Trial};

/// A rule set with its cases and examples.
pub struct Bench<'a> {
    library: &'a (dyn Library + Sync),
    program: Program,
    trials: Vec<Trial>,
    registers: Vec<Register>,
}

/// What became of an alteration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A case or an example came out otherwise than it expects; which.
    Noticed(String),
    /// None did.
    Survived,
    /// The checker refuses it.
    Invalid,
}

/// The library with one file altered.
struct Altered<'a> {
    library: &'a (dyn Library + Sync),
    path: &'a str,
    text: &'a str,
}

impl Library for Altered<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadFailure> {
        if path == self.path {
            Ok(self.text.as_bytes().to_vec())
        } else {
            self.library.read(path)
        }
    }

    fn rulesets(&self) -> Vec<String> {
        self.library.rulesets()
    }
}

impl<'a> Bench<'a> {
    /// The bench of a rule set that is in order.
    #[must_use]
    pub fn new(library: &'a (dyn Library + Sync), program: Program) -> Self {
        Self {
            trials: trial::trials(library, &program.ruleset),
            registers: trial::registers(library, &program.ruleset),
            library,
            program,
        }
    }

    /// The rule set.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The first case or example that already comes out otherwise than it expects: then nothing can be told.
    #[must_use]
    pub fn already_noticed(&self) -> Option<String> {
        self.notices(&self.program)
    }

    /// What becomes of an alteration of the file at the path, whose text is `text`.
    #[must_use]
    pub fn fate(&self, path: &str, text: &str, mutant: &Mutant) -> Fate {
        let program = match &mutant.change {
            Change::Text(_) => {
                let altered = mutant.text(text);
                let library = Altered {
                    library: self.library,
                    path,
                    text: &altered,
                };
                let Some(ruleset) = check::load(&library, &self.program.ruleset.name).ruleset else {
                    return Fate::Invalid;
                };
                program::compile(ruleset)
            }
            Change::Closed(conditions) => {
                program::compile_closed(self.program.ruleset.as_ref().clone(), conditions)
            }
        };
        self.notices(&program).map_or(Fate::Survived, Fate::Noticed)
    }

    /// The first that notices that it is not the rule set that it should be.
    fn notices(&self, program: &Program) -> Option<String> {
        let register = self
            .registers
            .iter()
            .find(|register| !register.differences(&program.ruleset).is_empty());
        if let Some(register) = register {
            return Some(register.place.clone());
        }
        if let Some(told) = apportion::lints(&program.ruleset).first() {
            return Some(told.message.sv.clone());
        }
        let trial = self.trials.iter().find(|trial| {
            trial::attempt(program, trial, FileId(0)).map_or(true, |tried| tried.differs(&program.ruleset))
        })?;
        Some(match &trial.example {
            Some((title, _)) => format!("{} ({title})", trial.place),
            None => trial.place.clone(),
        })
    }
}
