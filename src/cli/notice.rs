//! What the command line itself has to say: a message and what to do.

use crate::diagnostic::Code;
use crate::value::Bilingual;

/// A message about the command or its files (what is wrong *in* a file is a [`Diagnostic`](crate::diagnostic::Diagnostic)).
#[derive(Clone, Debug)]
pub(super) struct Notice {
    /// Its code, when it has one.
    pub(super) code: Option<Code>,
    /// What is wrong: lower case, no full stop, the user's own words in backticks.
    pub(super) message: Bilingual,
    /// More of what is wrong, a line each.
    pub(super) details: Vec<Bilingual>,
    /// What to do.
    pub(super) help: Vec<Bilingual>,
}

impl Notice {
    /// A message in both languages.
    pub(super) fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            code: None,
            message: Bilingual::new(sv, en),
            details: Vec::new(),
            help: Vec::new(),
        }
    }

    /// A message with a code.
    pub(super) fn coded(code: Code, sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            code: Some(code),
            ..Self::new(sv, en)
        }
    }

    /// What to do.
    pub(super) fn help(mut self, sv: impl Into<String>, en: impl Into<String>) -> Self {
        self.help.push(Bilingual::new(sv, en));
        self
    }

    /// "Did you mean", when there is something close.
    pub(super) fn did_you_mean<'a>(self, word: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        match crate::diagnostic::closest(word, names) {
            Some(name) => self.help(format!("menade du `{name}`?"), format!("did you mean `{name}`?")),
            None => self,
        }
    }
}
