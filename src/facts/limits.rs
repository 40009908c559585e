//! How large an application may be, and what may stand in it.

/// What is taken; more is an error, never a panic and never a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes.
    pub max_bytes: usize,
    /// Objects and arrays inside each other.
    pub max_depth: usize,
    /// Cells, of the application's own slots and of all lists together.
    pub max_cells: usize,
    /// Answers to judgements, and facts that sources state differently.
    pub max_statements: usize,
    /// Diagnostics; reading stops after so many.
    pub max_diagnostics: usize,
    /// Whether a key that the rule set doesn't know is read past. It is an error otherwise: what is misspelt would be unknown.
    pub unknown_keys: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 16 << 20,
            max_depth: 64,
            max_cells: 16 << 20,
            max_statements: 10_000,
            max_diagnostics: 100,
            unknown_keys: false,
        }
    }
}
