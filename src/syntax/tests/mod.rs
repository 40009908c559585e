//! Tests of the whole stage.

mod bounds;
mod diagnostics;
mod format;
mod generated;
mod outlines;
mod reads;
mod round_trip;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, SourceFile};
use crate::syntax::{parse, tree};

/// A file in which everything that the language has stands once.
const EVERYTHING: &str = include_str!("everything.regel");

/// The tree of a text in which nothing is wrong.
fn read(text: &str) -> tree::File {
    let (file, diagnostics) = parse(FileId(0), text);
    assert_eq!(told(text, &diagnostics), Vec::<String>::new(), "{text}");
    file
}

/// Each diagnostic as `line:column code`.
fn told(text: &str, diagnostics: &[Diagnostic]) -> Vec<String> {
    let source = SourceFile::new("test.regel", text);
    diagnostics
        .iter()
        .map(|d| {
            let at = source.position(d.span().start);
            format!("{}:{} {}", at.line, at.column, d.code.as_str())
        })
        .collect()
}

/// The one diagnostic of a text.
fn only(text: &str) -> Diagnostic {
    let (_, mut diagnostics) = parse(FileId(0), text);
    assert_eq!(diagnostics.len(), 1, "{text}\n{diagnostics:#?}");
    diagnostics.remove(0)
}

/// The code and the marked text of the one diagnostic.
fn marked(text: &str) -> (Code, String) {
    let diagnostic = only(text);
    let source = SourceFile::new("test.regel", text);
    (diagnostic.code, source.slice(diagnostic.span()).to_owned())
}

/// A tree without its places, as text: two trees that differ in places only are equal so.
fn without_places(file: &tree::File) -> String {
    let all = format!("{file:?}");
    let mut text = String::with_capacity(all.len());
    let mut rest = all.as_str();
    while let Some((before, after)) = rest.split_once("Span {") {
        text.push_str(before);
        rest = after.split_once('}').map_or("", |(_, r)| r);
    }
    text + rest
}
