//! `rekvisit verify` of a decision of each shipped rule set: it agrees, and of what was altered it says what differs.

use std::path::Path;

use serde_json::Value;

use super::applications::{Application, applications, flipped, programs};
use super::decided;
use crate::cli::Test;
use crate::shipped;

/// The shipped rules, with a result more in each rule set.
fn altered_rules(test: Test) -> Test {
    shipped::files()
        .into_iter()
        .fold(test, |test, (path, mut bytes)| {
            let own = Path::new(&path).file_stem() == Path::new(&path).parent().and_then(Path::file_name);
            if path.ends_with(".regel") && own {
                bytes.extend_from_slice(
                    "\nresultat tillagt_efteråt \"Tillagt efteråt\" = prövningsdagen\n".as_bytes(),
                );
            }
            test.file(&format!("regler/{path}"), bytes)
        })
}

/// The paths that `verify` says differ.
fn differing(decision: &Value, application: &[u8], rules: bool) -> Vec<String> {
    let mut test = Test::new();
    if rules {
        test = altered_rules(test);
    }
    let with = if rules { " --rules regler" } else { "" };
    let test = test
        .file("beslut.json", serde_json::to_string_pretty(decision).unwrap())
        .file("ansökan.json", application)
        .run(&format!("verify beslut.json ansökan.json --format json{with}"));
    let (code, stdout) = test.shown();
    let report: Value = serde_json::from_str(&stdout).unwrap_or_else(|_| panic!("{}", test.transcript()));
    assert_eq!(code, Some(i32::from(report["agrees"] == false)));
    let paths = report["differences"].as_array().unwrap().iter();
    let paths: Vec<String> = paths
        .map(|found| found["path"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(report["agrees"], paths.is_empty());
    paths
}

#[test]
fn what_was_altered_is_told() {
    let programs = programs();
    let mut seen = std::collections::BTreeSet::new();
    for application in &applications(&programs, 9, 200).applications {
        let decision = decided(&programs, application).unwrap();
        if !seen.insert(application.ruleset.clone()) {
            continue;
        }
        let name = &application.ruleset;
        assert_eq!(differing(&decision, &application.bytes, false), [""; 0], "{name}");
        // Written otherwise, the application says the same.
        let spaced = serde_json::from_slice::<Value>(&application.bytes).unwrap();
        let spaced = serde_json::to_vec_pretty(&spaced).unwrap();
        assert_eq!(differing(&decision, &spaced, false), [""; 0], "{name}");
        // Each fact that is another one is seen in the application's hash.
        let other = flipped(application).into_iter().find(|bytes| {
            let other = Application {
                ruleset: name.clone(),
                bytes: bytes.clone(),
            };
            decided(&programs, &other).is_ok()
        });
        let found = differing(&decision, &other.unwrap(), false);
        assert!(
            found.contains(&"/application/hash".to_owned()),
            "{name}: {found:?}"
        );
        assert!(!found.contains(&"/ruleset/hash".to_owned()), "{name}: {found:?}");
        // So are the rules.
        let found = differing(&decision, &application.bytes, true);
        assert_eq!(found[0], "/ruleset/hash", "{name}: {found:?}");
        assert!(
            found.iter().any(|path| path.contains("tillagt_efteråt")),
            "{name}: {found:?}"
        );
        assert!(
            !found.contains(&"/application/hash".to_owned()),
            "{name}: {found:?}"
        );
        // Of a decision that was altered, what was.
        for (path, value) in [
            ("/outcome", Value::from("granted_")),
            ("/rules/0/status", "altered".into()),
            ("/application/hash", "0".into()),
            ("/text/sv", "Bifall".into()),
            ("/next_step", Value::Null),
        ] {
            let mut altered = decision.clone();
            *altered.pointer_mut(path).unwrap() = value;
            assert_eq!(differing(&altered, &application.bytes, false), [path], "{name}");
        }
    }
    assert_eq!(seen.len(), shipped::rulesets().len(), "{seen:?}");
}
