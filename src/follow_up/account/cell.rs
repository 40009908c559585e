//! A cell of a table of lines, read by the type of its field.

use serde_json::{Map, Value};

use crate::check::RuleSet;
use crate::check::ruleset::{EnumDefinition, Field, Type};
use crate::diagnostic::closest;
use crate::explain::Words;
use crate::value::{Date, Number, UnitId};

/// What is wrong with a cell, and what to do.
pub(super) type Fault = (Words, Option<Words>);

/// The value as an application writes it; none when the cell is empty, which leaves the fact unknown. A single hyphen says that
/// there is none.
pub(super) fn value(text: &str, field: &Field, ruleset: &RuleSet) -> Result<Option<Value>, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if matches!(text, "-" | "–") && (field.optional || field.judgement) {
        return Ok(Some(Value::Null));
    }
    match &field.ty {
        Type::Bool => yes_or_no(text),
        Type::Number { unit, .. } => number(text, unit.single() == Some(UnitId::ORE)),
        Type::Date => date(text).map(|day| Value::String(day.to_string())),
        Type::Period => period(text),
        Type::Enum(id) => match ruleset.enums.get(usize::from(id.0)) {
            Some(definition) => variant(text, definition),
            None => Ok(Value::String(text.to_owned())),
        },
        Type::Record(_) | Type::List(_) => Err((
            Words::new(
                "kolumnen är en post eller en lista och ryms inte i en tabell",
                "the column is a record or a list and does not fit in a table",
            ),
            Some(Words::new(
                "ange redovisningen i JSON",
                "give the account in JSON",
            )),
        )),
        Type::Text | Type::Document | Type::Timestamp | Type::TableKey(_) | Type::RecordKey(..) => {
            Ok(Value::String(text.to_owned()))
        }
    }
    .map(Some)
}

fn yes_or_no(text: &str) -> Result<Value, Fault> {
    match text.to_lowercase().as_str() {
        "ja" | "yes" | "true" | "sant" => Ok(Value::Bool(true)),
        "nej" | "no" | "false" | "falskt" => Ok(Value::Bool(false)),
        _ => Err((
            Words::new(
                format!("`{text}` är varken ja eller nej"),
                format!("`{text}` is neither yes nor no"),
            ),
            None,
        )),
    }
}

fn date(text: &str) -> Result<Date, Fault> {
    Date::parse(text).ok_or_else(|| {
        (
            Words::new(
                format!("`{text}` är inget datum"),
                format!("`{text}` is not a date"),
            ),
            Some(Words::new("skriv som 2023-09-15", "write it as 2023-09-15")),
        )
    })
}

/// A day, or two with two dots between them.
fn period(text: &str) -> Result<Value, Fault> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let day = |text: &str| date(text.trim()).map(|day| Value::String(day.to_string()));
    let ends = [("från", day(from)?), ("till", day(to)?)];
    let ends: Map<String, Value> = ends.into_iter().map(|(key, day)| (key.to_owned(), day)).collect();
    Ok(Value::Object(ends))
}

fn variant(text: &str, definition: &EnumDefinition) -> Result<Value, Fault> {
    let same = |other: &str| folded(other) == folded(text);
    let found = definition.variants.iter().find(|variant| {
        let title = &variant.title;
        same(&variant.name)
            || same(&title.sv)
            || title.en.as_deref().is_some_and(same)
            || variant.aliases.iter().any(|alias| same(alias))
    });
    if let Some(found) = found {
        return Ok(Value::String(found.name.clone()));
    }
    let names: Vec<&str> = definition.variants.iter().map(|v| v.name.as_str()).collect();
    let list = names.join(", ");
    Err((
        Words::new(
            format!("`{text}` är inget av värdena"),
            format!("`{text}` is none of the values"),
        ),
        Some(match closest(text, names.iter().copied()) {
            Some(name) => Words::new(format!("menade du `{name}`?"), format!("did you mean `{name}`?")),
            None => Words::new(format!("välj bland {list}"), format!("choose among {list}")),
        }),
    ))
}

/// A name as it is compared: small letters, `_` for spaces.
pub(super) fn folded(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '\u{a0}'], "_")
}

