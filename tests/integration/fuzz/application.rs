//! Any bytes as an application before the shipped rule sets: the one that it names, or one that its length chooses.

use std::sync::LazyLock;

use rekvisit::check;
use rekvisit::facts::{self, Facts, Limits, Quick};
use rekvisit::program::slots::Slots;
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
    read_alike(program, bytes);
}

/// Read the quick way it is what it is otherwise, or not read at all; also when the same was read before.
fn read_alike(program: &Program, bytes: &[u8]) {
    let limits = Limits::default();
    let (schema, ruleset) = (&program.schema, &program.ruleset);
    let mut quick = Quick::new(schema, &program.known_texts, &limits);
    let (mut facts, mut words, mut of_facts) = (Facts::default(), Slots::default(), Slots::default());
    for _ in 0..2 {
        if quick.read(bytes, &mut facts) {
            let plain = facts::read(schema, ruleset, FileId(0), bytes, &limits)
                .expect("what is read quickly is right");
            assert_eq!(format!("{facts:?}"), format!("{plain:?}"));
        }
        if quick.words(bytes, &mut words) {
            let plain = facts::read(schema, ruleset, FileId(0), bytes, &limits)
                .expect("what is read quickly is right");
            facts::slots(program, &plain, &mut of_facts);
            assert_eq!(words, of_facts);
        }
    }
}
