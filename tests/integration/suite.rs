//! The literate tests: each page of `tests/suite` is a document of rules, applications and what they come to.
//!
//! CONTRIBUTING.md describes the pages. Those in `good` have rules without errors, those in `bad` say what is wrong.

mod decision;
mod page;

use std::path::{Path, PathBuf};

use rekvisit::source::{FileId, MemoryLibrary, SourceFile, Sources};
use rekvisit::value::{Date, Language};
use rekvisit::{check, eval, explain, facts, program, render};
use serde_json::Value;

pub(crate) use page::{Block, Page, blocks, pages};

/// The rule set of a page that names no other.
pub(crate) const RULESET: &str = "exempel";

/// The files of a page, by path, as a library.
pub(crate) fn library<'a>(files: impl IntoIterator<Item = &'a Block>) -> MemoryLibrary {
    files
        .into_iter()
        .filter(|block| matches!(block.kind.as_str(), "regel" | "csv") || !block.path.is_empty())
        .fold(MemoryLibrary::default(), |library, block| {
            library.with(block.file(), block.text.as_bytes())
        })
}

/// A diagnostic as a page writes it: `E0201 3:7 message`.
pub(crate) fn line(diagnostic: &rekvisit::diagnostic::Diagnostic, sources: &Sources) -> String {
    let span = diagnostic.span();
    let place = sources.get(span.file).map(|file| {
        let at = file.position(span.start);
        format!("{}:{}", at.line, at.column)
    });
    format!(
        "{} {} {}",
        diagnostic.code.as_str(),
        place.unwrap_or_default(),
        diagnostic.message.get(Language::Swedish)
    )
}

/// What the rules of a page, and then an application, come to.
pub(crate) struct Tried {
    pub(crate) program: Option<program::Program>,
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Vec<rekvisit::diagnostic::Diagnostic>,
}

impl Tried {
    pub(crate) fn load(library: &MemoryLibrary) -> Self {
        let checked = check::load(library, RULESET);
        Self {
            program: checked.ruleset.map(program::compile),
            sources: checked.sources,
            diagnostics: checked.diagnostics,
        }
    }

    /// The decision's JSON, or what is wrong with the application, a line each.
    pub(crate) fn decide(&self, application: &str) -> Result<Value, Vec<String>> {
        let program = self.program.as_ref().expect("the rules have errors");
        let mut sources = self.sources.clone();
        let file = sources.add(SourceFile::new("ansökan.json", application));
        let lines = |diagnostics: &[rekvisit::diagnostic::Diagnostic]| -> Vec<String> {
            diagnostics.iter().map(|d| line(d, &sources)).collect()
        };
        let mut stated = decode(program, file, application).map_err(|d| lines(&d))?;
        let day = stated.assessed_on.unwrap_or(Date::parse("2023-07-01").unwrap());
        facts::settle(&mut stated, day);
        let (verdict, trace) = eval::evaluate(program, &mut stated, day)
            .map_err(|_| vec!["F0117 1:1 regelverket gäller inte ansökan".to_owned()])?;
        Ok(render::json(&explain::explain(
            &program.ruleset,
            &stated,
            &verdict,
            &trace,
        )))
    }
}

fn decode(
    program: &program::Program,
    file: FileId,
    application: &str,
) -> Result<facts::Facts, Vec<rekvisit::diagnostic::Diagnostic>> {
    let limits = facts::Limits::default();
    facts::decode(
        &program.schema,
        &program.ruleset,
        file,
        application.as_bytes(),
        &limits,
    )
}

/// Tries one page; what differs, for a person to read.
fn differences(page: &Page) -> Vec<String> {
    let mut found = Vec::new();
    let tried = Tried::load(&library(&page.blocks));
    let mut told: Vec<String> = tried
        .diagnostics
        .iter()
        .map(|d| line(d, &tried.sources))
        .collect();
    let mut application: Option<(&Block, Result<Value, Vec<String>>)> = None;
    for block in &page.blocks {
        let at = format!("{}:{}", page.place, block.line);
        match block.kind.as_str() {
            "json" if block.path.is_empty() => {
                if !told.is_empty() {
                    found.push(format!("{at}: the rules have diagnostics\n{}", told.join("\n")));
                    return found;
                }
                application = Some((block, tried.decide(&block.text)));
            }
            "diagnostics" => {
                let seen = match &application {
                    None => std::mem::take(&mut told),
                    Some((_, Err(lines))) => lines.clone(),
                    Some((_, Ok(_))) => Vec::new(),
                };
                let expected: Vec<&str> = block
                    .text
                    .lines()
                    .filter(|line| !line.trim().is_empty())
                    .collect();
                if expected != seen {
                    found.push(format!("{at}: the diagnostics are\n{}", seen.join("\n")));
                }
            }
            "decision" => match &application {
                Some((_, Ok(decision))) => {
                    let differs = decision::differences(&block.text, decision);
                    if !differs.is_empty() {
                        found.push(format!("{at}: {}", differs.join("\n  ")));
                    }
                }
                Some((_, Err(lines))) => {
                    found.push(format!(
                        "{at}: the application has diagnostics\n{}",
                        lines.join("\n")
                    ));
                }
                None => found.push(format!("{at}: no application stands above")),
            },
            _ => {}
        }
    }
    if !told.is_empty() {
        found.push(format!(
            "{}: the rules have diagnostics\n{}",
            page.place,
            told.join("\n")
        ));
    }
    found
}

/// All pages below a folder of the repository.
pub(crate) fn documents(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|end| end == "md") {
            found.push(path);
        }
    }
}

#[test]
fn the_suite_holds() {
    let mut found = Vec::new();
    let mut tried = 0;
    for path in documents("tests/suite") {
        for page in pages(&path) {
            let expects = |kind: &str| page.blocks.iter().any(|block| block.kind == kind);
            assert!(
                expects("diagnostics") || expects("decision"),
                "{}: nothing is expected of it",
                page.place
            );
            if path.components().any(|part| part.as_os_str() == "bad") {
                assert!(
                    expects("diagnostics"),
                    "{}: it says nothing of what is wrong",
                    page.place
                );
            }
            tried += 1;
            found.extend(differences(&page));
        }
    }
    assert!(tried > 0);
    assert!(found.is_empty(), "\n{}\n", found.join("\n\n"));
}
