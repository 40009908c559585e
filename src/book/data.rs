//! Parameters with their values over time, and tables.

use super::draft::Draft;
use super::line::{both, commas, entry, in_a_row, same, text};
use super::model::{Block, Inline, Line, Row, Section, Table};
use super::uses::Thing;
use super::{anchor, optional};
use crate::check::ruleset::{self, Parameter, ParameterId, TableId};
use crate::explain::{Words, format, say};
use crate::value::{Bilingual, Number};

/// How many rows of a table are shown before the rest is folded.
const SHOWN: usize = 10;

impl Draft<'_> {
    /// The chapter of parameters.
    pub(super) fn parameters(&self) -> Option<Section> {
        let parameters = (0..).map(ParameterId).zip(&self.set.parameters);
        optional(Section {
            id: "parametrar".to_owned(),
            title: both("Parametrar", "Parameters"),
            sections: parameters.map(|(id, p)| self.parameter(id, p)).collect(),
            ..Section::default()
        })
    }

    fn parameter(&self, id: ParameterId, parameter: &Parameter) -> Section {
        let rows = parameter.values.iter().map(|dated| Row {
            id: None,
            cells: vec![
                text(format::period(dated.period).capitalised()),
                text(self.wording.literal(&dated.value, &parameter.ty)),
                commas(self.cites(&dated.grounds)),
            ],
        });
        let assumed = parameter
            .values
            .iter()
            .filter_map(|dated| dated.grounds.assumed.clone());
        let mut entries = vec![entry(both("Slag", "Kind"), self.kind(&parameter.ty, false))];
        entries.extend(self.read_by(Thing::Parameter(id)));
        let title = &parameter.title;
        let mut blocks = vec![
            Block::Entries(entries),
            Block::Table(Table {
                caption: captioned(title, "värden över tiden", "values over time"),
                columns: vec![
                    both("Tid", "Time"),
                    both("Värde", "Value"),
                    both("Enligt", "According to"),
                ],
                rows: rows.collect(),
            }),
        ];
        blocks.extend(assumed.map(Block::Assumption));
        Section {
            id: anchor::parameter(self.set, id),
            kind: both("Parameter", "Parameter"),
            title: title.clone(),
            name: Some(parameter.name.clone()),
            mark: None,
            blocks,
            sections: Vec::new(),
        }
    }

    /// The chapter of tables.
    pub(super) fn tables(&self) -> Option<Section> {
        let tables = (0..).map(TableId).zip(&self.set.tables);
        optional(Section {
            id: "tabeller".to_owned(),
            title: both("Tabeller", "Tables"),
            sections: tables.map(|(id, table)| self.table(id, table)).collect(),
            ..Section::default()
        })
    }

    fn table(&self, id: TableId, table: &ruleset::Table) -> Section {
        let columns = (0..).zip(&table.columns).map(|(index, column)| {
            let mut line = vec![Inline::Name(column.name.clone()), Inline::Text(same(": "))];
            line.extend(self.kind(&column.ty, false));
            if index == table.key {
                line.push(Inline::Text(both(" (nyckel)", " (key)")));
            }
            line
        });
        let mut entries = Vec::new();
        entries.extend(super::line::listed(
            both("Kolumner", "Columns"),
            columns.collect(),
        ));
        let rows = Number::whole(i64::try_from(table.keys.len()).unwrap_or(i64::MAX));
        entries.push(entry(
            both("Antal rader", "Number of rows"),
            text(format::number(rows)),
        ));
        entries.extend(self.controls(table));
        let aliases = table.aliases.iter().filter_map(|(alias, row)| {
            let key = table.keys.get(usize::try_from(*row).ok()?)?;
            let (alias, key) = (Words::same(alias.clone()), Words::same(key.clone()));
            Some(text(say!(
                "{alias} för {key}",
                "{alias} for {key}",
                alias = alias,
                key = key
            )))
        });
        entries.extend(in_a_row(
            both("Andra stavningar", "Other spellings"),
            aliases.collect(),
        ));
        let (cited, assumed) = self.grounds(&table.grounds);
        entries.extend(cited);
        entries.extend(self.read_by(Thing::Table(id)));
        let mut blocks = vec![Block::Entries(entries)];
        blocks.extend(assumed);
        blocks.extend(self.rows(table));
        Section {
            id: anchor::table(self.set, id),
            kind: both("Tabell", "Table"),
            title: table.title.clone(),
            name: Some(table.name.clone()),
            mark: None,
            blocks,
            sections: Vec::new(),
        }
    }

    /// What was controlled when the table was read.
    fn controls(&self, table: &ruleset::Table) -> Option<super::model::Entry> {
        let lines: Vec<Line> = table
            .controls
            .iter()
            .map(|(column, expected)| {
                let column = column.and_then(|c| table.columns.get(usize::from(c)));
                text(match column {
                    Some(column) => {
                        let unit = column.ty.unit().cloned().unwrap_or_default();
                        say!(
                            "summan av {name} är {sum}",
                            "the sum of {name} is {sum}",
                            name = Words::same(column.name.replace('_', " ")),
                            sum = self.wording.quantity(*expected, &unit)
                        )
                    }
                    None => say!(
                        "antalet rader är {count}",
                        "the number of rows is {count}",
                        count = format::number(*expected)
                    ),
                })
            })
            .collect();
        super::line::listed(both("Kontrollerat", "Controlled"), lines)
    }

    /// The first rows, and all of them folded where they are many.
    fn rows(&self, table: &ruleset::Table) -> Vec<Block> {
        let width = table.columns.len().max(1);
        let all: Vec<Row> = table
            .cells
            .chunks(width)
            .map(|cells| Row {
                id: None,
                cells: cells
                    .iter()
                    .zip(&table.columns)
                    .map(|(cell, column)| match cell {
                        ruleset::Literal::Text(value) => text(same(value.clone())),
                        _ => text(self.wording.literal(cell, &column.ty)),
                    })
                    .collect(),
            })
            .collect();
        let shown = |caption: Bilingual, rows: Vec<Row>| {
            Block::Table(Table {
                caption,
                columns: table
                    .columns
                    .iter()
                    .map(|c| same(c.name.replace('_', " ")))
                    .collect(),
                rows,
            })
        };
        if all.len() <= SHOWN {
            return vec![shown(captioned(&table.title, "raderna", "the rows"), all)];
        }
        let first = all.iter().take(SHOWN).cloned().collect();
        let count = Words::same(all.len().to_string());
        vec![
            shown(
                captioned(&table.title, "de första raderna", "the first rows"),
                first,
            ),
            Block::Folded(
                say!("Alla {count} rader", "All {count} rows", count = count).into(),
                vec![shown(captioned(&table.title, "alla rader", "all rows"), all)],
            ),
        ]
    }
}

/// A title with what of it is shown.
fn captioned(title: &Bilingual, sv: &str, en: &str) -> Bilingual {
    Bilingual {
        sv: format!("{}: {sv}", title.sv),
        en: title.en.as_ref().map(|title| format!("{title}: {en}")),
    }
}
