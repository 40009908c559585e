//! What is tested: the rule sets that the paths lead to, and which of their cases and examples.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::super::files::{self, Unread};
use super::super::library::{DiskLibrary, Overlay};
use super::super::notice::Notice;
use super::super::pipeline::{self, Loaded};
use super::super::terminal::Terminal;
use super::super::{Stop, told};
use super::Order;
use crate::check::RuleSet;
use crate::diagnostic::Diagnostic;
use crate::source::Library as _;
use crate::trial::{self, Difference, Trial};
use crate::value::Language;

/// A rule set and what it is tested on.
pub(super) struct Suite {
    /// The folder that it stands in.
    pub(super) library: Overlay,
    /// Its name.
    pub(super) name: String,
    /// Its rules.
    pub(super) loaded: Loaded,
    /// The cases in the order of their paths, then the examples in that of the file.
    pub(super) trials: Vec<Trial>,
    /// Whether all of its cases are among them.
    pub(super) whole: bool,
    /// The lists of sources that say otherwise than the rules, when all of the rule set is tested: each once.
    pub(super) registers: Vec<(String, Vec<Difference>)>,
}

/// What is tested.
pub(super) struct Selection {
    /// In the order of the paths, each rule set once.
    pub(super) suites: Vec<Suite>,
    /// What is wrong with the rules, each once, with the suite that it was found in.
    pub(super) errors: Vec<(usize, Diagnostic)>,
}

/// What of a rule set a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Focus {
    /// All of it.
    All,
    /// Its cases.
    Cases,
    /// One case: its file's name.
    Case(String),
}

/// Loads what the paths lead to. What is wrong with the rules is told, unless the result is for a program to read.
pub(super) fn select(order: &Order, terminal: &mut Terminal) -> Result<Selection, Stop> {
    let paths = &order.paths;
    let mut found: Vec<(Overlay, String, Vec<Focus>)> = Vec::new();
    for path in paths {
        let (library, focus) = open(path, terminal.language)?;
        for name in library.rulesets() {
            let same = |(other, known, _): &&mut (Overlay, String, _)| {
                other.0.root() == library.0.root() && *known == name
            };
            match found.iter_mut().find(same) {
                Some((.., focuses)) => focuses.push(focus.clone()),
                None => found.push((library.clone(), name, vec![focus.clone()])),
            }
        }
    }
    if found.is_empty() {
        return Err(no_ruleset(paths).into());
    }
    let mut selection = Selection {
        suites: Vec::new(),
        errors: Vec::new(),
    };
    let mut seen = told::Seen::default();
    let suites: Vec<Suite> = found
        .into_par_iter()
        .map(|(library, name, focuses)| load(library, name, &focuses, order))
        .collect();
    let mut registers = BTreeSet::new();
    for mut suite in suites {
        suite
            .registers
            .retain(|(place, _)| registers.insert(place.clone()));
        let errors: Vec<Diagnostic> = suite
            .loaded
            .diagnostics
            .iter()
            .filter(|d| d.is_error() && seen.is_new(d, &suite.loaded.sources))
            .cloned()
            .collect();
        if !order.is_for_a_program() {
            told::write(&errors, &suite.loaded.sources, terminal)?;
        }
        let at = selection.suites.len();
        selection
            .errors
            .extend(errors.into_iter().map(|error| (at, error)));
        selection.suites.push(suite);
    }
    let invalid = selection
        .suites
        .iter()
        .any(|suite| suite.loaded.program.is_none());
    if !invalid && selection.suites.iter().all(|suite| suite.trials.is_empty()) {
        return Err(nothing(order).into());
    }
    Ok(selection)
}

/// The library that a path leads to, and what of its rule sets is meant.
fn open(path: &Path, language: Language) -> Result<(Overlay, Focus), Notice> {
    let given = path.display().to_string();
    if path.extension().is_some_and(|end| end == "json") {
        files::canonical(path).map_err(|unread| match unread {
            Unread::NotFound => Notice::new(
                format!("fallet `{given}` finns inte"),
                format!("the case `{given}` does not exist"),
            ),
            other => other.notice(&given),
        })?;
        let file = path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
        return match (file, ruleset_of(path)) {
            (Some(file), Some(above)) => {
                Ok((Overlay(DiskLibrary::open(&above, language)?), Focus::Case(file)))
            }
            _ => Err(Notice::new(
                format!("`{given}` är inget fall i ett regelverk"),
                format!("`{given}` is no case of a rule set"),
            )
            .help(
                "ett fall ligger i regelverkets mapp `cases`; en annan ansökan prövas med `rekvisit evaluate`",
                "a case is in the rule set's folder `cases`; another application is decided with `rekvisit evaluate`",
            )),
        };
    }
    if path.file_name().is_some_and(|name| name == "cases")
        && let Some(above) = ruleset_of(&path.join("-"))
    {
        return Ok((Overlay(DiskLibrary::open(&above, language)?), Focus::Cases));
    }
    Ok((Overlay(DiskLibrary::open(path, language)?), Focus::All))
}

