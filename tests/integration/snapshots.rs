//! What decisions look like: `rekvisit test` compares them with `snapshots/`, and insta what else is kept there.

use std::path::{Path, PathBuf};

use insta::{Settings, assert_snapshot};
use serde_json::Value;

use crate::cases;
use crate::cli::Test;
use crate::suite::fences;

/// The folder of the snapshots.
fn snapshots() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots")
}

/// Where snapshots of a kind lie.
pub(crate) fn settings(folder: &str) -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(snapshots().join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn decisions_read_as_they_did_when_they_were_last_accepted() {
    let seen = Test::new().at_root().run("test").stderr("").exit(0).stdout;
    assert!(seen.contains("beslutstexter: allt som väntat"), "{seen}");
}

/// The words of a text, without the engine's version and the rules' hash.
fn words(text: &str) -> Vec<String> {
    let is_hash = |word: &str| word.len() == 12 && word.chars().all(|c| c.is_ascii_hexdigit());
    text.replace(
        &format!("Rekvisit {}", env!("CARGO_PKG_VERSION")),
        "Rekvisit 1.2.3",
    )
    .split_whitespace()
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
fn what_is_kept_is_what_evaluate_says() {
    let real: Vec<_> = cases::all()
        .into_iter()
        .filter(|(.., case)| case["väntar"]["verkligt"] == Value::Bool(true))
        .collect();
    assert!(real.len() >= 8);
    for (ruleset, path, _) in real {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        for end in ["snap", "en.snap", "md.snap"] {
            let kept = snapshots().join(&ruleset).join(format!("{name}.{end}"));
            let Ok(kept) = std::fs::read_to_string(kept) else {
                assert_eq!(end, "md.snap", "{ruleset}/{name}");
                continue;
            };
            let (_, body) = kept.split_once("\n---\n").unwrap();
            let (command, text) = body.split_once("\n\n").unwrap();
            let command = command.strip_prefix("$ rekvisit ").unwrap();
            let seen = Test::new().at_root().run(command).exit(0).stdout;
            assert_eq!(words(&seen), words(text), "{command}");
        }
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
