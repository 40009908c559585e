//! `godta oprövat`.

use serde_json::json;

use super::{coverage, rules_unshown, unshown};

/// Two conditions that exclude each other, and what is accepted of them.
fn rules(accepted: &str) -> String {
    format!(
        "
ansökan {{
  antal: tal
}}
hinder h \"Hinder\"
  när antal är under 2 eller
    antal   är över 4
  avslå
bifall godkänd \"Godkänd\"
{accepted}
"
    )
}

fn cases() -> Vec<serde_json::Value> {
    vec![json!({"antal": 1}), json!({"antal": 3})]
}

fn mistakes(accepted: &str) -> Vec<String> {
    let found = coverage(&rules(accepted), &cases());
    found
        .mistakes
        .iter()
        .map(|mistake| mistake.text.sv.clone())
        .collect()
}

#[test]
fn a_way_that_is_accepted_is_covered_and_told_apart() {
    assert_eq!(unshown(&coverage(&rules(""), &cases())), ["antal är över 4 → ja"]);
    let found = coverage(
        &rules("godta oprövat \"antal är över 4 → ja\" för h \"Skälet.\""),
        &cases(),
    );
    assert!(unshown(&found).is_empty() && found.mistakes.is_empty());
    let share = found.condition_share();
    assert_eq!((share.covered, share.of, share.accepted), (2, 2, 1));
    let text = super::super::text(&found, crate::value::Language::Swedish, 80);
    assert!(
        text.contains("2 av 2 (100 %), varav 1 godtas utan att prövas"),
        "{text}"
    );
    assert!(text.contains("`antal är över 4` sant: Skälet."), "{text}");
}

#[test]
fn what_is_not_needed_is_a_mistake() {
    assert_eq!(
        mistakes("godta oprövat \"antal är under 2\" \"Skälet.\""),
        ["att `antal är under 2` är oprövat behöver inte godtas: fallen visar det"]
    );
    assert_eq!(
        mistakes("godta oprövat \"antal är över 4 → nej\" för h \"Skälet.\""),
        ["att `antal är över 4` är oprövat behöver inte godtas: fallen visar det"]
    );
    assert_eq!(
        mistakes("godta oprövat \"antal är över 4\" för h \"Skälet.\""),
        ["`antal är över 4` avgör ensamt när det är falskt; godta bara `antal är över 4 → ja`"]
    );
    assert_eq!(
        mistakes("godta oprövat \"antal är över 5 → ja\" för h \"Skälet.\""),
        ["inget villkor lyder `antal är över 5`; skriv det som det står i regeln, på en rad"]
    );
    // The condition stands in another rule.
    assert_eq!(
        mistakes("godta oprövat \"antal är över 4 → ja\" för godkänd \"Skälet.\"").len(),
        1
    );
}

#[test]
fn a_rule_whose_conditions_are_accepted_as_never_so_is_accepted() {
    let rules = |accepted: &str| {
        format!(
            "
ansökan {{
  antal: tal
}}
parameter a: tal {{ 2020-01-01..: 3 }}
mål lika \"Lika\"
  att a + 1 är 4
bifall godkänd \"Godkänd\"
{accepted}
"
        )
    };
    let found = coverage(&rules(""), &[json!({"antal": 1})]);
    assert_eq!(rules_unshown(&found), [("lika".to_owned(), [false, true])]);
    let found = coverage(
        &rules("godta oprövat \"a + 1 är 4 → nej\" för lika \"Talen står i regeln.\""),
        &[json!({"antal": 1})],
    );
    assert!(rules_unshown(&found).is_empty() && unshown(&found).is_empty());
    assert_eq!(found.rule_share().accepted, 1);
}
