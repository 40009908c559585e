//! E0812: the same condition twice in one `och` or `eller`.

use std::collections::BTreeMap;

use super::Subject;
use crate::check::ruleset::{Expr, ExprKind};
use crate::check::{TOLD, visit};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Conditions side by side with the same words.
pub(super) fn look(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, expr) in subject.expressions() {
        let (ExprKind::And(parts) | ExprKind::Or(parts)) = &expr.kind else {
            continue;
        };
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for part in parts.iter().filter(|part| is_written_whole(part)) {
            let words = subject.text(part.span);
            match seen.get(&words) {
                Some(first) if *first != part.span => found.push((part.span, *first, words)),
                Some(_) => {}
                None => {
                    seen.insert(words, part.span);
                }
            }
        }
    }
    found.sort_by_key(|(again, ..)| *again);
    if subject.set.acceptances.is_empty() {
        // No more are told, and to say each of very many takes long.
        found.truncate(TOLD);
    }
    let told = |(again, first, words): (Span, Span, String)| told(again, first, &words);
    found.into_iter().map(told).collect()
}

/// Whether all that it is made of stands in it; the cell of a decision table has its subject elsewhere.
fn is_written_whole(expr: &Expr) -> bool {
    visit::children(expr)
        .into_iter()
        .all(|child| expr.span.start <= child.span.start && child.span.end <= expr.span.end)
}

fn told(span: Span, first: Span, words: &str) -> Diagnostic {
    let words: String = words.chars().take(60).collect();
    Diagnostic::warning(
        Code::RepeatedCondition,
        span,
        format!("`{words}` står två gånger"),
        format!("`{words}` stands twice"),
    )
    .label("här igen", "here again")
    .also(first, "först här", "first here")
    .help(
        "ta bort det ena, eller ändra det till det som menas",
        "remove one of them, or change it to what is meant",
    )
}
