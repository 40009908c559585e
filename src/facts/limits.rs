//! How large an application may be.

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
    /// Whether keys that the rule set doesn't know are passed over, instead of being errors. What stands under them is not read; a
    /// key that is misspelled is then a fact that is missing.
    pub skip_unknown_keys: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 16 << 20,
            max_depth: 64,
            max_cells: 16 << 20,
            max_statements: 10_000,
            max_diagnostics: 100,
            skip_unknown_keys: false,
        }
    }
}
