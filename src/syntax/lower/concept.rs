//! Concepts, parameters and results.

use super::{Children, Lower, Node, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::{Cell, CompareOp, Concept, ConceptValue, Dated, Grounds, ItemKind, Row, RowTest};

impl Lower<'_> {
    pub(super) fn concept(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::name)?);
        let mut params = Vec::new();
        if let Some(list) = children.take(Rule::params) {
            for param in list.into_inner().filter(|n| n.as_rule() == Rule::param) {
                let mut parts = Children::of(param);
                let name = self.name(&parts.take(Rule::name)?);
                let ty = self.type_ref(parts.find(Rule::type_ref)?)?;
                params.push((name, ty));
            }
        }
        let title = self.text_next(&mut children);
        let (mut grounds, mut seen) = (Grounds::default(), Vec::new());
        self.grounds_next(&mut children, &mut grounds, &mut seen)?;
        let value = match children.take(Rule::equals) {
            Some(_) => ConceptValue::Formula(self.expr(children.take(Rule::expr)?)?),
            None => self.cases(children.take(Rule::cases)?)?,
        };
        self.grounds_next(&mut children, &mut grounds, &mut seen)?;
        Some(ItemKind::Concept(Concept {
            name,
            params,
            title,
            grounds,
            value,
        }))
    }

    fn cases(&mut self, node: Node<'_>) -> Option<ConceptValue> {
        let (mut subjects, mut rows) = (Vec::new(), Vec::new());
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::sum => subjects.push(self.sum(part)?),
                Rule::row => rows.push(self.row(part, subjects.len())?),
                _ => {}
            }
        }
        Some(ConceptValue::Cases { subjects, rows })
    }

    fn row(&mut self, node: Node<'_>, subjects: usize) -> Option<Row> {
        let span = self.span(&node);
        let mut children = Children::of(node);
        let test = if children.take(Rule::kw_otherwise).is_some() {
            RowTest::Otherwise
        } else if children.take(Rule::kw_when).is_some() {
            RowTest::When(self.expr(children.take(Rule::expr)?)?)
        } else {
            let mut cells = Vec::new();
            let (mut first, mut last) = (None, None);
            while let Some(cell) = children.take(Rule::cell) {
                first = first.or_else(|| Some(cell.clone()));
                last = Some(cell.clone());
                cells.push(self.cell(cell)?);
            }
            if cells.len() != subjects {
                let place = self.span(&first?).to(self.span(&last?));
                return self.fail(cell_count(place, cells.len(), subjects));
            }
            RowTest::Cells(cells)
        };
        let value = self.sum(children.take(Rule::sum)?)?;
        Some(Row { test, value, span })
    }

    fn cell(&mut self, node: Node<'_>) -> Option<Cell> {
        let mut children = Children::of(node);
        let first = children.next()?;
        Some(match first.as_rule() {
            Rule::any_cell => Cell::Any,
            Rule::kw_one_of => Cell::Compare(CompareOp::OneOf, self.several(children.next()?)?),
            Rule::relation_word => {
                let (op, value) = self.relation_word(first)?;
                Cell::Compare(op, vec![value])
            }
            _ => Cell::Compare(CompareOp::Is, vec![self.element(first)?]),
        })
    }

    pub(super) fn parameter(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::name)?);
        let title = self.text_next(&mut children);
        let ty = self.type_ref(children.find(Rule::type_ref)?)?;
        let mut values = Vec::new();
        while let Some(dated) = children.find(Rule::dated) {
            let span = self.span(&dated);
            let mut parts = Children::of(dated);
            let period = self.period(parts.take(Rule::period)?)?;
            let value = self.sum(parts.find(Rule::sum)?)?;
            let mut grounds = Grounds::default();
            self.grounds_next(&mut parts, &mut grounds, &mut Vec::new())?;
            values.push(Dated {
                period,
                value,
                grounds,
                span,
            });
        }
        Some(ItemKind::Parameter {
            name,
            title,
            ty,
            values,
        })
    }

    pub(super) fn result(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::name)?);
        let title = self.text_next(&mut children);
        let (mut grounds, mut seen) = (Grounds::default(), Vec::new());
        self.grounds_next(&mut children, &mut grounds, &mut seen)?;
        let value = self.expr(children.find(Rule::expr)?)?;
        self.grounds_next(&mut children, &mut grounds, &mut seen)?;
        Some(ItemKind::Result {
            name,
            title,
            grounds,
            value,
        })
    }
}

/// A row has one cell for each subject.
fn cell_count(span: crate::source::Span, cells: usize, subjects: usize) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code::Syntax,
        span,
        format!("raden har {cells} villkor, men begreppet väljs efter {subjects}"),
        format!("the row has {cells} conditions, but the concept is chosen by {subjects}"),
    );
    if subjects == 0 {
        diagnostic.help(
            "skriv `när villkor: värde`, eller `efter x` före klammern",
            "write `when condition: value`, or `after x` before the brace",
        )
    } else {
        diagnostic.help(
            "skriv ett villkor för varje uttryck efter `efter`; `*` är vad som helst",
            "write one condition for each expression after `after`; `*` is anything",
        )
    }
}
