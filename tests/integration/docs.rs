//! The documents are true: their examples are run.

use std::collections::BTreeSet;
use std::path::Path;

use rekvisit::diagnostic::Code;
use serde_json::Value;

use crate::cases;
use crate::cli::Test;
use crate::suite::{Block, Tried, blocks, documents, library};

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

#[test]
fn every_diagnostics_examples_are_what_the_page_says() {
    let mut found = Vec::new();
    for code in Code::ALL {
        let place = format!("docs/diagnostics/{}.md", code.as_str());
        let parts = blocks(&read(&place));
        if parts.first().is_none_or(|block| block.kind == "text") {
            continue;
        }
        let (wrong, right): (Vec<Block>, Vec<Block>) =
            parts.into_iter().partition(|block| block.heading == "Fel");
        let code = code.as_str();
        let codes = told(&wrong);
        if codes.iter().any(|seen| seen != code) || codes.is_empty() {
            found.push(format!("{place}: Fel gives {codes:?}"));
        }
        // An application's rules stand under `Fel` and hold for `Rätt` too.
        let rules = |blocks: &[Block]| blocks.iter().any(|b| b.kind == "regel" && b.path.is_empty());
        let right: Vec<Block> = if rules(&right) {
            right
        } else {
            wrong
                .iter()
                .filter(|b| b.kind != "json" || !b.path.is_empty())
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

/// The codes that the program tells of the rules and, when those are right, of the applications.
fn told(blocks: &[Block]) -> Vec<String> {
    let tried = Tried::load(&library(blocks));
    let mut codes: Vec<String> = tried
        .diagnostics
        .iter()
        .map(|d| d.code.as_str().to_owned())
        .collect();
    if codes.is_empty() {
        let files = blocks
            .iter()
            .filter(|block| block.kind != "json" || !block.path.is_empty());
        let applications = || {
            blocks
                .iter()
                .filter(|block| block.kind == "json" && block.path.is_empty())
        };
        for application in applications() {
            let test = files.clone().fold(Test::new(), |test, block| {
                test.file(&format!("regler/{}", block.file()), &block.text)
            });
            let seen = test
                .run("evaluate - --rules regler")
                .stdin(application.text.as_str())
                .transcript();
            codes.extend(seen.split("fel[").skip(1).map(|rest| rest[..5].to_owned()));
        }
    }
    codes
}

#[test]
fn console_examples_are_what_the_program_prints() {
    let mut run = 0;
    let mut found = Vec::new();
    let mut pages = vec!["README.md".to_owned()];
    pages.extend(documents("docs").iter().map(|path| {
        path.strip_prefix(env!("CARGO_MANIFEST_DIR"))
            .unwrap()
            .display()
            .to_string()
    }));
    for place in pages {
        for block in blocks(&read(&place))
            .iter()
            .filter(|block| block.kind == "console")
        {
            run += 1;
            let (command, expected) = block.text.split_once('\n').unwrap();
            let command = command
                .strip_prefix("$ rekvisit ")
                .expect("a console example is of rekvisit");
            let seen = Test::new().at_root().run(command).transcript();
            if !agrees(expected, &seen) {
                found.push(format!("{place}:{}: $ rekvisit {command}\n{seen}", block.line));
            }
        }
    }
    assert!(run > 0);
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// Whether the output is what was expected; a line `…` stands for any lines.
fn agrees(expected: &str, seen: &str) -> bool {
    let mut rest = seen;
    for (index, piece) in expected.split("…\n").enumerate() {
        match (index, rest.find(piece)) {
            (0, Some(0)) => rest = &rest[piece.len()..],
            (0, _) | (_, None) => return false,
            (_, Some(at)) => rest = &rest[at + piece.len()..],
        }
    }
    expected.ends_with("…\n") || rest.is_empty()
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
