//! The reading itself: objects, lists and single values, in the order in which they stand.
//!
//! `None` everywhere means that something is not written in the common form; whether it is right is for the plain reading to say.

use super::guess::{END, Guess};
use super::plan::{Element, Field, Layout, Plan, What};
use super::{figure, text};
use crate::facts::model::Facts;
use crate::facts::scalar::exact;
use crate::program::schema::Scale;
use crate::program::{Cell, List, Place};
use crate::value::{Date, Number, Period};

/// The way through one application.
pub(super) struct Walk<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) plan: &'a Plan,
    pub(super) guesses: &'a mut [Guess],
    pub(super) facts: &'a mut Facts,
    pub(super) references: &'a mut Vec<Reference>,
    /// Where the keys stand that are passed over, of each object that is open: a stack.
    pub(super) strangers: &'a mut Vec<(usize, usize)>,
    /// Strings that may be used again.
    pub(super) spare: &'a mut [String; 2],
    /// Whether unknown keys are passed over.
    pub(super) lenient: bool,
    pub(super) max_cells: usize,
}

/// A key that refers to a record, which may come later.
#[derive(Clone, Copy)]
pub(super) struct Reference {
    /// Which list is referred to.
    pub(super) referred: u16,
    /// The cell.
    pub(super) place: u32,
    /// Where the key stands.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Walk<'_> {
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
    fn open(&self, at: usize, by: u8) -> Option<usize> {
        let at = self.blank(at);
        (self.byte(at) == Some(by)).then(|| self.blank(at.wrapping_add(1)))
    }

    /// Reads an object that was opened; gives where it ends.
    fn object(&mut self, number: u16, base: u32, mut at: usize) -> Option<usize> {
        let plan = self.plan;
        let layout = plan.objects.get(usize::from(number))?;
        let (mut guess, floor) = (layout.guesses, self.strangers.len());
        loop {
            let (next, value) = match self.guesses.get(guess)?.right(self.bytes, at) {
                Some(right) => right,
                None => self.next_key(layout, guess, floor, at)?,
            };
            if next == END {
                self.strangers.truncate(floor);
                return Some(value);
            }
            at = match layout.fields.get(next as usize) {
                Some(field) => self.field(field, base, value)?,
                None => self.pass(value, 0)?,
            };
            guess = layout.guesses.wrapping_add(next as usize).wrapping_add(1);
        }
    }

