//! Many applications: found in a file of any size, decided, written a line each and counted.
//!
//! [`Splitter`] finds the applications in bytes that come a piece at a time; [`Columns`] makes a row of CSV an application; a [`Scribe`] writes
//! decisions as lines; a [`Counter`] counts them to a [`Tally`], and a [`Summary`] tells what was counted. Nothing here holds more than what it is given.

mod columns;
mod counter;
mod line;
mod row;
mod split;
mod summary;
mod tally;

pub use columns::{Columns, UnusableHeader};
pub use counter::Counter;
pub use line::{CSV_HEADER, Form, Grounds, Place, Scribe};
pub use row::{Row, delimiter_of};
pub use split::{Broken, Splitter, Step};
pub use summary::{Summary, html, json, text};
pub use tally::{Group, Sum, Tally};
