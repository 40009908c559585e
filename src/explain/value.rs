//! What a value is called in a sentence, and how JSON writes it.

use super::case::Case;
use super::format;
use super::wording::Wording;
use super::words::{Words, say};
use crate::check::ruleset::{Field, Literal, Type};
use crate::program::{Cell, Failure, Range};
use crate::value::{Date, Number, Period, Unit, UnitId};
use serde_json::{Value, json};

/// How much of a text from the application is quoted.
const LONGEST_QUOTE: usize = 200;

/// Why a value could not be computed.
#[must_use]
pub fn failure(failure: Failure) -> Words {
    let (sv, en) = match failure {
        Failure::DivisionByZero => (
            "det går inte att dela med noll",
            "it is not possible to divide by zero",
        ),
        Failure::Overflow => (
            "talet eller dagen blir för stor för att räknas ut",
            "the number or the date is too large to be computed",
        ),
        Failure::NoRow => (
            "tabellen har ingen rad för nyckeln",
            "the table has no row for the key",
        ),
        Failure::NoCase => (
            "ingen av raderna i begreppet stämmer",
            "none of the rows of the concept holds",
        ),
        Failure::Disagreement => (
            "flera bestämmelser som gäller samtidigt ger olika värden",
            "several provisions that apply at once give different values",
        ),
        Failure::NoParameterValue => (
            "parametern har inget värde för den dagen",
            "the parameter has no value on that day",
        ),
        Failure::OpenEnd => (
            "perioden har ingen första eller sista dag att räkna med",
            "the period has no first or last day to compute with",
        ),
        Failure::Empty => ("listan är tom", "the list is empty"),
    };
    Words::new(sv, en)
}

/// At most as many characters as are quoted.
pub(crate) fn shortened(text: &str) -> String {
    let mut out: String = text.chars().take(LONGEST_QUOTE).collect();
    if text.chars().nth(LONGEST_QUOTE).is_some() {
        out.push('…');
    }
    out
}

/// A text in quotation marks.
pub(crate) fn quoted(text: &Words) -> Words {
    say!("”{text}”", "“{text}”", text = text)
}

/// A label in quotation marks; an English question has them already.
pub(crate) fn quoted_label(label: &Words) -> Words {
    let quoted = quoted(label);
    if label.en.contains('“') {
        Words::new(quoted.sv, label.en.clone())
    } else {
        quoted
    }
}

/// Yes or no.
pub(crate) fn yes_no(value: bool) -> Words {
    if value {
        Words::new("ja", "yes")
    } else {
        Words::new("nej", "no")
    }
}

/// Nothing is known.
pub(crate) fn unknown() -> Words {
    Words::new("okänt", "unknown")
}

/// Days since 1970-01-01 as a date.
fn date_of(days: i32) -> Words {
    match days {
        i32::MIN => Words::new(
            "ingen (perioden har ingen början)",
            "none (the period has no beginning)",
        ),
        i32::MAX => Words::new("ingen (perioden har inget slut)", "none (the period has no end)"),
        _ => Date::from_days(days).map_or_else(unknown, format::date),
    }
}

/// The two ends of a period's cell.
fn period_of(from: i32, to: i32) -> Period {
    let end = |days: i32, open: i32| (days != open).then(|| Date::from_days(days)).flatten();
    Period {
        from: end(from, i32::MIN),
        to: end(to, i32::MAX),
    }
}

/// An English plural's singular, where its ending tells it.
fn singular(plural: &str) -> Option<String> {
    if let Some(stem) = plural.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    let hissing = ["ches", "shes", "xes", "sses"];
    let stem = if hissing.iter().any(|end| plural.ends_with(end)) {
        plural.strip_suffix("es")
    } else {
        plural.strip_suffix('s').filter(|stem| !stem.ends_with('s'))
    };
    stem.map(str::to_owned)
}

/// Two ends in words, each by `end`.
fn bounds(range: Range, end: &dyn Fn(Number) -> Words) -> Words {
    // At least nothing is what any amount is: nothing is known of it.
    if range.low == Some(Number::ZERO) && range.high.is_none() && !range.date {
        return unknown();
    }
    match (range.low.map(end), range.high.map(end), range.date) {
        (Some(low), Some(high), false) => {
            say!(
                "mellan {low} och {high}",
                "between {low} and {high}",
                low = low,
                high = high
            )
        }
        (Some(low), None, false) => say!("minst {low}", "at least {low}", low = low),
        (None, Some(high), false) => say!("högst {high}", "at most {high}", high = high),
        (Some(low), Some(high), true) => say!(
            "tidigast {low} och senast {high}",
            "no earlier than {low} and no later than {high}",
            low = low,
            high = high
        ),
        (Some(low), None, true) => say!("tidigast {low}", "no earlier than {low}", low = low),
        (None, Some(high), true) => say!("senast {high}", "no later than {high}", high = high),
        (None, None, _) => unknown(),
    }
}

/// `a eller b (uppgifterna skiljer sig)`.
fn one_of(values: &[Words]) -> Words {
    say!(
        "{any} (uppgifterna skiljer sig)",
        "{any} (the statements differ)",
        any = Words::any_of(values)
    )
}

