//! `rekvisit fmt`: rule files in the layout of the language.

mod diff;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::command::{choice, paths};
use super::exit::Exit;
use super::files::{self, FILE_LIMIT};
use super::library::RULE_FILE;
use super::notice::Notice;
use super::source;
use super::terminal::{Terminal, counted, pick};
use super::{Stop, pipeline, told};
use crate::render::visible;
use crate::source::{SourceFile, Sources};
use crate::value::Language;
use pipeline::{FormatOptions, Unformatted};

pub(super) const NAME: &str = "fmt";

/// How deep folders are looked through.
const DEPTH: usize = 8;

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    Command::new(NAME)
        .about(t(
            "Formaterar regelfiler: samma innehåll och kommentarer, i språkets layout",
            "Formats rule files: the same content and comments, in the language's layout",
        ))
        .override_usage(t(
            "rekvisit fmt [SÖKVÄG]... [VAL]",
            "rekvisit fmt [PATH]... [OPTIONS]",
        ))
        .arg(
            paths(t(
                    "Regelfiler, eller mappar med regelfiler; annars ./rules. `-` läser standard in och skriver standard ut",
                    "Rule files, or folders of rule files; ./rules when none is given. `-` reads standard input and writes standard output",
                ), language),
        )
        .arg(
            Arg::new("check")
                .long("check")
                .action(ArgAction::SetTrue)
                .help(t(
                    "Skriver inget, men visar vad som skulle ändras",
                    "Writes nothing, but shows what would change",
                ))
                .help_heading(t("Val", "Options")),
        )
        .arg(
            choice("keywords", &["sv", "en"], language)
                .value_name(t("SPRÅK", "LANGUAGE"))
                .help(t(
                    "Nyckelordens språk: sv eller en; annars det som filen har",
                    "The language of the keywords: sv or en; the file's own when not given",
                )),
        )
        .after_help(t(
            "En fil med fel i rörs inte, och felen visas. Namn och texter översätts inte.\n\
             Slutkoder: 0 klart; 1 med --check: något skulle ändras; 2 fel användning eller oläslig fil; 3 en fil har fel.",
            "A file with mistakes is left alone, and they are shown. Names and texts are not translated.\n\
             Exit codes: 0 done; 1 with --check: something would change; 2 wrong usage or unreadable file; 3 a file has mistakes.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let paths = source::paths(matches, || {
        Notice::new(
            "här finns ingen mapp `rules` att formatera",
            "there is no folder `rules` here to format",
        )
        .help(
            "ange vilka filer: rekvisit fmt SÖKVÄG",
            "say which files: rekvisit fmt PATH",
        )
    })?;
    let mut run = Run {
        check: matches.get_flag("check"),
        options: FormatOptions {
            english: matches
                .get_one::<String>("keywords")
                .map(|language| language == "en"),
        },
        exit: Exit::Done,
        changed: 0,
        unchanged: 0,
        refused: 0,
    };
    if paths.iter().any(|path| path == Path::new("-")) {
        if paths.len() > 1 {
            return Err(Notice::new(
                "`-` står ensamt: det som läses från standard in skrivs till standard ut",
                "`-` stands alone: what is read from standard input is written to standard output",
            )
            .into());
        }
        return run.standard_input(terminal);
    }
    let files = rule_files(&paths)?;
    for path in &files {
        run.file(path, terminal)?;
    }
    run.close(terminal)?;
    Ok(run.exit)
}

/// The rule files that are meant, each once.
fn rule_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Notice> {
    let mut seen = BTreeSet::new();
    let mut files = Vec::new();
    for path in paths {
        let given = path.display().to_string();
        let mut found = Vec::new();
        if files::is_folder(path) {
            collect(path, DEPTH, &mut found);
            if found.is_empty() {
                return Err(source::no_rule_files(&given));
            }
        } else {
            if let Err(files::Unread::NotFound) = files::canonical(path) {
                return Err(source::not_there(&given));
            }
            if !given.ends_with(RULE_FILE) {
                return Err(source::not_a_rule_file(&given));
            }
            found.push(path.clone());
        }
        files.extend(
            found
                .into_iter()
                .filter(|file| seen.insert(files::canonical(file).unwrap_or_else(|_| file.clone()))),
        );
    }
    Ok(files)
}

fn collect(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Some(deeper) = depth.checked_sub(1) else {
        return;
    };
    for name in files::names(folder) {
        let path = folder.join(&name);
        if files::is_folder(&path) {
            collect(&path, deeper, found);
        } else if name.ends_with(RULE_FILE) {
            found.push(path);
        }
    }
}

/// What has been done so far.
struct Run {
    check: bool,
    options: FormatOptions,
    exit: Exit,
    changed: usize,
    unchanged: usize,
    /// Files that were left alone: they have mistakes or can't be read or written.
    refused: usize,
}

