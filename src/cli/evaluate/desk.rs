//! Where applications are decided, one after the other, by rules that are loaded once.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::applications::too_large;
use super::super::files::{self, Unread};
use super::super::pipeline::{self, Decided, Loaded, Paper, Program};
use super::super::source::Rules;
use super::super::terminal::Terminal;
use super::super::{Stop, exit::Exit, notice::Notice, told};
use super::{Order, is_stdin};
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::DayFrom;
use crate::facts::Facts;
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::value::Date;

/// The rules that have been loaded so far, and what was asked for.
pub(in super::super) struct Desk {
    rules: Rules,
    loaded: BTreeMap<String, Loaded>,
    order: Order,
}

/// A decision; or the exit code, when what is wrong has been told.
pub(in super::super) type Turn = Result<Decided, Exit>;

/// What is wrong with one application.
enum Wrong {
    /// With its file or its rule set.
    Notice(Notice),
    /// In it.
    Diagnostics(Vec<Diagnostic>),
    /// The rules, which have been told.
    Rules,
}

impl Desk {
    /// A desk with no rules loaded yet.
    pub(in super::super) fn new(rules: Rules, order: Order) -> Self {
        Self {
            rules,
            loaded: BTreeMap::new(),
            order,
        }
    }

    /// Decides one application, and tells what is wrong with it.
    pub(in super::super) fn decide(&mut self, path: &Path, terminal: &mut Terminal) -> Result<Turn, Stop> {
        let given = if is_stdin(path) {
            terminal.pick("<standard in>", "<standard input>").to_owned()
        } else {
            path.display().to_string()
        };
        let bytes = match self.read(path, &given) {
            Ok(bytes) => bytes,
            Err(notice) => {
                terminal.notice(&notice)?;
                return Ok(Err(Exit::Usage));
            }
        };
        self.with(&given, &bytes, terminal, pipeline::decide)
    }

    /// Does something with one application that was read, and tells what is wrong with it.
    pub(in super::super) fn with<T>(
        &mut self,
        given: &str,
        bytes: &[u8],
        terminal: &mut Terminal,
        work: impl FnOnce(&Program, Facts, (Date, DayFrom), FileId) -> Result<T, Vec<Diagnostic>>,
    ) -> Result<Result<T, Exit>, Stop> {
        let name = match self.ruleset(self.paper(FileId(0), bytes), given) {
            Ok(name) => name,
            Err(wrong) => return tell(wrong, &Sources::default(), given, bytes, terminal),
        };
        self.load(&name, terminal)?;
        let Some(loaded) = self.loaded.get(&name) else {
            return Ok(Err(Exit::Rules));
        };
        // The application's file stands after the files of the rules.
        let file = FileId(u16::try_from(loaded.sources.iter().count()).unwrap_or(u16::MAX));
        match self.worked(loaded, self.paper(file, bytes), work) {
            Ok(done) => Ok(Ok(done)),
            Err(wrong) => tell(wrong, &loaded.sources, given, bytes, terminal),
        }
    }

