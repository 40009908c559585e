//! Diagnostics as text, as one line and as JSON.

use crate::diagnostic::{Code, Diagnostic};
use crate::render::{diagnostic_line, diagnostics, diagnostics_json};
use crate::source::{SourceFile, Sources, Span};
use crate::value::Language;

fn one(text: &str, start: u32, end: u32) -> (Diagnostic, Sources) {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("rules/prov/prov.regel", text));
    let diagnostic = Diagnostic::error(
        Code::UnknownName,
        Span::new(file, start, end),
        "`sökt` finns inte",
        "`sökt` does not exist",
    )
    .label("det här namnet", "this name")
    .did_you_mean("sökt", ["sökta"]);
    (diagnostic, sources)
}

#[test]
fn the_line_the_code_and_the_help_are_shown() {
    let (diagnostic, sources) = one("krav a\n  att sökt finns\n", 13, 18);
    let text = diagnostics(
        std::slice::from_ref(&diagnostic),
        &sources,
        Language::Swedish,
        false,
        80,
    );
    assert_eq!(
        text,
        "fel[E0201]: `sökt` finns inte\n --> rules/prov/prov.regel:2:7\n  |\n2 |   att sökt finns\n  |       ^^^^ det här namnet\n  |\n  = hjälp: menade du `sökta`?\n"
    );
    assert_eq!(
        diagnostic_line(&diagnostic, &sources, Language::English),
        "rules/prov/prov.regel:2:7: error[E0201]: `sökt` does not exist"
    );
    let json = diagnostics_json(&[diagnostic], &sources);
    assert_eq!(json[0]["labels"][0]["line"], 2);
    assert_eq!(json[0]["labels"][0]["end_column"], 11);
    assert_eq!(json[0]["message"]["en"], "`sökt` does not exist");
}

#[test]
fn a_very_long_line_is_cut_around_the_mark() {
    let line = format!("{}sökt{}", "å".repeat(5000), "ö".repeat(5000));
    let (diagnostic, sources) = one(&line, 10000, 10005);
    let text = diagnostics(&[diagnostic], &sources, Language::Swedish, false, 100);
    assert!(text.chars().count() < 900, "{text}");
    assert!(text.contains("sökt"));
    assert!(text.contains("^^^^"));
    assert!(text.contains("rules/prov/prov.regel:1:5001\n"), "{text}");
}

#[test]
fn control_characters_in_the_source_are_escapes() {
    let (diagnostic, sources) = one("a\u{1b}[31m\u{202e}sökt", 9, 14);
    let text = diagnostics(
        &[diagnostic.at("/a\u{1b}b")],
        &sources,
        Language::English,
        false,
        100,
    );
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
    assert!(text.contains("\\u{1b}"));
    assert!(text.contains("in the application: /a\\u{1b}b"));
}

#[test]
fn a_place_outside_every_file_does_no_harm() {
    let (mut diagnostic, sources) = one("", 0, 0);
    diagnostic.labels[0].span = Span::new(crate::source::FileId(7), 5, 9);
    let text = diagnostics(
        &[diagnostic.clone().at("/x")],
        &sources,
        Language::Swedish,
        false,
        80,
    );
    assert!(text.contains("fel[E0201]"));
    diagnostic.labels.clear();
    assert_eq!(
        diagnostic_line(&diagnostic.at("/x"), &sources, Language::Swedish),
        "/x: fel[E0201]: `sökt` finns inte"
    );
    let (past_the_end, sources) = one("a\n", 2, 2);
    assert!(diagnostics(&[past_the_end], &sources, Language::Swedish, false, 80).contains(":2:1"));
}
