use super::{Broken, Splitter, Step};
use proptest::prelude::*;

/// All that is found, when the bytes come so many at a time.
fn found(mut splitter: Splitter, bytes: &[u8], pace: usize) -> Vec<(String, Option<Broken>)> {
    let (mut start, mut end) = (0, 0);
    let mut all = Vec::new();
    loop {
        let ended = end == bytes.len();
        match splitter.step(&bytes[start..end], ended) {
            Step::More => {
                assert!(!ended);
                end = end.saturating_add(pace).min(bytes.len());
            }
            Step::Passed { next } => {
                assert!(next > 0);
                start = start.saturating_add(next);
            }
            Step::Found { at, next, broken } => {
                let text = String::from_utf8_lossy(&bytes[start..][at]).into_owned();
                all.push((text, broken));
                start = start.saturating_add(next);
            }
            Step::End => {
                assert_eq!(start, bytes.len());
                return all;
            }
        }
    }
}

#[track_caller]
fn finds(splitter: &Splitter, text: &str, expected: &[(&str, Option<Broken>)]) {
    for pace in [1, 2, 3, 7, 1000] {
        let found = found(splitter.clone(), text.as_bytes(), pace);
        let found: Vec<(&str, Option<Broken>)> = found.iter().map(|(t, b)| (t.as_str(), *b)).collect();
        assert_eq!(found, expected, "{text:?}, {pace} at a time");
    }
}

#[test]
fn an_application_a_line() {
    let lines = Splitter::lines();
    finds(&lines, "", &[]);
    finds(&lines, "\n\r\n  \n", &[]);
    finds(
        &lines,
        "{}\r\n\n# remark\n {\"a\"\n1",
        &[("{}", None), (" {\"a\"", None), ("1", None)],
    );
}

#[test]
fn an_array_of_applications() {
    let json = Splitter::json();
    finds(&json, " [ ]\n", &[]);
    finds(&json, "[{}]", &[("{}", None)]);
    finds(
        &json,
        "[\n {\"a\": [1, \"]},\\\"\"]} ,\n 2,\n{\"b\": {}}\n]\n",
        &[
            ("{\"a\": [1, \"]},\\\"\"]}", None),
            ("2", None),
            ("{\"b\": {}}", None),
        ],
    );
    finds(&json, "[{},]", &[("{}", None), ("", None)]);
    finds(&json, "[,{}]", &[("", None), ("{}", None)]);
    finds(&json, "[{}, {}", &[("{}", None), ("{}", Some(Broken::Unclosed))]);
    finds(&json, "[{}", &[("{}", Some(Broken::Unclosed))]);
    finds(&json, "[", &[("", Some(Broken::Unclosed))]);
}

#[test]
fn what_is_malformed_in_an_array_costs_no_other() {
    let json = Splitter::json();
    finds(
        &json,
        "[{\"a\": [1}, {\"b\": \"x\n}, {}, {\"c\": 1}}, {}]",
        &[
            ("{\"a\": [1}", None),
            ("{\"b\": \"x\n}", None),
            ("{}", None),
            ("{\"c\": 1}}", None),
            ("{}", None),
        ],
    );
}

#[test]
fn what_stands_after_the_array_is_told_once() {
    finds(
        &Splitter::json(),
        "[{}]\n x\ny",
        &[("{}", None), ("x", Some(Broken::AfterList))],
    );
}

#[test]
fn objects_after_each_other() {
    let json = Splitter::json();
    finds(
        &json,
        "# remark\n{\n \"a\": {}\n}\n{}{\"b\": \"}\"}\nx\n{}",
        &[
            ("{\n \"a\": {}\n}", None),
            ("{}", None),
            ("{\"b\": \"}\"}", None),
            ("x", None),
            ("{}", None),
        ],
    );
    finds(&json, "{\"a\": 1", &[("{\"a\": 1", None)]);
}

#[test]
fn rows() {
    let csv = Splitter::csv(b',');
    finds(
        &csv,
        "a,b\r\n\"x\ny\",\"\"\"\"\n\n1,5\" disk\n",
        &[("a,b", None), ("\"x\ny\",\"\"\"\"", None), ("1,5\" disk", None)],
    );
    let tabs = Splitter::csv(b'\t');
    finds(&tabs, "a\t\n\t\n", &[("a\t", None), ("\t", None)]);
}

