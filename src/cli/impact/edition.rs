//! One of the two versions: where it is read from, and what is read.

use std::path::Path;

use crate::cli::files;
use crate::cli::library::{DiskLibrary, GitLibrary, Overlay};
use crate::cli::notice::Notice;
use crate::diagnostic::Code;
use crate::source::Library;
use crate::value::Language;

/// A version of the rules.
pub(super) struct Edition {
    /// Where it is, as a person would say it.
    pub(super) place: String,
    /// What it is read from.
    pub(super) library: Box<dyn Library>,
}

impl Edition {
    /// Opens a path, or else a revision in git; `other` is the other version, beside which the rules are looked for in a
    /// revision that is given without a path.
    pub(super) fn open(text: &str, other: &str, language: Language) -> Result<Self, Notice> {
        let exists = |text: &str| {
            let path = Path::new(text);
            files::is_folder(path) || files::is_file(path)
        };
        let edition = if exists(text) {
            let disk = DiskLibrary::open(Path::new(text), language)?;
            Self {
                place: text.to_owned(),
                library: Box::new(Overlay(disk)),
            }
        } else {
            let beside = exists(other).then(|| Path::new(other));
            let git = GitLibrary::open(text, beside, language)?;
            Self {
                place: git.place(),
                library: Box::new(Overlay(git)),
            }
        };
        if edition.library.rulesets().is_empty() {
            return Err(Notice::new(
                format!("i `{text}` finns inget regelverk"),
                format!("there is no rule set in `{text}`"),
            )
            .help(
                "ett regelverk är en mapp med en regelfil som heter som den: `namn/namn.regel`",
                "a rule set is a folder with a rule file that is named as it: `name/name.regel`",
            ));
        }
        Ok(edition)
    }

    /// That the rule set is in this version.
    pub(super) fn has(&self, name: &str) -> Result<(), Notice> {
        let names = self.library.rulesets();
        if names.iter().any(|known| known == name) {
            return Ok(());
        }
        let (place, list) = (&self.place, names.join(", "));
        Err(Notice::coded(
            Code::UnknownRuleset,
            format!("regelverket `{name}` finns inte i {place}"),
            format!("the rule set `{name}` does not exist in {place}"),
        )
        .did_you_mean(name, names.iter().map(String::as_str))
        .help(
            format!("de som finns: {list}"),
            format!("those that there are: {list}"),
        ))
    }
}
