//! E0811: percentages compared with numbers that are written without `%`.

use super::Subject;
use crate::check::ruleset::{Aggregate, Expr, ExprKind, Literal};
use crate::check::visit;
use crate::diagnostic::{Code, Diagnostic};
use crate::value::Number;

/// A field that is a percentage, or a share of a list, compared with a bare number over one: `andel är minst 50` says fifty times the
/// whole.
pub(super) fn look(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, expr) in subject.expressions() {
        match &expr.kind {
            ExprKind::Compare(_, left, right) => {
                if is_share(subject, left) {
                    found.extend(bare(subject, right));
                }
                if is_share(subject, right) {
                    found.extend(bare(subject, left));
                }
            }
            ExprKind::OneOf(value, options) if is_share(subject, value) => {
                found.extend(options.iter().filter_map(|option| bare(subject, option)));
            }
            _ => {}
        }
    }
    found
}

fn is_share(subject: &Subject<'_>, expr: &Expr) -> bool {
    let is_share_of_list = matches!(
        expr.kind,
        ExprKind::Aggregated {
            aggregate: Aggregate::Share,
            ..
        }
    );
    is_share_of_list || visit::is_percentage(subject.set, expr)
}

fn bare(subject: &Subject<'_>, expr: &Expr) -> Option<Diagnostic> {
    let ExprKind::Literal(Literal::Number(number)) = &expr.kind else {
        return None;
    };
    let words = subject.text(expr.span);
    if *number <= Number::whole(1) || words.contains('%') || !subject.has(expr.span) {
        return None;
    }
    Some(
        Diagnostic::warning(
            Code::BarePercentage,
            expr.span,
            format!("en procentsats jämförs med talet {words}"),
            format!("a percentage is compared with the number {words}"),
        )
        .label(
            format!("är {words} gånger det hela"),
            format!("is {words} times the whole"),
        )
        .help(format!("skriv `{words} %`"), format!("write `{words} %`")),
    )
}
