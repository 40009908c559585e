//! Tables: CSV to typed rows. Comma, UTF-8 in NFC, a header; a byte order mark is understood.
//!
//! The file is among the [`Sources`](crate::source::Sources) with the text that its bytes are, mark included, so that a
//! place in it is a line and a column that an editor shows.

mod cell;
mod control;
mod raw;

pub(crate) use control::grouped;

use std::collections::BTreeMap;

use super::ruleset::{EnumDefinition, Literal, Table, Type, UnitDefinition};
use crate::diagnostic::{Code, Diagnostic, Effort};
use crate::source::{FileId, Span};
use crate::value::Number;

/// How large a table may be, in bytes.
pub const TABLE_LIMIT: usize = 16_000_000;

/// How many cells of the wrong type are shown.
const SHOWN: usize = 20;

/// A table as it is declared, and the bytes of its file.
#[derive(Clone, Copy, Debug)]
pub struct TableInput<'a> {
    /// Where the table is declared.
    pub declared: Span,
    /// The CSV file among the sources.
    pub file: FileId,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The columns that are declared.
    pub columns: &'a [ColumnInput],
    /// Which of them is the key.
    pub key: usize,
    /// Other spellings of keys.
    pub aliases: &'a [AliasInput],
    /// What must hold of it.
    pub controls: &'a [ControlInput],
    /// The rule set's enums; a symbol's type is an index.
    pub enums: &'a [EnumDefinition],
    /// The rule set's units, for what a sum is counted in.
    pub units: &'a [UnitDefinition],
    /// The tables that are already read, for columns that hold their keys.
    pub tables: &'a [Table],
}

/// A column as it is declared.
#[derive(Clone, Debug)]
pub struct ColumnInput {
    /// Its name in the rule file.
    pub name: String,
    /// Its header in the file.
    pub header: String,
    /// Its type.
    pub ty: Type,
    /// Where it is declared.
    pub span: Span,
}

/// Another spelling of a key.
#[derive(Clone, Debug)]
pub struct AliasInput {
    /// The spelling.
    pub alias: String,
    /// The key that it stands for.
    pub target: String,
    /// Where it is declared.
    pub span: Span,
}

/// What must hold of a table.
#[derive(Clone, Debug)]
pub struct ControlInput {
    /// The column to be summed; the number of rows where there is none.
    pub column: Option<usize>,
    /// What it must be, money in öre.
    pub expected: Number,
    /// Where it stands.
    pub span: Span,
}

/// The rows of a table, as [`Table`] holds them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The keys, in the order of the file.
    pub keys: Vec<String>,
    /// Row after row, a literal for each declared column.
    pub cells: Vec<Literal>,
    /// Other spellings of keys, with the row.
    pub aliases: Vec<(String, u32)>,
    /// Each key's row and place.
    pub places: BTreeMap<String, (u32, Span)>,
}

/// Reads a table. Where there are errors the rows are those that could be read and are not to be used.
#[must_use]
pub fn read_table(input: &TableInput<'_>) -> (Rows, Vec<Diagnostic>) {
    let mut reader = Reader {
        input,
        rows: Rows::default(),
        broken_columns: vec![false; input.columns.len()],
        bad_cells: 0,
        malformed: false,
        other_keys: cell::other_keys(input),
        found: Vec::new(),
        effort: Effort::default(),
    };
    match raw::text(input) {
        Ok((text, base)) => {
            let records = raw::records(input, text, base);
            match records {
                Ok(records) => reader.read(&records),
                Err(diagnostic) => reader.found.push(*diagnostic),
            }
        }
        Err(diagnostic) => reader.found.push(*diagnostic),
    }
    (reader.rows, reader.found)
}

struct Reader<'a> {
    input: &'a TableInput<'a>,
    rows: Rows,
    /// The columns that some cell of could not be read: their sums would only repeat it.
    broken_columns: Vec<bool>,
    bad_cells: usize,
    malformed: bool,
    other_keys: cell::OtherKeys<'a>,
    found: Vec<Diagnostic>,
    /// What suggestions may still take.
    effort: Effort,
}

