//! What `cargo mutants --list --json` says.

use serde::Deserialize;

/// One alteration.
#[derive(Clone, Debug, Deserialize)]
pub struct Mutant {
    /// The file, from the root of the project.
    pub file: String,
    /// Its kind, in cargo-mutants' words.
    pub genre: String,
    /// Place, function and alteration in one line.
    pub name: String,
    /// What stands in the place of `span`.
    pub replacement: String,
    /// Where it stands in the file.
    pub span: Span,
}

/// Where an alteration stands.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Span {
    /// Where it begins.
    pub start: Place,
}

/// A line and a column in it, counted in characters from one.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}
