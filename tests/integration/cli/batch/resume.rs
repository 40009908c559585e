//! A run that is stopped, and gone on with.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{Test, applications, folder};
use crate::cli::fixture;

/// What the runs here have in common.
const RUN: &str = "batch alla.ndjson --rules regler --out ut --rejects fel --summary s.json";

fn start(folder: &Path, arguments: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_rekvisit"))
        .current_dir(folder)
        .args(arguments.split(' '))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn length(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |found| found.len())
}

/// Kills a run when its output has become so long; whether it was still at it.
fn kill_at(folder: &Path, arguments: &str, bytes: u64) -> bool {
    let mut child = start(folder, arguments);
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if length(&folder.join("ut")) >= bytes {
            child.kill().unwrap();
            return child.wait().unwrap().code().is_none();
        }
        assert!(begun.elapsed() < Duration::from_secs(120));
        std::thread::sleep(Duration::from_millis(1));
    }
    false
}

/// The files of a run that nothing stopped.
fn whole(count: usize, options: &str) -> [String; 3] {
    let test = folder(count, 17).run(&format!("{RUN} {options}")).then(1);
    ["ut", "fel", "s.json"].map(|file| test.contents(file).unwrap())
}

/// Goes on with the run in the folder, and compares what it comes to with the whole.
#[track_caller]
fn gone_on_with(test: Test, options: &str, whole: &[String; 3], told: &str) {
    let test = test.run(&format!("{RUN} {options} --resume")).then(1);
    for (file, whole) in ["ut", "fel", "s.json"].iter().zip(whole) {
        assert!(
            test.contents(file).as_ref() == Some(whole),
            "{file} differs: {told}"
        );
    }
}

#[test]
fn a_run_that_is_killed_is_gone_on_with_as_if_it_had_not_been() {
    const COUNT: usize = 30_000;
    for options in ["--explain none --threads 2", "--format csv --threads 2"] {
        let whole = whole(COUNT, options);
        let all = whole[0].len() as u64;
        let mut killed = 0;
        for part in [0, 1, 30, 60, 95] {
            let test = folder(COUNT, 17);
            let arguments = format!("{RUN} {options}");
            if kill_at(&test.path("."), &arguments, all * part / 100) {
                killed += 1;
                // It is killed again in the midst of going on.
                if part == 30 {
                    kill_at(&test.path("."), &format!("{arguments} --resume"), all * 70 / 100);
                }
            }
            gone_on_with(test, options, &whole, &format!("killed at {part} %, {options}"));
        }
        assert!(killed >= 3, "only {killed} were killed in time");
    }
}

#[test]
fn a_torn_line_is_cut_and_made_again() {
    const COUNT: usize = 9000;
    let whole = whole(COUNT, "--explain none");
    let (output, rejects) = (whole[0].as_bytes(), whole[1].as_bytes());
    let journal = || folder(COUNT, 17).run(&format!("{RUN} --explain none")).then(1);
    let lengths = [0, 1, output.len() / 3, output.len() / 2 + 11, output.len() - 1];
    for length in lengths {
        let test = journal().prepared(|folder| {
            std::fs::write(folder.join("ut"), &output[..length]).unwrap();
        });
        gone_on_with(
            test,
            "--explain none",
            &whole,
            &format!("the output cut at {length}"),
        );
    }
    let test = journal().prepared(|folder| {
        std::fs::write(folder.join("fel"), &rejects[..rejects.len() / 2]).unwrap();
    });
    gone_on_with(test, "--explain none", &whole, "the rejects cut");
    for part in [2, 3, 10] {
        let test = journal().prepared(|folder| {
            let side = std::fs::read(folder.join("ut.batch")).unwrap();
            std::fs::write(folder.join("ut.batch"), &side[..side.len() * (part - 1) / part]).unwrap();
        });
        gone_on_with(test, "--explain none", &whole, "the side file torn");
    }
}

