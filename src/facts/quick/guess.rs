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
    len: u32,
    /// What they say.
    next: Next,
}

/// What comes next in an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next {
    /// The value of a field (its index in the plan), the value of a key that is passed over (its number among those of the
    /// object, from [`STRANGER`] on), or [`END`].
    pub(super) what: u32,
    /// Which guess is about what comes after it.
    pub(super) after: u32,
}

/// The object's end.
pub(super) const END: u32 = u32::MAX;
/// The first of the keys that are passed over; no schema has so many fields.
pub(super) const STRANGER: u32 = u32::MAX - 64;

impl Guess {
    /// As many bytes are compared at most.
    const LONGEST: usize = 32;

    /// No guess.
    pub(super) fn none() -> Self {
        let next = Next { what: END, after: 0 };
        Self {
            low: Block::at(&[], 0),
            high: Block::at(&[], 0),
            all: 0,
            len: 0,
            next,
        }
    }

    /// The guess that what stood from `start` to `end` comes again and says the same.
    pub(super) fn of(bytes: &[u8], start: usize, end: usize, next: Next) -> Self {
        let len = end.wrapping_sub(start);
        let written = bytes.get(start..end).filter(|_| len <= Self::LONGEST);
        let (Some(written), Ok(len)) = (written, u32::try_from(len)) else {
            return Self::none();
        };
        Self {
            low: Block::at(written, 0),
            high: Block::at(written, 16),
            all: u32::MAX.checked_shr(32_u32.saturating_sub(len)).unwrap_or(0),
            len,
            next,
        }
    }

    /// What comes and where its value begins, if the guess is right.
    #[inline(always)]
    pub(super) fn right(&self, bytes: &[u8], at: usize) -> Option<(Next, usize)> {
        let mut same = self.low.same(Block::at(bytes, at));
        if self.len > 16 {
            same |= self.high.same(Block::at(bytes, at.wrapping_add(16))) << 16;
        }
        (same & self.all == self.all && self.len > 0).then(|| (self.next, at.wrapping_add(self.len as usize)))
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
