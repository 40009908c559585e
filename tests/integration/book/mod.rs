//! Books of rule sets: what they say, that anyone can read them, and that no text breaks out of its place.

mod contrast;
mod hostile;
mod page;
mod readable;
mod snapshots;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::cli::Test;

/// The folder of a small rule set that has one of everything.
fn small() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/book/liten")
}

/// The books of the shipped rule sets in both languages, as pages, written once for all tests: language, name, page.
fn shipped() -> &'static [(&'static str, String, String)] {
    static PAGES: OnceLock<Vec<(&'static str, String, String)>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let mut pages = Vec::new();
        for language in ["sv", "en"] {
            let folder = TempDir::new().unwrap();
            let out = folder.path().display();
            Test::new()
                .at_root()
                .run(&format!(
                    "doc rules tests/integration/book/liten --out {out}/ --lang {language}"
                ))
                .exit(0);
            let mut names: Vec<PathBuf> = std::fs::read_dir(folder.path())
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            names.sort();
            for path in names {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                pages.push((language, name, std::fs::read_to_string(&path).unwrap()));
            }
        }
        pages
    })
}
