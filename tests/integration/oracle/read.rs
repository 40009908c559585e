//! Applications, read as plainly as their form allows: what is not one known value is open.

use super::calendar;
use super::value::{Exact, NO_FIRST, NO_LAST, Value};
use num_bigint::BigInt;
use rekvisit::check::ruleset::{Field, RuleSet, Type};
use serde_json::Value as Json;
use std::rc::Rc;

/// The application's fields, in the order in which they are declared.
pub(super) fn application(set: &RuleSet, json: &Json) -> Vec<Value> {
    let reader = Reader { set, json };
    reader.fields(&set.application, json)
}

struct Reader<'a> {
    set: &'a RuleSet,
    /// The whole application: keys refer to its lists.
    json: &'a Json,
}

impl Reader<'_> {
    fn fields(&self, fields: &[Field], json: &Json) -> Vec<Value> {
        fields
            .iter()
            .map(|field| self.field(field, json.get(&field.json)))
            .collect()
    }

    fn field(&self, field: &Field, json: Option<&Json>) -> Value {
        if field.judgement {
            return json.map_or(Value::Open, |json| self.judged(field, json));
        }
        match json {
            Some(Json::Null) if field.optional => Value::Absent,
            Some(Json::Object(o)) if o.contains_key("värde") => self.value(field, &o["värde"]),
            Some(Json::Object(o))
                if ["minst", "högst", "motstridigt"]
                    .iter()
                    .any(|k| o.contains_key(*k)) =>
            {
                Value::Open
            }
            None | Some(Json::Null) => Value::Open,
            Some(json) => self.value(field, json),
        }
    }

    /// A judgement: what the answers that take a position, and are given by the assessment date, agree on.
    fn judged(&self, field: &Field, json: &Json) -> Value {
        let answers = match json {
            Json::Array(answers) => answers.as_slice(),
            Json::Object(o) if o.contains_key("motstridigt") => return Value::Open,
            Json::Object(_) => std::slice::from_ref(json),
            Json::Null => &[],
            bare => return self.value(field, bare),
        };
        let today = self.json["prövningsdag"].as_str().unwrap();
        let given = |answer: &&Json| answer["den"].as_str().is_none_or(|day| day <= today);
        let mut values = answers
            .iter()
            .filter(given)
            .map(|answer| &answer["värde"])
            .filter(|value| !value.is_null());
        let first = values.next();
        match first.filter(|first| values.all(|value| value == *first)) {
            Some(first) => self.value(field, first),
            None => Value::Open,
        }
    }

    fn value(&self, field: &Field, json: &Json) -> Value {
        let percent = field.percent;
        self.typed(&field.ty, json, percent)
    }

    fn typed(&self, ty: &Type, json: &Json, percent: bool) -> Value {
        let text = || json.as_str().unwrap();
        match ty {
            Type::Bool => Value::Bool(json.as_bool().unwrap()),
            Type::Number { unit, .. } => {
                let number = digits(&json.to_string());
                let hundred = BigInt::from(100);
                Value::Number(match unit.money_power() {
                    1 => number * hundred,
                    _ if percent => number / hundred,
                    _ => number,
                })
            }
            Type::Date => Value::Day(calendar::parse(text())),
            Type::Timestamp => Value::Instant(instant(text())),
            Type::Period => {
                let end = |key, open| {
                    json.get(key)
                        .map_or(open, |d| calendar::parse(d.as_str().unwrap()))
                };
                Value::Period(end("från", NO_FIRST), end("till", NO_LAST))
            }
            Type::Text | Type::Document => Value::Text(text().to_owned()),
            Type::Enum(id) => {
                let variants = &self.set.enums[usize::from(id.0)].variants;
                let at = variants.iter().position(|v| v.name == text()).unwrap();
                Value::Symbol(u16::try_from(at).unwrap())
            }
            Type::Record(id) => Value::Record(Rc::new(self.fields(self.set.fields(*id), json))),
            Type::List(element) => {
                let list = json.as_array().unwrap().iter();
                Value::List(Rc::new(list.map(|one| self.typed(element, one, false)).collect()))
            }
            Type::TableKey(id) => {
                let keys = &self.set.tables[usize::from(id.0)].keys;
                Value::Key(keys.iter().position(|key| key == text()).unwrap())
            }
            Type::RecordKey(list, record) => {
                let record = &self.set.records[usize::from(record.0)];
                let key = &record.fields[usize::from(record.key.unwrap())].json;
                let list = &self.set.application[usize::from(*list)].json;
                let found = self.json[list].as_array().map(|all| all.iter());
                let at = found.and_then(|mut all| all.position(|one| one[key] == *json));
                at.map_or(Value::Open, Value::Key)
            }
        }
    }
}

/// The number of its digits.
fn digits(text: &str) -> Exact {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let all: BigInt = format!("{whole}{decimals}").parse().unwrap();
    Exact::new(all, BigInt::from(10).pow(u32::try_from(decimals.len()).unwrap()))
}

/// Seconds of `2024-03-31T00:30:00Z`, or with `+02:00` at its end.
fn instant(text: &str) -> i64 {
    let two = |at: usize| text[at..at + 2].parse::<i64>().unwrap();
    let clock = two(11) * 3600 + two(14) * 60 + two(17);
    let ahead = match &text[19..] {
        "Z" => 0,
        offset => {
            let sign = if offset.starts_with('-') { -1 } else { 1 };
            sign * (two(20) * 3600 + two(23) * 60)
        }
    };
    calendar::parse(text) * 86_400 + clock - ahead
}
