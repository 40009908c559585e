//! Values of every kind, right ones.

use super::*;
use crate::facts::describe;
use crate::program::Failure;
use crate::value::{Date, Number};

#[test]
fn a_missing_key_is_unknown_and_null_is_absent() {
    let facts = facts(r#"{"stadgar": null, "ombud": null}"#);
    assert_eq!(cell(&facts, "/inkom"), Cell::Unknown);
    assert_eq!(cell(&facts, "/stadgar"), Cell::Absent);
    assert_eq!(cell(&facts, "/ombud"), Cell::Absent);
    assert_eq!(cell(&facts, "/ombud/namn"), Cell::Absent);
    assert_eq!(cell(&facts, "/sökande"), Cell::Unknown);
    assert_eq!(cell(&facts, "/sökande/namn"), Cell::Unknown);
    assert_ne!(cell(&facts, "/inkom"), Cell::Failed(Failure::Empty));
}

#[test]
fn money_is_read_from_its_digits() {
    for (written, ore) in [("0", 0), ("2249327", 224_932_700), ("0.05", 5), ("12.5", 1250)] {
        let facts = facts(&format!(r#"{{"beloppPerÅr": {written}}}"#));
        assert_eq!(cell(&facts, "/beloppPerÅr"), Cell::Int(ore));
        assert_eq!(json(&facts, "/beloppPerÅr"), written);
    }
    let large = facts(r#"{"beloppPerÅr": 92233720368547758.09}"#);
    let cell = cell(&large, "/beloppPerÅr");
    assert_eq!(
        large.arena.number(cell),
        Number::parse_decimal("9223372036854775809")
    );
    assert_eq!(json(&large, "/beloppPerÅr"), r#""92233720368547758.09""#);
}

#[test]
fn decimals_stay_exact() {
    let facts = facts(r#"{"andel": -0.125, "antal": 300}"#);
    let andel = cell(&facts, "/andel");
    assert_eq!(facts.arena.number(andel), Number::fraction(-1, 8));
    assert_eq!(json(&facts, "/andel"), "-0.125");
    assert_eq!(cell(&facts, "/antal"), Cell::Int(300));
}

#[test]
fn records_are_flat_and_elements_stand_together() {
    let facts = facts(
        r#"{"sökande": {"orgnr": null, "namn": "Föreningen"},
            "insatser": [{"id": "a", "kostnad": 1, "ansvarig": {"namn": "A"}, "dagar": ["2023-01-01", "2023-01-02"]},
                         {"dagar": [], "id": "b", "kostnad": 2.50}],
            "orter": ["Malmö", "Lund"], "viktigast": "b"}"#,
    );
    assert_eq!(cell(&facts, "/sökande"), Cell::Present);
    assert_eq!(json(&facts, "/sökande/namn"), r#""Föreningen""#);
    assert_eq!(json(&facts, "/insatser/0/dagar/1"), r#""2023-01-02""#);
    assert_eq!(cell(&facts, "/insatser/1/kostnad"), Cell::Int(250));
    assert_eq!(cell(&facts, "/insatser/1/ansvarig"), Cell::Unknown);
    assert_eq!(json(&facts, "/insatser/0/ansvarig"), r#"{"namn":"A"}"#);
    assert_eq!(json(&facts, "/orter"), r#"["Malmö","Lund"]"#);
    assert_eq!(cell(&facts, "/viktigast"), Cell::Key(1));
    assert_eq!(json(&facts, "/viktigast"), r#""b""#);
    let list = facts.arena.list(cell(&facts, "/insatser")).unwrap();
    assert_eq!((list.len, list.stride), (2, 6));

    let ruleset = ruleset();
    let schema = Schema::new(&ruleset);
    let info = describe(
        &schema,
        &ruleset,
        &facts,
        place(&facts, "/insatser/0/ansvarig/namn"),
    )
    .unwrap();
    assert_eq!(info.field.name, "namn");
    let chain: Vec<&str> = info.chain.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(
        chain,
        ["/insatser/0", "/insatser/0/ansvarig", "/insatser/0/ansvarig/namn"]
    );
}

#[test]
fn bounds_are_included_and_meet_in_one_value() {
    let facts = facts(
        r#"{"antal": {"minst": 300}, "inkom": {"minst": "2023-01-01", "högst": "2023-01-31"},
            "beloppPerÅr": {"minst": 10, "högst": 10.00}}"#,
    );
    let range = facts.arena.range(cell(&facts, "/antal")).unwrap();
    assert_eq!((range.low, range.high), (Some(Number::whole(300)), None));
    assert!(facts.arena.range(cell(&facts, "/inkom")).unwrap().date);
    assert_eq!(
        json(&facts, "/inkom"),
        r#"{"minst":"2023-01-01","högst":"2023-01-31"}"#
    );
    assert_eq!(cell(&facts, "/beloppPerÅr"), Cell::Int(1000));
}

#[test]
fn what_sources_state_differently_is_kept_with_them() {
    let json_text = r#"{"antal": {"motstridigt": [{"värde": 3, "källa": "brevet"}, {"värde": 4}]},
        "period": {"motstridigt": [{"värde": {"från": "2019-01-01", "till": "2022-12-31"}}, {"värde": {"från": "2019-01-01"}}]},
        "inkom": {"motstridigt": [{"värde": "2023-01-01", "källa": "a"}, {"värde": "2023-01-01", "källa": "b"}]}}"#;
    let facts = facts(json_text);
    let set = facts.arena.set(cell(&facts, "/antal")).unwrap();
    assert_eq!(set, [Cell::Int(3), Cell::Int(4)]);
    let [antal, period] = facts.contradictions.as_slice() else {
        panic!("{:?}", facts.contradictions)
    };
    assert_eq!(
        (antal.pointer.as_str(), period.pointer.as_str()),
        ("/antal", "/period")
    );
    assert_eq!(antal.values[0].source, "brevet");
    assert_eq!(antal.values[1].value, serde_json::json!(4));
    assert_eq!(antal.cells, [Cell::Int(3), Cell::Int(4)]);
    assert_eq!(json(&facts, "/inkom"), r#""2023-01-01""#);
    assert_eq!(
        json(&facts, "/antal"),
        r#"{"motstridigt":[{"värde":3,"källa":"brevet"},{"värde":4}]}"#
    );
}

#[test]
fn names_are_found_and_aliases_leave_a_trace() {
    let facts = facts(r#"{"huvudman": "kommunen", "kommun": "Bengtstors", "belopp_per_ar": 1}"#);
    assert_eq!(cell(&facts, "/huvudman"), Cell::Symbol(0));
    assert_eq!(cell(&facts, "/kommun"), Cell::Key(0));
    assert_eq!(cell(&facts, "/beloppPerÅr"), Cell::Int(100));
    let used: Vec<String> = facts
        .aliases
        .iter()
        .map(|a| format!("{} {} {}", a.pointer, a.written, a.meant))
        .collect();
    assert_eq!(
        used,
        [
            "/huvudman kommunen kommun",
            "/kommun Bengtstors Bengtsfors",
            "/belopp_per_ar belopp_per_ar beloppPerÅr"
        ]
    );
}

#[test]
fn periods_may_be_open_and_instants_have_an_offset() {
    let facts =
        facts(r#"{"period": {"från": "2022-01-01", "till": null}, "klockan": "2023-06-01T14:30:00+02:00"}"#);
    let from = Date::parse("2022-01-01").unwrap().days();
    assert_eq!(cell(&facts, "/period"), Cell::Period(from, i32::MAX));
    assert_eq!(json(&facts, "/period"), r#"{"från":"2022-01-01","till":null}"#);
    assert_eq!(json(&facts, "/klockan"), r#""2023-06-01T12:30:00Z""#);
}

#[test]
fn keys_and_texts_are_compared_in_normal_form() {
    let facts = facts("{\"so\u{308}kande\": {\"namn\": \"A\u{30a}sa\\n\\ud83d\\ude00\"}}");
    assert_eq!(json(&facts, "/sökande/namn"), r#""Åsa\n😀""#);
    assert!(facts.aliases.is_empty());
}

#[test]
fn reserved_keys_are_no_facts() {
    let facts = facts(
        r#"{"regelverk": "prov", "id": "1", "prövningsdag": "2023-01-01",
            "väntar": {"utfall": "granted", "belopp": 12.50, "regler": {}, "avgörande": ["a"], "verkligt": true}}"#,
    );
    assert_eq!(facts.ruleset.as_deref(), Some("prov"));
    assert_eq!(facts.id.as_deref(), Some("1"));
    assert_eq!(facts.assessed_on, Date::parse("2023-01-01"));
    assert_eq!(facts.expected.unwrap()["utfall"], "granted");
}

#[test]
fn the_hash_is_of_what_is_said() {
    let one = facts(
        r#"{"antal": 3, "huvudman": "kommunen", "beloppPerÅr": 5.50, "väntar": {"utfall": "rejected"}}"#,
    );
    let same = facts(r#"{"id": "x", "belopp_per_ar": 5.5, "huvudman":"kommun","antal":3}"#);
    assert_eq!(one.hash, same.hash);
    assert_eq!(one.hash.len(), 64);
    let distinct: std::collections::BTreeSet<String> = [
        "{}",
        r#"{"stadgar": null}"#,
        r#"{"stadgar": ""}"#,
        r#"{"målstöd": true}"#,
        r#"{"målstöd": null}"#,
        r#"{"målstöd": {"värde": true, "den": "2023-01-01"}}"#,
        r#"{"insatser": []}"#,
        r#"{"insatser": [{}]}"#,
    ]
    .iter()
    .map(|json| facts(json).hash)
    .collect();
    assert_eq!(distinct.len(), 8);
}
