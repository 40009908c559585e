//! Where a rule set has thresholds.

use std::collections::BTreeSet;

use crate::check::RuleSet;
use crate::check::ruleset::{Expr, ExprKind, Literal, ParameterId, Quantifier, RuleId, RuleKind, Type};
use crate::check::visit::{Owner, roots, walk};
use crate::source::Span;
use crate::value::{Date, Period};

/// A value at which something changes.
#[derive(Clone, Debug)]
pub struct Threshold<'a> {
    /// What it belongs to.
    pub owner: Owner,
    /// The rule's, concept's, block's or result's name.
    pub name: &'a str,
    /// Where it stands.
    pub span: Span,
    /// What is compared with what.
    pub compared: Compared<'a>,
}

/// What is compared with what.
#[derive(Clone, Copy, Debug)]
pub enum Compared<'a> {
    /// A condition on two numbers or two days: what is measured, what it is measured by, and the whole.
    Values(&'a Expr, &'a Expr, &'a Expr),
    /// A condition that a day, or the first and last day of a period, is in a period: the day, the period, whether it is about
    /// its first day, and the whole.
    End(&'a Expr, &'a Expr, bool, &'a Expr),
    /// A condition that at least so many elements pass: the quantifier, and how many.
    Count(&'a Expr, i64),
    /// The day that selects the version, and a day on which something begins (true) or ends to be in force.
    InForce(Option<&'a Expr>, Date, bool),
    /// The day on which an obligation was performed, and its last day.
    Performed(&'a Expr, &'a Expr),
    /// The assessment date, and an obligation's last day.
    Assessed(&'a Expr),
}

impl<'a> Compared<'a> {
    /// The condition that turns at the threshold, when it is one.
    pub(super) fn condition(self) -> Option<&'a Expr> {
        match self {
            Self::Values(.., whole) | Self::End(.., whole) | Self::Count(whole, _) => Some(whole),
            _ => None,
        }
    }
}

/// All of them, in the order of the rule set: concepts, rules, results; then what is in force when, and last days.
#[must_use]
pub fn thresholds(set: &RuleSet) -> Vec<Threshold<'_>> {
    let mut found = Vec::new();
    for (owner, root) in roots(set) {
        let Some(name) = name(set, owner) else { continue };
        walk(root, |expr| {
            let mut add = |compared| {
                found.push(Threshold {
                    owner,
                    name,
                    span: expr.span,
                    compared,
                });
            };
            match &expr.kind {
                ExprKind::Compare(_, left, right) if measurable(&left.ty) => {
                    let (left, right) = (left.as_ref(), right.as_ref());
                    if is_fixed(left) {
                        add(Compared::Values(right, left, expr));
                    } else {
                        add(Compared::Values(left, right, expr));
                    }
                }
                ExprKind::Within(value, period) => {
                    for first in [true, false] {
                        if !open_end(period, first) {
                            add(Compared::End(value, period, first, expr));
                        }
                    }
                }
                ExprKind::Quantified {
                    quantifier: Quantifier::AtLeast(n),
                    ..
                } => add(Compared::Count(expr, i64::from(*n))),
                _ => {}
            }
        });
    }
    found.extend(in_force(set));
    for (id, rule) in (0..).map(RuleId).zip(&set.rules) {
        let Some(last) = rule.duty.as_ref().and_then(|duty| duty.last_day.as_ref()) else {
            continue;
        };
        let performed = rule.duty.as_ref().and_then(|duty| duty.performed.as_ref());
        let mut add = |compared| {
            found.push(Threshold {
                owner: Owner::Rule(id),
                name: &rule.id,
                span: last.span,
                compared,
            });
        };
        if let Some(performed) = performed {
            add(Compared::Performed(performed, last));
        }
        add(Compared::Assessed(last));
    }
    found
}

/// The days on which the rule set, its rules and the values of its parameters begin and end to be in force.
fn in_force(set: &RuleSet) -> Vec<Threshold<'_>> {
    let by = set.valid.by.as_ref();
    let mut found = Vec::new();
    let mut ends = |owner, name, span, period: Period| {
        for (day, begins) in [(period.from, true), (period.to, false)] {
            found.extend(day.map(|day| Threshold {
                owner,
                name,
                span,
                compared: Compared::InForce(by, day, begins),
            }));
        }
    };
    let span = by.map(|by| by.span).unwrap_or_default();
    ends(Owner::Header, &set.name, span, set.valid.period);
    for (id, rule) in (0..).map(RuleId).zip(&set.rules) {
        if let Some(period) = rule.valid {
            ends(Owner::Rule(id), &rule.id, rule.name_span, period);
        }
    }
    let mut read: BTreeSet<ParameterId> = BTreeSet::new();
    for (_, root) in roots(set) {
        walk(root, |expr| {
            if let ExprKind::Parameter(id, None) = &expr.kind {
                read.insert(*id);
            }
        });
    }
    for (id, parameter) in (0..).map(ParameterId).zip(&set.parameters) {
        // One that is read on another day than the version's has its threshold there.
        for dated in parameter.values.iter().filter(|_| read.contains(&id)) {
            let Period { from, to } = dated.period;
            let goes_on = to.is_some_and(|to| {
                let next = to.add_days(1);
                parameter.values.iter().any(|other| other.period.from == next)
            });
            ends(
                Owner::Header,
                &parameter.name,
                span,
                Period {
                    from: from.filter(|day| Some(*day) != set.valid.period.from),
                    to: to.filter(|day| !goes_on && Some(*day) != set.valid.period.to),
                },
            );
        }
    }
    found
}

/// Whether an end of the period is open as it is written.
fn open_end(period: &Expr, first: bool) -> bool {
    match &period.kind {
        ExprKind::Literal(Literal::Period(period)) => {
            if first {
                period.from.is_none()
            } else {
                period.to.is_none()
            }
        }
        _ => false,
    }
}

/// Whether values of the type have a next one.
fn measurable(ty: &Type) -> bool {
    matches!(ty, Type::Number { .. } | Type::Date)
}

/// Whether the expression reads nothing.
fn is_fixed(expr: &Expr) -> bool {
    let mut fixed = true;
    walk(expr, |inner| {
        fixed &= !matches!(
            inner.kind,
            ExprKind::Fact(_) | ExprKind::Element(_) | ExprKind::Concept(..) | ExprKind::AssessmentDay
        );
    });
    fixed
}

/// What the owner is called.
fn name(set: &RuleSet, owner: Owner) -> Option<&str> {
    Some(match owner {
        Owner::Header => set.name.as_str(),
        Owner::Concept(id) => &set.concepts.get(usize::from(id.0))?.name,
        Owner::Rule(id) => &set.rules.get(usize::from(id.0))?.id,
        Owner::Block(id) => &set.blocks.get(usize::from(id.0))?.name,
        Owner::Result(at) => &set.results.get(usize::from(at))?.name,
        // No case is decided by it.
        Owner::Apportionment(_) => return None,
    })
}

impl Threshold<'_> {
    /// Whether it stands in the guard of its rule.
    pub(super) fn is_in_guard(&self, set: &RuleSet) -> bool {
        let Owner::Rule(id) = self.owner else { return false };
        let guard = set
            .rules
            .get(usize::from(id.0))
            .map_or(&[][..], |rule| &rule.guard);
        self.compared.condition().is_some()
            && guard.iter().any(|expr| {
                expr.span.file == self.span.file
                    && expr.span.start <= self.span.start
                    && self.span.end <= expr.span.end
            })
    }

    /// Whether nothing of it can show in the outcome: it belongs to a rule that only leaves a remark, a status or an obligation.
    pub(super) fn is_aside(&self, set: &RuleSet) -> bool {
        match self.owner {
            Owner::Result(_) => true,
            Owner::Rule(id) => set.rules.get(usize::from(id.0)).is_some_and(|rule| {
                matches!(
                    rule.kind,
                    RuleKind::Recommendation
                        | RuleKind::Goal
                        | RuleKind::Circumstance
                        | RuleKind::Obligation
                        | RuleKind::Condition
                )
            }),
            _ => false,
        }
    }
}
