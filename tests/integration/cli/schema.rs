//! `rekvisit schema`.

use serde_json::Value;

use super::Test;
use super::fixture::{RULES, local};
use crate::shipped;

#[test]
fn every_shipped_case_is_valid_by_the_schema() {
    for name in shipped::rulesets() {
        let schema = Test::new().run(&format!("schema {name}")).exit(0).stdout;
        let schema: Value = serde_json::from_str(&schema).unwrap();
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
        let validator = jsonschema::validator_for(&schema).unwrap();
        for (path, case) in shipped::cases(&name) {
            let errors: Vec<String> = validator
                .iter_errors(&case)
                .map(|e| format!("{}: {e}", e.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{name}/{path}\n{}", errors.join("\n"));
        }
    }
}

#[test]
fn the_schema_refuses_what_the_program_refuses() {
    let schema = local().run("schema lokalt --rules regler").exit(0).stdout;
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (application, valid) in [
        (r#"{"sökt": 800}"#, true),
        (r#"{"sökt": {"minst": 1, "högst": 2}}"#, true),
        (
            r#"{"sökt": {"motstridigt": [{"värde": 1, "källa": "a"}, {"värde": 2}]}}"#,
            true,
        ),
        (
            r#"{"skäl": {"värde": true, "av": "handläggaren", "den": "2023-01-01"}}"#,
            true,
        ),
        (r#"{"skäl": null, "beslutad": null}"#, true),
        (r#"{"sökt": null}"#, false),
        (r#"{"sökt": "800"}"#, false),
        (r#"{"sökt": -1}"#, false),
        (r#"{"soekt": 800}"#, false),
        (r#"{"inkom": "2023-6-1"}"#, false),
        (r#"{"regelverk": "annat"}"#, false),
    ] {
        let value: Value = serde_json::from_str(application).unwrap();
        assert_eq!(validator.is_valid(&value), valid, "{application}");
        let seen = local()
            .run("evaluate - --rules regler --ruleset lokalt --as-of 2023-07-01")
            .stdin(application);
        seen.exit(if valid { 0 } else { 2 });
    }
}

#[test]
fn the_schema_asks_the_questions_in_the_users_language() {
    Test::new()
        .run("schema projektbidrag-malmo")
        .stdout_has("Vilken dag kom ansökan in?")
        .exit(0);
    Test::new()
        .run("schema projektbidrag-malmo --lang en")
        .stdout_has("On which day was the application received?")
        .exit(0);
}

#[test]
fn a_blank_application_fills_nothing_in() {
    let blank = local()
        .run("schema lokalt --template --rules regler")
        .exit(0)
        .stdout;
    let seen = local()
        .run("evaluate - --rules regler --as-of 2023-07-01")
        .stdin(blank.clone())
        .stdout("")
        .exit(2);
    for key in ["inkom", "beslutad", "sökt", "skäl"] {
        assert!(blank.contains(key), "{blank}");
        assert!(
            seen.stderr.contains(&format!("/{key}")),
            "{key} in {}",
            seen.stderr
        );
    }
}

#[test]
fn a_percentage_is_asked_for_as_its_percent() {
    let rules = RULES.replace(
        "  sökt: kronor",
        "  andel: procent \"Hur stor är andelen?\"\n  andelar: [procent] \"Hur stora är andelarna?\"\n  sökt: kronor",
    );
    let schema = |options: &str| {
        let seen = Test::new()
            .file("regler/lokalt/lokalt.regel", &rules)
            .run(&format!("schema lokalt --rules regler {options}"))
            .exit(0);
        serde_json::from_str::<Value>(&seen.stdout).unwrap()
    };
    let full = schema("")["properties"].take();
    let described = |key: &str| full[key]["description"].as_str().unwrap().to_owned();
    assert!(described("andel").starts_with("Procent, till exempel 20 för 20 %. "));
    assert!(described("andelar").starts_with("Lista: Procent, till exempel 20 för 20 %. "));
    let blank = schema("--template");
    assert_eq!(blank["andel"]["="], "Procent, till exempel 20 för 20 %");
    assert_eq!(blank["andelar"][0]["="], "Procent, till exempel 20 för 20 %");
    let english = schema("--template --lang en");
    assert_eq!(english["andel"]["="], "Percent, for example 20 for 20%");
}

#[test]
fn an_unknown_rule_set_is_answered_with_those_that_there_are() {
    Test::new()
        .run("schema finsamm")
        .stderr_has("fel[F0114]: regelverket `finsamm` finns inte")
        .stderr_has("menade du `finsam`?")
        .exit(2);
}
