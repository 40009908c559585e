//! The alterations of a rule file that has something of everything.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use rekvisit::mutate::{Bench, Fate, Mutant, Operator, mutants};
use rekvisit::source::MemoryLibrary;
use rekvisit::{check, program, syntax};

use crate::snapshots;

const RULES: &str = include_str!("../mutate/allt.regel");

/// All alterations of the text, each with whether the checker takes it.
fn altered(text: &str) -> Vec<(Mutant, bool, String)> {
    let library = MemoryLibrary::default().with("allt/allt.regel", text);
    let checked = check::load(&library, "allt");
    let told: Vec<_> = checked
        .diagnostics
        .iter()
        .map(|d| (&d.message.sv, d.span()))
        .collect();
    let ruleset = checked.ruleset.unwrap_or_else(|| panic!("{told:?}"));
    let (file, source) = checked.sources.iter().next().unwrap();
    let (tree, _) = syntax::parse(file, text);
    let found = mutants(file, text, &tree, &ruleset);
    let bench = Bench::new(&library, program::compile(ruleset));
    found
        .into_iter()
        .map(|mutant| {
            let valid = bench.fate("allt/allt.regel", text, &mutant) != Fate::Invalid;
            let diff = mutant.diff(source);
            (mutant, valid, diff)
        })
        .collect()
}

#[test]
fn everything_is_altered_in_every_way() {
    let mut shown = String::new();
    let found = altered(RULES);
    for (mutant, valid, _) in &found {
        let mark = if *valid { "" } else { " (ogiltig)" };
        let subject = &mutant.subject.heading;
        shown.push_str(&format!(
            "{subject} [{}] {}{mark}\n",
            mutant.operator.as_str(),
            mutant.name
        ));
    }
    snapshots::settings("mutate").bind(|| assert_snapshot!("everything", shown));
    for operator in Operator::ALL {
        let valid = found
            .iter()
            .any(|(mutant, valid, _)| mutant.operator == operator && *valid);
        assert!(valid, "{}", operator.as_str());
    }
}

#[test]
fn a_name_is_the_only_one_of_its_subject_and_a_difference_is_a_line_or_two() {
    let mut seen = BTreeMap::new();
    for (mutant, _, diff) in altered(RULES) {
        let key = (mutant.subject.span.start, mutant.name.clone());
        assert!(
            seen.insert(key, ()).is_none(),
            "{} {}",
            mutant.subject.heading,
            mutant.name
        );
        assert!(
            diff.contains("\n-") && diff.contains("\n+") && diff.len() < 900,
            "{diff}"
        );
    }
}

#[test]
fn english_rules_are_altered_alike() {
    let (tree, _) = syntax::parse(rekvisit::source::FileId(0), RULES);
    let english = syntax::print(&tree, true);
    let counts = |found: Vec<(Mutant, bool, String)>| {
        let mut counts: BTreeMap<(Operator, bool), u32> = BTreeMap::new();
        for (mutant, valid, _) in found {
            *counts.entry((mutant.operator, valid)).or_default() += 1;
        }
        counts
    };
    assert_eq!(counts(altered(RULES)), counts(altered(&english)));
}
