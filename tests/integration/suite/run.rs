//! Runs a document and compares.

use rekvisit::check;
use rekvisit::check::ruleset::ExprKind;
use rekvisit::diagnostic::{Diagnostic, Severity};
use rekvisit::facts::{self, Facts, Limits};
use rekvisit::program::{self, Cell, Place, Program, layout};
use rekvisit::source::{FileId, Library as _, MemoryLibrary, SourceFile, Sources};
use rekvisit::value::Date;
use rekvisit::{apportion, eval, explain, render, trial};
use serde_json::Value;

use super::decision;
use super::document::{Document, Example, Fence, Step};

/// The rule set of a document.
pub(super) const RULESET: &str = "prov";
/// The assessment date of an application that states none, when the rule set names none.
const ASSESSED_ON: &str = "2023-07-01";

/// An expectation that doesn't hold.
pub(super) struct Failure {
    /// The line of the expectation's fence, from 1.
    pub(super) line: usize,
    /// What stands there.
    pub(super) expected: Vec<String>,
    /// What came out, when it can take its place.
    pub(super) actual: Option<Vec<String>>,
    /// What is wrong, when it is not that the two differ.
    pub(super) words: Option<String>,
}

impl Failure {
    /// Expected and actual side by side.
    pub(super) fn told(&self, document: &str) -> String {
        let mut out = format!("{document}:{}", self.line);
        if let Some(words) = &self.words {
            out.push_str(&format!(": {words}"));
        }
        let Some(actual) = &self.actual else {
            return out;
        };
        let width = |line: &String| line.chars().count();
        let left = self.expected.iter().map(width).max().unwrap_or(0).clamp(10, 90);
        out.push_str(&format!("\n    {:left$}   {}", "VÄNTAT", "BLEV"));
        for at in 0..self.expected.len().max(actual.len()) {
            let expected = self.expected.get(at).map_or("", String::as_str);
            let actual = actual.get(at).map_or("", String::as_str);
            let mark = if expected == actual { ' ' } else { '≠' };
            out.push_str(&format!("\n  {mark} {expected:left$} | {actual}"));
        }
        out
    }
}

/// What doesn't hold in a document.
pub(super) fn run(document: &Document) -> Vec<Failure> {
    document.examples.iter().flat_map(example).collect()
}

fn example(example: &Example) -> Vec<Failure> {
    let mut failures = Vec::new();
    let mut fails = |line, words: String| {
        failures.push(Failure {
            line,
            expected: Vec::new(),
            actual: None,
            words: Some(words),
        });
    };
    let tried = Tried::load(RULESET, &example.files);
    let told = diagnostics(&tried.diagnostics, &tried.sources);
    if !example.steps.iter().any(|step| matches!(step, Step::Rules(_))) && !told.is_empty() {
        fails(
            example.line,
            format!("of the rules is told\n    {}", told.join("\n    ")),
        );
    }
    let mut differ = Vec::new();
    for step in &example.steps {
        let (fence, actual) = match step {
            Step::Rules(fence) => (fence, told.clone()),
            Step::Decision(_, fence) | Step::Unreadable(_, fence) if tried.program.is_none() => {
                fails(
                    fence.line,
                    "the rules don't load, so nothing can be decided".to_owned(),
                );
                continue;
            }
            Step::Unreadable(json, fence) => match tried.decide(json) {
                Err(lines) => (fence, lines),
                Ok(_) => (fence, vec!["(ansökan prövas)".to_owned()]),
            },
            Step::Decision(json, fence) => match tried
                .decide(json)
                .map(|json| decision::lines(&json, &fence.lines))
            {
                Ok(Ok(lines)) | Err(lines) => (fence, lines),
                Ok(Err(words)) => {
                    fails(fence.line, words);
                    continue;
                }
            },
        };
        if fence.lines != actual {
            differ.push(Failure {
                line: fence.line,
                expected: fence.lines.clone(),
                actual: Some(actual),
                words: None,
            });
        }
    }
    failures.extend(differ);
    failures
}

/// Rules that were loaded.
pub(crate) struct Tried {
    /// The program, when they have no error.
    pub(crate) program: Option<Program>,
    /// What is wrong with them.
    pub(crate) diagnostics: Vec<Diagnostic>,
    sources: Sources,
}

