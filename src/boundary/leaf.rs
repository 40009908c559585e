//! The values in an application that can be changed by a step: numbers, days, and how many elements a list has.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::depend::Dependency;
use crate::check::RuleSet;
use crate::check::ruleset::{Field, RecordId, Type};
use crate::explain::format::exact_value;
use crate::value::{Date, Number};

/// A value in an application.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// Its JSON pointer.
    pub(super) pointer: String,
    /// What it is now: a number as it is written, days since 1970-01-01, or how many elements.
    pub(super) now: Number,
    kind: Kind,
}

/// What kind of value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A number; whether parts of one are written (kronor have öre, percentages decimals).
    Number { parts: bool },
    /// A day.
    Date,
    /// A list; which element is repeated when it grows, and taken away when it shrinks.
    Length(usize),
}

/// How many elements of a list are tried as the one that is repeated.
const REPEATED: usize = 4;
/// How long a list may become.
const LONGEST: usize = 10_000;
/// How many leaves are looked at.
const MOST: usize = 60;

impl Leaf {
    /// The steps that it is changed by, the first that will do: a krona or an öre, as its amount is; a day; one.
    pub(super) fn steps(&self) -> Vec<Number> {
        let one = Number::whole(1);
        let part = Number::fraction(1, 100).unwrap_or(one);
        match self.kind {
            Kind::Number { parts: true } if self.now.is_whole() => vec![one, part],
            Kind::Number { parts: true } => vec![part],
            _ => vec![one],
        }
    }

    /// The application with another value there.
    pub(super) fn changed(&self, application: &Value, to: Number) -> Option<Value> {
        let mut changed = application.clone();
        let slot = if self.pointer == DAY {
            changed
                .as_object_mut()?
                .entry("prövningsdag")
                .or_insert(Value::Null)
        } else {
            changed.pointer_mut(&self.pointer)?
        };
        *slot = match self.kind {
            Kind::Number { .. } => {
                // More digits than a JSON number in memory holds are no case that can be written.
                let written = exact_value(to);
                let value: Value = serde_json::from_str(&written).ok()?;
                (Number::parse_decimal(&value.to_string()) == Number::parse_decimal(&written))
                    .then_some(value)?
            }
            Kind::Date => json!(Date::from_days(i32::try_from(to.as_i64()?).ok()?)?.to_string()),
            Kind::Length(repeated) => {
                let mut list = slot.as_array()?.clone();
                let element = list.get(repeated)?.clone();
                let wanted = usize::try_from(to.as_i64()?).ok().filter(|n| *n <= LONGEST)?;
                while list.len() > wanted {
                    list.remove(repeated.min(list.len().saturating_sub(1)));
                }
                list.resize(wanted, element);
                list.into()
            }
        };
        Some(changed)
    }
}

/// The pointer of the assessment date.
const DAY: &str = "/prövningsdag";

/// The values in the application that the fields hold.
pub(super) fn leaves(
    set: &RuleSet,
    application: &Value,
    day: Date,
    fields: &BTreeSet<Dependency>,
) -> Vec<Leaf> {
    let mut search = Search {
        set,
        fields,
        found: Vec::new(),
    };
    if fields.contains(&Dependency::Day) {
        search.found.push(Leaf {
            pointer: DAY.to_owned(),
            now: Number::whole(i64::from(day.days())),
            kind: Kind::Date,
        });
    }
    search.object(&set.application, None, application, "");
    let mut found = search.found;
    // A value that is changed says more than a list that is cut.
    found.sort_by_key(|leaf| matches!(leaf.kind, Kind::Length(_)));
    found.truncate(MOST);
    found
}

struct Search<'a> {
    set: &'a RuleSet,
    fields: &'a BTreeSet<Dependency>,
    found: Vec<Leaf>,
}

impl Search<'_> {
    fn object(&mut self, fields: &[Field], of: Option<RecordId>, value: &Value, pointer: &str) {
        for (at, field) in (0_u16..).zip(fields) {
            let keys = std::iter::once(&field.json).chain(&field.aliases);
            let Some((key, value)) = keys.filter_map(|key| Some((key, value.get(key)?))).next() else {
                continue;
            };
            let wanted = self.fields.contains(&match of {
                None => Dependency::Fact(at),
                Some(record) => Dependency::Field(record, at),
            });
            let key = key.replace('~', "~0").replace('/', "~1");
            let pointer = format!("{pointer}/{key}");
            match value.get("värde") {
                Some(inner) => self.value(&field.ty, wanted, inner, &format!("{pointer}/värde")),
                None => self.value(&field.ty, wanted, value, &pointer),
            }
        }
    }

    fn value(&mut self, ty: &Type, wanted: bool, value: &Value, pointer: &str) {
        match ty {
            Type::Record(record) => {
                if let Some(found) = self.set.records.get(usize::from(record.0)) {
                    self.object(&found.fields, Some(*record), value, pointer);
                }
            }
            Type::List(element) => {
                let elements = value.as_array().map(Vec::as_slice).unwrap_or_default();
                if wanted {
                    for repeated in (0..elements.len()).rev().take(REPEATED) {
                        self.add(
                            pointer,
                            i64::try_from(elements.len()).ok().map(Number::whole),
                            Kind::Length(repeated),
                        );
                    }
                }
                for (at, inner) in elements.iter().enumerate() {
                    self.value(element, wanted, inner, &format!("{pointer}/{at}"));
                }
            }
            Type::Number { unit, whole, .. } if wanted => {
                let now = match value {
                    Value::Number(number) => Number::parse_decimal(&number.to_string()),
                    Value::String(text) => Number::parse_decimal(text),
                    _ => None,
                };
                let parts = !whole && (unit.money_power() != 0 || unit.is_none());
                self.add(pointer, now, Kind::Number { parts });
            }
            Type::Date if wanted => self.add(pointer, days(value), Kind::Date),
            Type::Period if wanted => {
                for end in ["från", "till"] {
                    if let Some(inner) = value.get(end) {
                        self.add(&format!("{pointer}/{end}"), days(inner), Kind::Date);
                    }
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, pointer: &str, now: Option<Number>, kind: Kind) {
        self.found.extend(now.map(|now| Leaf {
            pointer: pointer.to_owned(),
            now,
            kind,
        }));
    }
}

fn days(value: &Value) -> Option<Number> {
    Some(Number::whole(i64::from(Date::parse(value.as_str()?)?.days())))
}
