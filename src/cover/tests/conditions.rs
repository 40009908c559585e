//! Conditions, rules, rows, values, obligations and outcomes.

use serde_json::json;

use super::{coverage, rules_unshown, unshown};
use crate::check::ruleset::Outcome;
use crate::eval::ObligationStatus;

const TWO: &str = "
ansökan {
  a: ja/nej
  b: ja/nej
}
krav båda \"Båda\"
  att a och b
  annars avslå
bifall godkänd \"Godkänd\"
";

#[test]
fn a_condition_is_shown_when_it_decides_alone_both_ways() {
    // Both no shows nothing of either: flipping one leaves it no.
    let none = coverage(TWO, &[json!({"a": false, "b": false})]);
    assert_eq!(unshown(&none), ["a → nej", "a → ja", "b → nej", "b → ja"]);
    let some = coverage(
        TWO,
        &[json!({"a": true, "b": true}), json!({"a": false, "b": true})],
    );
    assert_eq!(unshown(&some), ["b → nej"]);
    let share = some.condition_share();
    assert_eq!((share.covered, share.of), (1, 2));
    let all = coverage(
        TWO,
        &[
            json!({"a": true, "b": true}),
            json!({"a": false, "b": true}),
            json!({"a": true, "b": false}),
        ],
    );
    assert!(unshown(&all).is_empty() && rules_unshown(&all).is_empty());
}

#[test]
fn what_is_unknown_beside_a_condition_lets_it_show_nothing() {
    // a is no and settles it, but were it yes nothing would be settled.
    let found = coverage(TWO, &[json!({"a": false}), json!({"a": true, "b": true})]);
    assert_eq!(unshown(&found), ["a → nej", "b → nej"]);
    // An effect that is only possible counts for nothing.
    let open = coverage(TWO, &[json!({"a": true})]);
    assert_eq!(rules_unshown(&open), [("båda".to_owned(), [true, true])]);
}

#[test]
fn negation_and_either_are_masked_by_what_is_beside() {
    let rules = "
ansökan {
  a: ja/nej
  b: ja/nej
  c: ja/nej
}
hinder h \"Hinder\"
  när a och (b eller inte c)
  avslå
bifall godkänd \"Godkänd\"
";
    // a and b decide; whatever c is, b is enough.
    let one = coverage(rules, &[json!({"a": true, "b": true, "c": true})]);
    assert_eq!(unshown(&one), ["a → nej", "b → nej", "c → nej", "c → ja"]);
    let two = coverage(
        rules,
        &[
            json!({"a": true, "b": true, "c": true}),
            json!({"a": true, "b": false, "c": true}),
        ],
    );
    assert_eq!(unshown(&two), ["a → nej", "c → nej"]);
    let needs = &two.conditions[2].no.needs;
    assert_eq!(needs, &[("a".to_owned(), true), ("b".to_owned(), false)]);
    let needs = &two.conditions[0].no.needs;
    assert_eq!(needs, &[("b eller inte c".to_owned(), true)]);
}

#[test]
fn what_cannot_be_read_without_a_fact_lets_its_guard_decide() {
    let rules = "
ansökan {
  x: tal?
}
hinder högt \"Högt\"
  när x finns och x är över 3
  avslå
bifall godkänd \"Godkänd\"
";
    let found = coverage(rules, &[json!({"x": null}), json!({"x": 4})]);
    assert_eq!(unshown(&found), ["x är över 3 → nej"]);
    // An unknown number is not an absent one.
    let found = coverage(rules, &[json!({}), json!({"x": 4})]);
    assert_eq!(unshown(&found), ["x finns → nej", "x är över 3 → nej"]);
}

