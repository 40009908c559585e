//! Single values, and the keys that are no facts.

use super::plan::{Figure, What};
use super::sink::Sink;
use super::walk::{Notes, Reference, Walk};
use super::{figure, text};
use crate::program::schema::Scale;
use crate::value::{Date, Period};

impl<S: Sink> Walk<'_, S> {
    /// Where the word ends.
    #[inline(always)]
    pub(super) fn word(&self, at: usize, word: [u8; 4]) -> Option<usize> {
        let end = at.wrapping_add(4);
        (self.bytes.get(at..end)? == word).then_some(end)
    }

    /// Where the string at `at` begins inside its quotation marks, and where it is closed.
    #[inline(always)]
    pub(super) fn string(&self, at: usize) -> Option<(usize, usize)> {
        if self.byte(at)? != b'"' {
            return None;
        }
        let start = at.wrapping_add(1);
        Some((start, text::closing(self.bytes, start)?))
    }

    /// Reads a value.
    #[inline(always)]
    pub(super) fn value(&mut self, what: What, place: u32, at: usize) -> Option<usize> {
        match what {
            What::Bool => self.bool(place, at),
            What::Number(figure) => self.number(figure, place, at),
            What::Date => self.day(place, at),
            What::Text => self.text(place, at),
            What::Symbol(names) => self.symbol(names, place, at),
            What::Row(names) => self.row(names, place, at),
            What::Record(number) => self.record(number, place, at),
            What::List(number) => self.list(number, place, at),
            What::Instant | What::Period | What::Reference(_) => self.rarer(what, place, at),
            What::RuleSet | What::Id | What::Day => self.reserved(what, at),
        }
    }

    #[inline(never)]
    fn record(&mut self, number: u16, place: u32, at: usize) -> Option<usize> {
        let inside = self.open(at, b'{')?;
        self.sink.present(place)?;
        self.object(number, place.wrapping_add(1), inside)
    }

    #[inline(never)]
    fn bool(&mut self, place: u32, at: usize) -> Option<usize> {
        let (value, end) = match self.word(at, *b"true") {
            Some(end) => (true, end),
            None => (false, self.word(at.wrapping_add(1), *b"alse")?),
        };
        if !value && self.byte(at)? != b'f' {
            return None;
        }
        self.sink.bool(place, value)?;
        Some(end)
    }

    #[inline(never)]
    fn day(&mut self, place: u32, at: usize) -> Option<usize> {
        let (days, end) = self.date(at)?;
        self.sink.date(place, days)?;
        Some(end)
    }

    #[inline(never)]
    fn symbol(&mut self, names: u16, place: u32, at: usize) -> Option<usize> {
        let (meant, end) = self.name(names, at)?;
        self.sink.symbol(place, meant)?;
        Some(end)
    }

    #[inline(never)]
    fn row(&mut self, names: u16, place: u32, at: usize) -> Option<usize> {
        let (meant, end) = self.name(names, at)?;
        self.sink.row(place, meant)?;
        Some(end)
    }

    #[inline(never)]
    fn number(&mut self, figure: Figure, place: u32, at: usize) -> Option<usize> {
        let minus = self.byte(at)? == b'-';
        let (number, end) = figure::digits(self.bytes, at.wrapping_add(usize::from(minus)))?;
        if matches!(self.byte(end)?, b'.' | b'e' | b'E') {
            return self.decimals(figure, place, at, end);
        }
        if minus && !figure.signed && number != 0 {
            return None;
        }
        let written = if minus { number.wrapping_neg() } else { number };
        self.sink.number(place, figure, written)?;
        Some(end)
    }

    /// Reads a number with decimals, whose whole digits end at `point`.
    #[inline(never)]
    fn decimals(&mut self, figure: Figure, place: u32, start: usize, point: usize) -> Option<usize> {
        let first = point.wrapping_add(1);
        let mut end = first;
        while self.byte(end)?.is_ascii_digit() {
            end = end.wrapping_add(1);
        }
        let count = end.wrapping_sub(first);
        let wrong = self.byte(point)? != b'.' || count == 0 || matches!(self.byte(end)?, b'e' | b'E');
        if wrong || figure.whole || (figure.scale == Scale::Money && count > 2) {
            return None;
        }
        let written = std::str::from_utf8(self.bytes.get(start..end)?).ok()?;
        if !figure.signed && written.starts_with('-') {
            return None;
        }
        self.sink.decimals(place, figure, written)?;
        Some(end)
    }

    #[inline(always)]
    pub(super) fn date(&self, at: usize) -> Option<(i32, usize)> {
        let days = figure::day(self.bytes, at.wrapping_add(1))?;
        let close = at.wrapping_add(11);
        let quoted = self.byte(at)? == b'"' && self.byte(close)? == b'"';
        quoted.then(|| (days, close.wrapping_add(1)))
    }

    #[inline(never)]
    fn text(&mut self, place: u32, at: usize) -> Option<usize> {
        if self.byte(at)? != b'"' {
            return None;
        }
        let start = at.wrapping_add(1);
        let Some(end) = text::closing(self.bytes, start) else {
            return self.text_otherwise(place, start);
        };
        self.sink.text(place, self.bytes, (start, end))?;
        Some(end.wrapping_add(1))
    }

    #[cold]
    #[inline(never)]
    fn text_otherwise(&mut self, place: u32, start: usize) -> Option<usize> {
        let (text, end) = text::written_otherwise(self.bytes, start)?;
        self.sink.text(place, text.as_bytes(), (0, text.len()))?;
        Some(end.wrapping_add(1))
    }

    /// Reads a name.
    #[inline(always)]
    fn name(&mut self, names: u16, at: usize) -> Option<(u32, usize)> {
        let (start, end) = self.string(at)?;
        let names = self.plan.names.get(usize::from(names))?;
        Some((names.find(self.bytes, start, end)??, end.wrapping_add(1)))
    }

    /// Reads what is rarely there.
    #[inline(never)]
    fn rarer(&mut self, what: What, place: u32, at: usize) -> Option<usize> {
        match what {
            What::Instant => {
                let (seconds, close) = figure::instant(self.bytes, at.wrapping_add(1))?;
                if self.byte(at)? != b'"' || self.byte(close)? != b'"' {
                    return None;
                }
                self.sink.instant(place, seconds)?;
                Some(close.wrapping_add(1))
            }
            What::Period => {
                let (period, end) = self.period(at)?;
                self.sink.period(place, period)?;
                Some(end)
            }
            What::Reference(referred) => {
                let written = self.string(at)?;
                self.notes.references.push(Reference {
                    referred,
                    place,
                    written,
                });
                self.sink.reference(place)?;
                Some(written.1.wrapping_add(1))
            }
            _ => None,
        }
    }

    /// Reads a period.
    fn period(&self, at: usize) -> Option<(Period, usize)> {
        let mut at = self.open(at, b'{')?;
        let (mut from, mut to) = (None, None);
        loop {
            let (start, closed) = self.string(at)?;
            let bound = match self.bytes.get(start..closed)? {
                key if key == "från".as_bytes() => &mut from,
                b"till" => &mut to,
                _ => return None,
            };
            if bound.is_some() {
                return None;
            }
            let colon = self.blank(closed.wrapping_add(1));
            if self.byte(colon)? != b':' {
                return None;
            }
            let value = self.blank(colon.wrapping_add(1));
            let (day, end) = match self.word(value, *b"null") {
                Some(end) => (None, end),
                None => {
                    let (days, end) = self.date(value)?;
                    (Some(Date::from_days(days)?), end)
                }
            };
            *bound = Some(day);
            at = self.blank(end);
            match self.byte(at)? {
                b'}' => break,
                b',' => at = self.blank(at.wrapping_add(1)),
                _ => return None,
            }
        }
        let period = Period::new(from.flatten(), to.flatten())?;
        Some((period, at.wrapping_add(1)))
    }

    /// Reads the value of a key that is no fact.
    #[inline(never)]
    fn reserved(&mut self, what: What, at: usize) -> Option<usize> {
        if what == What::Day {
            let (days, end) = self.date(at)?;
            let day = Date::from_days(days)?;
            return self
                .notes
                .heading
                .assessed_on
                .replace(day)
                .is_none()
                .then_some(end);
        }
        let (start, end) = self.string(at)?;
        let written = std::str::from_utf8(self.bytes.get(start..end)?).ok()?;
        let Notes { heading, spare, .. } = &mut *self.notes;
        let (field, spare) = match (what, spare) {
            (What::Id, [spare, _]) => (&mut heading.id, spare),
            (_, [_, spare]) => (&mut heading.ruleset, spare),
        };
        if field.is_some() {
            return None;
        }
        let mut text = std::mem::take(spare);
        text.clear();
        text.push_str(written);
        *field = Some(text);
        Some(end.wrapping_add(1))
    }
}
