//! What a slot or a register holds: the set of values that a fact or an expression can still have.

use super::strings::Strings;
use crate::value::{Date, Number, Period};

/// Why a value could not be computed. It counts as both ways and adds nothing to what is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Failure {
    /// A division by zero.
    DivisionByZero,
    /// A number beyond 128 bits, or a date beyond the year 9999.
    Overflow,
    /// A table has no row for the key.
    NoRow,
    /// No row of a concept holds.
    NoCase,
    /// Two rows, exceptions or grants that hold give different values.
    Disagreement,
    /// A parameter has no value on the day.
    NoParameterValue,
    /// The smallest or largest of nothing, or a share of nothing.
    Empty,
    /// The first or the last day of a period that has none.
    OpenEnd,
}

/// A set of values, in 16 bytes. Indexes point into an [`Arena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Any value of its type.
    Unknown,
    /// Stated absent.
    Absent,
    /// Not computable.
    Failed(Failure),
    /// A record that is there; its fields follow it.
    Present,
    /// Yes or no.
    Bool(bool),
    /// A whole number in its base unit (money in öre).
    Int(i64),
    /// Any other exact number.
    Wide(u32),
    /// A date, in days since 1970-01-01.
    Date(i32),
    /// An instant, in seconds since 1970-01-01T00:00:00Z.
    Instant(i64),
    /// A period: its first and last day; `i32::MIN` and `i32::MAX` are open ends.
    Period(i32, i32),
    /// A value of an enum.
    Symbol(u16),
    /// A table's row, or the index of a record in a list.
    Key(u32),
    /// A text.
    Text(u32),
    /// A list.
    List(u32),
    /// A number, a date (in days) or an instant within bounds.
    Range(u32),
    /// One of several values, as its sources state.
    OneOf(u32),
}

/// Bounds of a number or a date in days; both included; a missing one is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// At least.
    pub low: Option<Number>,
    /// At most.
    pub high: Option<Number>,
    /// Whether it is a date's.
    pub date: bool,
}

/// A list: `len` elements of `stride` cells each, from `first` in [`Arena::cells`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List {
    /// The first cell.
    pub first: u32,
    /// Cells an element.
    pub stride: u32,
    /// Elements.
    pub len: u32,
}

/// What cells point to. Facts fill it. An evaluation adds to it: one without events takes away afterwards what it
/// added; what one with events added stays, since its trace points to it.
#[derive(Clone, Debug, Default)]
pub struct Arena {
    /// The application's slots, then the elements of lists. The index of a cell here is its [`Place`].
    pub cells: Vec<Cell>,
    /// Exact numbers that are not whole or don't fit in 64 bits.
    pub wides: Vec<Number>,
    /// Bounds.
    pub ranges: Vec<Range>,
    /// Sets of values.
    pub sets: Vec<Vec<Cell>>,
    /// Texts.
    pub texts: Strings,
    /// Lists.
    pub lists: Vec<List>,
}

/// Where a fact stands: an index into [`Arena::cells`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub u32);

/// How much an [`Arena`] held at some time.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    cells: usize,
    wides: usize,
    ranges: usize,
    sets: usize,
    texts: usize,
    lists: usize,
}

impl Arena {
    /// Takes everything away and keeps the room.
    pub fn clear(&mut self) {
        self.cells.clear();
        self.wides.clear();
        self.ranges.clear();
        self.sets.clear();
        self.texts.truncate(0);
        self.lists.clear();
    }

