//! The texts of decisions: compared, accepted, left to be reviewed; and insta reads them.

use insta::{Settings, assert_snapshot};

use super::{RULES, Test, case, rules, with, without_time};

const REAL: &str = r#""utfall": "granted", "verkligt": true, "enligt": "protokollet""#;

/// A real case and one that is none.
fn real() -> Test {
    Test::new()
        .file("rules/lokalt/lokalt.regel", rules())
        .file("rules/lokalt/cases/a.json", case(REAL))
        .file("rules/lokalt/cases/b.json", case(r#""utfall": "granted""#))
}

/// The same with the text accepted.
fn accepted() -> Test {
    real().run("test --update").then(0)
}

#[test]
fn a_real_case_without_its_text_fails_until_it_is_accepted() {
    let seen = real().run("test").stderr("").exit(1);
    assert_eq!(
        without_time(&seen.stdout),
        "\
fel: fallet `rules/lokalt/cases/a.json` saknar sin beslutstext
  utfall: bifall, 800\u{a0}kr
  snapshots/lokalt/a.snap
  också snapshots/lokalt/a.en.snap
  hjälp: `rekvisit test --update` skriver den; läs den sedan

2 fall, 1 exempel, 1 beslutstext: 1 blev annat än väntat
"
    );
    let test = real();
    let seen = test.run("test --update").stdout_has(
        "ny rules/lokalt/cases/a.json\n  utfall: bifall, 800\u{a0}kr\n2 fall, 1 exempel, 1 beslutstext: 1 beslutstext godtagen (",
    );
    let test = seen
        .then(0)
        .run("test")
        .stdout_has("1 beslutstext: allt som väntat")
        .then(0);
    let text = test.contents("snapshots/lokalt/a.snap").unwrap();
    assert!(
        text.starts_with(
            "\
---
source: rules/lokalt/cases/a.json
info:
  outcome: granted
  amount: SEK 800.00
  decisive: bidrag
  rules:
    met: i_tid
    met applies: bidrag
---
$ rekvisit evaluate rules/lokalt/cases/a.json --rules rules

Lokalt bidrag

Förslag till beslut: "
        ),
        "{text}"
    );
    assert!(
        test.contents("snapshots/lokalt/a.en.snap")
            .unwrap()
            .contains("--lang en")
    );
    assert_eq!(test.contents("snapshots/lokalt/b.snap"), None);
    assert_eq!(test.contents("snapshots/lokalt/a.md.snap"), None);
}

#[test]
fn versions_and_hashes_are_not_in_it() {
    let test = accepted();
    let text = test.contents("snapshots/lokalt/a.snap").unwrap();
    assert!(text.contains("Rekvisit 1.2.3"), "{text}");
    assert!(text.contains("0123456789ab"), "{text}");
    // An edit that changes no decision changes no text.
    test.file(
        "rules/lokalt/lokalt.regel",
        format!("{}\n# en rad till\n", rules()),
    )
    .run("test")
    .exit(0);
}

#[test]
fn a_decision_that_has_changed_is_told_with_why_and_then_accepted() {
    let test = accepted().file(
        "rules/lokalt/lokalt.regel",
        rules().replace("senast 2023-06-01", "senast 2023-04-30"),
    );
    let test = test
        .run("test --filter lokalt/a")
        .stdout_has(
            "\
fel: beslutstexten i fallet `rules/lokalt/cases/a.json` har ändrats
  utfall: bifall, 800\u{a0}kr → avvisning
  avgörande: bidrag → i_tid
  i_tid: kravet är uppfyllt → kravet är inte uppfyllt, får verkan
  --- snapshots/lokalt/a.snap
  @@ ",
        )
        .stdout_has("\n  -Förslag till beslut: Ansökan beviljas med 800\u{a0}kr.")
        .stdout_has("\n  också snapshots/lokalt/a.en.snap\n")
        .stdout_has("1 fall, 1 beslutstext: 2 blev annat än väntat (")
        .then(1);
    let before = test.contents("rules/lokalt/cases/a.json");
    let test = test
        .run("test --update --filter lokalt/a --lang en")
        .stdout_has(
            "\
changed rules/lokalt/cases/a.json
  outcome: granted, SEK\u{a0}800 → dismissed
  decisive: bidrag → i_tid
  i_tid: the requirement is met → the requirement is not met, takes effect
1 case, 1 text of a decision: 1 came out otherwise, 1 text accepted (",
        )
        .then(1);
    assert_eq!(
        test.contents("rules/lokalt/cases/a.json"),
        before,
        "`väntar` is left alone"
    );
    test.run("test --filter lokalt/a --snapshots all")
        .stdout_has("1 fall, 1 beslutstext: 1 blev annat än väntat (")
        .exit(1);
}

#[test]
fn the_words_alone_may_have_changed() {
    accepted()
        .file(
            "rules/lokalt/lokalt.regel",
            rules().replace("\"Bidrag får ges\"", "\"Bidrag kan ges\""),
        )
        .run("test")
        .stdout_has("  utfall: bifall, 800\u{a0}kr (som förut)\n  ingen regel har ändrat läge; det är orden som är andra\n")
        .exit(1);
}

#[test]
fn a_text_without_a_case_fails_and_is_removed() {
    let test = accepted()
        .file(
            "snapshots/lokalt/borta.snap",
            "---\nsource: x\ninfo:\n  outcome: rejected\n---\nx\n",
        )
        .run("test rules/lokalt/cases/a.json")
        .then(0)
        .run("test --filter lokalt")
        .then(0)
        .run("test")
        .stdout_has(
            "fel: beslutstexten `snapshots/lokalt/borta.snap` har inget fall längre\n  utfallet var avslag\n",
        )
        .then(1)
        .run("test --update")
        .stdout_has("borttagen snapshots/lokalt/borta.snap\n  utfallet var avslag\n")
        .then(0);
    assert_eq!(test.contents("snapshots/lokalt/borta.snap"), None);
    assert!(test.contents("snapshots/lokalt/a.snap").is_some());
}

#[test]
fn texts_stay_when_the_rules_are_invalid() {
    let test = accepted()
        .file(
            "rules/lokalt/lokalt.regel",
            rules().replace("att inkom är", "att inkomm är"),
        )
        .run("test --update")
        .then(3);
    assert!(test.contents("snapshots/lokalt/a.snap").is_some());
}

#[test]
fn all_cases_or_none_may_have_one() {
    let test = real()
        .run("test --snapshots none")
        .stdout_has("2 fall, 1 exempel: allt som väntat")
        .then(0)
        .run("test --snapshots all --update")
        .stdout_has("2 beslutstexter: 2 beslutstexter godtagna")
        .then(0);
    assert!(test.contents("snapshots/lokalt/b.snap").is_some());
    // What has a text once is compared without being asked for.
    test.run("test")
        .stdout_has("2 beslutstexter: allt som väntat")
        .exit(0);
}

#[test]
fn a_case_with_a_markdown_text_keeps_it() {
    let test = accepted()
        .file("snapshots/lokalt/a.md.snap", "")
        .run("test")
        .stdout_has("har ändrats")
        .then(1)
        .run("test --update")
        .then(0);
    let text = test.contents("snapshots/lokalt/a.md.snap").unwrap();
    assert!(
        text.contains("--rules rules --format markdown\n\n# Lokalt bidrag\n"),
        "{text}"
    );
}

#[test]
fn a_rule_set_without_english_has_no_english_text() {
    let test = Test::new()
        .file(
            "rules/lokalt/lokalt.regel",
            RULES.replace(" en \"Local grant\"", ""),
        )
        .file("rules/lokalt/cases/a.json", case(REAL))
        .run("test --update")
        .then(0);
    assert!(test.contents("snapshots/lokalt/a.snap").is_some());
    assert_eq!(test.contents("snapshots/lokalt/a.en.snap"), None);
}

#[test]
fn the_folder_stands_beside_the_rules_or_in_them() {
    let test = Test::new()
        .file("regler/lokalt/lokalt.regel", rules())
        .file("regler/lokalt/cases/a.json", case(REAL))
        .file("regler/snapshots/läs-mig.txt", "")
        .run("test --update regler/lokalt/cases/a.json")
        .then(0);
    let text = test.contents("regler/snapshots/lokalt/a.snap").unwrap();
    assert!(
        text.contains("$ rekvisit evaluate lokalt/cases/a.json --rules .\n"),
        "{text}"
    );
    assert_eq!(test.contents("snapshots/lokalt/a.snap"), None);
}

#[test]
fn what_is_to_be_reviewed_waits_beside() {
    let test = accepted()
        .file("rules/lokalt/cases/a.json", with(REAL, "700"))
        .run("test --pending")
        .stdout_has("800\u{a0}kr → bifall, 700\u{a0}kr")
        .then(1);
    let old = test.contents("snapshots/lokalt/a.snap").unwrap();
    let new = test.contents("snapshots/lokalt/a.snap.new").unwrap();
    assert!(old.contains("SEK 800.00") && new.contains("SEK 700.00"));
    // What is as it should be waits no longer.
    let test = test
        .file("rules/lokalt/cases/a.json", case(REAL))
        .run("test --pending")
        .then(0);
    assert_eq!(test.contents("snapshots/lokalt/a.snap.new"), None);
    let test = test
        .file("rules/lokalt/cases/a.json", with(REAL, "700"))
        .run("test --pending")
        .then(1)
        .run("test --update")
        .then(0);
    assert_eq!(test.contents("snapshots/lokalt/a.snap.new"), None);
    assert_eq!(test.contents("snapshots/lokalt/a.snap").unwrap(), new);
}

#[test]
fn a_text_that_insta_wrote_is_compared_by_its_words() {
    let test = accepted();
    let text = test.contents("snapshots/lokalt/a.snap").unwrap();
    let (_, body) = text.split_once("\n---\n").unwrap();
    let as_insta = format!("---\nsource: tests/x.rs\nexpression: text\n---\n{body}");
    let test = test.file("snapshots/lokalt/a.snap", as_insta).run("test").then(0);
    test.file("rules/lokalt/cases/a.json", with(REAL, "700"))
        .run("test")
        .stdout_has(
            "  utfall: bifall, 700\u{a0}kr\n  förut: Förslag till beslut: Ansökan beviljas med 800\u{a0}kr. ",
        )
        .stdout_has("\n  nu: Förslag till beslut: Ansökan beviljas med 700\u{a0}kr. ")
        .exit(1);
}

#[test]
fn insta_reads_what_is_written() {
    let test = accepted();
    let text = test.contents("snapshots/lokalt/a.snap").unwrap();
    let (_, body) = text.split_once("\n---\n").unwrap();
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(test.path("snapshots/lokalt"));
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| assert_snapshot!("a", body));
    let compared = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        settings.bind(|| assert_snapshot!("a", body.replace("800", "801")));
    }));
    assert!(compared.is_err(), "insta compares with what stands there");
    assert_eq!(test.contents("snapshots/lokalt/a.snap").unwrap(), text);
}
