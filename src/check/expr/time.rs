//! Calendar arithmetic: dates and durations, time limits and terms, the days of a period.

use super::ungrouped;
use crate::check::checker::Checker;
use crate::check::ruleset::{ArithOp, Expr, ExprKind, Type};
use crate::check::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree;
use crate::value::{RoundMode, Unit, UnitId};

impl Checker<'_> {
    /// A date plus or minus a duration. `rounded` is the rounding that stands around the sum; one that stands at the
    /// duration means the same.
    pub(crate) fn add_time(
        &mut self,
        op: ArithOp,
        date: Expr,
        length: &tree::Expr,
        rounded: Option<(RoundMode, Span)>,
        span: Span,
    ) -> Option<Expr> {
        let (length, rounded) = match (&ungrouped(length).kind, rounded) {
            (tree::ExprKind::Round(inner, mode, None), None) => (&**inner, Some((*mode, length.span))),
            _ => (length, rounded),
        };
        let length = self.expr(length, None)?;
        let unit = self.duration_unit(&length)?;
        let calendar = matches!(unit, UnitId::MONTH | UnitId::YEAR);
        let month_end = match rounded {
            Some((RoundMode::Nearest, at)) => {
                self.report(
                    Diagnostic::error(
                        Code::MonthsWithoutRounding,
                        at,
                        "ett datum avrundas uppåt eller nedåt, inte till det närmaste",
                        "a date is rounded up or down, not to the nearest",
                    )
                    .help(
                        "nedåt ger månadens sista dag, uppåt nästa månads första",
                        "down gives the month's last day, up the next month's first",
                    ),
                );
                return None;
            }
            Some((mode, _)) if calendar => Some(mode),
            None if calendar => {
                let text = self.words(length.span);
                self.report(
                    Diagnostic::error(
                        Code::MonthsWithoutRounding,
                        span,
                        format!("det framgår inte vad `{text}` betyder vid en månads slut"),
                        format!("it is not said what `{text}` means at a month's end"),
                    )
                    .help(
                        format!("skriv `{text} avrundat nedåt` (månadens sista dag) eller `{text} avrundat uppåt` (nästa månads första)"),
                        format!("write `{text} avrundat nedåt` (the month's last day) or `{text} avrundat uppåt` (the next month's first)"),
                    ),
                );
                return None;
            }
            _ => None,
        };
        let kind = ExprKind::AddTime {
            date: Box::new(date),
            length: Box::new(length),
            subtract: op == ArithOp::Sub,
            month_end,
        };
        Some(self.make(span, Type::Date, kind))
    }

    /// The unit of time that a duration is counted in; otherwise says that it is none.
    fn duration_unit(&mut self, length: &Expr) -> Option<UnitId> {
        let unit = length.ty.unit().and_then(Unit::single);
        if let Some(unit @ (UnitId::DAY | UnitId::WEEK | UnitId::MONTH | UnitId::YEAR)) = unit {
            return Some(unit);
        }
        let found = words::of_type(&self.set, &length.ty);
        let text = self.words(length.span);
        let code = if length.ty.unit().is_some() {
            Code::UnitMismatch
        } else {
            Code::TypeMismatch
        };
        self.report(
            Diagnostic::error(
                code,
                length.span,
                format!("`{text}` är {}, men här väntas en tid", found.0),
                format!("`{text}` is {}, but a length of time is expected here", found.1),
            )
            .label(found.0, found.1)
            .help(
                "skriv ett antal dagar, veckor, månader eller år",
                "write a number of days, weeks, months or years",
            ),
        );
        None
    }

    /// `frist 1 år från D`, `löptid 1 år från D`.
    pub(crate) fn time_limit(
        &mut self,
        term: bool,
        length: &tree::Expr,
        from: &tree::Expr,
        moved: bool,
        span: Span,
    ) -> Option<Expr> {
        let length = self.expr(length, None);
        let from = self.expr_of(from, &Type::Date);
        let length = length?;
        self.duration_unit(&length)?;
        let kind = ExprKind::TimeLimit {
            term,
            length: Box::new(length),
            from: Box::new(from?),
            moved,
        };
        Some(self.make(span, Type::Date, kind))
    }

    /// `antalet dagar i P`.
    pub(crate) fn days_in(&mut self, period: &tree::Expr, span: Span) -> Option<Expr> {
        let period = self.expr_of(period, &Type::Period)?;
        let ty = Type::Number {
            unit: Unit::of(UnitId::DAY),
            signed: false,
            whole: true,
        };
        Some(self.make(span, ty, ExprKind::DaysIn(Box::new(period))))
    }

    /// `dagen för t`.
    pub(crate) fn day_of(&mut self, timestamp: &tree::Expr, span: Span) -> Option<Expr> {
        let timestamp = self.expr_of(timestamp, &Type::Timestamp)?;
        Some(self.make(span, Type::Date, ExprKind::DayOf(Box::new(timestamp))))
    }
}
