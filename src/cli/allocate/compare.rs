//! A published list, compared with what is computed.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::Subject;
use super::said;
use crate::apportion::{Unlike, row_of};
use crate::cli::Stop;
use crate::cli::exit::Exit;
use crate::cli::files;
use crate::cli::notice::Notice;
use crate::cli::sheet::{Format, Output};
use crate::cli::terminal::Terminal;
use crate::explain::format;
use crate::value::{Bilingual, Number};

/// A published list.
pub(in crate::cli) struct Published {
    /// The file as it was given.
    given: String,
    /// The amount of each row of the table that it names, in öre.
    amounts: BTreeMap<usize, Number>,
    /// Names that the table does not have, with their lines.
    unknown: Vec<(u64, String)>,
    /// Rows that are named twice, with the second line.
    twice: Vec<(u64, usize)>,
}

/// Headers that a column of amounts may have, when none is given.
const AMOUNTS: [&str; 3] = ["belopp", "belopp_kr", "amount"];

/// Reads a published list: CSV with a header, a column named as the table's key, and one of amounts.
pub(in crate::cli) fn published(
    path: &Path,
    subject: &Subject<'_>,
    column: Option<&String>,
    delimiter: u8,
) -> Result<Published, Notice> {
    let given = path.display().to_string();
    let bytes =
        files::read(path, files::FILE_LIMIT).map_err(|unread| unread.within_limit().notice(&given))?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let wrong = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        Notice::new(
            format!("`{given}` rad {line} kan inte läsas som CSV i UTF-8"),
            format!("`{given}` line {line} can't be read as CSV in UTF-8"),
        )
        .help(
            "alla rader ska ha lika många kolumner, skilda åt av --delimiter",
            "all lines must have as many columns, separated by --delimiter",
        )
    };
    let headers = reader.headers().map_err(wrong)?.clone();
    let headers: Vec<&str> = headers.iter().collect();
    let key = subject
        .table
        .columns
        .get(usize::from(subject.table.key))
        .map_or("", |c| c.name.as_str());
    let named = |name: &str| {
        headers
            .iter()
            .position(|header| header.eq_ignore_ascii_case(name))
    };
    let missing = |name: &str| {
        let list = headers.join(", ");
        let notice = Notice::new(
            format!("`{given}` har ingen kolumn `{name}`"),
            format!("`{given}` has no column `{name}`"),
        )
        .help(
            format!("de som finns: {list}"),
            format!("those that there are: {list}"),
        );
        match headers.as_slice() {
            [one] if one.contains(';') => notice.help(
                "kolumnerna skiljs åt av semikolon: ange --delimiter ';'",
                "the columns are separated by semicolons: give --delimiter ';'",
            ),
            _ => notice.help(
                "beloppens kolumn anges med --column",
                "the column of amounts is given with --column",
            ),
        }
    };
    let name_at = named(key).ok_or_else(|| missing(key))?;
    let own = subject
        .item
        .published
        .and_then(|at| subject.table.columns.get(usize::from(at)));
    let amount_at = match column {
        Some(column) => named(column).ok_or_else(|| missing(column))?,
        None => own
            .into_iter()
            .map(|c| c.name.as_str())
            .chain(AMOUNTS)
            .find_map(named)
            .ok_or_else(|| missing("belopp"))?,
    };
    let mut list = Published {
        given: given.clone(),
        amounts: BTreeMap::new(),
        unknown: Vec::new(),
        twice: Vec::new(),
    };
    for record in reader.records() {
        let record = record.map_err(wrong)?;
        let line = record.position().map_or(0, csv::Position::line);
        let name = record.get(name_at).unwrap_or("");
        let written = record.get(amount_at).unwrap_or("");
        let Some(amount) = ore(written) else {
            return Err(Notice::new(
                format!("`{given}` rad {line}: `{written}` är inget belopp"),
                format!("`{given}` line {line}: `{written}` is no amount"),
            )
            .help(
                "skriv som 3419977 eller 3 419 977,00",
                "write it as 3419977 or 3 419 977,00",
            ));
        };
        match row_of(subject.table, name) {
            None => list.unknown.push((line, name.to_owned())),
            Some(row) => {
                if list.amounts.insert(row, amount).is_some() {
                    list.twice.push((line, row));
                }
            }
        }
    }
    Ok(list)
}

