//! What many applications came to.

use scraper::{Html, Selector};
use serde_json::Value;

use super::folder;

#[test]
fn outcomes_grounds_what_is_missing_and_amounts_are_counted() {
    let test = folder(70, 0)
        .run("batch alla.ndjson --rules regler --format summary --summary s.json --summary s.html --summary s.txt")
        .stderr("")
        .stdout_has("Lokalt bidrag: alla.ndjson\n\n70 ansökningar prövades.\n")
        .stdout_has("Uppgifter som saknas\n  12    17\u{a0}%  Finns det skäl? (/skäl)\n")
        .then(0);
    let json: Value = serde_json::from_str(&test.contents("s.json").unwrap()).unwrap();
    let lines = folder(70, 0).run("batch alla.ndjson --rules regler").output();
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut counted = 0;
    for outcome in json["outcomes"].as_array().unwrap() {
        let own: Vec<&Value> = lines
            .iter()
            .filter(|line| line["outcome"] == outcome["outcome"])
            .collect();
        assert_eq!(outcome["total"]["count"], own.len());
        let sum: f64 = own
            .iter()
            .filter_map(|line| line["amount"].as_str()?.parse::<f64>().ok())
            .fold(0.0, |sum, amount| sum + amount);
        assert_eq!(outcome["total"]["sum"], format!("{sum:.2}"));
        counted += own.len();
    }
    assert_eq!(counted, 70);
    for ground in json["grounds"].as_array().unwrap() {
        let has = |line: &&Value| {
            let grounds = line["grounds"].as_array().unwrap();
            grounds.iter().any(|own| own["rule"] == ground["rule"])
        };
        assert_eq!(ground["count"], lines.iter().filter(has).count());
    }
    let missing = lines
        .iter()
        .filter(|line| line["missing"] == serde_json::json!(["/skäl"]))
        .count();
    assert_eq!(json["missing"][0]["count"], missing);
    assert_eq!(
        test.contents("s.txt").unwrap().lines().next(),
        Some("Lokalt bidrag: alla.ndjson")
    );
}

#[test]
fn of_nothing_that_was_decided_nothing_is_said() {
    let test = folder(0, 0).file("alla.ndjson", "{\n[]\n");
    let expected = "Lokalt bidrag: alla.ndjson\n\nIngen ansökan prövades.\n2 kunde inte prövas.\n\n\
        Kunde inte prövas\n";
    test.run("batch alla.ndjson --rules regler --ruleset lokalt --format summary")
        .stdout_has(expected)
        .exit(1);
}

#[test]
fn the_page_needs_nothing_outside_itself() {
    let test = folder(70, 9)
        .run("batch alla.ndjson --rules regler --format summary --summary s.html")
        .then(1);
    let page = test.contents("s.html").unwrap();
    for outside in ["<script", "src=", "href=", "url(", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.starts_with("<!doctype html>\n<html lang=\"sv\">"));
    let html = Html::parse_document(&page);
    assert_eq!(html.errors, Vec::<String>::new());
    let select = |what: &str| html.select(&Selector::parse(what).unwrap()).count();
    assert_eq!(select("svg"), select("table"));
    assert_eq!(select("svg rect"), select("tbody tr"));
    assert!(select("svg") >= 4);
}

#[test]
fn what_others_wrote_is_no_markup() {
    let test = folder(0, 0)
        .file("<b>&.ndjson", "{\"prövningsdag\": \"2023-07-01\"}\n")
        .run("batch <b>&.ndjson --rules regler --format summary --summary s.html --lang en")
        .then(0);
    let page = test.contents("s.html").unwrap();
    assert!(
        !page.contains("<b>") && page.contains("<html lang=\"en\">"),
        "{page}"
    );
}
