//! An example's changes, laid over the case that it starts from.

use serde_json::{Map, Value};

/// The case with the example's changes laid over it. What can't be read is left to be told when it is decoded.
pub(super) fn changed(case: &[u8], changes: &[(String, Option<Value>)]) -> Vec<u8> {
    let Ok(mut application) = serde_json::from_slice::<Value>(case) else {
        return case.to_vec();
    };
    if let Some(top) = application.as_object_mut() {
        top.shift_remove("väntar");
    }
    for (pointer, value) in changes {
        let Some((above, key)) = pointer.rsplit_once('/') else {
            continue;
        };
        let key = key.replace("~1", "/").replace("~0", "~");
        if let Some(object) = reach(&mut application, above) {
            match value {
                Some(value) => object.insert(key, value.clone()),
                None => object.shift_remove(&key),
            };
        }
    }
    serde_json::to_vec(&application).unwrap_or_default()
}

/// The object at a pointer; objects that are not there are made.
fn reach<'a>(value: &'a mut Value, pointer: &str) -> Option<&'a mut Map<String, Value>> {
    let mut at = value;
    for key in pointer.split('/').skip(1) {
        let key = key.replace("~1", "/").replace("~0", "~");
        let object = at.as_object_mut()?;
        at = object.entry(key).or_insert_with(|| Map::new().into());
        if !at.is_object() {
            *at = Map::new().into();
        }
    }
    at.as_object_mut()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::changed;

    #[test]
    fn changes_replace_take_away_and_make() {
        let case = json!({"väntar": {}, "a": {"b": 1, "c": 2}, "d": 3});
        let changes = [
            ("/a/b".to_owned(), Some(json!("x"))),
            ("/a/c".to_owned(), None),
            ("/e/f".to_owned(), Some(json!(null))),
        ];
        let after: serde_json::Value =
            serde_json::from_slice(&changed(case.to_string().as_bytes(), &changes)).unwrap();
        assert_eq!(after, json!({"a": {"b": "x"}, "d": 3, "e": {"f": null}}));
    }
}
