//! `rekvisit obligations`.

use icalendar::{Calendar, CalendarComponent, Component as _, DatePerhapsTime, Event};
use serde_json::Value;

use super::Test;

/// A rule set with a day set by an act, one that isn't, and one without a day.
const RULES: &str = r#"regelverk plikt "Pliktbidrag" en "Duty grant"
  version "1"
  gäller 2020-01-01..
  antagande "Exemplet är påhittat"

ansökan {
  beslutad: datum "Vilken dag beslutades det?"
  betalt: datum? "Vilken dag betalades det tillbaka?"
  rapport: datum? "Vilken dag kom rapporten in?"
  tack: datum? "Vilken dag kom tacket?"
  skuld: kronor "Hur mycket ska betalas tillbaka?"
}

bifall bidrag "Bidrag ges"

skyldighet återbetala "Resten ska betalas tillbaka"
  när skuld är över 0 kr
  betala skuld till "Staten"
  senast frist 3 veckor från beslutad flyttad till vardag
  fullgjord den betalt
  annars "Ränta tas ut enligt 6 § räntelagen."

godta E0809 för rapportera "Dagen är som den är."
skyldighet rapportera "En rapport ska lämnas"
  lämna "en rapport" till "Staten"
  senast 2024-06-30
  fullgjord den rapport

skyldighet tacka "Ett tack ska lämnas"
  lämna "ett tack" till "Staten"
  fullgjord den tack

godta E0805 "Bara namnet visas på engelska."
"#;

fn case(id: &str, paid: &str) -> String {
    serde_json::json!({
        "regelverk": "plikt", "id": id, "prövningsdag": "2024-06-20", "beslutad": "2024-05-31", "skuld": 1000,
        "betalt": serde_json::from_str::<Value>(paid).unwrap(), "rapport": null, "tack": null,
    })
    .to_string()
}

fn folder(id: &str, paid: &str) -> Test {
    Test::new()
        .file("regler/plikt/plikt.regel", RULES)
        .file("fall.json", case(id, paid))
}

/// The obligations as JSON.
fn json(paid: &str, day: &str) -> Value {
    let run = format!("obligations fall.json --rules regler --format json --as-of {day}");
    let shown = folder("P-1", paid).run(&run).stderr("").exit(0).stdout;
    serde_json::from_str(&shown).unwrap()
}

#[test]
fn a_day_that_an_act_sets_is_moved_to_the_weekday_after() {
    // Three weeks from 31 May 2024 is 21 June, Midsummer's Eve; the next weekday is Monday 24 June.
    let seen = json("null", "2024-06-20");
    assert_eq!(seen["obligations"][0]["last_day"], "2024-06-24");
    assert_eq!(seen["obligations"][0]["moved_to_weekday"], true);
    // A Sunday that nothing moves stays.
    assert_eq!(seen["obligations"][1]["last_day"], "2024-06-30");
    assert_eq!(seen["obligations"][1]["moved_to_weekday"], false);
    assert_eq!(seen["obligations"][1]["last_day_off"]["sv"], "en söndag");
}

#[test]
fn the_state_follows_the_day() {
    for (paid, day, state) in [
        ("null", "2024-06-23", "upcoming"),
        ("null", "2024-06-24", "due"),
        ("null", "2024-06-25", "late"),
        ("\"2024-06-24\"", "2024-06-25", "fulfilled"),
        ("\"2024-06-25\"", "2024-06-30", "late"),
        // What is dated after the day has not happened yet.
        ("\"2024-06-24\"", "2024-06-23", "upcoming"),
    ] {
        let seen = json(paid, day);
        assert_eq!(seen["obligations"][0]["state"], state, "{paid} {day}");
    }
}

#[test]
fn the_states_over_time_follow_each_other_without_a_gap() {
    let seen = json("\"2024-06-26\"", "2024-06-20");
    let over_time = seen["obligations"][0]["over_time"].clone();
    let expected = serde_json::json!([
        {"from": null, "to": "2024-06-23", "state": "upcoming"},
        {"from": "2024-06-24", "to": "2024-06-24", "state": "due"},
        {"from": "2024-06-25", "to": null, "state": "late"},
    ]);
    assert_eq!(over_time, expected);
}

#[test]
fn the_text_says_what_follows_in_the_rules_own_words() {
    folder("P-1", "null")
        .run("obligations fall.json --rules regler --as-of 2024-06-26")
        .stdout_has("Skyldigheter: 1 försenad, 1 att göra nu och 1 kommande.")
        .stdout_has("Sista dagen var för 2 dagar sedan.")
        .stdout_has("Följd: Ränta tas ut enligt 6 § räntelagen.")
        .stdout_has("Ingen sista dag är satt.")
        .stdout_has("4 dagar kvar.")
        .stderr("")
        .exit(0);
}

/// The events of a calendar file, read by another's parser.
fn events(text: &str) -> Vec<Event> {
    let calendar: Calendar = text.parse().unwrap();
    calendar
        .components
        .into_iter()
        .filter_map(|component| match component {
            CalendarComponent::Event(event) => Some(event),
            _ => None,
        })
        .collect()
}

