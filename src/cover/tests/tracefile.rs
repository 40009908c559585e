//! The lcov tracefile, read back.

use std::collections::BTreeMap;

use serde_json::json;

use super::super::lcov;
use super::coverage;

/// A reader: for each file what each record says, with its counts checked against its totals.
fn read(text: &str) -> BTreeMap<String, Vec<(String, Vec<String>)>> {
    let mut files = BTreeMap::new();
    let (mut file, mut records) = (None, Vec::new());
    for line in text.lines() {
        if line == "end_of_record" {
            check(&records);
            files.insert(
                file.take().expect("a section has a file"),
                std::mem::take(&mut records),
            );
            continue;
        }
        let (key, value) = line.split_once(':').expect("KEY:VALUE");
        match key {
            "TN" => assert!(file.is_none() && value.is_empty()),
            "SF" => file = Some(value.to_owned()),
            _ => records.push((key.to_owned(), value.split(',').map(str::to_owned).collect())),
        }
    }
    assert!(file.is_none() && records.is_empty(), "the last section is open");
    files
}

fn check(records: &[(String, Vec<String>)]) {
    let of = |key: &str| -> Vec<&[String]> {
        let found = records.iter().filter(|(k, _)| k == key);
        found.map(|(_, values)| values.as_slice()).collect()
    };
    let total = |key: &str| of(key)[0][0].parse::<usize>().unwrap();
    let hits = |key: &str, at: usize| {
        let hit = of(key);
        hit.iter()
            .filter(|v| v[at] != "-" && v[at].parse::<usize>().unwrap() > 0)
            .count()
    };
    assert_eq!((of("FN").len(), hits("FNDA", 0)), (total("FNF"), total("FNH")));
    assert_eq!(of("FN").len(), of("FNDA").len());
    assert_eq!((of("BRDA").len(), hits("BRDA", 3)), (total("BRF"), total("BRH")));
    assert_eq!((of("DA").len(), hits("DA", 1)), (total("LF"), total("LH")));
    let mut lines: Vec<usize> = of("DA").iter().map(|v| v[0].parse().unwrap()).collect();
    let before = lines.clone();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines, before, "each line stands once, in order");
}

const RULES: &str = "
ansökan {
  a: ja/nej
  b: ja/nej
}
krav båda \"Båda\"
  att a och b
  annars avslå
bifall godkänd \"Godkänd\"
godta oprövat \"b → nej\" för båda \"Skälet.\"
";

#[test]
fn rules_are_functions_and_conditions_have_two_branches() {
    let report = coverage(
        RULES,
        &[json!({"a": true, "b": true}), json!({"a": true, "b": true})],
    );
    let files = read(&lcov(std::slice::from_ref(&report)));
    let records = &files["prov/prov.regel"];
    let lines = |key: &str| -> Vec<String> {
        let found = records.iter().filter(|(k, _)| k == key);
        found.map(|(_, values)| values.join(",")).collect()
    };
    assert_eq!(lines("FN"), ["9,båda", "12,godkänd"]);
    assert_eq!(lines("FNDA"), ["0,båda", "2,godkänd"]);
    // a as no and as yes, b as yes: that it is never no is accepted.
    assert_eq!(lines("BRDA"), ["10,0,0,0", "10,0,1,2", "10,0,3,2"]);
    assert_eq!(lines("DA"), ["9,0", "10,4", "12,2"]);
    // A file that two rule sets use stands once, with the counts of both.
    let twice = read(&lcov(&[report.clone(), report]));
    let counts = &twice["prov/prov.regel"];
    assert!(counts.contains(&("FNDA".to_owned(), vec!["4".to_owned(), "godkänd".to_owned()])));
}

#[test]
fn a_decision_that_was_never_settled_has_branches_that_were_not_reached() {
    let report = coverage(RULES, &[json!({})]);
    let text = lcov(&[report]);
    read(&text);
    assert!(text.contains("BRDA:10,0,0,-\n"), "{text}");
}
