//! Every shipped case and example comes to what it is expected to.

use std::path::PathBuf;

use rekvisit::check;
use rekvisit::diagnostic::{Code, Diagnostic};
use rekvisit::facts::{self, Limits};
use rekvisit::source::FileId;
use serde_json::Value;

use crate::cli::Test;
use crate::shipped;

/// A case: its rule set, where it is, and what stands in it.
pub(crate) fn all() -> Vec<(String, PathBuf, Value)> {
    shipped::rulesets()
        .into_iter()
        .flat_map(|ruleset| {
            let folder = shipped::root().join(&ruleset).join("cases");
            shipped::cases(&ruleset)
                .into_iter()
                .map(move |(file, case)| (ruleset.clone(), folder.join(file), case))
        })
        .collect()
}

#[test]
fn every_case_says_what_it_expects_and_of_which_rule_set() {
    for (ruleset, path, case) in all() {
        let place = path.display();
        assert_eq!(case["regelverk"], ruleset.as_str(), "{place}");
        assert!(
            case["väntar"]["utfall"].is_string(),
            "{place} does not say what it expects"
        );
        if case["väntar"]["verkligt"] == true {
            assert!(
                case["väntar"]["enligt"].is_string(),
                "{place} is real by which document?"
            );
        }
    }
}

#[test]
fn every_case_and_example_comes_to_what_it_expects() {
    let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/rules");
    let test = Test::new().run(&format!("check {rules} --deny-warnings --format json"));
    let report: Value = serde_json::from_str(&test.output()).unwrap();
    assert_eq!(report["diagnostics"], serde_json::json!([]));
    let failures: Vec<String> = report["failures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| serde_json::to_string_pretty(f).unwrap())
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(report["cases"], all().len());
    assert!(report["examples"].as_u64().unwrap() > 0);
}

#[test]
fn every_rule_set_has_a_real_case() {
    // Of each rule set that a document records a decision by.
    let cases = all();
    let real: std::collections::BTreeSet<&str> = cases
        .iter()
        .filter(|(.., case)| case["väntar"]["verkligt"] == true)
        .map(|(ruleset, ..)| ruleset.as_str())
        .collect();
    for ruleset in [
        "projektbidrag-malmo",
        "finsam",
        "iop-malmo",
        "lokal-utveckling-malmo",
        "slutrapport",
    ] {
        assert!(real.contains(ruleset), "{ruleset}");
    }
}

/// The table of the health conversations, with one thing changed in it, and what is told of the rules.
fn told_of_the_table(from: &str, to: &str) -> Vec<String> {
    let path = "halsosamtal-2023/fordelning-2023.csv";
    let table = std::fs::read_to_string(shipped::root().join(path)).unwrap();
    assert_eq!(table.matches(from).count(), 1, "{from}");
    let library = shipped::library().with(path, table.replace(from, to));
    let checked = check::load(&library, "halsosamtal-2023");
    assert!(checked.ruleset.is_none(), "the rules load with another table");
    let place = |d: &Diagnostic| checked.sources.get(d.span().file).unwrap().name.clone();
    checked
        .diagnostics
        .iter()
        .map(|d| format!("{} {} {}", d.code.as_str(), place(d), d.message.sv))
        .collect()
}

#[test]
fn the_rules_do_not_load_when_the_table_is_a_krona_off() {
    let rules = "halsosamtal-2023/halsosamtal-2023.regel";
    let told = told_of_the_table("Bengtsfors,429,180220", "Bengtsfors,429,180221");
    assert_eq!(
        told,
        [format!(
            "E0606 {rules} summan av `belopp_kr` är 143 500 001 kr, men ska vara 143 500 000 kr: 1 kr för mycket"
        )]
    );
}

#[test]
fn the_rules_do_not_load_when_a_row_is_missing() {
    let told = told_of_the_table("0643,Habo,337,141571\n", "");
    let starts: Vec<&str> = told
        .iter()
        .map(|line| line.split(" är ").next().unwrap())
        .collect();
    let rules = "halsosamtal-2023/halsosamtal-2023.regel";
    assert_eq!(
        starts,
        [
            format!("E0606 {rules} antalet rader"),
            format!("E0606 {rules} summan av `antal_80_plus`"),
            format!("E0606 {rules} summan av `belopp_kr`"),
        ]
    );
}

#[test]
fn a_misspelt_municipality_is_answered_with_the_closest_and_never_guessed() {
    let program = shipped::compiled(&shipped::library(), "halsosamtal-2023");
    let cases = shipped::cases("halsosamtal-2023");
    let (_, mut case) = cases
        .into_iter()
        .find(|(name, _)| name == "bengtsfors-c6.json")
        .unwrap();
    case["kommun"] = "Bengtsfos".into();
    let bytes = serde_json::to_vec(&case).unwrap();
    let errors = facts::decode(
        &program.schema,
        &program.ruleset,
        FileId(0),
        &bytes,
        &Limits::default(),
    )
    .unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].code, Code::UnknownValue);
    assert_eq!(errors[0].pointer.as_deref(), Some("/kommun"));
    assert_eq!(errors[0].help[0].sv, "menade du `Bengtsfors`?");
}
