//! Where two JSON values differ.

use serde_json::Value;

/// A value that differs.
#[derive(Debug, PartialEq)]
pub(super) struct Difference {
    /// Where: a JSON pointer.
    pub(super) path: String,
    /// What was stated; `null` where nothing was.
    pub(super) stated: Value,
    /// What it is; `null` where nothing is.
    pub(super) found: Value,
}

/// The innermost values that differ, in the order of what was stated; what only one of them has is last.
pub(super) fn differences(stated: &Value, found: &Value) -> Vec<Difference> {
    let mut all = Vec::new();
    collect(String::new(), stated, found, &mut all);
    all
}

fn collect(path: String, stated: &Value, found: &Value, all: &mut Vec<Difference>) {
    match (stated, found) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            for key in keys {
                let escaped = key.replace('~', "~0").replace('/', "~1");
                let below = format!("{path}/{escaped}");
                let nothing = Value::Null;
                collect(
                    below,
                    a.get(key).unwrap_or(&nothing),
                    b.get(key).unwrap_or(&nothing),
                    all,
                );
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                collect(format!("{path}/{index}"), a, b, all);
            }
        }
        _ if stated == found => {}
        _ => all.push(Difference {
            path,
            stated: stated.clone(),
            found: found.clone(),
        }),
    }
}

/// A value on one line, and not too long.
pub(super) fn short(value: &Value) -> String {
    const LENGTH: usize = 60;
    let text = value.to_string();
    if text.chars().count() <= LENGTH {
        return text;
    }
    text.chars().take(LENGTH).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_innermost_values_are_told() {
        let stated = json!({"a": {"b": 1, "c/d": [1, 2]}, "e": [1], "f": "x"});
        let found = json!({"a": {"b": 2, "c/d": [1, 3]}, "e": [1, 2], "g": true});
        let paths: Vec<String> = differences(&stated, &found).into_iter().map(|d| d.path).collect();
        assert_eq!(paths, ["/a/b", "/a/c~1d/1", "/e", "/f", "/g"]);
        assert_eq!(differences(&stated, &stated), []);
    }
}
