//! A table of names, counts and amounts, written as text, CSV or a page of a workbook.

mod csv;
mod text;
mod workbook;

use crate::explain::format;
use crate::value::{Bilingual, Number, Unit};

pub(crate) use csv::{inert, kronor};
pub(crate) use workbook::{Page, Workbook};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A text.
    Text(String),
    /// A number.
    Number(Number),
    /// An amount in öre; one that is finer is cut where it is shown, and marked.
    Money(Number),
    /// Yes or no.
    Yes(bool),
    /// Nothing.
    Nothing,
}

impl Entry {
    /// A value of a table's column.
    pub(crate) fn of(number: Number, unit: Option<&Unit>) -> Self {
        match unit.map(Unit::money_power) {
            Some(1) => Self::Money(number),
            _ => Self::Number(number),
        }
    }

    /// So many of something.
    pub(crate) fn count(count: usize) -> Self {
        Self::Number(Number::whole(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    /// Whether it stands to the right in its column.
    fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Money(_))
    }

    /// As a program reads it: money in kronor, a point before decimals.
    fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => format::exact_value(*number),
            Self::Money(ore) => format::exact_value(ore.div(Number::whole(100)).unwrap_or(*ore)),
            Self::Yes(true) => "ja".to_owned(),
            Self::Yes(false) => "nej".to_owned(),
            Self::Nothing => String::new(),
        }
    }
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Its header as a program reads it.
    pub(crate) name: String,
    /// Its header as a person reads it.
    pub(crate) title: Bilingual,
}

impl Column {
    /// A column with both headers.
    pub(crate) fn new(name: impl Into<String>, sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            title: Bilingual::new(sv, en),
        }
    }
}

/// A table with a row of sums.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// What it is.
    pub(crate) title: Bilingual,
    /// Its columns.
    pub(crate) columns: Vec<Column>,
    /// Its rows.
    pub(crate) rows: Vec<Vec<Entry>>,
    /// The sums of the columns that have one.
    pub(crate) sums: Vec<Entry>,
    /// What must be said with it: what it rests on, and what is assumed.
    pub(crate) notes: Vec<Bilingual>,
}
