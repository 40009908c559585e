//! The engine against a second reading of the rule language: rule sets and applications made at random are decided by an
//! evaluator that recurses on the checked rule set, as directly as its meaning can be written down, and the two must agree.
//!
//! Facts that are open are tried as all that they may turn out to be (or as many as there is time for). What the engine says
//! of them must hold for each; where it leaves open more than it must, that is counted.
//!
//! `REKVISIT_DIFFERENTIAL` sets how many applications are compared, `REKVISIT_DIFFERENTIAL_FROM` the first rule set, and
//! `REKVISIT_DIFFERENTIAL_COUNTS` prints what was tried.

mod applications;
mod calendar;
mod compared;
mod decide;
mod document;
mod eval;
mod moved;
mod read;
mod rules;
mod rulesets;
mod trial;
mod value;

use crate::dice::Dice;
use rekvisit::program::Program;
use serde_json::Value;
use trial::{Counts, tried};

fn number(name: &str, otherwise: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.map_or(otherwise, |text| text.parse().unwrap())
}

/// A rule set made at random, with its text, and applications to it; `None` when the checker refuses it.
pub(crate) fn at_random(seed: u64) -> Option<(Program, String, Vec<Value>)> {
    let mut dice = Dice::of(seed);
    let text = rulesets::ruleset(&mut dice).text();
    let program = trial::program(&text).ok()?;
    let mut applications = Vec::new();
    for number in 0..6 {
        let application = applications::application(&mut dice, if number < 2 { 0 } else { 4 });
        let choices = application.choices(&mut dice, 2);
        applications.push(application.written());
        applications.extend(choices.iter().map(|choice| application.completed(choice)));
    }
    Some((program, text, applications))
}

#[test]
fn the_engine_agrees_with_a_second_evaluator() {
    let wanted = number("REKVISIT_DIFFERENTIAL", 20_000);
    let from = number("REKVISIT_DIFFERENTIAL_FROM", 0);
    let mut counts = Counts::default();
    let mut wrong: Vec<String> = Vec::new();
    let mut seed = from;
    while counts.compared < wanted && wrong.len() < 20 {
        if let Err(what) = tried(seed, &mut counts) {
            wrong.push(what);
        }
        seed += 1;
    }
    if std::env::var("REKVISIT_DIFFERENTIAL_COUNTS").is_ok() {
        println!("rule sets {from}..{seed}: {counts:#?}");
    }
    wrong.sort_by_key(String::len);
    assert!(
        wrong.is_empty(),
        "{} of the rule sets {from}..{seed} differ; the shortest:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(3)].join("\n")
    );
    // The comparison says nothing where nothing is decided, nothing open or everything fails.
    let enough = counts.refused * 3 < counts.rulesets
        && counts.open * 8 > counts.decided
        && counts.decided * 8 > counts.open
        && counts.failing * 2 < counts.compared;
    assert!(enough, "{counts:#?}");
}
