//! Diagnostics: what is wrong, where, and what to do. Data only; rendering is `render`'s.

mod code;
mod suggest;

pub use code::Code;
use suggest::closest_within;
pub use suggest::{Effort, closest};

use crate::source::Span;
use crate::value::Bilingual;

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be decided with this.
    Error,
    /// It works, and is probably not what was meant.
    Warning,
}

/// A place that a diagnostic speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be said of it; may be empty.
    pub text: Bilingual,
}

/// Something wrong in a rule file or in an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its code; each has a page in `docs/diagnostics`.
    pub code: Code,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, the user's own words in backticks.
    pub message: Bilingual,
    /// Where: the first is the place itself, the others what it has to do with.
    pub labels: Vec<Label>,
    /// The place in an application, as a JSON pointer.
    pub pointer: Option<String>,
    /// What to do; "menade du …?" among it.
    pub help: Vec<Bilingual>,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(code: Code, span: Span, sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: Bilingual::new(sv, en),
            labels: vec![Label {
                span,
                text: Bilingual::default(),
            }],
            pointer: None,
            help: Vec::new(),
        }
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(code: Code, span: Span, sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, span, sv, en)
        }
    }

    /// What stands at the place itself, under the mark.
    #[must_use]
    pub fn label(mut self, sv: impl Into<String>, en: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = Bilingual::new(sv, en);
        }
        self
    }

    /// Another place that it has to do with.
    #[must_use]
    pub fn also(mut self, span: Span, sv: impl Into<String>, en: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: Bilingual::new(sv, en),
        });
        self
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, sv: impl Into<String>, en: impl Into<String>) -> Self {
        self.help.push(Bilingual::new(sv, en));
        self
    }

    /// "Did you mean", with the closest of `names` when one is close enough.
    #[must_use]
    pub fn did_you_mean<'a>(self, word: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.suggest(word, names, &Effort::default())
    }

    /// The same, where very many may be misspelled: as far as the effort lasts.
    #[must_use]
    pub fn suggest<'a>(self, word: &str, names: impl IntoIterator<Item = &'a str>, effort: &Effort) -> Self {
        match closest_within(word, names, effort) {
            Some(name) => self.help(format!("menade du `{name}`?"), format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// The place in an application.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// The first place.
    #[must_use]
    pub fn span(&self) -> Span {
        self.labels.first().map_or_else(Span::default, |l| l.span)
    }

    /// Whether it is an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
