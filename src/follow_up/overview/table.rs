//! The overview as text, CSV, a workbook and JSON.

use serde_json::{Map, Value, json as object};
use textwrap::core::display_width;

use super::{Overview, Row, Sum};
use crate::explain::{Words, format};
use crate::render::{Entry, Page, TextStyle, Workbook, inert, kronor, money_json, visible};
use crate::value::Language;

/// The overview as text: a table of groups when it is narrow enough, else a block a group.
#[must_use]
pub fn text(overview: &Overview, language: Language, style: &TextStyle) -> String {
    let pick = |sv: &'static str, en: &'static str| Words::new(sv, en).get(language).to_owned();
    let total = pick("Totalt", "Total");
    let mut rows: Vec<(&str, &Row)> = Vec::new();
    if overview.by.is_some() {
        rows.extend(overview.groups.iter().map(|(name, row)| (name.as_str(), row)));
    }
    rows.push((&total, &overview.total));
    let head = head(overview, language);
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|(name, row)| {
            let mut cells = vec![visible(name)];
            cells.extend(values(overview, row, language));
            cells
        })
        .collect();
    let widths: Vec<usize> = (0..head.len())
        .map(|at| {
            let column = std::iter::once(&head).chain(&cells).filter_map(|row| row.get(at));
            column.map(|cell| display_width(cell)).max().unwrap_or(0)
        })
        .collect();
    let wide = widths
        .iter()
        .sum::<usize>()
        .saturating_add(head.len().saturating_mul(2));
    let mut out = if wide <= style.width {
        lines(&head, &cells, &widths)
    } else {
        blocks(&head, &cells)
    };
    for note in notes(overview) {
        out.push('\n');
        out.push_str(note.get(language));
        out.push('\n');
    }
    out
}

/// The columns' headings.
fn head(overview: &Overview, language: Language) -> Vec<String> {
    let by = overview.by.as_ref().map(|(_, title)| title.clone());
    let words = |sv, en| Words::new(sv, en);
    let mut head = vec![
        by.unwrap_or_default(),
        words("Ärenden", "Cases"),
        words("Oavgjorda", "Open"),
    ];
    head.extend(overview.columns.iter().map(|column| {
        if column.title.is_empty() {
            Words::same(column.name.clone())
        } else {
            column.title.clone()
        }
    }));
    head.extend([
        words("Försenade", "Late"),
        words("Försenat belopp", "Amount late"),
    ]);
    head.iter().map(|words| visible(words.get(language))).collect()
}

/// A sum a column: a case that was added before a column came has nothing in it.
fn sums<'a>(overview: &'a Overview, row: &'a Row) -> impl Iterator<Item = Sum> + 'a {
    let columns = 0..overview.columns.len();
    columns.map(|at| row.sums.get(at).copied().unwrap_or_default())
}

fn values(overview: &Overview, row: &Row, language: Language) -> Vec<String> {
    let mut values = vec![row.cases.to_string(), row.open.to_string()];
    values.extend(sums(overview, row).map(|sum| shown(sum, language)));
    values.extend([row.late.0.to_string(), shown(row.late.1, language)]);
    values
}

/// An amount; one that some cases lack has a question mark, since it is more than what is known.
fn shown(sum: Sum, language: Language) -> String {
    let known = format::money(sum.known);
    let known = known.get(language);
    match (sum.too_large, sum.amounts, sum.unknown) {
        (true, ..) => Words::new("för stort", "too large").get(language).to_owned(),
        (_, 0, _) => "–".to_owned(),
        (_, _, 0) => known.to_owned(),
        _ => format!("{known} ?"),
    }
}

