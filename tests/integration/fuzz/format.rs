//! What can be read is laid out as the same tree with the same comments; laid out once more it stays as it is, in each language.

use rekvisit::source::FileId;
use rekvisit::syntax::{self, FormatOptions, Unformatted};

use super::page::rule_texts;

pub(super) fn run(bytes: &[u8]) {
    for bytes in rule_texts(bytes) {
        if let Ok(text) = syntax::decode(FileId(0), &bytes) {
            for english in [None, Some(false), Some(true)] {
                one(text, FormatOptions { english });
            }
        }
    }
}

fn one(text: &str, options: FormatOptions) {
    let read_well = syntax::parse(FileId(0), text).1.is_empty();
    match syntax::format(FileId(0), text, options) {
        Ok(once) => {
            let (_, found) = syntax::parse(FileId(0), &once);
            assert!(found.is_empty(), "wrong once laid out: {found:?}\n{once}");
            let twice = syntax::format(FileId(0), &once, options).expect("it was laid out once");
            assert_eq!(once, twice, "laid out a second time");
        }
        Err(Unformatted::Wrong(found)) => {
            assert!(!found.is_empty() && !read_well, "nothing is wrong: {found:?}");
        }
        Err(Unformatted::Unfaithful) => panic!("would not be the same text: {text}"),
    }
}
