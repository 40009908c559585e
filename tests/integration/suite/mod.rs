//! The literate suite: every document in `tests/suite` holds. `tests/suite/README.md` describes their form.

mod decision;
mod document;
mod formatted;
mod run;

use std::path::{Path, PathBuf};

use document::{Document, Step};

pub(crate) use document::{Fence, fences};
pub(crate) use run::Tried;

/// The folder of the documents.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite")
}

/// The documents in every `<feature>/<kind>`, by their path below the root.
fn documents(kind: &str) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for feature in entries(&root()).into_iter().filter(|path| path.is_dir()) {
        for path in entries(&feature.join(kind)) {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap();
            found.push((name.replace('\\', "/"), path));
        }
    }
    assert!(!found.is_empty(), "no documents in tests/suite/*/{kind}");
    found
}

/// What stands in a folder, sorted; nothing when there is no such folder.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// Runs every document of a kind and fails with all that don't hold.
fn every(kind: &str, expects: impl Fn(&Step) -> bool, what: &str) {
    let mut failures = Vec::new();
    for (name, path) in documents(kind) {
        let text = std::fs::read_to_string(&path).unwrap();
        let document = match Document::parse(&text) {
            Ok(document) => document,
            Err(error) => {
                failures.push(format!("{name}:{error}"));
                continue;
            }
        };
        for example in &document.examples {
            if !example.steps.iter().any(&expects) {
                failures.push(format!(
                    "{name}:{}: an example in {kind}/ has {what}",
                    example.line
                ));
            }
        }
        let found = run::run(&document);
        if std::env::var_os("REKVISIT_UPDATE").is_some() && found.iter().any(|f| f.actual.is_some()) {
            std::fs::write(&path, document::rewritten(&text, &found)).unwrap();
        }
        failures.extend(found.iter().map(|failure| failure.told(&name)));
    }
    assert!(
        failures.is_empty(),
        "{} expectations don't hold\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}

#[test]
fn every_good_document_holds() {
    every("good", Step::is_decision, "a `beslut`");
}

#[test]
fn every_bad_document_holds() {
    every("bad", Step::is_diagnostics, "a `diagnostik`");
}

#[test]
fn every_file_of_the_suite_is_run() {
    let mut strays = Vec::new();
    for feature in entries(&root()) {
        if feature.is_file() {
            strays.extend((!feature.ends_with("README.md")).then_some(feature));
            continue;
        }
        for kind in entries(&feature) {
            let run = kind.ends_with("good") || kind.ends_with("bad");
            for path in entries(&kind) {
                let document = path.is_file() && path.extension().is_some_and(|e| e == "md");
                strays.extend((!run || !document).then_some(path));
            }
            strays.extend((!run && kind.is_file()).then_some(kind));
        }
    }
    assert!(strays.is_empty(), "never run: {strays:?}");
}

const RULES: &str = "```regel\nregelverk prov \"Prov\"\n  gäller 2020-01-01..\n  antagande \"Påhittat\"\n\n\
    ansökan {\n  medlem: ja/nej\n}\n\nbifall inval \"Inval\"\n  när medlem\n```\n";
const MEMBER: &str = "```json\n{\"prövningsdag\": \"2024-01-01\", \"medlem\": true}\n```\n";

/// What is wrong with the rules and the application above when the rest of the document is this.
fn told(rest: &str) -> String {
    match Document::parse(&format!("{RULES}{rest}")) {
        Err(error) => error,
        Ok(document) => {
            let failures = run::run(&document);
            failures.iter().map(|failure| failure.told("x")).collect()
        }
    }
}

#[test]
fn what_is_expected_holds_or_is_told() {
    assert_eq!(
        told(&format!(
            "{MEMBER}```beslut\nutfall: bifall\nregel inval: uppfylld, gäller\n```\n"
        )),
        ""
    );
    let wrong = told(&format!(
        "{MEMBER}```beslut\nutfall: avslag\nregel okänd: uppfylld\n```\n"
    ));
    assert!(
        wrong.contains("utfall: avslag") && wrong.contains("utfall: bifall"),
        "{wrong}"
    );
    assert!(wrong.contains("regel okänd: (finns inte)"), "{wrong}");
    let application = "```json\n{\"prövningsdag\": \"2024-01-01\", \"medlm\": true}\n```\n";
    let unread = told(&format!("{application}```beslut\nutfall: bifall\n```\n"));
    assert!(unread.contains("F0102"), "{unread}");
}

#[test]
fn a_document_that_cannot_fail_is_an_error() {
    assert!(told("").contains("no expectation"));
    assert!(told(MEMBER).contains("`beslut` or `diagnostik`"));
    assert!(told(&format!("{MEMBER}```beslut\nbelopp: 1 kr\n```\n")).contains("utfall"));
    assert!(told(&format!("{MEMBER}```beslut\nutfal: bifall\n```\n")).contains("utfal"));
    assert!(told("```yaml\n```\n").contains("yaml"));
    assert!(told("```diagnostik\n").contains("not closed"));
    assert!(Document::parse("Bara text.\n").is_err());
}
