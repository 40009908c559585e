//! Where a table is written, and as what.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};

use super::Sheet;
use crate::cli::Stop;
use crate::cli::command::choice;
use crate::cli::files;
use crate::cli::notice::Notice;
use crate::cli::terminal::{Terminal, pick};
use crate::value::{Date, Language};

/// What a table is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Format {
    Text,
    Csv,
    Json,
    Xlsx,
}

/// `--format`.
pub(in crate::cli) fn formats(language: Language) -> Arg {
    choice("format", &["text", "csv", "json", "xlsx"], language)
        .value_name("FORMAT")
        .help(pick(
            language,
            "Utdata: text (förvalt), csv, json eller xlsx; annars som filen i --out slutar",
            "Output: text (the default), csv, json or xlsx; else as the file of --out ends",
        ))
}

/// `--out`.
pub(in crate::cli) fn out(language: Language) -> Arg {
    let t = |sv, en| pick(language, sv, en);
    Arg::new("out")
        .long("out")
        .short('o')
        .value_name(t("FIL", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(t(
            "Skriver till en fil i stället för att visa",
            "Writes to a file instead of showing",
        ))
        .help_heading(t("Val", "Options"))
}

/// `--delimiter`.
pub(in crate::cli) fn delimiter(language: Language) -> Arg {
    let t = |sv, en| pick(language, sv, en);
    Arg::new("delimiter")
        .long("delimiter")
        .value_name(t("TECKEN", "CHARACTER"))
        .help(t(
            "Skiljetecken i CSV som läses och skrivs: , (förvalt), ; eller tab",
            "The delimiter of CSV that is read and written: , (the default), ; or tab",
        ))
        .help_heading(t("Val", "Options"))
}

/// Where a table is written, and as what.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Output {
    pub(in crate::cli) format: Format,
    pub(in crate::cli) delimiter: u8,
    path: Option<PathBuf>,
}

impl Output {
    /// As the arguments say.
    pub(in crate::cli) fn of(matches: &ArgMatches) -> Result<Self, Notice> {
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
            delimiter: delimiter_of(matches)?,
            path,
        })
    }

    /// Writes what was made, or shows it.
    pub(in crate::cli) fn put(&self, bytes: &[u8], terminal: &mut Terminal) -> Result<(), Stop> {
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
    pub(in crate::cli) fn sheet(
        &self,
        sheet: &Sheet,
        day: Date,
        terminal: &mut Terminal,
    ) -> Result<(), Stop> {
        let bytes = match self.format {
            Format::Xlsx => sheet
                .workbook(terminal.language, day)
                .map_err(std::io::Error::other)?,
            _ => sheet.csv(self.delimiter)?,
        };
        self.put(&bytes, terminal)
    }

    /// Whether it is shown, not written to a file.
    pub(in crate::cli) fn is_shown(&self) -> bool {
        self.path.is_none()
    }
}

fn delimiter_of(matches: &ArgMatches) -> Result<u8, Notice> {
    let Some(text) = matches.get_one::<String>("delimiter") else {
        return Ok(b',');
    };
    match text.as_str() {
        "tab" | "\t" | "\\t" => Ok(b'\t'),
        other => match other.as_bytes() {
            [one] if one.is_ascii_punctuation() && !matches!(one, b'"' | b'.' | b'-') => Ok(*one),
            _ => Err(Notice::new(
                format!("`{other}` är inget skiljetecken"),
                format!("`{other}` is no delimiter"),
            )
            .help("skriv `;`, `,` eller tab", "write `;`, `,` or tab")),
        },
    }
}
