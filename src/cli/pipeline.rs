//! The stages, called in order. The only file of the command line that knows their functions.

use serde_json::Value;

pub(super) use crate::book::Book;
use crate::book::{self, Sample};
use crate::check::ruleset::Outcome;
use crate::check::{self, Checked};
use crate::cover::{self, Coverage};
use crate::diagnostic::Diagnostic;
use crate::explain::{DayFrom, Explanation};
use crate::facts::{self, Facts, Limits};
use crate::program;
pub(super) use crate::program::Program;
use crate::render::{self, TextStyle};
pub(super) use crate::render::{book_html, book_markdown, book_svg, index_html, index_markdown};
use crate::source::{FileId, Library, Sources};
use crate::syntax;
pub(super) use crate::syntax::{FormatOptions, Unformatted};
use crate::trial::{self, Trial, Tried};
pub(super) use crate::trial::{ask_for_the_day, assessment_day, written};
use crate::value::{Date, Language, Period};

/// A rule set that was loaded, as far as it could be.
pub(super) struct Loaded {
    /// The program, when the rules have no error.
    pub(super) program: Option<Program>,
    /// The files that were read.
    pub(super) sources: Sources,
    /// What is wrong with them.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl From<Checked> for Loaded {
    fn from(checked: Checked) -> Self {
        Self {
            program: checked.ruleset.map(program::compile),
            sources: checked.sources,
            diagnostics: checked.diagnostics,
        }
    }
}

/// Loads a rule set.
pub(super) fn load(library: &dyn Library, name: &str) -> Loaded {
    check::load(library, name).into()
}

/// The rule set as if it were in force on all days: two years' rules are compared on the same applications.
pub(super) fn on_all_days(program: Program) -> Program {
    let mut ruleset = program.ruleset.as_ref().clone();
    ruleset.valid.period = Period::default();
    program::compile(ruleset)
}

/// Checks a module by itself.
pub(super) fn load_module(library: &dyn Library, name: &str) -> Loaded {
    check::load_module(library, name).into()
}

/// A rule file's text, and the text in the layout of the language.
pub(super) fn format(
    file: FileId,
    bytes: &[u8],
    options: FormatOptions,
) -> Result<(String, String), Unformatted> {
    let text = syntax::decode(file, bytes).map_err(|diagnostic| Unformatted::Wrong(vec![diagnostic]))?;
    let formatted = syntax::format(file, text, options)?;
    Ok((text.to_owned(), formatted))
}

/// What a file of applications is read by: which file it is, and how large it may be.
#[derive(Clone, Copy)]
pub(super) struct Paper<'a> {
    /// The number that diagnostics name the file by.
    pub(super) file: FileId,
    /// What stands in it.
    pub(super) bytes: &'a [u8],
    /// How large it may be.
    pub(super) max_bytes: u64,
}

impl Paper<'_> {
    fn limits(self) -> Limits {
        Limits {
            max_bytes: usize::try_from(self.max_bytes).unwrap_or(usize::MAX),
            ..Limits::default()
        }
    }
}

/// The rule set that an application names, read before its rule set is known.
pub(super) fn named_ruleset(paper: Paper<'_>) -> Result<Option<String>, Vec<Diagnostic>> {
    facts::peek_in(paper.file, paper.bytes, &paper.limits())
        .map(|peek| peek.regelverk)
        .map_err(|diagnostic| vec![diagnostic])
}

/// The facts of an application.
pub(super) fn decode(program: &Program, paper: Paper<'_>) -> Result<Facts, Vec<Diagnostic>> {
    facts::decode(
        &program.schema,
        &program.ruleset,
        paper.file,
        paper.bytes,
        &paper.limits(),
    )
}

/// An application, decided.
pub(super) struct Decided {
    /// The outcome.
    pub(super) outcome: Outcome,
    /// Why.
    pub(super) explanation: Explanation,
}

/// Decides.
pub(super) fn decide(
    program: &Program,
    facts: Facts,
    (day, from): (Date, DayFrom),
    file: FileId,
) -> Result<Decided, Vec<Diagnostic>> {
    let tried = trial::decide(program, facts, (day, from), file)?;
    Ok(Decided {
        outcome: tried.verdict.outcome,
        explanation: tried.explanation(&program.ruleset),
    })
}

impl Decided {
    /// As text for a terminal.
    pub(super) fn text(&self, language: Language, width: usize, colour: bool) -> String {
        render::text(&self.explanation, language, &TextStyle { width, colour })
    }

    /// As Markdown.
    pub(super) fn markdown(&self, language: Language) -> String {
        render::markdown(&self.explanation, language)
    }

    /// As JSON.
    pub(super) fn json(&self) -> Value {
        render::json(&self.explanation)
    }
}

/// The book of a rule set with its cases and examples, and the cases that could not be decided.
pub(super) fn book(library: &dyn Library, program: &Program) -> (Book, Vec<String>) {
    let mut undecided = Vec::new();
    let trials = trial::trials(library, &program.ruleset);
    let samples: Vec<Sample> = trials
        .iter()
        .map(|trial| {
            // What is wrong with a case is told by `check`; here no one looks at places in it.
            let tried = trial::attempt(program, trial, FileId(u16::MAX)).ok();
            if tried.is_none() {
                undecided.push(trial.place.clone());
            }
            sample(program, trial, tried)
        })
        .collect();
    (book::book(&program.ruleset, &samples), undecided)
}

/// A case or an example as the book shows it.
fn sample(program: &Program, trial: &Trial, tried: Option<Tried>) -> Sample {
    let file = trial.path.rsplit('/').next().unwrap_or_default();
    let said = |key: &str| tried.as_ref().and_then(|tried| tried.expected.get(key));
    Sample {
        name: match &trial.example {
            Some((title, _)) => title.clone(),
            None => file.strip_suffix(".json").unwrap_or(file).to_owned(),
        },
        example: trial.example.is_some(),
        real: said("verkligt").and_then(Value::as_bool).unwrap_or(false),
        according_to: said("enligt").and_then(Value::as_str).map(str::to_owned),
        otherwise: tried
            .as_ref()
            .is_some_and(|tried| !tried.differences(&program.ruleset).is_empty()),
        verdict: tried.map(|tried| tried.verdict),
    }
}

/// Diagnostics as text.
pub(super) fn diagnostics(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    language: Language,
    width: usize,
    colour: bool,
) -> String {
    render::diagnostics(diagnostics, sources, language, colour, width)
}

/// Diagnostics as a JSON array.
pub(super) fn diagnostics_json(diagnostics: &[Diagnostic], sources: &Sources) -> Value {
    render::diagnostics_json(diagnostics, sources)
}

/// The coverage of a rule set as text.
pub(super) fn coverage_text(coverage: &Coverage, language: Language, width: usize) -> String {
    cover::text(coverage, language, width)
}

/// The coverage of a rule set as JSON.
pub(super) fn coverage_json(coverage: &Coverage) -> Value {
    cover::json(coverage)
}

/// The coverage of rule sets as an lcov tracefile.
pub(super) fn lcov(reports: &[Coverage]) -> String {
    cover::lcov(reports)
}
