//! `rekvisit evaluate`.

use serde_json::Value;

use super::Test;
use super::fixture::{RULES, local};

const NSOE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/rules/projektbidrag-malmo/cases/nsoe-2021-10-12.json"
);

#[test]
fn the_shipped_rules_decide_anywhere() {
    Test::new()
        .run(&format!("evaluate {NSOE}"))
        .stdout_has("Förslag till beslut: Ansökan avslås.")
        .stdout_has("annan_huvudman")
        .stdout_has("2021-10-12")
        .stderr("")
        .exit(0);
    Test::new()
        .run(&format!("evaluate {NSOE} --lang en"))
        .stdout_has("annan_huvudman")
        .stderr("")
        .exit(0);
}

#[test]
fn percentages_in_a_list_are_percentages_in_the_reasons() {
    let rules = "regelverk prov \"Prov\"\n  gäller 2020-01-01..\n  antagande \"Påhittat\"\n\
        ansökan {\n  delar: [procent] \"Hur stora är delarna?\"\n}\n\
        krav halva \"Var del ska vara minst hälften\"\n  att alla i delar som d uppfyller d är minst 50 %\n  annars avslå\n\
        bifall godkänd \"Godkänd\"\n";
    Test::new()
        .file("rules/prov/prov.regel", rules)
        .file(
            "a.json",
            r#"{"regelverk": "prov", "prövningsdag": "2023-07-01", "delar": [40, 60]}"#,
        )
        .run("evaluate a.json --rules rules")
        .stdout_has(
            "│ /delar: 40 % och 60 %\n     └─ ✗ 40 %\n        └─ ✗ värdet är minst 50 %\n"
                .replace(" %", "\u{a0}%")
                .as_str(),
        )
        .exit(0);
}

/// What is asked for is the sum of the items, also of those that are refused.
#[test]
fn items_that_are_granted_by_themselves_are_asked_for_together() {
    let decided = |case: &str, text: &str| {
        let cases = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/rules/redovisning-halsosamtal-2023/cases"
        );
        Test::new()
            .run(&format!("evaluate {cases}/{case}.json"))
            .stdout_has(text)
            .exit(0);
    };
    decided(
        "malmo-allt-anvant-c11",
        "3\u{a0}419\u{a0}977\u{a0}kr, hela det sökta beloppet.",
    );
    decided(
        "malmo-utanfor-andamalet-bland-flera",
        "2\u{a0}000\u{a0}000\u{a0}kr av sökta 2\u{a0}500\u{a0}000\u{a0}kr.",
    );
}

#[test]
fn one_application_is_an_object_and_several_are_an_array() {
    let one = local()
        .run("evaluate bifall.json --rules regler --format json")
        .exit(0)
        .stdout;
    let one: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(one["outcome"], "granted");
    assert_eq!(one["assessed_on"], "2023-07-01");
    let two = local()
        .run("evaluate bifall.json avslag.json --rules regler --format json")
        .exit(0)
        .stdout;
    let two: Value = serde_json::from_str(&two).unwrap();
    assert_eq!(two[0]["outcome"], "granted");
    assert_eq!(two[1]["outcome"], "rejected");
}

#[test]
fn several_decisions_in_text_have_their_files_above_them() {
    local()
        .run("evaluate bifall.json avslag.json --rules regler")
        .stdout_has("=== bifall.json ===\n")
        .stdout_has("=== avslag.json ===\n")
        .exit(0);
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let seen = local()
        .run("evaluate bifall.json saknas.json trasig.json avslag.json --rules regler --format json")
        .stderr_has("filen `saknas.json` finns inte")
        .stderr_has("trasig.json:1:")
        .exit(2);
    let decisions: Value = serde_json::from_str(&seen.stdout).unwrap();
    assert_eq!(decisions.as_array().unwrap().len(), 2);
}

#[test]
fn nothing_is_printed_for_an_application_that_can_not_be_read() {
    local()
        .run("evaluate trasig.json --rules regler --format json")
        .stdout("")
        .stderr_has("fel[F0")
        .exit(2);
}

#[test]
fn standard_input_is_a_file_called_dash() {
    let application = r#"{"regelverk": "lokalt", "prövningsdag": "2023-07-01", "inkom": "2023-06-02"}"#;
    local()
        .run("evaluate - --rules regler --format json")
        .stdin(application)
        .stdout_has("\"outcome\": \"dismissed\"")
        .exit(0);
    local()
        .run("evaluate - --rules regler")
        .stdin("{\"regelverk\": 3}")
        .stderr_has("<standard in>:1:15")
        .exit(2);
    local()
        .run("evaluate - -")
        .stderr_has("`-` får stå bara en gång")
        .exit(2);
}

