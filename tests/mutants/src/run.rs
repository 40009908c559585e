//! Runs the tests with one alteration after another, until one of them notices it.

use std::collections::BTreeSet;
use std::str::FromStr;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::results::{MISSED, OPEN, Results};
use crate::stages::{self, STAGES};
use crate::tests::Tests;
use crate::work::Work;

/// So many are tried by the first stages before the last stages are tried on those that they missed.
const AT_ONCE: usize = 100;

/// What is to be tried.
pub struct Wanted {
    /// These, tried already or not; all when there are none.
    pub numbers: Vec<usize>,
    /// At most so many of all.
    pub sample: Option<usize>,
    /// Which order, and so which sample.
    pub seed: u64,
    /// Whether the last stages are left for another time.
    pub only_first: bool,
    /// Whether the first stages are passed over: they have missed these.
    pub only_last: bool,
}

impl Wanted {
    /// Reads what stands after the folder: `--sample N`, `--seed N`, `--first` and numbers.
    pub fn read(words: &[&str]) -> Result<Self> {
        let mut wanted = Self {
            numbers: Vec::new(),
            sample: None,
            seed: 1,
            only_first: false,
            only_last: false,
        };
        let mut words = words.iter().copied();
        while let Some(word) = words.next() {
            match word {
                "--sample" => wanted.sample = Some(number(words.next())?),
                "--seed" => wanted.seed = number(words.next())?,
                "--first" => wanted.only_first = true,
                "--last" => wanted.only_last = true,
                _ => wanted.numbers.push(number(Some(word))?),
            }
        }
        Ok(wanted)
    }

    /// The numbers in the order in which they are tried.
    fn order(&self, work: &Work) -> Vec<usize> {
        if !self.numbers.is_empty() {
            return self.numbers.clone();
        }
        let skipped: BTreeSet<usize> = work
            .numbers("unviable")
            .union(&work.numbers("left-out"))
            .copied()
            .collect();
        let woven = (1..=work.count())
            .filter(|number| !skipped.contains(number))
            .collect();
        let mut order = shuffled(woven, self.seed);
        order.truncate(self.sample.unwrap_or(usize::MAX));
        order
    }
}

fn number<N: FromStr>(word: Option<&str>) -> Result<N> {
    let number = word.and_then(|word| word.parse().ok());
    number.with_context(|| format!("no number: {}", word.unwrap_or("nothing")))
}

/// Tries the alterations that were not tried yet, in random order, so that those that were tried are a fair sample.
pub fn run(work: &Work, wanted: &Wanted) -> Result<()> {
    let mut tests = Tests::build(work)?;
    let mut results = Results::of(work)?;
    let again = !wanted.numbers.is_empty();
    for numbers in wanted.order(work).chunks(AT_ONCE) {
        for number in numbers {
            if !wanted.only_last && (again || results.verdict(*number).is_none()) {
                attempt(work, &mut tests, &mut results, *number, stages::first, OPEN)?;
            }
        }
        for number in numbers {
            if !wanted.only_first && results.verdict(*number) == Some(OPEN) {
                attempt(work, &mut tests, &mut results, *number, stages::last, MISSED)?;
            }
        }
    }
    Ok(())
}

/// Tries an alteration by some stages; `otherwise` is what it is when none of them notices it.
fn attempt(
    work: &Work,
    tests: &mut Tests<'_>,
    results: &mut Results,
    number: usize,
    chosen: fn(&str) -> Vec<usize>,
    otherwise: &str,
) -> Result<()> {
    let Some(mutant) = work.mutant(number) else {
        bail!("there is no alteration {number}");
    };
    let begun = Instant::now();
    let mut verdict = otherwise.to_owned();
    for stage in chosen(&mutant.file) {
        if let Some(by) = tests.notice(stage, number)? {
            verdict = format!("{} {by}", STAGES[stage].name);
            break;
        }
    }
    results.note(number, &verdict, begun.elapsed().as_secs(), &mutant.name)
}

/// The numbers in an order that is always the same for a seed, and has nothing to do with where they stand.
fn shuffled(mut numbers: Vec<usize>, seed: u64) -> Vec<usize> {
    let mut state = seed;
    for at in (1..numbers.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(state >> 33).unwrap_or(0) % (at + 1);
        numbers.swap(at, other);
    }
    numbers
}
