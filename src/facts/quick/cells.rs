//! The values of an application as facts.

use super::plan::Figure;
use super::sink::{Answered, Sink};
use crate::facts::model::{Answer, Facts, Stated};
use crate::facts::scalar::exact;
use crate::program::schema::Scale;
use crate::program::{Cell, List, Place};
use crate::value::{Date, Number, Period};

impl Facts {
    /// Sets a cell that nothing is known of yet.
    #[inline(always)]
    fn state(&mut self, place: u32, cell: Cell) -> Option<()> {
        let slot = self.arena.cells.get_mut(place as usize)?;
        if *slot != Cell::Unknown {
            return None;
        }
        *slot = cell;
        Some(())
    }
}

impl Sink for Facts {
    #[inline(always)]
    fn places(&self) -> usize {
        self.arena.cells.len()
    }

    #[inline(always)]
    fn grow(&mut self, places: usize) {
        self.arena.cells.resize(places, Cell::Unknown);
    }

    fn absent(&mut self, place: u32) -> Option<()> {
        self.state(place, Cell::Absent)
    }

    #[inline(always)]
    fn present(&mut self, place: u32) -> Option<()> {
        self.state(place, Cell::Present)
    }

    #[inline(always)]
    fn bool(&mut self, place: u32, value: bool) -> Option<()> {
        self.state(place, Cell::Bool(value))
    }

    #[inline(always)]
    fn number(&mut self, place: u32, figure: Figure, written: i64) -> Option<()> {
        let cell = match figure.scale {
            Scale::Plain => Cell::Int(written),
            Scale::Money => Cell::Int(written.checked_mul(100)?),
            Scale::Percent => {
                let part = Number::whole(written).div(Number::whole(100))?;
                self.arena.store(part)
            }
        };
        self.state(place, cell)
    }

    fn decimals(&mut self, place: u32, figure: Figure, written: &str) -> Option<()> {
        let cell = self.arena.store(exact(written, figure.scale)?);
        self.state(place, cell)
    }

    #[inline(always)]
    fn date(&mut self, place: u32, days: i32) -> Option<()> {
        self.state(place, Cell::Date(days))
    }

    fn instant(&mut self, place: u32, seconds: i64) -> Option<()> {
        self.state(place, Cell::Instant(seconds))
    }

    fn period(&mut self, place: u32, period: Period) -> Option<()> {
        self.state(place, Cell::period(period))
    }

    #[inline(always)]
    fn symbol(&mut self, place: u32, symbol: u32) -> Option<()> {
        self.state(place, Cell::Symbol(u16::try_from(symbol).ok()?))
    }

    #[inline(always)]
    fn row(&mut self, place: u32, row: u32) -> Option<()> {
        self.state(place, Cell::Key(row))
    }

    #[inline(always)]
    fn text(&mut self, place: u32, bytes: &[u8], (start, end): (usize, usize)) -> Option<()> {
        let cell = self.arena.store_written(bytes.get(start..end)?);
        self.state(place, cell)
    }

    fn list(&mut self, place: u32, first: u32, stride: u32, len: u32) -> Option<()> {
        let number = u32::try_from(self.arena.lists.len()).ok()?;
        self.arena.lists.push(List { first, stride, len });
        self.state(place, Cell::List(number))
    }

    fn reference(&mut self, place: u32) -> Option<()> {
        self.state(place, Cell::Key(u32::MAX))
    }

    fn refer(&mut self, place: u32, record: u32) -> Option<()> {
        *self.arena.cells.get_mut(place as usize)? = Cell::Key(record);
        Some(())
    }

    fn answered(&mut self, place: u32, answer: Answered<'_>) -> Option<()> {
        let value = self.arena.cell(Place(place));
        let on = answer.on.map(Date::from_days);
        let document = answer.document.map(std::str::from_utf8);
        if let Some(Ok(document)) = document {
            self.arena.store_text(document);
        }
        self.answers.push(Answer {
            place: Place(place),
            by: answer.by,
            value,
            on: match on {
                Some(day) => vec![stated(day?)],
                None => Vec::new(),
            },
            document: match document {
                Some(document) => vec![stated(document.ok()?.to_owned())],
                None => Vec::new(),
            },
            too_late: false,
        });
        Some(())
    }
}

/// What no source is named of.
fn stated<T>(value: T) -> Stated<T> {
    Stated {
        value,
        source: String::new(),
    }
}
