//! Conditions that are read as if they didn't hold while they are not settled.

use std::collections::{BTreeMap, BTreeSet};

use super::Sites;
use crate::check::RuleSet;
use crate::check::ruleset::{ConceptValue, Expr, ExprId, Type};
use crate::mutate::{Change, Operator};
use crate::source::Span;

impl Sites<'_> {
    /// Each condition of a rule, a chapter or a concept in the file.
    pub(super) fn unknown(&mut self, ruleset: &RuleSet) {
        let mut conditions: BTreeMap<Span, BTreeSet<ExprId>> = BTreeMap::new();
        let mut note = |expr: &Expr| {
            conditions.entry(expr.span).or_default().insert(expr.id);
        };
        for rule in &ruleset.rules {
            rule.guard.iter().chain(&rule.condition).for_each(&mut note);
            rule.grant
                .iter()
                .filter_map(|grant| grant.judged.as_ref())
                .for_each(&mut note);
        }
        for concept in &ruleset.concepts {
            match &concept.value {
                ConceptValue::Formula(expr) if expr.ty == Type::Bool => note(expr),
                ConceptValue::Formula(_) => {}
                ConceptValue::Cases(rows) => {
                    rows.iter()
                        .filter_map(|(test, _)| test.as_ref())
                        .for_each(&mut note);
                }
            }
        }
        for (span, ids) in conditions {
            if span.file != self.file || span.start == span.end {
                continue;
            }
            let holds = |span_of: Span| span_of.start <= span.start && span.end <= span_of.end;
            let Some(subject) = self.subjects.iter().rev().find(|subject| holds(subject.span)) else {
                continue;
            };
            self.subject = subject.clone();
            let name = format!(
                "{} → {}: {}",
                self.word("okänt", "unknown"),
                self.word("nej", "no"),
                self.shown(span.start, span.end)
            );
            self.push(Operator::Unknown, name, span, Change::Closed(ids));
        }
    }
}
