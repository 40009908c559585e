//! What came of each alteration that was tried: a line each in `results.txt`, and of several about one the last.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;

use anyhow::Result;

use crate::work::Work;

/// What the first stages have not noticed, and the last were not tried on.
pub const OPEN: &str = "open";

/// What no stage noticed.
pub const MISSED: &str = "missed";

/// What is known, and the file that more is written to.
pub struct Results {
    verdicts: BTreeMap<usize, String>,
    file: File,
}

impl Results {
    /// Reads what there is.
    pub fn of(work: &Work) -> Result<Self> {
        let path = work.file("results.txt");
        let text = fs::read_to_string(&path).unwrap_or_default();
        Ok(Self {
            verdicts: text.lines().filter_map(read).collect(),
            file: OpenOptions::new().create(true).append(true).open(path)?,
        })
    }

    /// What came of an alteration.
    pub fn verdict(&self, number: usize) -> Option<&str> {
        self.verdicts.get(&number).map(String::as_str)
    }

    /// Notes what came of one.
    pub fn note(&mut self, number: usize, verdict: &str, seconds: u64, name: &str) -> Result<()> {
        writeln!(self.file, "{number}\t{verdict}\t{seconds}\t{name}")?;
        self.verdicts.insert(number, verdict.to_owned());
        Ok(())
    }
}

fn read(line: &str) -> Option<(usize, String)> {
    let (number, rest) = line.split_once('\t')?;
    let (verdict, _) = rest.split_once('\t')?;
    Some((number.parse().ok()?, verdict.to_owned()))
}

/// Says how many of those that were tried each stage noticed, and names the rest.
pub fn sum(work: &Work) -> Result<()> {
    let results = Results::of(work)?;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, verdict) in &results.verdicts {
        let stage = verdict.split(' ').next().unwrap_or(verdict);
        *counts.entry(stage).or_default() += 1;
        if let Some(mutant) = work.mutant(*number).filter(|_| [OPEN, MISSED].contains(&stage)) {
            println!("{verdict} {number}: {}", mutant.name);
        }
    }
    let count = |of| counts.get(of).copied().unwrap_or(0);
    let tried = results.verdicts.len() - count(OPEN);
    println!("\n{} of {tried} noticed: {counts:?}", tried - count(MISSED));
    Ok(())
}
