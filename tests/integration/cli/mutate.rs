//! `rekvisit mutate`.

use serde_json::Value;

use super::Test;
use super::fixture::RULES;

/// A case of the local rule set.
fn case(received: &str, asked: u32, judged: bool, expected: &str) -> String {
    format!(
        r#"{{"regelverk": "lokalt", "prövningsdag": "2023-07-01", "väntar": {expected},
 "inkom": "{received}", "beslutad": null, "sökt": {asked}, "skäl": {judged}}}"#
    )
}

/// The local rule set with what is appended to it, and one case.
fn local(more: &str) -> Test {
    let granted = case("2023-05-01", 800, true, r#"{"utfall": "granted", "belopp": 800}"#);
    Test::new()
        .file("rules/lokalt/lokalt.regel", format!("{RULES}{more}"))
        .file("rules/lokalt/cases/a.json", granted)
}

#[test]
fn what_no_case_notices_is_shown_as_a_patch() {
    local("")
        .run("mutate --operators comparison")
        .stdout(
            "lokalt: krav i_tid

senast → före
--- rules/lokalt/lokalt.regel
+++ rules/lokalt/lokalt.regel
@@ -14,3 +14,3 @@
 krav i_tid \"Ansökan ska komma in i tid\"
-  att inkom är senast 2023-06-01
+  att inkom är före 2023-06-01
   annars avvisa \"Ansökan kom in {inkom}.\"

lokalt: 1 av 2 ändringar märks: 50\u{a0}%
",
        )
        .stderr("")
        .exit(0);
}

#[test]
fn a_case_at_the_boundary_notices() {
    let last_day = case("2023-06-01", 800, true, r#"{"utfall": "granted"}"#);
    local("")
        .file("rules/lokalt/cases/b.json", last_day)
        .run("mutate lokalt --operators comparison --require 100")
        .stdout("lokalt: 2 av 2 ändringar märks: 100\u{a0}%\n")
        .exit(0);
}

#[test]
fn an_alteration_is_listed_or_chosen_by_its_rule_and_kind() {
    local("")
        .run("mutate rules/lokalt --rule i_tid --operators comparison,threshold --list --lang en")
        .stdout(
            "rules/lokalt/lokalt.regel:15 krav i_tid [comparison] senast → före
rules/lokalt/lokalt.regel:15 krav i_tid [comparison] senast → efter
rules/lokalt/lokalt.regel:15 krav i_tid [threshold] 2023-06-01 → 2023-06-02
rules/lokalt/lokalt.regel:15 krav i_tid [threshold] 2023-06-01 → 2023-05-31
",
        )
        .exit(0);
    local("")
        .run("mutate --rule inget")
        .stderr_has("det finns inget att ändra i `inget`")
        .exit(2);
    local("")
        .run("mutate --operators allt")
        .stderr_has("comparison, threshold, condition")
        .exit(2);
}

#[test]
fn an_accepted_alteration_is_not_counted() {
    local("\ngodta ändring \"senast → före\" för i_tid \"Ingen söker den sista dagen.\"\n")
        .run("mutate --operators comparison --require 100")
        .stdout("lokalt: 1 av 1 ändringar märks: 100\u{a0}%; 1 godtagen\n")
        .stderr("")
        .exit(0);
}

#[test]
fn an_acceptance_that_is_not_needed_is_a_mistake() {
    local("\ngodta ändring \"senast → efter\" för i_tid \"Den märks.\"\n")
        .run("mutate --operators comparison")
        .stderr_has(
            "rules/lokalt/lokalt.regel:23: ändringen märks av `rules/lokalt/cases/a.json`: senast → efter",
        )
        .stderr_has("ta bort raden `godta ändring`")
        .exit(1);
    local("\ngodta ändring \"senast → aldrig\" för i_tid \"Den finns inte.\"\n")
        .run("mutate --operators threshold --lang en")
        .stderr_has("rules/lokalt/lokalt.regel:23: there is no such alteration: senast → aldrig")
        .exit(1);
}

#[test]
fn less_than_what_is_required_is_a_failure() {
    local("")
        .run("mutate --operators comparison --require 51")
        .stderr("fel: fallen till `lokalt` märker mindre än 51 % av ändringarna\n")
        .exit(1);
    local("")
        .run("mutate --operators comparison --require 50")
        .exit(0);
    local("").run("mutate --require 101").exit(2);
}

#[test]
fn json_has_the_counts_and_the_patches() {
    let json = local("")
        .run("mutate --operators comparison,clause --format json")
        .exit(0)
        .stdout;
    let found: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        found["total"],
        serde_json::json!({"alterations": 2, "noticed": 1, "survived": 1, "invalid": 0, "accepted": 0, "percent": "50"})
    );
    let survivor = &found["files"][0]["survivors"][0];
    assert_eq!(survivor["rule"], "krav i_tid");
    assert_eq!(survivor["operator"], "comparison");
    assert_eq!(survivor["line"], 15);
    assert!(
        survivor["diff"]
            .as_str()
            .unwrap()
            .contains("+  att inkom är före 2023-06-01\n")
    );
}

#[test]
fn what_is_unknown_is_read_as_no() {
    let open = r#"{"utfall": "undetermined", "regler": {"i_tid": "undetermined"}}"#;
    let unknown = case("x", 800, true, open).replace("\"inkom\": \"x\", ", "");
    let run = |test: Test| test.run("mutate --operators unknown --rule i_tid");
    run(local(""))
        .stdout_has("+  att inkom är senast 2023-06-01  # okänt → nej: inkom")
        .exit(0);
    run(local("").file("rules/lokalt/cases/b.json", unknown))
        .stdout("lokalt: 1 av 1 ändringar märks: 100\u{a0}%\n")
        .exit(0);
}

#[test]
fn another_clause_is_noticed_by_what_sources_md_says() {
    let rules = RULES
        .replace("ansökan {", "källa lag \"Lagen\"\n\nansökan {")
        .replace("  att inkom", "  enligt lag \"1 §\"\n  att inkom")
        .replace("  får bevilja", "  enligt lag \"2 §\"\n  får bevilja");
    let test = |clause: &str| {
        Test::new()
            .file("rules/lokalt/lokalt.regel", &rules)
            .file(
                "rules/lokalt/SOURCES.md",
                format!("| Rule | Clause |\n|---|---|\n| `i_tid` | {clause} |\n"),
            )
            .run("mutate --operators clause --rule i_tid")
    };
    test("`lag` 1 §")
        .stdout("lokalt: 1 av 1 ändringar märks: 100\u{a0}%\n")
        .exit(0);
    test("the act")
        .stdout_has("lokalt: 0 av 1 ändringar märks: 0\u{a0}%\n")
        .exit(0);
    test("`lag` 3 §")
        .stderr_has("`rules/lokalt/SOURCES.md` blir redan något annat än väntat")
        .exit(1);
}

#[test]
fn modules_are_altered_through_the_rule_sets_that_use_them() {
    let rules = |name: &str, limit: u32| {
        format!(
            "regelverk {name} \"R\"\n  gäller 2020-01-01..\nanvänd gemensamt.tak\n\nansökan {{\n  sökt: kronor\n}}\n\
             bevilja bidrag \"B\"\n  beloppet minsta av (tak, {limit} kr) av sökt\n"
        )
    };
    let case = |name: &str, amount: u32| {
        format!(
            r#"{{"regelverk": "{name}", "prövningsdag": "2023-07-01", "sökt": 9000,
 "väntar": {{"utfall": "partly_granted", "belopp": {amount}}}}}"#
        )
    };
    // One of them can't notice that the shared limit is another; the other does.
    Test::new()
        .file(
            "rules/gemensamt/tak.regel",
            "modul gemensamt.tak \"T\"\nbegrepp tak = 500 kr\n",
        )
        .file("rules/a/a.regel", rules("a", 100))
        .file("rules/a/cases/a.json", case("a", 100))
        .file("rules/b/b.regel", rules("b", 1000))
        .file("rules/b/cases/b.json", case("b", 500))
        .run("mutate --modules --rule tak")
        .stdout_has("gemensamt.tak: 2 av 2 ändringar märks: 100\u{a0}%\n")
        .exit(0);
}

#[test]
fn rules_that_are_wrong_or_cases_that_fail_are_told_first() {
    let test = |text: &str, expected: &str| {
        Test::new()
            .file("rules/lokalt/lokalt.regel", text)
            .file(
                "rules/lokalt/cases/a.json",
                case("2023-05-01", 800, true, expected),
            )
            .run("mutate")
    };
    let wrong = RULES.replace("att inkom", "att inkomm");
    test(&wrong, r#"{"utfall": "granted"}"#)
        .stderr_has("fel[E0201]")
        .exit(3);
    test(RULES, r#"{"utfall": "rejected"}"#)
        .stderr_has("`rules/lokalt/cases/a.json` blir redan något annat än väntat")
        .exit(1);
    Test::new()
        .run("mutate")
        .stderr_has("här finns ingen mapp `rules`")
        .exit(2);
    local("")
        .run("mutate lokaltt")
        .stderr_has("regelverket `lokaltt` finns inte")
        .exit(2);
}
