//! Reproducible choices.

use std::collections::VecDeque;

/// Choices that follow from a seed alone (splitmix64), or from bytes as long as there are any.
pub(crate) struct Dice {
    state: u64,
    given: VecDeque<u8>,
}

impl Dice {
    /// The choices of a numbered trial: neighbours have nothing in common.
    pub(crate) fn of(seed: u64) -> Self {
        Self {
            state: seed.wrapping_mul(0x5851_F42D_4C95_7F2D),
            given: VecDeque::new(),
        }
    }

    /// A byte for each choice; when there are no more, those of a seed.
    pub(crate) fn following(bytes: &[u8]) -> Self {
        Self {
            given: bytes.iter().copied().collect(),
            ..Self::of(0)
        }
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        if let Some(byte) = self.given.pop_front() {
            return usize::from(byte) % count;
        }
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % count as u64).unwrap()
    }

    /// Once in `count`.
    pub(crate) fn once_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}
