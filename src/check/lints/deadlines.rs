//! E0809: last days that are written out and fall on a day off.

use super::Subject;
use crate::check::ruleset::{Expr, ExprKind, Literal, Relation, Rule, RuleKind};
use crate::check::visit;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::value::{Date, DayOff, Number, UnitId};

/// An obligation's last day, or the day by which a requirement says that something is to be done, that is known from the file and
/// is a day off: by a date, or by a time limit from a date. Whether such a day is moved depends on where it is set (lag 1930:173
/// moves those of acts and ordinances), which the rule must say.
pub(super) fn look(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let own = subject
        .set
        .rules
        .iter()
        .filter(|rule| subject.has(rule.name_span));
    own.flat_map(|rule| {
        let due = rule.duty.iter().filter_map(|duty| duty.last_day.as_ref());
        let due = due.filter_map(day_off);
        // The last day of a year is far more often the end of a year's time than a day to be in time for.
        let demanded = last_days(rule).into_iter().filter_map(day_off);
        due.chain(demanded.filter(|(_, _, off)| *off != DayOff::NewYearsEve))
    })
    .map(|(span, day, off)| told(span, day, off))
    .collect()
}

fn day_off(expr: &Expr) -> Option<(Span, Date, DayOff)> {
    let day = day(expr)?;
    Some((expr.span, day, day.day_off()?))
}

/// The days by which a requirement says that something is to be done.
fn last_days(rule: &Rule) -> Vec<&Expr> {
    let mut found: Vec<&Expr> = Vec::new();
    if rule.kind == RuleKind::Requirement
        && let Some(condition) = &rule.condition
    {
        visit::walk(condition, |expr| match &expr.kind {
            ExprKind::Compare(Relation::AtMost, _, right) => found.push(right),
            ExprKind::Compare(Relation::AtLeast, left, _) => found.push(left),
            _ => {}
        });
    }
    found
}

/// The day, when the file alone says which it is.
fn day(expr: &Expr) -> Option<Date> {
    match &expr.kind {
        ExprKind::Literal(Literal::Date(day)) => Some(*day),
        ExprKind::TimeLimit {
            term: false,
            length,
            from,
            moved: false,
        } => later(day(from)?, length),
        _ => None,
    }
}

/// The day so much later.
fn later(from: Date, length: &Expr) -> Option<Date> {
    let ExprKind::Literal(Literal::Number(number)) = &length.kind else {
        return None;
    };
    let number = i32::try_from(Number::as_i64(*number)?).ok()?;
    match length.ty.unit()?.single()? {
        UnitId::DAY => from.add_days(number),
        UnitId::WEEK => from.add_days(number.checked_mul(7)?),
        UnitId::MONTH => from.add_months(number).map(|(day, _)| day),
        UnitId::YEAR => from.add_months(number.checked_mul(12)?).map(|(day, _)| day),
        _ => None,
    }
}

fn told(span: Span, day: Date, off: DayOff) -> Diagnostic {
    let words = off.words();
    let (sv, en) = (&words.sv, words.en.as_deref().unwrap_or_default());
    let mut diagnostic = Diagnostic::warning(
        Code::LastDayOff,
        span,
        format!("sista dagen, {day}, är {sv}"),
        format!("the last day, {day}, is {en}"),
    )
    .label(
        "räknas som den är; den flyttas bara där regeln säger det",
        "counts as it is; it is moved only where the rule says so",
    );
    if let Some(next) = day.next_working() {
        diagnostic = diagnostic.help(
            format!("skriv {next} om dagen är satt i lag eller förordning och flyttas till vardagen efter (lag 1930:173)"),
            format!("write {next} if the day is set in an act or an ordinance and is moved to the next weekday (act 1930:173)"),
        );
    }
    diagnostic.help(
        "gäller dagen som den är: `godta E0809 för` regelns namn, med skälet",
        "if the day holds as it is: `godta E0809 för` the rule's name, with the reason",
    )
}
