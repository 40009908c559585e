//! Finding the marks of a file that the tree has no place for: words between two expressions, before one, after one.

use super::{Sites, words};
use crate::source::Span;

impl<'a> Sites<'a> {
    /// The text between two bytes.
    pub(super) fn slice(&self, start: u32, end: u32) -> &'a str {
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// The text at a place, on one line.
    pub(super) fn shown(&self, start: u32, end: u32) -> String {
        let mut shown = String::new();
        for line in self.slice(start, end).lines() {
            let code = line.split(" #").next().unwrap_or("");
            for word in code.split_whitespace() {
                if !shown.is_empty() {
                    shown.push(' ');
                }
                shown.push_str(word);
            }
        }
        shown
    }

    /// The Swedish or the English word, as the file is written.
    pub(super) fn word(&self, sv: &'static str, en: &'static str) -> &'static str {
        words::pick(self.english, sv, en)
    }

    /// A place in the file.
    pub(super) fn at(&self, start: u32, end: u32) -> Span {
        Span::new(self.file, start, end)
    }

    /// Where the word stands that comes right before a byte.
    pub(super) fn before(&self, at: u32, word: &str) -> Option<u32> {
        let head = self.text.get(..at as usize)?.trim_end();
        let start = head.strip_suffix(word)?.len();
        u32::try_from(start).ok()
    }

    /// Where a word stands between two bytes, outside texts and comments.
    pub(super) fn find(&self, start: u32, end: u32, word: &str) -> Option<u32> {
        let slice = self.slice(start, end);
        let (mut quoted, mut comment, mut before) = (false, false, ' ');
        for (index, c) in slice.char_indices() {
            match c {
                '\n' => comment = false,
                '"' if !comment && before != '\\' => quoted = !quoted,
                '#' if !quoted => comment = true,
                _ => {}
            }
            let begins = !quoted && !comment && !is_word(before);
            if begins
                && let Some(rest) = slice.get(index..).and_then(|rest| rest.strip_prefix(word))
                && !rest.starts_with(is_word)
            {
                return start.checked_add(u32::try_from(index).ok()?);
            }
            before = c;
        }
        None
    }

    /// The byte after a word that begins there.
    pub(super) fn after(&self, start: u32, word: &str) -> u32 {
        start.saturating_add(u32::try_from(word.len()).unwrap_or(0))
    }

    /// The period that stands next, from its first to its last mark.
    pub(super) fn period_from(&self, start: u32, end: u32) -> Option<(u32, u32)> {
        let slice = self.slice(start, end);
        let skipped = slice.len().saturating_sub(slice.trim_start().len());
        let token = slice.trim_start();
        let length = token
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '.'))
            .unwrap_or(token.len());
        let from = start.checked_add(u32::try_from(skipped).ok()?)?;
        let to = from.checked_add(u32::try_from(length).ok()?)?;
        (to > from).then_some((from, to))
    }
}

/// Whether a word goes on with the character.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
