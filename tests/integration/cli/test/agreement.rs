//! `test` and `check` agree on what fails.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};
use serde_json::{Value, json};

use super::{Test, rules};

/// A case with any facts and any expectation, right or wrong.
fn cases() -> impl Strategy<Value = String> {
    let day = proptest::sample::select(vec!["\"2023-05-01\"", "\"2023-06-02\"", "\"i går\"", "null"]);
    let outcome = proptest::sample::select(vec![
        "granted",
        "partly_granted",
        "rejected",
        "dismissed",
        "undetermined",
        "ja",
    ]);
    let rules = proptest::sample::subsequence(vec!["bidrag", "i_tid", "annan"], 0..3);
    (
        day,
        0_u32..2_000,
        proptest::sample::select(vec!["true", "false", "null"]),
        outcome,
        proptest::option::of(0_u32..2_000),
        proptest::option::of(rules),
        0..8,
    )
        .prop_map(|(received, asked, judged, outcome, amount, decisive, cut)| {
            let mut expected = json!({"utfall": outcome});
            if let Some(amount) = amount {
                expected["belopp"] = amount.into();
            }
            if let Some(decisive) = decisive {
                expected["avgörande"] = json!(decisive);
            }
            let text = format!(
                r#"{{"regelverk": "lokalt", "prövningsdag": "2023-07-01", "väntar": {expected},
 "inkom": {received}, "beslutad": null, "sökt": {asked}, "skäl": {judged}}}"#
            );
            // Now and then the file is cut short.
            let end = if cut == 0 { text.len() - 1 } else { text.len() };
            text[..end].to_owned()
        })
}

/// What failed, with what differs.
fn failures(list: &Value) -> Vec<[Value; 4]> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|failure| ["case", "example", "differences", "diagnostics"].map(|key| failure[key].clone()))
        .collect()
}

#[test]
fn test_and_check_agree_on_what_fails() {
    let config = Config {
        cases: 12,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    TestRunner::new_with_rng(config, rng)
        .run(&proptest::collection::vec(cases(), 1..6), |cases| {
            let test = cases.iter().zip('a'..).fold(
                Test::new().file("rules/lokalt/lokalt.regel", rules()),
                |test, (case, name)| test.file(&format!("rules/lokalt/cases/{name}.json"), case),
            );
            let test = test.run("check --format json");
            let checked = test.shown();
            let test = test.run("test --format json");
            let tested = test.shown();
            prop_assert_eq!(checked.0, tested.0, "the exit codes");
            let check: Value = serde_json::from_str(&checked.1).unwrap();
            let report: Value = serde_json::from_str(&tested.1).unwrap();
            let failed: Vec<Value> = report["tests"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|test| test["passed"] == false)
                .cloned()
                .collect();
            prop_assert_eq!(failures(&check["failures"]), failures(&failed.into()));
            for key in ["cases", "examples"] {
                prop_assert_eq!(&check[key], &report[key]);
            }
            Ok(())
        })
        .unwrap();
}
