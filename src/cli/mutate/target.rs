//! Where the rules to be altered are.

use std::path::Path;

use crate::cli::files;
use crate::cli::library::{DiskLibrary, EmbeddedLibrary, Overlay, Unit};
use crate::cli::notice::Notice;
use crate::cli::source::{FOLDER, Rules};
use crate::source::Library;
use crate::value::Language;

/// A library and the rule sets in it that are meant.
pub(super) struct Target {
    rules: Rules,
    /// Their names.
    pub(super) rulesets: Vec<String>,
}

impl Target {
    /// What a path leads to, or the rule set of that name: in `rules` here, else a shipped one.
    pub(super) fn of(given: &str, language: Language) -> Result<Self, Notice> {
        let path = Path::new(given);
        let is_there = files::is_folder(path) || files::is_file(path);
        if !is_there && !given.contains(['/', '.', '\\']) {
            return Self::named(given, language);
        }
        let disk = DiskLibrary::open(path, language)?;
        let rulesets: Vec<String> = disk
            .units()
            .into_iter()
            .filter_map(|unit| match unit {
                Unit::Ruleset(name) => Some(name),
                Unit::Module(_) => None,
            })
            .collect();
        if rulesets.is_empty() {
            return Err(Notice::new(
                format!("i `{given}` finns inget regelverk"),
                format!("there is no rule set in `{given}`"),
            )
            .help(
                "en modul ändras med de regelverk som använder den: ange dem, och `--modules`",
                "a module is altered with the rule sets that use it: give those, and `--modules`",
            ));
        }
        Ok(Self {
            rules: Rules::Folder(Overlay(disk)),
            rulesets,
        })
    }

    fn named(name: &str, language: Language) -> Result<Self, Notice> {
        let folder = Path::new(FOLDER);
        let here = folder.join(name).join(format!("{name}.regel"));
        if files::is_file(&here) {
            let disk = DiskLibrary::open(&folder.join(name), language)?;
            return Ok(Self {
                rules: Rules::Folder(Overlay(disk)),
                rulesets: vec![name.to_owned()],
            });
        }
        let rules = Rules::Shipped(EmbeddedLibrary);
        if rules.library().rulesets().iter().any(|known| known == name) {
            return Ok(Self {
                rules,
                rulesets: vec![name.to_owned()],
            });
        }
        Err(rules.unknown(name, None))
    }

    /// The library.
    pub(super) fn library(&self) -> &(dyn Library + Sync) {
        match &self.rules {
            Rules::Shipped(library) => library,
            Rules::Folder(library) => library,
        }
    }
}
