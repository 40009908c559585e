//! Applications as they are read: a piece at a time, each with its place. No more is held than a piece and the application at hand.

use std::ops::Range;

use crate::batch::{Broken, Place, Splitter, Step};
use crate::cli::files::{self, Reader, Unread};

/// How many applications a piece has, at most.
const PIECE: usize = 512;
/// How many bytes a piece has before it is full, and how many are read at a time.
const BLOCK: usize = 256 * 1024;
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
    /// Where in a list it is.
    pub(super) between: u8,
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
pub(super) struct Piece {
    /// Which piece it is, from 0.
    pub(super) number: u64,
    /// The applications.
    pub(super) records: Vec<Record>,
    /// What comes after it.
    pub(super) next: Position,
    bytes: Vec<u8>,
}

impl Piece {
    /// What stands in the file of an application; nothing of one that is too large.
    pub(super) fn bytes(&self, record: &Record) -> &[u8] {
        self.bytes.get(record.at.clone()).unwrap_or(&[])
    }
}

/// Reads applications.
pub(super) struct Feed {
    reader: Reader,
    splitter: Splitter,
    buffer: Vec<u8>,
    /// Where in the buffer the next step begins.
    start: usize,
    ended: bool,
    at: Position,
    limit: usize,
    pieces: u64,
    /// Where something began that is too large and whose end hasn't come yet.
    large: Option<Place>,
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
            start: 0,
            ended: false,
            at,
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
            pieces: 0,
            large: None,
            failed: None,
        }
    }

    /// The beginning of what is read: its first line at least, if that is not very long. A byte order mark is passed over.
    pub(super) fn beginning(&mut self) -> Result<&[u8], Unread> {
        while !self.ended && self.buffer.len() < GLANCE && !has_text_line(&self.buffer) {
            self.fill()?;
        }
        if self.at == Position::START && self.buffer.starts_with(MARK) {
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
        let mut piece = self.empty();
        let found = self.next(&mut piece)?;
        self.at.items = 0;
        let record = piece
            .records
            .first()
            .filter(|record| found && record.broken.is_none());
        Ok(record.map(|record| piece.bytes(record).to_vec()))
    }

    /// The next piece; none when there are no more applications.
    pub(super) fn piece(&mut self) -> Result<Option<Piece>, Unread> {
        if let Some(failed) = self.failed.take() {
            return Err(failed);
        }
        let mut piece = self.empty();
        while piece.records.len() < PIECE && piece.bytes.len() < BLOCK {
            match self.next(&mut piece) {
                Ok(true) => {}
                Ok(false) => break,
                Err(failed) if piece.records.is_empty() => return Err(failed),
                // What was read before is decided first.
                Err(failed) => {
                    self.failed = Some(failed);
                    break;
                }
            }
        }
        if piece.records.is_empty() {
            return Ok(None);
        }
        self.pieces = self.pieces.saturating_add(1);
        piece.next = Position {
            between: self.splitter.between(),
            ..self.at
        };
        Ok(Some(piece))
    }

    fn empty(&self) -> Piece {
        Piece {
            number: self.pieces,
            records: Vec::new(),
            next: self.at,
            bytes: Vec::new(),
        }
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or(&[])
    }

    /// Reads an application into the piece; `false` when there are no more.
    fn next(&mut self, piece: &mut Piece) -> Result<bool, Unread> {
        loop {
            let bytes = self.buffer.get(self.start..).unwrap_or(&[]);
            let mut step = self.splitter.step(bytes, self.ended);
            if step == Step::More && bytes.len() > self.limit {
                match self.splitter.give_up(bytes) {
                    Some(first_line) => step = first_line,
                    None => {
                        let held = bytes.len();
                        let place = self.place(0);
                        self.large.get_or_insert(place);
                        self.advance(held);
                    }
                }
            }
            match step {
                Step::More if self.ended => return Ok(false),
                Step::More => self.fill()?,
                Step::Passed { next } => self.advance(next),
                Step::Found { at, next, broken } => {
                    self.at.items = self.at.items.saturating_add(1);
                    self.found(piece, at, broken);
                    self.advance(next);
                    return Ok(true);
                }
                Step::End => return Ok(false),
            }
        }
    }

    /// Puts what was found in the piece.
    fn found(&mut self, piece: &mut Piece, at: Range<usize>, broken: Option<Broken>) {
        let large = self.large.take();
        let too_large = large.is_some() || at.len() > self.limit;
        let place = Place {
            item: self.at.items,
            ..large.unwrap_or_else(|| self.place(at.start))
        };
        let begin = piece.bytes.len();
        if !too_large {
            let found = self.rest().get(at).unwrap_or(&[]);
            piece.bytes.extend_from_slice(found);
        }
        piece.records.push(Record {
            place,
            broken: if too_large { Some(Broken::TooLarge) } else { broken },
            at: begin..piece.bytes.len(),
        });
    }

    /// The place so many bytes on.
    fn place(&self, ahead: usize) -> Place {
        let passed = self.rest().get(..ahead).unwrap_or(&[]);
        Place {
            line: self.at.line.saturating_add(breaks(passed)),
            item: self.at.items.saturating_add(1),
            byte: self.at.byte.saturating_add(count(ahead)),
        }
    }

    fn advance(&mut self, by: usize) {
        let passed = self.rest().get(..by).unwrap_or(&[]);
        self.at.line = self.at.line.saturating_add(breaks(passed));
        self.at.byte = self.at.byte.saturating_add(count(by));
        self.start = self.start.saturating_add(by);
    }

    fn fill(&mut self) -> Result<(), Unread> {
        if self.start > 0 {
            self.buffer.drain(..self.start.min(self.buffer.len()));
            self.start = 0;
        }
        let read = files::more(self.reader.as_mut(), &mut self.buffer, BLOCK)?;
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
    count(bytes.iter().filter(|byte| **byte == b'\n').count())
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}
