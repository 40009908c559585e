//! The README's own rule set, application and library example, as they stand there.

use rekvisit::source::{FileId, MemoryLibrary};
use rekvisit::value::{Date, Language};
use rekvisit::{check, eval, explain, facts, program, render};

/// The README's example: this file and the page say the same.
fn decide(rules: &str, application: &[u8], day: Date) -> Option<String> {
    let library = MemoryLibrary::default().with("lokalt/lokalt.regel", rules);
    let checked = check::load(&library, "lokalt"); // with checked.diagnostics, when something is wrong
    let program = program::compile(checked.ruleset?); // once for a service's life
    let limits = facts::Limits::default();
    let mut facts = facts::decode(&program.schema, &program.ruleset, FileId(0), application, &limits).ok()?;
    facts::settle(&mut facts, day);
    let (verdict, trace) = eval::evaluate(&program, &mut facts, day).ok()?;
    let explanation = explain::explain(&program.ruleset, &facts, &verdict, &trace);
    Some(render::text(
        &explanation,
        Language::Swedish,
        &render::TextStyle::default(),
    ))
}

pub(crate) fn block(readme: &str, begins: &str) -> String {
    let start = readme
        .find(begins)
        .unwrap_or_else(|| panic!("the README has no block that begins with `{begins}`"));
    let end = readme[start..].find("```").unwrap();
    readme[start..start + end].to_owned()
}

#[test]
fn the_readmes_rules_application_and_code_go_together() {
    let readme = include_str!("../../README.md");
    let rules = block(readme, "regelverk lokalt");
    let application = block(readme, "{\"regelverk\": \"lokalt\"");
    let day = Date::parse("2023-06-20").unwrap();
    let text = decide(&rules, application.as_bytes(), day).unwrap();
    assert!(text.contains("10\u{a0}000"), "{text}");
}

/// The code without its comments, its commas and its layout, character by character.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("///"))
        .map(|line| line.split("//").next().unwrap())
        .flat_map(str::split_whitespace)
        .map(str::to_owned)
        .collect::<String>()
        .replace(',', "")
        .chars()
        .map(String::from)
        .collect()
}

#[test]
fn the_readmes_code_is_this_files() {
    let readme = words(&block(include_str!("../../README.md"), "use rekvisit::source"));
    let here = words(include_str!("readme.rs"));
    assert!(here.windows(readme.len()).any(|window| window == readme));
}
