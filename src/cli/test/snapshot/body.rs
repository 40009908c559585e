//! The text of a snapshot: the decision as it is written, with what it is of above it.

use crate::explain::Explanation;
use crate::render::{self, TextStyle};
use crate::value::Language;

/// How a decision is written in a snapshot; the file's name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Writing {
    /// Text in Swedish.
    Swedish,
    /// Text in English.
    English,
    /// Markdown in Swedish.
    Markdown,
}

/// What stands in place of the engine's version, which changes with every release.
const VERSION: &str = "1.2.3";
/// What stands in place of the checksum of the rules, which changes with every edit.
const CHECKSUM: &str = "0123456789ab";

impl Writing {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Swedish, Self::English, Self::Markdown];

    /// How the file's name ends.
    pub(super) fn end(self) -> &'static str {
        match self {
            Self::Swedish => ".snap",
            Self::English => ".en.snap",
            Self::Markdown => ".md.snap",
        }
    }

    /// The text; `command` is how it would be asked for.
    pub(super) fn body(self, command: &str, explanation: &Explanation) -> String {
        let mut masked = explanation.clone();
        VERSION.clone_into(&mut masked.engine);
        CHECKSUM.clone_into(&mut masked.ruleset.hash);
        let style = TextStyle::default();
        let (option, text) = match self {
            Self::Swedish => ("", render::text(&masked, Language::Swedish, &style)),
            Self::English => (" --lang en", render::text(&masked, Language::English, &style)),
            Self::Markdown => (" --format markdown", render::markdown(&masked, Language::Swedish)),
        };
        format!("$ {command}{option}\n\n{text}")
    }
}
