//! Where each row stands, in a table.

use super::said;
use crate::apportion::{Redistributed, Sums};
use crate::check::ruleset::{Literal, Type};
use crate::cli::allocate::{self, Subject};
use crate::render::{Column, Entry, Sheet};
use crate::value::Language;

/// The table: what was apportioned, granted and left; who wants more; what each gets then, and in all.
pub(super) fn sheet(subject: &Subject<'_>, found: &Redistributed, sums: &Sums) -> Sheet {
    let table = subject.table;
    let texts: Vec<(usize, &str)> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| matches!(column.ty, Type::Text))
        .map(|(at, column)| (at, column.name.as_str()))
        .collect();
    let mut columns: Vec<Column> = texts
        .iter()
        .map(|(_, name)| Column::new(*name, name.replace('_', " "), name.replace('_', " ")))
        .collect();
    columns.extend([
        Column::new("tilldelat", "tilldelat", "apportioned"),
        Column::new("beviljat", "beviljat", "granted"),
        Column::new("kvar", "kvar", "left"),
        Column::new("vill_ha_mer", "vill ha mer", "wants more"),
        Column::new("belopp", "omfördelat", "redistributed"),
        Column::new("totalt", "totalt", "in all"),
    ]);
    let width = table.columns.len().max(1);
    let rows = table.cells.chunks(width).zip(&found.rows).map(|(cells, row)| {
        let mut entries: Vec<Entry> = texts
            .iter()
            .map(|(at, _)| match cells.get(*at) {
                Some(Literal::Text(text)) => Entry::Text(text.clone()),
                _ => Entry::Nothing,
            })
            .collect();
        let total = row.granted.add(row.second).unwrap_or(row.granted);
        entries.extend([
            Entry::Money(row.allocated),
            Entry::Money(row.granted),
            Entry::Money(row.left),
            Entry::Yes(row.wants),
            Entry::Money(row.second),
            Entry::Money(total),
        ]);
        entries
    });
    let mut last = vec![Entry::Nothing; texts.len()];
    last.extend([
        Entry::Money(sums.allocated),
        Entry::Money(sums.granted),
        Entry::Money(sums.left),
        Entry::Nothing,
        Entry::Money(sums.second),
        Entry::Money(sums.granted.add(sums.second).unwrap_or(sums.granted)),
    ]);
    let mut notes = allocate::notes(subject);
    notes.extend(said::all(subject, found, sums));
    Sheet {
        title: subject.item.title.clone(),
        columns,
        rows: rows.collect(),
        sums: last,
        notes,
    }
}

/// The table for a terminal, with what must be said.
pub(super) fn text(
    subject: &Subject<'_>,
    found: &Redistributed,
    sums: &Sums,
    language: Language,
    width: usize,
) -> String {
    let sheet = sheet(subject, found, sums);
    let mut text = allocate::paragraphs(std::slice::from_ref(&sheet.title), language, width);
    text.push_str(&allocate::paragraphs(&allocate::notes(subject), language, width));
    text.push('\n');
    text.push_str(&sheet.text(language));
    text.push('\n');
    text.push_str(&allocate::paragraphs(
        &said::all(subject, found, sums),
        language,
        width,
    ));
    text
}
