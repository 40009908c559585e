//! Which applications are read, and what is said of those that can't be.

use super::{application, folders, json, later};
use crate::cli::Test;
use crate::cli::fixture::RULES;

const COMMAND: &str = "impact --from gammal --to ny";

#[test]
fn the_text_says_how_many_change_why_and_what_it_costs() {
    let seen = folders()
        .run(&format!("{COMMAND} fall"))
        .stderr("")
        .exit(0)
        .stdout;
    for part in [
        "Lokalt bidrag (lokalt)\nGammal: gammal, version 1, regler ",
        "\nNy:     ny, version 2, regler ",
        "\nBåda versionerna prövar 3 ansökningar. Ett beslut ändras.\n",
        "\nBeviljat före     800\u{a0}kr\nBeviljat efter  1\u{a0}500\u{a0}kr\nSkillnad         +700\u{a0}kr\n",
        "\navvisning  bifall      1           0\u{a0}kr          700\u{a0}kr   +700\u{a0}kr\n",
        "\n– Ansökan ska komma in i tid (i_tid): 1 beslut, +700\u{a0}kr\n  avvisning → bifall: 1, +700\u{a0}kr\n",
        "\nfall/b.json, b\navvisning → bifall, +700\u{a0}kr (i_tid)\nFöre\n  Förslag till beslut: Ansökan avvisas.",
        "└─ ✗ inkom är senast den 1 juni 2023\n",
        "\nEfter\n  Förslag till beslut: Ansökan beviljas med 700\u{a0}kr.",
    ] {
        assert!(seen.contains(part), "no `{part}` in\n{seen}");
    }
}

#[test]
fn english_and_markdown_say_the_same() {
    folders()
        .run(&format!("{COMMAND} fall --lang en"))
        .stdout_has("Both versions decide 3 applications. One decision changes.")
        .stdout_has("– Ansökan ska komma in i tid (i_tid): 1 decision, +SEK\u{a0}700")
        .exit(0);
    folders()
        .run(&format!("{COMMAND} fall --format markdown"))
        .stdout_has("# Lokalt bidrag (lokalt)\n\n- Gammal: gammal, version 1, regler ")
        .stdout_has("| avvisning | bifall | 1 | 0\u{a0}kr | 700\u{a0}kr | \\+700\u{a0}kr |")
        .stdout_has("### fall/b.json, b\n\navvisning → bifall, +700\u{a0}kr (i\\_tid)\n\nFöre:\n\nFörslag till beslut: Ansökan avvisas.")
        .exit(0);
}

#[test]
fn a_change_can_be_a_failure() {
    let test = |from: &str| folders().run(&format!("impact --from {from} --to ny fall --fail-on-change"));
    test("gammal").exit(1);
    test("ny").stdout_has("Inget beslut ändras.").exit(0);
}

#[test]
fn applications_stand_in_folders_in_files_and_one_a_line() {
    let lines = [
        application("a", "2023-06-01", 1),
        String::new(),
        application("b", "2023-06-02", 2),
    ];
    let test = || {
        folders()
            .file("rader.ndjson", lines.join("\n"))
            .file("djup/ner/c.json", application("c", "2023-06-02", 3))
            .file("djup/d.jsonl", lines.join("\r\n"))
            .file("djup/läsmig.txt", "ingen ansökan")
    };
    for (applications, count, place) in [
        ("rader.ndjson", 2, "rader.ndjson:3"),
        ("djup", 3, "djup/d.jsonl:3"),
        ("djup/ner/c.json rader.ndjson", 3, "djup/ner/c.json"),
    ] {
        let report = json(test().run(&format!("{COMMAND} {applications} --format json")), 0);
        assert_eq!(report["applications"], count, "{applications}");
        assert_eq!(report["decisions"][0]["place"], place, "{applications}");
    }
}

#[test]
fn standard_input_is_one_a_line_or_a_single_one() {
    let run = |input: String| {
        json(
            folders().run(&format!("{COMMAND} - --format json")).stdin(input),
            0,
        )
    };
    let one = application("a", "2023-06-02", 1);
    assert_eq!(run(format!("\n{one}\n{one}"))["changed"]["count"], 2);
    assert_eq!(run(one.replace(", ", ",\n "))["changed"]["count"], 1);
    folders()
        .run(&format!("{COMMAND} - -"))
        .stderr_has("`-` får stå bara en gång")
        .exit(2);
}

#[test]
fn what_only_one_version_reads_is_counted_and_told() {
    let grown = later("2023-06-02").replace("  skäl:", "  mål: tal \"Hur många nås?\"\n  skäl:");
    let lines = [
        application("a", "2023-06-02", 1),
        application("b", "2023-06-02", 2).replace("\"skäl\"", "\"mål\": 5, \"skäl\""),
        application("c", "2023-06-02", 3).replace("\"sökt\"", "\"soekt\""),
        application("d", "2023-06-02", 4).replace("lokalt", "annat"),
        "{".to_owned(),
    ];
    let test = || {
        Test::new()
            .file("gammal/lokalt/lokalt.regel", RULES)
            .file("ny/lokalt/lokalt.regel", &grown)
            .file("rader.ndjson", lines.join("\n"))
    };
    test()
        .run(&format!("{COMMAND} rader.ndjson"))
        .stdout_has("Kan bara läsas av den nya versionen, jämförs inte: 1\n")
        .stdout_has("Kan inte läsas av någon av versionerna: 2\n")
        .stdout_has("Gäller ett annat regelverk, jämförs inte: 1\n")
        .stdout_has("– rader.ndjson:2: kan bara läsas av den nya\n  /mål: fel[F0102]")
        .stdout_has("– rader.ndjson:3: kan inte läsas av någon\n  /soekt: fel[F0102]")
        .exit(0);
    let report = json(test().run(&format!("{COMMAND} rader.ndjson --format json")), 0);
    assert_eq!(report["applications"], 5);
    assert_eq!(report["compared"]["count"], 1);
    assert_eq!(report["unread"][0]["decided_by"], "new");
    let back = json(
        test().run("impact --from ny --to gammal rader.ndjson --format json"),
        0,
    );
    assert_eq!(back["only_old"], 1);
    assert_eq!(back["unread"][0]["decided_by"], "old");
}

