//! What a program reads of the tests.

use roxmltree::{Document, Node};
use serde_json::{Value, json};

use super::{RULES, Test, case, rules, without_time};

/// A rule set with a case that fails, one that does not, an example and a text that is missing; and one with invalid rules.
fn mixed() -> Test {
    Test::new()
        .file("rules/lokalt/lokalt.regel", rules())
        .file(
            "rules/lokalt/cases/a.json",
            case(r#""utfall": "granted", "verkligt": true"#),
        )
        .file(
            "rules/lokalt/cases/b.json",
            case(r#""utfall": "rejected", "avgörande": ["i_tid"]"#),
        )
        .file(
            "rules/lokalt/cases/c.json",
            "{\"regelverk\": \"lokalt\", \"inkom\": \"<&\"}",
        )
        .file(
            "rules/trasig/trasig.regel",
            RULES
                .replace("regelverk lokalt", "regelverk trasig")
                .replace("att inkom är", "att inkomm är"),
        )
}

#[test]
fn json_has_all_differences_places_and_texts() {
    let seen = mixed().run("test --format json").stderr("").exit(3).stdout;
    let report: Value = serde_json::from_str(&seen).unwrap();
    let counts = ["rulesets", "cases", "examples", "snapshots", "failures", "errors"].map(|key| &report[key]);
    assert_eq!(counts, [2, 3, 1, 1, 3, 1]);
    assert!(report["milliseconds"].is_u64());
    assert_eq!(report["diagnostics"][0]["code"], "E0201");

    let tests = report["tests"].as_array().unwrap();
    let passed: Vec<&Value> = tests.iter().map(|test| &test["passed"]).collect();
    assert_eq!(passed, [true, false, false, true]);
    let failed = &tests[1];
    assert_eq!(failed["place"], "rules/lokalt/cases/b.json");
    assert_eq!(failed["outcome"], "granted");
    assert_eq!(
        failed["differences"],
        json!([
            {"key": "utfall", "expected": "rejected", "found": "granted"},
            {"key": "avgörande", "expected": "i_tid", "found": "bidrag"},
        ])
    );
    let rules = failed["rules"].as_array().unwrap();
    let roles: Vec<[&str; 3]> = rules
        .iter()
        .map(|rule| ["id", "place", "role"].map(|key| rule[key].as_str().unwrap()))
        .collect();
    assert_eq!(
        roles,
        [
            ["bidrag", "rules/lokalt/lokalt.regel:18", "decided_instead"],
            ["i_tid", "rules/lokalt/lokalt.regel:14", "expected_to_decide"],
        ]
    );
    assert_eq!(rules[1]["became"][0]["status"], "met");
    assert_eq!(rules[1]["became"][0]["because"]["facts"][0]["path"], "/inkom");
    assert_eq!(tests[2]["diagnostics"][0]["code"], "F0112");
    assert_eq!(tests[3]["example"], "för sent");
    assert_eq!(tests[3]["place"], "rules/lokalt/lokalt.regel:23");

    let text = &report["decisions"][0];
    assert_eq!([&text["state"], &text["case"]], ["new", "a"]);
    assert_eq!(text["after"]["outcome"], "granted");
    assert_eq!(text["files"][0]["path"], "snapshots/lokalt/a.snap");
    assert!(
        text["files"][0]["diff"]
            .as_str()
            .unwrap()
            .contains("\n+Lokalt bidrag\n")
    );
}

fn numbers<'a>(node: Node<'a, 'a>) -> [&'a str; 3] {
    ["tests", "failures", "errors"].map(|name| node.attribute(name).unwrap())
}

#[test]
fn junit_is_xml_with_a_suite_a_rule_set() {
    let test = mixed()
        .run("test --format junit --output resultat.xml")
        .stdout_has("fel: fallet `rules/lokalt/cases/b.json` blev något annat än väntat\n")
        .stderr_has("fel[E0201]")
        .then(3);
    let xml = test.contents("resultat.xml").unwrap();
    assert_eq!(
        without_seconds(&test.run("test --format junit").output()),
        without_seconds(&xml)
    );
    let document = Document::parse(&xml).unwrap();
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    assert_eq!(numbers(root), ["6", "3", "1"]);
    let suites: Vec<Node<'_, '_>> = root.children().filter(Node::is_element).collect();
    let names: Vec<&str> = suites
        .iter()
        .map(|suite| suite.attribute("name").unwrap())
        .collect();
    assert_eq!(names, ["lokalt", "trasig"]);
    assert_eq!(numbers(suites[0]), ["5", "3", "0"]);
    assert_eq!(numbers(suites[1]), ["1", "0", "1"]);
    let tests: Vec<[&str; 3]> = root
        .descendants()
        .filter(|node| node.has_tag_name("testcase"))
        .map(|node| {
            let time = node.attribute("time").unwrap();
            assert!(time.parse::<f64>().unwrap() >= 0.0, "{time}");
            let failed = node.children().find(Node::is_element);
            [
                node.attribute("classname").unwrap(),
                node.attribute("name").unwrap(),
                failed.map_or("", |failed| failed.tag_name().name()),
            ]
        })
        .collect();
    assert_eq!(
        tests,
        [
            ["lokalt.fall", "a", ""],
            ["lokalt.fall", "b", "failure"],
            ["lokalt.fall", "c", "failure"],
            ["lokalt.exempel", "för sent", ""],
            ["lokalt.beslutstexter", "a", "failure"],
            ["trasig", "reglerna", "error"],
        ]
    );
    let failure = root
        .descendants()
        .find(|node| node.has_tag_name("failure"))
        .unwrap();
    assert_eq!(
        failure.attribute("message"),
        Some("fallet `rules/lokalt/cases/b.json` blev något annat än väntat")
    );
    let text = failure.text().unwrap();
    assert!(text.contains("  utfall     rejected  granted\n"), "{text}");
    assert!(text.contains("/inkom: den 1 maj 2023"), "{text}");
    assert!(!xml.contains('\u{1b}'), "colours don't belong in a file");
    let broken = root
        .descendants()
        .filter(|node| node.has_tag_name("failure"))
        .nth(1)
        .unwrap();
    assert!(broken.text().unwrap().contains("`<&`"), "{xml}");
}

fn without_seconds(xml: &str) -> String {
    let mut parts = xml.split(" time=\"");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |before, part| before + part.split_once('"').unwrap().1)
}

#[test]
fn a_file_is_given_the_format_and_the_terminal_text() {
    let test = mixed()
        .run("test rules/lokalt/cases/b.json --format json --output b.json")
        .stdout_has("fel: fallet `rules/lokalt/cases/b.json`")
        .then(1);
    let report: Value = serde_json::from_str(&test.contents("b.json").unwrap()).unwrap();
    assert_eq!(report["failures"], 1);
    let test = test
        .run("test rules/lokalt/cases/b.json --output b.txt --color always")
        .then(1);
    let written = test.contents("b.txt").unwrap();
    assert!(!written.contains('\u{1b}'), "{written}");
    let shown = test.run("test rules/lokalt/cases/b.json").output();
    assert_eq!(without_time(&written), without_time(&shown));
}
