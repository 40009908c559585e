//! A strict pull scanner of JSON (RFC 8259). It knows where it is: the path from the top to the value at hand.
//!
//! Nothing is allocated for a value. Numbers are handed out as their digits.

use super::fault::{self, Fault};
use super::string::Str;
use crate::source::{FileId, Span};

/// What came of reading a piece of JSON; after a fault nothing more can be read.
pub(super) type Scanned<T> = Result<T, Fault>;

/// A step on the way to a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    /// In an object, before its first key.
    Object,
    /// In an object, at or after the value of the key.
    Key(Str<'a>),
    /// In an array, before its first element.
    Array,
    /// In an array, at or after the element with the number, from 0.
    Item(u32),
}

/// What a value looks like from its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `{`
    Object,
    /// `[`
    Array,
    /// `"`
    String,
    /// A digit or `-`.
    Number,
    /// `true` or `false`.
    Bool,
    /// `null`
    Null,
}

/// A value that is neither an object nor an array.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scalar<'a> {
    /// `null`
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(&'a str),
    /// A string.
    String(Str<'a>),
}

/// The scanner.
#[derive(Clone, Debug)]
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    file: FileId,
    max_depth: usize,
    path: Vec<Step<'a>>,
}

/// A place to come back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark<'a> {
    at: usize,
    depth: usize,
    top: Option<Step<'a>>,
}

impl<'a> Scanner<'a> {
    /// A scanner at the beginning of the text.
    pub(super) fn new(file: FileId, text: &'a str, max_depth: usize) -> Self {
        Self {
            text,
            at: 0,
            file,
            max_depth,
            path: Vec::new(),
        }
    }

    /// Where the next byte stands.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The path to the value at hand.
    pub(super) fn path(&self) -> &[Step<'a>] {
        &self.path
    }

    /// The path to the value at hand, as a JSON pointer.
    pub(super) fn pointer(&self) -> String {
        fault::pointer(&self.path)
    }

    /// The place from `start` to the next byte.
    pub(super) fn span_from(&self, start: usize) -> Span {
        fault::span(self.file, start, self.at)
    }

    /// What is written from `start` to the next byte.
    pub(super) fn written(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or("")
    }

