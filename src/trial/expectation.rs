//! Whether a decision is what a case expects (`väntar`). Each key given is compared exactly, lists as sets.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::value::Number;

/// A key that came out differently, as a person would write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The key, and the name below it: `regler.annan_huvudman`.
    pub key: String,
    /// What was expected.
    pub expected: String,
    /// What it came to.
    pub found: String,
}

/// Where the decision differs from what is expected. What only describes the case (`enligt`, `verkligt`) is not compared.
#[must_use]
pub fn differences(expected: &Map<String, Value>, decision: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    for (key, value) in expected {
        match key.as_str() {
            "utfall" => one(key, value, decision.get("outcome"), &mut found),
            "belopp" => one(key, value, decision.pointer("/amount/value"), &mut found),
            "avgörande" => set(key, value, texts(decision.get("decisive"), None), &mut found),
            "möjliga" => set(key, value, texts(decision.get("possible"), None), &mut found),
            "saknas" => set(
                key,
                value,
                texts(decision.get("missing"), Some("path")),
                &mut found,
            ),
            "anmärkningar" => set(key, value, texts(decision.get("remarks"), Some("id")), &mut found),
            "regler" => named(key, value, &mut found, |name| status(decision, name)),
            "skyldigheter" => obligations(key, value, decision.get("obligations"), &mut found),
            "hänvisas_till" => one(key, value, decision.pointer("/referred_to/name"), &mut found),
            "nästa_steg" => one(key, value, decision.get("next_step"), &mut found),
            "talar_för" => set(
                key,
                value,
                texts(decision.pointer("/circumstances/for"), Some("id")),
                &mut found,
            ),
            "talar_emot" => set(
                key,
                value,
                texts(decision.pointer("/circumstances/against"), Some("id")),
                &mut found,
            ),
            "resultat" => named(key, value, &mut found, |name| {
                let value = decision.get("results")?.get(name)?.get("value")?;
                // An amount or a quantity has its unit beside it.
                Some(value.get("value").unwrap_or(value).clone())
            }),
            _ => {}
        }
    }
    found
}

/// A value, numbers compared as numbers.
fn one(key: &str, expected: &Value, seen: Option<&Value>, found: &mut Vec<Difference>) {
    let nothing = Value::Null;
    let seen = seen.unwrap_or(&nothing);
    let same = match (number(expected), number(seen)) {
        (Some(expected), Some(seen)) => expected == seen,
        _ => expected == seen,
    };
    if !same {
        found.push(Difference {
            key: key.to_owned(),
            expected: shown(expected),
            found: shown(seen),
        });
    }
}

/// A number, or an amount that is written as text.
fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Number::parse_decimal(&number.to_string()),
        Value::String(text) => Number::parse_decimal(text),
        _ => None,
    }
}

/// A list as a set.
fn set(key: &str, expected: &Value, seen: BTreeSet<String>, found: &mut Vec<Difference>) {
    let expected = texts(Some(expected), None);
    if expected != seen {
        found.push(Difference {
            key: key.to_owned(),
            expected: joined(&expected),
            found: joined(&seen),
        });
    }
}

/// The texts in a list, or those at a key of its objects.
fn texts(list: Option<&Value>, key: Option<&str>) -> BTreeSet<String> {
    list.and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|item| match key {
            Some(key) => item.get(key)?.as_str(),
            None => item.as_str(),
        })
        .map(str::to_owned)
        .collect()
}

/// Each name below the key.
fn named(key: &str, expected: &Value, found: &mut Vec<Difference>, seen: impl Fn(&str) -> Option<Value>) {
    for (name, value) in expected.as_object().into_iter().flatten() {
        one(&format!("{key}.{name}"), value, seen(name).as_ref(), found);
    }
}

/// Each obligation: its state, or an object with those of `läge`, `belopp` and `sista_dag` that are compared.
fn obligations(key: &str, expected: &Value, seen: Option<&Value>, found: &mut Vec<Difference>) {
    for (name, value) in expected.as_object().into_iter().flatten() {
        let seen = |pointer| listed(seen, name).and_then(|seen| seen.pointer(pointer));
        let Some(parts) = value.as_object() else {
            one(&format!("{key}.{name}"), value, seen("/state"), found);
            continue;
        };
        for (part, value) in parts {
            let pointer = match part.as_str() {
                "läge" => "/state",
                "belopp" => "/amount/value",
                _ => "/last_day",
            };
            one(&format!("{key}.{name}.{part}"), value, seen(pointer), found);
        }
    }
}

