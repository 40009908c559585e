//! An alteration of a rule file.

use std::collections::BTreeSet;

use similar::TextDiff;

use super::Operator;
use crate::check::ruleset::ExprId;
use crate::source::{SourceFile, Span};

/// How many lines a difference shows before and after what was altered.
const CONTEXT: usize = 1;

/// What an alteration is an alteration of: a rule, a concept, a chapter, the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The word that it begins with and its name, as in the file: `krav i_tid`.
    pub heading: String,
    /// Its name; of a module's rule, with the module's last part before it. Empty for what has none.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// A piece of a file's text and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
    /// What stands there instead.
    pub text: String,
}

/// What is altered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The file's text: edits that don't overlap, in the order of the file.
    Text(Vec<Edit>),
    /// How conditions are read: what is not settled of them counts as no.
    Closed(BTreeSet<ExprId>),
}

/// A rule set with one thing altered.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// How it is altered.
    pub operator: Operator,
    /// What is altered, in the words of the file: `senast → före`. It is the only one of that name in its subject.
    pub name: String,
    /// What it is an alteration of.
    pub subject: Subject,
    /// Where.
    pub span: Span,
    /// What is altered.
    pub change: Change,
}

impl Mutant {
    /// The text of the altered file; that of the file itself when only its reading is altered.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let Change::Text(edits) = &self.change else {
            return text.to_owned();
        };
        let mut altered = String::with_capacity(text.len());
        let mut at = 0;
        for edit in edits {
            altered.push_str(text.get(at..edit.start as usize).unwrap_or(""));
            altered.push_str(&edit.text);
            at = edit.end as usize;
        }
        altered.push_str(text.get(at..).unwrap_or(""));
        altered
    }

    /// The difference from the file, as a patch; what alters only how it is read is a note on the line.
    #[must_use]
    pub fn diff(&self, file: &SourceFile) -> String {
        let altered = match &self.change {
            Change::Text(_) => self.text(&file.text),
            Change::Closed(_) => {
                let end = self.span.end as usize;
                let (before, after) = (file.text.get(..end), file.text.get(end..));
                let (before, after) = (before.unwrap_or(""), after.unwrap_or(""));
                let line = after.find('\n').unwrap_or(after.len());
                let (rest, below) = (after.get(..line).unwrap_or(""), after.get(line..).unwrap_or(""));
                format!("{before}{rest}  # {}{below}", self.name)
            }
        };
        TextDiff::from_lines(file.text.as_str(), altered.as_str())
            .unified_diff()
            .context_radius(CONTEXT)
            .header(&file.name, &file.name)
            .to_string()
    }
}
