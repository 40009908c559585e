//! The rules that a command works with: those that are shipped, or those of `--rules`.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::files;
use super::library::{DiskLibrary, EmbeddedLibrary, Overlay};
use super::notice::Notice;
use crate::diagnostic::Code;
use crate::source::Library;
use crate::value::Language;

/// The folder that rules of one's own usually stand in.
pub(super) const FOLDER: &str = "rules";

/// The paths that a command is given, else the folder of rules; `missing` says that there is none.
pub(super) fn paths(matches: &ArgMatches, missing: impl FnOnce() -> Notice) -> Result<Vec<PathBuf>, Notice> {
    let mut paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    if paths.is_empty() {
        if !files::is_folder(Path::new(FOLDER)) {
            return Err(missing());
        }
        paths.push(PathBuf::from(FOLDER));
    }
    Ok(paths)
}

/// That there are no rule files in a folder.
pub(super) fn no_rule_files(given: &str) -> Notice {
    Notice::new(
        format!("i `{given}` finns inga regelfiler"),
        format!("there are no rule files in `{given}`"),
    )
    .help("regelfiler slutar på `.regel`", "rule files end in `.regel`")
}

/// That there is nothing at a path.
pub(super) fn not_there(given: &str) -> Notice {
    Notice::new(
        format!("`{given}` finns inte"),
        format!("`{given}` does not exist"),
    )
}

/// That a file is no rule file, by its name.
pub(super) fn not_a_rule_file(given: &str) -> Notice {
    Notice::new(
        format!("`{given}` är ingen regelfil"),
        format!("`{given}` is not a rule file"),
    )
    .help(
        "ange en mapp med regelverk, ett regelverks mapp eller en fil som slutar på `.regel`",
        "give a folder of rule sets, a rule set's folder or a file that ends in `.regel`",
    )
}

/// Where the rules come from.
pub(super) enum Rules {
    /// The shipped ones.
    Shipped(EmbeddedLibrary),
    /// A folder's.
    Folder(Overlay),
}

impl Rules {
    /// Those that `--rules` names, else the shipped ones. A folder without a rule set is an error.
    pub(super) fn of(matches: &ArgMatches, language: Language) -> Result<Self, Notice> {
        let Some(path) = matches.get_one::<PathBuf>("rules") else {
            return Ok(Self::Shipped(EmbeddedLibrary));
        };
        Self::at(path, language)
    }

    /// Those at a path. One without a rule set is an error.
    pub(super) fn at(path: &Path, language: Language) -> Result<Self, Notice> {
        let disk = DiskLibrary::open(path, language)?;
        if disk.rulesets().is_empty() {
            let given = path.display();
            return Err(Notice::new(
                format!("i `{given}` finns inget regelverk"),
                format!("there is no rule set in `{given}`"),
            )
            .help(
                "ett regelverk är en mapp med en regelfil som heter som den: `namn/namn.regel`",
                "a rule set is a folder with a rule file that is named as it: `name/name.regel`",
            ));
        }
        Ok(Self::Folder(Overlay(disk)))
    }

    /// The library to read from.
    pub(super) fn library(&self) -> &dyn Library {
        match self {
            Self::Shipped(library) => library,
            Self::Folder(library) => library,
        }
    }

    /// That there is such a rule set.
    pub(super) fn has(&self, name: &str) -> Result<(), Notice> {
        match self.library().rulesets().iter().any(|known| known == name) {
            true => Ok(()),
            false => Err(self.unknown(name, None)),
        }
    }

    /// Where they are, as a person would say it.
    pub(super) fn place(&self, language: Language) -> String {
        match self {
            Self::Shipped(_) => {
                super::terminal::pick(language, "följer med programmet", "shipped with the program")
                    .to_owned()
            }
            Self::Folder(overlay) => overlay.0.shown().to_owned(),
        }
    }

    /// That there is no such rule set, with those that there are and how others are given; and which application named it.
    pub(super) fn unknown(&self, name: &str, named_in: Option<&str>) -> Notice {
        let notice = self.absent(name, named_in);
        // Only `check` and `doc` look in `rules` by themselves.
        if matches!(self, Self::Shipped(_)) && files::is_folder(Path::new(FOLDER)) {
            return notice.help(
                format!("egna regler, i mappen `{FOLDER}`, anges med `--rules {FOLDER}`"),
                format!("rules of your own, in the folder `{FOLDER}`, are given with `--rules {FOLDER}`"),
            );
        }
        notice
    }

    /// That there is no such rule set, with those that there are.
    pub(super) fn absent(&self, name: &str, named_in: Option<&str>) -> Notice {
        let names = self.library().rulesets();
        let list = names.join(", ");
        let (sv, en) = named_in.map_or_else(Default::default, |file| {
            (
                format!(", som `{file}` nämner,"),
                format!(", which `{file}` names,"),
            )
        });
        Notice::coded(
            Code::UnknownRuleset,
            format!("regelverket `{name}`{sv} finns inte"),
            format!("the rule set `{name}`{en} does not exist"),
        )
        .did_you_mean(name, names.iter().map(String::as_str))
        .help(
            format!("de som finns: {list}"),
            format!("those that there are: {list}"),
        )
    }
}
