//! Small programs and what the checker says of them.

mod accepted;
mod files;
mod names;
mod rules;
mod types;

use super::{Checked, load};
use crate::source::MemoryLibrary;

/// A rule set `prov` with these items after its head.
fn program(items: &str) -> MemoryLibrary {
    let text = format!("regelverk prov \"Prov\"\n  antagande \"ett prov\"\n{items}\nbifall ja_tack \"Ja\"\n");
    MemoryLibrary::default().with("prov/prov.regel", text)
}

/// Checks [`program`].
fn check(items: &str) -> Checked {
    load(&program(items), "prov")
}

/// A line for each diagnostic: its code, the words that it stands at, and its message in Swedish. What is declared here is seldom
/// used, so that lints, which the documents in `tests/suite/lints` hold, are left out.
fn said(checked: &Checked) -> Vec<String> {
    checked
        .diagnostics
        .iter()
        .filter(|d| !d.code.as_str().starts_with("E08"))
        .map(|d| {
            let span = d.span();
            let words = checked.sources.get(span.file).map_or("", |f| f.slice(span));
            format!("{} [{words}] {}", d.code.as_str(), d.message.sv)
        })
        .collect()
}

/// The suggestions and other help, in Swedish.
fn helped(checked: &Checked) -> Vec<String> {
    checked
        .diagnostics
        .iter()
        .flat_map(|d| d.help.iter().map(|h| h.sv.clone()))
        .collect()
}

/// Checks items in which nothing is wrong.
fn accept(items: &str) -> super::RuleSet {
    let checked = check(items);
    assert_eq!(said(&checked), Vec::<String>::new(), "{items}");
    checked.ruleset.expect("a rule set without errors")
}

/// Checks items with exactly these mistakes, each as its code and the words that it stands at.
#[track_caller]
fn reject(items: &str, mistakes: &[&str]) {
    let checked = check(items);
    let found: Vec<_> = said(&checked)
        .iter()
        .map(|line| line.split_inclusive(']').next().unwrap_or("").to_owned())
        .collect();
    assert_eq!(found, mistakes, "{:#?}", said(&checked));
    assert!(checked.ruleset.is_none());
}