impl Wording<'_> {
    /// What a declared unit is called: its title for several, and in Swedish its name for one.
    fn unit_title(&self, id: UnitId, one: bool) -> Words {
        self.ruleset
            .units
            .get(usize::from(id.0))
            .map(|u| {
                let (name, mut title) = (u.name.replace('_', " "), Words::from(&u.title));
                if title.is_empty() {
                    return Words::same(name);
                }
                if one {
                    title.en = singular(&title.en).unwrap_or(title.en);
                    title.sv = name;
                }
                title
            })
            .unwrap_or_default()
    }

    /// A number with its unit.
    pub(crate) fn quantity(&self, number: Number, unit: &Unit) -> Words {
        format::quantity(number, unit, &|id, one| self.unit_title(id, one))
    }

    /// What a value of an enum is called.
    pub(super) fn symbol(&self, ty: &Type, index: u16) -> Words {
        let Type::Enum(id) = ty else { return unknown() };
        self.ruleset
            .enums
            .get(usize::from(id.0))
            .and_then(|e| e.variants.get(usize::from(index)))
            .map(|v| {
                let title = Words::from(&v.title);
                if title.is_empty() {
                    Words::same(v.name.replace('_', " "))
                } else {
                    title
                }
            })
            .unwrap_or_default()
    }

    /// A table's key, or the name of a record in a list.
    pub(super) fn key(&self, ty: &Type, row: u32) -> Words {
        match ty {
            Type::TableKey(table) => self
                .ruleset
                .tables
                .get(usize::from(table.0))
                .and_then(|t| t.keys.get(row as usize))
                .map(|k| Words::same(shortened(k)))
                .unwrap_or_default(),
            _ => Words::same(format!("{}", row.saturating_add(1))),
        }
    }

    /// What a literal is called.
    pub(crate) fn literal(&self, literal: &Literal, ty: &Type) -> Words {
        match literal {
            Literal::Bool(value) => yes_no(*value),
            Literal::Number(number) => match ty.unit() {
                Some(unit) => self.quantity(*number, unit),
                None => format::number(*number),
            },
            Literal::Date(date) => format::date(*date),
            Literal::Period(period) => format::period(*period),
            Literal::Text(text) => quoted(&Words::same(shortened(text))),
            Literal::Symbol(id, index) => self.symbol(&Type::Enum(*id), *index),
            Literal::Key(id, row) => self.key(&Type::TableKey(*id), *row),
        }
    }

    /// A unit's name in the rule file.
    pub(super) fn unit_name(&self, id: UnitId) -> String {
        self.ruleset
            .units
            .get(usize::from(id.0))
            .map_or_else(|| format!("{}", id.0), |u| u.name.clone())
    }

    /// What a field is called: its label, and in English its question in quotation marks, since labels are Swedish names.
    pub(crate) fn label(&self, field: &Field) -> Words {
        let label = if field.label.is_empty() {
            field.name.replace('_', " ")
        } else {
            field.label.clone()
        };
        match &field.question.en {
            Some(question) if question.ends_with('?') => Words::new(label, format!("“{question}”")),
            _ => Words::same(label),
        }
    }
}

