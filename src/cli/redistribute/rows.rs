//! Requisitions in a table: CSV whose headers are the keys of an application.

use std::path::Path;

use crate::batch::{Columns, delimiter_of};
use crate::cli::applications::Entry;
use crate::cli::files;
use crate::cli::notice::Notice;
use crate::program::schema::Schema;

/// Whether a path is such a file, by its name.
pub(super) fn is_csv(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// Its rows as applications.
pub(super) fn read(path: &Path, schema: &Schema, delimiter: Option<u8>) -> Result<Vec<Entry>, Notice> {
    let given = path.display().to_string();
    let bytes =
        files::read(path, files::FILE_LIMIT).map_err(|unread| unread.within_limit().notice(&given))?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| {
        Notice::new(
            format!("`{given}` är inte UTF-8"),
            format!("`{given}` is not UTF-8"),
        )
        .help(
            "spara filen som CSV UTF-8 i kalkylprogrammet",
            "save the file as CSV UTF-8 in the spreadsheet program",
        )
    })?;
    let header = text.lines().next().unwrap_or("");
    let delimiter = delimiter.unwrap_or_else(|| delimiter_of(header));
    let columns = Columns::new(schema, header.trim_end(), delimiter, false).map_err(|wrong| {
        let mut notice = Notice::new(
            format!("`{given}`: {}", wrong.message.sv),
            format!("`{given}`: {}", wrong.message.sv),
        );
        if let Some(en) = &wrong.message.en {
            notice.message.en = Some(format!("`{given}`: {en}"));
        }
        notice.help.extend(wrong.help);
        notice
    })?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut entries = Vec::new();
    for record in reader.records() {
        let wrong = |line: u64, sv: &str, en: &str| {
            Notice::new(
                format!("`{given}` rad {line}: {sv}"),
                format!("`{given}` line {line}: {en}"),
            )
        };
        let record = record.map_err(|error| {
            let line = error.position().map_or(1, csv::Position::line);
            wrong(line, "kan inte läsas som CSV", "can't be read as CSV")
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let mut row = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .from_writer(Vec::new());
        let written = row
            .write_record(&record)
            .ok()
            .and_then(|()| row.into_inner().ok());
        let row = String::from_utf8(written.unwrap_or_default()).unwrap_or_default();
        let mut json = Vec::new();
        columns
            .application(row.trim_end_matches(['\r', '\n']), &mut json)
            .map_err(|why| wrong(line, &why.sv, why.en.as_deref().unwrap_or(&why.sv)))?;
        entries.push(Entry {
            place: format!("{given}:{line}"),
            bytes: Ok(json),
        });
    }
    Ok(entries)
}
