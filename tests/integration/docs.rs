//! The documents are true: their examples are run.

use std::collections::BTreeSet;
use std::path::Path;

use rekvisit::check;
use rekvisit::diagnostic::Code;
use rekvisit::source::{Library, ReadFailure};
use serde_json::Value;

use crate::cases;
use crate::cli::Test;
use crate::suite::{Fence, Tried, fences};
use crate::walk;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The headings of a diagnostic's page, in order.
const HEADINGS: [&str; 5] = ["## Vad", "## Varför", "## Fel", "## Rätt", "## In English"];

#[test]
fn every_diagnostics_page_has_the_same_form() {
    for code in Code::ALL {
        let page = read(&format!("docs/diagnostics/{}.md", code.as_str()));
        let capital = |title: &str| -> String {
            let mut chars = title.chars();
            chars
                .next()
                .map(|first| first.to_uppercase().chain(chars).collect())
                .unwrap_or_default()
        };
        let title = format!(
            "# {} {} / {}",
            code.as_str(),
            capital(code.title_sv()),
            capital(code.title_en())
        );
        assert_eq!(page.lines().next(), Some(title.as_str()));
        let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(headings, HEADINGS, "{}", code.as_str());
    }
}

/// The pages that show nothing that can be run, and the test that holds each instead.
const TOLD_ELSEWHERE: &[(&str, &str, &str)] = &[
    (
        "E0101",
        "src/syntax/tests/diagnostics.rs",
        "bytes_that_are_not_text",
    ),
    (
        "E0102",
        "src/syntax/tests/diagnostics.rs",
        "a_text_that_is_not_normalised",
    ),
    (
        "E0104",
        "src/syntax/tests/diagnostics.rs",
        "bytes_that_are_not_text",
    ),
    (
        "E0506",
        "tests/integration/docs.rs",
        "a_file_that_may_not_be_read_is_told",
    ),
    (
        "E0821",
        "tests/integration/cli/check.rs",
        "a_rule_set_that_nothing_tries_is_told",
    ),
    (
        "F0105",
        "src/facts/tests/mistakes.rs",
        "bytes_that_are_not_text_are_told_apart",
    ),
    (
        "F0106",
        "src/facts/tests/mistakes.rs",
        "what_is_too_much_is_one_clear_error",
    ),
    (
        "F0107",
        "tests/integration/cli/evaluate.rs",
        "a_folder_and_a_large_file_are_refused_with_help",
    ),
    (
        "F0115",
        "tests/integration/cli/evaluate.rs",
        "the_rule_set_is_the_applications_or_the_commands",
    ),
];

