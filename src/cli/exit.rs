//! Exit codes.

use std::process::ExitCode;

use crate::check::ruleset::Outcome;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// It did what it was asked, whatever the outcome of the application.
    Done,
    /// A check or test that the command makes failed.
    Failed,
    /// Wrong usage or unreadable input.
    Usage,
    /// Invalid rules.
    Rules,
    /// The outcome, when `--exit-outcome` asks for it.
    Outcome(Outcome),
}

impl Exit {
    /// The graver of the two: invalid rules, then unreadable input, then a failed check.
    pub(super) fn and(self, other: Exit) -> Exit {
        if other.gravity() > self.gravity() {
            other
        } else {
            self
        }
    }

    fn gravity(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Outcome(_) => 1,
            Self::Failed => 2,
            Self::Usage => 3,
            Self::Rules => 4,
        }
    }

    fn code(self) -> u8 {
        match self {
            Self::Done | Self::Outcome(Outcome::Granted) => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Rules => 3,
            Self::Outcome(Outcome::PartlyGranted) => 10,
            Self::Outcome(Outcome::Rejected) => 20,
            Self::Outcome(Outcome::Dismissed) => 21,
            Self::Outcome(Outcome::Referred) => 22,
            Self::Outcome(Outcome::Discontinued) => 23,
            Self::Outcome(Outcome::Undetermined) => 30,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}
