//! A table of names, counts and amounts, written as text, CSV or a workbook.

mod csv;
mod output;
mod text;
mod workbook;

use crate::explain::format;
use crate::value::{Bilingual, Number, Unit};

pub(super) use output::{Format, Output, delimiter, formats, out};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
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
    pub(super) fn of(number: Number, unit: Option<&Unit>) -> Self {
        match unit.map(Unit::money_power) {
            Some(1) => Self::Money(number),
            _ => Self::Number(number),
        }
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
pub(super) struct Column {
    /// Its header as a program reads it.
    pub(super) name: String,
    /// Its header as a person reads it.
    pub(super) title: Bilingual,
}

impl Column {
    /// A column with both headers.
    pub(super) fn new(name: impl Into<String>, sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            title: Bilingual::new(sv, en),
        }
    }
}

/// A table with a row of sums.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// What it is.
    pub(super) title: Bilingual,
    /// Its columns.
    pub(super) columns: Vec<Column>,
    /// Its rows.
    pub(super) rows: Vec<Vec<Entry>>,
    /// The sums of the columns that have one.
    pub(super) sums: Vec<Entry>,
    /// What must be said with it: what it rests on, and what is assumed.
    pub(super) notes: Vec<Bilingual>,
}
