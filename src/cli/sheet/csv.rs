//! As CSV: UTF-8, a header, a line a row; no sums, so that a program can add it up.

use super::{Entry, Sheet};

impl Sheet {
    /// The rows below their headers.
    pub(in crate::cli) fn csv(&self, delimiter: u8) -> Result<Vec<u8>, std::io::Error> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .from_writer(Vec::new());
        writer.write_record(self.columns.iter().map(|column| &column.name))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(Entry::plain))?;
        }
        writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}