#[test]
fn a_quotation_mark_too_many_costs_its_line_only() {
    let csv = Splitter::csv(b';');
    finds(
        &csv,
        "1;\"x\n2;y\n3;z",
        &[("1;\"x", Some(Broken::Quote)), ("2;y", None), ("3;z", None)],
    );
    finds(
        &csv,
        "1;\"x\"y\n2;y",
        &[("1;\"x\"y", Some(Broken::Quote)), ("2;y", None)],
    );
    finds(
        &csv,
        "1;\"x\n2;\"y\"\n3;z\n",
        &[("1;\"x", Some(Broken::Quote)), ("2;\"y\"", None), ("3;z", None)],
    );
}

/// Each line opens a quotation mark that is never closed, and the next is within it too: to follow each to the end would take hours.
#[test]
fn quotation_marks_never_closed_take_time_as_their_number() {
    let lines = 200_000;
    let found = found(Splitter::csv(b';'), "a\";\"\n".repeat(lines).as_bytes(), 1 << 20);
    assert_eq!(found.len(), lines);
    assert!(found.iter().all(|(_, broken)| *broken == Some(Broken::Quote)));
    finds(
        &Splitter::csv(b';'),
        "a\";\"\nb\";\"\nc;\"d\ne\"\nf",
        &[
            ("a\";\"", Some(Broken::Quote)),
            ("b\";\"", Some(Broken::Quote)),
            ("c;\"d\ne\"", None),
            ("f", None),
        ],
    );
}

#[test]
fn what_is_too_large_is_let_go_and_its_end_is_found() {
    let given_up = |mut splitter: Splitter, text: &str, rest: &str| {
        assert_eq!(splitter.step(text.as_bytes(), false), Step::More);
        assert_eq!(splitter.give_up(text.as_bytes()), None);
        splitter.step(rest.as_bytes(), false)
    };
    let found = |at, next| Step::Found {
        at,
        next,
        broken: None,
    };
    assert_eq!(given_up(Splitter::lines(), "{\"aaa", "a}\n{}"), found(0..2, 3));
    assert_eq!(given_up(Splitter::lines(), "{\"aaa", "\n{}"), found(0..0, 1));
    assert_eq!(given_up(Splitter::csv(b','), "aaa", "a,b\nc"), found(0..3, 4));
    let mut json = Splitter::json();
    assert_eq!(json.step(b"[", false), Step::Passed { next: 1 });
    assert_eq!(json.step(b"{\"a\":", false), Step::More);
    assert_eq!(json.give_up(b"{\"a\":"), None);
    assert_eq!(json.step(b"[1]}, {}]", false), found(0..4, 5));
    // Cut off there, it is told all the same.
    for rest in ["", " \n"] {
        let mut objects = Splitter::json();
        assert_eq!(objects.step(b"{\"a\":", false), Step::More);
        assert_eq!(objects.give_up(b"{\"a\":"), None);
        assert_eq!(
            objects.step(rest.as_bytes(), true),
            found(rest.len()..rest.len(), rest.len())
        );
        assert_eq!(objects.step(b"", true), Step::End);
    }
    // Of quoted lines, the first is what is wrong.
    let mut csv = Splitter::csv(b',');
    assert_eq!(csv.step(b"\"a\nb", false), Step::More);
    assert_eq!(
        csv.give_up(b"\"a\nb"),
        Some(Step::Found {
            at: 0..2,
            next: 3,
            broken: Some(Broken::Quote)
        })
    );
}

#[test]
fn an_array_is_gone_on_with_between_two_elements() {
    let text = b"[{}, {\"a\": 1}] ";
    let mut first = Splitter::json();
    assert_eq!(first.step(text, true), Step::Passed { next: 1 });
    let Step::Found { next, .. } = first.step(&text[1..], true) else {
        panic!("an element")
    };
    let mut second = Splitter::json();
    second.resume(first.between());
    let rest = found(second, &text[1..][next..], 1000);
    assert_eq!(rest, [("{\"a\": 1}".to_owned(), None)]);
}

proptest! {
    /// What is found is the same however the bytes come, and all bytes are used.
    #[test]
    fn the_pace_makes_no_difference(
        bytes in prop::collection::vec(prop::sample::select(b"{}[]\",;:\\\n\r#a1 \xff".to_vec()), 0..80),
        pace in 1_usize..9,
    ) {
        for splitter in [Splitter::lines(), Splitter::json(), Splitter::csv(b';')] {
            let whole = found(splitter.clone(), &bytes, 1000);
            prop_assert_eq!(found(splitter, &bytes, pace), whole);
        }
    }
}