#[test]
fn a_line_that_is_too_long_is_passed_over() {
    let long = application(&"x".repeat(900), "2023-06-02", 1);
    let lines = [long.clone(), application("b", "2023-06-02", 2), long].join("\n");
    let report = json(
        folders()
            .file("rader.ndjson", lines)
            .run(&format!("{COMMAND} rader.ndjson --max-bytes 500 --format json")),
        0,
    );
    assert_eq!(report["applications"], 3);
    assert_eq!(report["neither"], 2);
    assert_eq!(report["decisions"][0]["place"], "rader.ndjson:2");
    assert_eq!(report["unread"][1]["place"], "rader.ndjson:3");
}

#[test]
fn the_day_is_given_or_each_applications_own() {
    let undated = application("a", "2023-06-02", 1).replace("\"prövningsdag\": \"2023-07-01\", ", "");
    let test = |options: &str| {
        folders()
            .file("utan-dag.json", &undated)
            .run(&format!("{COMMAND} utan-dag.json {options}"))
    };
    test("")
        .stdout_has("Ingen ansökan kunde prövas med båda versionerna.")
        .exit(2);
    test("--as-of 2023-07-01")
        .stdout_has("Alla ansökningar prövas den 1 juli 2023. Båda versionerna prövar en ansökan. Ett")
        .exit(0);
    test("--as-of 2019-07-01").stdout_has("fel[F0117]").exit(2);
    test("--as-of igår").stderr_has("`igår` är inget datum").exit(2);
}

#[test]
fn only_so_many_are_shown() {
    let lines: Vec<String> = (0..12)
        .map(|n| application(&n.to_string(), "2023-06-02", n + 1))
        .collect();
    let test = |options: &str| {
        let seen = folders()
            .file("rader.ndjson", lines.join("\n"))
            .run(&format!("{COMMAND} rader.ndjson {options}"))
            .exit(0);
        seen.stdout
    };
    let shown = |text: &str| text.matches("\nFöre\n").count();
    assert_eq!(shown(&test("")), 10);
    assert!(test("").contains("\nÄndrade beslut (10 av 12 visas; `--limit` visar fler)\n"));
    assert_eq!(shown(&test("--limit 3")), 3);
    assert!(!test("--limit 0").contains("\nFöre\n"));
    let report: serde_json::Value = serde_json::from_str(&test("--format json")).unwrap();
    assert_eq!(report["decisions"].as_array().unwrap().len(), 12);
}

#[test]
fn wrong_use_is_told_with_what_to_do() {
    let test = |words: &str| folders().file("tom/x.txt", "").run(words).stdout("");
    test("impact --from gammal fall")
        .stderr_has("det saknas något: --to")
        .exit(2);
    test("impact --from gammal --to ny fal")
        .stderr_has("`fal` finns inte")
        .exit(2);
    test("impact --from gammal --to ny tom")
        .stderr_has("i mappen `tom` finns inga ansökningar")
        .exit(2);
    test("impact --from gammal --to tom fall")
        .stderr_has("i `tom` finns inget regelverk")
        .exit(2);
    test("impact --from gammal --to ny fall --ruleset lokat")
        .stderr_has("fel[F0114]: regelverket `lokat` finns inte i gammal\n  hjälp: menade du `lokalt`?")
        .exit(2);
    folders()
        .file("annan/annat/annat.regel", RULES.replace("regelverk lokalt", "regelverk annat"))
        .file("annan/tredje/tredje.regel", RULES.replace("regelverk lokalt", "regelverk tredje"))
        .run("impact --from gammal --to annan fall")
        .stderr_has("de två versionerna har inget regelverk med samma namn\n  hjälp: den gamla har lokalt; den nya har annat, tredje\n")
        .exit(2);
}

#[test]
fn among_several_rule_sets_the_first_application_says_which() {
    let other = RULES.replace("regelverk lokalt", "regelverk annat");
    let test = || {
        folders()
            .file("gammal/annat/annat.regel", &other)
            .file("ny/annat/annat.regel", &other)
            .file(
                "namnlös.json",
                application("a", "2023-06-02", 1).replace("\"regelverk\": \"lokalt\", ", ""),
            )
    };
    test()
        .run(&format!("{COMMAND} fall"))
        .stdout_has("Lokalt bidrag (lokalt)")
        .exit(0);
    test()
        .run(&format!("{COMMAND} namnlös.json"))
        .stderr_has("vilket regelverk ska jämföras?\n  hjälp: ange `--ruleset`; de som båda versionerna har: annat, lokalt")
        .exit(2);
    test()
        .run(&format!("{COMMAND} namnlös.json --ruleset lokalt"))
        .stdout_has("Ett beslut ändras.")
        .exit(0);
}