fn ics(id: &str, paid: &str, more: &str) -> String {
    folder(id, paid)
        .run(&format!(
            "obligations fall.json --rules regler --format ics {more}"
        ))
        .exit(0)
        .stdout
}

#[test]
fn a_calendar_program_reads_the_file() {
    let text = ics("P-1", "null", "");
    let events = events(&text);
    assert_eq!(events.len(), 2);
    let event = &events[0];
    assert_eq!(whole_day(event.get_start()), "2024-06-24");
    assert_eq!(whole_day(event.get_end()), "2024-06-25");
    assert_eq!(event.get_summary(), Some("Resten ska betalas tillbaka, P-1"));
    let said = event.get_description().unwrap();
    assert!(
        said.contains("Betala 1\u{a0}000\u{a0}kr till Staten, senast den 24 juni 2024."),
        "{said}"
    );
    assert!(
        said.contains("Följd: Ränta tas ut enligt 6 § räntelagen."),
        "{said}"
    );
    assert_eq!(
        event.get_timestamp().map(|at| at.to_string()).as_deref(),
        Some("2024-06-20 00:00:00 UTC")
    );
    assert_eq!(text.matches("BEGIN:VALARM\r\n").count(), 4);
}

fn whole_day(at: Option<DatePerhapsTime>) -> String {
    match at {
        Some(DatePerhapsTime::Date(day)) => day.to_string(),
        other => panic!("a whole day: {other:?}"),
    }
}

#[test]
fn lines_are_folded_where_the_standard_says() {
    let text = ics(
        "P-1;en, lång \\ beteckning med å, ä och ö och mer än så\nrad två",
        "null",
        "",
    );
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let summary = events(&text)[0].get_summary().unwrap().to_owned();
    let expected =
        "Resten ska betalas tillbaka, P-1;en, lång \\ beteckning med å, ä och ö och mer än så\nrad två";
    assert_eq!(summary, expected);
}

#[test]
fn an_event_keeps_its_name_whatever_the_day_and_the_language() {
    let first = events(&ics("P-1", "null", ""));
    let later = events(&ics("P-1", "\"2024-06-24\"", "--as-of 2024-06-27 --lang en"));
    let other = events(&ics("P-2", "null", ""));
    let uid = |events: &[Event]| {
        events
            .iter()
            .map(|e| e.get_uid().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(uid(&first), uid(&later));
    assert_ne!(uid(&first), uid(&other));
    assert_ne!(uid(&first)[0], uid(&first)[1]);
    assert_eq!(
        later[0].get_summary(),
        Some("Resten ska betalas tillbaka (fulfilled), P-1")
    );
    // The same data gives the same bytes.
    assert_eq!(ics("P-1", "null", ""), ics("P-1", "null", ""));
}

#[test]
fn reminders_come_when_asked_and_not_of_what_is_done() {
    let text = ics("P-1", "\"2024-06-19\"", "--alarm 0,7,1");
    let triggers: Vec<&str> = text.lines().filter(|line| line.starts_with("TRIGGER")).collect();
    assert_eq!(triggers, ["TRIGGER:PT9H", "TRIGGER:-P6DT15H", "TRIGGER:-PT15H"]);
    folder("P-1", "null")
        .run("obligations fall.json --rules regler --format ics --alarm x")
        .stderr_has("alarm")
        .exit(2);
}

#[test]
fn what_has_no_last_day_is_told_and_left_out() {
    folder("P-1", "null")
        .run("obligations fall.json --rules regler --format ics --out kalender.ics")
        .stdout("")
        .stderr("1 skyldighet har ingen sista dag och står inte i kalendern\n")
        .exit(0);
}

#[test]
fn a_case_that_cannot_be_read_does_not_stop_the_others() {
    folder("P-1", "null")
        .file("fel.json", r#"{"regelverk": "plikt", "skuld": "mycket"}"#)
        .run("obligations fall.json fel.json --rules regler")
        .stdout_has("Resten ska betalas tillbaka")
        .stderr_has("/skuld")
        .exit(2);
    folder("P-1", "null")
        .run("obligations --rules regler")
        .stderr_has("ÄRENDE")
        .exit(2);
}

#[test]
fn the_repayment_of_the_grant_for_health_conversations_is_in_time_on_the_sunday() {
    for (file, state) in [
        ("malmo-aterbetalt-pa-sondagen-c15", "fulfilled"),
        ("malmo-aterbetalt-pa-mandagen-c15", "late"),
        ("malmo-aterbetalt-for-sent-c15", "late"),
    ] {
        let path = format!(
            "{}/rules/halsosamtal-2023/cases/{file}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let seen = Test::new()
            .run(&format!("obligations {path} --format json"))
            .exit(0)
            .stdout;
        let seen: Value = serde_json::from_str(&seen).unwrap();
        let all = seen["obligations"].as_array().unwrap();
        let repay = all.iter().find(|o| o["id"] == "återbetalning").unwrap();
        assert_eq!(repay["state"], state, "{file}");
        assert_eq!(repay["last_day"], "2024-06-30");
    }
}
