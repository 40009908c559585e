//! The order in which concepts are checked: each after those that it names, so that a long chain needs no deep recursion.

use super::checker::Checker;
use super::names::{Space, Symbol};
use crate::syntax::tree::{Among, Cell, Concept, ConceptValue, Expr, ExprKind, RowTest};

impl Checker<'_> {
    /// All concepts, each after those that it names; those in a ring stand in some order.
    pub(crate) fn concept_order(&self) -> Vec<usize> {
        let count = self.pending.concepts.len();
        let mut seen = vec![false; count];
        let mut order = Vec::with_capacity(count);
        for first in 0..count {
            // What is yet to be looked at: a concept, and whether those that it names have been.
            let mut open = vec![(first, false)];
            while let Some((concept, named_done)) = open.pop() {
                if named_done {
                    order.push(concept);
                    continue;
                }
                match seen.get_mut(concept) {
                    Some(seen) if !*seen => *seen = true,
                    _ => continue,
                }
                open.push((concept, true));
                open.extend(self.named_by(concept).into_iter().map(|other| (other, false)));
            }
        }
        order
    }

    fn named_by(&self, concept: usize) -> Vec<usize> {
        let Some((module, concept)) = self.pending.concepts.get(concept) else {
            return Vec::new();
        };
        let mut named = Vec::new();
        let mut open = expressions(concept);
        while let Some(expr) = open.pop() {
            if let ExprKind::Name(name) | ExprKind::Call(name, _) = &expr.kind
                && let Some(Symbol::Concept(other)) = self.names.find(*module, Space::Value, &name.text)
            {
                named.push(usize::from(other.0));
            }
            open.extend(children(expr));
        }
        named
    }
}

/// The expressions that a concept is made of.
fn expressions(concept: &Concept) -> Vec<&Expr> {
    let (subjects, rows) = match &concept.value {
        ConceptValue::Formula(formula) => return vec![formula],
        ConceptValue::Cases { subjects, rows } => (subjects, rows),
    };
    let mut found: Vec<&Expr> = subjects.iter().collect();
    for row in rows {
        found.push(&row.value);
        match &row.test {
            RowTest::Otherwise => {}
            RowTest::When(condition) => found.push(condition),
            RowTest::Cells(cells) => {
                for cell in cells {
                    if let Cell::Compare(_, operands) = cell {
                        found.extend(operands);
                    }
                }
            }
        }
    }
    found
}

/// The expressions right inside one.
fn children(expr: &Expr) -> Vec<&Expr> {
    use ExprKind as E;
    match &expr.kind {
        E::Name(_)
        | E::Quantity { .. }
        | E::Date(_)
        | E::Period(_)
        | E::Text(_)
        | E::Bool(_)
        | E::AssessmentDay
        | E::Rule(..) => Vec::new(),
        E::Field(a, _)
        | E::Not(a)
        | E::Exists(a, _)
        | E::Neg(a)
        | E::DaysIn(a)
        | E::DayOf(a)
        | E::Group(a) => {
            vec![a]
        }
        E::Index(a, b) | E::OnDay(a, b) | E::Arith(_, a, b) => vec![a, b],
        E::TimeLimit { length, from, .. } => vec![length, from],
        E::Call(_, parts) | E::Logic(_, parts) | E::Extreme(_, parts) => parts.iter().collect(),
        E::Compare(_, a, parts) => [&**a].into_iter().chain(parts).collect(),
        E::Round(a, _, b) => [Some(&**a), b.as_deref()].into_iter().flatten().collect(),
        E::Quantified(_, among, body) => with_among(among, body.as_deref()),
        E::Aggregate(_, of, among) => with_among(among, of.as_deref()),
    }
}

fn with_among<'a>(among: &'a Among, other: Option<&'a Expr>) -> Vec<&'a Expr> {
    [Some(&*among.list), among.filter.as_deref(), other]
        .into_iter()
        .flatten()
        .collect()
}
