//! The words that the language itself knows: types, units and the one function, in both languages.

use super::ruleset::{Type, UnitDefinition};
use crate::value::{Bilingual, Unit, UnitId};

/// Öre in a krona, a thousand kronor and a million kronor.
const KRONA: i64 = 100;
const THOUSAND: i64 = 100_000;
const MILLION: i64 = 100_000_000;

/// A spelling of a built-in unit, the unit, and how many of it one of the spelling is.
const UNITS: &[(&str, UnitId, i64)] = &[
    ("kr", UnitId::ORE, KRONA),
    ("kronor", UnitId::ORE, KRONA),
    ("krona", UnitId::ORE, KRONA),
    ("sek", UnitId::ORE, KRONA),
    ("SEK", UnitId::ORE, KRONA),
    ("öre", UnitId::ORE, 1),
    ("tkr", UnitId::ORE, THOUSAND),
    ("mkr", UnitId::ORE, MILLION),
    ("år", UnitId::YEAR, 1),
    ("year", UnitId::YEAR, 1),
    ("years", UnitId::YEAR, 1),
    ("månad", UnitId::MONTH, 1),
    ("månader", UnitId::MONTH, 1),
    ("month", UnitId::MONTH, 1),
    ("months", UnitId::MONTH, 1),
    ("vecka", UnitId::WEEK, 1),
    ("veckor", UnitId::WEEK, 1),
    ("week", UnitId::WEEK, 1),
    ("weeks", UnitId::WEEK, 1),
    ("dag", UnitId::DAY, 1),
    ("dagar", UnitId::DAY, 1),
    ("day", UnitId::DAY, 1),
    ("days", UnitId::DAY, 1),
    ("person", UnitId::PERSON, 1),
    ("personer", UnitId::PERSON, 1),
    ("persons", UnitId::PERSON, 1),
];

/// The names of the types that are not units.
const SCALARS: &[&str] = &[
    "ja/nej",
    "yes/no",
    "tal",
    "number",
    "procent",
    "percent",
    "text",
    "handling",
    "document",
    "datum",
    "date",
    "tidpunkt",
    "timestamp",
    "period",
];

/// The unit that is written so, and how many of it one of the spelling is (a krona is a hundred öre).
pub(crate) fn unit(name: &str) -> Option<(UnitId, i64)> {
    UNITS
        .iter()
        .find(|(spelling, ..)| *spelling == name)
        .map(|(_, unit, scale)| (*unit, *scale))
}

/// The type that is named so, when it is neither declared nor a unit.
pub(crate) fn scalar(name: &str) -> Option<Type> {
    Some(match name {
        "tal" | "number" | "procent" | "percent" => Type::Number {
            unit: Unit::none(),
            signed: true,
            whole: false,
        },
        "text" => Type::Text,
        "handling" | "document" => Type::Document,
        "datum" | "date" => Type::Date,
        "tidpunkt" | "timestamp" => Type::Timestamp,
        "period" => Type::Period,
        _ => return None,
    })
}

/// The built-in names of types, for suggestions.
pub(crate) fn type_names<'a>() -> impl Iterator<Item = &'a str> {
    SCALARS.iter().copied().chain(unit_names())
}

/// The type that someone means who writes another language's word for it, in Swedish and in English.
pub(crate) fn type_meant(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name.to_lowercase().as_str() {
        "bool" | "boolean" | "boolesk" | "ja" | "nej" | "ja_nej" => ("ja/nej", "yes/no"),
        "belopp" | "pengar" | "money" | "amount" | "currency" => ("kronor", "kr"),
        "string" | "sträng" | "str" => ("text", "text"),
        "heltal" | "antal" | "int" | "integer" | "decimal" | "float" => ("tal", "number"),
        "dokument" | "fil" | "file" => ("handling", "document"),
        "tid" | "time" | "datetime" => ("tidpunkt", "timestamp"),
        _ => return None,
    })
}

/// The built-in names of units, for suggestions.
pub(crate) fn unit_names<'a>() -> impl Iterator<Item = &'a str> {
    UNITS.iter().map(|(name, ..)| *name)
}

/// Whether it is the function that checks an organisation number's check digit.
pub(crate) fn is_organisation_number(name: &str) -> bool {
    matches!(name, "giltigt_organisationsnummer" | "valid_organisation_number")
}

/// The names of the functions, for suggestions.
pub(crate) const FUNCTIONS: [&str; 2] = ["giltigt_organisationsnummer", "valid_organisation_number"];

/// The built-in units; a [`UnitId`] is an index.
pub(crate) fn units() -> Vec<UnitDefinition> {
    [
        ("kr", "kr", "SEK"),
        ("år", "år", "years"),
        ("månader", "månader", "months"),
        ("veckor", "veckor", "weeks"),
        ("dagar", "dagar", "days"),
        ("personer", "personer", "persons"),
    ]
    .into_iter()
    .map(|(name, sv, en)| UnitDefinition {
        name: name.to_owned(),
        title: Bilingual::new(sv, en),
    })
    .collect()
}
