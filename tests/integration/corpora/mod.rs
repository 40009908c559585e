//! Files that others made to break programs (`tests/corpora`).

mod json;
mod naughty;

pub(crate) use naughty::naughty as naughty_strings;

use std::path::PathBuf;

use rekvisit::check;
use rekvisit::diagnostic::Diagnostic;
use rekvisit::facts::{self, Facts, Limits};
use rekvisit::program::{self, Program};
use rekvisit::render;
use rekvisit::source::{FileId, MemoryLibrary};

/// The files of a corpus in a folder, by name.
pub(crate) fn corpus(folder: &str) -> Vec<(String, Vec<u8>)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpora")
        .join(folder);
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(&root)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// The program of one rule file.
fn compiled(rules: &str) -> Program {
    let library = MemoryLibrary::default().with("prov/prov.regel", rules);
    let checked = check::load(&library, "prov");
    let said = render::diagnostics_json(&checked.diagnostics, &checked.sources);
    program::compile(checked.ruleset.unwrap_or_else(|| panic!("{said:#}")))
}

fn decode(program: &Program, application: &[u8]) -> Result<Facts, Vec<Diagnostic>> {
    let limits = Limits::default();
    facts::decode(&program.schema, &program.ruleset, FileId(0), application, &limits)
}
