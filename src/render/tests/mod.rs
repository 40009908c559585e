//! Whole decisions, from a rule file and an application to what a person reads.

mod diagnostics;
mod grants;
mod hostile;
mod judgements;
mod parts;
mod schema;

use crate::explain::{Explanation, explain};
use crate::render::{TextStyle, text};
use crate::source::{MemoryLibrary, SourceFile, Sources};
use crate::value::Language;
use crate::{check, eval, facts, program};

/// Checks the rules, reads the application, evaluates and explains.
fn decide(rules: &str, application: &str) -> Explanation {
    let library = MemoryLibrary::default().with("prov/prov.regel", rules.as_bytes());
    let checked = check::load(&library, "prov");
    let said = super::diagnostics(
        &checked.diagnostics,
        &checked.sources,
        Language::Swedish,
        false,
        100,
    );
    let program = program::compile(checked.ruleset.unwrap_or_else(|| panic!("{said}")));
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("ansökan.json", application));
    let limits = facts::Limits::default();
    let mut facts = facts::decode(
        &program.schema,
        &program.ruleset,
        file,
        application.as_bytes(),
        &limits,
    )
    .unwrap_or_else(|d| {
        panic!(
            "{}",
            super::diagnostics(&d, &sources, Language::Swedish, false, 100)
        )
    });
    let day = facts.assessed_on.unwrap();
    facts::settle(&mut facts, day);
    let (verdict, trace) = eval::evaluate(&program, &mut facts, day).unwrap();
    explain(&program.ruleset, &facts, &verdict, &trace)
}

/// The text in Swedish on unbroken lines, with plain spaces.
fn swedish(explanation: &Explanation) -> String {
    whole(explanation, Language::Swedish)
}

/// The text in English on unbroken lines, with plain spaces.
fn english(explanation: &Explanation) -> String {
    whole(explanation, Language::English)
}

fn whole(explanation: &Explanation, language: Language) -> String {
    let style = TextStyle {
        width: 0,
        colour: false,
    };
    text(explanation, language, &style).replace('\u{a0}', " ")
}

/// Fails unless every line is somewhere in the text.
#[track_caller]
fn says(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "`{line}` is not in:\n{text}");
    }
}

/// The head of every rule file here.
const HEAD: &str = r#"regelverk prov "Provbidrag" en "Trial grants"
  version "1"
  spår laglighetsprövning

källa regler "Reglerna" en "The rules"
organ nämnden "Nämnden" en "the committee"
organ regionen "Regionen" en "the region"

"#;
