//! Rows of CSV (RFC 4180): a field in quotation marks may have delimiters, line breaks and doubled quotation marks in it.

use super::lines::without_return;
use super::{Broken, Step};

/// Where in a row it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    /// At the beginning of a field.
    #[default]
    Field,
    /// In a field without quotation marks.
    Plain,
    /// In quotation marks.
    Quoted,
    /// After a quotation mark in quotation marks: the end of the field, or half of a doubled one.
    Quote,
    /// In a line that has a quotation mark too many.
    Wrong,
}

/// How far the row at hand has been looked through.
#[derive(Clone, Debug)]
pub struct Csv {
    delimiter: u8,
    seen: usize,
    at: At,
    /// The end of its first line, when it has several.
    first_line: Option<usize>,
    /// Whether something of the row has been let go.
    cut: bool,
    /// Up to here every line break was seen within quotation marks, in a row that came to nothing. A later row that is within quotation marks at
    /// one of them goes the same way, and need not be followed there again.
    hopeless: usize,
}

impl Csv {
    pub(super) fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            seen: 0,
            at: At::Field,
            first_line: None,
            cut: false,
            hopeless: 0,
        }
    }

    /// Begins a row, so many bytes on.
    fn begin(&mut self, next: usize) {
        *self = Self {
            hopeless: self.hopeless.saturating_sub(next),
            ..Self::new(self.delimiter)
        };
    }

    /// Of a row that is within quotation marks and has lines behind it, its first line is what is wrong.
    pub(super) fn give_up(&mut self, bytes: &[u8]) -> Step {
        if let Some(end) = self.first_line {
            return self.first_line_is_wrong(bytes, end);
        }
        let next = bytes.len();
        self.seen = 0;
        self.cut = true;
        self.hopeless = self.hopeless.saturating_sub(next);
        Step::LetGo { next }
    }

    /// What was seen by the rows before goes with it: where they came to nothing, later ones do.
    pub(super) fn between(&self) -> u64 {
        u64::try_from(self.hopeless).unwrap_or(u64::MAX)
    }

    pub(super) fn resume(&mut self, between: u64) {
        self.hopeless = usize::try_from(between).unwrap_or(usize::MAX);
    }

    pub(super) fn step(&mut self, bytes: &[u8], ended: bool) -> Step {
        if self.seen == 0
            && !self.cut
            && let Some(end) = memchr::memchr(b'\n', bytes)
            && memchr::memchr(b'"', bytes.get(..end).unwrap_or(&[])).is_none()
        {
            // Without quotation marks a row is a line.
            return self.row(bytes, end, end.saturating_add(1));
        }
        while let Some(byte) = bytes.get(self.seen).copied() {
            let here = self.seen;
            self.seen = here.saturating_add(1);
            self.at = match (self.at, byte) {
                (At::Quoted, b'"') => At::Quote,
                (At::Quoted, b'\n') => {
                    let end = *self.first_line.get_or_insert(here);
                    if here < self.hopeless {
                        return self.first_line_is_wrong(bytes, end);
                    }
                    At::Quoted
                }
                (At::Quoted, _) => {
                    self.seen = next_of(bytes, self.seen, |rest| memchr::memchr2(b'"', b'\n', rest));
                    At::Quoted
                }
                (At::Wrong, b'\n') => return self.wrong(bytes, here, self.seen),
                (At::Wrong, _) => {
                    self.seen = next_of(bytes, self.seen, |rest| memchr::memchr(b'\n', rest));
                    At::Wrong
                }
                (At::Quote, b'"') => At::Quoted,
                (At::Quote, b'\r') => At::Quote,
                (At::Field | At::Plain | At::Quote, b'\n') => return self.row(bytes, here, self.seen),
                (_, byte) if byte == self.delimiter => At::Field,
                (At::Quote, _) => match self.first_line {
                    Some(end) => return self.first_line_is_wrong(bytes, end),
                    None => At::Wrong,
                },
                (At::Field, b'"') => At::Quoted,
                (At::Field | At::Plain, _) => At::Plain,
            };
        }
        if !ended {
            return Step::More;
        }
        if bytes.is_empty() && !self.cut {
            return Step::End;
        }
        match (self.at, self.first_line) {
            (At::Quoted, Some(end)) => self.first_line_is_wrong(bytes, end),
            (At::Quoted | At::Wrong, _) => self.wrong(bytes, bytes.len(), bytes.len()),
            _ => self.row(bytes, bytes.len(), bytes.len()),
        }
    }

    /// The row that ends here; a blank line is none.
    fn row(&mut self, bytes: &[u8], end: usize, next: usize) -> Step {
        let cut = self.cut;
        self.begin(next);
        let end = without_return(bytes.get(..end).unwrap_or(&[]));
        if end == 0 && !cut {
            return Step::Passed { next };
        }
        Step::Found {
            at: 0..end,
            next,
            broken: None,
        }
    }

    /// A quotation mark too many or too few: what follows it can't be told apart, so its line alone, which ends here, is given up.
    fn first_line_is_wrong(&mut self, bytes: &[u8], end: usize) -> Step {
        self.hopeless = self.hopeless.max(self.seen);
        self.wrong(bytes, end, end.saturating_add(1))
    }

    /// The line that ends here is wrong.
    fn wrong(&mut self, bytes: &[u8], end: usize, next: usize) -> Step {
        self.begin(next);
        Step::Found {
            at: 0..without_return(bytes.get(..end).unwrap_or(&[])),
            next,
            broken: Some(Broken::Quote),
        }
    }
}

/// Where the next byte of interest stands, or the end.
fn next_of(bytes: &[u8], from: usize, find: impl Fn(&[u8]) -> Option<usize>) -> usize {
    let rest = bytes.get(from..).unwrap_or(&[]);
    from.saturating_add(find(rest).unwrap_or(rest.len()))
}
