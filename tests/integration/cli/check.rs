//! `rekvisit check`.

use serde_json::Value;

use super::Test;
use super::fixture::{RULES, local};

#[test]
fn without_a_path_the_folder_is_rules_and_never_the_shipped_ones() {
    Test::new()
        .run("check")
        .stdout("")
        .stderr_has("här finns ingen mapp `rules` att kontrollera")
        .exit(2);
    Test::new()
        .file("rules/lokalt/lokalt.regel", RULES)
        .run("check")
        .stdout("1 regelverk: 1 varning\n")
        .exit(0);
}

#[test]
fn a_path_is_a_folder_a_rule_set_or_a_file() {
    for path in ["regler", "regler/lokalt", "regler/lokalt/lokalt.regel"] {
        local()
            .run(&format!("check {path}"))
            .stdout("1 regelverk: 1 varning\n")
            .exit(0);
    }
    Test::new()
        .file("regler/gemensamt/x.regel", "modul gemensamt.x \"X\"\n")
        .run("check regler/gemensamt/x.regel")
        .stdout("1 modul: inga fel\n")
        .exit(0);
    Test::new()
        .file("regler/gemensamt/x.regel", "modul gemensamt.x \"X\"\n")
        .file("regler/gemensamt/y.regel", "modul gemensamt.y \"Y\"\n")
        .run("check regler/gemensamt")
        .stdout("2 moduler: inga fel\n")
        .exit(0);
    Test::new()
        .file("tom/x", "")
        .run("check tom")
        .stderr_has("i `tom` finns inga regelfiler")
        .exit(2);
}

#[test]
fn errors_are_told_with_their_places_and_exit_3() {
    let rules = RULES.replace("att inkom är", "att inkomm är");
    let test = || Test::new().file("regler/lokalt/lokalt.regel", &rules);
    test()
        .run("check regler")
        .stdout("1 regelverk: 1 fel\n")
        .stderr_has("fel[E0201]")
        .stderr_has("regler/lokalt/lokalt.regel:15:7")
        .stderr_has("menade du `inkom`?")
        .exit(3);
    test()
        .run("check regler --lang en")
        .stdout("1 rule set: 1 error\n")
        .stderr_has("error[E0201]")
        .exit(3);
    let json = test().run("check regler --format json").stderr("").exit(3).stdout;
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["errors"], 1);
    assert_eq!(report["diagnostics"][0]["code"], "E0201");
}

#[test]
fn cases_and_examples_are_tried() {
    let rules = format!(
        "{RULES}\nexempel \"för sent\" {{\n  utgå från \"cases/a.json\"\n  sätt inkom = 2023-06-02\n  väntar avvisning på i_tid\n}}\n"
    );
    let case = |outcome: &str| {
        format!(
            r#"{{"regelverk": "lokalt", "prövningsdag": "2023-07-01", "väntar": {{"utfall": "{outcome}", "belopp": 800}},
 "inkom": "2023-05-01", "beslutad": null, "sökt": 800, "skäl": true}}"#
        )
    };
    Test::new()
        .file("regler/lokalt/lokalt.regel", &rules)
        .file("regler/lokalt/cases/a.json", case("granted"))
        .run("check regler")
        .stdout("1 regelverk, 1 fall, 1 exempel: inga fel\n")
        .exit(0);
    Test::new()
        .file("regler/lokalt/lokalt.regel", &rules)
        .file("regler/lokalt/cases/a.json", case("rejected"))
        .run("check regler")
        .stdout("1 regelverk, 1 fall, 1 exempel: 1 fall blev annat än väntat\n")
        .stderr("fel: fallet `regler/lokalt/cases/a.json` blev något annat än väntat\n  utfall: väntade rejected, blev granted\n")
        .exit(1);
    let json = Test::new()
        .file("regler/lokalt/lokalt.regel", &rules)
        .file("regler/lokalt/cases/a.json", case("rejected"))
        .run("check regler --format json")
        .exit(1)
        .stdout;
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["failures"][0]["differences"][0]["found"], "granted");
}

#[test]
fn a_rule_set_that_nothing_tries_is_told() {
    local()
        .run("check regler")
        .stdout("1 regelverk: 1 varning\n")
        .stderr_has("varning[E0821]: regelverket `lokalt` har varken fall eller exempel")
        .stderr_has("regler/lokalt/lokalt.regel:1:11")
        .exit(0);
    let accepted = format!("{RULES}\ngodta E0821 \"Fallen står i ett annat register.\"\n");
    Test::new()
        .file("regler/lokalt/lokalt.regel", accepted)
        .run("check regler --deny-warnings")
        .stdout("1 regelverk: inga fel\n")
        .stderr("")
        .exit(0);
}