    /// How much it holds now.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark {
            cells: self.cells.len(),
            wides: self.wides.len(),
            ranges: self.ranges.len(),
            sets: self.sets.len(),
            texts: self.texts.len(),
            lists: self.lists.len(),
        }
    }

    /// Takes away what was added since the mark; cells that point to it are meaningless afterwards.
    pub fn cut(&mut self, mark: Mark) {
        self.cells.truncate(mark.cells);
        self.wides.truncate(mark.wides);
        self.ranges.truncate(mark.ranges);
        self.sets.truncate(mark.sets);
        self.texts.truncate(mark.texts);
        self.lists.truncate(mark.lists);
    }

    /// The cell at a place; unknown when there is none.
    #[must_use]
    pub fn cell(&self, place: Place) -> Cell {
        self.cells.get(place.0 as usize).copied().unwrap_or(Cell::Unknown)
    }

    /// The exact number of a cell, if it holds one.
    #[must_use]
    pub fn number(&self, cell: Cell) -> Option<Number> {
        match cell {
            Cell::Int(value) => Some(Number::whole(value)),
            Cell::Wide(index) => self.wides.get(index as usize).copied(),
            _ => None,
        }
    }

    /// A cell for the number.
    pub fn store(&mut self, number: Number) -> Cell {
        match number.as_i64() {
            Some(value) => Cell::Int(value),
            None => Cell::Wide(push(&mut self.wides, number)),
        }
    }

    /// A cell for the bounds; a single value when they meet.
    pub fn store_range(&mut self, range: Range) -> Cell {
        match (range.low, range.high) {
            (None, None) if range.date => Cell::Unknown,
            (Some(low), Some(high)) if low == high => {
                if range.date {
                    low.as_i64()
                        .and_then(|d| i32::try_from(d).ok())
                        .map_or(Cell::Unknown, Cell::Date)
                } else {
                    self.store(low)
                }
            }
            _ => Cell::Range(push(&mut self.ranges, range)),
        }
    }

    /// A cell for the values, which are sorted and distinct as far as they can be compared; one value alone is itself.
    pub fn store_set(&mut self, mut values: Vec<Cell>) -> Cell {
        let mut distinct: Vec<Cell> = Vec::with_capacity(values.len());
        for value in values.drain(..) {
            if !distinct.iter().any(|seen| self.same(*seen, value)) {
                distinct.push(value);
            }
        }
        match distinct.as_slice() {
            [one] => *one,
            _ => Cell::OneOf(push(&mut self.sets, distinct)),
        }
    }

    /// A cell for the text.
    pub fn store_text(&mut self, text: &str) -> Cell {
        Cell::Text(self.texts.push(text.as_bytes()))
    }

    /// A cell for a text that is known to be UTF-8.
    pub(crate) fn store_written(&mut self, text: &[u8]) -> Cell {
        Cell::Text(self.texts.push(text))
    }

    /// The text of a cell, if it holds one.
    #[must_use]
    pub fn text(&self, cell: Cell) -> Option<&str> {
        match cell {
            Cell::Text(index) => self.texts.get(index),
            _ => None,
        }
    }

    /// The list of a cell, if it holds one.
    #[must_use]
    pub fn list(&self, cell: Cell) -> Option<List> {
        match cell {
            Cell::List(index) => self.lists.get(index as usize).copied(),
            _ => None,
        }
    }

    /// The bounds of a cell, if it has any.
    #[must_use]
    pub fn range(&self, cell: Cell) -> Option<Range> {
        match cell {
            Cell::Range(index) => self.ranges.get(index as usize).copied(),
            _ => None,
        }
    }

    /// The values of a contradicted cell.
    #[must_use]
    pub fn set(&self, cell: Cell) -> Option<&[Cell]> {
        match cell {
            Cell::OneOf(index) => self.sets.get(index as usize).map(Vec::as_slice),
            _ => None,
        }
    }

    /// Whether two cells hold the same single value.
    #[must_use]
    pub fn same(&self, a: Cell, b: Cell) -> bool {
        match (a, b) {
            (Cell::Text(_), Cell::Text(_)) => self.text(a) == self.text(b),
            (Cell::Wide(_), Cell::Wide(_)) => self.number(a) == self.number(b),
            _ => a == b,
        }
    }
}

impl Cell {
    /// A date.
    #[must_use]
    pub fn date(date: Date) -> Self {
        Self::Date(date.days())
    }

    /// A period.
    #[must_use]
    pub fn period(period: Period) -> Self {
        Self::Period(
            period.from.map_or(i32::MIN, Date::days),
            period.to.map_or(i32::MAX, Date::days),
        )
    }

    /// Whether exactly one value is left.
    #[must_use]
    pub fn is_known(self) -> bool {
        !matches!(
            self,
            Self::Unknown | Self::Failed(_) | Self::Range(_) | Self::OneOf(_)
        )
    }
}

/// Pushes a value and says where it stands; a full arena can't be (an application is at most 16 MiB).
fn push<T>(values: &mut Vec<T>, value: T) -> u32 {
    let index = u32::try_from(values.len()).unwrap_or(u32::MAX);
    values.push(value);
    index
}
