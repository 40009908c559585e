//! Which fields of the application something depends on.

use std::collections::BTreeSet;

use super::threshold::{Compared, Threshold};
use crate::check::RuleSet;
use crate::check::ruleset::{ConceptId, Expr, ExprKind, RecordId, Type};
use crate::check::visit::{concept_expressions, walk};

/// A field, or the assessment date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dependency {
    /// A field of the application.
    Fact(u16),
    /// A field of a record.
    Field(RecordId, u16),
    /// The assessment date.
    Day,
}

/// What the quantity of a threshold, and the threshold itself, are computed from.
pub(super) fn dependencies(set: &RuleSet, threshold: &Threshold<'_>) -> BTreeSet<Dependency> {
    let mut found = Found {
        set,
        concepts: BTreeSet::new(),
        fields: BTreeSet::new(),
    };
    match threshold.compared {
        Compared::Values(left, right, _) | Compared::End(left, right, ..) => {
            found.add(left);
            found.add(right);
        }
        Compared::Count(whole, _) => found.add(whole),
        Compared::InForce(Some(by), ..) => found.add(by),
        Compared::InForce(None, ..) => {
            found.fields.insert(Dependency::Day);
        }
        Compared::Performed(performed, _) => found.add(performed),
        Compared::Assessed(_) => {
            found.fields.insert(Dependency::Day);
        }
    }
    found.fields
}

struct Found<'a> {
    set: &'a RuleSet,
    concepts: BTreeSet<ConceptId>,
    fields: BTreeSet<Dependency>,
}

impl<'a> Found<'a> {
    fn add(&mut self, expr: &'a Expr) {
        let mut concepts = Vec::new();
        walk(expr, |inner| match &inner.kind {
            ExprKind::Fact(field) => {
                self.fields.insert(Dependency::Fact(*field));
            }
            ExprKind::Field(base, field) => {
                if let Type::Record(record) | Type::RecordKey(_, record) = base.ty {
                    self.fields.insert(Dependency::Field(record, *field));
                }
            }
            ExprKind::AssessmentDay => {
                self.fields.insert(Dependency::Day);
            }
            ExprKind::Concept(id, _) => concepts.push(*id),
            _ => {}
        });
        for id in concepts {
            // Concepts have no cycle; each is looked into once.
            if self.concepts.insert(id)
                && let Some(concept) = self.set.concepts.get(usize::from(id.0))
            {
                for expr in concept_expressions(concept) {
                    self.add(expr);
                }
            }
        }
    }
}