    /// The field whose key comes, when it was not guessed, and where its value begins.
    #[inline(never)]
    fn next_key(
        &mut self,
        layout: &Layout,
        guess: usize,
        floor: usize,
        start: usize,
    ) -> Option<(u32, usize)> {
        let first = guess == layout.guesses;
        let mut at = self.blank(start);
        if self.byte(at)? == b'}' {
            let end = at.wrapping_add(1);
            *self.guesses.get_mut(guess)? = Guess::of(self.bytes, start, end, END);
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
        let Some(next) = layout.keys.find(self.bytes, key, closed) else {
            self.stranger(floor, key, closed)?;
            return Some((u32::try_from(layout.fields.len()).ok()?, value));
        };
        let next = next?;
        *self.guesses.get_mut(guess)? = Guess::of(self.bytes, start, value, next);
        Some((next, value))
    }

    /// Reads what stands at a key.
    #[inline(always)]
    fn field(&mut self, field: &Field, base: u32, at: usize) -> Option<usize> {
        let place = base.wrapping_add(field.offset);
        match self.byte(at)? {
            b'n' => self.absent(field, place, at),
            b'{' | b'[' if field.judged => None,
            // More white space than was guessed.
            b' ' | b'\n' | b'\r' | b'\t' => self.field_after_blanks(field, base, at),
            _ => self.value(field.what, place, at),
        }
    }

    #[cold]
    #[inline(never)]
    fn field_after_blanks(&mut self, field: &Field, base: u32, at: usize) -> Option<usize> {
        self.field(field, base, self.blank(at))
    }

    /// Reads `null`.
    fn absent(&mut self, field: &Field, place: u32, at: usize) -> Option<usize> {
        let end = self.word(at, *b"null")?;
        if !field.optional || field.judged {
            return None;
        }
        for offset in 0..field.size {
            self.set(place.wrapping_add(offset), Cell::Absent)?;
        }
        Some(end)
    }

    /// Where the word ends.
    #[inline(always)]
    fn word(&self, at: usize, word: [u8; 4]) -> Option<usize> {
        let end = at.wrapping_add(4);
        (self.bytes.get(at..end)? == word).then_some(end)
    }

    /// Sets a cell that nothing is known of yet.
    #[inline(always)]
    fn set(&mut self, place: u32, cell: Cell) -> Option<()> {
        let slot = self.facts.arena.cells.get_mut(place as usize)?;
        if *slot != Cell::Unknown {
            return None;
        }
        *slot = cell;
        Some(())
    }

    /// Where the string at `at` begins inside its quotation marks, and where it is closed.
    #[inline(always)]
    fn string(&self, at: usize) -> Option<(usize, usize)> {
        if self.byte(at)? != b'"' {
            return None;
        }
        let start = at.wrapping_add(1);
        Some((start, text::closing(self.bytes, start)?))
    }

    /// Reads a value and sets its cell.
    #[inline(always)]
    fn value(&mut self, what: What, place: u32, at: usize) -> Option<usize> {
        let (cell, end) = match what {
            What::Bool => self.bool(at)?,
            What::Number { scale, signed, whole } => self.number(at, scale, signed, whole)?,
            What::Date => self.date(at)?,
            What::Text => self.text(at)?,
            What::Symbol(names) => {
                let (meant, end) = self.name(names, at)?;
                (Cell::Symbol(u16::try_from(meant).ok()?), end)
            }
            What::Row(names) => {
                let (meant, end) = self.name(names, at)?;
                (Cell::Key(meant), end)
            }
            What::Record(number) => {
                let inside = self.open(at, b'{')?;
                self.set(place, Cell::Present)?;
                return self.object(number, place.wrapping_add(1), inside);
            }
            What::List(number) => {
                let element = *self.plan.elements.get(usize::from(number))?;
                let inside = self.open(at, b'[')?;
                return self.list(element, place, inside);
            }
            What::Instant | What::Period | What::Reference(_) => self.rarer(what, place, at)?,
            What::RuleSet | What::Id | What::Day => return self.reserved(what, at),
        };
        self.set(place, cell)?;
        Some(end)
    }

    #[inline(always)]
    fn bool(&self, at: usize) -> Option<(Cell, usize)> {
        if let Some(end) = self.word(at, *b"true") {
            return Some((Cell::Bool(true), end));
        }
        let end = self.word(at.wrapping_add(1), *b"alse")?;
        (self.byte(at)? == b'f').then_some((Cell::Bool(false), end))
    }

    #[inline(always)]
    fn number(&mut self, at: usize, scale: Scale, signed: bool, whole: bool) -> Option<(Cell, usize)> {
        let minus = self.byte(at)? == b'-';
        let (number, end) = figure::digits(self.bytes, at.wrapping_add(usize::from(minus)))?;
        let goes_on = matches!(self.byte(end)?, b'.' | b'e' | b'E');
        if goes_on {
            return self.decimals(at, end, scale, signed, whole);
        }
        if minus && !signed && number != 0 {
            return None;
        }
        let number = if minus { number.wrapping_neg() } else { number };
        let cell = match scale {
            Scale::Plain => Cell::Int(number),
            Scale::Money => Cell::Int(number.checked_mul(100)?),
            Scale::Percent => {
                let part = Number::whole(number).div(Number::whole(100))?;
                self.facts.arena.store(part)
            }
        };
        Some((cell, end))
    }

    /// Reads a number with decimals, whose whole digits end at `point`.
    #[inline(never)]
    fn decimals(
        &mut self,
        start: usize,
        point: usize,
        scale: Scale,
        signed: bool,
        whole: bool,
    ) -> Option<(Cell, usize)> {
        let first = point.wrapping_add(1);
        let mut end = first;
        while self.byte(end)?.is_ascii_digit() {
            end = end.wrapping_add(1);
        }
        let count = end.wrapping_sub(first);
        let wrong = self.byte(point)? != b'.' || count == 0 || matches!(self.byte(end)?, b'e' | b'E');
        if wrong || whole || (scale == Scale::Money && count > 2) {
            return None;
        }
        let digits = std::str::from_utf8(self.bytes.get(start..end)?).ok()?;
        let number = exact(digits, scale)?;
        if !signed && (number.is_negative()) {
            return None;
        }
        Some((self.facts.arena.store(number), end))
    }

    #[inline(always)]
    fn date(&self, at: usize) -> Option<(Cell, usize)> {
        let days = figure::day(self.bytes, at.wrapping_add(1))?;
        let close = at.wrapping_add(11);
        let quoted = self.byte(at)? == b'"' && self.byte(close)? == b'"';
        quoted.then(|| (Cell::Date(days), close.wrapping_add(1)))
    }

    #[inline(always)]
    fn text(&mut self, at: usize) -> Option<(Cell, usize)> {
        if self.byte(at)? != b'"' {
            return None;
        }
        let start = at.wrapping_add(1);
        let (cell, end) = match text::closing(self.bytes, start) {
            Some(end) => (self.facts.arena.store_written(self.bytes.get(start..end)?), end),
            None => {
                let (text, end) = text::written_otherwise(self.bytes, start)?;
                (self.facts.arena.store_text(&text), end)
            }
        };
        Some((cell, end.wrapping_add(1)))
    }

    /// Reads a name or, of a table's row, a number that is written as one.
    #[inline(always)]
    fn name(&mut self, names: u16, at: usize) -> Option<(u32, usize)> {
        let (start, end) = self.string(at)?;
        let names = self.plan.names.get(usize::from(names))?;
        Some((names.find(self.bytes, start, end)??, end.wrapping_add(1)))
    }

    /// Reads what is rarely there.
    #[inline(never)]
    fn rarer(&mut self, what: What, place: u32, at: usize) -> Option<(Cell, usize)> {
        match what {
            What::Instant => {
                let (seconds, close) = figure::instant(self.bytes, at.wrapping_add(1))?;
                let quoted = self.byte(at)? == b'"' && self.byte(close)? == b'"';
                quoted.then(|| (Cell::Instant(seconds), close.wrapping_add(1)))
            }
            What::Period => self.period(at),
            What::Reference(referred) => {
                let (start, end) = self.string(at)?;
                self.references.push(Reference {
                    referred,
                    place,
                    start,
                    end,
                });
                // What it refers to is set at the end.
                Some((Cell::Key(u32::MAX), end.wrapping_add(1)))
            }
            _ => None,
        }
    }

    /// Reads a period.
    fn period(&mut self, at: usize) -> Option<(Cell, usize)> {
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
                None => match self.date(value)? {
                    (Cell::Date(days), end) => (Some(Date::from_days(days)?), end),
                    _ => return None,
                },
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
        Some((Cell::period(period), at.wrapping_add(1)))
    }

    /// Reads the value of a key that is no fact.
    #[inline(never)]
    fn reserved(&mut self, what: What, at: usize) -> Option<usize> {
        if what == What::Day {
            let (Cell::Date(days), end) = self.date(at)? else {
                return None;
            };
            let day = Date::from_days(days)?;
            return self.facts.assessed_on.replace(day).is_none().then_some(end);
        }
        let (start, end) = self.string(at)?;
        let written = std::str::from_utf8(self.bytes.get(start..end)?).ok()?;
        let (field, spare) = match (what, &mut *self.spare) {
            (What::Id, [spare, _]) => (&mut self.facts.id, spare),
            (_, [_, spare]) => (&mut self.facts.ruleset, spare),
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

    /// Reads a list that was opened; gives where it ends.
    #[inline(never)]
    fn list(&mut self, element: Element, place: u32, start: usize) -> Option<usize> {
        let first = self.facts.arena.cells.len();
        let base = u32::try_from(first).ok()?;
        if element.nested {
            // Elements stand together: lists inside them come after them all, so they are counted first.
            let count = self.count(start)?;
            self.grow(first.checked_add(count.checked_mul(element.stride as usize)?)?)?;
        }
        let key = match element.what {
            What::Record(number) => self.plan.objects.get(usize::from(number))?.key,
            _ => None,
        };
        let (mut len, mut at) = (0_u32, start);
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
                        self.object(number, cell, inside)?
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
        if let Some(key) = key {
            self.distinct(base.checked_add(key)?, element.stride, len)?;
        }
        let number = u32::try_from(self.facts.arena.lists.len()).ok()?;
        self.facts.arena.lists.push(List {
            first: base,
            stride: element.stride,
            len,
        });
        self.set(place, Cell::List(number))?;
        Some(at)
    }

    /// Makes room for so many cells.
    #[inline(always)]
    fn grow(&mut self, cells: usize) -> Option<()> {
        if cells > self.max_cells {
            return None;
        }
        self.facts.arena.cells.resize(cells, Cell::Unknown);
        Some(())
    }

    /// Makes sure that no two records of a list have the same key.
    fn distinct(&self, first: u32, stride: u32, len: u32) -> Option<()> {
        let arena = &self.facts.arena;
        let mut keys: Vec<Cell> = (0..len)
            .map(|index| arena.cell(Place(first.wrapping_add(index.wrapping_mul(stride)))))
            .filter(|cell| *cell != Cell::Unknown)
            .collect();
        if keys.iter().all(|key| matches!(key, Cell::Text(_))) {
            keys.sort_unstable_by(|a, b| arena.text(*a).cmp(&arena.text(*b)));
            let same = keys.windows(2).any(|pair| matches!(pair, [a, b] if arena.same(*a, *b)));
            return (!same).then_some(());
        }
        // Keys of other kinds are few.
        let different = |(at, key): (usize, &Cell)| {
            let later = keys.get(at.wrapping_add(1)..).unwrap_or(&[]);
            !later.iter().any(|other| arena.same(*key, *other))
        };
        (keys.len() <= 64 && keys.iter().enumerate().all(|(at, key)| different((at, key)))).then_some(())
    }

    /// Sets the cells that refer to records.
    fn refer(&mut self) -> Option<()> {
        if self.references.is_empty() {
            return Some(());
        }
        let references = std::mem::take(self.references);
        let done = references.iter().try_for_each(|reference| {
            let index = self.referred(reference)?;
            *self.facts.arena.cells.get_mut(reference.place as usize)? = Cell::Key(index);
            Some(())
        });
        *self.references = references;
        done
    }

    /// The index of the record that is referred to.
    fn referred(&self, reference: &Reference) -> Option<u32> {
        let arena = &self.facts.arena;
        let referred = self.plan.referred.get(usize::from(reference.referred))?;
        let list = arena.list(arena.cell(Place(referred.cell)))?;
        let written = self.bytes.get(reference.start..reference.end)?;
        (0..list.len).find(|index| {
            let first = list.first.wrapping_add(index.wrapping_mul(list.stride));
            let key = arena.cell(Place(first.wrapping_add(referred.key)));
            arena.text(key).is_some_and(|key| key.as_bytes() == written)
        })
    }
}