    /// What is written at a place.
    pub(super) fn words(&self, span: Span) -> &'a str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    /// The place, to come back to it while the object or array that it is in is still open.
    pub(super) fn mark(&self) -> Mark<'a> {
        Mark {
            at: self.at,
            depth: self.path.len(),
            top: self.path.last().copied(),
        }
    }

    /// Goes back to a place.
    pub(super) fn reset(&mut self, mark: Mark<'a>) {
        self.at = mark.at;
        self.path.truncate(mark.depth);
        if let (Some(top), Some(step)) = (self.path.last_mut(), mark.top) {
            *top = step;
        }
    }

    /// Skips white space and says what the value there looks like.
    pub(super) fn shape(&mut self) -> Scanned<Shape> {
        self.blank();
        Ok(match self.byte() {
            Some(b'{') => Shape::Object,
            Some(b'[') => Shape::Array,
            Some(b'"') => Shape::String,
            Some(b'-' | b'0'..=b'9') => Shape::Number,
            Some(b't' | b'f') => Shape::Bool,
            Some(b'n') => Shape::Null,
            _ => return Err(self.fault().value()),
        })
    }

    /// Reads a value that is neither an object nor an array, and says where it begins.
    pub(super) fn scalar(&mut self) -> Scanned<(Scalar<'a>, usize)> {
        let shape = self.shape()?;
        let start = self.at;
        let value = match shape {
            Shape::String => Scalar::String(self.string()?),
            Shape::Number => Scalar::Number(self.number()?),
            Shape::Null => self.word("null", Scalar::Null)?,
            Shape::Bool if self.byte() == Some(b't') => self.word("true", Scalar::Bool(true))?,
            Shape::Bool => self.word("false", Scalar::Bool(false))?,
            Shape::Object | Shape::Array => return Err(self.fault().value()),
        };
        Ok((value, start))
    }

    /// Goes into the object that begins here.
    pub(super) fn enter_object(&mut self) -> Scanned<()> {
        self.enter(b'{', Step::Object)
    }

    /// Goes into the array that begins here.
    pub(super) fn enter_array(&mut self) -> Scanned<()> {
        self.enter(b'[', Step::Array)
    }

    /// Goes to the next key's value; `None` leaves the object.
    pub(super) fn next_key(&mut self) -> Scanned<Option<Str<'a>>> {
        self.blank();
        match (self.path.last(), self.byte()) {
            (_, Some(b'}')) => return Ok(self.leave()),
            (Some(Step::Object), Some(b'"')) => {}
            (Some(Step::Key(_)), Some(b',')) => {
                self.advance(1);
                self.blank();
                if self.byte() != Some(b'"') {
                    return Err(self.fault().key_after_comma());
                }
            }
            _ => return Err(self.fault().in_object()),
        }
        let key = self.string()?;
        if let Some(top) = self.path.last_mut() {
            *top = Step::Key(key);
        }
        self.blank();
        if self.byte() != Some(b':') {
            return Err(self.fault().colon(key));
        }
        self.advance(1);
        Ok(Some(key))
    }

    /// Goes to the next element; `false` leaves the array.
    pub(super) fn next_item(&mut self) -> Scanned<bool> {
        self.blank();
        let next = match (self.path.last(), self.byte()) {
            (_, Some(b']')) => {
                self.leave::<()>();
                return Ok(false);
            }
            (Some(Step::Array), _) => 0,
            (Some(Step::Item(index)), Some(b',')) => {
                let next = index.saturating_add(1);
                self.advance(1);
                self.blank();
                if self.byte() == Some(b']') {
                    return Err(self.fault().comma_before_end());
                }
                next
            }
            _ => return Err(self.fault().in_array()),
        };
        if let Some(top) = self.path.last_mut() {
            *top = Step::Item(next);
        }
        Ok(true)
    }

    /// Reads past a value of any kind. Keys that an object in it has twice are given to `twice`, first place first.
    pub(super) fn skip(&mut self, twice: &mut dyn FnMut(&Self, Str<'a>, Str<'a>)) -> Scanned<()> {
        match self.shape()? {
            Shape::Object => {
                self.enter_object()?;
                let mut keys = Vec::new();
                while let Some(key) = self.next_key()? {
                    keys.push(key);
                    self.skip(twice)?;
                }
                for (first, second) in super::string::repeated(keys) {
                    self.path.push(Step::Key(second));
                    twice(self, first, second);
                    self.path.pop();
                }
                Ok(())
            }
            Shape::Array => {
                self.enter_array()?;
                while self.next_item()? {
                    self.skip(twice)?;
                }
                Ok(())
            }
            _ => self.scalar().map(|_| ()),
        }
    }

    /// Reads past a value of any kind.
    pub(super) fn pass(&mut self) -> Scanned<()> {
        self.skip(&mut |_, _, _| {})
    }

    /// Makes sure that nothing but white space follows.
    pub(super) fn end(&mut self) -> Scanned<()> {
        self.blank();
        match self.byte() {
            None => Ok(()),
            Some(_) => Err(self.fault().trailing()),
        }
    }

    /// What is wrong at the next byte.
    pub(super) fn fault(&self) -> fault::Here<'_, 'a> {
        fault::Here {
            text: self.text,
            at: self.at,
            file: self.file,
            path: &self.path,
        }
    }

    /// The next byte.
    pub(super) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes past bytes.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    fn blank(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.advance(1);
        }
    }

    fn enter(&mut self, open: u8, step: Step<'a>) -> Scanned<()> {
        self.blank();
        if self.byte() != Some(open) {
            return Err(self.fault().value());
        }
        if self.path.len() >= self.max_depth {
            return Err(self.fault().too_deep(self.max_depth));
        }
        self.advance(1);
        self.path.push(step);
        Ok(())
    }

    fn leave<T>(&mut self) -> Option<T> {
        self.advance(1);
        self.path.pop();
        None
    }

    fn word(&mut self, word: &str, value: Scalar<'a>) -> Scanned<Scalar<'a>> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let goes_on = rest
            .as_bytes()
            .get(word.len())
            .is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80 || *b == b'_');
        if !rest.starts_with(word) || goes_on {
            return Err(self.fault().value());
        }
        self.advance(word.len());
        Ok(value)
    }

    /// A number: an optional minus, digits without leading zeros, decimals, an exponent.
    fn number(&mut self) -> Scanned<&'a str> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.advance(1);
        }
        let whole = self.at;
        self.digits(start)?;
        if self.at > whole.saturating_add(1) && self.text.as_bytes().get(whole) == Some(&b'0') {
            return Err(self.fault().leading_zero(start));
        }
        if self.byte() == Some(b'.') {
            self.advance(1);
            self.digits(start)?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.advance(1);
            if let Some(b'+' | b'-') = self.byte() {
                self.advance(1);
            }
            self.digits(start)?;
        }
        Ok(self.written(start))
    }

    fn digits(&mut self, start: usize) -> Scanned<()> {
        let first = self.at;
        while self.byte().is_some_and(|b| b.is_ascii_digit()) {
            self.advance(1);
        }
        if self.at == first {
            return Err(self.fault().digit(start));
        }
        Ok(())
    }
}
