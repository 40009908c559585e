//! The day on which an application is assessed, and what there is to say when there is none or the rules aren't in force.

use crate::check::RuleSet;
use crate::check::ruleset::{Expr, ExprKind, Type};
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::DayFrom;
use crate::facts::Facts;
use crate::program::{Cell, Place, Program, layout};
use crate::source::{FileId, Span};
use crate::value::{Date, Period};

/// The assessment date: the one that is given, else the application's, else the day that the rule set names.
#[must_use]
pub fn assessment_day(program: &Program, facts: &Facts, given: Option<Date>) -> Option<(Date, DayFrom)> {
    let given = given.map(|day| (day, DayFrom::Caller));
    let stated = facts.assessed_on.map(|day| (day, DayFrom::Application));
    let named = || named_day(program, facts).map(|day| (day, DayFrom::Ruleset));
    given.or(stated).or_else(named)
}

/// That the assessment date is missing.
#[must_use]
pub fn ask_for_the_day(file: FileId) -> Diagnostic {
    Diagnostic::error(
        Code::NoAssessmentDate,
        Span::new(file, 0, 0),
        "vilken dag prövas ansökan?",
        "on which day is the application assessed?",
    )
    .help(
        "ange `--as-of ÅÅÅÅ-MM-DD`, eller skriv `\"prövningsdag\"` i ansökan",
        "give `--as-of YYYY-MM-DD`, or write `\"prövningsdag\"` in the application",
    )
}

/// The day that the rule set takes as the assessment date when none is given, when the application states it.
fn named_day(program: &Program, facts: &Facts) -> Option<Date> {
    let expr = program.ruleset.assessed_on.as_ref()?;
    match facts.arena.cell(Place(slot(&program.ruleset, expr)?)) {
        Cell::Date(days) => Date::from_days(days),
        _ => None,
    }
}

/// The cell of a field of the application, or of a record in it.
fn slot(ruleset: &RuleSet, expr: &Expr) -> Option<u32> {
    match &expr.kind {
        ExprKind::Fact(field) => Some(layout::offset(ruleset, &ruleset.application, *field)),
        ExprKind::Field(base, field) => {
            let Type::Record(record) = &base.ty else {
                return None;
            };
            slot(ruleset, base)?.checked_add(1)?.checked_add(layout::offset(
                ruleset,
                ruleset.fields(*record),
                *field,
            ))
        }
        _ => None,
    }
}

/// F0117: the rule set is not in force on the day that selects its version.
#[must_use]
pub fn outside_validity(ruleset: &RuleSet, day: Option<Date>, file: FileId) -> Diagnostic {
    let period = written(ruleset.valid.period);
    let diagnostic = Diagnostic::error(
        Code::OutsideValidity,
        Span::new(file, 0, 0),
        format!("regelverket `{}` gäller inte ansökan", ruleset.name),
        format!(
            "the rule set `{}` does not apply to the application",
            ruleset.name
        ),
    );
    match day {
        Some(day) => diagnostic.help(
            format!("det gäller {period}, och dagen som avgör är {day}"),
            format!("it is in force {period}, and the day that decides is {day}"),
        ),
        None => diagnostic.help(format!("det gäller {period}"), format!("it is in force {period}")),
    }
}

/// A period as the rule file writes it: `2018-01-01..`.
#[must_use]
pub fn written(period: Period) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}..{}", day(period.from), day(period.to))
}
