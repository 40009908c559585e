//! Where one application ends and the next begins, in bytes that come a piece at a time.
//!
//! What is wrong within an application is for whoever reads it to tell; here only its bounds are found, so that one that is malformed costs
//! no other.

mod csv;
mod json;
mod lines;

use std::ops::Range;

use crate::value::Bilingual;

/// What was found next in the bytes at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// What is at hand ends within an application: more bytes are needed.
    More,
    /// An application, or what stands where one should.
    Found {
        /// Its bytes.
        at: Range<usize>,
        /// Where the bytes begin that come after it.
        next: usize,
        /// What is wrong, when it is not one.
        broken: Option<Broken>,
    },
    /// Nothing: white space, a remark, a bracket.
    Passed {
        /// Where the bytes begin that come after it.
        next: usize,
    },
    /// So much of something that is larger than is allowed. The step that finds its end gives what is left of it.
    LetGo {
        /// Where the bytes begin that come after it.
        next: usize,
    },
    /// There are no more. All bytes are used.
    End,
}

/// Why something that was found is no application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A quoted field is not closed, or goes on after its quote.
    Quote,
    /// The list is not closed.
    Unclosed,
    /// Something stands after the list.
    AfterList,
    /// It is larger than is allowed.
    TooLarge,
}

impl Broken {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn words(self) -> Bilingual {
        match self {
            Self::Quote => Bilingual::new(
                "ett citattecken (`\"`) inleder ett fält som inte avslutas med ett",
                "a quotation mark (`\"`) begins a field that does not end with one",
            ),
            Self::Unclosed => Bilingual::new(
                "listan avslutas inte med `]`: filen är avbruten",
                "the list does not end with `]`: the file is cut off",
            ),
            Self::AfterList => Bilingual::new(
                "något står efter listans slut",
                "something stands after the end of the list",
            ),
            Self::TooLarge => Bilingual::new("ansökan är för stor", "the application is too large"),
        }
    }
}

/// Finds applications, in the form that a file has.
#[derive(Clone, Debug)]
pub enum Splitter {
    /// One a line; blank lines, and lines that begin with `#`, are passed over.
    Lines(lines::Lines),
    /// A JSON array, or objects after each other.
    Json(json::Json),
    /// Rows of CSV, the header among them; a row may have line breaks within quotation marks.
    Csv(csv::Csv),
}

impl Splitter {
    /// One a line.
    #[must_use]
    pub fn lines() -> Self {
        Self::Lines(lines::Lines::default())
    }

    /// A JSON array, or objects after each other.
    #[must_use]
    pub fn json() -> Self {
        Self::Json(json::Json::default())
    }

    /// Rows of CSV.
    #[must_use]
    pub fn csv(delimiter: u8) -> Self {
        Self::Csv(csv::Csv::new(delimiter))
    }

    /// What comes next in `bytes`, which begin where the last step ended and have at least what was at hand then; `ended` says that there are
    /// no more after them. An application has at most `limit` bytes. No more than that and a line break is ever looked at for its end: what is found
    /// is the same however the bytes come, and from wherever it is [gone on with](Self::resume).
    pub fn step(&mut self, bytes: &[u8], ended: bool, limit: usize) -> Step {
        let most = limit.saturating_add(LINE_BREAK);
        let Some(begun) = bytes.get(..most) else {
            return self.look(bytes, ended);
        };
        match self.look(begun, false) {
            Step::More => self.give_up(begun),
            step => step,
        }
    }

    fn look(&mut self, bytes: &[u8], ended: bool) -> Step {
        match self {
            Self::Lines(lines) => lines.step(bytes, ended),
            Self::Json(json) => json.step(bytes, ended),
            Self::Csv(csv) => csv.step(bytes, ended),
        }
    }

    /// Gives up what is at hand, all of which has been looked through, as too large.
    fn give_up(&mut self, bytes: &[u8]) -> Step {
        match self {
            Self::Lines(lines) => lines.give_up(bytes),
            Self::Json(json) => json.give_up(bytes),
            Self::Csv(csv) => csv.give_up(bytes),
        }
    }

    /// What it knows between two steps, to go on there another time: where in a JSON array it is, for one.
    #[must_use]
    pub fn between(&self) -> u64 {
        match self {
            Self::Lines(lines) => lines.between(),
            Self::Json(json) => json.between(),
            Self::Csv(csv) => csv.between(),
        }
    }

    /// Goes on where [`between`](Self::between) said that it was.
    pub fn resume(&mut self, between: u64) {
        match self {
            Self::Lines(lines) => lines.resume(between),
            Self::Json(json) => json.resume(between),
            Self::Csv(csv) => csv.resume(between),
        }
    }
}

/// How many bytes a line break has, at most.
const LINE_BREAK: usize = 2;

/// Passes over a remark that has begun, to the end of its line; and whether that has come.
fn rest_of_remark(bytes: &[u8], ended: bool) -> (Step, bool) {
    match memchr::memchr(b'\n', bytes) {
        Some(end) => (
            Step::Passed {
                next: end.saturating_add(1),
            },
            true,
        ),
        None if !bytes.is_empty() => (Step::Passed { next: bytes.len() }, false),
        None if ended => (Step::End, true),
        None => (Step::More, false),
    }
}

/// The range without the white space around it.
fn trimmed(bytes: &[u8], at: Range<usize>) -> Range<usize> {
    let Some(text) = bytes.get(at.clone()) else {
        return at;
    };
    let before = text.len().saturating_sub(text.trim_ascii_start().len());
    let start = at.start.saturating_add(before);
    start..start.saturating_add(text.trim_ascii().len())
}

#[cfg(test)]
mod tests;
