//! The shipped rule sets and their cases, as tests use them.

use std::path::{Path, PathBuf};

use rekvisit::eval::{self, Trace, Verdict};
use rekvisit::facts::{self, Facts, Limits};
use rekvisit::program::{self, Program};
use rekvisit::source::{FileId, Library as _, MemoryLibrary};
use rekvisit::value::Date;
use rekvisit::{check, render};
use serde_json::Value;

/// The folder of the shipped rules.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")
}

/// All rule files, tables and cases, by their path below the root.
pub(crate) fn files() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    gather(&root(), &mut files);
    files.sort();
    files
}

fn gather(folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else if path
            .extension()
            .is_some_and(|e| e == "regel" || e == "csv" || e == "json")
        {
            let name = path
                .strip_prefix(root())
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            files.push((name, std::fs::read(&path).unwrap()));
        }
    }
}

/// The shipped rules in memory.
pub(crate) fn library() -> MemoryLibrary {
    files()
        .into_iter()
        .fold(MemoryLibrary::default(), |library, (path, bytes)| {
            library.with(path, bytes)
        })
}

/// The same files, with what `SOURCES.md` says of each rule set.
pub(crate) fn files_with_sources() -> Vec<(String, Vec<u8>)> {
    let mut files = files();
    for folder in std::fs::read_dir(root()).unwrap() {
        let path = folder.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if let Ok(sources) = std::fs::read(path.join("SOURCES.md")) {
            files.push((format!("{name}/SOURCES.md"), sources));
        }
    }
    files
}

/// The same, in memory.
pub(crate) fn library_with_sources() -> MemoryLibrary {
    files_with_sources()
        .into_iter()
        .fold(MemoryLibrary::default(), |library, (path, bytes)| {
            library.with(path, bytes)
        })
}

/// The names of the shipped rule sets.
pub(crate) fn rulesets() -> Vec<String> {
    library().rulesets()
}

/// A rule set of the library, compiled; whatever is wrong with it fails the test.
pub(crate) fn compiled(library: &MemoryLibrary, name: &str) -> Program {
    let checked = check::load(library, name);
    let said = render::diagnostics_json(&checked.diagnostics, &checked.sources);
    program::compile(checked.ruleset.unwrap_or_else(|| panic!("{name}: {said:#}")))
}

/// The cases of a rule set: file name and content, sorted.
pub(crate) fn cases(name: &str) -> Vec<(String, Value)> {
    let mut cases: Vec<(String, Value)> = std::fs::read_dir(root().join(name).join("cases"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let case = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            (path.file_name().unwrap().to_str().unwrap().to_owned(), case)
        })
        .collect();
    cases.sort_by(|a, b| a.0.cmp(&b.0));
    cases
}

/// An application evaluated on the day that it names; `None` when it is not one that the rule set reads.
pub(crate) fn evaluated(program: &Program, application: &Value) -> Option<(Facts, Verdict, Trace)> {
    let bytes = serde_json::to_vec(application).unwrap();
    let mut facts = facts::decode(
        &program.schema,
        &program.ruleset,
        FileId(0),
        &bytes,
        &Limits::default(),
    )
    .ok()?;
    let day = facts.assessed_on.or_else(|| Date::parse("2024-01-01")).unwrap();
    facts::settle(&mut facts, day);
    let (verdict, trace) = eval::evaluate(program, &mut facts, day).ok()?;
    Some((facts, verdict, trace))
}
