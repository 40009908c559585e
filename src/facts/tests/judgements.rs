//! Judgements: who answered what, and when.

use super::*;
use crate::facts::{AnsweredBy, hash, settle};
use crate::value::Date;

fn settled(json: &str, day: &str) -> Facts {
    let mut facts = facts(json);
    settle(&mut facts, Date::parse(day).unwrap());
    facts
}

#[test]
fn a_bare_value_and_null_need_no_body() {
    let bare = facts(r#"{"ansvarig_huvudman": "region"}"#);
    assert_eq!(cell(&bare, "/ansvarig_huvudman"), Cell::Symbol(1));
    assert!(bare.answers.is_empty());
    let asked = facts(r#"{"ansvarig_huvudman": null}"#);
    assert_eq!(cell(&asked, "/ansvarig_huvudman"), Cell::Unknown);
    assert_eq!(asked.answers.len(), 1);
    assert_eq!(asked.answers[0].by, AnsweredBy::Unstated);
}

#[test]
fn an_answer_says_who_when_and_where() {
    let facts = facts(
        r#"{"ansvarig_huvudman": {"värde": "region", "av": "Hälsa- vård", "handling": "§ 106",
            "den": {"motstridigt": [{"värde": "2021-08-26", "källa": "a"}, {"värde": "2021-08-27", "källa": "b"}]}},
            "målstöd": {"värde": false, "av": "Finsam i Malmö"}, "nivå": {"minst": 3}}"#,
    );
    assert_eq!(cell(&facts, "/ansvarig_huvudman"), Cell::Symbol(1));
    let [first, second] = facts.answers.as_slice() else {
        panic!()
    };
    assert_eq!(first.by, AnsweredBy::Body(BodyId(0)));
    assert_eq!(first.on.len(), 2);
    assert_eq!(first.document[0].value, "§ 106");
    assert_eq!(second.by, AnsweredBy::Body(BodyId(2)));
    assert_eq!(facts.aliases.len(), 1);
    assert_eq!(facts.contradictions.len(), 1);
    assert_eq!(facts.contradictions[0].pointer, "/ansvarig_huvudman/den");
    assert_eq!(facts.contradictions[0].place, None);
}

#[test]
fn one_answer_makes_it_known_and_different_ones_contradict() {
    let one = facts(
        r#"{"ansvarig_huvudman": [{"värde": "kommun", "av": "hvon"}, {"värde": null, "av": "region"}]}"#,
    );
    assert_eq!(cell(&one, "/ansvarig_huvudman"), Cell::Symbol(0));
    let none =
        facts(r#"{"ansvarig_huvudman": [{"värde": null, "av": "hvon"}, {"värde": null, "av": "region"}]}"#);
    assert_eq!(cell(&none, "/ansvarig_huvudman"), Cell::Unknown);
    assert_eq!(none.answers.len(), 2);
    let two = facts(
        r#"{"ansvarig_huvudman": [{"värde": "kommun", "av": "hvon"}, {"värde": "region", "av": "region"}]}"#,
    );
    assert_eq!(
        json(&two, "/ansvarig_huvudman"),
        r#"{"motstridigt":[{"värde":"kommun","källa":"hvon"},{"värde":"region","källa":"region"}]}"#
    );
    assert_eq!(two.contradictions.len(), 1);
    assert_eq!(two.contradictions[0].pointer, "/ansvarig_huvudman");
}

#[test]
fn a_judgement_dated_too_late_counts_as_not_given() {
    let late = r#"{"målstöd": {"värde": true, "av": "finsam", "den": "2021-09-01"}}"#;
    assert_eq!(cell(&settled(late, "2021-09-01"), "/målstöd"), Cell::Bool(true));
    let facts = settled(late, "2021-08-31");
    assert_eq!(cell(&facts, "/målstöd"), Cell::Unknown);
    assert!(facts.answers[0].too_late);

    let two = r#"{"ansvarig_huvudman": [{"värde": "kommun", "av": "hvon", "den": "2021-01-01"},
                                        {"värde": "region", "av": "region", "den": "2021-09-01"}]}"#;
    let facts = settled(two, "2021-08-31");
    assert_eq!(cell(&facts, "/ansvarig_huvudman"), Cell::Symbol(0));
    assert!(facts.contradictions.is_empty());
}

