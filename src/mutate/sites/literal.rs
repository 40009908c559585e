//! Literals, each moved by one unit either way.

use super::Sites;
use crate::mutate::{Edit, Operator};
use crate::syntax::decimal;
use crate::syntax::tree::Name;
use crate::value::{Date, Number, Period};

/// What is written in a unit of money, in kronor.
fn kronor(unit: &str) -> Option<i64> {
    match unit {
        "kr" | "krona" | "kronor" | "sek" | "SEK" => Some(1),
        "tkr" => Some(1_000),
        "mkr" => Some(1_000_000),
        _ => None,
    }
}

impl Sites<'_> {
    /// A quantity: money by one krona (by one öre when it is written with öre), else by one of its unit, or of its last decimal.
    pub(super) fn quantity(&mut self, start: u32, end: u32, value: Number, unit: Option<&Name>) {
        let money = unit.and_then(|unit| kronor(&unit.text));
        let number_end = unit.map_or(end, |unit| unit.span.start);
        let number = self.slice(start, number_end).trim_end();
        let decimals = number.split_once(',').map_or(0, |(_, decimals)| decimals.len());
        let in_kronor = money.and_then(|factor| value.mul(Number::whole(factor)));
        let (value, step) = match in_kronor {
            Some(amount) if amount.is_whole() => (amount, Some(Number::whole(1))),
            Some(amount) => (amount, Number::fraction(1, 100)),
            None => (value, smallest(decimals)),
        };
        let Some(step) = step else { return };
        // What is written in thousands or millions is written out.
        let (edit_end, written_unit) = match (unit, money) {
            (Some(unit), Some(factor)) if factor > 1 => (unit.span.end, " kr"),
            _ => (self.after(start, number), ""),
        };
        for moved in [value.add(step), value.sub(step)].into_iter().flatten() {
            if moved.is_negative() {
                continue;
            }
            let text = format!("{}{written_unit}", decimal(moved));
            let rest = self.shown(edit_end, end);
            let new = if rest.is_empty() {
                text.clone()
            } else {
                format!("{text} {rest}")
            };
            let name = format!("{} → {new}", self.shown(start, end));
            let edit = Edit {
                start,
                end: edit_end,
                text,
            };
            self.add(Operator::Threshold, name, (start, end), vec![edit]);
        }
    }

    /// A day.
    pub(super) fn date(&mut self, start: u32, end: u32, date: Date) {
        for moved in [1, -1].into_iter().filter_map(|days| date.add_days(days)) {
            self.replace(Operator::Threshold, start, end, moved.to_string());
        }
    }

    /// Each end of a period.
    pub(super) fn period(&mut self, operator: Operator, start: u32, end: u32, period: Period) {
        let moved = |day: Option<Date>, days| day.and_then(|day| day.add_days(days));
        for days in [1, -1] {
            let periods = [
                period.from.map(|_| (moved(period.from, days), period.to)),
                period.to.map(|_| (period.from, moved(period.to, days))),
            ];
            for (from, to) in periods.into_iter().flatten() {
                self.replace(operator, start, end, written(from, to));
            }
        }
    }
}

/// One of the last decimal.
fn smallest(decimals: usize) -> Option<Number> {
    let places = u32::try_from(decimals).ok()?;
    Number::fraction(1, 10_i128.checked_pow(places)?)
}

fn written(from: Option<Date>, to: Option<Date>) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}..{}", day(from), day(to))
}
