//! All parts, in a table.

use super::Subject;
use super::said;
use crate::apportion::{Apportioned, Unlike, cell};
use crate::check::ruleset::{Literal, Type};
use crate::render::{Column, Entry, Sheet};
use crate::value::{Bilingual, Language, Number};

/// The table: the key, the texts beside it, what it is shared by, and the amount.
pub(super) fn sheet(subject: &Subject<'_>, made: &Apportioned) -> Sheet {
    let (table, item) = (subject.table, subject.item);
    let spaced = |name: &str| name.replace('_', " ");
    let texts: Vec<(usize, &str)> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| matches!(column.ty, Type::Text))
        .map(|(at, column)| (at, column.name.as_str()))
        .collect();
    let key = table.columns.get(usize::from(item.key));
    let key_name = key.map_or("", |column| column.name.as_str());
    let unit = key.and_then(|column| column.ty.unit());
    let mut columns: Vec<Column> = texts
        .iter()
        .map(|(_, name)| Column::new(*name, spaced(name), spaced(name)))
        .collect();
    columns.extend([
        Column::new(key_name, spaced(key_name), spaced(key_name)),
        Column::new("belopp", "belopp", "amount"),
    ]);
    let width = table.columns.len().max(1);
    let rows = table.cells.chunks(width).enumerate().map(|(row, cells)| {
        let mut entries: Vec<Entry> = texts
            .iter()
            .map(|(at, _)| match cells.get(*at) {
                Some(Literal::Text(text)) => Entry::Text(text.clone()),
                _ => Entry::Nothing,
            })
            .collect();
        let count = cell(table, row, item.key).unwrap_or(Number::ZERO);
        entries.extend([Entry::of(count, unit), Entry::Money(made.amount(row))]);
        entries
    });
    let parts = made.sharing.whole.sub(made.sharing.kept);
    let mut sums = vec![Entry::Nothing; texts.len()];
    sums.extend([
        Entry::of(all_keys(subject), unit),
        Entry::Money(parts.unwrap_or(made.sharing.whole)),
    ]);
    let mut notes = said::notes(subject);
    notes.extend(said::whole(subject, made));
    Sheet {
        title: item.title.clone(),
        columns,
        rows: rows.collect(),
        sums,
        notes,
    }
}

/// The sum of the column that it is shared by, of all rows.
fn all_keys(subject: &Subject<'_>) -> Number {
    let keys = (0..subject.table.keys.len()).filter_map(|row| cell(subject.table, row, subject.item.key));
    keys.fold(Number::ZERO, |sum, key| sum.add(key).unwrap_or(sum))
}

/// The table for a terminal, with what must be said.
pub(super) fn text(
    subject: &Subject<'_>,
    made: &Apportioned,
    unlike: &[Unlike],
    language: Language,
    width: usize,
) -> String {
    let sheet = sheet(subject, made);
    let mut text = said::paragraphs(std::slice::from_ref(&sheet.title), language, width);
    text.push_str(&said::paragraphs(&said::notes(subject), language, width));
    text.push('\n');
    text.push_str(&sheet.text(language));
    text.push('\n');
    let mut said = said::whole(subject, made);
    if let Some(column) = subject.item.published {
        let column = subject
            .table
            .columns
            .get(usize::from(column))
            .map_or("", |c| c.name.as_str());
        let count = subject.table.keys.len();
        if unlike.is_empty() {
            said.push(Bilingual::new(
                format!("Alla {count} delar är de som är publicerade i `{column}`."),
                format!("All {count} parts are those published in `{column}`."),
            ));
        } else {
            let differ = unlike.len();
            said.push(Bilingual::new(
                format!("{differ} av {count} delar är inte de som är publicerade i `{column}`:"),
                format!("{differ} of {count} parts are not those published in `{column}`:"),
            ));
            said.extend(unlike.iter().map(|part| said::difference(subject, part)));
        }
    }
    text.push_str(&said::paragraphs(&said, language, width));
    text
}
