//! Any bytes as an application before the shipped rule sets: the one that it names, or one that its length chooses.

use std::sync::LazyLock;

use rekvisit::check;
use rekvisit::facts::{self, Limits};
use rekvisit::program::{self, Program};
use rekvisit::source::{FileId, Library as _, SourceFile, Sources};

use super::stages::{SHIPPED, decided, told};

/// The rule sets with their names, compiled.
static PROGRAMS: LazyLock<Vec<(String, Program, Sources)>> = LazyLock::new(|| {
    let names = SHIPPED.rulesets().into_iter();
    names
        .map(|name| {
            let checked = check::load(&*SHIPPED, &name);
            let found = checked.diagnostics;
            let ruleset = checked.ruleset.unwrap_or_else(|| panic!("{name}: {found:?}"));
            (name, program::compile(ruleset), checked.sources)
        })
        .collect()
});

pub(super) fn run(bytes: &[u8]) {
    let named = match facts::peek_in(FileId(0), bytes, &Limits::default()) {
        Ok(peek) => peek.regelverk,
        Err(diagnostic) => {
            let mut sources = Sources::default();
            sources.add(SourceFile::new("ansökan.json", String::from_utf8_lossy(bytes)));
            told(&[diagnostic], &sources);
            None
        }
    };
    let programs = &*PROGRAMS;
    let named = named.and_then(|named| programs.iter().find(|(name, ..)| *name == named));
    let (_, program, sources) = named.unwrap_or(&programs[bytes.len() % programs.len()]);
    decided(program, sources, bytes);
}
