//! The hash that says which rules a decision was made by.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// The files that a rule set is made of: rule files as text with `\n` line ends, tables as they are. By path.
#[derive(Debug, Default)]
pub(crate) struct Inputs(BTreeMap<String, Vec<u8>>);

impl Inputs {
    /// Adds a rule file.
    pub(crate) fn rules(&mut self, path: &str, text: &str) {
        self.0
            .insert(path.to_owned(), text.replace("\r\n", "\n").into_bytes());
    }

    /// Adds a table.
    pub(crate) fn table(&mut self, path: &str, bytes: &[u8]) {
        self.0.insert(path.to_owned(), bytes.to_vec());
    }

    /// SHA-256 in hexadecimal over each path and content in the order of the paths, each preceded by its length in eight
    /// bytes, the least significant first.
    pub(crate) fn hash(&self) -> String {
        let mut digest = Sha256::new();
        for (path, content) in &self.0 {
            for part in [path.as_bytes(), content] {
                let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
                digest.update(length.to_le_bytes());
                digest.update(part);
            }
        }
        let mut text = String::new();
        for byte in digest.finalize() {
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}
