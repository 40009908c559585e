//! Which rule a change is put down to.

use super::{application, json};
use crate::cli::Test;
use crate::cli::fixture::RULES;

/// The causes of the only decision that changes when the rules do.
fn causes(change: impl Fn(&str) -> String, application: &str) -> Vec<String> {
    causes_between(RULES, change(RULES), application)
}

fn causes_between(old: &str, new: String, application: &str) -> Vec<String> {
    let report = json(
        Test::new()
            .file("gammal/lokalt/lokalt.regel", old)
            .file("ny/lokalt/lokalt.regel", new)
            .file("fall.json", application)
            .run("impact --from gammal --to ny fall.json --format json"),
        0,
    );
    assert_eq!(report["changed"]["count"], 1, "{report:#}");
    let causes = report["decisions"][0]["causes"].as_array().unwrap();
    causes
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_requirement_that_turns_and_not_the_grant_that_takes_its_place() {
    let moved = |rules: &str| rules.replace("2023-06-01", "2023-05-31");
    assert_eq!(causes(moved, &application("a", "2023-06-01", 800)), ["i_tid"]);
}

#[test]
fn the_grant_when_it_decides_by_both_and_gives_another_amount() {
    let less = |rules: &str| rules.replace("1 000 kr", "500 kr");
    assert_eq!(causes(less, &application("a", "2023-06-01", 800)), ["bidrag"]);
}

#[test]
fn a_rule_that_only_one_version_has() {
    let added = |rules: &str| {
        format!(
            "{rules}\nhinder litet \"Det sökta är för litet\"\n  antagande \"Påhittat\"\n  när sökt är under 900 kr\n  avslå \"För litet.\"\n"
        )
    };
    assert_eq!(causes(added, &application("a", "2023-06-01", 800)), ["litet"]);
}

#[test]
fn an_exception_is_told_by_the_rule_that_it_sets_aside() {
    let excepted = |rules: &str| {
        format!(
            "{rules}\nundantag litet \"Små belopp\" från i_tid\n  antagande \"Påhittat\"\n  när sökt är under 900 kr\n"
        )
    };
    assert_eq!(causes(excepted, &application("a", "2023-06-02", 800)), ["i_tid"]);
}

#[test]
fn while_the_outcome_is_open_the_rule_that_keeps_it_open() {
    let late = application("a", "2023-06-02", 800).replace(
        "\"2023-06-02\"",
        "{\"minst\": \"2023-06-01\", \"högst\": \"2023-06-02\"}",
    );
    let moved = |rules: &str| rules.replace("2023-06-01", "2023-06-02");
    assert_eq!(causes(moved, &late), ["i_tid"]);
}

#[test]
fn an_exception_that_turns_is_no_cause_where_another_rule_decides() {
    let late = application("a", "2023-06-02", 800).replace("\"2023-06-02\"", "{\"minst\": \"2023-06-02\"}");
    let exception = |last: &str| {
        format!(
            "{RULES}\nundantag dröjsmål \"Dröjsmål\" från i_tid\n  antagande \"Påhittat\"\n  när inkom är senast {last}\n"
        )
    };
    let refused = format!(
        "{}\nhinder litet \"Det sökta är för litet\"\n  antagande \"Påhittat\"\n  när sökt är under 900 kr\n  avslå \"För litet.\"\n",
        exception("2023-05-01").replace("annars avvisa", "annars avslå")
    );
    let old = exception("2023-06-30").replace("annars avvisa", "annars avslå");
    assert_eq!(causes_between(&old, refused, &late), ["litet"]);
}
