//! Concepts and parameters.

use super::super::parser::Rule;
use super::super::tree::{
    Cell, Concept, ConceptValue, Dated, Expr, Grounds, Name, Row, RowTest, Text, TypeRef,
};
use super::{Clause, HANG, Kind, Printer};

/// What stands between the rows on one line.
const BETWEEN_ROWS: &str = "   ";

impl<'p> Printer<'p> {
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
        let value: Clause<'_, 'p> = match &concept.value {
            ConceptValue::Formula(value) => (value.span.start, Box::new(|p| p.formula(value))),
            ConceptValue::Cases { subjects, rows } => {
                (self.in_item(Rule::lbrace), Box::new(|p| p.cases(subjects, rows)))
            }
        };
        self.grounds_and(&concept.grounds, value);
    }

    /// A value and what it rests on: `enligt` and `antagande` before it or after it.
    pub(super) fn grounds_and<'t>(&mut self, grounds: &'t Grounds, value: Clause<'t, 'p>) {
        let (at, value) = value;
        let clauses = Self::in_order(self.ground_clauses(grounds, self.span.start, HANG));
        let (before, after): (Vec<_>, Vec<_>) = clauses.into_iter().partition(|(place, _)| *place <= at);
        for (_, clause) in before {
            self.line(2);
            clause(self);
        }
        value(self);
        for (_, clause) in after {
            self.line(2);
            clause(self);
        }
    }

    /// `= a`, on the item's first line where nothing else has ended it and it fits.
    pub(super) fn formula(&mut self, value: &Expr) {
        let text = self.aside(|p| {
            p.put("= ");
            p.expr(value);
        });
        let equals = self.find_last(Rule::equals, self.span.start, value.span.start);
        if self.last_line_is_a_clause() || self.began_line(equals) || !self.fits(&text) {
            self.line(2);
        } else {
            self.put(" ");
        }
        self.put("= ");
        self.condition(value, HANG);
    }

    /// Whether the line that is being written continues the item.
    fn last_line_is_a_clause(&self) -> bool {
        let line = self.out.text.rsplit('\n').next().unwrap_or("");
        let blanks = line.chars().take_while(|c| *c == ' ').count();
        blanks > self.indent
    }

    fn cases(&mut self, subjects: &[Expr], rows: &[Row]) {
        let start = match subjects.first() {
            Some(first) => self.find_last(Rule::kw_after, self.span.start, first.span.start),
            None => self.in_item(Rule::lbrace),
        };
        let head = self.aside(|p| {
            p.mark(start);
            p.subjects(subjects);
        });
        let apart = match self.layout {
            Some(_) => self.began_line(start),
            None => self.last_line_is_a_clause() || !self.fits(&head),
        };
        let deep = if apart { 2 } else { 0 };
        if apart {
            self.line(deep);
        } else {
            self.put(" ");
        }
        self.append(&head);
        if self.bracketed_on_one_line() && !rows.is_empty() {
            self.put(" ");
            self.list(rows, BETWEEN_ROWS, Self::row);
            return self.close_on_line();
        }
        for row in rows {
            self.line(deep.saturating_add(2));
            self.row(row);
        }
        self.close(deep);
    }

    fn close_on_line(&mut self) {
        self.put(" ");
        let at = self.last_bracket();
        self.mark_as(at, Kind::Close);
        self.put("}");
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
        self.mark_as(row.span.start, Kind::Loose);
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
        if self.bracketed_on_one_line() && !values.is_empty() {
            self.put(" ");
            self.list(values, BETWEEN_ROWS, Self::dated);
            return self.close_on_line();
        }
        for dated in values {
            self.line(2);
            self.dated(dated);
        }
        self.close(0);
    }

    fn dated(&mut self, dated: &Dated) {
        self.mark_as(dated.span.start, Kind::Loose);
        self.period(dated.period);
        self.put(": ");
        self.expr(&dated.value);
        let clauses = self.ground_clauses(&dated.grounds, dated.span.start, 6);
        for (at, clause) in Self::in_order(clauses) {
            if self.layout.is_none() || self.began_line(at) {
                self.line(4);
            } else {
                self.put(" ");
            }
            clause(self);
        }
    }
}
