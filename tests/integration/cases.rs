//! Every shipped case and example comes to what it is expected to.

use std::path::PathBuf;

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
    let test = Test::new().run(&format!("check {rules} --format json"));
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
