//! A cell: text to a literal of the column's type.

use std::collections::BTreeMap;

use super::{ColumnInput, TableInput};
use crate::check::ruleset::{Literal, TableId, Type};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::value::{Date, Number, Period, Unit};

/// Why a cell could not be read, with what could have been written instead.
pub(super) struct Wrong {
    sv: &'static str,
    en: &'static str,
    names: Vec<String>,
}

/// What is wrong, without names.
fn wrong<T>(sv: &'static str, en: &'static str) -> Result<T, Wrong> {
    Err(Wrong {
        sv,
        en,
        names: Vec::new(),
    })
}

impl Wrong {
    /// The diagnostic about the cell.
    pub(super) fn told(&self, column: &ColumnInput, text: &str, place: Span) -> Diagnostic {
        let name = &column.header;
        let (sv, en) = if text.is_empty() {
            (
                format!("en cell i kolumnen `{name}` är tom"),
                format!("a cell in the column `{name}` is empty"),
            )
        } else {
            (
                format!("`{text}` passar inte i kolumnen `{name}`"),
                format!("`{text}` does not fit the column `{name}`"),
            )
        };
        Diagnostic::error(Code::CellType, place, sv, en)
            .label(self.sv, self.en)
            .also(column.span, "kolumnen anges här", "the column is declared here")
            .did_you_mean(text, self.names.iter().map(String::as_str))
    }
}

/// The keys of other tables that columns hold, and their other spellings, with the rows.
pub(super) type OtherKeys<'a> = BTreeMap<TableId, BTreeMap<&'a str, u32>>;

/// The keys that the columns of a table may hold.
pub(super) fn other_keys<'a>(input: &TableInput<'a>) -> OtherKeys<'a> {
    let mut found = OtherKeys::new();
    for column in input.columns {
        if let Type::TableKey(id) = &column.ty
            && let Some(table) = input.tables.get(usize::from(id.0))
        {
            let keys = table.keys.iter().map(String::as_str).zip(0..);
            let aliases = table.aliases.iter().map(|(alias, row)| (alias.as_str(), *row));
            found.insert(*id, keys.chain(aliases).collect());
        }
    }
    found
}

/// Reads a cell. Money is written in kronor with at most two decimals and becomes öre.
pub(super) fn read(
    input: &TableInput<'_>,
    keys: &OtherKeys<'_>,
    ty: &Type,
    text: &str,
) -> Result<Literal, Wrong> {
    if text.trim() != text {
        return wrong(
            "cellen börjar eller slutar med mellanrum",
            "the cell begins or ends with a space",
        );
    }
    if text.is_empty() {
        return wrong(
            "ingenting fylls i av sig självt",
            "nothing is filled in by itself",
        );
    }
    match ty {
        Type::Text | Type::Document => Ok(Literal::Text(text.to_owned())),
        Type::Bool => match text {
            "ja" | "yes" => Ok(Literal::Bool(true)),
            "nej" | "no" => Ok(Literal::Bool(false)),
            _ => wrong("här väntades `ja` eller `nej`", "`ja` or `nej` was expected here"),
        },
        Type::Date => match Date::parse(text) {
            Some(date) => Ok(Literal::Date(date)),
            None => wrong(
                "här väntades ett datum: `2023-06-01`",
                "a date was expected here: `2023-06-01`",
            ),
        },
        Type::Period => match period(text) {
            Some(period) => Ok(Literal::Period(period)),
            None => wrong(
                "här väntades en period: `2023-02-01..2023-12-31`",
                "a period was expected here: `2023-02-01..2023-12-31`",
            ),
        },
        Type::Number { unit, signed, whole } => number(text, unit, *signed, *whole).map(Literal::Number),
        Type::Enum(id) => {
            let variants = input.enums.get(usize::from(id.0)).map(|e| e.variants.as_slice());
            let variants = variants.unwrap_or_default();
            let at = variants
                .iter()
                .position(|v| v.name == text || v.aliases.iter().any(|a| a == text));
            match at.and_then(|at| u16::try_from(at).ok()) {
                Some(at) => Ok(Literal::Symbol(*id, at)),
                None => Err(Wrong {
                    sv: "typen har inget sådant värde",
                    en: "the type has no such value",
                    names: variants.iter().map(|v| v.name.clone()).collect(),
                }),
            }
        }
        Type::TableKey(id) => {
            let Some(keys) = keys.get(id) else {
                return wrong(
                    "tabellen som nyckeln hör till står efter den här",
                    "the table that the key belongs to stands after this one",
                );
            };
            match keys.get(text) {
                Some(row) => Ok(Literal::Key(*id, *row)),
                None => Err(Wrong {
                    sv: "den andra tabellen har ingen sådan nyckel",
                    en: "the other table has no such key",
                    names: keys.keys().map(|key| (*key).to_owned()).collect(),
                }),
            }
        }
        Type::Timestamp | Type::Record(_) | Type::List(_) | Type::RecordKey(..) => wrong(
            "en tabell kan inte ha en kolumn av den typen",
            "a table can't have a column of that type",
        ),
    }
}

fn period(text: &str) -> Option<Period> {
    let (from, to) = text.split_once("..")?;
    let day = |text: &str| match text {
        "" => Some(None),
        _ => Date::parse(text).map(Some),
    };
    let (from, to) = (day(from)?, day(to)?);
    if from.is_none() && to.is_none() {
        return None;
    }
    Period::new(from, to)
}

fn number(text: &str, unit: &Unit, signed: bool, whole: bool) -> Result<Number, Wrong> {
    let money = unit.money_power();
    let (digits, percent) = match text.strip_suffix('%') {
        Some(digits) if unit.is_none() => (digits.trim_end(), true),
        _ => (text, false),
    };
    let Some(value) = Number::parse_decimal(digits) else {
        return wrong(
            "här väntades ett tal, skrivet med siffror utan mellanrum",
            "a number was expected here, written in digits without spaces",
        );
    };
    if value.is_negative() && !signed {
        return wrong(
            "talet får inte vara under noll",
            "the number may not be below zero",
        );
    }
    if whole && !value.is_whole() {
        return wrong("här väntades ett helt tal", "a whole number was expected here");
    }
    let hundred = Number::whole(100);
    let counted = match money {
        0 if percent => value.div(hundred),
        0 => Some(value),
        _ if money > 0 => (0..money).try_fold(value, |n, _| n.mul(hundred)),
        _ => (money..0).try_fold(value, |n, _| n.div(hundred)),
    };
    match counted {
        Some(counted) if money == 1 && !counted.is_whole() => wrong(
            "ett belopp har högst två decimaler",
            "an amount has at most two decimals",
        ),
        Some(counted) => Ok(counted),
        None => wrong("talet är för stort", "the number is too large"),
    }
}
