//! How many there may be of a kind: what refers to them has room for so many.

use super::checker::Checker;
use super::pending::PendingField;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The most of one kind. An index is a `u16`, and [`index`](super::checker::index) would give two the same one.
const MOST: usize = 65_000;

impl Checker<'_> {
    /// E0104 for each kind that there are too many of.
    pub(crate) fn check_sizes(&mut self) {
        let pending = &self.pending;
        let mut over: Vec<(Option<Span>, &str, &str)> = vec![
            (
                pending.sources.get(MOST).map(|(_, name, _)| name.span),
                "källor",
                "sources",
            ),
            (
                pending.bodies.get(MOST).map(|(_, name, ..)| name.span),
                "organ",
                "bodies",
            ),
            (
                pending.units.get(MOST).map(|(_, name, _)| name.span),
                "enheter",
                "units",
            ),
            (
                pending.enums.get(MOST).map(|(_, name, _)| name.span),
                "typer",
                "types",
            ),
            (
                pending.records.get(MOST).map(|(_, name, ..)| name.span),
                "poster",
                "records",
            ),
            (
                pending.tables.get(MOST).map(|(_, table)| table.name.span),
                "tabeller",
                "tables",
            ),
            (
                pending.parameters.get(MOST).map(|p| p.name.span),
                "parametrar",
                "parameters",
            ),
            (
                pending.concepts.get(MOST).map(|(_, c)| c.name.span),
                "begrepp",
                "concepts",
            ),
            (
                pending.fields.get(MOST).map(|(_, field)| place(field)),
                "frågor",
                "questions",
            ),
            (
                pending.rules.get(MOST).map(|r| r.rule.name.span),
                "regler",
                "rules",
            ),
            (
                pending.blocks.get(MOST).map(|b| b.name.span),
                "`för varje`",
                "`for each`",
            ),
            (
                pending.apportionments.get(MOST).map(|(_, a, _)| a.name.span),
                "fördelningar",
                "apportionments",
            ),
        ];
        for (_, _, variants) in &pending.enums {
            over.push((
                variants.get(MOST).map(|v| v.name.span),
                "värden i en typ",
                "values of a type",
            ));
        }
        for (_, _, _, fields) in &pending.records {
            over.push((
                fields.get(MOST).map(|f| f.name.span),
                "fält i en post",
                "fields of a record",
            ));
        }
        for (_, table) in &pending.tables {
            over.push((
                table.columns.get(MOST).map(|c| c.name.span),
                "kolumner",
                "columns",
            ));
        }
        for (_, concept) in &pending.concepts {
            over.push((
                concept.params.get(MOST).map(|(name, _)| name.span),
                "parametrar",
                "parameters",
            ));
        }
        let found: Vec<Diagnostic> = over
            .into_iter()
            .filter_map(|(span, sv, en)| Some(too_many(span?, sv, en)))
            .collect();
        for diagnostic in found {
            self.report(diagnostic);
        }
    }

    /// E0104 when there are too many quantifiers and sums, which are numbered as they are checked.
    pub(crate) fn check_loops(&mut self) {
        if usize::from(self.loops()) > MOST {
            let header = self.pending.header;
            let span = header.map_or_else(Span::default, |(_, header)| header.name.span);
            self.report(too_many(span, "kvantorer och summor", "quantifiers and sums"));
        }
    }
}

/// Where a field of the application is declared.
fn place(field: &PendingField<'_>) -> Span {
    match field {
        PendingField::Declared(field) => field.name.span,
        PendingField::Open(open) => open.name.span,
    }
}

/// E0104, for one too many of a kind.
fn too_many(span: Span, sv: &str, en: &str) -> Diagnostic {
    Diagnostic::error(
        Code::TooLarge,
        span,
        format!("det är för många {sv}; det får vara högst {MOST}"),
        format!("there are too many {en}; there may be at most {MOST}"),
    )
    .label("den första som är för mycket", "the first one too many")
    .help("lägg data i en tabell", "put data in a table")
}
