//! The same rules, application and day give the same bytes: in any order and number of threads, in each language and time zone of
//! the machine, by the program as it is built for tests and as it is built to be installed; and `verify` sees when one of them is
//! another.
//!
//! `REKVISIT_REPRODUCIBLE` sets how many decisions are compared, and `REKVISIT_REPRODUCIBLE_WITH` names a program (that which is
//! installed, say) that must write them all too.

mod applications;
mod verified;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;
use rekvisit::diagnostic::Diagnostic;
use rekvisit::facts::Limits;
use rekvisit::program::Program;
use rekvisit::source::FileId;
use rekvisit::{facts, render, trial};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use applications::{Application, Drawn, applications, programs};

/// The decision, or the code of the first thing that is wrong with the application.
fn decided(programs: &BTreeMap<String, Program>, application: &Application) -> Result<Value, &'static str> {
    let program = &programs[&application.ruleset];
    let (schema, ruleset) = (&program.schema, &program.ruleset);
    let (file, limits) = (FileId(1), Limits::default());
    let code = |wrong: Vec<Diagnostic>| wrong[0].code.as_str();
    let facts = facts::decode(schema, ruleset, file, &application.bytes, &limits).map_err(code)?;
    let day = trial::assessment_day(program, &facts, None).ok_or("no day")?;
    let tried = trial::decide(program, facts, day, file).map_err(code)?;
    Ok(render::json(&tried.explanation(ruleset)))
}

/// A hash of the decision's bytes.
fn digest(decision: &Value) -> String {
    let bytes = Sha256::digest(serde_json::to_vec(decision).unwrap());
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What each application comes to, in their order, by so many threads and rules that are loaded anew.
fn digests(applications: &[Application], threads: usize) -> Vec<String> {
    let programs = programs();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap();
    let one = |application| digest(&decided(&programs, application).unwrap());
    pool.install(|| applications.par_iter().map(one).collect())
}

#[test]
fn decisions_are_the_same_bytes_whatever_the_threads() {
    let set = std::env::var("REKVISIT_REPRODUCIBLE").ok();
    let count = set.map_or(1_000, |text| text.parse().unwrap());
    let Drawn {
        mut applications,
        thrown,
    } = applications(&programs(), 7, count);
    let by_one = digests(&applications, 1);
    let unlike: BTreeSet<&String> = by_one.iter().collect();
    // Hardly two are alike.
    assert!(
        unlike.len() * 10 > count * 9,
        "{} unlike decisions of {count}",
        unlike.len()
    );
    if let Some(program) = std::env::var_os("REKVISIT_REPRODUCIBLE_WITH") {
        let found: Vec<String> = by_program(Path::new(&program), &applications, &[])
            .iter()
            .map(digest)
            .collect();
        assert_eq!(found.len(), count);
        assert!(by_one == found, "{} decides otherwise", program.display());
        println!(
            "{count} decisions, {} unlike, {}; drawn and thrown away: {thrown:?}",
            unlike.len(),
            digest(&found.into())
        );
    }
    // Backwards and by two threads: what was decided before leaves no trace.
    applications.reverse();
    let mut by_two = digests(&applications, 2);
    by_two.reverse();
    let differ: Vec<usize> = (0..count).filter(|at| by_one[*at] != by_two[*at]).collect();
    assert!(differ.is_empty(), "applications {differ:?}");
}

#[test]
fn decisions_are_the_same_bytes_whatever_the_language_and_the_time_zone() {
    let programs = programs();
    let applications = applications(&programs, 8, 200).applications;
    let must: Vec<Value> = applications
        .iter()
        .map(|application| decided(&programs, application).unwrap())
        .collect();
    let program = Path::new(env!("CARGO_BIN_EXE_rekvisit"));
    for environment in [
        &[
            ("LC_ALL", "C"),
            ("LANG", "C"),
            ("TZ", "UTC"),
            ("RAYON_NUM_THREADS", "1"),
        ][..],
        &[
            ("LC_ALL", "sv_SE.UTF-8"),
            ("LANG", "sv_SE.UTF-8"),
            ("TZ", "Pacific/Kiritimati"),
            ("RAYON_NUM_THREADS", "2"),
        ],
        &[("LANG", "tr_TR.UTF-8"), ("TZ", "America/Los_Angeles")],
        &[],
    ] {
        let found = by_program(program, &applications, environment);
        assert!(found == must, "{environment:?}");
    }
}

/// What the program writes for the applications; its bytes are those of the decisions in a list.
fn by_program(program: &Path, applications: &[Application], environment: &[(&str, &str)]) -> Vec<Value> {
    let folder = tempfile::TempDir::new().unwrap();
    let paths: Vec<PathBuf> = applications
        .iter()
        .enumerate()
        .map(|(at, application)| {
            let path = PathBuf::from(format!("{at:05}.json"));
            std::fs::write(folder.path().join(&path), &application.bytes).unwrap();
            path
        })
        .collect();
    let mut found = Vec::new();
    for paths in paths.chunks(200) {
        let output = Command::new(program)
            .current_dir(folder.path())
            .args(["evaluate", "--format", "json"])
            .args(paths)
            .env_clear()
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        let decisions: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        let written = serde_json::to_string_pretty(&decisions).unwrap() + "\n";
        assert!(
            output.stdout == written.as_bytes(),
            "not the bytes of the decisions alone"
        );
        found.extend(decisions);
    }
    found
}
