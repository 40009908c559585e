//! What is told of a case or an example that failed.

use super::{Test, case, right, rules, with, without_time};

/// What is said of a case with this text.
fn told(text: &str, options: &str) -> String {
    let seen = Test::new()
        .file("rules/lokalt/lokalt.regel", rules())
        .file("rules/lokalt/cases/a.json", case(r#""utfall": "granted""#))
        .file("rules/lokalt/cases/b.json", text)
        .run(&format!("test rules/lokalt/cases/b.json {options}"))
        .stderr("")
        .exit(1);
    without_time(&seen.stdout)
}

#[test]
fn expected_and_found_beside_each_other_the_rules_and_what_led_there() {
    assert_eq!(
        told(&case(r#""utfall": "dismissed", "avgörande": ["i_tid"]"#), ""),
        "\
fel: fallet `rules/lokalt/cases/b.json` blev något annat än väntat
             väntades   blev
  utfall     dismissed  granted
  avgörande  i_tid      bidrag

  rules/lokalt/lokalt.regel:18 bidrag avgjorde, men det var inte väntat: tillåtelsen gäller
  – Bidrag får ges (bidrag).
    Antagande: Exemplet är påhittat
    └─ ✓ tillåtelsen gäller
       ├─ ✓ bedömningen av ”Finns det skäl?” är ja
       │    /skäl: ja
       ├─ beviljas: 800 kr
       │  /sökt: 800 kr
       │  └─ det minsta av sökt och 1\u{a0}000 kr = det minsta av 800 kr och 1\u{a0}000 kr
       │     = 800 kr
       │     /sökt: 800 kr
       └─ söks: 800 kr
          /sökt: 800 kr

  rules/lokalt/lokalt.regel:14 i_tid väntades avgöra, men gjorde det inte: kravet är uppfyllt
  – Ansökan ska komma in i tid (i_tid).
    Antagande: Exemplet är påhittat
    └─ ✓ inkom är senast den 1 juni 2023
         /inkom: den 1 maj 2023

1 fall: 1 blev annat än väntat
"
        .replace("800 kr", "800\u{a0}kr")
        .replace("000 kr", "000\u{a0}kr")
    );
}

#[test]
fn a_rule_that_does_not_exist_is_suggested() {
    let seen = told(
        &case(r#""utfall": "granted", "avgörande": ["bidra"]"#),
        "--lang en",
    );
    assert!(
        seen.contains("  bidra does not exist; did you mean `bidrag`?\n"),
        "{seen}"
    );
    assert!(
        seen.contains("  rules/lokalt/lokalt.regel:18 bidrag decided, which was not expected: "),
        "{seen}"
    );
}

#[test]
fn what_is_missing_is_told_when_nothing_could_be_decided() {
    let open = case(r#""utfall": "granted""#).replace(r#""skäl": true"#, r#""skäl": null"#);
    let seen = told(&open, "");
    assert!(seen.contains("  utfall  granted   undetermined\n"), "{seen}");
    assert!(seen.contains("  Det här saknas\n  – Skäl (/skäl)\n"), "{seen}");
}

#[test]
fn a_rule_and_a_result_have_their_places() {
    let rules = rules().replace(
        "tillåtelse bidrag",
        "resultat kvar \"Kvar\" = 1 000 kr - sökt\n\ntillåtelse bidrag",
    );
    let seen = Test::new()
        .file("rules/lokalt/lokalt.regel", rules)
        .file(
            "rules/lokalt/cases/a.json",
            case(r#""utfall": "granted", "regler": {"i_tid": "not_met", "nej": "met"}, "resultat": {"kvar": 1}"#),
        )
        .run("test rules/lokalt/cases/a.json --lang en")
        .exit(1)
        .stdout;
    assert!(seen.contains("  regler.i_tid   not_met   met\n"), "{seen}");
    assert!(seen.contains("  resultat.kvar  1         200.00\n"), "{seen}");
    assert!(
        seen.contains("  rules/lokalt/lokalt.regel:14 i_tid is concerned: the requirement is met\n"),
        "{seen}"
    );
    assert!(seen.contains("  nej does not exist in the rule set\n"), "{seen}");
    assert!(
        seen.contains("  rules/lokalt/lokalt.regel:18 kvar was computed\n"),
        "{seen}"
    );
}

#[test]
fn a_case_that_expects_nothing_fails() {
    let text = with("", "800").replace(" \"väntar\": {},", "");
    assert_eq!(
        told(&text, ""),
        "fel: fallet `rules/lokalt/cases/b.json` säger inte vad som väntas\n  \
         hjälp: skriv `\"väntar\": {\"utfall\": \"…\"}` i fallet; det blev `granted`\n\n\
         1 fall: 1 blev annat än väntat\n"
    );
}

#[test]
fn a_case_that_can_not_be_decided_fails_with_what_is_wrong_in_it() {
    let seen = told("{\"regelverk\": \"lokalt\", \"inkom\": 3}", "");
    assert!(
        seen.starts_with("fel: fallet `rules/lokalt/cases/b.json` kunde inte prövas\nfel[F0103]: "),
        "{seen}"
    );
    assert!(seen.contains(" --> rules/lokalt/cases/b.json:1:34\n"), "{seen}");
    let seen = told("", "");
    assert!(seen.contains("fel[F0120]: filen är tom"), "{seen}");
}

#[cfg(unix)]
#[test]
fn a_case_that_can_not_be_read_fails_with_the_reason() {
    let seen = right()
        .file("annanstans.json", case(r#""utfall": "granted""#))
        .link("rules/lokalt/cases/b.json", "../../../annanstans.json")
        .run("test")
        .exit(1)
        .stdout;
    assert!(
        seen.contains("fel: fallet `rules/lokalt/cases/b.json` kunde inte läsas\n  filen ligger utanför mappen med regelverk\n"),
        "{seen}"
    );
}

#[test]
fn an_example_has_its_place_in_the_rule_file() {
    let seen = Test::new()
        .file(
            "rules/lokalt/lokalt.regel",
            rules().replace("väntar avvisning på i_tid", "väntar bifall"),
        )
        .file("rules/lokalt/cases/a.json", case(r#""utfall": "granted""#))
        .run("test --filter sent")
        .exit(1);
    assert!(
        without_time(&seen.stdout).starts_with(
            "fel: exemplet ”för sent” (rules/lokalt/cases/a.json) blev något annat än väntat\n  \
             rules/lokalt/lokalt.regel:23\n          väntades  blev\n  utfall  granted   dismissed\n\n  \
             rules/lokalt/lokalt.regel:14 i_tid avgjorde: kravet är inte uppfyllt\n"
        ),
        "{}",
        seen.stdout
    );
}

#[test]
fn text_of_an_application_is_never_raw() {
    let seen = told(
        &case("\"utfall\": \"granted\", \"avgörande\": [\"\\u001b[31mröd\"]"),
        "--color always",
    );
    assert!(!seen.contains("\u{1b}[31mröd"), "{seen}");
    assert!(seen.contains("\\u{1b}[31mröd"), "{seen}");
}
