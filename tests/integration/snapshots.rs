//! What decisions look like: the application and its result together, so that both are read when either changes.

use insta::{Settings, assert_snapshot};
use serde_json::Value;

use crate::cases;
use crate::cli::Test;
use crate::suite::fences;

/// Where snapshots of a kind lie.
pub(crate) fn settings(folder: &str) -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(format!("{}/snapshots/{folder}", env!("CARGO_MANIFEST_DIR")));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// The text of a decision, with what it is of above it.
fn decided(path: &std::path::Path, options: &str) -> String {
    let relative = path
        .strip_prefix(env!("CARGO_MANIFEST_DIR"))
        .unwrap()
        .display()
        .to_string();
    let seen = Test::new()
        .run(&format!("evaluate {} {options}", path.display()))
        .exit(0);
    format!(
        "$ rekvisit evaluate {relative}{}{options}\n\n{}",
        if options.is_empty() { "" } else { " " },
        without_versions(&seen.stdout)
    )
}

/// The text without the engine's version and the rules' hash, which change with every release and every edit.
fn without_versions(text: &str) -> String {
    let is_hash = |word: &str| word.len() == 12 && word.chars().all(|c| c.is_ascii_hexdigit());
    text.replace(
        &format!("Rekvisit {}", env!("CARGO_PKG_VERSION")),
        "Rekvisit 1.2.3",
    )
    .split_inclusive(|c: char| !c.is_ascii_alphanumeric())
    .map(|word| {
        let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        if is_hash(bare) {
            word.replace(bare, "0123456789ab")
        } else {
            word.to_owned()
        }
    })
    .collect()
}

#[test]
fn real_cases_read_as_decisions_in_both_languages() {
    let real: Vec<_> = cases::all()
        .into_iter()
        .filter(|(.., case)| case["väntar"]["verkligt"] == Value::Bool(true))
        .collect();
    assert!(real.len() >= 8);
    for (ruleset, path, _) in real {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        settings(&ruleset).bind(|| {
            assert_snapshot!(name.clone(), decided(&path, ""));
            assert_snapshot!(format!("{name}.en"), decided(&path, "--lang en"));
        });
    }
}

#[test]
fn decisions_in_markdown() {
    for name in ["nsoe-2021-10-12", "nsoe-2021-04-07"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("rules/projektbidrag-malmo/cases/{name}.json"));
        settings("projektbidrag-malmo")
            .bind(|| assert_snapshot!(format!("{name}.md"), decided(&path, "--format markdown")));
    }
}

#[test]
fn several_mistakes_in_one_file_are_all_shown() {
    let rules = include_str!("../suite/syntax/bad/ten-mistakes.md");
    let fence = &fences(rules).unwrap()[0];
    for language in ["sv", "en"] {
        let seen = Test::new()
            .file("prov/prov.regel", fence.body())
            .run(&format!("check prov --lang {language}"))
            .transcript();
        let shown = format!("$ rekvisit check prov --lang {language}\n\n{seen}");
        settings("diagnostics").bind(|| assert_snapshot!(format!("ten-mistakes.{language}"), shown));
    }
}