    fn paper<'a>(&self, file: FileId, bytes: &'a [u8]) -> Paper<'a> {
        Paper {
            file,
            bytes,
            max_bytes: self.order.max_bytes,
        }
    }

    fn worked<T>(
        &self,
        loaded: &Loaded,
        paper: Paper<'_>,
        work: impl FnOnce(&Program, Facts, (Date, DayFrom), FileId) -> Result<T, Vec<Diagnostic>>,
    ) -> Result<T, Wrong> {
        let program = loaded.program.as_ref().ok_or(Wrong::Rules)?;
        let facts = pipeline::decode(program, paper).map_err(Wrong::Diagnostics)?;
        let day = pipeline::assessment_day(program, &facts, self.order.as_of)
            .ok_or_else(|| Wrong::Diagnostics(vec![pipeline::ask_for_the_day(paper.file)]))?;
        work(program, facts, day, paper.file).map_err(Wrong::Diagnostics)
    }

    /// The bytes of an application.
    fn read(&self, path: &Path, given: &str) -> Result<Vec<u8>, Notice> {
        let limit = self.order.max_bytes;
        let read = if is_stdin(path) {
            files::read_stdin(limit)
        } else {
            files::read(path, limit)
        };
        read.map_err(|unread| match unread {
            Unread::NotFound => Notice::new(
                format!("filen `{given}` finns inte"),
                format!("the file `{given}` does not exist"),
            ),
            Unread::Folder => {
                let notice = Notice::new(
                    format!("`{given}` är en mapp, inte en ansökan"),
                    format!("`{given}` is a folder, not an application"),
                );
                match applications_in(path) {
                    Some(below) => {
                        let folder = given.trim_end_matches('/');
                        notice.help(
                            format!("ange filerna: {folder}/{below}"),
                            format!("give the files: {folder}/{below}"),
                        )
                    }
                    None => notice.help("ansökningar anges som filer", "applications are given as files"),
                }
            }
            Unread::TooLarge => too_large(given, limit),
            Unread::Special => unread.notice(given).help(
                "ge ansökan på standard in, och ange `-` som fil",
                "give the application on standard input, and `-` as the file",
            ),
            Unread::Other(_) => unread.notice(given),
        })
    }

    /// The rule set that is to decide: the application's own, or the command's.
    fn ruleset(&self, paper: Paper<'_>, given: &str) -> Result<String, Wrong> {
        let named = pipeline::named_ruleset(paper).map_err(Wrong::Diagnostics)?;
        let known = self.rules.library().rulesets();
        let name = match (self.order.ruleset.clone(), named) {
            (Some(asked), Some(named)) if asked != named => {
                let contradiction = Diagnostic::error(
                    Code::RulesetContradicts,
                    Span::new(paper.file, 0, 0),
                    format!("ansökan nämner `{named}`, kommandot `{asked}`"),
                    format!("the application names `{named}`, the command `{asked}`"),
                )
                .help(
                    "ta bort `--ruleset`, eller rätta `regelverk` i ansökan",
                    "leave out `--ruleset`, or correct `regelverk` in the application",
                )
                .at("/regelverk");
                return Err(Wrong::Diagnostics(vec![contradiction]));
            }
            (_, Some(name)) | (Some(name), None) => name,
            (None, None) => {
                let list = known.join(", ");
                return Err(Wrong::Notice(
                    Notice::new(
                        format!("`{given}` nämner inget regelverk"),
                        format!("`{given}` names no rule set"),
                    )
                    .help(
                        format!("skriv `\"regelverk\"` i ansökan eller ange `--ruleset`; de som finns: {list}"),
                        format!(
                            "write `\"regelverk\"` in the application or give `--ruleset`; those that there are: {list}"
                        ),
                    ),
                ));
            }
        };
        if known.contains(&name) {
            Ok(name)
        } else {
            Err(Wrong::Notice(self.rules.unknown(&name, Some(given))))
        }
    }

    /// Loads the rule set unless it is loaded already; invalid rules are told once.
    fn load(&mut self, name: &str, terminal: &mut Terminal) -> Result<(), Stop> {
        if !self.loaded.contains_key(name) {
            let loaded = pipeline::load(self.rules.library(), name);
            told::errors(&loaded.diagnostics, &loaded.sources, terminal)?;
            self.loaded.insert(name.to_owned(), loaded);
        }
        Ok(())
    }
}

/// Tells what is wrong with an application.
fn tell<T>(
    wrong: Wrong,
    sources: &Sources,
    given: &str,
    bytes: &[u8],
    terminal: &mut Terminal,
) -> Result<Result<T, Exit>, Stop> {
    match wrong {
        Wrong::Rules => return Ok(Err(Exit::Rules)),
        Wrong::Notice(notice) => terminal.notice(&notice)?,
        Wrong::Diagnostics(diagnostics) => {
            let mut sources = sources.clone();
            sources.add(SourceFile::new(given, String::from_utf8_lossy(bytes)));
            told::write(&diagnostics, &sources, terminal)?;
        }
    }
    Ok(Err(Exit::Usage))
}

/// Where in a folder there are applications, as one would write it: in itself, or as cases of rule sets.
fn applications_in(folder: &Path) -> Option<&'static str> {
    let holds = |folder: &Path| files::names(folder).iter().any(|name| name.ends_with(".json"));
    if holds(folder) {
        return Some("*.json");
    }
    if holds(&folder.join("cases")) {
        return Some("cases/*.json");
    }
    files::names(folder)
        .iter()
        .any(|name| holds(&folder.join(name).join("cases")))
        .then_some("*/cases/*.json")
}
