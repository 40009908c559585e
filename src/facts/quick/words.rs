//! The values of an application as the words of the fast lane.

use super::lookup::Lookup;
use super::plan::Figure;
use super::sink::{Answered, Sink};
use crate::program::slots::{self, ABSENT, LAST_SPECIAL, PRESENT, Slots, Texts, UNKNOWN};
use crate::value::{Date, Period};

/// Where words go.
pub(super) struct Words<'a> {
    pub(super) slots: &'a mut Slots,
    /// The texts that the rules compare with, by their words.
    pub(super) known: &'a Lookup,
    /// Those texts, where the rules ask of others than these whether they are organisation numbers.
    pub(super) asked: Option<&'a Texts>,
}

impl Words<'_> {
    /// Sets a word that nothing is known of yet.
    #[inline(always)]
    fn state(&mut self, place: u32, word: i64) -> Option<()> {
        let slot = self.slots.words.get_mut(place as usize)?;
        if *slot != UNKNOWN {
            return None;
        }
        *slot = word;
        Some(())
    }

    /// Sets a word that is a number: not one of those that mean something else.
    #[inline(always)]
    fn count(&mut self, place: u32, word: i64) -> Option<()> {
        if word <= LAST_SPECIAL {
            return None;
        }
        self.state(place, word)
    }
}

impl Sink for Words<'_> {
    #[inline(always)]
    fn places(&self) -> usize {
        self.slots.words.len()
    }

    #[inline(always)]
    fn grow(&mut self, places: usize) {
        self.slots.words.resize(places, UNKNOWN);
    }

    fn absent(&mut self, place: u32) -> Option<()> {
        self.state(place, ABSENT)
    }

    #[inline(always)]
    fn present(&mut self, place: u32) -> Option<()> {
        self.state(place, PRESENT)
    }

    #[inline(always)]
    fn bool(&mut self, place: u32, value: bool) -> Option<()> {
        self.state(place, i64::from(value))
    }

    #[inline(always)]
    fn number(&mut self, place: u32, figure: Figure, written: i64) -> Option<()> {
        self.count(place, written.checked_mul(i64::from(figure.parts))?)
    }

    fn decimals(&mut self, place: u32, figure: Figure, written: &str) -> Option<()> {
        let (whole, decimals) = written.split_once('.')?;
        let (mut parts, mut sum) = (
            i64::from(figure.parts),
            whole.parse::<i64>().ok()?.checked_mul(i64::from(figure.parts))?,
        );
        for digit in decimals.chars() {
            let digit = i64::from(digit.to_digit(10)?);
            // A digit that is finer than a part is for the full evaluator, and so is the whole application.
            if parts < 10 && digit != 0 {
                return None;
            }
            parts /= 10;
            let more = digit.checked_mul(parts)?;
            sum = if whole.starts_with('-') {
                sum.checked_sub(more)?
            } else {
                sum.checked_add(more)?
            };
        }
        self.count(place, sum)
    }

    #[inline(always)]
    fn date(&mut self, place: u32, days: i32) -> Option<()> {
        self.state(place, i64::from(days))
    }

    fn instant(&mut self, place: u32, seconds: i64) -> Option<()> {
        self.count(place, seconds)
    }

    fn period(&mut self, place: u32, period: Period) -> Option<()> {
        let from = period.from.map_or(i32::MIN, Date::days);
        let to = period.to.map_or(i32::MAX, Date::days);
        self.count(place, slots::period(from, to))
    }

    #[inline(always)]
    fn symbol(&mut self, place: u32, symbol: u32) -> Option<()> {
        self.state(place, i64::from(symbol))
    }

    #[inline(always)]
    fn row(&mut self, place: u32, row: u32) -> Option<()> {
        self.state(place, i64::from(row))
    }

    #[inline(always)]
    fn text(&mut self, place: u32, bytes: &[u8], (start, end): (usize, usize)) -> Option<()> {
        let word = match self.asked {
            None => self
                .known
                .find(bytes, start, end)
                .flatten()
                .map_or(Texts::OTHER, i64::from),
            Some(texts) => texts.word(std::str::from_utf8(bytes.get(start..end)?).ok()?),
        };
        self.state(place, word)
    }

    fn list(&mut self, place: u32, first: u32, _stride: u32, len: u32) -> Option<()> {
        self.state(place, slots::list(first, len))
    }

    fn reference(&mut self, place: u32) -> Option<()> {
        self.state(place, 0)
    }

    fn refer(&mut self, place: u32, record: u32) -> Option<()> {
        *self.slots.words.get_mut(place as usize)? = i64::from(record);
        Some(())
    }

    fn answered(&mut self, _place: u32, answer: Answered<'_>) -> Option<()> {
        if let Some(day) = answer.on {
            self.slots.latest_answer = self.slots.latest_answer.max(day);
        }
        Some(())
    }
}