#[test]
fn each_element_is_an_evaluation_of_a_filter_and_a_test() {
    let rules = "
post Rad {
  egen: ja/nej
  kostnad: kronor
}
ansökan {
  rader: [Rad]
}
begrepp egna = summan av kostnad i rader där (egen och kostnad är över 10 kr)
krav billiga \"Billiga\"
  att alla i rader där (egen) uppfyller (kostnad är högst 100 kr)
  annars avslå
bevilja bidrag \"Bidrag\"
  beloppet egna av egna
";
    let row = |own: bool, cost: u32| json!({"egen": own, "kostnad": cost});
    let found = coverage(rules, &[json!({"rader": []})]);
    assert_eq!(
        unshown(&found),
        [
            "egen → nej",
            "egen → ja",
            "kostnad är över 10 kr → nej",
            "kostnad är över 10 kr → ja",
            "alla i rader där (egen) uppfyller (kostnad är högst 100 kr) → nej",
            "egen → nej",
            "egen → ja",
            "kostnad är högst 100 kr → nej",
            "kostnad är högst 100 kr → ja",
        ]
    );
    // One application with three rows, and one that breaks the requirement.
    let found = coverage(
        rules,
        &[
            json!({"rader": [row(true, 20), row(true, 5), row(false, 20)]}),
            json!({"rader": [row(true, 200)]}),
        ],
    );
    assert!(unshown(&found).is_empty(), "{:?}", unshown(&found));
}

#[test]
fn rows_are_used_when_their_test_holds_and_otherwise_when_none_does() {
    let rules = "
ansökan {
  ålder: år
}
begrepp avgift efter ålder {
  under 18 år: 0 kr
  minst 65 år: 100 kr
  annars: 250 kr
}
bevilja bidrag \"Bidrag\"
  beloppet avgift av 250 kr
";
    let found = coverage(rules, &[json!({"ålder": 17}), json!({"ålder": 40})]);
    let used: Vec<_> = found
        .rows
        .iter()
        .map(|row| (row.words.as_deref(), row.used))
        .collect();
    assert_eq!(
        used,
        [
            (Some("ålder är under 18 år"), 1),
            (Some("ålder är minst 65 år"), 0),
            (None, 1)
        ]
    );
    assert_eq!(unshown(&found), ["ålder är minst 65 år → ja"]);
}

#[test]
fn exceptions_take_effect_and_keep_rules_from_it() {
    let rules = "
ansökan {
  sent: ja/nej
  förhinder: ja/nej
}
hinder försenad \"Försenad\"
  när sent
  avvisa
undantag ursäktad \"Ursäktad\"
  från försenad
  när förhinder
bifall godkänd \"Godkänd\"
";
    let late = json!({"sent": true, "förhinder": false});
    let excused = json!({"sent": true, "förhinder": true});
    let found = coverage(rules, std::slice::from_ref(&late));
    assert_eq!(
        rules_unshown(&found),
        [
            ("försenad".to_owned(), [false, true]),
            ("ursäktad".to_owned(), [true, false])
        ]
    );
    let found = coverage(rules, &[late, excused]);
    assert!(rules_unshown(&found).is_empty());
    assert_eq!(unshown(&found), ["sent → nej"]);
}

#[test]
fn a_goal_is_met_and_not_met_and_what_always_holds_only_takes_effect() {
    let rules = "
ansökan {
  antal: tal
}
mål många \"Många\"
  att antal är minst 3
bifall godkänd \"Godkänd\"
";
    let found = coverage(rules, &[json!({"antal": 3})]);
    assert_eq!(rules_unshown(&found), [("många".to_owned(), [false, true])]);
    assert!(found.rules[1].always && found.rules[1].is_covered());
    let found = coverage(rules, &[json!({"antal": 3}), json!({"antal": 2})]);
    assert!(rules_unshown(&found).is_empty());
}

#[test]
fn a_concept_with_arguments_is_shown_by_each_call() {
    let rules = "
ansökan {
  a: tal
  b: tal
}
begrepp lagom(x: tal) = x är minst 1 och x är högst 9
krav första \"Första\"
  att lagom(a)
  annars avslå
krav andra \"Andra\"
  att lagom(b)
  annars avslå
bifall godkänd \"Godkänd\"
";
    // Low in one call, high in the other: together they show both.
    let found = coverage(rules, &[json!({"a": 0, "b": 10})]);
    assert_eq!(
        unshown(&found),
        [
            "x är minst 1 → ja",
            "x är högst 9 → ja",
            "lagom(a) → ja",
            "lagom(b) → ja"
        ]
    );
    let found = coverage(rules, &[json!({"a": 0, "b": 10}), json!({"a": 5, "b": 5})]);
    assert!(unshown(&found).is_empty());
}

