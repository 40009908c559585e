//! The big list of naughty strings, wherever an application or a rule file has a text.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser, Tag};
use rekvisit::diagnostic::Code;
use rekvisit::explain::{self, Explanation};
use rekvisit::facts;
use rekvisit::program::Program;
use rekvisit::render::{self, TextStyle};
use rekvisit::source::{SourceFile, Sources};
use rekvisit::value::{Date, Language};
use rekvisit::{check, eval};
use serde_json::{Value, json};

use super::{compiled, decode};

const RULES: &str = r#"regelverk prov "Prov" en "Trial"
  gäller 2020-01-01..
  antagande "Påhittat" en "Invented"

typ Val = ett | två

ansökan {
  namn: text
  bilaga: handling?
  val: Val
  skäl: bedömning ja/nej av handläggaren
}

krav namnet "Namnet ska vara ett annat" en "The name must be another"
  att namn är inte "ett namn som ingen har" och bilaga finns
  annars avslå "{namn} har ingen bilaga." en "{namn} has no attachment."

tillåtelse godkänd "Godkänd" en "Approved"
  när val är ett
  får bifalla efter bedömningen skäl
"#;

/// The list.
pub(crate) fn naughty() -> Vec<String> {
    let list = include_str!("../../corpora/big-list-of-naughty-strings/blns.json");
    let strings: Vec<String> = serde_json::from_str(list).unwrap();
    assert!(strings.len() > 500);
    strings
}

/// The application with the string in every place that takes a text.
fn application(string: &str, attached: bool) -> Value {
    let bilaga = if attached { json!(string) } else { Value::Null };
    json!({
        "regelverk": "prov", "id": string, "prövningsdag": "2023-07-01",
        "namn": string, "bilaga": bilaga, "val": "ett",
        "skäl": {"värde": true, "av": "handläggaren", "den": "2023-06-30", "handling": string},
    })
}

fn decide(program: &Program, application: &Value) -> Explanation {
    let mut facts = decode(program, application.to_string().as_bytes())
        .unwrap_or_else(|found| panic!("{application}: {found:?}"));
    let day = Date::new(2023, 7, 1).unwrap();
    facts::settle(&mut facts, day);
    let (verdict, trace) = eval::evaluate(program, &mut facts, day).unwrap();
    explain::explain(&program.ruleset, &facts, &verdict, &trace)
}

/// What Markdown makes of a text that is no text: HTML, links, images.
fn markup(markdown: &str) -> BTreeSet<&'static str> {
    Parser::new(markdown)
        .filter_map(|event| match event {
            Event::Html(_) | Event::InlineHtml(_) => Some("HTML"),
            Event::Start(Tag::Link { .. }) => Some("a link"),
            Event::Start(Tag::Image { .. }) => Some("an image"),
            _ => None,
        })
        .collect()
}

/// What a terminal may be given.
fn is_tame(text: &str) -> bool {
    text.chars().all(|c| {
        c == '\n' || !(c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    })
}

/// The strings of a JSON value.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(map) => map.values().for_each(|item| strings(item, found)),
        _ => {}
    }
}

#[test]
fn a_text_goes_through_every_renderer_as_text() {
    let program = compiled(RULES);
    for string in naughty() {
        for attached in [true, false] {
            let explanation = decide(&program, &application(&string, attached));
            for language in [Language::Swedish, Language::English] {
                for width in [40, 80] {
                    let style = TextStyle { width, colour: false };
                    let text = render::text(&explanation, language, &style);
                    assert!(is_tame(&text), "{string:?} reaches the terminal: {text:?}");
                }
                let markdown = render::markdown(&explanation, language);
                assert_eq!(markup(&markdown), BTreeSet::new(), "{string:?} in\n{markdown}");
            }
            // The way back: the decision's JSON has the id as it was given.
            let written = render::json(&explanation).to_string();
            let read: Value = serde_json::from_str(&written).unwrap();
            assert_eq!(read["application"]["id"], string.as_str());
        }
    }
}

#[test]
fn an_unknown_key_or_value_is_told_and_never_let_through() {
    let program = compiled(RULES);
    let known = [
        "regelverk",
        "id",
        "prövningsdag",
        "väntar",
        "namn",
        "bilaga",
        "val",
        "skäl",
    ];
    for string in naughty() {
        if known.contains(&string.as_str()) || string == "ett" || string == "två" {
            continue;
        }
        let mut with_key = application("a", true);
        with_key[string.as_str()] = json!(1);
        let mut with_value = application("a", true);
        with_value["val"] = json!(string);
        for (application, code) in [(with_key, Code::UnknownKey), (with_value, Code::UnknownValue)] {
            let text = application.to_string();
            let found = decode(&program, text.as_bytes()).unwrap_err();
            assert_eq!(found.len(), 1, "{string:?}: {found:?}");
            assert_eq!(found[0].code, code, "{string:?}");
            let mut sources = Sources::default();
            sources.add(SourceFile::new("a.json", text));
            for language in [Language::Swedish, Language::English] {
                let told = render::diagnostics(&found, &sources, language, false, 80);
                assert!(is_tame(&told), "{string:?} reaches the terminal: {told:?}");
            }
        }
    }
}

#[test]
fn a_rule_s_text_stays_a_text() {
    for string in naughty() {
        let normal = string
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('{', "{{")
            .replace('}', "}}");
        let rules = RULES
            .replace("\"Namnet ska vara ett annat\"", &format!("\"{normal}\""))
            .replace("{namn} har ingen bilaga.", &normal)
            .replace("ett namn som ingen har", &normal);
        let library = rekvisit::source::MemoryLibrary::default().with("prov/prov.regel", rules.as_str());
        let checked = check::load(&library, "prov");
        let Some(ruleset) = checked.ruleset else {
            // Control characters, line breaks and what is not in normal form are no text of a rule: told, not let through.
            for language in [Language::Swedish, Language::English] {
                let told = render::diagnostics(&checked.diagnostics, &checked.sources, language, false, 80);
                assert!(is_tame(&told), "{string:?} reaches the terminal: {told:?}");
            }
            let refused = |d: &rekvisit::diagnostic::Diagnostic| d.code.as_str().starts_with("E01");
            assert!(
                checked.diagnostics.iter().all(refused),
                "{string:?}: {:?}",
                checked.diagnostics
            );
            continue;
        };
        let program = rekvisit::program::compile(ruleset);
        let explanation = decide(&program, &application("a", false));
        let style = TextStyle {
            width: 80,
            colour: false,
        };
        assert!(
            is_tame(&render::text(&explanation, Language::Swedish, &style)),
            "{string:?}"
        );
        let markdown = render::markdown(&explanation, Language::Swedish);
        assert_eq!(markup(&markdown), BTreeSet::new(), "{string:?} in\n{markdown}");
        let mut found = Vec::new();
        strings(&render::json(&explanation), &mut found);
        assert!(
            found.contains(&string),
            "{string:?} is not in the decision's JSON"
        );
    }
}
