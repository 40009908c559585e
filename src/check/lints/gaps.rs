//! E0807: dated parameters that have no value on some day of the rule set's validity.

use std::collections::BTreeSet;

use super::Subject;
use crate::check::pending::PendingParameter;
use crate::check::ruleset::{Expr, ExprKind, ParameterId};
use crate::check::visit;
use crate::diagnostic::{Code, Diagnostic};
use crate::value::{Date, Period};

/// A parameter that lacks a value for part of the rule set's period: before its first value, between two, or after its last when
/// the rule set has a last day. (What a rule set without a last day will need is not known yet.) One that is read only on days that
/// are written out is left alone.
pub(super) fn look(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let whole = if subject.is_module() {
        Period::default()
    } else {
        subject.set.valid.period
    };
    let pending = subject.checker.pending.parameters.iter();
    let with_gap: Vec<_> = pending
        .zip((0..).map(ParameterId))
        .filter(|(parameter, _)| subject.is_own(parameter.module))
        .filter_map(|(parameter, id)| {
            let gap = first_gap(whole, parameter.values.iter().map(|value| value.period).collect())?;
            Some((parameter, id, gap))
        })
        .collect();
    if with_gap.is_empty() {
        return Vec::new();
    }
    let read = read(subject);
    with_gap
        .into_iter()
        .filter(|(_, id, _)| subject.is_module() || read.contains(id))
        .map(|(parameter, _, gap)| told(parameter, gap))
        .collect()
}

/// The parameters that are read on a day that the facts decide.
fn read(subject: &Subject<'_>) -> BTreeSet<ParameterId> {
    let mut read = BTreeSet::new();
    visit::walk_all(subject.set, |_, expr| {
        if let ExprKind::Parameter(parameter, day) = &expr.kind {
            let is_literal = |day: &Expr| matches!(day.kind, ExprKind::Literal(_));
            if !day.as_deref().is_some_and(is_literal) {
                read.insert(*parameter);
            }
        }
    });
    read
}

/// The first days of the whole that none of the periods has; an open end of the whole is not looked at beyond them.
fn first_gap(whole: Period, mut periods: Vec<Period>) -> Option<Period> {
    periods.sort_by_key(|period| period.from);
    // The first day that is yet to be covered; until it is known, all days so far are.
    let mut next: Option<Date> = whole.from;
    let within = |day: Date| whole.to.is_none_or(|end| day <= end);
    for period in periods {
        if let (Some(day), Some(from)) = (next, period.from)
            && day < from
            && within(day)
        {
            let last = from.add_days(-1)?;
            let last = whole.to.map_or(last, |end| end.min(last));
            return Period::new(Some(day), Some(last));
        }
        let after = period.to?.add_days(1)?;
        next = Some(next.map_or(after, |day| day.max(after)));
    }
    match (next, whole.to) {
        (Some(day), Some(end)) if day <= end => Period::new(Some(day), Some(end)),
        _ => None,
    }
}

fn told(parameter: &PendingParameter<'_>, gap: Period) -> Diagnostic {
    let name = &parameter.name.text;
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let gap = format!("{}..{}", day(gap.from), day(gap.to));
    Diagnostic::warning(
        Code::ParameterGap,
        parameter.name.span,
        format!("parametern `{name}` har inget värde {gap}"),
        format!("the parameter `{name}` has no value {gap}"),
    )
    .label(
        "regelverket gäller då, men kan inte räkna ut det som bygger på den",
        "the rule set is in force then, but can't compute what rests on it",
    )
    .help(
        "lägg till värdet för den tiden, eller ändra när regelverket gäller",
        "add the value for that time, or change when the rule set is in force",
    )
}

#[cfg(test)]
mod tests {
    use super::first_gap;
    use crate::value::{Date, Period};

    fn period(text: &str) -> Period {
        let (from, to) = text.split_once("..").unwrap();
        Period::new(Date::parse(from), Date::parse(to)).unwrap()
    }

    #[test]
    fn the_first_days_without_a_value_are_found() {
        for (whole, values, gap) in [
            ("2023-01-01..2023-12-31", &["2023-01-01..2023-12-31"][..], None),
            ("2023-01-01..2023-12-31", &["2022-01-01.."], None),
            ("2023-01-01..", &["2023-01-01..2023-12-31"], None),
            ("..", &["2023-01-01..2023-12-31", "2024-01-01..2024-12-31"], None),
            (
                "..",
                &["2023-01-01..2023-12-31", "2024-02-01.."],
                Some("2024-01-01..2024-01-31"),
            ),
            ("2022-07-01..", &["2023-01-01.."], Some("2022-07-01..2022-12-31")),
            (
                "2023-01-01..2024-06-30",
                &["2023-01-01..2023-12-31"],
                Some("2024-01-01..2024-06-30"),
            ),
            (
                "2023-01-01..2023-06-30",
                &["2023-07-01.."],
                Some("2023-01-01..2023-06-30"),
            ),
            (
                "2023-01-01..2023-06-30",
                &["2024-07-01..2024-08-01", "..2023-12-31"],
                None,
            ),
        ] {
            let values = values.iter().map(|text| period(text)).collect();
            assert_eq!(first_gap(period(whole), values), gap.map(period), "{whole}");
        }
    }
}
