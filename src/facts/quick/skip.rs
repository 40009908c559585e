//! What is passed over: values of keys that the schema doesn't know.

use super::sink::Sink;
use super::walk::Walk;
use super::{figure, text};

/// Objects and arrays inside each other that are passed over.
const DEEPEST: usize = 16;
/// Keys of one object that are passed over: each is compared with all before it.
const MOST_KEYS: usize = 16;

impl<S: Sink> Walk<'_, S> {
    /// How many elements the array has that was opened before `at`.
    pub(super) fn count(&self, mut at: usize) -> Option<usize> {
        let mut count: usize = 0;
        if self.byte(at)? == b']' {
            return Some(count);
        }
        loop {
            at = self.blank(self.pass(at, 0)?);
            count = count.wrapping_add(1);
            match self.byte(at)? {
                b',' => at = self.blank(at.wrapping_add(1)),
                b']' => return Some(count),
                _ => return None,
            }
        }
    }

    /// Reads past a value; no object in it has a key twice.
    #[inline(never)]
    pub(super) fn pass(&self, at: usize, depth: usize) -> Option<usize> {
        match self.byte(at)? {
            b'"' => {
                let start = at.wrapping_add(1);
                let end = match text::closing(self.bytes, start) {
                    Some(end) => end,
                    None => text::written_otherwise(self.bytes, start)?.1,
                };
                Some(end.wrapping_add(1))
            }
            b'{' if depth < DEEPEST => self.pass_object(at, depth),
            b'[' if depth < DEEPEST => self.pass_array(at, depth),
            b'-' | b'0'..=b'9' => self.pass_number(at),
            b't' => self.pass_word(at, b"true"),
            b'f' => self.pass_word(at, b"false"),
            b'n' => self.pass_word(at, b"null"),
            _ => None,
        }
    }

    fn pass_word(&self, at: usize, word: &[u8]) -> Option<usize> {
        let end = at.wrapping_add(word.len());
        (self.bytes.get(at..end)? == word).then_some(end)
    }

    fn pass_number(&self, at: usize) -> Option<usize> {
        let minus = usize::from(self.byte(at)? == b'-');
        let (_, mut end) = figure::digits(self.bytes, at.wrapping_add(minus))?;
        if self.byte(end)? == b'.' {
            let first = end.wrapping_add(1);
            end = first;
            while self.byte(end)?.is_ascii_digit() {
                end = end.wrapping_add(1);
            }
            if end == first {
                return None;
            }
        }
        (!matches!(self.byte(end)?, b'e' | b'E')).then_some(end)
    }

    fn pass_array(&self, at: usize, depth: usize) -> Option<usize> {
        let mut at = self.blank(at.wrapping_add(1));
        if self.byte(at)? == b']' {
            return Some(at.wrapping_add(1));
        }
        loop {
            at = self.blank(self.pass(at, depth.wrapping_add(1))?);
            let after = self.byte(at)?;
            at = at.wrapping_add(1);
            match after {
                b',' => at = self.blank(at),
                b']' => return Some(at),
                _ => return None,
            }
        }
    }

    fn pass_object(&self, at: usize, depth: usize) -> Option<usize> {
        let mut keys: [&[u8]; MOST_KEYS] = [&[]; MOST_KEYS];
        let mut count: usize = 0;
        let mut at = self.blank(at.wrapping_add(1));
        if self.byte(at)? == b'}' {
            return Some(at.wrapping_add(1));
        }
        loop {
            if self.byte(at)? != b'"' {
                return None;
            }
            let start = at.wrapping_add(1);
            let closed = text::closing(self.bytes, start)?;
            let key = self.bytes.get(start..closed)?;
            if keys.get(..count)?.contains(&key) {
                return None;
            }
            *keys.get_mut(count)? = key;
            count = count.wrapping_add(1);
            at = self.blank(closed.wrapping_add(1));
            if self.byte(at)? != b':' {
                return None;
            }
            at = self.blank(at.wrapping_add(1));
            at = self.blank(self.pass(at, depth.wrapping_add(1))?);
            let after = self.byte(at)?;
            at = at.wrapping_add(1);
            match after {
                b',' => at = self.blank(at),
                b'}' => return Some(at),
                _ => return None,
            }
        }
    }
}
