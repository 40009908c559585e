//! Applications are read in blocks; where one ends makes no difference.

use serde_json::Value;

use super::Test;
use crate::cli::fixture;

/// How much is read at a time, about.
const BLOCK: usize = 128 * 1024;

/// The line and the id of each decision, whose numbers are those of its place among them.
#[track_caller]
fn places(output: &str) -> Vec<(u64, String)> {
    let read = |(item, line): (u64, &str)| {
        let decision: Value = serde_json::from_str(line).unwrap();
        assert_eq!(decision["item"], item);
        let id = decision["id"].as_str().unwrap().to_owned();
        (decision["line"].as_u64().unwrap(), id)
    };
    (1..).zip(output.lines()).map(read).collect()
}

/// The places of the decisions, from a file by some numbers of threads and from a pipe, all with the same bytes.
#[track_caller]
fn decided(name: &str, form: &str, text: &str, exit: i32) -> Vec<(u64, String)> {
    let run = |arguments: String, stdin: Option<&str>| {
        let test = Test::new()
            .file("regler/lokalt/lokalt.regel", fixture::RULES)
            .file(name, text);
        let test = test.run(&format!(
            "batch {arguments} --rules regler --explain none --out ut --rejects fel"
        ));
        let test = match stdin {
            Some(text) => test.stdin(text),
            None => test,
        };
        let test = test.then(exit);
        ["ut", "fel"].map(|file| test.contents(file).unwrap())
    };
    let one = run(format!("{name} --threads 1"), None);
    for threads in [2, 5] {
        assert!(
            run(format!("{name} --threads {threads}"), None) == one,
            "{threads} threads"
        );
    }
    let piped = run(format!("- --input {form} --threads 2"), Some(text));
    assert!(piped == one, "a pipe");
    places(&one[0])
}

fn application(n: usize, room: &str) -> String {
    format!(
        "{{\"regelverk\": \"lokalt\", \"id\": \"L-{n}\",{room} \"prövningsdag\": \"2023-07-01\", \"inkom\": \"2023-05-01\", \
         \"beslutad\": null, \"sökt\": {n}, \"skäl\": true}}"
    )
}

#[test]
fn lines_longer_than_a_block_and_blank_ones_and_a_mark() {
    let (mut text, mut expected, mut line) = ("\u{feff}".to_owned(), Vec::new(), 1);
    for n in 1..=1500 {
        let room = match n {
            400 => BLOCK * 2 + 17,
            // The line ends at the block's last byte, or just beyond it.
            800 | 801 => BLOCK * 2 - text.len() % BLOCK - application(n, "").len() - n % 2,
            _ => n * 31 % 400,
        };
        text.push_str(&application(n, &" ".repeat(room)));
        expected.push((line, format!("L-{n}")));
        let end = match n {
            1500 => "",
            n if n % 50 == 0 => "\r\n\r\n  \n# en anmärkning\r\n",
            n if n % 3 == 0 => "\r\n",
            _ => "\n",
        };
        text.push_str(end);
        line += end.matches('\n').count() as u64;
    }
    assert!(text.len() > BLOCK * 4);
    assert_eq!(decided("alla.ndjson", "ndjson", &text, 0), expected);
}

#[test]
fn what_cannot_be_decided_has_its_place_in_any_block() {
    let (mut text, mut bytes) = (String::new(), Vec::new());
    for n in 1..=4000 {
        if n % 10 == 0 {
            bytes.push(text.len() as u64);
            text.push_str("inte JSON");
        } else {
            text.push_str(&application(n, ""));
        }
        text.push('\n');
    }
    let test = Test::new()
        .file("regler/lokalt/lokalt.regel", fixture::RULES)
        .file("alla.ndjson", &text)
        .run("batch alla.ndjson --rules regler --explain none --rejects fel --threads 2 --lang en")
        .stderr_has("alla.ndjson:200 (byte ")
        .stderr_has("… more that can't be decided are counted");
    let test = test.then(1);
    let rejects = test.contents("fel").unwrap();
    let places: Vec<u64> = rejects
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line.strip_prefix('#')?).ok())
        .map(|remark| remark["byte"].as_u64().unwrap())
        .collect();
    assert_eq!(places, bytes);
}

#[test]
fn rows_with_line_breaks_in_quotation_marks() {
    let mut text = "\u{feff}#anteckning;id;prövningsdag;inkom;beslutad;sökt;skäl\r\n".to_owned();
    let (mut expected, mut line) = (Vec::new(), 2);
    for n in 1..=2500 {
        let lines = if n == 700 { BLOCK / 2 } else { n * 13 % 90 };
        let note = format!("\"{}\"\"citat\"\";\"", "å\n".repeat(lines));
        let row = format!("{note};L-{n};2023-07-01;2023-05-01;null;{n};ja");
        text.push_str(&row);
        text.push_str(if n % 2 == 0 { "\r\n" } else { "\n" });
        expected.push((line, format!("L-{n}")));
        line += lines as u64 + 1;
    }
    assert!(text.len() > BLOCK * 3);
    assert_eq!(decided("alla.csv", "csv", &text, 0), expected);
    // Without the last line break.
    let text = text.trim_end();
    assert_eq!(decided("alla.csv", "csv", text, 0), expected);
}

#[test]
fn a_list_over_many_lines() {
    let (mut text, mut expected, mut line) = ("[\n".to_owned(), Vec::new(), 2);
    for n in 1..=2500 {
        let room = "\n".repeat(if n == 900 { BLOCK } else { n * 7 % 50 });
        text.push_str(&application(n, &room));
        text.push_str(if n < 2500 { ",\r\n" } else { "]" });
        expected.push((line, format!("L-{n}")));
        line += room.len() as u64 + 1;
    }
    assert!(text.len() > BLOCK * 2);
    assert_eq!(decided("alla.json", "json", &text, 0), expected);
}

#[test]
fn the_first_that_cannot_be_decided_ends_it_in_any_block() {
    let mut text: String = (1..=9000).map(|n| application(n, "") + "\n").collect();
    text = text.replacen("\"L-6000\"", "6000", 1);
    for threads in [1, 2, 4] {
        let test = Test::new()
            .file("regler/lokalt/lokalt.regel", fixture::RULES)
            .file("alla.ndjson", &text)
            .run(&format!(
                "batch alla.ndjson --rules regler --explain none --fail-fast --out ut --threads {threads}"
            ))
            .stderr_has("alla.ndjson:6000 (byte ")
            .stderr_has("ansökningar prövades.\nEn kunde inte prövas")
            .then(1);
        let output = test.contents("ut").unwrap();
        assert_eq!(output.lines().count(), 5999, "{threads} threads");
    }
}
