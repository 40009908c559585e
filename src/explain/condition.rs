//! Conditions as they are read from the rules: a sentence, or several under what connects them.

use super::wording::Wording;
use super::words::Words;
use crate::check::ruleset::{Expr, ExprKind};

/// A condition in words. Where it has parts, `text` says how they are connected.
#[derive(Clone, Debug)]
pub struct Condition {
    /// A sentence without a capital or a full stop.
    pub text: Words,
    /// What it is made of.
    pub parts: Vec<Condition>,
}

impl Condition {
    /// Conditions that must all hold.
    pub(crate) fn all(parts: Vec<Self>) -> Self {
        let text = all_of_these();
        Self { text, parts }
    }
}

/// What stands above conditions that must all hold.
pub(crate) fn all_of_these() -> Words {
    Words::new("allt detta ska gälla", "all of this must hold")
}

/// What stands above conditions of which one must hold.
pub(crate) fn one_of_these() -> Words {
    Words::new("något av detta ska gälla", "one of these must hold")
}

/// What stands above a condition that must not hold.
pub(crate) fn none_of_these() -> Words {
    Words::new("detta ska inte gälla", "this must not hold")
}

impl Wording<'_> {
    /// A condition, opened along its connectives.
    #[must_use]
    pub fn condition(&self, expr: &Expr) -> Condition {
        let (text, parts): (Words, Vec<&Expr>) = match &expr.kind {
            ExprKind::And(all) => (all_of_these(), all.iter().collect()),
            ExprKind::Or(all) => (one_of_these(), all.iter().collect()),
            ExprKind::Not(inner) if matches!(inner.kind, ExprKind::And(_) | ExprKind::Or(_)) => {
                (none_of_these(), vec![inner])
            }
            _ => (self.clause(expr, true), Vec::new()),
        };
        Condition {
            text,
            parts: parts.into_iter().map(|part| self.condition(part)).collect(),
        }
    }
}
