//! Rule sets and applications that are well-formed, the bytes choosing among all that the language has: so that what lies behind
//! the checker is reached from the first byte on.

use rekvisit::source::{FileId, MemoryLibrary};
use rekvisit::syntax;

use super::stages::{decided, loaded};
use crate::dice::Dice;
use crate::oracle::applications::{Sort, application};
use crate::oracle::rulesets::{TABLE, ruleset};

pub(super) fn run(bytes: &[u8]) {
    let mut dice = Dice::following(bytes);
    let text = ruleset(&mut dice).text();
    let (tree, found) = syntax::parse(FileId(0), &text);
    assert!(found.is_empty(), "{found:?}\n{text}");
    let english = syntax::print(&tree, true);
    let library = |text: &str| {
        MemoryLibrary::default()
            .with("prov/prov.regel", text)
            .with("prov/taxa.csv", TABLE)
    };
    let swedish = loaded(&library(&text));
    let translated = loaded(&library(&english));
    assert_eq!(swedish.is_some(), translated.is_some(), "{text}\n{english}");
    let Some((program, sources)) = swedish else { return };
    for open in [0, 4] {
        let application = application(&mut dice, Sort::open(open)).written().to_string();
        decided(&program, &sources, application.as_bytes());
    }
}
