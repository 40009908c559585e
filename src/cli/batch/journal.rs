//! The side file of an output: what it is made of, and how far it has come. A run that was stopped goes on by it.
//!
//! It is lines of JSON: first what the run is made of, then, each time that a part of the output has been written, how long the output was
//! and where the next application begins. A line that was torn counts for nothing; what the output has beyond the last line that does is cut and
//! made again.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::feed::Position;
use crate::batch::Tally;
use crate::cli::files::{self, Grown};
use crate::cli::notice::Notice;

/// A line is written when so many applications are done, and when a part of all is.
const OFTEN: u64 = 4096;
/// Which part: one in so many.
const PART: u64 = 256;

/// How far a run has come.
#[derive(Clone, Debug)]
pub(super) struct Reached {
    /// Where the next application begins.
    pub(super) next: Position,
    /// How long the output is.
    pub(super) out: u64,
    /// How long the file of rejects is.
    pub(super) rejects: u64,
    /// What was counted.
    pub(super) tally: Tally,
    /// Whether all is done.
    pub(super) done: bool,
}

/// A side file that is written.
pub(super) struct Journal {
    path: PathBuf,
    file: Grown,
    /// How many applications were done when the last line was written.
    written: u64,
}

/// What an earlier run left.
pub(super) enum Left {
    /// Nothing.
    Nothing,
    /// A run that is made of something else: the names of what differs.
    Other(Vec<(&'static str, &'static str)>),
    /// A run that has come so far; and how long the side file was then.
    Same(Box<Reached>, u64),
}

/// What each key of the first line is called.
const MADE_OF: [(&str, &str, &str); 8] = [
    ("engine", "programmets version", "the program's version"),
    ("ruleset", "reglerna", "the rules"),
    ("as_of", "prövningsdagen", "the assessment date"),
    ("input", "ansökningarna", "the applications"),
    (
        "read_as",
        "hur ansökningarna läses",
        "how the applications are read",
    ),
    (
        "written_as",
        "hur besluten skrivs",
        "how the decisions are written",
    ),
    ("explain", "`--explain`", "`--explain`"),
    ("rejects", "`--rejects`", "`--rejects`"),
];

/// Where the side file of an output stands.
pub(super) fn beside(out: &Path) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(".batch");
    out.with_file_name(name)
}

/// What an earlier run with this output left, whose output and rejects are now so long.
pub(super) fn left(
    out: &Path,
    made_of: &Map<String, Value>,
    (lines, rejects): (u64, u64),
) -> Result<Left, Notice> {
    let path = beside(out);
    if !files::exists(&path) {
        return Ok(Left::Nothing);
    }
    let bytes = files::read(&path, files::FILE_LIMIT)
        .map_err(|unread| unread.within_limit().notice(&path.display().to_string()))?;
    let mut at: u64 = 0;
    let mut found = None;
    for (number, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        at = at.saturating_add(u64::try_from(line.len()).unwrap_or(u64::MAX));
        let Ok(value) = serde_json::from_slice::<Value>(line) else {
            break;
        };
        if !line.ends_with(b"\n") {
            break;
        }
        if number == 0 {
            let differs: Vec<(&str, &str)> = MADE_OF
                .into_iter()
                .filter(|(key, ..)| value.get(*key) != made_of.get(*key))
                .map(|(_, sv, en)| (sv, en))
                .collect();
            if !differs.is_empty() {
                return Ok(Left::Other(differs));
            }
        } else if let Some(reached) = reached(&value).filter(|r| r.out <= lines && r.rejects <= rejects) {
            found = Some((reached, at));
        }
    }
    Ok(match found {
        Some((reached, at)) => Left::Same(Box::new(reached), at),
        None => Left::Nothing,
    })
}

/// Whether an earlier run with this output was not finished.
pub(super) fn is_unfinished(out: &Path) -> bool {
    let Ok(bytes) = files::read(&beside(out), files::FILE_LIMIT) else {
        return false;
    };
    let last = bytes.trim_ascii().rsplit(|byte| *byte == b'\n').next();
    let last = last.and_then(|line| serde_json::from_slice::<Value>(line).ok());
    last.is_none_or(|line| line.get("done") != Some(&Value::Bool(true)))
}

impl Journal {
    /// Begins a side file.
    pub(super) fn begin(out: &Path, made_of: &Map<String, Value>) -> Result<Self, Notice> {
        let path = beside(out);
        let file =
            Grown::begin(&path).map_err(|why| files::not_written(&path.display().to_string(), &why))?;
        let mut journal = Self {
            path,
            file,
            written: 0,
        };
        journal.line(&Value::Object(made_of.clone()))?;
        Ok(journal)
    }

    /// Goes on with a side file of which the first `length` bytes count.
    pub(super) fn resume(out: &Path, reached: &Reached, length: u64) -> Result<Self, Notice> {
        let path = beside(out);
        let file = Grown::resume(&path, length)
            .map_err(|why| files::not_written(&path.display().to_string(), &why))?;
        Ok(Self {
            path,
            file,
            written: reached.next.items,
        })
    }

    /// Whether it is time to write a line again, when so many applications are done.
    pub(super) fn is_due(&self, items: u64) -> bool {
        let since = items.saturating_sub(self.written);
        since >= OFTEN.max(items.checked_div(PART).unwrap_or(0))
    }

    /// Writes how far the run has come. The output and the rejects are written before.
    pub(super) fn reached(&mut self, reached: &Reached) -> Result<(), Notice> {
        self.written = reached.next.items;
        let Position {
            byte,
            line,
            items,
            between,
        } = reached.next;
        self.line(&json!({
            "done": reached.done,
            "byte": byte,
            "line": line,
            "items": items,
            "between": between,
            "out": reached.out,
            "rejects": reached.rejects,
            "tally": reached.tally.stored(),
        }))
    }

    fn line(&mut self, line: &Value) -> Result<(), Notice> {
        self.file
            .write(format!("{line}\n").as_bytes())
            .map_err(|why| files::not_written(&self.path.display().to_string(), &why))
    }
}

fn reached(line: &Value) -> Option<Reached> {
    let number = |key: &str| line.get(key)?.as_u64();
    Some(Reached {
        next: Position {
            byte: number("byte")?,
            line: number("line")?,
            items: number("items")?,
            between: number("between")?,
        },
        out: number("out")?,
        rejects: number("rejects")?,
        tally: Tally::restored(line.get("tally")?)?,
        done: line.get("done")?.as_bool()?,
    })
}
