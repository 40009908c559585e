//! What comes next, guessed from what came next the last time; and the keys that were passed over.

use super::block::{Bits, Block};

/// The bytes from the end of one value of an object to the beginning of the next (a comma, the key and its colon, white space), or to
/// the end of the object, as they were the last time. Where they are the same again, they mean the same again: between
/// the values of an object nothing depends on what came before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guess {
    low: Block,
    high: Block,
    /// A bit for each of the bytes.
    all: Bits,
    /// How many bytes; 0 when nothing is guessed.
    len: usize,
    /// Which field comes then.
    next: u32,
}

/// The object ends.
pub(super) const END: u32 = u32::MAX;

impl Guess {
    /// As many bytes are compared at most.
    const LONGEST: usize = 32;

    /// No guess.
    pub(super) fn none() -> Self {
        Self {
            low: Block::at(&[], 0),
            high: Block::at(&[], 0),
            all: 0,
            len: 0,
            next: END,
        }
    }

    /// The guess that what stood from `start` to `end`, before the field, comes again.
    pub(super) fn of(bytes: &[u8], start: usize, end: usize, next: u32) -> Self {
        let len = end.wrapping_sub(start);
        let Some(written) = bytes.get(start..end).filter(|_| len <= Self::LONGEST) else {
            return Self::none();
        };
        let all = u32::MAX.checked_shr(32_u32.saturating_sub(u32::try_from(len).unwrap_or(0)));
        Self {
            low: Block::at(written, 0),
            high: Block::at(written, 16),
            all: all.unwrap_or(0),
            len,
            next,
        }
    }

    /// The field that comes and where its value begins, if the guess is right.
    #[inline(always)]
    pub(super) fn right(&self, bytes: &[u8], at: usize) -> Option<(u32, usize)> {
        let mut same = self.low.same(Block::at(bytes, at));
        if self.len > 16 {
            same |= self.high.same(Block::at(bytes, at.wrapping_add(16))) << 16;
        }
        (same & self.all == self.all && self.len > 0).then(|| (self.next, at.wrapping_add(self.len)))
    }
}

/// How many keys that its schema doesn't know are remembered of each object.
pub(super) const STRANGERS: usize = 64;

/// What is remembered from one application to the next. Nothing of it says what an application is, only where to look first.
#[derive(Clone, Debug)]
pub(super) struct Habits {
    /// For each object: what comes first, what comes after each field, and what comes after each key that is passed over.
    pub(super) guesses: Vec<Guess>,
    /// For each object the keys that are passed over, so that it is seen when one of them stands there twice.
    strangers: Vec<Vec<Box<[u8]>>>,
    /// Whether an object had more of them than are remembered.
    full: bool,
}

impl Habits {
    /// Nothing yet.
    pub(super) fn new(objects: usize, guesses: usize) -> Self {
        Self {
            guesses: vec![Guess::none(); guesses],
            strangers: vec![Vec::new(); objects],
            full: false,
        }
    }

    /// Before an application: forgets all when there was too much to remember.
    pub(super) fn begin(&mut self) {
        if self.full {
            *self = Self::new(self.strangers.len(), self.guesses.len());
        }
    }

    /// The number of a key that the object's schema doesn't know; `None` when there are too many of them.
    pub(super) fn stranger(&mut self, object: usize, key: &[u8]) -> Option<usize> {
        let known = self.strangers.get_mut(object)?;
        if let Some(number) = known.iter().position(|other| **other == *key) {
            return Some(number);
        }
        let number = known.len();
        if number >= STRANGERS {
            self.full = true;
            return None;
        }
        known.push(key.into());
        Some(number)
    }
}