impl Reader<'_> {
    fn read(&mut self, records: &raw::Records<'_>) {
        let Some(places) = self.header(records) else {
            return;
        };
        for record in &records.rows {
            self.row(records, record, &places);
        }
        if let Some(hidden) = self.bad_cells.checked_sub(SHOWN).filter(|hidden| *hidden > 0)
            && let Some(last) = self.found.iter_mut().rfind(|d| d.code == Code::CellType)
        {
            *last = match hidden {
                1 => last.clone().help(
                    "en cell till i tabellen har fel typ",
                    "one more cell of the table has the wrong type",
                ),
                _ => last.clone().help(
                    format!("{hidden} celler till i tabellen har fel typ"),
                    format!("{hidden} more cells of the table have the wrong type"),
                ),
            };
        }
        if !self.malformed {
            self.aliases();
            let broken = &self.broken_columns;
            let whole = self.found.iter().all(|d| d.code != Code::DuplicateKey);
            self.found
                .extend(control::check(self.input, &self.rows, |column| match column {
                    Some(column) => broken.get(column).is_some_and(|broken| !broken),
                    None => whole,
                }));
        }
    }

    /// Where each declared column stands in the file.
    fn header(&mut self, records: &raw::Records<'_>) -> Option<Vec<usize>> {
        let headers: Vec<&str> = records.header.iter().map(str::trim).collect();
        let header_place = records.whole(&records.header);
        let mut places = Vec::new();
        for column in self.input.columns {
            let mut at = (0..)
                .zip(&headers)
                .filter(|(_, h)| **h == column.header)
                .map(|(at, _)| at);
            match (at.next(), at.next()) {
                (Some(at), None) => places.push(at),
                (Some(first), Some(second)) => {
                    let header = &column.header;
                    self.found.push(
                        Diagnostic::error(
                            Code::MalformedTable,
                            records.field(&records.header, second),
                            format!("rubriken `{header}` står två gånger i tabellen"),
                            format!("the header `{header}` stands twice in the table"),
                        )
                        .label("andra gången", "the second time")
                        .also(
                            records.field(&records.header, first),
                            "första gången",
                            "the first time",
                        ),
                    );
                }
                (None, _) => {
                    let header = &column.header;
                    let free = headers
                        .iter()
                        .copied()
                        .filter(|h| !h.is_empty() && self.input.columns.iter().all(|c| c.header != *h));
                    let mut told = Diagnostic::error(
                        Code::ColumnMissing,
                        column.span,
                        format!("tabellen har ingen kolumn `{header}`"),
                        format!("the table has no column `{header}`"),
                    )
                    .label("anges här", "declared here")
                    .also(header_place, "tabellens rubriker", "the table's headers");
                    told = told.suggest(header, free, &self.effort);
                    self.found.push(told.help(
                        format!(
                            "heter kolumnen något annat i filen, skriv `{}: … json \"rubriken\"`",
                            column.name
                        ),
                        format!(
                            "if the file calls it something else, write `{}: … json \"the header\"`",
                            column.name
                        ),
                    ));
                }
            }
        }
        (places.len() == self.input.columns.len()).then_some(places)
    }

    fn row(&mut self, records: &raw::Records<'_>, record: &csv::StringRecord, places: &[usize]) {
        let (expected, actual) = (records.header.len(), record.len());
        if expected != actual {
            if !self.malformed {
                self.found.push(
                    Diagnostic::error(
                        Code::MalformedTable,
                        records.whole(record),
                        format!("raden har {actual} fält, men rubrikraden har {expected}"),
                        format!("the row has {actual} fields, but the header has {expected}"),
                    )
                    .label("den här raden", "this row")
                    .help(
                        "sätt ett fält som innehåller kommatecken inom citattecken",
                        "put a field that contains a comma in quotation marks",
                    ),
                );
            }
            self.malformed = true;
            return;
        }
        let row = u32::try_from(self.rows.keys.len()).unwrap_or(u32::MAX);
        let key_at = places.get(self.input.key).copied().unwrap_or(0);
        let key = record.get(key_at).unwrap_or("").to_owned();
        for (index, (column, at)) in self.input.columns.iter().zip(places).enumerate() {
            let text = record.get(*at).unwrap_or("");
            match cell::read(self.input, &self.other_keys, &column.ty, text) {
                Ok(literal) => self.rows.cells.push(literal),
                Err(wrong) => {
                    self.rows.cells.push(Literal::Text(text.to_owned()));
                    if let Some(broken) = self.broken_columns.get_mut(index) {
                        *broken = true;
                    }
                    self.bad_cells = self.bad_cells.saturating_add(1);
                    if self.bad_cells <= SHOWN {
                        self.found
                            .push(wrong.told(column, text, records.field(record, *at)));
                    }
                }
            }
        }
        let place = records.field(record, key_at);
        match self.rows.places.get(&key) {
            Some((_, first)) => self.found.push(
                Diagnostic::error(
                    Code::DuplicateKey,
                    place,
                    format!("nyckeln `{key}` står två gånger i tabellen"),
                    format!("the key `{key}` stands twice in the table"),
                )
                .label("andra gången", "the second time")
                .also(*first, "första gången", "the first time")
                .help(
                    "en nyckel har en rad: ta bort den ena",
                    "a key has one row: remove one of them",
                ),
            ),
            None => {
                self.rows.places.insert(key.clone(), (row, place));
            }
        }
        self.rows.keys.push(key);
    }

    fn aliases(&mut self) {
        let mut known: BTreeMap<&str, Span> = BTreeMap::new();
        for AliasInput { alias, target, span } in self.input.aliases {
            if let Some((_, place)) = self.rows.places.get(alias) {
                self.found.push(
                    Diagnostic::error(
                        Code::AliasTarget,
                        *span,
                        format!("aliaset `{alias}` är redan en nyckel i tabellen"),
                        format!("the alias `{alias}` is already a key of the table"),
                    )
                    .label(
                        "ett alias är en stavning som tabellen inte har",
                        "an alias is a spelling that the table lacks",
                    )
                    .also(*place, "nyckeln", "the key"),
                );
            } else if let Some(first) = known.get(alias.as_str()) {
                self.found.push(
                    Diagnostic::error(
                        Code::AliasTarget,
                        *span,
                        format!("aliaset `{alias}` står två gånger"),
                        format!("the alias `{alias}` stands twice"),
                    )
                    .label("andra gången", "the second time")
                    .also(*first, "första gången", "the first time"),
                );
            } else if let Some((row, _)) = self.rows.places.get(target) {
                self.rows.aliases.push((alias.clone(), *row));
            } else {
                self.found.push(
                    Diagnostic::error(
                        Code::AliasTarget,
                        *span,
                        format!("aliaset `{alias}` står för `{target}`, som inte finns i tabellen"),
                        format!("the alias `{alias}` stands for `{target}`, which is not in the table"),
                    )
                    .label(
                        format!("ingen rad har nyckeln `{target}`"),
                        format!("no row has the key `{target}`"),
                    )
                    .suggest(
                        target,
                        self.rows.places.keys().map(String::as_str),
                        &self.effort,
                    ),
                );
            }
            known.entry(alias).or_insert(*span);
        }
    }
}

#[cfg(test)]
mod tests;
