//! Where the values of an application go.

use super::plan::Figure;
use crate::facts::model::AnsweredBy;
use crate::value::Period;

/// What takes the values of an application. A place is that of a cell: the application's own first, then the elements of lists.
///
/// `None` means that the value is for the plain reading, be it that it stands there for the second time.
pub(super) trait Sink {
    /// How many places there are.
    fn places(&self) -> usize;
    /// Makes room for so many places, of which nothing is known.
    fn grow(&mut self, places: usize);
    /// Stated absent.
    fn absent(&mut self, place: u32) -> Option<()>;
    /// A record that is there.
    fn present(&mut self, place: u32) -> Option<()>;
    /// Yes or no.
    fn bool(&mut self, place: u32, value: bool) -> Option<()>;
    /// A whole number, as it is written.
    fn number(&mut self, place: u32, figure: Figure, written: i64) -> Option<()>;
    /// A number with decimals, as it is written.
    fn decimals(&mut self, place: u32, figure: Figure, written: &str) -> Option<()>;
    /// A day, in days since 1970-01-01.
    fn date(&mut self, place: u32, days: i32) -> Option<()>;
    /// An instant, in seconds since 1970-01-01T00:00:00Z.
    fn instant(&mut self, place: u32, seconds: i64) -> Option<()>;
    /// A period.
    fn period(&mut self, place: u32, period: Period) -> Option<()>;
    /// A value of an enum.
    fn symbol(&mut self, place: u32, symbol: u32) -> Option<()>;
    /// A row of a table.
    fn row(&mut self, place: u32, row: u32) -> Option<()>;
    /// A text in UTF-8 and in normal form NFC: the bytes from one place to another.
    fn text(&mut self, place: u32, bytes: &[u8], written: (usize, usize)) -> Option<()>;
    /// A list whose elements stand from the place `first` on.
    fn list(&mut self, place: u32, first: u32, stride: u32, len: u32) -> Option<()>;
    /// A record that is referred to; which one is said later.
    fn reference(&mut self, place: u32) -> Option<()>;
    /// Which record is referred to.
    fn refer(&mut self, place: u32, record: u32) -> Option<()>;
    /// The judgement at the place, whose value is there, was answered so.
    fn answered(&mut self, place: u32, answer: Answered<'_>) -> Option<()>;
}

/// Who answered a judgement, when and in which document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answered<'a> {
    pub(super) by: AnsweredBy,
    /// Days since 1970-01-01.
    pub(super) on: Option<i32>,
    /// In normal form NFC.
    pub(super) document: Option<&'a [u8]>,
}