/// A number as Swedes or programs write it, when only one number can be meant: `3 419 977,50`, `3419977.5`, `419 977 kr`.
fn number(text: &str, money: bool) -> Result<Value, Fault> {
    let odd = || {
        (
            Words::new(
                format!("`{text}` är inget tal"),
                format!("`{text}` is not a number"),
            ),
            Some(Words::new(
                "skriv som 419977 eller 419 977,50",
                "write it as 419977 or 419977.50",
            )),
        )
    };
    let mut rest = text.trim();
    if money {
        let units = [":-", "kronor", "kr", "SEK"];
        rest = units
            .iter()
            .find_map(|unit| rest.strip_suffix(unit))
            .unwrap_or(rest)
            .trim_end();
    }
    rest = rest.strip_suffix('%').unwrap_or(rest).trim_end();
    let (sign, digits) = match rest.strip_prefix(['-', '\u{2212}']) {
        Some(digits) => ("-", digits),
        None => ("", rest),
    };
    let (whole, decimals) = match digits.find([',', '.']) {
        Some(at) => {
            let (whole, decimals) = digits.split_at(at);
            (whole, Some(decimals.trim_start_matches([',', '.'])))
        }
        None => (digits, None),
    };
    let grouped = whole.contains([' ', '\u{a0}', '\u{202f}']);
    let groups: Vec<&str> = whole.split([' ', '\u{a0}', '\u{202f}']).collect();
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let well_grouped = !grouped
        || groups.iter().enumerate().all(|(at, group)| {
            if at == 0 {
                (1..=3).contains(&group.len())
            } else {
                group.len() == 3
            }
        });
    if !groups.iter().all(|group| all_digits(group)) || !well_grouped {
        return Err(odd());
    }
    let plain: String = groups.concat();
    let written = match decimals {
        None => format!("{sign}{plain}"),
        Some(decimals) if !all_digits(decimals) => return Err(odd()),
        // A mark before exactly three digits may group thousands, and may begin decimals.
        Some(decimals) if decimals.len() == 3 && !grouped && plain.len() <= 3 => {
            return Err((
                Words::new(
                    format!("`{text}` kan läsas på två sätt"),
                    format!("`{text}` can be read in two ways"),
                ),
                Some(Words::new(
                    format!(
                        "skriv {plain}{decimals} eller {plain},{}",
                        decimals.trim_end_matches('0')
                    ),
                    format!(
                        "write {plain}{decimals} or {plain}.{}",
                        decimals.trim_end_matches('0')
                    ),
                )),
            ));
        }
        Some(decimals) => format!("{sign}{plain}.{decimals}"),
    };
    if Number::parse_decimal(&written).is_none() {
        return Err(odd());
    }
    // JSON has no leading zeros.
    let trimmed = match written.strip_prefix('-') {
        Some(rest) => format!("-{}", unpadded(rest)),
        None => unpadded(&written),
    };
    serde_json::from_str(&trimmed).map_err(|_| odd())
}

/// Without zeros before the first digit that counts.
fn unpadded(text: &str) -> String {
    let rest = text.trim_start_matches('0');
    if rest.is_empty() || rest.starts_with('.') {
        format!("0{rest}")
    } else {
        rest.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_when_only_one_can_be_meant() {
        let read = |text: &str| {
            number(text, true)
                .map(|value| value.to_string())
                .map_err(|(why, _)| why.sv)
        };
        for (text, is) in [
            ("3419977", "3419977"),
            ("3 419 977", "3419977"),
            ("3\u{a0}419\u{a0}977,50 kr", "3419977.5"),
            ("419977.25", "419977.25"),
            ("1 234,567", "1234.567"),
            ("12,5", "12.5"),
            ("0,50", "0.5"),
            ("007", "7"),
            ("5 000:-", "5000"),
            ("\u{2212}5", "-5"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(is), "{text}");
        }
        for text in ["1.234", "1,234", "12,000"] {
            assert_eq!(read(text), Err(format!("`{text}` kan läsas på två sätt")));
        }
        for text in [
            "1 23",
            "1.234.567",
            "12 kr 50",
            "tolv",
            "1,2,3",
            "",
            " 3 4",
            "1 2345",
            "--1",
            "1e3",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_period_is_a_day_or_two() {
        assert_eq!(
            period("2023-09-15").unwrap().to_string(),
            r#"{"från":"2023-09-15","till":"2023-09-15"}"#
        );
        assert_eq!(
            period("2023-09-15 .. 2023-10-01").unwrap().to_string(),
            r#"{"från":"2023-09-15","till":"2023-10-01"}"#
        );
        assert!(period("september").is_err());
    }
}
