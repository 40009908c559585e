//! The reading itself: objects, lists and single values, in the order in which they stand.
//!
//! `None` everywhere means that something is not written in the common form; whether it is right is for the plain reading to say.

use super::guess::{END, Guess, Habits, Next, STRANGER};
use super::plan::{Field, Layout, Plan};
use super::sink::Sink;
use super::text;
use crate::value::Date;

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
    pub(super) references: Vec<Reference>,
    /// The keys of the records of lists; of lists inside lists a stack.
    pub(super) keys: Vec<(usize, usize)>,
    /// The records of the lists that are referred to.
    pub(super) referred: Vec<Record>,
    /// Where the key of the object that was just read stands.
    pub(super) key: Option<(usize, usize)>,
    /// Strings that may be used again.
    pub(super) spare: [String; 2],
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
pub(super) struct Reference {
    /// Which list is referred to.
    pub(super) referred: u16,
    /// The place of the reference.
    pub(super) place: u32,
    /// Where it stands.
    pub(super) written: (usize, usize),
}

/// A record that may be referred to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    /// Which list it is of: an index into [`Plan::referred`].
    pub(super) list: u16,
    /// Which record of the list.
    pub(super) record: u32,
    /// Where its key stands.
    pub(super) key: (usize, usize),
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
    pub(super) fn object(&mut self, number: u16, base: u32, mut at: usize) -> Option<usize> {
        let plan = self.plan;
        let layout = plan.objects.get(usize::from(number))?;
        let (mut guess, mut key, mut strangers) = (layout.guesses, None, 0_u64);
        loop {
            let (next, value) = match self.habits.guesses.get(guess)?.right(self.bytes, at) {
                Some(right) => right,
                None => self.next_key(number, layout, guess, at)?,
            };
            guess = next.after as usize;
            if let Some(field) = plan.fields.get(next.what as usize) {
                at = self.field(field, base, value)?;
                if field.key {
                    key = Some((self.blank(value), at));
                }
            } else if next.what == END {
                self.notes.key = key;
                return Some(value);
            } else {
                let bit = 1_u64.wrapping_shl(next.what.wrapping_sub(STRANGER));
                if strangers & bit != 0 {
                    return None;
                }
                strangers |= bit;
                at = self.pass(self.blank(value), 0)?;
            }
        }
    }

    /// What comes, when it was not guessed, and where its value begins.
    #[inline(never)]
    fn next_key(
        &mut self,
        number: u16,
        layout: &Layout,
        guess: usize,
        start: usize,
    ) -> Option<(Next, usize)> {
        let first = guess == layout.guesses;
        let mut at = self.blank(start);
        if self.byte(at)? == b'}' {
            let end = at.wrapping_add(1);
            let next = Next { what: END, after: 0 };
            *self.habits.guesses.get_mut(guess)? = Guess::of(self.bytes, start, end, next);
            return Some((next, end));
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
        let (what, which) = match layout.keys.find(self.bytes, key, closed) {
            Some(field) => {
                let field = field? as usize;
                (layout.first.wrapping_add(field), field)
            }
            None if self.lenient => {
                let written = self.bytes.get(key..closed)?;
                let stranger = self.habits.stranger(usize::from(number), written)?;
                let which = layout.len.wrapping_add(stranger);
                ((STRANGER as usize).wrapping_add(stranger), which)
            }
            None => return None,
        };
        let after = layout.guesses.wrapping_add(which).wrapping_add(1);
        let next = Next {
            what: u32::try_from(what).ok()?,
            after: u32::try_from(after).ok()?,
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
            b'{' if field.answered => self.answer(field, place, at),
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
        if !field.optional || field.asked.is_some() {
            return None;
        }
        for offset in 0..field.size {
            self.sink.absent(place.wrapping_add(offset))?;
        }
        Some(end)
    }
}
