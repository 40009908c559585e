//! The folder that all commands share.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::list::Mutant;

/// The folder, and the alterations; the first has number one.
pub struct Work {
    folder: PathBuf,
    mutants: Vec<Mutant>,
}

impl Work {
    /// Opens a folder that has a list of alterations.
    pub fn at(folder: &Path) -> Result<Self> {
        let list = folder.join("list.json");
        let text = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
        Ok(Self {
            folder: folder.canonicalize()?,
            mutants: serde_json::from_str(&text)?,
        })
    }

    /// Cargo, in the copy of the project. Its tests are run thousands of times, so they are built to run quickly.
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .current_dir(self.tree())
            .env("CARGO_INCREMENTAL", "0")
            .args(["--config", "profile.dev.package.rekvisit.opt-level=1"])
            .args(["--config", "profile.dev.package.rekvisit.debug=false"]);
        cargo
    }

    /// A file of the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The copy of the project.
    pub fn tree(&self) -> PathBuf {
        self.file("tree")
    }

    /// How many alterations there are.
    pub fn count(&self) -> usize {
        self.mutants.len()
    }

    /// The alteration with a number.
    pub fn mutant(&self, number: usize) -> Option<&Mutant> {
        self.mutants.get(number.checked_sub(1)?)
    }

    /// All alterations with their numbers.
    pub fn all(&self) -> impl Iterator<Item = (usize, &Mutant)> {
        (1..).zip(&self.mutants)
    }

    /// The numbers that begin the lines of a file; none when there is no such file.
    pub fn numbers(&self, name: &str) -> BTreeSet<usize> {
        let text = fs::read_to_string(self.file(name)).unwrap_or_default();
        let first = |line: &str| line.split_whitespace().next()?.parse().ok();
        text.lines().filter_map(first).collect()
    }

    /// Writes a file of lines.
    pub fn write(&self, name: &str, lines: impl IntoIterator<Item = String>) -> Result<()> {
        let text: String = lines.into_iter().map(|line| line + "\n").collect();
        Ok(fs::write(self.file(name), text)?)
    }
}
