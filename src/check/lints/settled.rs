//! E0810: conditions that come out the same whatever the facts are.

use std::collections::BTreeSet;

use super::Subject;
use crate::check::TOLD;
use crate::check::collisions;
use crate::check::ruleset::{
    Aggregate, Expr, ExprId, ExprKind, Literal, Quantifier, Relation, RuleSet, Type,
};
use crate::check::visit;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::value::Number;

/// What a condition always comes to, and why.
type Settled = (bool, &'static str, &'static str);

/// A condition that its words or its types settle: two literals compared, what can't be below zero compared with zero or less,
/// something compared with itself, every value of a type listed, `minst 0 i`, or comparisons that exclude each other.
pub(super) fn look(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let expressions = subject.expressions();
    let denied: BTreeSet<ExprId> = expressions
        .iter()
        .filter_map(|(_, expr)| Some(denies(expr)?.id))
        .collect();
    let mut found: Vec<(Span, Settled)> = expressions
        .iter()
        .filter_map(|(_, expr)| Some((*expr, settled(subject, expr)?)))
        .filter(|(expr, _)| !denied.contains(&expr.id))
        .map(|(expr, settled)| (expr.span, settled))
        .collect();
    // More than are told are not made out. Where something is accepted, that may be any of them.
    if subject.set.acceptances.is_empty() && found.len() > TOLD {
        found.sort_by_key(|(span, _)| *span);
        found.truncate(TOLD);
    }
    found
        .into_iter()
        .map(|(span, settled)| told(span, settled))
        .collect()
}

/// What a condition denies where it stands: `x är inte något av (…)` is one condition to its reader.
fn denies(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Not(inner) if inner.span == expr.span => Some(inner),
        _ => None,
    }
}

fn settled(subject: &Subject<'_>, expr: &Expr) -> Option<Settled> {
    if let Some(inner) = denies(expr) {
        return settled(subject, inner).map(|(holds, sv, en)| (!holds, sv, en));
    }
    match &expr.kind {
        ExprKind::Compare(relation, left, right) => compared(subject, *relation, left, right),
        ExprKind::OneOf(value, options) => every_value(subject.set, value, options).then_some((
            true,
            "alla värden räknas upp",
            "all values are listed",
        )),
        ExprKind::Quantified {
            quantifier: Quantifier::AtLeast(0),
            ..
        } => Some((true, "så många finns alltid", "there are always that many")),
        ExprKind::And(parts) => collisions::exclude_each_other(subject.set, parts).then_some((
            false,
            "delarna utesluter varandra",
            "the parts exclude each other",
        )),
        _ => None,
    }
}

fn compared(subject: &Subject<'_>, relation: Relation, left: &Expr, right: &Expr) -> Option<Settled> {
    let literal = |expr: &Expr| matches!(expr.kind, ExprKind::Literal(_));
    if literal(left) && literal(right) {
        let holds = of_literals(relation, left, right)?;
        return Some((
            holds,
            "båda sidor är skrivna i filen",
            "both sides are written in the file",
        ));
    }
    let inside = |outer: Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
    // The subject of a decision table stands once and is compared in each row.
    let apart = !inside(left.span, right.span) && !inside(right.span, left.span);
    if !literal(left) && apart && subject.same_text(left.span, right.span) {
        let holds = matches!(relation, Relation::Equal | Relation::AtMost | Relation::AtLeast);
        return Some((holds, "jämförs med sig självt", "is compared with itself"));
    }
    let holds = match (&left.kind, &right.kind) {
        (_, ExprKind::Literal(Literal::Number(limit))) if is_never_negative(subject.set, left) => {
            from_zero(relation, *limit)
        }
        (ExprKind::Literal(Literal::Number(limit)), _) if is_never_negative(subject.set, right) => {
            from_zero(mirrored(relation), *limit)
        }
        _ => None,
    }?;
    Some((holds, "kan inte vara under noll", "can't be below zero"))
}

fn of_literals(relation: Relation, left: &Expr, right: &Expr) -> Option<bool> {
    let (ExprKind::Literal(left), ExprKind::Literal(right)) = (&left.kind, &right.kind) else {
        return None;
    };
    let order = match (left, right) {
        (Literal::Number(a), Literal::Number(b)) => a.cmp(b),
        (Literal::Date(a), Literal::Date(b)) => a.cmp(b),
        _ => return None,
    };
    Some(match relation {
        Relation::Equal => order.is_eq(),
        Relation::NotEqual => order.is_ne(),
        Relation::Less => order.is_lt(),
        Relation::AtMost => order.is_le(),
        Relation::Greater => order.is_gt(),
        Relation::AtLeast => order.is_ge(),
    })
}

/// What a comparison of something that is zero or more with the limit always comes to, if anything.
fn from_zero(relation: Relation, limit: Number) -> Option<bool> {
    let (below, zero) = (limit.is_negative(), limit.is_zero());
    match relation {
        Relation::AtLeast if below || zero => Some(true),
        Relation::Less if below || zero => Some(false),
        Relation::Greater if below => Some(true),
        Relation::AtMost | Relation::Equal if below => Some(false),
        Relation::NotEqual if below => Some(true),
        _ => None,
    }
}

fn mirrored(relation: Relation) -> Relation {
    match relation {
        Relation::Less => Relation::Greater,
        Relation::AtMost => Relation::AtLeast,
        Relation::Greater => Relation::Less,
        Relation::AtLeast => Relation::AtMost,
        same => same,
    }
}

/// Whether it is a field that is declared so, or a number of elements.
fn is_never_negative(set: &RuleSet, expr: &Expr) -> bool {
    let unsigned = |ty: &Type| matches!(ty, Type::Number { signed: false, .. });
    match &expr.kind {
        ExprKind::Fact(_) | ExprKind::Field(..) => {
            visit::field(set, expr).is_some_and(|field| unsigned(&field.ty))
        }
        ExprKind::Aggregated {
            aggregate: Aggregate::Count,
            ..
        } => true,
        _ => false,
    }
}

/// Whether the options are all values that the type has.
fn every_value(set: &RuleSet, value: &Expr, options: &[Expr]) -> bool {
    let Type::Enum(id) = value.ty else { return false };
    let Some(definition) = set.enums.get(usize::from(id.0)) else {
        return false;
    };
    let variant = |option: &Expr| match option.kind {
        ExprKind::Literal(Literal::Symbol(of, variant)) if of == id => Some(variant),
        _ => None,
    };
    let listed: BTreeSet<u16> = options.iter().filter_map(variant).collect();
    (0..)
        .zip(&definition.variants)
        .all(|(variant, _)| listed.contains(&variant))
}

fn told(span: Span, (holds, sv, en): Settled) -> Diagnostic {
    let (word_sv, word_en) = if holds {
        ("sant", "true")
    } else {
        ("falskt", "false")
    };
    Diagnostic::warning(
        Code::AlwaysSame,
        span,
        format!("villkoret är alltid {word_sv}"),
        format!("the condition is always {word_en}"),
    )
    .label(sv, en)
    .help(
        "ändra villkoret till det som menas, eller ta bort det",
        "change the condition to what is meant, or remove it",
    )
}
