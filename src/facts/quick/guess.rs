//! What comes next, guessed from what came next the last time.

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
