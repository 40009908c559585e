//! Concepts and parameters.

use super::super::parser::Rule;
use super::super::tree::{
    Cell, Concept, ConceptValue, Dated, Expr, Grounds, Name, Row, RowTest, Text, TypeRef,
};
use super::Printer;

impl Printer {
    pub(super) fn concept(&mut self, concept: &Concept) {
        self.named(Rule::kw_concept, &concept.name, None);
        if !concept.params.is_empty() {
            self.put("(");
            self.list(&concept.params, ", ", |p, (name, ty)| {
                p.name(name);
                p.put(": ");
                p.type_ref(ty);
            });
            self.put(")");
        }
        self.title(concept.title.as_ref());
        self.grounds(&concept.grounds, 2);
        match &concept.value {
            ConceptValue::Formula(value) => self.formula(value),
            ConceptValue::Cases { subjects, rows } => {
                let head = self.aside(|p| p.subjects(subjects));
                if concept.grounds == Grounds::default() {
                    self.on_line(&head, 2);
                } else {
                    self.line(2);
                    self.put(&head);
                }
                for row in rows {
                    self.line(2);
                    self.row(row);
                }
                self.line(0);
                self.put("}");
            }
        }
    }

    /// `= a`, on the item's first line where nothing else has ended it and it fits.
    pub(super) fn formula(&mut self, value: &Expr) {
        let text = self.aside(|p| {
            p.put("= ");
            p.expr(value);
        });
        let on_its_own = self.column() > 0 && self.last_line_is_a_clause();
        if self.fits(&text) && !on_its_own {
            self.put(" ");
            self.put(&text);
        } else {
            self.line(2);
            self.put("= ");
            self.condition(value, 4);
        }
    }

    /// Whether the line that is being written continues the item.
    fn last_line_is_a_clause(&self) -> bool {
        let line = self.out.rsplit('\n').next().unwrap_or("");
        let blanks = line.chars().take_while(|c| *c == ' ').count();
        blanks > self.indent
    }

    fn subjects(&mut self, subjects: &[Expr]) {
        if !subjects.is_empty() {
            self.lead(Rule::kw_after);
            self.list(subjects, ", ", Self::expr);
            self.put(" ");
        }
        self.put("{");
    }

    fn row(&mut self, row: &Row) {
        match &row.test {
            RowTest::Otherwise => self.word(Rule::kw_otherwise),
            RowTest::When(condition) => {
                self.lead(Rule::kw_when);
                self.expr(condition);
            }
            RowTest::Cells(cells) => self.list(cells, ", ", Self::cell),
        }
        self.put(": ");
        self.expr(&row.value);
    }

    fn cell(&mut self, cell: &Cell) {
        match cell {
            Cell::Any => self.put("*"),
            Cell::Compare(op, values) => self.relation(*op, values),
        }
    }

    pub(super) fn parameter(&mut self, name: &Name, title: Option<&Text>, ty: &TypeRef, values: &[Dated]) {
        self.named(Rule::kw_parameter, name, title);
        self.put(": ");
        self.type_ref(ty);
        self.put(" {");
        for dated in values {
            self.line(2);
            self.period(dated.period);
            self.put(": ");
            self.expr(&dated.value);
            self.grounds(&dated.grounds, 4);
        }
        self.line(0);
        self.put("}");
    }
}
