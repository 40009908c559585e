//! Applications as they are read: a piece at a time, each with its place. No more is held than a piece and the application at hand.
//!
//! What is read stands in the piece's own memory, which is its thread's; only the beginning of an application that the piece ends within is copied, to
//! the next one.

use std::ops::Range;

use crate::batch::{Broken, Place, Splitter, Step};
use crate::cli::files::{self, Reader, Unread};

/// How many applications a piece has at most, unless it is said.
const PIECE: usize = 1024;
/// How many bytes a piece has, unless an application is larger: few enough to stay in a core's own cache until they are decided.
const BLOCK: usize = 128 * 1024;
/// How many bytes are read at a time, at least, where they are many.
const READ: usize = 64 * 1024;
/// A piece that has become larger is not used again.
const LARGE: usize = 4 * BLOCK;
/// How much of the beginning is looked at to see what it is.
const GLANCE: usize = 1024 * 1024;
/// The byte order mark that some programs begin a file with.
const MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// Where the next application is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// Its byte, from 0.
    pub(super) byte: u64,
    /// Its line, from 1.
    pub(super) line: u64,
    /// How many applications come before.
    pub(super) items: u64,
    /// What the splitter knows there.
    pub(super) between: u64,
}

impl Default for Position {
    fn default() -> Self {
        Self::START
    }
}

impl Position {
    /// At the beginning.
    pub(super) const START: Self = Self {
        byte: 0,
        line: 1,
        items: 0,
        between: 0,
    };
}

/// An application of a piece.
pub(super) struct Record {
    /// Where it stands.
    pub(super) place: Place,
    /// Why it is none.
    pub(super) broken: Option<Broken>,
    at: Range<usize>,
}

/// Applications that stand after each other.
#[derive(Default)]
pub(super) struct Piece {
    /// The applications.
    pub(super) records: Vec<Record>,
    /// What comes after it.
    pub(super) next: Position,
    /// What was read; the applications stand in it.
    bytes: Vec<u8>,
}

impl Piece {
    /// What stands in the file of an application; nothing of one that is too large.
    pub(super) fn bytes(&self, record: &Record) -> &[u8] {
        self.bytes.get(record.at.clone()).unwrap_or(&[])
    }

    /// Forgets what was read, and keeps the memory, unless it is much.
    fn clear(&mut self) {
        self.records.clear();
        if self.bytes.len() > LARGE {
            self.bytes = Vec::new();
        }
    }
}

/// What was found next.
enum Found {
    /// An application.
    One,
    /// That the piece is full.
    Full,
    /// That there are no more.
    Nothing,
}

/// Reads applications.
pub(super) struct Feed {
    reader: Reader,
    splitter: Splitter,
    /// What was read, and room for more.
    buffer: Vec<u8>,
    /// How much of it was read.
    filled: usize,
    /// Where in it the next step begins.
    start: usize,
    ended: bool,
    at: Position,
    limit: usize,
    /// How many applications a piece has at most.
    most: usize,
    /// Whether all of it is there, so that to read is never to wait for more.
    at_hand: bool,
    /// Where something began that is too large and whose end hasn't come yet.
    large: Option<Position>,
    /// Why no more can be read.
    failed: Option<Unread>,
}

impl Feed {
    /// Reads from the beginning, or from a place where one application has ended.
    pub(super) fn new(reader: Reader, at: Position, limit: u64) -> Self {
        Self {
            reader,
            splitter: Splitter::lines(),
            buffer: Vec::new(),
            filled: 0,
            start: 0,
            ended: false,
            at,
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
            most: PIECE,
            at_hand: false,
            large: None,
            failed: None,
        }
    }

    /// The same, in pieces of at most so many applications.
    pub(super) fn in_pieces_of(mut self, most: usize) -> Self {
        self.most = most.min(PIECE);
        self
    }

    /// The same, of a file, which is all there.
    pub(super) fn at_hand(mut self) -> Self {
        self.at_hand = true;
        self
    }

    /// Whether all of it is there.
    pub(super) fn is_at_hand(&self) -> bool {
        self.at_hand
    }

    /// The beginning of what is read: its first line at least, if that is not very long. A byte order mark is passed over.
    pub(super) fn beginning(&mut self) -> Result<&[u8], Unread> {
        while !self.ended && self.filled < GLANCE && !has_text_line(self.rest()) {
            self.fill()?;
        }
        if self.at == Position::START && self.rest().starts_with(MARK) {
            self.advance(MARK.len());
        }
        Ok(self.rest())
    }

    /// The form that applications have.
    pub(super) fn splits(&mut self, mut splitter: Splitter) {
        splitter.resume(self.at.between);
        self.splitter = splitter;
    }

    /// A row that is no application: the header of CSV.
    pub(super) fn header(&mut self) -> Result<Option<Vec<u8>>, Unread> {
        let mut records = Vec::new();
        self.next(&mut records)?;
        self.at.items = 0;
        let record = records.first().filter(|record| record.broken.is_none());
        let bytes = record.and_then(|record| self.buffer.get(record.at.clone()));
        Ok(bytes.map(<[u8]>::to_vec))
    }