fn lines(head: &[String], cells: &[Vec<String>], widths: &[usize]) -> String {
    let mut out = String::new();
    for (number, row) in std::iter::once(head)
        .chain(cells.iter().map(Vec::as_slice))
        .enumerate()
    {
        if number == cells.len() && number > 1 {
            let width = widths.iter().sum::<usize>();
            let gaps = widths.len().saturating_sub(1).saturating_mul(2);
            out.push_str(&"─".repeat(width.saturating_add(gaps)));
            out.push('\n');
        }
        let padded: Vec<String> = row
            .iter()
            .zip(widths)
            .enumerate()
            .map(|(at, (cell, width))| {
                let pad = " ".repeat(width.saturating_sub(display_width(cell)));
                if at == 0 {
                    format!("{cell}{pad}")
                } else {
                    format!("{pad}{cell}")
                }
            })
            .collect();
        out.push_str(padded.join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// A block a row: the heading of each column before its value.
fn blocks(head: &[String], cells: &[Vec<String>]) -> String {
    let widest = head.iter().skip(1).map(|h| display_width(h)).max().unwrap_or(0);
    let values = cells.iter().flat_map(|row| row.iter().skip(1));
    let number = values.map(|cell| display_width(cell)).max().unwrap_or(0);
    let mut out = String::new();
    for (at, row) in cells.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        out.push_str(row.first().map_or("", String::as_str));
        out.push('\n');
        for (title, cell) in head.iter().zip(row).skip(1) {
            let gap = widest.saturating_sub(display_width(title));
            let pad = number.saturating_sub(display_width(cell));
            out.push_str(&format!(
                "  {title}{}  {}{cell}\n",
                " ".repeat(gap),
                " ".repeat(pad)
            ));
        }
    }
    out
}

/// What the sums don't hold.
fn notes(overview: &Overview) -> Vec<Words> {
    let mut notes = Vec::new();
    for (column, sum) in overview.columns.iter().zip(&overview.total.sums) {
        if sum.unknown > 0 {
            let (title, count) = (&column.title, Words::same(sum.unknown.to_string()));
            notes.push(crate::explain::say!(
                "? {title}: beloppet är inte känt i {count} av ärendena och ingår inte i summan.",
                "? {title}: the amount is not known in {count} of the cases and is not in the sum.",
                title = title,
                count = count
            ));
        }
    }
    notes
}

/// The overview as CSV: a row a group and one for all, amounts in kronor; none when that can't be written.
#[must_use]
pub fn csv(overview: &Overview, delimiter: u8, language: Language) -> Option<String> {
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    writer.write_record(head(overview, language)).ok()?;
    let total = Words::new("Totalt", "Total");
    let mut rows: Vec<(&str, &Row)> = Vec::new();
    if overview.by.is_some() {
        rows.extend(overview.groups.iter().map(|(name, row)| (name.as_str(), row)));
    }
    rows.push((total.get(language), &overview.total));
    for (name, row) in rows {
        let mut cells = vec![inert(name), row.cases.to_string(), row.open.to_string()];
        cells.extend(sums(overview, row).map(plain));
        cells.extend([row.late.0.to_string(), plain(row.late.1)]);
        writer.write_record(cells).ok()?;
    }
    String::from_utf8(writer.into_inner().ok()?).ok()
}

/// Kronor; nothing when the sum isn't known, so that no program takes a part for the whole.
fn plain(sum: Sum) -> String {
    if sum.unknown > 0 || sum.too_large {
        String::new()
    } else {
        kronor(sum.known)
    }
}

/// The overview as the bytes of a workbook: the groups, and each case. It bears the latest day that a case is assessed on, so that
/// the same cases give the same bytes.
///
/// # Errors
/// What a workbook can't hold.
pub fn xlsx(overview: &Overview, language: Language) -> Result<Vec<u8>, String> {
    let pick = |sv: &'static str, en: &'static str| Words::new(sv, en).get(language).to_owned();
    let first = head(overview, language);
    let mut second = first.clone();
    second.insert(0, pick("Ärende", "Case"));
    let named = |name: &str, row: &Row| row_of([Entry::Text(name.to_owned())], overview, row);
    let groups = overview.groups.iter().filter(|_| overview.by.is_some());
    let cases = overview.cases.iter().map(|(id, group, row)| {
        let names = [id, group].map(|name| Entry::Text(name.clone()));
        row_of(names, overview, row)
    });
    let workbook = Workbook {
        title: pick("Översikt", "Overview"),
        day: overview.day,
        pages: vec![
            Page {
                name: pick("Översikt", "Overview"),
                head: first,
                rows: groups.map(|(name, row)| named(name, row)).collect(),
                sums: named(&pick("Totalt", "Total"), &overview.total),
                adds: false,
            },
            Page {
                name: pick("Ärenden", "Cases"),
                head: second,
                rows: cases.collect(),
                sums: Vec::new(),
                adds: false,
            },
        ],
        said: None,
    };
    workbook.bytes()
}

/// A row of a workbook; an amount that isn't wholly known is left out, so that no one takes a part for the whole.
fn row_of<const N: usize>(names: [Entry; N], overview: &Overview, row: &Row) -> Vec<Entry> {
    let amount = |sum: Sum| match sum.unknown > 0 || sum.too_large {
        true => Entry::Nothing,
        false => Entry::Money(sum.known),
    };
    let mut entries = Vec::from(names);
    entries.extend([row.cases, row.open].map(Entry::count));
    entries.extend(sums(overview, row).map(amount));
    entries.extend([Entry::count(row.late.0), amount(row.late.1)]);
    entries
}

/// The overview as JSON, each case too.
#[must_use]
pub fn json(overview: &Overview) -> Value {
    object!({
        "format": 1,
        "by": overview.by.as_ref().map(|(name, title)| object!({"name": name, "title": title})),
        "columns": overview.columns.iter().map(|c| object!({"name": c.name, "title": c.title})).collect::<Vec<_>>(),
        "groups": overview.groups.iter().map(|(name, row)| {
            let mut group = figures(overview, row);
            group.insert("name".to_owned(), Value::String(name.clone()));
            Value::Object(group)
        }).collect::<Vec<_>>(),
        "total": figures(overview, &overview.total),
        "cases": overview.cases.iter().map(|(id, group, row)| {
            let mut case = figures(overview, row);
            case.insert("id".to_owned(), Value::String(id.clone()));
            case.insert("group".to_owned(), Value::String(group.clone()));
            Value::Object(case)
        }).collect::<Vec<_>>(),
    })
}

fn figures(overview: &Overview, row: &Row) -> Map<String, Value> {
    let sum = |sum: Sum| {
        object!({
            "known": (!sum.too_large).then(|| money_json(sum.known)),
            "amounts": sum.amounts,
            "unknown": sum.unknown,
        })
    };
    let sums = overview.columns.iter().zip(sums(overview, row));
    let mut figures = Map::new();
    figures.insert("cases".to_owned(), row.cases.into());
    figures.insert("open".to_owned(), row.open.into());
    figures.insert(
        "sums".to_owned(),
        Value::Object(
            sums.map(|(column, value)| (column.name.clone(), sum(value)))
                .collect(),
        ),
    );
    figures.insert("late".to_owned(), row.late.0.into());
    figures.insert("late_amount".to_owned(), sum(row.late.1));
    figures
}
