//! What a new rule set consists of.

use super::name::title;
use crate::cli::pipeline::{self, FormatOptions};
use crate::source::FileId;

/// The path of the case in the rule set's folder.
pub(super) const CASE: &str = "cases/sista-dagen.json";
/// The path of the sources in the rule set's folder.
pub(super) const SOURCES: &str = "SOURCES.md";

/// The files: the path in the rule set's folder, and the text.
pub(super) fn files(name: &str, english: bool) -> Vec<(String, String)> {
    let fill = |template: &str| {
        template
            .replace("{{name}}", name)
            .replace("{{title}}", &title(name))
    };
    let rules = fill(include_str!("starter/starter.regel"));
    let options = FormatOptions {
        english: Some(english),
    };
    // What is in the program is whole; a test makes rule sets of it in both languages.
    let laid_out = pipeline::format(FileId(0), rules.as_bytes(), options).map_or(rules, |(_, text)| text);
    vec![
        (format!("{name}.regel"), laid_out),
        (CASE.to_owned(), fill(include_str!("starter/case.json"))),
        (SOURCES.to_owned(), fill(include_str!("starter/SOURCES.md"))),
    ]
}