    /// Reads the next piece; `false` when there are no more applications.
    pub(super) fn piece(&mut self, piece: &mut Piece) -> Result<bool, Unread> {
        if let Some(failed) = self.failed.take() {
            return Err(failed);
        }
        piece.clear();
        self.go_on_in(&mut piece.bytes);
        let read = self.records(&mut piece.records);
        // What has begun is found again from its beginning.
        piece.next = self.large.unwrap_or_else(|| self.here());
        self.go_on_in(&mut piece.bytes);
        match read {
            Ok(()) => Ok(!piece.records.is_empty()),
            Err(failed) if piece.records.is_empty() => Err(failed),
            // What was read before is decided first.
            Err(failed) => {
                self.failed = Some(failed);
                Ok(true)
            }
        }
    }

    /// Finds the applications of a piece.
    fn records(&mut self, records: &mut Vec<Record>) -> Result<(), Unread> {
        while records.len() < self.most {
            match self.next(records)? {
                Found::One => {}
                Found::Full | Found::Nothing => break,
            }
        }
        Ok(())
    }

    /// Goes on in other memory with what has not been looked at. What was read stays in the memory until now, which is what `other` is then.
    fn go_on_in(&mut self, other: &mut Vec<u8>) {
        let rest = self.buffer.get(self.start..self.filled).unwrap_or(&[]);
        if other.len() < rest.len() {
            other.resize(rest.len().max(BLOCK), 0);
        }
        if let Some(place) = other.get_mut(..rest.len()) {
            place.copy_from_slice(rest);
        }
        self.filled = rest.len();
        self.start = 0;
        std::mem::swap(&mut self.buffer, other);
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..self.filled).unwrap_or(&[])
    }

    /// Finds an application; when none was before, more is read until there is one.
    fn next(&mut self, records: &mut Vec<Record>) -> Result<Found, Unread> {
        loop {
            let bytes = self.buffer.get(self.start..self.filled).unwrap_or(&[]);
            let before = self.here();
            match self.splitter.step(bytes, self.ended, self.limit) {
                Step::More if self.ended => return Ok(Found::Nothing),
                // What was found stands where it stands.
                Step::More if !records.is_empty() && (self.filled >= BLOCK || self.large.is_some()) => {
                    return Ok(Found::Full);
                }
                Step::More => {
                    if records.is_empty() {
                        self.move_up();
                    }
                    self.fill()?;
                }
                Step::Passed { next } => self.advance(next),
                Step::LetGo { next } => {
                    self.large.get_or_insert(before);
                    self.advance(next);
                }
                Step::Found { at, next, broken } => {
                    self.at.items = self.at.items.saturating_add(1);
                    self.found(records, at, broken);
                    self.advance(next);
                    return Ok(Found::One);
                }
                Step::End => return Ok(Found::Nothing),
            }
        }
    }

    /// Notes what was found.
    fn found(&mut self, records: &mut Vec<Record>, at: Range<usize>, broken: Option<Broken>) {
        let large = self.large.take();
        let too_large = large.is_some() || at.len() > self.limit;
        let (line, byte) = match large {
            Some(Position { line, byte, .. }) => (line, byte),
            None => {
                let passed = self.rest().get(..at.start).unwrap_or(&[]);
                let line = self.at.line.saturating_add(breaks(passed));
                (line, self.at.byte.saturating_add(count(at.start)))
            }
        };
        let place = Place {
            item: self.at.items,
            line,
            byte,
        };
        let end = if too_large { at.start } else { at.end };
        records.push(Record {
            place,
            broken: if too_large { Some(Broken::TooLarge) } else { broken },
            at: self.start.saturating_add(at.start)..self.start.saturating_add(end),
        });
    }

    /// Where the next step begins.
    fn here(&self) -> Position {
        Position {
            between: self.splitter.between(),
            ..self.at
        }
    }

    fn advance(&mut self, by: usize) {
        let passed = self.rest().get(..by).unwrap_or(&[]);
        let breaks = match self.splitter {
            // A step is a line, or a part of one.
            Splitter::Lines(_) => u64::from(passed.ends_with(b"\n")),
            _ => breaks(passed),
        };
        self.at.line = self.at.line.saturating_add(breaks);
        self.at.byte = self.at.byte.saturating_add(count(by));
        self.start = self.start.saturating_add(by);
    }

    /// Moves what is at hand to the beginning.
    fn move_up(&mut self) {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.filled, 0);
            self.filled = self.filled.saturating_sub(self.start);
            self.start = 0;
        }
    }

    fn fill(&mut self) -> Result<(), Unread> {
        let most = BLOCK.saturating_sub(self.filled).max(READ);
        let read = files::more(self.reader.as_mut(), &mut self.buffer, self.filled, most)?;
        self.filled = self.filled.saturating_add(read);
        self.ended = read == 0;
        Ok(())
    }
}

/// Whether a line with something in it that is no remark has come to its end.
fn has_text_line(bytes: &[u8]) -> bool {
    first_text_line(bytes).is_some_and(|(_, ended)| ended)
}

/// The first line with something in it that is no remark, and whether its end is there.
pub(super) fn first_text_line(bytes: &[u8]) -> Option<(&[u8], bool)> {
    bytes
        .split_inclusive(|byte| *byte == b'\n')
        .find(|line| {
            let text = line.trim_ascii();
            !text.is_empty() && !text.starts_with(b"#")
        })
        .map(|line| (line, line.ends_with(b"\n")))
}

fn breaks(bytes: &[u8]) -> u64 {
    count(memchr::memchr_iter(b'\n', bytes).count())
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
