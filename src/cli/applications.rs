//! Many applications: folders, files of one, and files of one a line (NDJSON), read in pieces.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use super::files::{self, Lines, Unread};
use super::notice::Notice;
use super::terminal::Terminal;
use crate::diagnostic::Code;

/// How deep folders are looked through.
const DEPTH: usize = 8;
/// How many applications a piece has, at most.
const PIECE: usize = 1024;
/// How many bytes a piece has before it is full.
const PIECE_BYTES: usize = 16 * 1024 * 1024;

/// An application, or why it was not read.
pub(super) struct Entry {
    /// Where it stands: a file, or a file and a line.
    pub(super) place: String,
    /// Its bytes.
    pub(super) bytes: Result<Vec<u8>, Unread>,
}

impl Entry {
    /// Where it stands, and its bytes; none when it can't be read, which is told.
    pub(super) fn told(
        self,
        limit: u64,
        terminal: &mut Terminal,
    ) -> std::io::Result<Option<(String, Vec<u8>)>> {
        let place = self.place;
        match self.bytes {
            Ok(bytes) => return Ok(Some((place, bytes))),
            Err(Unread::TooLarge) => terminal.notice(&too_large(&place, limit))?,
            Err(unread) => terminal.notice(&unread.notice(&place))?,
        }
        Ok(None)
    }
}

/// That a file is larger than it may be, and how it may be larger.
pub(super) fn too_large(given: &str, limit: u64) -> Notice {
    Notice::coded(
        Code::InputTooLarge,
        format!("`{given}` är större än {limit} byte"),
        format!("`{given}` is larger than {limit} bytes"),
    )
    .help(
        "höj gränsen med `--max-bytes`",
        "raise the limit with `--max-bytes`",
    )
}

/// A file of applications.
enum Input {
    /// Of one.
    Single(PathBuf),
    /// Of one a line.
    Many(PathBuf),
    /// Standard input: one a line, or a single one over several lines.
    Stdin,
}

/// Applications that are yet to be read, in order.
pub(super) struct Applications {
    inputs: VecDeque<Input>,
    open: Option<(String, Lines, usize)>,
    limit: u64,
    stdin: String,
}

impl Applications {
    /// Those of the paths: a folder's files that end in `.json`, `.ndjson` or `.jsonl`, in it and below; a file; `-`.
    pub(super) fn of(paths: &[PathBuf], limit: u64, terminal: &Terminal) -> Result<Self, Notice> {
        let mut inputs = VecDeque::new();
        let mut stdin = false;
        for path in paths {
            let given = path.display();
            if path.as_os_str() == "-" {
                if stdin {
                    return Err(Notice::new("`-` får stå bara en gång", "`-` may stand only once"));
                }
                stdin = true;
                inputs.push_back(Input::Stdin);
            } else if files::is_folder(path) {
                let before = inputs.len();
                collect(path, DEPTH, &mut inputs);
                if inputs.len() == before {
                    return Err(Notice::new(
                        format!("i mappen `{given}` finns inga ansökningar"),
                        format!("there are no applications in the folder `{given}`"),
                    )
                    .help(
                        "ansökningar är filer som slutar på `.json`, eller `.ndjson` med en på varje rad",
                        "applications are files that end in `.json`, or in `.ndjson` with one a line",
                    ));
                }
            } else if files::is_file(path) {
                inputs.push_back(input(path));
            } else {
                return Err(Notice::new(
                    format!("`{given}` finns inte"),
                    format!("`{given}` does not exist"),
                ));
            }
        }
        Ok(Self {
            inputs,
            open: None,
            limit,
            stdin: terminal.pick("<standard in>", "<standard input>").to_owned(),
        })
    }

    /// How many there are, when that is known without reading.
    pub(super) fn known(&self) -> Option<usize> {
        let single = |input: &Input| matches!(input, Input::Single(_));
        self.inputs.iter().all(single).then_some(self.inputs.len())
    }

    /// The next piece; empty when there are no more.
    pub(super) fn piece(&mut self) -> Vec<Entry> {
        let mut piece = Vec::new();
        let mut bytes: usize = 0;
        while piece.len() < PIECE && bytes < PIECE_BYTES {
            let Some(entry) = self.next() else { break };
            bytes = bytes.saturating_add(entry.bytes.as_ref().map_or(0, Vec::len));
            piece.push(entry);
        }
        piece
    }

    fn next(&mut self) -> Option<Entry> {
        loop {
            if let Some((name, lines, number)) = &mut self.open {
                if let Some(line) = lines.next() {
                    *number = number.saturating_add(1);
                    if line.as_ref().is_ok_and(|line| line.trim_ascii().is_empty()) {
                        continue;
                    }
                    return Some(Entry {
                        place: format!("{name}:{number}"),
                        bytes: line,
                    });
                }
                self.open = None;
            }
            match self.inputs.pop_front()? {
                Input::Single(path) => {
                    return Some(Entry {
                        place: path.display().to_string(),
                        bytes: files::read(&path, self.limit),
                    });
                }
                Input::Many(path) => {
                    let place = path.display().to_string();
                    match Lines::open(&path, self.limit) {
                        Ok(lines) => self.open = Some((place, lines, 0)),
                        Err(why) => {
                            return Some(Entry {
                                place,
                                bytes: Err(why),
                            });
                        }
                    }
                }
                Input::Stdin => {
                    let mut lines = Lines::stdin(self.limit);
                    let mut number = 0_usize;
                    while let Some(line) = lines.next() {
                        number = number.saturating_add(1);
                        let blank = line.as_ref().is_ok_and(|line| line.trim_ascii().is_empty());
                        if blank {
                            continue;
                        }
                        return Some(self.first_of_stdin(line, lines, number));
                    }
                }
            }
        }
    }

    /// The first application of standard input: when its JSON goes on after the line, it is the only one.
    fn first_of_stdin(&mut self, line: Result<Vec<u8>, Unread>, mut lines: Lines, number: usize) -> Entry {
        let goes_on = |line: &Vec<u8>| {
            serde_json::from_slice::<serde::de::IgnoredAny>(line).is_err_and(|error| error.is_eof())
        };
        match line {
            Ok(begun) if goes_on(&begun) => Entry {
                place: self.stdin.clone(),
                bytes: lines.rest(begun),
            },
            line => {
                self.open = Some((self.stdin.clone(), lines, number));
                Entry {
                    place: format!("{}:{number}", self.stdin),
                    bytes: line,
                }
            }
        }
    }
}

fn input(path: &Path) -> Input {
    let is = |end: &str| path.extension().is_some_and(|extension| extension == end);
    if is("ndjson") || is("jsonl") {
        Input::Many(path.to_path_buf())
    } else {
        Input::Single(path.to_path_buf())
    }
}

fn collect(folder: &Path, depth: usize, inputs: &mut VecDeque<Input>) {
    for name in files::names(folder) {
        let path = folder.join(&name);
        if files::is_folder(&path) {
            if let Some(depth) = depth.checked_sub(1) {
                collect(&path, depth, inputs);
            }
        } else if [".json", ".ndjson", ".jsonl"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            inputs.push_back(input(&path));
        }
    }
}
