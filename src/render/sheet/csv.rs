//! As CSV: UTF-8, a header, a line a row; no sums, so that a program can add it up.

use super::{Entry, Sheet};
use crate::explain::format;
use crate::value::Number;

impl Sheet {
    /// The rows below their headers.
    ///
    /// # Errors
    /// What can't be written.
    pub(crate) fn csv(&self, delimiter: u8) -> Result<Vec<u8>, String> {
        let mut writer = ::csv::WriterBuilder::new()
            .delimiter(delimiter)
            .from_writer(Vec::new());
        let header = self.columns.iter().map(|column| inert(&column.name));
        let rows = self.rows.iter().map(|row| row.iter().map(written).collect());
        for record in std::iter::once(header.collect::<Vec<String>>()).chain(rows) {
            writer.write_record(record).map_err(|why| why.to_string())?;
        }
        writer.into_inner().map_err(|why| why.to_string())
    }
}

fn written(entry: &Entry) -> String {
    match entry {
        Entry::Text(text) => inert(text),
        other => other.plain(),
    }
}

/// Kronor, with decimals only when there are öre.
pub(crate) fn kronor(ore: Number) -> String {
    let text = format::money_value(ore);
    text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
}

/// A text that a spreadsheet takes for a text: what begins as a formula does has an apostrophe before it.
pub(crate) fn inert(text: &str) -> String {
    let number = is_plain_number(text);
    if !number && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Digits, perhaps with a sign before them and a point among them.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, parts) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, parts]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}
