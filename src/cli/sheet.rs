//! Where a table is written, and as what.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};

use super::Stop;
use super::command::{choice, separator};
use super::files;
use super::notice::Notice;
use super::terminal::{Terminal, pick};
use crate::render::Sheet;
use crate::value::{Date, Language};

/// What a table is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Csv,
    Json,
    Xlsx,
}

/// `--format`.
pub(super) fn formats(language: Language) -> Arg {
    choice("format", &["text", "csv", "json", "xlsx"], language)
        .value_name("FORMAT")
        .help(pick(
            language,
            "Utdata: text (förvalt), csv, json eller xlsx; annars som filen i --out slutar",
            "Output: text (the default), csv, json or xlsx; else as the file of --out ends",
        ))
}

/// Where a table is written, and as what.
#[derive(Clone, Debug)]
pub(super) struct Output {
    pub(super) format: Format,
    pub(super) delimiter: u8,
    path: Option<PathBuf>,
}

impl Output {
    /// As the arguments say.
    pub(super) fn of(matches: &ArgMatches) -> Result<Self, Notice> {
        let path = matches.get_one::<PathBuf>("out").cloned();
        let ending = path.as_deref().and_then(Path::extension).and_then(|e| e.to_str());
        let asked = matches.get_one::<String>("format").map(String::as_str);
        let format = match asked.or(ending) {
            Some("csv") => Format::Csv,
            Some("json") => Format::Json,
            Some("xlsx") => Format::Xlsx,
            _ => Format::Text,
        };
        if format == Format::Xlsx && path.is_none() {
            return Err(Notice::new(
                "en arbetsbok kan inte visas; den skrivs till en fil",
                "a workbook can't be shown; it is written to a file",
            )
            .help(
                "ange filen: --out fördelning.xlsx",
                "give the file: --out apportionment.xlsx",
            ));
        }
        Ok(Self {
            format,
            delimiter: separator(matches)?,
            path,
        })
    }

    /// Writes what was made, or shows it.
    pub(super) fn put(&self, bytes: &[u8], terminal: &mut Terminal) -> Result<(), Stop> {
        let Some(path) = &self.path else {
            return Ok(terminal.result(&String::from_utf8_lossy(bytes))?);
        };
        let given = path.display().to_string();
        files::replace(path, bytes).map_err(|why| files::not_written(&given, &why))?;
        let shown = crate::render::visible(&given);
        Ok(terminal.done(&match terminal.language {
            Language::Swedish => format!("Skrev {shown}\n"),
            Language::English => format!("Wrote {shown}\n"),
        })?)
    }

    /// Writes a table as CSV or as a workbook.
    pub(super) fn sheet(&self, sheet: &Sheet, day: Date, terminal: &mut Terminal) -> Result<(), Stop> {
        let bytes = match self.format {
            Format::Xlsx => sheet.workbook(terminal.language, day).bytes(),
            _ => sheet.csv(self.delimiter),
        };
        let bytes = bytes.map_err(std::io::Error::other)?;
        self.put(&bytes, terminal)
    }

    /// Whether it is shown, not written to a file.
    pub(super) fn is_shown(&self) -> bool {
        self.path.is_none()
    }
}
