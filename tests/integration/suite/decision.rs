//! What a page expects of a decision: a line for each thing, only what is written is compared.

use std::collections::BTreeSet;

use serde_json::Value;

/// The lines of the block that the decision does not agree with, with what it says instead.
pub(super) fn differences(block: &str, decision: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for line in block.lines().filter(|line| !line.trim().is_empty()) {
        let Some((key, expected)) = line.split_once(':') else {
            found.push(format!("`{line}` is not written as `key: value`"));
            continue;
        };
        let expected = expected.trim();
        let seen = seen(key.trim(), decision);
        let same = match key.trim() {
            "avgörande" | "möjliga" | "saknas" | "anmärkningar" | "behövs inte" => {
                set(expected) == set(&seen)
            }
            _ => expected == seen,
        };
        if !same {
            found.push(format!("{}: {seen} (not {expected})", key.trim()));
        }
    }
    found
}

/// What the decision says at the key.
fn seen(key: &str, decision: &Value) -> String {
    let list = |name: &str, at: &str| -> String {
        decision[name]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|item| {
                if at.is_empty() {
                    item.as_str()
                } else {
                    item[at].as_str()
                }
            })
            .collect::<Vec<_>>()
            .join(", ")
    };
    match key {
        "utfall" => decision["outcome"].as_str().unwrap().to_owned(),
        "belopp" => decision["amount"]["value"].as_str().unwrap_or("inget").to_owned(),
        "avgörande" => list("decisive", ""),
        "möjliga" => list("possible", ""),
        "exakt" => if decision["exact"] == true { "ja" } else { "nej" }.to_owned(),
        "saknas" => list("missing", "path"),
        "behövs inte" => list("not_needed", "path"),
        "anmärkningar" => list("remarks", "id"),
        "nästa steg" => decision["next_step"].as_str().unwrap().to_owned(),
        "hänvisas till" => decision["referred_to"]["name"]
            .as_str()
            .unwrap_or("ingen")
            .to_owned(),
        _ => below(key, decision),
    }
}

/// `regel a`, `verkan a`, `resultat a`, `skyldighet a`, `del /path`, `text a`.
fn below(key: &str, decision: &Value) -> String {
    let Some((kind, name)) = key.split_once(' ') else {
        return format!("(`{key}` is no key)");
    };
    let item = |list: &str, id: &str| -> Value {
        let found = decision[list]
            .as_array()
            .unwrap()
            .iter()
            .find(|item| item[id] == name);
        found.cloned().unwrap_or_default()
    };
    let value = match kind {
        "regel" => item("rules", "id")["status"].clone(),
        "verkan" => item("rules", "id")["effect"].clone(),
        "text" => item("rules", "id")["text"]["sv"].clone(),
        "skyldighet" => item("obligations", "id")["state"].clone(),
        "sista dag" => item("obligations", "id")["last_day"].clone(),
        "del" => item("parts", "path")["outcome"].clone(),
        "resultat" => {
            let value = &decision["results"][name]["value"];
            value.get("value").unwrap_or(value).clone()
        }
        _ => format!("(`{kind}` is no key)").into(),
    };
    match value {
        Value::String(text) => text,
        Value::Null => "inget".to_owned(),
        other => other.to_string(),
    }
}

fn set(text: &str) -> BTreeSet<&str> {
    text.split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .collect()
}
