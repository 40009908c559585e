//! The cases and examples of the shipped rule sets show all of their rules.

use serde_json::Value;

use crate::cli::Test;
use crate::shipped;

#[test]
fn every_shipped_rule_condition_and_outcome_is_shown_by_a_case() {
    let run = Test::new()
        .at_root()
        .run("test rules --snapshots none --format json --require-coverage 100")
        .exit(0);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let coverage = report["coverage"].as_array().unwrap();
    assert_eq!(coverage.len(), shipped::rulesets().len());
    let mut open = Vec::new();
    // A shared parameter's value of one year is used by that year's rule set.
    let named = |thing: &Value| format!("{} {}", thing["parameter"], thing["period"]);
    let used_somewhere: Vec<String> = coverage
        .iter()
        .flat_map(|ruleset| ruleset["parameter_values"].as_array().unwrap())
        .filter(|thing| thing["used"] != 0)
        .map(named)
        .collect();
    for ruleset in coverage {
        let name = &ruleset["ruleset"];
        assert!(ruleset["summary"]["rules"]["of"].as_u64().unwrap() > 0, "{name}");
        assert!(
            ruleset["summary"]["conditions"]["of"].as_u64().unwrap() > 0,
            "{name}"
        );
        for (list, count) in [
            ("outcomes", "reached"),
            ("rows", "used"),
            ("parameter_values", "used"),
        ] {
            let unseen = ruleset[list]
                .as_array()
                .unwrap()
                .iter()
                .filter(|thing| thing[count] == 0)
                .filter(|thing| list != "parameter_values" || !used_somewhere.contains(&named(thing)));
            open.extend(unseen.map(|thing| format!("{name}: {thing}")));
        }
    }
    assert!(open.is_empty(), "{}", open.join("\n"));
}
