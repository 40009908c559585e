//! The fuzzer's dictionary is every keyword and mark of the grammar.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// What stands in quotation marks in the lines of a grammar that begin so.
fn quoted<'a>(grammar: &'a str, begins: &'a str) -> impl Iterator<Item = &'a str> {
    let lines = grammar
        .lines()
        .filter(move |line| line.starts_with(begins) && !line.contains('\\'));
    lines.flat_map(|line| line.split('"').skip(1).step_by(2))
}

#[test]
fn the_dictionary_has_every_word_of_the_grammar() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let (keywords, rules) = (read("grammar/keywords.pest"), read("grammar/rules.pest"));
    // Of the rules the marks: letters there are only the beginnings of keywords.
    let marks = quoted(&rules, "").filter(|word| !word.is_empty() && !word.contains(char::is_alphabetic));
    let words: BTreeSet<&str> = quoted(&keywords, "kw_").chain(marks).collect();
    assert!(words.contains("regelverk") && words.contains("≤"), "{words:?}");
    let mut dictionary =
        "# Every word of grammar/*.pest, as libFuzzer reads them; made by a test (tests/integration/fuzz).\n"
            .to_owned();
    for word in words {
        let written = word.bytes().fold(String::new(), |mut written, byte| {
            if byte.is_ascii_graphic() || byte == b' ' {
                written.push(char::from(byte));
            } else {
                write!(written, "\\x{byte:02X}").unwrap();
            }
            written
        });
        writeln!(dictionary, "\"{written}\"").unwrap();
    }
    let path = root.join("tests/fuzz/rules.dict");
    if std::env::var_os("REKVISIT_UPDATE").is_some() {
        std::fs::write(&path, &dictionary).unwrap();
    }
    let same = std::fs::read_to_string(&path).is_ok_and(|text| text == dictionary);
    assert!(
        same,
        "words have changed: REKVISIT_UPDATE=1 cargo test --test integration fuzz::dictionary"
    );
}
