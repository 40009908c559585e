//! A condition in its own words: as it is written, on one line.

use crate::check::ruleset::{Expr, ExprKind, Relation, Type};
use crate::source::{Sources, Span};

/// The words of a condition. A cell of a concept's row is given its subject.
pub(super) fn of(expr: &Expr, sources: &Sources) -> String {
    let own = at(expr.span, sources);
    let (subject, relation) = match &expr.kind {
        ExprKind::Compare(relation, subject, _) => (subject, word(*relation, &subject.ty)),
        ExprKind::OneOf(subject, _) => (subject, "något av"),
        ExprKind::Within(subject, _) => (subject, "inom"),
        _ => return own,
    };
    if expr.span.start <= subject.span.start && subject.span.end <= expr.span.end {
        return own;
    }
    let subject = at(subject.span, sources);
    match &expr.kind {
        ExprKind::OneOf(..) => format!("{subject} är {relation} ({own})"),
        _ if relation.is_empty() => format!("{subject} är {own}"),
        _ => format!("{subject} är {relation} {own}"),
    }
}

/// How a relation is written.
fn word(relation: Relation, ty: &Type) -> &'static str {
    let day = matches!(ty, Type::Date | Type::Timestamp);
    match relation {
        Relation::Equal => "",
        Relation::NotEqual => "inte",
        Relation::Less if day => "före",
        Relation::Less => "under",
        Relation::AtMost if day => "senast",
        Relation::AtMost => "högst",
        Relation::Greater if day => "efter",
        Relation::Greater => "över",
        Relation::AtLeast if day => "tidigast",
        Relation::AtLeast => "minst",
    }
}

/// What stands at a place, on one line.
pub(super) fn at(span: Span, sources: &Sources) -> String {
    let text = sources.get(span.file).map_or("", |file| file.slice(span));
    one_line(text)
}

/// The text with a single space for all that is white, and without comments.
pub(super) fn one_line(text: &str) -> String {
    let mut words = Vec::new();
    for line in text.lines() {
        let line = line.split(" #").next().unwrap_or(line);
        if !line.trim_start().starts_with('#') {
            words.extend(line.split_whitespace());
        }
    }
    words.join(" ")
}
