//! Accounts from files: JSON, lines in CSV with the rest in JSON beside them, and folders of both.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::applications::Applications;
use super::super::files::{self, Unread};
use super::super::notice::Notice;
use super::super::terminal::Terminal;
use crate::follow_up::{CellFault, read_lines};
use crate::program::Program;
use crate::value::Bilingual;

/// How many mistakes of a table are told.
const TOLD: usize = 20;

/// An account as it is to be decided.
pub(super) struct Given {
    /// Where it stands.
    pub(super) place: String,
    /// Its bytes, as JSON.
    pub(super) bytes: Vec<u8>,
    /// The same, read.
    pub(super) written: Value,
}

/// How accounts are read.
pub(super) struct Reader<'a> {
    pub(super) program: &'a Program,
    pub(super) with: Option<&'a PathBuf>,
    pub(super) list: Option<&'a str>,
    pub(super) delimiter: u8,
    pub(super) limit: u64,
}

/// An account, or what is wrong with its files.
type Read = Result<Given, Vec<Notice>>;

impl Reader<'_> {
    /// The accounts at a path, in the order of their names.
    pub(super) fn accounts(&self, path: &Path, terminal: &Terminal) -> Result<Vec<Read>, Notice> {
        if files::is_folder(path) {
            return self.folder(path, terminal);
        }
        if ends(path, "csv") {
            return Ok(vec![self.table(path)]);
        }
        self.json(path, terminal)
    }

    /// A table goes with the JSON file of its name; other JSON files stand for themselves.
    fn folder(&self, folder: &Path, terminal: &Terminal) -> Result<Vec<Read>, Notice> {
        let names = files::names(folder);
        let mut accounts = Vec::new();
        for name in &names {
            let path = folder.join(name);
            let table = |end: &str| path.with_extension(end);
            if ends(&path, "csv") {
                accounts.push(self.table(&path));
            } else if ends(&path, "json") && !files::is_file(&table("csv")) || ends(&path, "ndjson") {
                accounts.extend(self.json(&path, terminal)?);
            }
        }
        if accounts.is_empty() {
            let given = folder.display();
            return Err(Notice::new(
                format!("i mappen `{given}` finns inga redovisningar"),
                format!("there are no accounts in the folder `{given}`"),
            )
            .help(
                "redovisningar är filer som slutar på `.json`, `.csv` eller `.ndjson`",
                "accounts are files that end in `.json`, `.csv` or `.ndjson`",
            ));
        }
        Ok(accounts)
    }

    fn json(&self, path: &Path, terminal: &Terminal) -> Result<Vec<Read>, Notice> {
        let mut entries = Applications::of(&[path.to_path_buf()], self.limit, terminal)?;
        let mut accounts = Vec::new();
        loop {
            let piece = entries.piece();
            if piece.is_empty() {
                return Ok(accounts);
            }
            for entry in piece {
                accounts.push(match entry.bytes {
                    Err(unread) => Err(vec![unread.notice(&entry.place)]),
                    Ok(bytes) => self.same_ruleset(&entry.place, &bytes).map(|()| Given {
                        // What isn't JSON is told when it is decided.
                        written: serde_json::from_slice(&bytes).unwrap_or_default(),
                        place: entry.place,
                        bytes,
                    }),
                });
            }
        }
    }

    /// The lines of a table, put into the account that it belongs to.
    fn table(&self, path: &Path) -> Read {
        let given = path.display().to_string();
        let beside = path.with_extension("json");
        let rest = self.with.unwrap_or(&beside);
        let bytes = files::read(path, self.limit).map_err(|unread| vec![unread.notice(&given)])?;
        let (list, lines) = read_lines(&bytes, self.delimiter, self.list, &self.program.ruleset)
            .map_err(|faults| told(&given, &faults))?;
        let shown = rest.display().to_string();
        let bytes = files::read(rest, self.limit).map_err(|unread| {
            let notice = unread.notice(&shown);
            vec![match unread {
                Unread::NotFound => notice.help(
                    "det som inte är rader står i en JSON-fil bredvid CSV-filen, eller i den som `--with` anger",
                    "what is not lines stands in a JSON file beside the CSV file, or in the one that `--with` gives",
                ),
                _ => notice,
            }]
        })?;
        self.same_ruleset(&shown, &bytes)?;
        let mut written: Value = serde_json::from_slice(&bytes).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            vec![Notice::new(
                format!("`{shown}` är inte JSON: rad {line}, kolumn {column}"),
                format!("`{shown}` is not JSON: line {line}, column {column}"),
            )]
        })?;
        let Some(object) = written.as_object_mut() else {
            return Err(vec![Notice::new(
                format!("`{shown}` är inget JSON-objekt"),
                format!("`{shown}` is not a JSON object"),
            )]);
        };
        if object.contains_key(&list) {
            return Err(vec![
                Notice::new(
                    format!("`{list}` står både i `{shown}` och i `{given}`"),
                    format!("`{list}` stands both in `{shown}` and in `{given}`"),
                )
                .help("ta bort den ena", "take one of them away"),
            ]);
        }
        object.insert(list, Value::Array(lines));
        let bytes = serde_json::to_vec_pretty(&written)
            .map_err(|error| vec![Notice::new(error.to_string(), error.to_string())])?;
        Ok(Given {
            place: given,
            bytes,
            written,
        })
    }

    /// That an account doesn't name another rule set than the one that is to decide it.
    fn same_ruleset(&self, place: &str, bytes: &[u8]) -> Result<(), Vec<Notice>> {
        let named = serde_json::from_slice::<Value>(bytes).ok();
        let named = named.as_ref().and_then(|value| value.get("regelverk")?.as_str());
        let asked = &self.program.ruleset.name;
        match named {
            Some(named) if named != asked => Err(vec![Notice::new(
                format!("`{place}` nämner regelverket `{named}`, kommandot `{asked}`"),
                format!("`{place}` names the rule set `{named}`, the command `{asked}`"),
            )]),
            _ => Ok(()),
        }
    }
}

fn ends(path: &Path, end: &str) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case(end))
}

/// The mistakes of a table, each at its line and column.
fn told(given: &str, faults: &[CellFault]) -> Vec<Notice> {
    let mut notices: Vec<Notice> = faults
        .iter()
        .take(TOLD)
        .map(|fault| {
            let CellFault { line, message, .. } = fault;
            let (sv, en) = match &fault.column {
                Some((number, name)) => (
                    format!("rad {line}, kolumn {number} ({name})"),
                    format!("line {line}, column {number} ({name})"),
                ),
                None => (format!("rad {line}"), format!("line {line}")),
            };
            let mut notice = Notice::new(
                format!("`{given}`, {sv}: {}", message.sv),
                format!("`{given}`, {en}: {}", message.en),
            );
            notice.help.extend(fault.help.clone().map(Bilingual::from));
            notice
        })
        .collect();
    if let Some(more) = faults.len().checked_sub(TOLD).filter(|more| *more > 0) {
        notices.push(Notice::new(
            format!("`{given}`: {more} fel till"),
            format!("`{given}`: {more} more errors"),
        ));
    }
    notices
}
