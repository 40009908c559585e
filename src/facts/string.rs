//! A JSON string as it is written, and its text.

use super::scan::{Scanned, Scanner};
use crate::program::schema::normal;
use crate::source::Span;
use std::borrow::Cow;

/// A string as it is written, its escapes checked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Str<'a> {
    /// What stands between the quotation marks.
    pub(super) raw: &'a str,
    /// Whether there is an escape in it.
    pub(super) escaped: bool,
    /// Whether all characters in it are ASCII.
    pub(super) ascii: bool,
    /// Where, with the quotation marks.
    pub(super) span: Span,
}

impl<'a> Str<'a> {
    /// Its text, escapes replaced, in normal form NFC. Borrowed where it is written so.
    pub(super) fn text(self) -> Cow<'a, str> {
        match (self.escaped, self.ascii) {
            (false, true) => Cow::Borrowed(self.raw),
            (false, false) => normal(self.raw),
            (true, _) => {
                let text = unescape(self.raw);
                match normal(&text) {
                    Cow::Owned(composed) => Cow::Owned(composed),
                    Cow::Borrowed(_) => Cow::Owned(text),
                }
            }
        }
    }
}

impl<'a> Scanner<'a> {
    /// A string: any characters but control characters, `"` and `\`, and escapes. Half a surrogate pair is refused.
    pub(super) fn string(&mut self) -> Scanned<Str<'a>> {
        let start = self.at;
        self.advance(1);
        let (mut escaped, mut ascii) = (false, true);
        loop {
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(0..0x20) => return Err(self.fault().control_character()),
                Some(byte) => {
                    ascii &= byte.is_ascii();
                    self.advance(1);
                }
                None => return Err(self.fault().open_string(start)),
            }
        }
        let raw = self.text.get(start.saturating_add(1)..self.at).unwrap_or("");
        self.advance(1);
        Ok(Str {
            raw,
            escaped,
            ascii,
            span: self.span_from(start),
        })
    }

    fn escape(&mut self) -> Scanned<()> {
        let start = self.at;
        self.advance(1);
        match self.byte() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.advance(1);
                Ok(())
            }
            Some(b'u') => match self.unit(start)? {
                0xD800..0xDC00 => {
                    let low = match (self.byte(), self.text.as_bytes().get(self.at.saturating_add(1))) {
                        (Some(b'\\'), Some(b'u')) => {
                            self.advance(1);
                            self.unit(start)?
                        }
                        _ => 0,
                    };
                    match low {
                        0xDC00..0xE000 => Ok(()),
                        _ => Err(self.fault().half_surrogate(start)),
                    }
                }
                0xDC00..0xE000 => Err(self.fault().half_surrogate(start)),
                _ => Ok(()),
            },
            _ => Err(self.fault().escape(start)),
        }
    }

    /// Reads `uXXXX`.
    fn unit(&mut self, start: usize) -> Scanned<u32> {
        self.advance(1);
        let end = self.at.saturating_add(4);
        let digits = self.text.get(self.at..end);
        match digits.filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit())) {
            Some(digits) => {
                self.at = end;
                Ok(u32::from_str_radix(digits, 16).unwrap_or(0))
            }
            None => Err(self.fault().escape(start)),
        }
    }
}

/// The keys that stand twice (in NFC): the first place and a later one, in the order of the later ones.
pub(super) fn repeated(keys: Vec<Str<'_>>) -> Vec<(Str<'_>, Str<'_>)> {
    let mut named: Vec<(Cow<'_, str>, Str<'_>)> = keys.into_iter().map(|k| (k.text(), k)).collect();
    named.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.span.start.cmp(&b.1.span.start)));
    let mut pairs = Vec::new();
    for same in named.chunk_by(|a, b| a.0 == b.0) {
        if let [(_, first), rest @ ..] = same {
            pairs.extend(rest.iter().map(|(_, later)| (*first, *later)));
        }
    }
    pairs.sort_by_key(|(_, later)| later.span.start);
    pairs
}

/// The text with its escapes replaced; they are known to be right.
fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    let mut high: Option<u32> = None;
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('b') => text.push('\u{8}'),
            Some('f') => text.push('\u{c}'),
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('u') => {
                let unit = (0..4).fold(0_u32, |sum, _| {
                    let digit = chars.next().and_then(|d| d.to_digit(16)).unwrap_or(0);
                    sum.saturating_mul(16).saturating_add(digit)
                });
                match (high.take(), unit) {
                    (None, 0xD800..0xDC00) => high = Some(unit),
                    (Some(first), _) => text.extend(paired(first, unit)),
                    (None, _) => text.extend(char::from_u32(unit)),
                }
            }
            Some(other) => text.push(other),
            None => {}
        }
    }
    text
}

/// The character of a surrogate pair.
fn paired(high: u32, low: u32) -> Option<char> {
    let high = high.checked_sub(0xD800)?.checked_mul(0x400)?;
    char::from_u32(
        high.checked_add(low.checked_sub(0xDC00)?)?
            .checked_add(0x1_0000)?,
    )
}

#[cfg(test)]
mod tests {
    use super::{normal, unescape};

    #[test]
    fn escapes_become_their_characters() {
        assert_eq!(unescape(r#"a\n\"\\\/\u00e5\ud83d\ude00\u0000"#), "a\n\"\\/å😀\0");
        assert_eq!(normal("a\u{30a}r"), "år");
    }
}
