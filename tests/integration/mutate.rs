//! The alterations of a rule file that has something of everything.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use rekvisit::mutate::{Bench, Fate, Mutant, Operator, Score, accepts, mutants};
use rekvisit::source::{FileId, MemoryLibrary};
use rekvisit::{check, program, syntax, trial};

use crate::{shipped, snapshots};

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
    let (tree, _) = syntax::parse(FileId(0), RULES);
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

/// A shipped rule set's file: its path, its text and its alterations, with the rule set.
fn of_shipped(library: &MemoryLibrary, name: &str) -> (String, String, Vec<Mutant>, check::RuleSet) {
    let path = format!("{name}/{name}.regel");
    let checked = check::load(library, name);
    let (file, source) = checked
        .sources
        .iter()
        .find(|(_, file)| file.name == path)
        .unwrap();
    let (tree, _) = syntax::parse(file, &source.text);
    let ruleset = checked.ruleset.unwrap();
    let found = mutants(file, &source.text, &tree, &ruleset);
    (path, source.text.clone(), found, ruleset)
}

/// One in ten of the alterations; all of them are tried by `.ci/run`.
#[test]
fn the_shipped_cases_notice_what_is_altered() {
    let library = shipped::library_with_sources();
    for name in shipped::rulesets() {
        let (path, text, found, ruleset) = of_shipped(&library, &name);
        let acceptances = ruleset.acceptances.clone();
        let bench = Bench::new(&library, program::compile(ruleset));
        assert_eq!(bench.already_noticed(), None);
        let mut score = Score::default();
        let mut survivors = Vec::new();
        for mutant in found.iter().step_by(10) {
            match bench.fate(&path, &text, mutant) {
                Fate::Noticed(_) => score.noticed += 1,
                Fate::Invalid => score.invalid += 1,
                Fate::Survived if acceptances.iter().any(|a| accepts(a, mutant)) => score.accepted += 1,
                Fate::Survived => {
                    score.survived += 1;
                    survivors.push(format!("{}: {}", mutant.subject.heading, mutant.name));
                }
            }
        }
        assert!(score.counted() > 2, "{name}: {score:?}");
        assert!(score.reaches(95), "{name}: {score:?} {survivors:?}");
    }
}

#[test]
fn what_a_verdict_tells_at_a_glance_is_what_the_explanation_says() {
    let library = shipped::library_with_sources();
    let mut differing = 0;
    for name in shipped::rulesets() {
        let (path, text, found, ruleset) = of_shipped(&library, &name);
        let trials = trial::trials(&library, &ruleset);
        for mutant in found.iter().skip(7).step_by(40) {
            let altered = library.clone().with(path.clone(), mutant.text(&text));
            let Some(ruleset) = check::load(&altered, &name).ruleset else {
                continue;
            };
            let program = program::compile(ruleset);
            for trial in trials.iter().step_by(3) {
                let Ok(tried) = trial::attempt(&program, trial, FileId(0)) else {
                    continue;
                };
                let differences = tried.differences(&program.ruleset);
                assert_eq!(
                    tried.differs(&program.ruleset),
                    !differences.is_empty(),
                    "{}",
                    trial.path
                );
                differing += usize::from(!differences.is_empty());
            }
        }
    }
    assert!(differing > 10, "{differing}");
}