#[test]
fn every_diagnostics_examples_are_what_the_page_says() {
    let mut found = Vec::new();
    for code in Code::ALL {
        let code = code.as_str();
        let place = format!("docs/diagnostics/{code}.md");
        let all = fences(&read(&place)).unwrap();
        let elsewhere = TOLD_ELSEWHERE.iter().any(|(page, ..)| *page == code);
        let only_told = all.first().is_none_or(|fence| fence.kind == "text");
        if only_told != elsewhere {
            found.push(format!("{place}: is it run, or told elsewhere?"));
        }
        if only_told {
            continue;
        }
        for fence in &all {
            let known = matches!(fence.kind.as_str(), "regel" | "csv" | "json");
            if !known || !matches!(fence.heading.as_str(), "Fel" | "Rätt") {
                found.push(format!("{place}:{}: a fence that is not run", fence.line));
            }
        }
        let (wrong, right): (Vec<Fence>, Vec<Fence>) =
            all.into_iter().partition(|fence| fence.heading == "Fel");
        let codes = told(&wrong);
        if codes != [code] {
            found.push(format!("{place}: Fel gives {codes:?}"));
        }
        // An application's rules stand under `Fel` and hold for `Rätt` too.
        let rules = |fences: &[Fence]| fences.iter().any(is_file);
        if code.starts_with('F') == rules(&right) {
            found.push(format!("{place}: where do the rules of `Rätt` stand?"));
        }
        let right: Vec<Fence> = if rules(&right) {
            right
        } else {
            wrong
                .iter()
                .filter(|fence| is_file(fence))
                .chain(&right)
                .cloned()
                .collect()
        };
        let codes = told(&right);
        if !codes.is_empty() {
            found.push(format!("{place}: Rätt gives {codes:?}"));
        }
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// Whether the fence is a file of the rules, and no application.
fn is_file(fence: &Fence) -> bool {
    fence.kind != "json" || !fence.path.is_empty()
}

/// The codes that the rules give, or the applications when there are any.
fn told(fences: &[Fence]) -> Vec<String> {
    let (files, applications): (Vec<Fence>, Vec<Fence>) = fences.iter().cloned().partition(is_file);
    if applications.is_empty() {
        let tried = Tried::load("exempel", &files);
        return tried
            .diagnostics
            .iter()
            .map(|d| d.code.as_str().to_owned())
            .collect();
    }
    let mut test = Test::new();
    for file in &files {
        test = test.file(&format!("regler/{}", file.file("exempel")), file.body());
    }
    let mut command = "evaluate --rules regler --format json".to_owned();
    for application in &applications {
        let name = format!("{}.json", application.line);
        command.push_str(&format!(" {name}"));
        test = test.file(&name, application.body());
    }
    codes(&test.run(&command).transcript())
}

/// The codes in what a terminal shows: `fel[F0101]`, `varning[E0404]`.
fn codes(shown: &str) -> Vec<String> {
    shown
        .lines()
        .filter_map(|line| {
            line.strip_prefix("fel[")
                .or_else(|| line.strip_prefix("varning["))
        })
        .map(|rest| rest.split(']').next().unwrap().to_owned())
        .collect()
}

#[test]
fn what_is_told_elsewhere_is_tested_there() {
    for (page, path, name) in TOLD_ELSEWHERE {
        let text = read(path);
        let begin = text
            .find(&format!("fn {name}()"))
            .unwrap_or_else(|| panic!("{path} has no test {name}"));
        let test = text[begin..].split("\n}\n").next().unwrap();
        let name = format!("Code::{:?}", Code::parse(page).unwrap());
        assert!(
            test.contains(page) || test.contains(&name),
            "{path} says nothing of {page}"
        );
    }
}

/// Rules that may not be read.
struct Locked;

impl Library for Locked {
    fn read(&self, _path: &str) -> Result<Vec<u8>, ReadFailure> {
        Err(ReadFailure::Other("åtkomst nekad".to_owned()))
    }

    fn rulesets(&self) -> Vec<String> {
        vec!["exempel".to_owned()]
    }
}

#[test]
fn a_file_that_may_not_be_read_is_told() {
    let checked = check::load(&Locked, "exempel");
    let told: Vec<Code> = checked.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(told, [Code::Unreadable]);
    assert!(checked.diagnostics[0].message.sv.contains("åtkomst nekad"));
}

#[test]
fn pages_can_be_followed_as_they_stand() {
    let mut walked = walk::TUTORIALS.concat();
    let mut found = Vec::new();
    for pages in walk::TUTORIALS {
        // What the first page makes, those after it go on with.
        let folder = tempfile::TempDir::new().unwrap();
        for page in *pages {
            found.extend(walk::follow(page, Some(folder.path())));
        }
    }
    let mut others = vec!["README.md".to_owned()];
    others.extend(pages_of("docs"));
    for page in &others {
        if !walked.contains(&page.as_str()) {
            walked.push(page);
            found.extend(walk::follow(page, None));
        }
    }
    assert!(walked.len() > 2);
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// All Markdown pages below a folder of the repository, by their paths from its root, sorted.
fn pages_of(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            found.extend(pages_of(&path));
        } else if path.ends_with(".md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_decision_holds_by_its_schema() {
    let schema: Value = serde_json::from_str(&read("docs/decision.schema.json")).unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(rekvisit::render::DECISION_SCHEMA).unwrap(),
        schema,
        "the program has another schema than the documentation"
    );
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let cases = cases::all();
    let rulesets: BTreeSet<&str> = cases.iter().map(|(ruleset, ..)| ruleset.as_str()).collect();
    for ruleset in rulesets {
        let files: Vec<String> = cases
            .iter()
            .filter(|(name, ..)| name == ruleset)
            .map(|(_, path, _)| path.display().to_string())
            .collect();
        let seen = Test::new()
            .run(&format!("evaluate --format json {}", files.join(" ")))
            .exit(0);
        let decisions: Value = serde_json::from_str(&seen.stdout).unwrap();
        let decisions = decisions.as_array().unwrap();
        assert_eq!(decisions.len(), files.len());
        for (decision, file) in decisions.iter().zip(&files) {
            let errors: Vec<String> = validator
                .iter_errors(decision)
                .map(|e| format!("{}: {e}", e.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{file}\n{}", errors.join("\n"));
        }
    }
}

#[test]
fn the_readme_names_commands_that_there_are() {
    let help = Test::new().run("--help").exit(0).stdout;
    for command in ["evaluate", "check", "rulesets", "schema", "explain"] {
        assert!(help.contains(command));
        assert!(
            read("README.md").contains(&format!("rekvisit {command}")),
            "{command}"
        );
    }
}
