//! Runs the tests with one alteration after another, until one of them notices it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::work::Work;

/// Some tests of one binary.
struct Stage {
    name: &'static str,
    unit: bool,
    filters: &'static [&'static str],
    without: &'static [&'static str],
    /// The folders whose alterations it is tried on first: it is about them.
    about: &'static [&'static str],
}

/// The quickest first: most alterations are noticed by the first.
const STAGES: [Stage; 6] = [
    Stage {
        name: "suite",
        unit: false,
        filters: &["suite::", "shipped::", "cases::"],
        without: &[],
        about: &[],
    },
    Stage {
        name: "lib",
        unit: true,
        filters: &[],
        without: &[],
        about: &["src/value/", "src/check/collisions/"],
    },
    Stage {
        name: "lane",
        unit: false,
        filters: &["lane::"],
        without: &[],
        about: &["src/eval/lane/"],
    },
    Stage {
        name: "quick",
        unit: false,
        filters: &["quick::", "fuzz::replay"],
        without: &["what_panics_hangs"],
        about: &["src/facts/quick/"],
    },
    Stage {
        name: "meaning",
        unit: false,
        filters: &[
            "properties::",
            "oracle::",
            "soundness::",
            "corpora::",
            "exact::",
            "walk::",
            "holidays::",
            "apportion::",
            "grant_year::",
            "hostile::",
            "service::",
            "book::",
            "impact::",
            "boundary::",
            "planted::",
        ],
        // How long something takes says nothing on a busy machine.
        without: &["hostile::growth"],
        about: &[],
    },
    Stage {
        name: "program",
        unit: false,
        filters: &[
            "cli::",
            "docs::",
            "readme::",
            "coverage::",
            "snapshots::",
            "mutate::",
        ],
        without: &[],
        about: &[],
    },
];

/// Few random cases: an alteration that only the millionth case notices is as good as missed.
const ENVIRONMENT: [(&str, &str); 6] = [
    ("REKVISIT_DIFFERENTIAL", "1500"),
    ("REKVISIT_SOUNDNESS", "30"),
    ("PROPTEST_CASES", "64"),
    ("INSTA_UPDATE", "no"),
    ("CI", "true"),
    ("RUST_BACKTRACE", "0"),
];

/// So many times as long as with no alteration on, and a while more, may a stage take.
const TIMES: u32 = 8;
const WHILE: Duration = Duration::from_secs(20);

/// What no stage noticed.
const MISSED: &str = "missed";

/// Tries the alterations with the numbers, or all that were not tried yet in random order, so that those that were tried are a fair sample.
pub fn run(work: &Work, numbers: &[&str]) -> Result<()> {
    let binaries = build(work)?;
    let skipped: BTreeSet<usize> = work
        .numbers("unviable")
        .union(&work.numbers("left-out"))
        .copied()
        .collect();
    let order: Vec<usize> = match numbers {
        [] => {
            let done = work.numbers("results.txt");
            let open = (1..=work.count()).filter(|n| !skipped.contains(n) && !done.contains(n));
            shuffled(open.collect())
        }
        _ => numbers
            .iter()
            .map(|n| n.parse().with_context(|| format!("no number: {n}")))
            .collect::<Result<_>>()?,
    };
    let mut limits = Vec::new();
    for stage in &STAGES {
        let begun = Instant::now();
        if let Some(by) = noticed(&binaries, work, stage, 0, Duration::MAX)? {
            bail!("with no alteration on, {by} fails");
        }
        println!(
            "{}: {} s with no alteration on",
            stage.name,
            begun.elapsed().as_secs()
        );
        limits.push(begun.elapsed() * TIMES + WHILE);
    }
    let mut results = OpenOptions::new()
        .create(true)
        .append(true)
        .open(work.file("results.txt"))?;
    for number in order {
        let begun = Instant::now();
        let (file, name) = work
            .mutant(number)
            .map_or(("", ""), |mutant| (&mutant.file, &mutant.name));
        let mut verdict = MISSED.to_owned();
        for (stage, limit) in in_order(file, &limits) {
            if let Some(by) = noticed(&binaries, work, stage, number, limit)? {
                verdict = format!("{} {by}", stage.name);
                break;
            }
        }
        let seconds = begun.elapsed().as_secs();
        writeln!(results, "{number}\t{verdict}\t{seconds}\t{name}")?;
    }
    Ok(())
}