/// An amount as people write it, in öre.
fn ore(written: &str) -> Option<Number> {
    let digits: String = written
        .trim_end_matches("kr")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let ore = Number::parse_decimal(&digits)?.mul(Number::whole(100))?;
    ore.is_whole().then_some(ore)
}

/// Says what differs; exit code 1 when anything does.
pub(in crate::cli) fn compared(
    subject: &Subject<'_>,
    parts: &[Number],
    list: &Published,
    output: &Output,
    terminal: &mut Terminal,
) -> Result<Exit, Stop> {
    let unlike: Vec<Unlike> = parts
        .iter()
        .enumerate()
        .filter_map(|(row, computed)| {
            let published = list.amounts.get(&row).copied();
            // A row that gets nothing need not be in a list.
            let same = published == Some(*computed) || (published.is_none() && computed.is_zero());
            (!same).then_some(Unlike {
                row,
                published,
                computed: *computed,
            })
        })
        .collect();
    let clean = unlike.is_empty() && list.unknown.is_empty() && list.twice.is_empty();
    let text = match output.format {
        Format::Json => json_report(subject, list, &unlike)?,
        _ => told(subject, parts.len(), list, &unlike, terminal),
    };
    output.put(text.as_bytes(), terminal)?;
    Ok(if clean { Exit::Done } else { Exit::Failed })
}

fn told(
    subject: &Subject<'_>,
    rows: usize,
    list: &Published,
    unlike: &[Unlike],
    terminal: &Terminal,
) -> String {
    let given = crate::render::visible(&list.given);
    let mut lines: Vec<Bilingual> = unlike
        .iter()
        .map(|part| said::difference(subject, part))
        .collect();
    lines.extend(list.unknown.iter().map(|(line, name)| {
        let hint = crate::diagnostic::closest(name, subject.table.keys.iter().map(String::as_str));
        let (sv, en) = hint.map_or_else(Default::default, |name| {
            (format!("; menas {name}?"), format!("; is {name} meant?"))
        });
        Bilingual::new(
            format!("rad {line}: `{name}` finns inte i tabellen{sv}"),
            format!("line {line}: `{name}` is not in the table{en}"),
        )
    }));
    lines.extend(list.twice.iter().map(|(line, row)| {
        let key = subject.table.keys.get(*row).map_or("", String::as_str);
        Bilingual::new(
            format!("rad {line}: {key} står två gånger"),
            format!("line {line}: {key} stands twice"),
        )
    }));
    let count = lines.len();
    let first = match count {
        0 => Bilingual::new(
            format!("Stämmer: alla {rows} delar är de som står i {given}."),
            format!("Agrees: all {rows} parts are those in {given}."),
        ),
        1 => Bilingual::new(
            format!("Stämmer inte: en skillnad mot {given}."),
            format!("Does not agree: one difference from {given}."),
        ),
        _ => Bilingual::new(
            format!("Stämmer inte: {count} skillnader mot {given}."),
            format!("Does not agree: {count} differences from {given}."),
        ),
    };
    lines.insert(0, first);
    said::paragraphs(&lines, terminal.language, terminal.width)
}

fn json_report(subject: &Subject<'_>, list: &Published, unlike: &[Unlike]) -> Result<String, std::io::Error> {
    let differences: Vec<Value> = unlike
        .iter()
        .map(|part| {
            json!({
                "row": subject.table.keys.get(part.row),
                "published": part.published.map(format::money_value),
                "computed": format::money_value(part.computed),
            })
        })
        .collect();
    let unknown: Vec<Value> = list
        .unknown
        .iter()
        .map(|(line, name)| json!({"line": line, "name": name}))
        .collect();
    let twice: Vec<Value> = list
        .twice
        .iter()
        .map(|(line, row)| json!({"line": line, "row": subject.table.keys.get(*row)}))
        .collect();
    let report = json!({
        "agrees": differences.is_empty() && unknown.is_empty() && twice.is_empty(),
        "differences": differences,
        "unknown": unknown,
        "twice": twice,
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&report)?))
}
