//! Items: what a file declares, and the containers of rules.

use super::Sites;
use crate::mutate::{Edit, Operator};
use crate::source::Span;
use crate::syntax::tree::{
    Answerer, Apportionment, Cell, Concept, ConceptValue, Dated, Field, Item, ItemKind, Pot, Residual, Row,
    RowTest, Ruleset,
};
use crate::value::Period;

impl Sites<'_> {
    /// Items, and those inside them.
    pub(super) fn items(&mut self, items: &[Item]) {
        for item in items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &Item) {
        match &item.kind {
            ItemKind::Ruleset(header) => {
                self.begin(item, &header.name.text);
                self.header(header, item.span);
            }
            ItemKind::Record { name, fields, .. } => {
                self.begin(item, &name.text);
                self.fields(fields);
            }
            ItemKind::Application(fields) => {
                self.begin(item, "");
                self.fields(fields);
            }
            ItemKind::Concept(concept) => {
                self.begin(item, &concept.name.text);
                self.concept(concept);
            }
            ItemKind::Parameter { name, values, .. } => {
                self.begin(item, &name.text);
                for dated in values {
                    self.dated(dated);
                }
            }
            ItemKind::Table(table) => {
                self.begin(item, &table.name.text);
                self.grounds(&table.grounds);
            }
            ItemKind::Apportionment(shared) => {
                self.begin(item, &shared.name.text);
                self.apportionment(shared);
            }
            ItemKind::Rule(rule) => {
                self.begin(item, &rule.name.text);
                self.rule(rule, item.span);
            }
            ItemKind::Result {
                name, grounds, value, ..
            } => {
                self.begin(item, &name.text);
                self.grounds(grounds);
                self.value(value);
            }
            ItemKind::Section {
                name,
                valid,
                grounds,
                guard,
                items,
                ..
            } => {
                self.begin(item, &name.text);
                let end = items.first().map_or(item.span.end, |first| first.span.start);
                self.validity_clause(item.span.start, end, *valid);
                self.grounds(grounds);
                if let Some(guard) = guard {
                    self.clause(Operator::Guard, ("när", "when"), guard);
                    self.condition(guard, true);
                }
                self.items(items);
            }
            ItemKind::ForEach { items, .. } => self.items(items),
            ItemKind::Module { .. }
            | ItemKind::Use(_)
            | ItemKind::Source { .. }
            | ItemKind::Body { .. }
            | ItemKind::Enum { .. }
            | ItemKind::Unit { .. }
            | ItemKind::Open { .. }
            | ItemKind::Word { .. }
            | ItemKind::Example(_)
            | ItemKind::Acceptance(_) => {}
        }
    }

    /// What the published column can notice; without one, only what it rests on.
    fn apportionment(&mut self, item: &Apportionment) {
        self.grounds(&item.grounds);
        let (Pot::Amount { amount, .. }, Some(_)) = (&item.pot, &item.published) else {
            return;
        };
        self.value(amount);
        self.rounding(item.rounding.start, item.rounding.end, item.mode);
        for residual in [Residual::Largest, Residual::Fraction, Residual::Kept] {
            let (sv, en) = match residual {
                Residual::Largest => ("resten på den största", "remainder on the largest"),
                Residual::Fraction => ("resten efter störst bråkdel", "remainder by largest fraction"),
                Residual::Kept => ("resten stannar hos givaren", "remainder kept by the giver"),
            };
            if residual != item.residual {
                let text = self.word(sv, en).to_owned();
                self.replace(
                    Operator::Rounding,
                    item.residual_span.start,
                    item.residual_span.end,
                    text,
                );
            }
        }
        if let Some(filter) = &item.filter {
            self.condition(filter, true);
        }
        for bound in item.floor.iter().chain(&item.cap) {
            self.value(bound);
        }
    }

    fn header(&mut self, header: &Ruleset, span: Span) {
        self.grounds(&header.grounds);
        let Some(valid) = &header.valid else { return };
        let start = valid.by.as_ref().map(|by| by.span.end);
        let word = self.word("gäller", "valid");
        let start = start.or_else(|| Some(self.after(self.find(span.start, span.end, word)?, word)));
        if let Some((from, to)) = start.and_then(|start| self.period_from(start, span.end)) {
            self.period(Operator::Validity, from, to, valid.period);
        }
    }

    /// `gäller P` of a rule or a chapter.
    pub(super) fn validity_clause(&mut self, start: u32, end: u32, period: Option<Period>) {
        let word = self.word("gäller", "valid");
        if let Some(period) = period
            && let Some(at) = self.find(start, end, word)
            && let Some((from, to)) = self.period_from(self.after(at, word), end)
        {
            self.period(Operator::Validity, from, to, period);
        }
    }

    fn dated(&mut self, dated: &Dated) {
        if let Some((from, to)) = self.period_from(dated.span.start, dated.span.end) {
            self.period(Operator::Validity, from, to, dated.period);
        }
        self.grounds(&dated.grounds);
        self.value(&dated.value);
    }

    fn fields(&mut self, fields: &[Field]) {
        for field in fields {
            let bodies: Vec<Span> = field
                .asked_of
                .iter()
                .filter_map(|answerer| match answerer {
                    Answerer::Body(name) => Some(name.span),
                    Answerer::Applicant | Answerer::Officer => None,
                })
                .collect();
            if bodies.len() != field.asked_of.len() {
                continue;
            }
            for (index, body) in bodies.iter().enumerate() {
                let before = index.checked_sub(1).and_then(|i| bodies.get(i)).map(|b| b.end);
                let after = index.checked_add(1).and_then(|i| bodies.get(i)).map(|b| b.start);
                let edit = match (before, after) {
                    (Some(before), _) => (before, body.end),
                    (None, Some(after)) => (body.start, after),
                    (None, None) => continue,
                };
                let name = format!(
                    "{}: {} {}",
                    field.name.text,
                    self.word("utan", "without"),
                    self.slice(body.start, body.end)
                );
                let edit = Edit {
                    start: edit.0,
                    end: edit.1,
                    text: String::new(),
                };
                self.add(Operator::Answerer, name, (body.start, body.end), vec![edit]);
            }
        }
    }

    fn concept(&mut self, concept: &Concept) {
        self.grounds(&concept.grounds);
        match &concept.value {
            ConceptValue::Formula(expr) => self.value(expr),
            ConceptValue::Cases { subjects, rows } => {
                for subject in subjects {
                    self.value(subject);
                }
                for row in rows {
                    if rows.len() > 1 {
                        let (start, end) = (row.span.start, row.span.end);
                        let name = format!("{} {}", self.word("utan", "without"), self.shown(start, end));
                        let edit = Edit {
                            start,
                            end,
                            text: String::new(),
                        };
                        self.add(Operator::Row, name, (start, end), vec![edit]);
                    }
                    self.row(row);
                }
            }
        }
    }

    fn row(&mut self, row: &Row) {
        match &row.test {
            RowTest::Otherwise => {}
            RowTest::When(test) => self.condition(test, true),
            RowTest::Cells(cells) => {
                for cell in cells {
                    self.cell(cell);
                }
            }
        }
        self.value(&row.value);
    }

    fn cell(&mut self, cell: &Cell) {
        let Cell::Compare(op, operands) = cell else { return };
        if let Some(first) = operands.first() {
            let old = super::words::comparison(*op, self.english);
            let end = first.span.start;
            if let Some(start) = self.before(end, old).filter(|_| !old.is_empty()) {
                for other in super::words::others(*op) {
                    let new = super::words::comparison(*other, self.english);
                    let name = format!("{old} → {new}");
                    let edit = Edit {
                        start,
                        end,
                        text: format!("{new} "),
                    };
                    self.add(Operator::Comparison, name, (start, first.span.end), vec![edit]);
                }
            }
        }
        for operand in operands {
            self.value(operand);
        }
    }
}
