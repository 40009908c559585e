//! Applications that can't be decided.

use super::{Test, applications, folder};
use crate::cli::fixture;

#[test]
fn a_bad_line_is_told_with_its_place_and_stops_no_other() {
    let seen = folder(10, 3)
        .run("batch alla.ndjson --rules regler --explain none --lang en")
        .stderr_has("alla.ndjson:3 (byte ")
        .stderr_has("the rule set `lokalt` does not know the key `belopp`")
        .stderr_has("7 applications were decided.\n3 could not be decided and are not in the figures.")
        .exit(1);
    let lines: Vec<&str> = seen.stdout.lines().map(|line| &line[8..9]).collect();
    assert_eq!(lines, ["1", "2", "4", "5", "7", "8", "1"]);
}

#[test]
fn the_byte_is_where_the_mistake_stands() {
    let text = "\n{\"id\": \"å\"}\n{\"prövningsdag\": \"2023-07-01\", \"belopp\": 3}\n";
    let byte = text.find("\"belopp\"").unwrap();
    folder(0, 0)
        .run("batch --rules regler --as-of 2023-07-01")
        .stdin(text)
        .stderr_has(&format!("<standard in>:3 (byte {byte}): /belopp: fel[F0102]"))
        .exit(1);
}

#[test]
fn rejects_are_mended_and_decided_again() {
    let test = folder(12, 3)
        .run("batch alla.ndjson --rules regler --explain none --rejects fel.ndjson --out ut.ndjson")
        .then(1);
    let rejects = test.contents("fel.ndjson").unwrap();
    let remarks: Vec<serde_json::Value> = rejects
        .lines()
        .filter_map(|line| serde_json::from_str(line.strip_prefix('#')?).ok())
        .collect();
    let at: Vec<(u64, &str)> = remarks
        .iter()
        .map(|remark| {
            (
                remark["line"].as_u64().unwrap(),
                remark["reasons"][0]["code"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(at, [(3, "F0102"), (6, "F0102"), (9, "F0102"), (12, "F0102")]);
    assert!(
        rejects.contains("\n{\"id\": \"L-3\", \"belopp\": 3}\n"),
        "{rejects}"
    );
    let mended = rejects.replace(
        "\"belopp\": 3",
        "\"prövningsdag\": \"2023-07-01\", \"inkom\": \"2023-06-02\"",
    );
    test.file("fel.ndjson", mended)
        .run("batch fel.ndjson --rules regler --explain none --rejects fel2.ndjson")
        .stdout_has("{\"line\":8,\"item\":4,\"id\":\"L-12\",")
        .stderr_has("4 ansökningar prövades.")
        .file_is("fel2.ndjson", "")
        .exit(0);
}

#[test]
fn rows_that_are_rejected_are_mended_too() {
    let csv = "id;prövningsdag;inkom;sökt;skäl\r\n\
               L-1;2023-07-01;2023-06-02;1;ja\r\n\
               L-2;2023-07-01;i fjol;1;ja\r\n\
               L-3;2023-07-01\r\n\
               L-4;2023-07-01;\"2023-06-02;1;ja\r\n\
               L-5;2023-07-01;2023-06-02;1,5;ja\r\n\
               L-6;2023-07-01;2023-06-02;1;ja\r\n";
    let test = folder(0, 0)
        .file("alla.csv", csv)
        .run("batch alla.csv --rules regler --explain none --rejects fel.csv --lang en")
        .stderr_has("alla.csv:4 (byte ")
        .stderr_has("the row has 2 fields, the header 5")
        .stderr_has("a quotation mark (`\"`) begins a field that does not end with one")
        .stderr_has("2 applications were decided.")
        .then(1);
    let rejects = test.contents("fel.csv").unwrap();
    assert!(
        rejects.starts_with("#line;#reason;id;prövningsdag;inkom;sökt;skäl\r\n3;\"/inkom: "),
        "{rejects}"
    );
    assert_eq!(rejects.matches("\r\n").count(), 5, "{rejects}");
    let mended = rejects
        .replace(";i fjol;", ";2023-06-02;")
        .replace(";L-3;2023-07-01\r", ";L-3;2023-07-01;2023-06-02;;\r")
        .replace(";\"2023-06-02;1;ja", ";2023-06-02;1;ja")
        .replace(";1,5;", ";1.5;");
    test.file("fel.csv", mended)
        .run("batch fel.csv --rules regler --explain none")
        .stderr_has("4 ansökningar prövades.")
        .exit(0);
}

#[test]
fn a_list_that_is_cut_off_loses_nothing_that_came_before() {
    let lines = applications(3, 0);
    let list = format!("[{}", lines.trim_end().replace('\n', ",\n"));
    let seen = Test::new()
        .file("regler/lokalt/lokalt.regel", fixture::RULES)
        .file("lista.json", &list[..list.len() - 5])
        .run("batch lista.json --rules regler --explain none")
        .stderr_has("lista.json:3 (byte ")
        .stderr_has("listan avslutas inte med `]`: filen är avbruten")
        .exit(1);
    assert_eq!(seen.stdout.lines().count(), 2);
}

#[test]
fn what_is_too_large_is_passed_over() {
    let large = format!("{{\"id\": \"{}\"}}\n", "x".repeat(700_000));
    let text = format!("{}{large}{}", applications(1, 0), applications(2, 0));
    let seen = folder(0, 0)
        .file("stora.ndjson", text)
        .run("batch stora.ndjson --rules regler --explain none --max-bytes 1000 --rejects fel.ndjson")
        .stderr_has("stora.ndjson:2 (byte ")
        .stderr_has("ansökan är för stor")
        .exit(1);
    let lines: Vec<&str> = seen.stdout.lines().map(|line| &line[8..18]).collect();
    assert_eq!(lines, ["1,\"item\":1", "3,\"item\":3", "4,\"item\":4"]);
}

#[test]
fn the_first_that_cannot_be_decided_stops_the_run_when_asked() {
    let seen = folder(2000, 700)
        .run("batch alla.ndjson --rules regler --explain none --fail-fast")
        .stderr_has("alla.ndjson:700 (byte ")
        .stderr_has("699 ansökningar prövades.\nEn kunde inte prövas")
        .exit(1);
    assert_eq!(seen.stdout.lines().count(), 699);
}

#[test]
fn only_the_first_are_told_and_all_are_counted() {
    let seen = folder(100, 2)
        .run("batch alla.ndjson --rules regler --rejects fel.ndjson")
        .exit(1);
    assert_eq!(seen.stderr.matches("alla.ndjson:").count(), 20, "{}", seen.stderr);
    assert!(seen.stderr.contains("50 kunde inte prövas"), "{}", seen.stderr);
}