#[test]
fn a_warning_can_be_denied() {
    local()
        .run("check regler --deny-warnings")
        .stdout("1 regelverk: 1 varning; varningar tillåts inte\n")
        .exit(1);
    let seen = local().run("check regler --deny-warnings --format json").exit(1);
    let report: Value = serde_json::from_str(&seen.stdout).unwrap();
    assert_eq!(report["warnings"], 1);
    assert_eq!(report["diagnostics"][0]["severity"], "warning");
    // Invalid rules stay invalid rules.
    let rules = RULES.replace("att inkom är", "att inkomm är");
    Test::new()
        .file("regler/lokalt/lokalt.regel", rules)
        .run("check regler --deny-warnings")
        .exit(3);
}

#[test]
fn what_no_case_tries_is_told_with_the_rules() {
    let case = r#"{"prövningsdag": "2023-07-01", "väntar": {"utfall": "granted"},
 "inkom": "2023-05-01", "beslutad": null, "sökt": 800, "skäl": true}"#;
    let rules = |more: &str| format!("{RULES}\n{more}\n");
    Test::new()
        .file("regler/lokalt/lokalt.regel", rules(""))
        .file("regler/lokalt/cases/a.json", case)
        .run("check regler")
        .stdout("1 regelverk, 1 fall: 1 varning\n")
        .stderr_has("varning[E0820]: inget fall och inget exempel prövar `i_tid`")
        .exit(0);
    Test::new()
        .file(
            "regler/lokalt/lokalt.regel",
            rules("godta E0820 för i_tid \"Prövas i registret.\""),
        )
        .file("regler/lokalt/cases/a.json", case)
        .run("check regler")
        .stdout("1 regelverk, 1 fall: inga fel\n")
        .stderr("")
        .exit(0);
    Test::new()
        .file(
            "regler/lokalt/lokalt.regel",
            rules("godta E0820 för bidrag \"Prövas ändå.\""),
        )
        .file("regler/lokalt/cases/a.json", case)
        .run("check regler --lang en")
        .stdout("1 rule set, 1 case: 2 warnings\n")
        .stderr_has("warning[E0814]: nothing to accept: no warning E0820 of `bidrag`")
        .exit(0);
    // While a case can't be decided, nothing is said of what the others leave out.
    Test::new()
        .file("regler/lokalt/lokalt.regel", rules(""))
        .file("regler/lokalt/cases/a.json", case)
        .file("regler/lokalt/cases/b.json", "{")
        .run("check regler")
        .stdout("1 regelverk, 2 fall: 1 fall blev annat än väntat\n")
        .exit(1);
}

#[test]
fn an_example_sets_a_percentage() {
    let rules = |percent: &str| {
        let rules = RULES
            .replace("  sökt: kronor", "  andel: procent \"Hur stor är andelen?\"\n  sökt: kronor")
            .replace(
                "krav i_tid",
                "krav hälften \"Andelen ska vara hälften\"\n  att andel är 50 %\n  annars avslå \"Andelen är en annan.\"\n\nkrav i_tid",
            );
        format!(
            "{rules}\nexempel \"hälften\" {{\n  utgå från \"cases/a.json\"\n  sätt andel = {percent}\n  väntar bifall 800 kr\n}}\n"
        )
    };
    let case = r#"{"regelverk": "lokalt", "prövningsdag": "2023-07-01", "väntar": {"utfall": "rejected"},
 "inkom": "2023-05-01", "beslutad": null, "sökt": 800, "skäl": true, "andel": 20}"#;
    for (percent, code) in [("50 %", 0), ("20 %", 1)] {
        Test::new()
            .file("regler/lokalt/lokalt.regel", rules(percent))
            .file("regler/lokalt/cases/a.json", case)
            .run("check regler")
            .exit(code);
    }
}

#[test]
fn what_sources_md_says_is_compared_with_what_the_rules_cite() {
    let rules = RULES
        .replace("ansökan {", "källa lag \"Lagen\"\n\nansökan {")
        .replace("  att inkom", "  enligt lag \"1 §\"\n  att inkom");
    let sources = |clause: &str| {
        Test::new()
            .file("regler/lokalt/lokalt.regel", &rules)
            .file(
                "regler/lokalt/SOURCES.md",
                format!(
                    "# Källor\n\n| Regel | Ställe | Grund |\n|---|---|---|\n| `i_tid` | {clause} | Lagen. |\n"
                ),
            )
            .run("check regler")
    };
    for same in ["`lag` 1 §", "se lagen"] {
        let seen = sources(same).exit(0);
        assert!(!seen.stderr.contains("SOURCES.md"), "{}", seen.stderr);
    }
    sources("`lag` 2 §; `lag` 1 §")
        .stderr_has("fel: `regler/lokalt/SOURCES.md` säger annat än reglerna\n  i_tid: där står lag 1 §; lag 2 §, regeln anger lag 1 §\n")
        .exit(1);
    sources("–")
        .stderr_has("i_tid: där står –, regeln anger lag 1 §")
        .exit(1);
}
