//! How values came about: formulas with their numbers, concepts, aggregates.

use super::because::{Because, MOST_ELEMENTS, more, truth};
use super::case::Case;
use super::value;
use super::words::{Words, say};
use super::{Reason, Truth};
use crate::check::ruleset::{Aggregate, ConceptId, ConceptValue, Expr, ExprKind};
use crate::eval::FrameId;

impl<'a> Because<'_, 'a> {
    /// The concepts, aggregates and operations in an expression, each with its value and how it came about.
    pub(crate) fn computations(&mut self, expr: &'a Expr, frame: FrameId) -> Vec<Reason> {
        match &expr.kind {
            ExprKind::Concept(id, args) => vec![self.concept_value(*id, args, expr, frame)],
            ExprKind::Aggregated { .. } => vec![self.aggregated(expr, frame)],
            ExprKind::Arith(..)
            | ExprKind::Round(..)
            | ExprKind::Extreme(..)
            | ExprKind::TimeLimit { .. }
            | ExprKind::AddTime { .. } => {
                let children = self.inner_computations(expr, frame);
                let mut reason = Reason::note(self.equation(expr, frame));
                reason.facts = self.case.facts_read(expr, frame);
                reason.children = children;
                vec![reason]
            }
            ExprKind::Cell(..) | ExprKind::Parameter(..) => {
                vec![Reason::note(self.equation(expr, frame))]
            }
            ExprKind::AssessmentDay => {
                let day = super::format::date(self.case.verdict.assessed_on);
                vec![Reason::note(say!(
                    "prövningsdagen = {day}",
                    "the assessment date = {day}",
                    day = day
                ))]
            }
            ExprKind::RuleMet(_) | ExprKind::RuleBites(_) => vec![],
            _ => self.inner_computations(expr, frame),
        }
    }

    /// The computations of what an expression is made of.
    fn inner_computations(&mut self, expr: &'a Expr, frame: FrameId) -> Vec<Reason> {
        super::case::parts(expr)
            .into_iter()
            .flat_map(|part| self.computations(part, frame))
            .collect()
    }

    /// `a × b = 2 × 3 = 6`: the expression in words, with its numbers, and its value.
    fn equation(&self, expr: &Expr, frame: FrameId) -> Words {
        let words = match &expr.kind {
            ExprKind::Cell(table, key, column) => {
                let row = match self.case.value(key, frame) {
                    Some(cell) if cell.is_known() => self.case.value_words(key, frame),
                    _ => self.case.noun(key),
                };
                self.case.table_cell(*table, *column, &row)
            }
            _ => self.case.noun(expr),
        };
        let numbers = self.case.filled_in(expr, frame);
        let value = self.case.value_words(expr, frame);
        chain(&[words, numbers, value])
    }

    /// A concept's value: its title, its formula with numbers, and what it came to.
    fn concept_value(&mut self, id: ConceptId, args: &'a [Expr], expr: &'a Expr, frame: FrameId) -> Reason {
        let title = self.case.concept_in_words(id, args, true);
        let value = self.case.value_words(expr, frame);
        let Some(concept) = self.case.concept(id) else {
            return Reason::note(chain(&[title, value]));
        };
        let mut children = self.concept(id);
        let mut facts = Vec::new();
        let overridden = children.iter().any(|c| c.value == Truth::Holds);
        let text = match &concept.value {
            ConceptValue::Formula(formula)
                if concept.params.is_empty() && concept.overrides.is_empty() && !overridden =>
            {
                facts = self.case.facts_read(formula, FrameId::TOP);
                let numbers = self.case.filled_in(formula, FrameId::TOP);
                let text = chain(&[title, numbers, value]);
                // The formula's own line would say the same again.
                if let [only] = children.as_mut_slice()
                    && only.value == Truth::Note
                    && is_operation(formula)
                {
                    children = std::mem::take(&mut only.children);
                }
                text
            }
            _ => chain(&[title, value]),
        };
        Reason {
            facts,
            children,
            ..Reason::note(text)
        }
    }

    /// An aggregate, with what each element adds when they are few.
    fn aggregated(&mut self, expr: &'a Expr, frame: FrameId) -> Reason {
        let text = self.equation(expr, frame);
        let mut reason = Reason::note(text);
        reason.facts = self.case.facts_read(expr, frame);
        let ExprKind::Aggregated {
            aggregate,
            var,
            filter,
            of,
            ..
        } = &expr.kind
        else {
            return reason;
        };
        let elements = self.case.elements(*var, frame);
        let mut left_out = 0_usize;
        for &(element, index) in elements {
            let passed = filter
                .as_ref()
                .map_or(Truth::Holds, |f| truth(self.case.value(f, element)));
            let plain_count = of.is_none() && filter.is_none();
            if passed == Truth::Fails || plain_count || matches!(aggregate, Aggregate::Share) {
                continue;
            }
            if reason.children.len() >= MOST_ELEMENTS {
                left_out = left_out.saturating_add(1);
                continue;
            }
            let name = self.case.element_name(*var, element, index);
            let mut child = match of {
                Some(of) => Reason::note(say!(
                    "{name}: {value}",
                    "{name}: {value}",
                    name = name,
                    value = self.case.value_words(of, element)
                )),
                None => Reason::note(name),
            };
            if passed == Truth::Undetermined {
                child.value = Truth::Undetermined;
            }
            reason.children.push(child);
        }
        reason.children.extend(more(left_out));
        reason
    }
}

/// Whether the numbers of an expression can be filled in: its own line shows them.
fn is_operation(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Arith(..) | ExprKind::Extreme(..) | ExprKind::Round(..)
    )
}

/// `a = b = c`, each once.
fn chain(steps: &[Words]) -> Words {
    let mut out: Vec<Words> = Vec::new();
    for step in steps {
        if out.last() != Some(step) && !step.is_empty() {
            out.push(step.clone());
        }
    }
    Words::joined(&out, " = ")
}

impl Case<'_> {
    /// An expression's value in words.
    pub(crate) fn value_words(&self, expr: &Expr, frame: FrameId) -> Words {
        match (&expr.kind, self.value(expr, frame)) {
            (ExprKind::Literal(literal), _) => self.literal(literal, &expr.ty),
            (_, Some(cell)) if self.is_share(expr) => self.share_cell(cell, &expr.ty),
            (_, Some(cell)) => self.cell(cell, &expr.ty),
            (_, None) => value::unknown(),
        }
    }

    /// An expression with numbers instead of names.
    pub(crate) fn filled_in(&self, expr: &Expr, frame: FrameId) -> Words {
        match &expr.kind {
            ExprKind::Arith(op, a, b) => {
                let side = |e: &Expr| match &e.kind {
                    ExprKind::Arith(..) => say!("({e})", "({e})", e = self.filled_in(e, frame)),
                    _ => self.filled_in(e, frame),
                };
                super::noun::join_operation(*op, &side(a), &side(b))
            }
            ExprKind::Round(a, mode, step) => {
                super::noun::rounded(&self.filled_in(a, frame), *mode, &self.filled_in(step, frame))
            }
            ExprKind::Extreme(smallest, all) => {
                let all: Vec<Words> = all.iter().map(|e| self.filled_in(e, frame)).collect();
                let all = Words::all_of(&all);
                if *smallest {
                    say!("det minsta av {all}", "the smallest of {all}", all = all)
                } else {
                    say!("det största av {all}", "the largest of {all}", all = all)
                }
            }
            _ => self.value_words(expr, frame),
        }
    }
}