/// The item of a list that has the id.
fn listed<'a>(list: Option<&'a Value>, id: &str) -> Option<&'a Value> {
    list?
        .as_array()?
        .iter()
        .find(|item| item.get("id").and_then(Value::as_str) == Some(id))
}

/// A rule's status; inside a `för varje`, the statuses that it has there.
fn status(decision: &Value, id: &str) -> Option<Value> {
    if let Some(rule) = listed(decision.get("rules"), id) {
        return rule.get("status").cloned();
    }
    let statuses: BTreeSet<String> = decision
        .get("parts")?
        .as_array()?
        .iter()
        .filter_map(|part| listed(part.get("rules"), id)?.get("status")?.as_str())
        .map(str::to_owned)
        .collect();
    (!statuses.is_empty()).then(|| joined(&statuses).into())
}

fn joined(set: &BTreeSet<String>) -> String {
    if set.is_empty() {
        return "[]".to_owned();
    }
    set.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn compare(expected: Value, decision: &Value) -> Vec<String> {
        differences(expected.as_object().unwrap(), decision)
            .into_iter()
            .map(|d| format!("{}: {} / {}", d.key, d.expected, d.found))
            .collect()
    }

    #[test]
    fn only_the_keys_given_are_compared_and_exactly() {
        let decision = json!({
            "outcome": "granted",
            "amount": {"value": "3419977.00", "currency": "SEK"},
            "decisive": ["b", "a"],
            "rules": [{"id": "a", "status": "met"}],
            "results": {"kvar": {"value": {"value": "12.50", "currency": "SEK"}}, "läge": {"value": "sent"}},
            "parts": [{"rules": [{"id": "rad", "status": "met"}]}, {"rules": [{"id": "rad", "status": "not_met"}]}],
            "missing": [],
            "remarks": [{"id": null}, {"id": "svar"}],
            "referred_to": {"name": "finsam"},
            "next_step": "decide",
            "circumstances": {"for": [{"id": "lovvärt"}], "against": []},
            "obligations": [{"id": "åter", "state": "upcoming", "last_day": "2024-06-30", "amount": {"value": "100.00"}}],
        });
        assert!(compare(json!({"utfall": "granted"}), &decision).is_empty());
        let all = json!({
            "utfall": "granted", "belopp": 3_419_977, "avgörande": ["a", "b"], "regler": {"a": "met"},
            "resultat": {"kvar": 12.5, "läge": "sent"},
            "saknas": [], "anmärkningar": ["svar"], "enligt": "beslutet", "verkligt": true,
            "hänvisas_till": "finsam", "nästa_steg": "decide", "talar_för": ["lovvärt"], "talar_emot": [],
            "skyldigheter": {"åter": {"läge": "upcoming", "belopp": 100, "sista_dag": "2024-06-30"}},
        });
        assert!(compare(all, &decision).is_empty());
        assert_eq!(
            compare(
                json!({"utfall": "rejected", "avgörande": ["a"], "belopp": 3_419_976}),
                &decision
            ),
            [
                "utfall: rejected / granted",
                "avgörande: a / a, b",
                "belopp: 3419976 / 3419977.00"
            ]
        );
        assert_eq!(
            compare(json!({"regler": {"rad": "met", "b": "met"}}), &decision),
            ["regler.rad: met / met, not_met", "regler.b: met / null"]
        );
        let owed =
            json!({"skyldigheter": {"åter": {"läge": "due", "sista_dag": "2024-07-01"}, "annan": "due"}});
        assert_eq!(
            compare(owed, &decision),
            [
                "skyldigheter.åter.läge: due / upcoming",
                "skyldigheter.åter.sista_dag: 2024-07-01 / 2024-06-30",
                "skyldigheter.annan: due / null"
            ]
        );
    }
}