impl Run {
    fn file(&mut self, path: &Path, terminal: &mut Terminal) -> Result<(), Stop> {
        let given = path.display().to_string();
        let bytes = match files::read(path, FILE_LIMIT) {
            Ok(bytes) => bytes,
            Err(unread) => {
                return self.refuse(&unread.within_limit().notice(&given), Exit::Usage, terminal);
            }
        };
        let Some((text, formatted)) = self.formatted(&given, &bytes, terminal)? else {
            return Ok(());
        };
        if formatted == text {
            self.unchanged = self.unchanged.saturating_add(1);
            return Ok(());
        }
        if self.check {
            return self.differs(&given, &text, &formatted, terminal);
        }
        if let Err(reason) = files::replace(path, formatted.as_bytes()) {
            let notice = files::not_written(&given, &reason);
            return self.refuse(&notice, Exit::Usage, terminal);
        }
        self.changed = self.changed.saturating_add(1);
        Ok(terminal.done(&format!("{}\n", visible(&given)))?)
    }

    fn standard_input(mut self, terminal: &mut Terminal) -> Result<Exit, Stop> {
        let given = terminal.pick("<standard in>", "<standard input>").to_owned();
        let bytes = files::read_stdin(FILE_LIMIT).map_err(|unread| unread.within_limit().notice(&given))?;
        if let Some((text, formatted)) = self.formatted(&given, &bytes, terminal)? {
            if !self.check {
                terminal.result(&formatted)?;
            } else if formatted != text {
                self.differs(&given, &text, &formatted, terminal)?;
            }
        }
        Ok(self.exit)
    }

    /// The text and what it is to be; nothing when that could not be made, which is then told.
    fn formatted(
        &mut self,
        given: &str,
        bytes: &[u8],
        terminal: &mut Terminal,
    ) -> Result<Option<(String, String)>, Stop> {
        let mut sources = Sources::default();
        let shown = String::from_utf8_lossy(bytes).into_owned();
        let file = sources.add(SourceFile::new(given, shown));
        match pipeline::format(file, bytes, self.options) {
            Ok(pair) => return Ok(Some(pair)),
            Err(Unformatted::Wrong(diagnostics)) => {
                told::write(&diagnostics, &sources, terminal)?;
                self.refused = self.refused.saturating_add(1);
                self.exit = self.exit.and(Exit::Rules);
            }
            Err(Unformatted::Unfaithful) => {
                let notice = Notice::new(
                    format!("`{given}` lämnades som den var: formateringen skulle ha ändrat mer än layouten"),
                    format!(
                        "`{given}` was left as it was: formatting would have changed more than the layout"
                    ),
                )
                .help(
                    "det är ett fel i programmet; rapportera det gärna med filen",
                    "this is a mistake in the program; please report it with the file",
                );
                self.refuse(&notice, Exit::Failed, terminal)?;
            }
        }
        Ok(None)
    }

    fn refuse(&mut self, notice: &Notice, exit: Exit, terminal: &mut Terminal) -> Result<(), Stop> {
        self.refused = self.refused.saturating_add(1);
        self.exit = self.exit.and(exit);
        Ok(terminal.notice(notice)?)
    }

    fn differs(
        &mut self,
        given: &str,
        text: &str,
        formatted: &str,
        terminal: &mut Terminal,
    ) -> Result<(), Stop> {
        self.changed = self.changed.saturating_add(1);
        self.exit = self.exit.and(Exit::Failed);
        let diff = diff::unified(&visible(given), text, formatted, terminal.colours_results());
        Ok(terminal.result(&diff)?)
    }

    /// The summary.
    fn close(&self, terminal: &mut Terminal) -> Result<(), Stop> {
        let language = terminal.language;
        let total = self
            .changed
            .saturating_add(self.unchanged)
            .saturating_add(self.refused);
        let count = |n, sv, en| counted(n, sv, en, language);
        let changed = if self.check {
            count(
                self.changed,
                ["skulle ändras", "skulle ändras"],
                ["would change", "would change"],
            )
        } else {
            count(self.changed, ["ändrad", "ändrade"], ["changed", "changed"])
        };
        let found = [
            changed,
            count(
                self.unchanged,
                ["redan formaterad", "redan formaterade"],
                ["already formatted", "already formatted"],
            ),
            count(
                self.refused,
                ["lämnad som den var", "lämnade som de var"],
                ["left as it was", "left as they were"],
            ),
        ];
        let files = count(total, ["regelfil", "regelfiler"], ["rule file", "rule files"]);
        let found: Vec<_> = found.into_iter().flatten().collect();
        let line = format!("{}: {}\n", files.unwrap_or_default(), found.join(", "));
        Ok(terminal.done(&line)?)
    }
}
