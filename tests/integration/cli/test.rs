//! `rekvisit test`.

mod agreement;
mod failures;
mod formats;
mod snapshots;

use super::Test;
use super::fixture::RULES;

/// The rule set with an example.
fn rules() -> String {
    format!(
        "{RULES}\nexempel \"för sent\" {{\n  utgå från \"cases/a.json\"\n  sätt inkom = 2023-06-02\n  väntar avvisning på i_tid\n}}\n"
    )
}

/// A case with what it expects.
fn case(expected: &str) -> String {
    with(expected, "800")
}

/// A case with what it expects and what is applied for.
fn with(expected: &str, asked: &str) -> String {
    format!(
        r#"{{"regelverk": "lokalt", "prövningsdag": "2023-07-01", "väntar": {{{expected}}},
 "inkom": "2023-05-01", "beslutad": null, "sökt": {asked}, "skäl": true}}"#
    )
}

/// The rule set and a case that comes out as expected.
fn right() -> Test {
    Test::new()
        .file("rules/lokalt/lokalt.regel", rules())
        .file("rules/lokalt/cases/a.json", case(r#""utfall": "granted""#))
}

/// The text without how long it took.
fn without_time(text: &str) -> String {
    let Some((before, last)) = text.trim_end().rsplit_once(" (") else {
        return text.to_owned();
    };
    assert!(last.ends_with(" s)"), "{text}");
    format!("{before}\n")
}

#[test]
fn cases_and_examples_that_come_out_as_expected_are_counted() {
    let seen = right().run("test").stderr("").exit(0);
    assert_eq!(without_time(&seen.stdout), "1 fall, 1 exempel: allt som väntat\n");
    let seen = right().run("test rules --lang en").stderr("").exit(0);
    assert_eq!(without_time(&seen.stdout), "1 case, 1 example: all as expected\n");
}

#[test]
fn a_path_is_a_folder_a_rule_set_a_rule_file_its_cases_or_a_case() {
    let two = || right().file("rules/lokalt/cases/b.json", case(r#""utfall": "granted""#));
    for (path, tested) in [
        ("", "2 fall, 1 exempel"),
        ("rules", "2 fall, 1 exempel"),
        ("rules/lokalt", "2 fall, 1 exempel"),
        ("rules/lokalt/lokalt.regel", "2 fall, 1 exempel"),
        ("rules/lokalt/cases", "2 fall"),
        ("rules/lokalt/cases/b.json", "1 fall"),
        ("rules/lokalt/cases/b.json rules/lokalt/cases/a.json", "2 fall"),
        ("rules/lokalt/cases/b.json rules", "2 fall, 1 exempel"),
    ] {
        let seen = two().run(&format!("test {path}")).exit(0);
        assert_eq!(
            without_time(&seen.stdout),
            format!("{tested}: allt som väntat\n"),
            "{path}"
        );
    }
}

#[test]
fn the_filter_takes_words_of_the_name() {
    let two = || right().file("rules/lokalt/cases/två-b.json", case(r#""utfall": "granted""#));
    for (words, tested) in [
        ("lokalt", "2 fall, 1 exempel"),
        ("Två", "1 fall"),
        ("SENT", "1 exempel"),
        ("lokalt/a", "1 fall"),
    ] {
        let seen = two().run(&format!("test --filter {words}")).exit(0);
        assert_eq!(
            without_time(&seen.stdout),
            format!("{tested}: allt som väntat\n"),
            "{words}"
        );
    }
    two()
        .run("test --filter tre")
        .stdout("")
        .stderr_has("inget fall eller exempel i `rules` har `tre` i sitt namn")
        .exit(2);
}

#[test]
fn nothing_to_test_says_what_was_looked_for() {
    Test::new()
        .run("test")
        .stderr_has("här finns ingen mapp `rules` att testa")
        .stderr_has("rekvisit test SÖKVÄG")
        .exit(2);
    Test::new()
        .file("rules/lokalt/lokalt.regel", RULES)
        .run("test")
        .stderr_has("i `rules` finns inget att testa")
        .stderr_has("ett fall är en fil `cases/….json`")
        .exit(2);
    Test::new()
        .file("rules/gemensamt/x.regel", "modul gemensamt.x \"X\"\n")
        .run("test rules/gemensamt/x.regel --lang en")
        .stderr_has("there is no rule set in `rules/gemensamt/x.regel`")
        .exit(2);
    right()
        .run("test rules/lokalt/cases/x.json")
        .stderr_has("fallet `rules/lokalt/cases/x.json` finns inte")
        .exit(2);
    right()
        .file("x.json", "{}")
        .run("test x.json")
        .stderr_has("`x.json` är inget fall i ett regelverk")
        .exit(2);
    right()
        .run("test --output nej/x.xml")
        .stdout("")
        .stderr("fel: `nej/x.xml` kan inte skrivas: mappen finns inte\n")
        .exit(2);
}

#[test]
fn invalid_rules_are_told_and_the_other_rule_sets_tested() {
    let seen = right()
        .file(
            "rules/trasig/trasig.regel",
            RULES
                .replace("regelverk lokalt", "regelverk trasig")
                .replace("att inkom är", "att inkomm är"),
        )
        .run("test")
        .stderr_has("fel[E0201]")
        .stderr_has("rules/trasig/trasig.regel:15:7")
        .exit(3);
    assert_eq!(
        without_time(&seen.stdout),
        "1 fall, 1 exempel: 1 fel i reglerna\n"
    );
}

#[test]
fn a_list_of_sources_that_says_otherwise_is_a_failure_when_all_is_tested() {
    let cited = rules()
        .replace("ansökan {", "källa lag \"Lagen\"\n\nansökan {")
        .replace("  att inkom", "  enligt lag \"1 §\"\n  att inkom");
    let with = |clause: &str| {
        right().file("rules/lokalt/lokalt.regel", &cited).file(
            "rules/lokalt/SOURCES.md",
            format!("| Regel | Ställe |\n|---|---|\n| `i_tid` | {clause} |\n"),
        )
    };
    with("`lag` 1 §").run("test").exit(0);
    with("`lag` 2 §")
        .run("test")
        .stdout_has("fel: `rules/lokalt/SOURCES.md` säger annat än reglerna\n  i_tid: där står lag 2 §, regeln anger lag 1 §\n\n1 fall, 1 exempel: 1 blev annat än väntat (")
        .exit(1);
    with("`lag` 2 §")
        .run("test --format junit")
        .stdout_has(
            "<testcase name=\"SOURCES.md\" classname=\"lokalt.källor\" file=\"rules/lokalt/SOURCES.md\"",
        )
        .stdout_has("type=\"sources\"")
        .exit(1);
    let report = with("`lag` 2 §").run("test --format json").exit(1).stdout;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["failures"], 1);
    assert_eq!(report["sources"][0]["place"], "rules/lokalt/SOURCES.md");
    assert_eq!(report["sources"][0]["differences"][0]["key"], "i_tid");
    // A single case, and the cases alone, are asked nothing of the list.
    with("`lag` 2 §").run("test rules/lokalt/cases").exit(0);
    with("`lag` 2 §").run("test rules --filter sent").exit(0);
}
