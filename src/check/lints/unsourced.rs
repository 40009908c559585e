//! E0804: values that a decision rests on, without a source and without an assumption.

use super::Subject;
use crate::check::ruleset::{Expr, ExprKind, Grounds, Literal, Type};
use crate::check::visit;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::Name;
use crate::value::Number;

/// A parameter's value, a table, or a concept with an amount, a limit or a date of its own that rests on nothing. A concept that
/// only computes what others say needs no source. What the header rests on holds for all.
pub(super) fn look(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if rests(subject.header) {
        return found;
    }
    let pending = &subject.checker.pending;
    let set = subject.set;
    for (parameter, made) in pending.parameters.iter().zip(&set.parameters) {
        let values = parameter.values.iter().zip(&made.values);
        for (written, _) in values.filter(|(_, value)| !rests(&value.grounds)) {
            if subject.has(written.span) {
                found.push(unsourced(
                    parameter.name,
                    written.span,
                    ("ett värde i", "a value of"),
                ));
            }
        }
    }
    for ((module, table), made) in pending.tables.iter().zip(&set.tables) {
        if subject.is_own(*module) && !rests(&made.grounds) {
            found.push(unsourced(&table.name, table.name.span, ("tabellen", "the table")));
        }
    }
    for ((module, concept), made) in pending.concepts.iter().zip(&set.concepts) {
        let own_values = visit::concept_expressions(made).into_iter().any(has_value);
        if subject.is_own(*module) && own_values && !rests(&made.grounds) {
            found.push(unsourced(
                &concept.name,
                concept.name.span,
                ("begreppet", "the concept"),
            ));
        }
    }
    found
}

fn rests(grounds: &Grounds) -> bool {
    !grounds.cites.is_empty() || grounds.assumed.is_some()
}

/// Whether an amount, a quantity, a date or a period is written in it, or a number that something is compared with. Nothing (0)
/// needs no source, and neither does the step of a rounding.
fn has_value(expr: &Expr) -> bool {
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        match &next.kind {
            ExprKind::Literal(Literal::Date(_) | Literal::Period(_)) => return true,
            ExprKind::Literal(Literal::Number(n)) if !n.is_zero() && has_unit(&next.ty) => return true,
            ExprKind::Compare(_, left, right) if [left, right].into_iter().any(|side| is_limit(side)) => {
                return true;
            }
            ExprKind::Round(value, ..) => open.push(value),
            _ => open.extend(visit::children(next)),
        }
    }
    false
}

fn has_unit(ty: &Type) -> bool {
    ty.unit().is_some_and(|unit| !unit.is_none())
}

fn is_limit(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Literal(Literal::Number(n)) if !n.is_zero() && *n != Number::whole(1))
}

fn unsourced(name: &Name, span: Span, (sv, en): (&str, &str)) -> Diagnostic {
    let name = &name.text;
    Diagnostic::warning(
        Code::Unsourced,
        span,
        format!("{sv} `{name}` vilar varken på en källa eller på ett antagande"),
        format!("{en} `{name}` rests neither on a source nor on an assumption"),
    )
    .help(
        "skriv `enligt KÄLLA \"…\"`, eller `antagande \"…\"` om dokumentet lämnar det öppet",
        "write `enligt SOURCE \"…\"`, or `antagande \"…\"` when the document leaves it open",
    )
}
