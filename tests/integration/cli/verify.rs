//! `rekvisit verify`.

use serde_json::Value;

use super::fixture::{RULES, local};

/// The decision on `bifall.json`, with what is changed in it.
fn decision(change: impl Fn(&mut Value)) -> String {
    let seen = local()
        .run("evaluate bifall.json --rules regler --format json")
        .exit(0);
    let mut decision: Value = serde_json::from_str(&seen.stdout).unwrap();
    change(&mut decision);
    decision.to_string()
}

#[test]
fn a_decision_that_is_made_again_agrees() {
    local()
        .file("beslut.json", decision(|_| {}))
        .run("verify beslut.json bifall.json --rules regler")
        .stdout("Stämmer. Samma regler, samma ansökan och samma dag ger samma förslag.\n")
        .stderr("")
        .exit(0);
}

#[test]
fn a_day_that_was_given_is_given_again() {
    let seen = local()
        .run("evaluate bifall.json --rules regler --format json --as-of 2023-08-15")
        .exit(0);
    local()
        .file("beslut.json", seen.stdout)
        .run("verify beslut.json bifall.json --rules regler --format json")
        .stdout("{\n  \"agrees\": true,\n  \"differences\": []\n}\n")
        .exit(0);
}

#[test]
fn a_proposal_that_was_changed_afterwards_is_found_out() {
    local()
        .file("beslut.json", decision(|d| d["outcome"] = "rejected".into()))
        .run("verify beslut.json bifall.json --rules regler")
        .stdout(
            "Stämmer inte.\nReglerna, ansökan och programmets version är desamma: förslaget har ändrats efteråt.\n\n\
             /outcome: stod \"rejected\", blir \"granted\"\n",
        )
        .exit(1);
}

#[test]
fn another_application_and_other_rules_are_named_as_the_cause() {
    local()
        .file("beslut.json", decision(|_| {}))
        .run("verify beslut.json delvis.json --rules regler")
        .stdout_has("Uppgifterna i ansökan är inte de som förslaget gjordes av.\n")
        .stdout_has("/outcome: stod \"granted\", blir \"partly_granted\"\n")
        .exit(1);
    local()
        .file("beslut.json", decision(|_| {}))
        .file("regler/lokalt/lokalt.regel", RULES.replace("1 000 kr", "900 kr"))
        .run("verify beslut.json bifall.json --rules regler --lang en")
        .stdout_has("The rules are not those that the proposal was made by.\n")
        .stdout_has("/ruleset/hash: stated ")
        .exit(1);
}

#[test]
fn what_is_no_proposal_is_told_to_be_none() {
    local()
        .run("verify bifall.json bifall.json --rules regler")
        .stderr_has("`bifall.json` är inget beslutsförslag")
        .exit(2);
    local()
        .run("verify trasig.json bifall.json --rules regler")
        .stderr_has("`trasig.json` är inte JSON (rad 1, kolumn 37)")
        .exit(2);
    local()
        .run("verify saknas.json bifall.json --rules regler")
        .stderr_has("`saknas.json` kunde inte läsas: den finns inte")
        .exit(2);
    local()
        .file("beslut.json", decision(|d| d["ruleset"]["name"] = "lokal".into()))
        .run("verify beslut.json bifall.json --rules regler")
        .stderr_has("menade du `lokalt`?")
        .exit(2);
}