#[test]
fn of_answers_that_differ_those_in_time_are_left() {
    let three = r#"{"ansvarig_huvudman": [{"värde": "kommun", "av": "hvon", "den": "2021-01-01"},
                                          {"värde": "kommun", "av": "handläggaren", "den": "2021-09-01"},
                                          {"värde": "region", "av": "region", "den": "2021-01-01"}]}"#;
    let facts = settled(three, "2021-08-31");
    assert_eq!(
        json(&facts, "/ansvarig_huvudman"),
        r#"{"motstridigt":[{"värde":"kommun","källa":"hvon"},{"värde":"region","källa":"region"}]}"#
    );
}

#[test]
fn answers_that_can_not_stand_are_refused() {
    let (code, pointer, message) = wrong(r#"{"målstöd": {"värde": true, "av": "hvon"}}"#);
    assert_eq!((code.as_str(), pointer.as_str()), ("F0108", "/målstöd/av"));
    assert_eq!(message, "bedömningen görs inte av `hvon`");
    assert_eq!(
        helped(r#"{"målstöd": {"värde": true, "av": "hvon"}}"#),
        "möjliga värden: `finsam`, `handläggaren`"
    );
    let twice = r#"{"nivå": [{"värde": 1, "av": "hvon"}, {"värde": 2, "av": "hvon"}]}"#;
    assert_eq!(wrong(twice).2, "samma organ svarar två gånger");
    let nobody = r#"{"nivå": [{"värde": 1}]}"#;
    assert_eq!(wrong(nobody).0, "F0119");
    assert_eq!(wrong(r#"{"målstöd": {"av": "finsam"}}"#).2, "`värde` saknas");
}

#[test]
fn what_an_answer_can_not_be_is_refused() {
    let bounds = r#"{"nivå": [{"värde": {"minst": 1}, "av": "hvon"}, {"värde": 2, "av": "region"}]}"#;
    assert_eq!(
        wrong(bounds).2,
        "svar som skiljer sig kan inte anges med `minst` och `högst`"
    );
    let plain = r#"{"antal": {"värde": 3}}"#;
    assert_eq!(
        wrong(plain).2,
        "`antal` är ingen bedömning och anges utan `värde`"
    );
    let stranger = r#"{"nivå": {"värde": 3, "handlng": "x"}}"#;
    assert_eq!(helped(stranger), "menade du `handling`?");
}

#[test]
fn an_answer_may_be_contradicted_by_its_own_sources() {
    let json = r#"{"nivå": {"värde": {"motstridigt": [{"värde": 1, "källa": "a"}, {"värde": 2}, {"värde": 1}]},
                            "av": "hvon", "den": "2021-01-01"}}"#;
    let facts = facts(json);
    assert_eq!(facts.contradictions[0].pointer, "/nivå");
    assert_eq!(facts.contradictions[0].values.len(), 3);
    let late = settled(json, "2020-01-01");
    assert_eq!(cell(&late, "/nivå"), Cell::Unknown);
    assert!(late.contradictions.is_empty());
}

#[test]
fn the_hash_is_taken_of_who_answered_what_when_and_where() {
    let canonical = |json: &str| hash::canonical(&Schema::new(&ruleset()), &facts(json));
    assert_eq!(
        canonical(
            r#"{"nivå": {"handling": "§ 1", "av": "hvon",
                "den": {"motstridigt": [{"värde": "2021-01-01", "källa": "a"}, {"värde": "2021-01-02", "källa": "b"}]},
                "värde": {"motstridigt": [{"värde": 1, "källa": "c"}, {"värde": 2}]}}}"#
        ),
        concat!(
            r#"{"nivå":[{"värde":{"motstridigt":[{"värde":1,"källa":"c"},{"värde":2}]},"av":"hvon","#,
            r#""den":{"motstridigt":[{"värde":"2021-01-01","källa":"a"},{"värde":"2021-01-02","källa":"b"}]},"#,
            r#""handling":"§ 1"}]}"#
        )
    );
    assert_eq!(
        canonical(
            r#"{"nivå": [{"värde": 1, "av": "hvon"}, {"värde": 2, "av": "region", "den": "2021-01-01"}],
                "målstöd": {"värde": true}}"#
        ),
        r#"{"målstöd":[{"värde":true}],"nivå":[{"värde":1,"av":"hvon"},{"värde":2,"av":"region","den":"2021-01-01"}]}"#
    );
}