/// The stages in the order in which they are tried on an alteration in the file, with their limits.
fn in_order(file: &str, limits: &[Duration]) -> Vec<(&'static Stage, Duration)> {
    let mut stages: Vec<_> = STAGES.iter().zip(limits.iter().copied()).collect();
    stages.sort_by_key(|(stage, _)| !stage.about.iter().any(|folder| file.starts_with(folder)));
    stages
}

/// Says how many of those that were tried each stage noticed, and names the rest.
pub fn sum(work: &Work) -> Result<()> {
    let text = fs::read_to_string(work.file("results.txt"))?;
    let mut last: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for line in text.lines() {
        if let [number, verdict, _, name] = line.split('\t').collect::<Vec<_>>().as_slice() {
            last.insert(*number, (*verdict, *name));
        }
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (verdict, name) in last.values() {
        let stage = verdict.split(' ').next().unwrap_or(verdict);
        *counts.entry(stage).or_default() += 1;
        if *verdict == MISSED {
            println!("{name}");
        }
    }
    let noticed = last.len() - counts.get(MISSED).copied().unwrap_or(0);
    println!("\n{noticed} of {} noticed: {counts:?}", last.len());
    Ok(())
}

/// What noticed an alteration: the first test that fails, or the time that ran out.
fn noticed(
    binaries: &Binaries,
    work: &Work,
    stage: &Stage,
    number: usize,
    limit: Duration,
) -> Result<Option<String>> {
    let binary = if stage.unit {
        &binaries.unit
    } else {
        &binaries.integration
    };
    // An alteration may ask for more and more memory: it gets a few gigabytes.
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -v 6000000; exec \"$@\"", "tests"])
        .arg(binary)
        .args(stage.filters)
        .args(stage.without.iter().flat_map(|name| ["--skip", *name]))
        .current_dir(work.tree())
        .env("REKVISIT_MUTANT", number.to_string())
        .env("CARGO_MANIFEST_DIR", work.tree())
        .envs(ENVIRONMENT)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()?;
    let (told, failed) = mpsc::channel();
    if let Some(output) = child.stdout.take() {
        thread::spawn(move || {
            let lines = BufReader::new(output).lines().map_while(Result::ok);
            let mut failures = lines.filter_map(|line| failure(&line));
            // Nobody listens when the time has run out.
            let _ = told.send(failures.next());
        });
    }
    let first = failed.recv_timeout(limit);
    if matches!(first, Ok(None)) {
        let status = child.wait()?;
        return Ok((!status.success()).then(|| format!("ends with {status}")));
    }
    Command::new("kill")
        .args(["-KILL", "--", &format!("-{}", child.id())])
        .stderr(Stdio::null())
        .status()?;
    child.wait()?;
    Ok(Some(match first {
        Ok(Some(test)) => test,
        _ => "runs out of time".to_owned(),
    }))
}

/// The test that a line says has failed.
fn failure(line: &str) -> Option<String> {
    let test = line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?;
    Some(test.to_owned())
}

/// The tests' programs.
struct Binaries {
    unit: PathBuf,
    integration: PathBuf,
}

#[derive(Deserialize)]
struct Built {
    executable: Option<PathBuf>,
    target: Option<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
    name: String,
}

fn build(work: &Work) -> Result<Binaries> {
    let output = work
        .cargo()
        .args(["test", "--locked", "--no-run", "--message-format", "json"])
        .args(["--lib", "--test", "integration"])
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        bail!("the tests of the tree don't build");
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let built: Vec<Built> = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let find = |kind: &str, name: &str| {
        let fits = |target: &Target| target.name == name && target.kind.iter().any(|k| k == kind);
        let mut found = built.iter().filter(|b| b.target.as_ref().is_some_and(fits));
        found
            .find_map(|b| b.executable.clone())
            .with_context(|| format!("no tests of {name}"))
    };
    Ok(Binaries {
        unit: find("lib", "rekvisit")?,
        integration: find("test", "integration")?,
    })
}

/// The numbers in an order that is always the same, and has nothing to do with where they stand.
fn shuffled(mut numbers: Vec<usize>) -> Vec<usize> {
    let mut state: u64 = 7;
    for at in (1..numbers.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(state >> 33).unwrap_or(0) % (at + 1);
        numbers.swap(at, other);
    }
    numbers
}
