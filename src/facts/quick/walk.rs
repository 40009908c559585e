//! The reading itself: objects, lists and single values, in the order in which they stand.
//!
//! `None` everywhere means that something is not written in the common form; whether it is right is for the plain reading to say.

use super::guess::{END, Guess, Habits};
use super::plan::{Field, Figure, Layout, Plan, What};
use super::sink::Sink;
use super::{figure, text};
use crate::program::schema::Scale;
use crate::value::{Date, Period};

/// The way through one application.
pub(super) struct Walk<'a, S> {
    pub(super) bytes: &'a [u8],
    pub(super) plan: &'a Plan,
    pub(super) habits: &'a mut Habits,
    /// Where the values go.
    pub(super) sink: &'a mut S,
    pub(super) notes: &'a mut Notes,
    /// Whether unknown keys are passed over.
    pub(super) lenient: bool,
    pub(super) max_cells: usize,
}

/// What is noted on the way.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    pub(super) heading: Heading,
    /// The keys that refer to records.
    references: Vec<Reference>,
    /// The keys of the records of lists; of lists inside lists a stack.
    keys: Vec<(usize, usize)>,
    /// The records of the lists that are referred to.
    referred: Vec<Record>,
    /// Where the key of the object that was just read stands.
    key: Option<(usize, usize)>,
    /// Strings that may be used again.
    spare: [String; 2],
}

/// What an application says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The rule set that it names (`regelverk`).
    pub ruleset: Option<String>,
    /// Its own id (`id`).
    pub id: Option<String>,
    /// The assessment date that it names (`prövningsdag`).
    pub assessed_on: Option<Date>,
}

impl Notes {
    /// Forgets all but the room.
    pub(super) fn clear(&mut self) {
        let Heading {
            ruleset,
            id,
            assessed_on,
        } = &mut self.heading;
        for (text, spare) in [id, ruleset].into_iter().zip(&mut self.spare) {
            if let Some(text) = text.take() {
                *spare = text;
            }
        }
        *assessed_on = None;
        self.references.clear();
        self.keys.clear();
        self.referred.clear();
        self.key = None;
    }
}

/// A key that refers to a record, which may come later.
#[derive(Clone, Copy, Debug)]
struct Reference {
    /// Which list is referred to.
    referred: u16,
    /// The place of the reference.
    place: u32,
    /// Where it stands.
    written: (usize, usize),
}

/// A record that may be referred to.
#[derive(Clone, Copy, Debug)]
struct Record {
    /// Which list it is of: an index into [`Plan::referred`].
    list: u16,
    /// Which record of the list.
    record: u32,
    /// Where its key stands.
    key: (usize, usize),
}