/// The folder of the rule set whose `cases` the path is directly in, as the user wrote it where that says it.
fn ruleset_of(path: &Path) -> Option<PathBuf> {
    let cases = path.parent()?;
    let written = cases
        .file_name()
        .filter(|name| *name == "cases")
        .and(cases.parent());
    let folder = match written {
        Some(above) if above.file_name().is_some() => above.to_path_buf(),
        _ => {
            let real = files::canonical(if cases.as_os_str().is_empty() {
                Path::new(".")
            } else {
                cases
            })
            .ok()?;
            real.file_name().filter(|name| *name == "cases")?;
            real.parent()?.to_path_buf()
        }
    };
    let name = folder.file_name()?.to_str()?.to_owned();
    files::is_file(&folder.join(format!("{name}.regel"))).then_some(folder)
}

fn load(library: Overlay, name: String, focuses: &[Focus], order: &Order) -> Suite {
    let loaded = pipeline::load(&library, &name);
    let all = match &loaded.program {
        Some(program) => trial::trials(&library, &program.ruleset),
        None => Vec::new(),
    };
    let trials: Vec<Trial> = all
        .into_iter()
        .filter(|trial| focuses.iter().any(|focus| focus.has(trial)) && order.names(&title(&name, trial)))
        .collect();
    let whole = order.filter.is_empty() && focuses.iter().any(|focus| !matches!(focus, Focus::Case(_)));
    let registers = match &loaded.program {
        Some(program) if order.filter.is_empty() && focuses.contains(&Focus::All) => {
            differing(&library, &program.ruleset)
        }
        _ => Vec::new(),
    };
    Suite {
        library,
        name,
        loaded,
        trials,
        whole,
        registers,
    }
}

/// The lists of sources that say otherwise than the rules.
fn differing(library: &Overlay, ruleset: &RuleSet) -> Vec<(String, Vec<Difference>)> {
    let registers = trial::registers(library, ruleset).into_iter();
    registers
        .map(|register| {
            let differences = register.differences(ruleset);
            (register.place, differences)
        })
        .filter(|(_, differences)| !differences.is_empty())
        .collect()
}

impl Focus {
    fn has(&self, trial: &Trial) -> bool {
        match self {
            Self::All => true,
            Self::Cases => trial.example.is_none(),
            Self::Case(file) => trial.example.is_none() && trial.path.rsplit('/').next() == Some(file),
        }
    }
}

impl Order {
    /// Whether the name contains the words of the filter.
    fn names(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.filter.iter().all(|word| name.contains(word))
    }
}

/// A case's or an example's name, with the rule set's in front: `finsam/nsoe-b2`, `finsam/för sent`.
pub(super) fn title(ruleset: &str, trial: &Trial) -> String {
    format!("{ruleset}/{}", short(trial))
}

/// A case's file name without its end, or an example's title.
pub(super) fn short(trial: &Trial) -> &str {
    match &trial.example {
        Some((title, _)) => title,
        None => {
            let file = trial.path.rsplit('/').next().unwrap_or(&trial.path);
            file.strip_suffix(".json").unwrap_or(file)
        }
    }
}

/// The paths as they were given, in both languages.
fn places(paths: &[PathBuf]) -> (String, String) {
    let places: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    (places.join(" och "), places.join(" and "))
}

/// That the paths lead to no rule set.
fn no_ruleset(paths: &[PathBuf]) -> Notice {
    let (places_sv, places_en) = places(paths);
    Notice::new(
        format!("i {places_sv} finns inget regelverk"),
        format!("there is no rule set in {places_en}"),
    )
    .help(
        "ett regelverk är en mapp med en regelfil som heter som den: `namn/namn.regel`; en modul har inga fall",
        "a rule set is a folder with a rule file that is named as it: `name/name.regel`; a module has no cases",
    )
}

/// That there is nothing to test, and what was looked for.
fn nothing(order: &Order) -> Notice {
    let (places_sv, places_en) = places(&order.paths);
    if order.filter.is_empty() {
        return Notice::new(
            format!("i {places_sv} finns inget att testa"),
            format!("there is nothing to test in {places_en}"),
        )
        .help(
            "ett fall är en fil `cases/….json` i regelverkets mapp; ett exempel står i regelfilen (`exempel`)",
            "a case is a file `cases/….json` in the rule set's folder; an example is in the rule file (`exempel`)",
        );
    }
    let words = order.filter.join(" ");
    Notice::new(
        format!("inget fall eller exempel i {places_sv} har `{words}` i sitt namn"),
        format!("no case or example in {places_en} has `{words}` in its name"),
    )
    .help(
        "namnet är regelverkets, ett snedstreck och fallets filnamn eller exemplets titel; alla ord i `--filter` ska finnas i det",
        "the name is the rule set's, a slash and the case's file name or the example's title; all words of `--filter` must be in it",
    )
}
