//! `rekvisit test --coverage`.

use serde_json::Value;

use super::Test;
use super::fixture::RULES;

/// A rule set with cases that show all but a late application.
fn started(more: &str) -> Test {
    let case = |sum: u32, granted: bool, outcome: &str| {
        format!(
            r#"{{"regelverk": "lokalt", "prövningsdag": "2023-07-01", "väntar": {{"utfall": "{outcome}"}},
 "inkom": "2023-05-01", "beslutad": null, "sökt": {sum}, "skäl": {granted}}}"#
        )
    };
    Test::new()
        .file("regler/lokalt/lokalt.regel", format!("{RULES}{more}"))
        .file("regler/lokalt/cases/bifall.json", case(800, true, "granted"))
        .file(
            "regler/lokalt/cases/delvis.json",
            case(1200, true, "partly_granted"),
        )
        .file("regler/lokalt/cases/avslag.json", case(800, false, "rejected"))
}

#[test]
fn what_no_case_shows_is_told_with_its_place_and_what_is_needed() {
    started("")
        .run("test regler --coverage")
        .stdout_has(
            "
Täckning av lokalt (3 fall och exempel)
  regler     1 av 2 (50,0 %)
  villkor    1 av 2 (50,0 %)
  utfall     3 av 5 (60,0 %)
Regler som fallen inte visar
  regler/lokalt/lokalt.regel:14:6 i_tid
    inget fall där den gäller och inte är uppfylld
Villkor som fallen inte visar
  regler/lokalt/lokalt.regel:15:7 i_tid
    ingen prövning där `inkom är senast 2023-06-01` är falskt
Utfall som inget fall når
  lokalt
    avvisning
    ej avgörbart
",
        )
        .exit(0);
    started("")
        .run("test regler --coverage --lang en")
        .stdout_has("  rules      1 of 2 (50.0%)\n")
        .stdout_has("    no evaluation in which `inkom är senast 2023-06-01` is false\n")
        .exit(0);
}

#[test]
fn a_threshold_is_held_to_with_exit_1() {
    started("").run("test regler --require-coverage 50").exit(0);
    started("").run("test regler --require-coverage 50.1").exit(1);
    started("")
        .run("test regler --require-coverage 101")
        .stderr_has("`101` duger inte som värde")
        .exit(2);
}

#[test]
fn what_is_accepted_is_told_apart_and_a_needless_acceptance_is_a_mistake() {
    started("godta oprövat \"inkom är senast 2023-06-01 → nej\" för i_tid \"Sena tas inte emot.\"\n")
        .run("test regler --require-coverage 100")
        .stdout_has("  regler     2 av 2 (100 %), varav 1 godtas utan att prövas\n")
        .stdout_has("    `inkom är senast 2023-06-01` falskt: Sena tas inte emot.\n")
        .exit(0);
    started("godta oprövat \"inkom är senast 2023-06-02\" för i_tid \"Sena tas inte emot.\"\n")
        .run("test regler --require-coverage 0")
        .stdout_has(
            "Fel i vad som godtas
  regler/lokalt/lokalt.regel:22:1
    inget villkor lyder `inkom är senast 2023-06-02`; skriv det som det står i
    regeln, på en rad
",
        )
        .exit(1);
}

#[test]
fn a_program_reads_it_as_json_and_as_lcov() {
    let run = started("").run("test regler --coverage --format json").exit(0);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let coverage = &report["coverage"][0];
    assert_eq!(coverage["summary"]["conditions"]["covered"], 1);
    assert_eq!(coverage["conditions"][0]["false"]["decided_alone"], 0);
    assert_eq!(coverage["conditions"][0]["true"]["decided_alone"], 3);
    // It is told only when it is asked for.
    let run = started("").run("test regler --format json").exit(0);
    assert!(!run.stdout.contains("\"coverage\""));

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("täckning.info");
    let run = started("")
        .run(&format!("test regler --coverage-lcov {}", file.display()))
        .exit(0);
    assert!(!run.stdout.contains("Täckning"));
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("TN:\nSF:regler/lokalt/lokalt.regel\n"), "{text}");
    assert!(
        text.contains("FNDA:0,i_tid\n") && text.contains("BRDA:15,0,0,0\nBRDA:15,0,1,3\n"),
        "{text}"
    );
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left beside it"
    );

    started("")
        .run("test regler --coverage-lcov saknas/t.info")
        .stderr_has("`saknas/t.info` kunde inte skrivas")
        .exit(2);
}
