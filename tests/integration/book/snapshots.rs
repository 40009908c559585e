//! The book of a small rule set, read when it changes.

use insta::{Settings, assert_snapshot};

use super::small;
use crate::cli::Test;

fn settings() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(format!("{}/snapshots/book", env!("CARGO_MANIFEST_DIR")));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// The book, without the hash of the rules, which changes with every edit.
fn written(options: &str) -> String {
    let path = small();
    let seen = Test::new()
        .run(&format!("doc {} {options}", path.display()))
        .exit(0);
    let is_hash = |word: &str| word.len() == 64 && word.chars().all(|c| c.is_ascii_hexdigit());
    seen.stdout
        .split_inclusive(|c: char| !c.is_ascii_alphanumeric())
        .map(|word| {
            let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            if is_hash(bare) {
                word.replace(bare, "0123456789abcdef")
            } else {
                word.to_owned()
            }
        })
        .collect()
}

#[test]
fn a_small_rule_set_in_markdown() {
    settings().bind(|| {
        assert_snapshot!("liten.md", written("--format markdown"));
        assert_snapshot!("liten.en.md", written("--format markdown --lang en"));
    });
}

#[test]
fn a_small_rule_set_as_a_page() {
    let html = written("--format html");
    let start = html.find("<body>").unwrap();
    let end = html.find("<footer>").unwrap();
    settings().bind(|| assert_snapshot!("liten.html", &html[start..end]));
}

#[test]
fn the_same_rules_give_the_same_book() {
    assert_eq!(written("--format html"), written("--format html"));
}