#[test]
fn a_run_that_is_done_stays_as_it_is() {
    let whole = whole(500, "--explain none");
    let test = folder(500, 17).run(&format!("{RUN} --explain none")).then(1);
    gone_on_with(test, "--explain none", &whole, "done");
    // With nothing to go on with, it is a run as any other.
    gone_on_with(folder(500, 17), "--explain none", &whole, "nothing begun");
}

#[test]
fn a_list_and_rows_are_gone_on_with_too() {
    let lines = applications(9000, 0);
    let list = format!("[{}]\n", lines.trim_end().replace('\n', ",\n"));
    let mut csv = "id;prövningsdag;inkom;sökt\n".to_owned();
    for n in 0..9000 {
        csv.push_str(&format!("\"L\n{n}\";2023-07-01;2023-05-0{};{n}\n", n % 9 + 1));
    }
    for (name, text) in [("alla.json", list), ("alla.csv", csv)] {
        let run = format!("batch {name} --rules regler --explain none --out ut");
        let begin = || {
            Test::new()
                .file("regler/lokalt/lokalt.regel", fixture::RULES)
                .file(name, &text)
                .run(&run)
                .then(0)
        };
        let whole = begin().contents("ut").unwrap();
        assert_eq!(whole.lines().count(), 9000);
        let test = begin()
            .prepared(|folder| {
                std::fs::write(folder.join("ut"), &whole.as_bytes()[..whole.len() * 3 / 4]).unwrap()
            })
            .run(&format!("{run} --resume"))
            .then(0);
        assert!(test.contents("ut").unwrap() == whole, "{name}");
    }
}

#[test]
fn a_run_of_something_else_is_not_gone_on_with() {
    let begun = || {
        folder(50, 0)
            .run("batch alla.ndjson --rules regler --out ut --as-of 2023-07-01")
            .then(0)
            .prepared(|folder| std::fs::write(folder.join("ut"), "").unwrap())
    };
    let refused = |test: Test, arguments: &str, says: &str| {
        test.run(&format!(
            "batch alla.ndjson --rules regler --out ut {arguments} --resume --lang en --color never"
        ))
        .stderr_has(says)
        .file_is("ut", "")
        .exit(2);
    };
    refused(
        begun(),
        "--as-of 2023-07-02",
        "the assessment date are not the same",
    );
    refused(
        begun(),
        "--as-of 2023-07-01 --explain none",
        "`--explain` are not the same",
    );
    refused(
        begun(),
        "--as-of 2023-07-01 --lenient",
        "how the applications are read are not the same",
    );
    refused(
        begun().file("alla.ndjson", applications(51, 0)),
        "--as-of 2023-07-01",
        "the applications are not the same",
    );
    refused(
        begun().file(
            "regler/lokalt/lokalt.regel",
            fixture::RULES.replace("1 000 kr", "1 001 kr"),
        ),
        "--as-of 2023-07-01",
        "the rules are not the same",
    );
    refused(
        begun().prepared(|folder| std::fs::remove_file(folder.join("ut.batch")).unwrap()),
        "--as-of 2023-07-01",
        "`ut.batch`, which says how far it had come, does not exist",
    );
}

#[test]
fn what_is_half_made_is_not_begun_anew_unasked() {
    let test = folder(50, 0)
        .run("batch alla.ndjson --rules regler --out ut")
        .then(0)
        .prepared(|folder| {
            let side = std::fs::read_to_string(folder.join("ut.batch")).unwrap();
            let lines: Vec<&str> = side.lines().collect();
            std::fs::write(
                folder.join("ut.batch"),
                format!("{}\n", lines[..lines.len() - 1].join("\n")),
            )
            .unwrap();
        })
        .run("batch alla.ndjson --rules regler --out ut")
        .stderr_has("`ut` är halvfärdig")
        .then(2);
    let test = test.prepared(|folder| std::fs::remove_file(folder.join("ut.batch")).unwrap());
    test.run("batch alla.ndjson --rules regler --out ut").exit(0);
}
