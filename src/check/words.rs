//! Types and units in a case officer's words.

use super::ruleset::{RuleSet, Type};
use crate::value::{Unit, UnitId};

/// A phrase in Swedish and in English.
pub(crate) type Phrase = (String, String);

fn phrase(sv: impl Into<String>, en: impl Into<String>) -> Phrase {
    (sv.into(), en.into())
}

/// What a unit is called: `kronor per år`.
pub(crate) fn unit(set: &RuleSet, unit: &Unit) -> Phrase {
    if unit.is_none() {
        return phrase("ett tal utan enhet", "a number without a unit");
    }
    let name = |id: UnitId| {
        if id == UnitId::ORE {
            return "kronor".to_owned();
        }
        set.units
            .get(usize::from(id.0))
            .map_or_else(String::new, |u| u.name.clone())
    };
    let side = |positive: bool| {
        let mut words = Vec::new();
        for (id, power) in unit.factors() {
            if (*power > 0) == positive {
                words.extend((0..power.unsigned_abs()).map(|_| name(*id)));
            }
        }
        words
    };
    let (above, below) = (side(true).join(" × "), side(false));
    let mut text = if above.is_empty() { "1".to_owned() } else { above };
    for word in below {
        text.push_str(" per ");
        text.push_str(&word);
    }
    (text.clone(), text)
}

/// What a type is called, with its article: `ett datum`.
pub(crate) fn of_type(set: &RuleSet, ty: &Type) -> Phrase {
    let named = |name: Option<&String>, sv: &str, en: &str| {
        let name = name.map_or("", String::as_str);
        phrase(format!("{sv} `{name}`"), format!("{en} `{name}`"))
    };
    match ty {
        Type::Bool => phrase("ja eller nej", "yes or no"),
        Type::Number { unit: u, .. } => unit(set, u),
        Type::Date => phrase("ett datum", "a date"),
        Type::Timestamp => phrase("en tidpunkt", "a timestamp"),
        Type::Period => phrase("en period", "a period"),
        Type::Text => phrase("en text", "a text"),
        Type::Document => phrase("en handling", "a document"),
        Type::Enum(id) => named(
            set.enums.get(usize::from(id.0)).map(|e| &e.name),
            "ett värde av typen",
            "a value of the type",
        ),
        Type::Record(id) => named(
            set.records.get(usize::from(id.0)).map(|r| &r.name),
            "en post",
            "a record",
        ),
        Type::List(_) => phrase("en lista", "a list"),
        Type::TableKey(id) => named(
            set.tables.get(usize::from(id.0)).map(|t| &t.name),
            "en nyckel i tabellen",
            "a key of the table",
        ),
        Type::RecordKey(field, _) => named(
            set.application.get(usize::from(*field)).map(|f| &f.name),
            "en nyckel i",
            "a key in",
        ),
    }
}

/// The same, and of a list what its values are: `en lista där varje värde är ett datum`.
pub(crate) fn of_type_whole(set: &RuleSet, ty: &Type) -> Phrase {
    let Type::List(element) = ty else {
        return of_type(set, ty);
    };
    let (sv, en) = of_type(set, element);
    phrase(
        format!("en lista där varje värde är {sv}"),
        format!("a list in which each value is {en}"),
    )
}

/// Whether two types are the same but for sign and wholeness.
pub(crate) fn same(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Number { unit: a, .. }, Type::Number { unit: b, .. }) => a == b,
        (Type::List(a), Type::List(b)) => same(a, b),
        _ => a == b,
    }
}

/// The type of what may be either of two that are the same: signed if one is, whole if both are.
pub(crate) fn either(a: &Type, b: &Type) -> Type {
    match (a, b) {
        (
            Type::Number { unit, signed, whole },
            Type::Number {
                signed: signed_b,
                whole: whole_b,
                ..
            },
        ) => Type::Number {
            unit: unit.clone(),
            signed: *signed || *signed_b,
            whole: *whole && *whole_b,
        },
        _ => a.clone(),
    }
}
