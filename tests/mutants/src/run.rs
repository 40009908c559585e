//! Runs the tests with one alteration after another, until one of them notices it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::work::Work;

/// Some tests of one binary, and how many seconds they may take.
struct Stage {
    name: &'static str,
    unit: bool,
    filters: &'static [&'static str],
    seconds: u64,
}

/// The quickest first: most alterations are noticed by the first.
const STAGES: [Stage; 4] = [
    Stage {
        name: "suite",
        unit: false,
        filters: &["suite", "shipped", "cases::"],
        seconds: 90,
    },
    Stage {
        name: "lib",
        unit: true,
        filters: &[],
        seconds: 120,
    },
    Stage {
        name: "meaning",
        unit: false,
        filters: &["properties", "oracle", "soundness", "corpora"],
        seconds: 240,
    },
    Stage {
        name: "program",
        unit: false,
        filters: &[
            "cli",
            "docs",
            "readme",
            "coverage",
            "walk",
            "snapshots",
            "boundary",
            "planted",
        ],
        seconds: 400,
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

/// What no stage noticed.
const MISSED: &str = "missed";

/// Tries the alterations with the numbers, or all that were not tried yet in random order, so that those that were tried are a fair sample.
pub fn run(work: &Work, numbers: &[&str]) -> Result<()> {
    let binaries = build(&work.tree())?;
    let skipped: BTreeSet<usize> = work
        .numbers("unviable")
        .union(&work.numbers("left-out"))
        .copied()
        .collect();
    let mut order: Vec<usize> = match numbers {
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
    order.insert(0, 0);
    let mut results = OpenOptions::new()
        .create(true)
        .append(true)
        .open(work.file("results.txt"))?;
    for number in order {
        let begun = Instant::now();
        let noticed = STAGES
            .iter()
            .find_map(|stage| noticed(&binaries, work, stage, number));
        let seconds = begun.elapsed().as_secs();
        if number == 0 {
            if let Some(by) = noticed {
                bail!("with no alteration on, {by} fails");
            }
            continue;
        }
        let name = work.mutant(number).map_or("", |mutant| &mutant.name);
        let verdict = noticed.unwrap_or_else(|| MISSED.to_owned());
        writeln!(results, "{number}\t{verdict}\t{seconds}\t{name}")?;
    }
    Ok(())
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
        *counts.entry(*verdict).or_default() += 1;
        if *verdict == MISSED {
            println!("{name}");
        }
    }
    let noticed = last.len() - counts.get(MISSED).copied().unwrap_or(0);
    println!("\n{noticed} of {} noticed: {counts:?}", last.len());
    Ok(())
}

/// What noticed an alteration: the stage, or that it ran out of time.
fn noticed(binaries: &Binaries, work: &Work, stage: &Stage, number: usize) -> Option<String> {
    let binary = if stage.unit {
        &binaries.unit
    } else {
        &binaries.integration
    };
    let mut child = Command::new(binary)
        .args(stage.filters)
        .arg("--quiet")
        .current_dir(work.tree())
        .env("REKVISIT_MUTANT", number.to_string())
        .env("CARGO_MANIFEST_DIR", work.tree())
        .envs(ENVIRONMENT)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let until = Instant::now() + Duration::from_secs(stage.seconds);
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return None,
            Ok(Some(_)) | Err(_) => return Some(stage.name.to_owned()),
            Ok(None) if Instant::now() > until => {
                let _ = child.kill();
                let _ = child.wait();
                return Some(format!("{} in time", stage.name));
            }
            Ok(None) => thread::sleep(Duration::from_millis(50)),
        }
    }
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

fn build(tree: &Path) -> Result<Binaries> {
    let output = Command::new("cargo")
        .args(["test", "--locked", "--no-run", "--message-format", "json"])
        .args(["--lib", "--test", "integration"])
        .current_dir(tree)
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