#[test]
fn the_assessment_date_is_the_commands_then_the_applications_then_the_rule_sets() {
    let day = |command: &str| -> Value {
        let seen = local()
            .run(&format!("{command} --rules regler --format json"))
            .exit(0);
        serde_json::from_str::<Value>(&seen.stdout).unwrap()["assessed_on"].clone()
    };
    assert_eq!(day("evaluate bifall.json --as-of 2023-08-01"), "2023-08-01");
    assert_eq!(day("evaluate bifall.json"), "2023-07-01");
    local()
        .run("evaluate utan-dag.json --rules regler")
        .stdout("")
        .stderr_has("fel[F0116]: vilken dag prövas ansökan?")
        .stderr_has("--as-of")
        .exit(2);
    let decided = r#"{"regelverk": "lokalt", "inkom": "2023-05-01", "beslutad": "2023-09-01"}"#;
    local()
        .run("evaluate - --rules regler --format json")
        .stdin(decided)
        .stdout_has("\"assessed_on\": \"2023-09-01\"")
        .exit(0);
    local()
        .run("evaluate bifall.json --as-of 2023-8-1")
        .stderr_has("`2023-8-1` är inget datum")
        .exit(2);
}

#[test]
fn the_outcome_is_the_exit_code_when_it_is_asked_for() {
    for (file, code) in [
        ("bifall.json", 0),
        ("delvis.json", 10),
        ("avslag.json", 20),
        ("avvisning.json", 21),
        ("obestämt.json", 30),
        ("trasig.json", 2),
    ] {
        local()
            .run(&format!("evaluate {file} --rules regler --exit-outcome"))
            .exit(code);
        let plain = if code == 2 { 2 } else { 0 };
        local()
            .run(&format!("evaluate {file} --rules regler"))
            .exit(plain);
    }
    local()
        .run("evaluate bifall.json avslag.json --rules regler --exit-outcome")
        .stderr_has("`--exit-outcome` gäller en ansökan i taget")
        .exit(2);
}

#[test]
fn the_rule_set_is_the_applications_or_the_commands() {
    local()
        .file(
            "regler/annat/annat.regel",
            RULES.replace("regelverk lokalt", "regelverk annat"),
        )
        .run("evaluate bifall.json --rules regler --ruleset annat")
        .stderr_has("fel[F0115]: ansökan nämner `lokalt`, kommandot `annat`")
        .exit(2);
    local()
        .run("evaluate - --rules regler --ruleset lokalt --as-of 2023-07-01")
        .stdin("{\"inkom\": \"2023-06-02\"}")
        .stdout_has("Ansökan kom in")
        .exit(0);
    local()
        .run("evaluate - --rules regler")
        .stdin("{}")
        .stderr_has("nämner inget regelverk")
        .stderr_has("de som finns: lokalt")
        .exit(2);
    local()
        .run("evaluate - --rules regler")
        .stdin("{\"regelverk\": \"lokallt\"}")
        .stderr_has("fel[F0114]: regelverket `lokallt`")
        .stderr_has("menade du `lokalt`?")
        .exit(2);
}

#[test]
fn an_unknown_rule_set_of_the_command_is_told_once_and_as_the_commands() {
    for file in ["bifall.json", "saknas.json", "bifall.json avslag.json"] {
        local()
            .run(&format!("evaluate {file} --rules regler --ruleset lokallt"))
            .stdout("")
            .stderr("fel[F0114]: regelverket `lokallt` finns inte\n  hjälp: menade du `lokalt`?\n  hjälp: de som finns: lokalt\n")
            .exit(2);
    }
}

#[test]
fn an_application_outside_the_validity_is_not_decided() {
    local()
        .run("evaluate bifall.json --rules regler --as-of 2019-12-31")
        .stdout("")
        .stderr_has("fel[F0117]")
        .stderr_has("2020-01-01..")
        .exit(2);
}

#[test]
fn a_folder_and_a_large_file_are_refused_with_help() {
    for (folder, help) in [
        ("regler", "ansökningar anges som filer"),
        ("ärenden/", "ange filerna: ärenden/*.json"),
        ("rules", "ange filerna: rules/*/cases/*.json"),
        ("rules/lokalt", "ange filerna: rules/lokalt/cases/*.json"),
    ] {
        local()
            .file("ärenden/a.json", "{}")
            .file("rules/lokalt/cases/a.json", "{}")
            .run(&format!("evaluate {folder} --rules regler"))
            .stderr(&format!(
                "fel: `{folder}` är en mapp, inte en ansökan\n  hjälp: {help}\n"
            ))
            .exit(2);
    }
    local()
        .run("evaluate bifall.json --rules regler --max-bytes 20")
        .stderr_has("fel[F0107]: `bifall.json` är större än 20 byte")
        .stderr_has("--max-bytes")
        .exit(2);
}

#[test]
fn invalid_rules_are_told_once_and_exit_3() {
    let seen = local()
        .file(
            "regler/trasigt/trasigt.regel",
            "regelverk trasigt \"Trasigt\"\n  gäller 2020-01-01..\n",
        )
        .file(
            "a.json",
            "{\"regelverk\": \"trasigt\", \"prövningsdag\": \"2023-01-01\"}",
        )
        .file(
            "b.json",
            "{\"regelverk\": \"trasigt\", \"prövningsdag\": \"2023-01-01\"}",
        )
        .run("evaluate a.json bifall.json b.json --rules regler")
        .stdout_has("=== bifall.json ===")
        .exit(3);
    assert_eq!(seen.stderr.matches("fel[E0401]").count(), 1, "{}", seen.stderr);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let run = || {
        local()
            .run("evaluate bifall.json obestämt.json --rules regler --format json")
            .exit(0)
            .stdout
    };
    assert_eq!(run(), run());
}