impl Case<'_> {
    /// What a cell of a field is called: a share declared as `procent` is a percentage.
    pub(crate) fn field_cell(&self, cell: Cell, ty: &Type, field: &Field) -> Words {
        if field.percent {
            self.share_cell(cell, ty)
        } else {
            self.cell(cell, ty)
        }
    }

    /// What a cell that holds a share is called: `40 %`, `mellan 10 % och 40 %`.
    pub(crate) fn share_cell(&self, cell: Cell, ty: &Type) -> Words {
        let arena = &self.facts.arena;
        match cell {
            Cell::Int(_) | Cell::Wide(_) => arena.number(cell).map_or_else(unknown, format::percent),
            Cell::Range(_) => arena
                .range(cell)
                .map_or_else(unknown, |range| bounds(range, &format::percent)),
            Cell::OneOf(_) => {
                let values = arena.set(cell).unwrap_or_default();
                one_of(&values.iter().map(|v| self.share_cell(*v, ty)).collect::<Vec<_>>())
            }
            Cell::List(_) => self.list(cell, ty, Self::share_cell),
            _ => self.cell(cell, ty),
        }
    }

    /// Bounds: `minst 300 personer`, `tidigast den 1 januari 2020 och senast den 6 april 2021`.
    fn range(&self, range: Range, ty: &Type) -> Words {
        let end = |n: Number| match ty {
            Type::Number { unit, .. } => self.quantity(n, unit),
            _ => n
                .as_i64()
                .and_then(|d| i32::try_from(d).ok())
                .map_or_else(unknown, date_of),
        };
        bounds(range, &end)
    }

    /// What a cell of the type is called in a sentence.
    pub(crate) fn cell(&self, cell: Cell, ty: &Type) -> Words {
        match cell {
            Cell::Unknown => unknown(),
            Cell::Absent => Words::new("finns inte", "there is none"),
            Cell::Failed(why) => {
                say!(
                    "kan inte räknas ut: {why}",
                    "can't be computed: {why}",
                    why = failure(why)
                )
            }
            Cell::Present => Words::new("finns", "is stated"),
            Cell::Bool(value) => yes_no(value),
            Cell::Int(_) | Cell::Wide(_) => match (self.facts.arena.number(cell), ty.unit()) {
                (Some(number), Some(unit)) => self.quantity(number, unit),
                (Some(number), None) => format::number(number),
                (None, _) => unknown(),
            },
            Cell::Date(days) => date_of(days),
            Cell::Instant(seconds) => instant(seconds),
            Cell::Period(from, to) => format::period(period_of(from, to)),
            Cell::Symbol(index) => self.symbol(ty, index),
            Cell::Key(row) => self.key(ty, row),
            Cell::Text(_) => self
                .facts
                .arena
                .text(cell)
                .map(|text| quoted(&Words::same(shortened(text))))
                .unwrap_or_default(),
            Cell::List(_) => self.list(cell, ty, Self::cell),
            Cell::Range(_) => self
                .facts
                .arena
                .range(cell)
                .map_or_else(unknown, |range| self.range(range, ty)),
            Cell::OneOf(_) => {
                let values: Vec<Words> = self
                    .facts
                    .arena
                    .set(cell)
                    .unwrap_or_default()
                    .iter()
                    .map(|value| self.cell(*value, ty))
                    .collect();
                one_of(&values)
            }
        }
    }

    /// A list: its values, each as `called`, when they are few and simple, else how many there are.
    fn list(&self, cell: Cell, ty: &Type, called: fn(&Self, Cell, &Type) -> Words) -> Words {
        let (Type::List(element), Some(list)) = (ty, self.facts.arena.list(cell)) else {
            return unknown();
        };
        if list.len == 0 {
            return Words::new("inga", "none");
        }
        if matches!(**element, Type::Record(_)) || list.len > 8 {
            let count = Words::same(list.len.to_string());
            return if list.len == 1 {
                Words::new("1 post", "1 entry")
            } else {
                say!("{count} poster", "{count} entries", count = count)
            };
        }
        let values: Vec<Words> = (0..list.len)
            .map(|i| {
                let place = crate::program::Place(list.first.saturating_add(i));
                called(self, self.facts.arena.cell(place), element)
            })
            .collect();
        Words::all_of(&values)
    }

    /// What a cell is called inside a text of the rules: as [`cell`](Self::cell), but a text without quotation marks.
    pub(crate) fn filled(&self, cell: Cell, ty: &Type) -> Words {
        match self.facts.arena.text(cell) {
            Some(text) => Words::same(shortened(text)),
            None => self.cell(cell, ty),
        }
    }

    /// A cell as the decision's JSON writes it: `null` when it has not one value.
    pub(crate) fn json(&self, cell: Cell, ty: &Type) -> Value {
        let number = self.facts.arena.number(cell);
        match cell {
            Cell::Bool(value) => Value::Bool(value),
            Cell::Int(_) | Cell::Wide(_) => match (number, ty.unit()) {
                (Some(n), Some(unit)) if unit.single() == Some(UnitId::ORE) => {
                    json!({"value": format::money_value(n), "currency": "SEK"})
                }
                (Some(n), unit) => {
                    let unit = unit.filter(|u| !u.is_none()).map(|u| {
                        let names: Vec<String> = u
                            .factors()
                            .iter()
                            .map(|(id, power)| match power {
                                1 => self.unit_name(*id),
                                power => format!("{}^{power}", self.unit_name(*id)),
                            })
                            .collect();
                        names.join("·")
                    });
                    json!({"value": format::exact_value(n), "unit": unit})
                }
                (None, _) => Value::Null,
            },
            Cell::Date(days) => Date::from_days(days).map_or(Value::Null, |d| json!(d.to_string())),
            Cell::Period(from, to) => {
                let period = period_of(from, to);
                json!({"from": period.from.map(|d| d.to_string()), "to": period.to.map(|d| d.to_string())})
            }
            Cell::Symbol(index) => match ty {
                Type::Enum(id) => self
                    .ruleset
                    .enums
                    .get(usize::from(id.0))
                    .and_then(|e| e.variants.get(usize::from(index)))
                    .map_or(Value::Null, |v| json!(v.name)),
                _ => Value::Null,
            },
            Cell::Key(row) => json!(self.key(ty, row).sv),
            Cell::Text(_) => json!(self.facts.arena.text(cell)),
            Cell::Instant(seconds) => json!(instant(seconds).sv),
            _ => Value::Null,
        }
    }
}

/// An instant: `2023-06-01 kl. 12.30` in Swedish time.
fn instant(seconds: i64) -> Words {
    let local = jiff::Timestamp::from_second(seconds)
        .ok()
        .and_then(|t| t.in_tz("Europe/Stockholm").ok());
    match local {
        Some(time) => {
            let date = time.date().to_string();
            let clock = time.time();
            let (hour, minute) = (clock.hour(), clock.minute());
            Words::new(
                format!("{date} kl. {hour:02}.{minute:02}"),
                format!("{date} {hour:02}:{minute:02}"),
            )
        }
        None => unknown(),
    }
}
