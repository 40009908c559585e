//! Two threads beside one: that they write the same, and, when it is asked for, how much faster they are. Time is printed, never tested.
//!
//! `REKVISIT_THREADS` sets how many requisitions are decided, and `REKVISIT_THREADS_WITH` names the program, which is to be one that is built to be
//! installed.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::Test;
use crate::shipped;

/// How many times each is run when it is measured.
const RUNS: usize = 7;

/// Of how many the whole decision is written when it is measured, one in so many: each takes some hundreds of times as long.
const WHOLE: usize = 200;

/// So many requisitions of the shipped cases, each on a line and with an id of its own.
fn lines(count: usize) -> String {
    // Each case is written once, up to its id and from there on.
    let cases: Vec<(String, String)> = shipped::cases("halsosamtal-2023")
        .into_iter()
        .map(|(_, mut case)| {
            let members = case.as_object_mut().unwrap();
            members.shift_remove("väntar");
            members.shift_remove("verkligt");
            members.insert("id".to_owned(), "\u{1}".into());
            members
                .entry("prövningsdag")
                .or_insert_with(|| "2023-06-20".into());
            let text = case.to_string();
            let (before, after) = text.split_once("\\u0001").unwrap();
            (before.to_owned(), after.to_owned())
        })
        .collect();
    let mut lines = String::new();
    for (n, (before, after)) in (0..count).zip(cases.iter().cycle()) {
        lines.extend([before, "R-", n.to_string().as_str(), after, "\n"]);
    }
    lines
}

/// So many requisitions as rows of a table.
fn rows(count: usize) -> String {
    let mut rows =
        "id;prövningsdag;kommun;inkom;begärt;sökande.typ;insats;upplägg.yngsta_ålder;upplägg.aktivt_stöd\n"
            .to_owned();
    for n in 0..count {
        rows.push_str(&format!(
            "R-{n};2023-06-20;Malmö;2023-05-{:02};{};kommun;utöka;80;ja\n",
            n % 28 + 1,
            1000 + n
        ));
    }
    rows
}

/// The median of what is measured, in milliseconds.
fn median(mut times: Vec<Duration>) -> u128 {
    times.sort_unstable();
    times[times.len() / 2].as_millis().max(1)
}

/// How many times as fast the second is, with two decimals.
fn times(one: u128, two: u128) -> String {
    let hundredths = one * 100 / two;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[test]
fn two_threads_write_what_one_writes() {
    let set = std::env::var("REKVISIT_THREADS").ok();
    let (measured, count) = (set.is_some(), set.map_or(300, |count| count.parse().unwrap()));
    let program = std::env::var_os("REKVISIT_THREADS_WITH");
    let program = program.unwrap_or_else(|| env!("CARGO_BIN_EXE_rekvisit").into());
    let test = Test::new()
        .file("alla.ndjson", lines(count))
        .file("alla.csv", rows(count));
    let test = match measured {
        true => test
            .file("några.ndjson", lines(count / WHOLE))
            .file("några.csv", rows(count / WHOLE)),
        false => test,
    };
    let run = |file: &str, explain: &str, threads: &str, out: Stdio| {
        let begun = Instant::now();
        let output = Command::new(&program)
            .current_dir(test.path("."))
            .args([
                "batch",
                file,
                "--ruleset",
                "halsosamtal-2023",
                "--explain",
                explain,
            ])
            .args(["--threads", threads])
            .stdout(out)
            .stderr(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{file}");
        (begun.elapsed(), output.stdout)
    };
    for form in ["ndjson", "csv"] {
        for explain in ["none", "grounds", "full"] {
            let file = match (measured, explain) {
                (true, "full") => &format!("några.{form}"),
                _ => &format!("alla.{form}"),
            };
            if !measured {
                let written = ["1", "2"].map(|threads| run(file, explain, threads, Stdio::piped()).1);
                assert!(written[0] == written[1], "{file}, {explain}");
                assert_eq!(written[0].iter().filter(|byte| **byte == b'\n').count(), count);
                continue;
            }
            let (mut one, mut two) = (Vec::new(), Vec::new());
            for _ in 0..RUNS {
                one.push(run(file, explain, "1", Stdio::null()).0);
                two.push(run(file, explain, "2", Stdio::null()).0);
            }
            let (one, two) = (median(one), median(two));
            println!(
                "{file}, --explain {explain}: one thread {one} ms, two {two} ms, {} times as fast",
                times(one, two)
            );
        }
    }
    // What two programs can do at once that have nothing to do with each other is what two threads could at most.
    if measured {
        let at_once = |count: usize| {
            let begun = Instant::now();
            let mut children: Vec<_> = (0..count)
                .map(|_| alone(&program, &test.path("alla.ndjson")))
                .collect();
            children
                .iter_mut()
                .for_each(|child| assert!(child.wait().unwrap().success()));
            begun.elapsed()
        };
        let (mut one, mut two) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            one.push(at_once(1));
            two.push(at_once(2));
        }
        println!(
            "two programs at once, each with one thread: {} times what one does",
            times(2 * median(one), median(two))
        );
    }
}

/// The program with one thread.
fn alone(program: &std::ffi::OsStr, file: &Path) -> std::process::Child {
    Command::new(program)
        .args([
            "batch",
            "--ruleset",
            "halsosamtal-2023",
            "--explain",
            "none",
            "--threads",
            "1",
        ])
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}
