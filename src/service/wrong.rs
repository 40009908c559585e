//! What is wrong with rules or with an application, as errors.

use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::render::{self, diagnostic_line};
use crate::source::{SourceFile, Sources};
use crate::value::Language;

/// Rules that can't be used: a rule file has errors, or there is no such rule set.
#[derive(Clone, Debug)]
pub struct InvalidRules {
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that were read, for the places.
    pub sources: Sources,
}

impl InvalidRules {
    /// What is wrong, a line each, in the language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        lines(&self.diagnostics, &self.sources, language)
    }
}

/// In Swedish, a line for each mistake.
impl fmt::Display for InvalidRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::Swedish))
    }
}

impl std::error::Error for InvalidRules {}

/// An application that can't be decided: it can't be read, it is for another rule set, the day is missing, or the rules aren't in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong, in the order of the application; never empty. Places are bytes in the application.
    pub diagnostics: Vec<Diagnostic>,
}

impl Refused {
    /// The byte of the application at which the first mistake stands.
    #[must_use]
    pub fn byte(&self) -> u32 {
        self.diagnostics.first().map_or(0, |first| first.span().start)
    }

    /// What is wrong, in the language and with excerpts of the application, as `rekvisit evaluate` prints it.
    #[must_use]
    pub fn report(&self, name: &str, application: &[u8], language: Language) -> String {
        let mut sources = Sources::default();
        sources.add(SourceFile::new(name, String::from_utf8_lossy(application)));
        render::diagnostics(&self.diagnostics, &sources, language, false, 100)
    }

    /// What is wrong, a line each, in the language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        lines(&self.diagnostics, &Sources::default(), language)
    }
}

/// In Swedish, a line for each mistake.
impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::Swedish))
    }
}

impl std::error::Error for Refused {}

impl From<Diagnostic> for Refused {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            diagnostics: vec![diagnostic],
        }
    }
}

fn lines(diagnostics: &[Diagnostic], sources: &Sources, language: Language) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    let lines: Vec<String> = errors
        .map(|diagnostic| diagnostic_line(diagnostic, sources, language))
        .collect();
    lines.join("\n")
}
