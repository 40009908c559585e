//! Coverage worked out by hand, on small rule sets.

mod acceptances;
mod conditions;
mod tracefile;

use serde_json::{Value, json};

use super::{Coverage, Observed};
use crate::source::{FileId, MemoryLibrary};
use crate::trial::{self, Trial};
use crate::{check, program, render};

/// A header, for rules that each test adds.
const HEADER: &str = "regelverk prov \"Prov\"\n  gäller 2020-01-01..\n  antagande \"Ett prov\"\n";

/// What the applications show of the rules; an application is assessed on 2023-07-01 unless it says otherwise.
fn coverage(rules: &str, applications: &[Value]) -> Coverage {
    let library = MemoryLibrary::default().with("prov/prov.regel", format!("{HEADER}{rules}"));
    let checked = check::load(&library, "prov");
    let said = render::diagnostics_json(&checked.diagnostics, &checked.sources);
    let set = checked.ruleset.unwrap_or_else(|| panic!("{said:#}"));
    let program = program::compile(set);
    let mut observed = Observed::new(&program, &checked.sources);
    for application in applications {
        let mut application = application.clone();
        let object = application.as_object_mut().unwrap();
        object
            .entry("prövningsdag")
            .or_insert_with(|| json!("2023-07-01"));
        object.insert("regelverk".to_owned(), json!("prov"));
        let trial = Trial {
            path: "prov/cases/a.json".to_owned(),
            place: "a.json".to_owned(),
            example: None,
            bytes: application.to_string().into_bytes(),
            expected: None,
        };
        let tried = trial::attempt(&program, &trial, FileId(9)).unwrap_or_else(|found| panic!("{found:?}"));
        observed.add(&tried);
    }
    observed.coverage()
}

/// The ways of conditions that are not shown: `a → nej`.
fn unshown(coverage: &Coverage) -> Vec<String> {
    let mut found = Vec::new();
    for condition in &coverage.conditions {
        for (value, way) in condition.ways() {
            if !way.is_covered() {
                found.push(format!(
                    "{} → {}",
                    condition.words,
                    if value { "ja" } else { "nej" }
                ));
            }
        }
    }
    found
}

/// The rules that are not covered, with whether each lacks an effect and whether it lacks being without one.
fn rules_unshown(coverage: &Coverage) -> Vec<(String, [bool; 2])> {
    let open = coverage.rules.iter().filter(|rule| !rule.is_covered());
    open.map(|rule| (rule.id.clone(), rule.lacks())).collect()
}