impl<S: Sink> Walk<'_, S> {
    /// Reads the application.
    pub(super) fn application(&mut self) -> Option<()> {
        let start = self.open(0, b'{')?;
        let end = self.object(0, 0, start)?;
        if self.blank(end) != self.bytes.len() {
            return None;
        }
        self.refer()
    }

    #[inline(always)]
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The first place from `at` on that is no white space.
    #[inline(always)]
    pub(super) fn blank(&self, at: usize) -> usize {
        match self.byte(at) {
            Some(b' ' | b'\n' | b'\r' | b'\t') => self.past_blanks(at),
            _ => at,
        }
    }

    fn past_blanks(&self, mut at: usize) -> usize {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte(at) {
            at = at.wrapping_add(1);
        }
        at
    }

    /// The first place inside what is opened at `at` or after white space there.
    #[inline(always)]
    pub(super) fn open(&self, at: usize, by: u8) -> Option<usize> {
        let at = self.blank(at);
        (self.byte(at) == Some(by)).then(|| self.blank(at.wrapping_add(1)))
    }

    /// Reads an object that was opened; gives where it ends.
    fn object(&mut self, number: u16, base: u32, mut at: usize) -> Option<usize> {
        let plan = self.plan;
        let layout = plan.objects.get(usize::from(number))?;
        let (mut guess, mut key, mut strangers) = (layout.guesses, None, 0_u64);
        loop {
            let (next, value) = match self.habits.guesses.get(guess)?.right(self.bytes, at) {
                Some(right) => right,
                None => self.next_key(number, layout, guess, at)?,
            };
            if next == END {
                self.notes.key = key;
                return Some(value);
            }
            // There may be more white space than was guessed.
            let value = self.blank(value);
            at = match layout.fields.get(next as usize) {
                Some(field) => self.field(field, base, value)?,
                None => {
                    let stranger = (next as usize).wrapping_sub(layout.fields.len());
                    let bit = 1_u64.checked_shl(u32::try_from(stranger).ok()?)?;
                    if strangers & bit != 0 {
                        return None;
                    }
                    strangers |= bit;
                    self.pass(value, 0)?
                }
            };
            if layout.key == Some(next) {
                key = Some((value, at));
            }
            guess = layout.guesses.wrapping_add(next as usize).wrapping_add(1);
        }
    }

    /// The field whose key comes, when it was not guessed, and where its value begins.
    #[inline(never)]
    fn next_key(&mut self, number: u16, layout: &Layout, guess: usize, start: usize) -> Option<(u32, usize)> {
        let first = guess == layout.guesses;
        let mut at = self.blank(start);
        if self.byte(at)? == b'}' {
            let end = at.wrapping_add(1);
            *self.habits.guesses.get_mut(guess)? = Guess::of(self.bytes, start, end, END);
            return Some((END, end));
        }
        if !first {
            if self.byte(at)? != b',' {
                return None;
            }
            at = self.blank(at.wrapping_add(1));
        }
        if self.byte(at)? != b'"' {
            return None;
        }
        let key = at.wrapping_add(1);
        let closed = text::closing(self.bytes, key)?;
        let colon = self.blank(closed.wrapping_add(1));
        if self.byte(colon)? != b':' {
            return None;
        }
        let value = self.blank(colon.wrapping_add(1));
        let next = match layout.keys.find(self.bytes, key, closed) {
            Some(field) => field?,
            None if self.lenient => {
                let written = self.bytes.get(key..closed)?;
                let stranger = self.habits.stranger(usize::from(number), written)?;
                u32::try_from(layout.fields.len().wrapping_add(stranger)).ok()?
            }
            None => return None,
        };
        *self.habits.guesses.get_mut(guess)? = Guess::of(self.bytes, start, value, next);
        Some((next, value))
    }

    /// Reads what stands at a key.
    #[inline(always)]
    fn field(&mut self, field: &Field, base: u32, at: usize) -> Option<usize> {
        let place = base.wrapping_add(field.offset);
        match self.byte(at)? {
            b'n' => self.absent(field, place, at),
            b'{' if field.is_answered() => self.answer(field, place, at),
            _ => self.value(field.what, place, at),
        }
    }

    /// Reads `null`.
    fn absent(&mut self, field: &Field, place: u32, at: usize) -> Option<usize> {
        let end = self.word(at, *b"null")?;
        if !field.optional || field.asked.is_some() {
            return None;
        }
        for offset in 0..field.size {
            self.sink.absent(place.wrapping_add(offset))?;
        }
        Some(end)
    }

    /// Where the word ends.
    #[inline(always)]
    fn word(&self, at: usize, word: [u8; 4]) -> Option<usize> {
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

    /// Reads a list.
    #[inline(never)]
    fn list(&mut self, number: u16, place: u32, start: usize) -> Option<usize> {
        let element = *self.plan.elements.get(usize::from(number))?;
        let start = self.open(start, b'[')?;
        let first = self.sink.places();
        let base = u32::try_from(first).ok()?;
        if element.nested {
            // Elements stand together: lists inside them come after them all, so they are counted first.
            let count = self.count(start)?;
            self.grow(first.checked_add(count.checked_mul(element.stride as usize)?)?)?;
        }
        let (mut len, mut at) = (0_u32, start);
        let floor = self.notes.keys.len();
        if self.byte(at)? == b']' {
            at = at.wrapping_add(1);
        } else {
            loop {
                let cell = base.checked_add(len.checked_mul(element.stride)?)?;
                len = len.wrapping_add(1);
                if !element.nested {
                    self.grow((cell as usize).checked_add(element.stride as usize)?)?;
                }
                at = match element.what {
                    What::Record(number) => {
                        let inside = self.open(at, b'{')?;
                        let end = self.object(number, cell, inside)?;
                        if let Some(key) = self.notes.key.take() {
                            self.key_of(place, len, key)?;
                        }
                        end
                    }
                    what => self.value(what, cell, at)?,
                };
                at = self.blank(at);
                let closed = self.byte(at)?;
                at = at.wrapping_add(1);
                match closed {
                    b',' => at = self.blank(at),
                    b']' => break,
                    _ => return None,
                }
            }
        }
        if self.notes.keys.len() > floor {
            self.distinct(floor)?;
        }
        self.sink.list(place, base, element.stride, len)?;
        Some(at)
    }

    /// Makes room for so many cells.
    #[inline(always)]
    fn grow(&mut self, cells: usize) -> Option<()> {
        if cells > self.max_cells {
            return None;
        }
        self.sink.grow(cells);
        Some(())
    }

    /// Notes the key of the record that has the number (from 1) in the list at the place.
    #[inline(never)]
    fn key_of(&mut self, place: u32, number: u32, (start, end): (usize, usize)) -> Option<()> {
        let written = self.bytes.get(start..end)?;
        // With an escape it may be the same as another that is written otherwise; a number is no text.
        if written.first() != Some(&b'"') || written.contains(&b'\\') {
            return None;
        }
        self.notes.keys.push((start, end));
        let list = self.plan.referred.iter().position(|list| list.cell == place);
        if let Some(list) = list.and_then(|list| u16::try_from(list).ok()) {
            let record = number.wrapping_sub(1);
            let inside = (start.wrapping_add(1), end.wrapping_sub(1));
            self.notes.referred.push(Record {
                list,
                record,
                key: inside,
            });
        }
        Some(())
    }

    /// Makes sure that no two of the keys from `floor` on are the same, and forgets them.
    #[inline(never)]
    fn distinct(&mut self, floor: usize) -> Option<()> {
        let bytes = self.bytes;
        let written = |key: &(usize, usize)| bytes.get(key.0..key.1).unwrap_or(&[]);
        let keys = self.notes.keys.get_mut(floor..)?;
        keys.sort_unstable_by(|a, b| written(a).cmp(written(b)));
        let same = keys
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if written(a) == written(b)));
        self.notes.keys.truncate(floor);
        (!same).then_some(())
    }

    /// Says of all references which record they are to.
    fn refer(&mut self) -> Option<()> {
        if self.notes.references.is_empty() {
            return Some(());
        }
        let bytes = self.bytes;
        let written = |(start, end): (usize, usize)| bytes.get(start..end).unwrap_or(&[]);
        let Notes {
            references, referred, ..
        } = &mut *self.notes;
        referred.sort_unstable_by(|a, b| (a.list, written(a.key)).cmp(&(b.list, written(b.key))));
        for reference in references.iter() {
            let sought = (reference.referred, written(reference.written));
            let found = referred.binary_search_by(|record| (record.list, written(record.key)).cmp(&sought));
            let record = referred.get(found.ok()?)?.record;
            self.sink.refer(reference.place, record)?;
        }
        Some(())
    }
}
