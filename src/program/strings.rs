//! Strings, one after another.

/// Strings by their numbers, in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    /// All of them, UTF-8.
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Strings {
    /// The text with the number.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<&str> {
        let number = number as usize;
        let end = *self.ends.get(number)? as usize;
        let written = self.bytes.get(self.end_of(number)..end)?;
        // A text is UTF-8 when it is put here; asking again costs less than keeping each by itself.
        std::str::from_utf8(written).ok()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Takes away all but the first `len`.
    pub fn truncate(&mut self, len: usize) {
        self.bytes.truncate(self.end_of(len));
        self.ends.truncate(len);
    }

    /// Adds a text and gives its number; a full memory can't be (an application is at most 16 MiB).
    pub(super) fn push(&mut self, text: &[u8]) -> u32 {
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.bytes.extend_from_slice(text);
        self.ends
            .push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        number
    }

    /// Where the texts before the one with the number end.
    fn end_of(&self, number: usize) -> usize {
        let before = number.checked_sub(1).and_then(|before| self.ends.get(before));
        match before {
            Some(end) => *end as usize,
            None if number == 0 => 0,
            None => self.bytes.len(),
        }
    }
}
