//! What is wrong is told once, at its place: in applications, in rules and in their tables.

use super::Test;
use super::fixture::{RULES, local};
use crate::shipped;

/// The application of the fixture with one thing in it changed.
fn changed(from: &str, to: &str) -> String {
    let right = "{\n  \"regelverk\": \"lokalt\",\n  \"prövningsdag\": \"2023-07-01\",\n  \"inkom\": \"2023-05-01\",\n  \"beslutad\": null,\n  \"sökt\": 800,\n  \"skäl\": true\n}\n";
    assert!(right.contains(from), "{from}");
    right.replacen(from, to, 1)
}

/// The message and the help on standard error say all of it, and nothing is decided.
#[track_caller]
fn refused(application: impl AsRef<[u8]>, told: &[&str]) {
    let test = local()
        .file("a.json", application)
        .run("evaluate a.json --rules regler --ruleset lokalt");
    let seen = told
        .iter()
        .fold(test.stdout(""), |test, part| test.stderr_has(part))
        .exit(2);
    assert_eq!(seen.stderr.matches("fel[").count(), 1, "{}", seen.stderr);
}

#[test]
fn a_bad_application_is_one_clear_error() {
    refused(
        changed("\"sökt\"", "\"söktt\""),
        &["fel[F0102]", "a.json:6:3", "/söktt", "menade du `sökt`?"],
    );
    refused(changed("800", "\"800\""), &["fel[F0103]", "a.json:6:11", "/sökt"]);
    refused(
        changed("\"skäl\": true", "\"skäl\": true,\n  \"sökt\": 900"),
        &["fel[F0104]", "a.json:8:3", "/sökt"],
    );
    refused(
        changed("\"skäl\": true", "\"skäl\": true,\n  \"so\u{308}kt\": 900"),
        &["fel[F0104]", "a.json:8:3", "/sökt"],
    );
    refused(
        changed("800,\n  \"skäl\": true\n}\n", "800,\n  \"skäl\": t"),
        &[
            "fel[F0101]",
            "a.json:7:11",
            "/skäl",
            "filen slutar mitt i ett värde: `t`",
        ],
    );
    refused(
        changed("null", &format!("{}{}", "[".repeat(200), "]".repeat(200))),
        &["fel[F0106]", "a.json:5:", "/beslutad/0"],
    );
    let mut latin = changed("", "").into_bytes();
    let at = latin.windows(2).position(|pair| pair == "ö".as_bytes()).unwrap();
    latin.splice(at..at + 2, [0xF6]);
    refused(latin, &["fel[F0105]", "a.json:3:6", "0xF6"]);
    refused("", &["fel[F0120]", "a.json:1:1", "filen är tom"]);
}

#[test]
fn a_key_in_decomposed_form_is_understood() {
    local()
        .file("a.json", changed("\"sökt\"", "\"so\u{308}kt\""))
        .run("evaluate a.json --rules regler --format json")
        .stdout_has("\"outcome\": \"granted\"")
        .stderr("")
        .exit(0);
}

#[test]
fn a_misspelt_key_of_a_table_is_answered_with_the_closest() {
    let (_, case) = shipped::cases("halsosamtal-2023")
        .into_iter()
        .find(|(_, case)| case["kommun"] == "Bengtsfors")
        .unwrap();
    let case = case.to_string().replace("\"Bengtsfors\"", "\"Bengtsfos\"");
    Test::new()
        .file("a.json", case)
        .run("evaluate a.json")
        .stdout("")
        .stderr_has("fel[F0108]")
        .stderr_has("menade du `Bengtsfors`?")
        .exit(2);
}

#[test]
fn each_mistake_in_a_rule_file_is_told_once_and_at_its_place() {
    let mut rules = RULES.to_owned();
    let mut expected = Vec::new();
    for (code, column, item) in [
        ("E0201", 14, "begrepp a1 = inkomm är 2023-01-01"),
        ("E0109", 23, "begrepp a2 = inkom är 2023-02-30"),
        ("E0107", 1, "kraw a3 att skäl annars avslå"),
        ("E0108", 14, "begrepp a4 = 007"),
        ("E0112", 14, "begrepp a5 = (inkom"),
        ("E0103", 14, "begrepp a6 = ”b”"),
        ("E0301", 22, "begrepp a7 = sökt är inkom"),
        ("E0116", 19, "begrepp a8 = inkom-beslutad"),
        ("E0106", 19, "begrepp a9 = sökt +"),
        (
            "E0111",
            43,
            "begrepp b1 = inkom är 2023-01-01 och skäl eller sökt är 2 kr",
        ),
    ] {
        let line = rules.lines().count() + 1;
        rules.push_str(&format!("{item}\n"));
        expected.push(format!("fel[{code}] regler/lokalt/lokalt.regel:{line}:{column}"));
    }
    let seen = Test::new()
        .file("regler/lokalt/lokalt.regel", &rules)
        .run("check regler")
        .stdout("1 regelverk: 10 fel\n")
        .exit(3);
    let lines: Vec<&str> = seen.stderr.lines().collect();
    let told: Vec<String> = lines
        .windows(2)
        .filter(|pair| pair[0].starts_with("fel["))
        .map(|pair| {
            let code = pair[0].split(':').next().unwrap();
            format!("{code} {}", pair[1].trim_start_matches([' ', '-', '>']))
        })
        .collect();
    assert_eq!(told, expected, "{}", seen.stderr);
}

#[test]
fn a_control_sum_that_is_a_krona_off_is_named() {
    let mut test = Test::new();
    for (path, bytes) in shipped::files() {
        if !path.starts_with("halsosamtal-2023/") && !path.starts_with("gemensamt/") {
            continue;
        }
        let bytes = if path.ends_with("fordelning-2023.csv") {
            let table = String::from_utf8(bytes).unwrap();
            assert!(table.contains(",580989\n"));
            table.replacen(",580989\n", ",580990\n", 1).into_bytes()
        } else {
            bytes
        };
        test = test.file(&format!("regler/{path}"), bytes);
    }
    test.run("evaluate regler/halsosamtal-2023/cases/bengtsfors-c6.json --rules regler")
        .stdout("")
        .stderr_has("summan av belopp_kr")
        .stderr_has("143 500 001")
        .exit(3);
}
