//! Rekvisit: a rule engine for grant eligibility.
pub mod diagnostic;
pub mod source;
pub mod syntax;
pub mod value;

/// The command line.
pub mod cli {
    /// Runs the program.
    #[must_use]
    pub fn run() -> std::process::ExitCode {
        std::process::ExitCode::SUCCESS
    }
}
pub mod check;
pub mod eval;
pub mod explain;
pub mod facts;
pub mod program;
pub mod render;
