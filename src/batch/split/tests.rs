#![allow(
    clippy::arithmetic_side_effects,
    reason = "a test that meets something unexpected is to fail where it stands"
)]

use super::{Broken, Splitter, Step};
use proptest::prelude::*;

/// All that is found, when the bytes come so many at a time.
fn found(splitter: Splitter, bytes: &[u8], pace: usize) -> Vec<(String, Option<Broken>)> {
    let all = found_within(splitter, bytes, pace, usize::MAX).into_iter();
    all.map(|found| (found.text, found.broken)).collect()
}

/// What is found, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    text: String,
    broken: Option<Broken>,
    begins: usize,
    /// Where it can be gone on with, and what is known there.
    next: (usize, u64),
}

/// The same, when nothing may be longer than `limit`.
fn found_within(mut splitter: Splitter, bytes: &[u8], pace: usize, limit: usize) -> Vec<Found> {
    let (mut start, mut end, mut large) = (0_usize, 0_usize, None);
    let mut all = Vec::new();
    loop {
        let ended = end == bytes.len();
        match splitter.step(&bytes[start..end], ended, limit) {
            Step::More => {
                assert!(!ended);
                assert!(end - start <= limit.saturating_add(pace).saturating_add(2));
                end = end.saturating_add(pace).min(bytes.len());
            }
            Step::Passed { next } => {
                assert!(next > 0);
                start += next;
            }
            Step::LetGo { next } => {
                assert!(next > limit);
                large.get_or_insert(start);
                start += next;
            }
            Step::Found { at, next, broken } => {
                let large = large.take();
                let too_large = large.is_some() || at.len() > limit;
                let begins = large.unwrap_or(start + at.start);
                let text = String::from_utf8_lossy(&bytes[start..][at]);
                start += next;
                all.push(Found {
                    text: if too_large {
                        String::new()
                    } else {
                        text.into_owned()
                    },
                    broken: if too_large { Some(Broken::TooLarge) } else { broken },
                    begins,
                    next: (start, splitter.between()),
                });
            }
            Step::End => {
                assert_eq!(start, bytes.len());
                assert_eq!(large, None);
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

/// What is found when nothing may be longer than eight bytes: the same however it comes, and from wherever it is gone on with.
#[track_caller]
fn finds_within_8(splitter: &Splitter, text: &str, expected: &[(&str, Option<Broken>)]) {
    let whole = found_within(splitter.clone(), text.as_bytes(), 1000, 8);
    let told: Vec<(&str, Option<Broken>)> = whole.iter().map(|f| (f.text.as_str(), f.broken)).collect();
    assert_eq!(told, expected, "{text:?}");
    is_found_however(splitter, text.as_bytes(), 8);
}

#[track_caller]
fn is_found_however(splitter: &Splitter, bytes: &[u8], limit: usize) {
    let whole = found_within(splitter.clone(), bytes, 1000, limit);
    for pace in [1, 2, 3, 5, 9] {
        let slow = found_within(splitter.clone(), bytes, pace, limit);
        assert_eq!(slow, whole, "{pace} at a time, at most {limit}");
    }
    for (at, one) in whole.iter().enumerate() {
        let mut again = splitter.clone();
        let (next, between) = one.next;
        again.resume(between);
        let mut rest = found_within(again, &bytes[next..], 1000, limit);
        for one in &mut rest {
            one.begins += next;
            one.next.0 += next;
        }
        assert_eq!(rest, whole[at + 1..], "gone on with after {at}, at most {limit}");
    }
}

const LARGE: (&str, Option<Broken>) = ("", Some(Broken::TooLarge));

#[test]
fn a_line_is_too_large_by_its_own_length() {
    let lines = Splitter::lines();
    for end in ["", "\n", "\r\n"] {
        finds_within_8(&lines, &format!("12345678{end}"), &[("12345678", None)]);
        finds_within_8(&lines, &format!("123456789{end}"), &[LARGE]);
    }
    finds_within_8(&lines, "12345678901234567890\n1\n", &[LARGE, ("1", None)]);
    // What is no application may be of any length.
    let blank = " ".repeat(30);
    finds_within_8(&lines, &format!("{blank}\n1\n{blank}"), &[("1", None)]);
    finds_within_8(
        &lines,
        &format!("{blank}1\n{blank}\r\n2"),
        &[("1", None), ("2", None)],
    );
    finds_within_8(
        &lines,
        "# 2345678901234567890\n1\n  # 345678901234",
        &[("1", None)],
    );
}

#[test]
fn an_element_is_too_large_with_the_white_space_after_it() {
    let json = Splitter::json();
    finds_within_8(&json, "[12345678,1]", &[("12345678", None), ("1", None)]);
    finds_within_8(&json, "[123456789,1]", &[LARGE, ("1", None)]);
    finds_within_8(&json, "[12345678 ,1]", &[("12345678", None), ("1", None)]);
    finds_within_8(&json, "[12345678   ,1]", &[LARGE, ("1", None)]);
    let blank = " \n".repeat(15);
    let list = format!("{blank}[{blank}12345678,{blank}1]{blank}");
    finds_within_8(&json, &list, &[("12345678", None), ("1", None)]);
    finds_within_8(&json, &format!("[{blank}]{blank}"), &[]);
    finds_within_8(&json, "[{\"a\": [1, 2, 3]}, {}]", &[LARGE, ("{}", None)]);
    finds_within_8(&json, "[1]123456789012345\n2\n", &[("1", None), LARGE]);
    // Cut off in it, it is told all the same.
    for text in ["[\"1234567890", "{\"a\": 12345678", "{\"a\": 12345678 \n"] {
        finds_within_8(&json, text, &[LARGE]);
    }
    let objects = format!("# 345678901234567{{\n{{\"a\":12}}{blank}{{}}# 34567890{{}}\n{{}}");
    finds_within_8(
        &json,
        &objects,
        &[("{\"a\":12}", None), ("{}", None), ("{}", None)],
    );
}

#[test]
fn a_row_is_too_large_by_its_own_length() {
    let csv = Splitter::csv(b',');
    finds_within_8(
        &csv,
        "1,345678\r\n1,3456789\n1\n",
        &[("1,345678", None), LARGE, ("1", None)],
    );
    finds_within_8(&csv, "1,345678901234567,9\n1,2", &[LARGE, ("1,2", None)]);
    finds_within_8(&csv, "\"1\n,\n678\"\n1\n", &[LARGE, ("1", None)]);
    finds_within_8(&csv, "\"1\n,\n67\"\n1\n", &[("\"1\n,\n67\"", None), ("1", None)]);
    // Of quoted lines that go on, the first is what is wrong: its quotation mark may be one too many.
    finds_within_8(
        &csv,
        "\"1\n3,5\n789\n1,2",
        &[
            ("\"1", Some(Broken::Quote)),
            ("3,5", None),
            ("789", None),
            ("1,2", None),
        ],
    );
    finds_within_8(
        &csv,
        "\"1\"3\n1,2",
        &[("\"1\"3", Some(Broken::Quote)), ("1,2", None)],
    );
    finds_within_8(&csv, "\"1\"345678901234,\n1,2", &[LARGE, ("1,2", None)]);
    finds_within_8(&csv, "\"12345678901\n1\"\n1,2", &[LARGE, ("1,2", None)]);
}

#[test]
fn an_array_is_gone_on_with_between_two_elements() {
    let text = b"[{}, {\"a\": 1}] ";
    let mut first = Splitter::json();
    assert_eq!(first.step(text, true, 1000), Step::Passed { next: 1 });
    let Step::Found { next, .. } = first.step(&text[1..], true, 1000) else {
        panic!("an element")
    };
    let mut second = Splitter::json();
    second.resume(first.between());
    let rest = found(second, &text[1..][next..], 1000);
    assert_eq!(rest, [("{\"a\": 1}".to_owned(), None)]);
}

proptest! {
    /// So it is when hardly anything is as small as is allowed, and from wherever it is gone on with.
    #[test]
    fn nor_does_it_when_much_is_too_large(
        bytes in prop::collection::vec(prop::sample::select(b"{}[]\",;\"\"\n\n\r#a1  ".to_vec()), 0..80),
        limit in 0_usize..12,
    ) {
        for splitter in [Splitter::lines(), Splitter::json(), Splitter::csv(b';')] {
            is_found_however(&splitter, &bytes, limit);
        }
    }

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