impl Tried {
    /// Loads the rule set, or the module when the first file is one.
    pub(crate) fn load(ruleset: &str, files: &[Fence]) -> Self {
        let library = files.iter().fold(MemoryLibrary::default(), |library, fence| {
            library.with(fence.file(ruleset), fence.body())
        });
        let module = files
            .iter()
            .map(|fence| fence.file(ruleset))
            .next()
            .filter(|_| !library.rulesets().contains(&ruleset.to_owned()));
        let checked = match module {
            None => check::load(&library, ruleset),
            Some(path) => check::load_module(&library, &path.trim_end_matches(".regel").replace('/', ".")),
        };
        let program = checked.ruleset.map(program::compile);
        let mut diagnostics = checked.diagnostics;
        if let Some(program) = &program {
            diagnostics.extend(apportion::lints(&program.ruleset));
            diagnostics.extend(tried(&library, program));
        }
        Self {
            program,
            diagnostics,
            sources: checked.sources,
        }
    }

    /// The decision of an application, or a line for each thing that is wrong with it.
    pub(crate) fn decide(&self, application: &str) -> Result<Value, Vec<String>> {
        let program = self.program.as_ref().expect("the rules have errors");
        let mut sources = self.sources.clone();
        let file = sources.add(SourceFile::new("ansökan", application));
        let mut facts = facts::decode(
            &program.schema,
            &program.ruleset,
            file,
            application.as_bytes(),
            &Limits::default(),
        )
        .map_err(|list| diagnostics(&list, &sources))?;
        let day = facts
            .assessed_on
            .or_else(|| named_day(program, &facts))
            .unwrap_or_else(|| Date::parse(ASSESSED_ON).unwrap());
        facts::settle(&mut facts, day);
        let (verdict, trace) = eval::evaluate(program, &mut facts, day)
            .map_err(|_| vec!["F0117 regelverket gäller inte ansökan".to_owned()])?;
        let explanation = explain::explain(&program.ruleset, &facts, &verdict, &trace);
        Ok(render::json(&explanation))
    }
}

/// What the rule set's own cases and examples show of it, when it has any; they come out as they expect.
fn tried(library: &MemoryLibrary, program: &Program) -> Vec<Diagnostic> {
    let ruleset = &program.ruleset;
    let seen: Vec<_> = trial::trials(library, ruleset)
        .into_iter()
        .map(|one| {
            let tried = trial::attempt(program, &one, FileId(u16::MAX)).ok();
            let differences = tried.iter().flat_map(|tried| tried.differences(ruleset));
            let differences: Vec<_> = differences.collect();
            assert!(differences.is_empty(), "{}: {differences:?}", one.path);
            trial::seen(ruleset, one, tried.as_ref())
        })
        .collect();
    if seen.is_empty() {
        return Vec::new();
    }
    trial::lints(ruleset, &seen)
}

/// The day that the rule set takes as the assessment date (`prövas den`), when it is a field that the application states.
fn named_day(program: &Program, facts: &Facts) -> Option<Date> {
    let ruleset = &program.ruleset;
    let ExprKind::Fact(field) = ruleset.assessed_on.as_ref()?.kind else {
        return None;
    };
    let slot = layout::offset(ruleset, &ruleset.application, field);
    match facts.arena.cell(Place(slot)) {
        Cell::Date(days) => Date::from_days(days),
        _ => None,
    }
}

/// Diagnostics, a line each, in Swedish, each with its help below it.
fn diagnostics(list: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let mut lines = Vec::new();
    for diagnostic in list {
        let span = diagnostic.span();
        let mut line = format!("{} ", diagnostic.code.as_str());
        if let Some(file) = sources.get(span.file).filter(|_| !diagnostic.labels.is_empty()) {
            let at = file.position(span.start);
            line.push_str(&format!("{}:{}:{} ", file.name, at.line, at.column));
        }
        if let Some(pointer) = diagnostic.pointer.as_ref().filter(|pointer| !pointer.is_empty()) {
            line.push_str(&format!("{pointer} "));
        }
        if diagnostic.severity == Severity::Warning {
            line.push_str("varning: ");
        }
        lines.push(line + &diagnostic.message.sv);
        for help in &diagnostic.help {
            lines.push(format!("  {}", help.sv));
        }
    }
    lines
}
