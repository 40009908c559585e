//! Control sums: what must hold of a whole table.

use std::cmp::Ordering;

use super::{ControlInput, Rows, TableInput};
use crate::check::ruleset::{Literal, Type};
use crate::diagnostic::{Code, Diagnostic};
use crate::value::{Number, UnitId};

/// E0606 for each control that doesn't agree, of those whose column `readable` says could be read.
pub(super) fn check(
    input: &TableInput<'_>,
    rows: &Rows,
    readable: impl Fn(Option<usize>) -> bool,
) -> Vec<Diagnostic> {
    let controls = input.controls.iter().filter(|control| readable(control.column));
    controls.filter_map(|control| one(input, rows, control)).collect()
}

fn one(input: &TableInput<'_>, rows: &Rows, control: &ControlInput) -> Option<Diagnostic> {
    let Some(index) = control.column else {
        let actual = Number::whole(i64::try_from(rows.keys.len()).unwrap_or(i64::MAX));
        let (more, difference) = compare(actual, control.expected)?;
        let (actual, expected, difference) = (
            grouped(actual),
            grouped(control.expected),
            difference.map_or_else(String::new, grouped),
        );
        let (sv, en) = match more {
            true => ("för mycket", "too many"),
            false => ("för lite", "too few"),
        };
        let rows = if difference == "1" { "rad" } else { "rader" };
        return Some(told(
            control,
            format!("antalet rader är {actual}, men ska vara {expected}: {difference} {rows} {sv}"),
            format!("the row count is {actual}, but must be {expected}: {difference} {en}"),
        ));
    };
    let column = input.columns.get(index)?;
    let cells = rows.cells.iter().skip(index).step_by(input.columns.len().max(1));
    let numbers = cells.filter_map(|cell| match cell {
        Literal::Number(number) => Some(*number),
        _ => None,
    });
    let name = &column.name;
    let Some(actual) = numbers.into_iter().try_fold(Number::ZERO, Number::add) else {
        return Some(told(
            control,
            format!("summan av `{name}` är för stor för att räknas"),
            format!("the sum of `{name}` is too large to be computed"),
        ));
    };
    let (more, difference) = compare(actual, control.expected)?;
    let (sv, en) = match more {
        true => ("för mycket", "too much"),
        false => ("för lite", "too little"),
    };
    let words = |english: bool| {
        let show = |number| amount(input, &column.ty, number, english);
        let difference = match difference {
            Some(difference) => show(difference),
            None if english => "far".to_owned(),
            None => "mycket".to_owned(),
        };
        (show(actual), show(control.expected), difference)
    };
    let (actual, expected, difference) = words(false);
    let message = format!("summan av `{name}` är {actual}, men ska vara {expected}: {difference} {sv}");
    let (actual, expected, difference) = words(true);
    Some(told(
        control,
        message,
        format!("the sum of `{name}` is {actual}, but must be {expected}: {difference} {en}"),
    ))
}

fn told(control: &ControlInput, sv: String, en: String) -> Diagnostic {
    Diagnostic::error(Code::ControlSum, control.span, sv, en)
        .label("så ska det vara", "so it must be")
        .help(
            "rätta tabellen efter dokumentet, eller kontrollen om den är fel",
            "mend the table after the document, or the control if it is wrong",
        )
}

/// Whether the actual number is larger, and by how much they differ, when that can be computed; none when they don't differ.
fn compare(actual: Number, expected: Number) -> Option<(bool, Option<Number>)> {
    match actual.cmp(&expected) {
        Ordering::Equal => None,
        Ordering::Greater => Some((true, actual.sub(expected))),
        Ordering::Less => Some((false, expected.sub(actual))),
    }
}

/// A number as a person writes it, with its unit.
fn amount(input: &TableInput<'_>, ty: &Type, number: Number, english: bool) -> String {
    let Some(unit) = ty.unit() else {
        return grouped(number);
    };
    let kronor = match unit.money_power() {
        1 => number.div(Number::whole(100)).unwrap_or(number),
        _ => number,
    };
    let name = |id: UnitId| {
        if id == UnitId::ORE {
            return "kr".to_owned();
        }
        let unit = input.units.get(usize::from(id.0));
        unit.map_or_else(String::new, |u| {
            if english {
                u.title.en.clone().unwrap_or_else(|| u.title.sv.clone())
            } else {
                u.title.sv.clone()
            }
        })
    };
    let mut shown = grouped(kronor);
    for (id, _) in unit.factors().iter().filter(|(_, power)| *power > 0) {
        shown = format!("{shown} {}", name(*id));
    }
    for (id, _) in unit.factors().iter().filter(|(_, power)| *power < 0) {
        shown = format!("{shown} per {}", name(*id));
    }
    shown
}

/// `143 500 000`, `12,50`; a fraction where decimals don't end: `1/3`.
pub(crate) fn grouped(number: Number) -> String {
    let (n, d) = (number.numerator(), number.denominator());
    let sign = if n < 0 { "-" } else { "" };
    let n = n.unsigned_abs();
    let d = d.unsigned_abs().max(1);
    let (whole, mut rest) = (n.div_euclid(d), n.rem_euclid(d));
    let mut decimals = String::new();
    while rest != 0 && decimals.len() < 12 {
        let Some(ten) = rest.checked_mul(10) else { break };
        decimals.push_str(&ten.div_euclid(d).to_string());
        rest = ten.rem_euclid(d);
    }
    if rest != 0 {
        return format!("{sign}{n}/{d}");
    }
    if decimals.len() == 1 && d == 2 {
        decimals.push('0');
    }
    let digits = whole.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(at);
        if at > 0 && left.rem_euclid(3) == 0 {
            shown.push(' ');
        }
        shown.push(digit);
    }
    match decimals.is_empty() {
        true => format!("{sign}{shown}"),
        false => format!("{sign}{shown},{decimals}"),
    }
}
