//! `rekvisit doc`.

use std::path::Path;

use tempfile::TempDir;

use super::Test;
use super::fixture::{RULES, local};

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn without_a_path_the_folder_is_rules() {
    Test::new()
        .run("doc")
        .stdout("")
        .stderr(
            "fel: här finns ingen mapp `rules` att skriva en bok om\n  \
             hjälp: ange var reglerna finns, eller ett regelverk som följer med: rekvisit doc SÖKVÄG|NAMN\n  \
             hjälp: `rekvisit rulesets` listar dem som följer med\n",
        )
        .exit(2);
    let seen = Test::new()
        .file("rules/lokalt/lokalt.regel", RULES)
        .run("doc")
        .stdout_has("# Lokalt bidrag\n")
        .stdout_has("- **Det som ska gälla:** Inkom är senast den 1 juni 2023\n")
        .stderr("")
        .exit(0);
    assert!(seen.stdout.ends_with("\n") && !seen.stdout.ends_with("\n\n"));
}

#[test]
fn a_subject_is_a_path_or_the_name_of_a_shipped_rule_set() {
    for path in ["regler", "regler/lokalt", "regler/lokalt/lokalt.regel"] {
        local()
            .run(&format!("doc {path} --lang en"))
            .stdout_has("# Local grant\n")
            .exit(0);
    }
    Test::new()
        .run("doc slutrapport")
        .stdout_has("`slutrapport`")
        .stdout_has("**verkligt ärende**")
        .stderr("")
        .exit(0);
    Test::new()
        .run("doc slutraport")
        .stdout("")
        .stderr_has("regelverket `slutraport` finns inte")
        .stderr_has("menade du `slutrapport`?")
        .exit(2);
    Test::new()
        .run("doc regler/lokalt")
        .stderr("fel: `regler/lokalt` finns inte\n")
        .exit(2);
    Test::new()
        .file("tom/x", "")
        .run("doc tom")
        .stderr_has("i `tom` finns inget regelverk")
        .exit(2);
    local()
        .run("doc regler regler/lokalt --out böcker")
        .stderr_has("regelverket `lokalt` är angivet två gånger")
        .exit(2);
}

#[test]
fn a_file_is_what_its_name_ends_in_and_is_written_whole() {
    let out = TempDir::new().unwrap();
    let at = |name: &str| out.path().join(name);
    std::fs::write(at("bok.html"), "det som stod här").unwrap();
    for (name, begins) in [("bok.html", "<!doctype html>"), ("bok.md", "# Lokalt bidrag")] {
        local()
            .run(&format!("doc regler --out {}", at(name).display()))
            .stdout("")
            .stderr("")
            .exit(0);
        assert!(std::fs::read_to_string(at(name)).unwrap().starts_with(begins));
    }
    local()
        .run(&format!(
            "doc regler --format html --out {}",
            at("bok.txt").display()
        ))
        .exit(0);
    assert!(
        std::fs::read_to_string(at("bok.txt"))
            .unwrap()
            .starts_with("<!doctype html>")
    );
    assert_eq!(names(out.path()), ["bok.html", "bok.md", "bok.txt"]);
}

#[test]
fn several_books_are_written_in_a_folder_with_an_index() {
    let out = TempDir::new().unwrap();
    let folder = out.path().join("a/b");
    let doc = |options: &str| local().run(&format!("doc regler slutrapport {options}"));
    doc("")
        .stdout("")
        .stderr_has("2 böcker får inte plats på standard ut")
        .stderr_has("--out MAPP")
        .exit(2);
    doc(&format!("--out {}", folder.display()))
        .stdout("")
        .stderr("")
        .exit(0);
    assert_eq!(names(&folder), ["index.html", "lokalt.html", "slutrapport.html"]);
    let index = std::fs::read_to_string(folder.join("index.html")).unwrap();
    assert!(
        index.contains("<a href=\"lokalt.html\">Lokalt bidrag</a>"),
        "{index}"
    );
    doc(&format!("--format markdown --out {}", folder.display())).exit(0);
    assert!(names(&folder).contains(&"lokalt.svg".to_owned()));
    let book = std::fs::read_to_string(folder.join("lokalt.md")).unwrap();
    assert!(book.contains("](lokalt.svg)"), "{book}");
    let picture = std::fs::read_to_string(folder.join("lokalt.svg")).unwrap();
    assert!(picture.starts_with("<svg xmlns") && picture.contains("prefers-color-scheme: dark"));
    let file = folder.join("index.md");
    doc(&format!("--out {}", file.display()))
        .stderr_has("är en fil, och böckerna behöver en mapp")
        .exit(2);
}

#[test]
fn what_can_not_be_written_is_told_and_leaves_nothing() {
    let out = TempDir::new().unwrap();
    let missing = out.path().join("saknas/bok.md");
    local()
        .run(&format!("doc regler --out {}", missing.display()))
        .stderr_has("kunde inte skrivas: mappen finns inte")
        .exit(2);
    assert!(names(out.path()).is_empty());
}

#[test]
fn invalid_rules_have_no_book() {
    let out = TempDir::new().unwrap();
    let rules = RULES.replace("att inkom är", "att inkomm är");
    Test::new()
        .file("regler/lokalt/lokalt.regel", rules)
        .run(&format!("doc regler slutrapport --out {}", out.path().display()))
        .stdout("")
        .stderr_has("fel[E0201]")
        .exit(3);
    assert!(names(out.path()).is_empty());
}

#[test]
fn a_case_that_can_not_be_decided_is_told_and_stands_in_the_book() {
    local()
        .file(
            "regler/lokalt/cases/a.json",
            r#"{"regelverk": "lokalt", "söktt": 3}"#,
        )
        .run("doc regler")
        .stdout_has("kunde inte prövas")
        .stderr_has("fallet `regler/lokalt/cases/a.json` kunde inte prövas")
        .exit(0);
}

#[test]
fn the_help_is_in_both_languages() {
    Test::new()
        .run("doc --help")
        .stdout_has("rekvisit doc [SÖKVÄG|NAMN]...")
        .exit(0);
    Test::new()
        .run("help doc --lang en")
        .stdout_has("rekvisit doc [PATH|NAME]...")
        .exit(0);
    Test::new()
        .run("doc --format pdf")
        .stderr_has("möjliga värden: markdown, html")
        .exit(2);
}
