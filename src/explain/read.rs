//! The facts that a step reads: where they stand, what they are, who gave them.

use super::case::Case;
use super::place::Located;
use super::value::shortened;
use super::words::{Words, say};
use super::{FactRead, Given, StatedWords, format};
use crate::check::ruleset::{Expr, ExprKind};
use crate::eval::FrameId;
use crate::facts::{Answer, AnsweredBy, Stated};
use crate::program::Cell;
use crate::value::Date;

impl<'a> Case<'a> {
    /// The facts that an expression reads in a frame, each once.
    pub(crate) fn facts_read(&self, expr: &Expr, frame: FrameId) -> Vec<FactRead> {
        let mut found: Vec<FactRead> = Vec::new();
        for read in reads(expr) {
            let Some(located) = self.locate(read, frame) else {
                continue;
            };
            if found.iter().all(|f| f.pointer != located.pointer) {
                let label = self.noun(read);
                found.push(self.fact_read(&located, label));
            }
        }
        found
    }

    /// A fact.
    fn fact_read(&self, located: &Located<'a>, label: Words) -> FactRead {
        FactRead {
            pointer: located.pointer.clone(),
            label,
            value: self.field_cell(located.cell, located.ty, located.field),
            given: self.given(located),
            stated: self.stated(located),
        }
    }

    /// A source as it is named; a body by its title.
    fn source_name(&self, source: &str) -> String {
        let body = self.ruleset.bodies.iter().find(|b| b.name == source);
        match body {
            Some(body) => body.title.sv.clone(),
            None => shortened(source),
        }
    }

    /// The answers to a judgement.
    fn given(&self, located: &Located<'a>) -> Vec<Given> {
        self.facts
            .answers
            .iter()
            .filter(|a| a.place == located.place)
            .map(|answer| self.given_answer(answer, located))
            .collect()
    }

    /// One answer.
    pub(crate) fn given_answer(&self, answer: &Answer, located: &Located<'a>) -> Given {
        let by = match answer.by {
            AnsweredBy::Body(id) => Some(self.body(id)),
            AnsweredBy::Officer => Some(Words::new("handläggaren", "the case officer")),
            AnsweredBy::Unstated => None,
        };
        Given {
            by,
            on: dates(&answer.on),
            document: documents(&answer.document),
            value: (answer.value != Cell::Unknown)
                .then(|| self.field_cell(answer.value, located.ty, located.field)),
            too_late: answer.too_late,
        }
    }

    /// What the sources of the fact at a place state.
    fn stated(&self, located: &Located<'a>) -> Vec<StatedWords> {
        self.facts
            .contradictions
            .iter()
            .filter(|c| c.place == Some(located.place))
            .flat_map(|c| self.stated_values(&c.values, &c.cells, Some(located)))
            .collect()
    }

    /// Values with their sources.
    pub(crate) fn stated_values(
        &self,
        values: &[Stated<serde_json::Value>],
        cells: &[Cell],
        located: Option<&Located<'a>>,
    ) -> Vec<StatedWords> {
        values
            .iter()
            .enumerate()
            .map(|(at, stated)| StatedWords {
                text: match (cells.get(at), located) {
                    (Some(cell), Some(found)) => self.field_cell(*cell, found.ty, found.field),
                    _ => plain(&stated.value),
                },
                value: stated.value.clone(),
                source: self.source_name(&stated.source),
            })
            .collect()
    }
}

/// A JSON value in words, where its type isn't known: a date, a text, anything else as it is written.
fn plain(value: &serde_json::Value) -> Words {
    match value.as_str() {
        Some(text) => Date::parse(text).map_or_else(|| Words::same(shortened(text)), format::date),
        None => Words::same(shortened(&value.to_string())),
    }
}

/// The day of an answer; several when sources differ.
fn dates(stated: &[Stated<Date>]) -> Option<Words> {
    let days: Vec<Words> = stated
        .iter()
        .map(|s| sourced(format::date(s.value), &s.source, stated.len()))
        .collect();
    (!days.is_empty()).then(|| Words::any_of(&days))
}

/// The document of an answer; several when sources differ.
fn documents(stated: &[Stated<String>]) -> Option<Words> {
    let documents: Vec<Words> = stated
        .iter()
        .map(|s| sourced(Words::same(shortened(&s.value)), &s.source, stated.len()))
        .collect();
    (!documents.is_empty()).then(|| Words::any_of(&documents))
}

/// A value, with its source where there are several.
fn sourced(value: Words, source: &str, of: usize) -> Words {
    if of < 2 || source.is_empty() {
        return value;
    }
    let source = Words::same(shortened(source));
    say!(
        "{value} enligt {source}",
        "{value} according to {source}",
        value = value,
        source = source
    )
}

/// The names of the fields of an expression, without repeats.
fn reads<'e>(expr: &'e Expr) -> Vec<&'e Expr> {
    let mut found: Vec<&'e Expr> = Vec::new();
    walk_outside(expr, &mut |e| found.push(e));
    found
}

/// Visits the facts that an expression reads outside its own loops; a field chain is visited once, whole.
fn walk_outside<'e>(expr: &'e Expr, act: &mut dyn FnMut(&'e Expr)) {
    match &expr.kind {
        ExprKind::Fact(_) | ExprKind::Field(..) => act(expr),
        ExprKind::Quantified { list, .. } | ExprKind::Aggregated { list, .. } => walk_outside(list, act),
        _ => {
            for part in super::case::parts(expr) {
                walk_outside(part, act);
            }
        }
    }
}
