//! What was asked for.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::cli::command::{allowed, assessment_date};
use crate::cli::files;
use crate::cli::notice::Notice;
use crate::value::Date;

/// The form of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Ndjson,
    Json,
    Csv,
}

impl Input {
    /// Its name on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    Ndjson,
    Csv,
    Summary,
}

/// What of each decision is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Explain {
    Nothing,
    Grounds,
    Full,
    Rejected,
}

impl Explain {
    /// How many applications a thread takes at a time, at most: few where each takes long, so that no thread is left with many at the end.
    pub(super) fn at_a_time(self) -> usize {
        match self {
            Self::Nothing | Self::Grounds | Self::Rejected => usize::MAX,
            Self::Full => 32,
        }
    }
}

/// What was asked for.
pub(super) struct Order {
    /// The file; none for standard input.
    pub(super) path: Option<PathBuf>,
    /// Its form, when it is said.
    pub(super) input: Option<Input>,
    pub(super) ruleset: Option<String>,
    pub(super) as_of: Option<Date>,
    pub(super) lenient: bool,
    pub(super) max_bytes: u64,
    pub(super) delimiter: Option<u8>,
    pub(super) output: Output,
    pub(super) explain: Explain,
    pub(super) out: Option<PathBuf>,
    pub(super) rejects: Option<PathBuf>,
    pub(super) summaries: Vec<PathBuf>,
    pub(super) threads: usize,
    pub(super) fail_fast: bool,
    pub(super) resume: bool,
}

impl Order {
    /// What the arguments say, when they go together.
    pub(super) fn of(matches: &ArgMatches) -> Result<Self, Notice> {
        let word = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
        let output = match word("format") {
            Some("csv") => Output::Csv,
            Some("summary") => Output::Summary,
            _ => Output::Ndjson,
        };
        let order = Self {
            path: path("applications").filter(|path| path.as_os_str() != "-"),
            input: word("input").map(|input| match input {
                "csv" => Input::Csv,
                "json" => Input::Json,
                _ => Input::Ndjson,
            }),
            ruleset: word("ruleset").map(str::to_owned),
            as_of: assessment_date(matches)?,
            lenient: matches.get_flag("lenient"),
            max_bytes: allowed(matches),
            delimiter: word("delimiter").map(delimiter).transpose()?,
            output,
            explain: match word("explain") {
                Some("none") => Explain::Nothing,
                Some("full") => Explain::Full,
                Some("rejected") => Explain::Rejected,
                _ => Explain::Grounds,
            },
            out: path("out"),
            rejects: path("rejects"),
            summaries: matches
                .get_many("summary")
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
            threads: match matches.get_one::<u16>("threads") {
                Some(threads) => usize::from(*threads),
                None => std::thread::available_parallelism().map_or(1, usize::from),
            },
            fail_fast: matches.get_flag("fail-fast"),
            resume: matches.get_flag("resume"),
        };
        order.goes_together()?;
        order.overwrites_nothing()?;
        Ok(order)
    }

    fn goes_together(&self) -> Result<(), Notice> {
        if self.output == Output::Csv && matches!(self.explain, Explain::Full | Explain::Rejected) {
            return Err(Notice::new(
                "en rad CSV har inte plats för ett helt beslut",
                "a row of CSV has no room for a whole decision",
            )
            .help(
                "välj `--format ndjson`, eller `--explain grounds`",
                "choose `--format ndjson`, or `--explain grounds`",
            ));
        }
        if self.output == Output::Summary && self.out.is_some() {
            return Err(Notice::new(
                "`--format summary` skriver inga beslut till `--out`",
                "`--format summary` writes no decisions to `--out`",
            )
            .help(
                "`--summary FIL.html` skriver sammanfattningen i en fil",
                "`--summary FILE.html` writes the summary to a file",
            ));
        }
        if self.resume && (self.out.is_none() || self.path.is_none()) {
            return Err(Notice::new(
                "`--resume` går bara när ansökningarna läses ur en fil och besluten skrivs i en",
                "`--resume` works only when the applications are read from a file and the decisions are written to one",
            )
            .help(
                "ange filen med ansökningar, och `--out FIL`",
                "give the file of applications, and `--out FILE`",
            ));
        }
        Ok(())
    }

    /// No file is written that is read, and none twice.
    fn overwrites_nothing(&self) -> Result<(), Notice> {
        let written = self.out.iter().chain(&self.rejects).chain(&self.summaries);
        let mut before: Vec<(PathBuf, &Path)> = self
            .path
            .iter()
            .map(|path| (real(path), path.as_path()))
            .collect();
        for path in written {
            let own = real(path);
            if let Some((_, other)) = before.iter().find(|(other, _)| *other == own) {
                let (given, other) = (path.display(), other.display());
                return Err(Notice::new(
                    format!("`{given}` är samma fil som `{other}`"),
                    format!("`{given}` is the same file as `{other}`"),
                )
                .help("ange en annan fil", "give another file"));
            }
            before.push((own, path));
        }
        Ok(())
    }
}

/// Where a path leads; where there is nothing yet, its folder's place and its name.
fn real(path: &Path) -> PathBuf {
    if let Ok(real) = files::canonical(path) {
        return real;
    }
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    match (
        files::canonical(folder.unwrap_or(Path::new("."))),
        path.file_name(),
    ) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_path_buf(),
    }
}

fn delimiter(text: &str) -> Result<u8, Notice> {
    match (text, text.as_bytes()) {
        ("tab" | "\\t" | "\t", _) => Ok(b'\t'),
        (_, [byte]) if byte.is_ascii_punctuation() && *byte != b'"' && *byte != b'#' => Ok(*byte),
        _ => Err(Notice::new(
            format!("`{text}` kan inte skilja fält åt"),
            format!("`{text}` can't stand between fields"),
        )
        .help(
            "ange ett tecken, till exempel `;`, eller `tab`",
            "give one character, `;` for example, or `tab`",
        )),
    }
}