#[test]
fn a_block_is_shown_by_its_items_and_by_loops_that_read_its_rules() {
    let rules = "
post Rad {
  klar: ja/nej
  giltig: ja/nej
}
ansökan {
  rader: [Rad]
}
för varje rad i rader {
  krav färdig \"Färdig\"
    att rad.klar och rad.giltig
    annars avslå
}
krav alla_färdiga \"Alla\"
  att alla i rader uppfyller (färdig är uppfyllt)
  annars avslå
bifall godkänd \"Godkänd\"
";
    let row = |done: bool, valid: bool| json!({"klar": done, "giltig": valid});
    let found = coverage(rules, &[json!({"rader": [row(true, true), row(false, true)]})]);
    let mut open = unshown(&found);
    open.sort();
    assert_eq!(
        open,
        [
            "alla i rader uppfyller (färdig är uppfyllt) → ja",
            "rad.giltig → nej"
        ]
    );
    assert_eq!(
        rules_unshown(&found),
        [("alla_färdiga".to_owned(), [false, true])]
    );
}

#[test]
fn a_chapters_guard_is_one_decision_for_all_its_rules() {
    let rules = "
ansökan {
  a: ja/nej
  b: ja/nej
}
avsnitt del \"Del\" när a {
  hinder ett \"Ett\"
    när b
    avslå
  hinder två \"Två\"
    när b
    avslå
}
bifall godkänd \"Godkänd\"
";
    let found = coverage(rules, &[json!({"a": true, "b": true})]);
    assert_eq!(unshown(&found), ["a → nej", "b → nej", "b → nej"]);
}

#[test]
fn dated_values_count_on_the_day_that_they_are_read() {
    let rules = "
ansökan {
  sökt: kronor
}
parameter tak: kronor {
  2020-01-01..2022-12-31: 100 kr
  2023-01-01..: 200 kr
}
bevilja bidrag \"Bidrag\"
  beloppet minsta av (sökt, tak) av sökt
";
    let found = coverage(rules, &[json!({"sökt": 50})]);
    let used: Vec<_> = found.values.iter().map(|v| (v.period.as_str(), v.used)).collect();
    assert_eq!(used, [("2020-01-01..2022-12-31", 0), ("2023-01-01..", 1)]);
}

#[test]
fn outcomes_are_those_that_the_rules_can_give() {
    let rules = "
ansökan {
  a: ja/nej
  sökt: kronor
}
hinder h \"Hinder\"
  när a
  avvisa
bevilja bidrag \"Bidrag\"
  beloppet sökt av sökt
";
    let found = coverage(rules, &[json!({"a": false, "sökt": 10})]);
    let outcomes: Vec<_> = found.outcomes.iter().map(|o| (o.outcome, o.reached)).collect();
    // The amount is what is asked for: never a part of it.
    assert_eq!(
        outcomes,
        [
            (Outcome::Granted, 1),
            (Outcome::Rejected, 0),
            (Outcome::Dismissed, 0),
            (Outcome::Undetermined, 0)
        ]
    );
}

#[test]
fn obligations_are_shown_by_their_states() {
    let rules = "
ansökan {
  fått: ja/nej
  betald: datum?
}
bifall godkänd \"Godkänd\"
skyldighet avgift \"Avgift\"
  när fått
  betala 100 kr till \"Staten\"
  senast 2023-06-30
  fullgjord den betald
";
    let found = coverage(
        rules,
        &[
            json!({"fått": true, "betald": null}),
            json!({"fått": false, "betald": null}),
        ],
    );
    let unseen: Vec<_> = found.obligations[0]
        .states
        .iter()
        .filter(|(_, times)| *times == 0)
        .map(|(state, _)| *state)
        .collect();
    assert_eq!(
        unseen,
        [
            ObligationStatus::Upcoming,
            ObligationStatus::Due,
            ObligationStatus::Fulfilled,
            ObligationStatus::Undetermined
        ]
    );
}
