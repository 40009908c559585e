//! The engine against a second reading of the rule language: rule sets and applications made at random are decided by an
//! evaluator that recurses on the checked rule set, as directly as its meaning can be written down, and the two must agree.
//!
//! Facts that are open are tried as all that they may turn out to be (or as many as there is time for). What the engine says
//! of them must hold for each; where it leaves open more than it must, that is counted.
//!
//! `REKVISIT_DIFFERENTIAL` sets how many applications are compared, `REKVISIT_PROOFS` how many each of the other tests
//! tries, `REKVISIT_DIFFERENTIAL_FROM` the first rule set, and `REKVISIT_DIFFERENTIAL_COUNTS` prints what was tried.

pub(crate) mod applications;
mod asked;
mod by_hand;
mod calendar;
mod compared;
mod decide;
mod document;
mod eval;
mod found;
mod ground;
mod large;
mod moved;
mod read;
mod replay;
mod rules;
pub(crate) mod rulesets;
mod trial;
mod unknown;
mod value;

use crate::dice::Dice;
use applications::Sort;
use rekvisit::program::Program;
use serde_json::Value;
use std::fmt::Debug;
use trial::Counts;

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
        let sort = Sort::open(if number < 2 { 0 } else { 4 });
        let application = applications::application(&mut dice, sort);
        let choices = application.choices(&mut dice, 2);
        applications.push(application.written());
        applications.extend(choices.iter().map(|choice| application.completed(choice)));
    }
    Some((program, text, applications))
}

/// Tries rule sets, from the first one on, until enough was counted.
#[expect(clippy::print_stdout, reason = "what was tried is asked for")]
fn run<C: Default + Debug>(
    wanted: u64,
    counted: impl Fn(&C) -> u64,
    tried: impl Fn(u64, &mut C) -> Result<(), String>,
) -> C {
    let from = number("REKVISIT_DIFFERENTIAL_FROM", 0);
    let told = std::env::var("REKVISIT_DIFFERENTIAL_COUNTS").is_ok();
    let mut counts = C::default();
    let mut wrong: Vec<String> = Vec::new();
    let mut seed = from;
    while counted(&counts) < wanted && wrong.len() < 20 {
        if let Err(what) = tried(seed, &mut counts) {
            if told {
                // A long run tells at once.
                println!("wrong, {} of {wanted} tried: {what}", counted(&counts));
            }
            wrong.push(what);
        }
        seed += 1;
    }
    if told {
        println!("rule sets {from}..{seed}, {} wrong: {counts:#?}", wrong.len());
    }
    wrong.sort_by_key(String::len);
    assert!(
        wrong.is_empty(),
        "{} of the rule sets {from}..{seed} are wrong; the shortest:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(3)].join("\n")
    );
    counts
}

#[test]
fn the_engine_agrees_with_a_second_evaluator() {
    let wanted = number("REKVISIT_DIFFERENTIAL", 20_000);
    let counts = run(wanted, |counts: &Counts| counts.compared, trial::tried);
    // The comparison says nothing where nothing is decided, nothing open or everything fails.
    let enough = counts.refused * 3 < counts.rulesets
        && counts.open * 8 > counts.decided
        && counts.decided * 8 > counts.open
        && counts.failing * 2 < counts.compared;
    assert!(enough, "{counts:#?}");
}

#[test]
fn what_was_found_stays_mended() {
    found::tried_again().unwrap_or_else(|what| panic!("{what}"));
}

#[test]
fn what_is_said_while_facts_are_open_holds_whatever_they_are() {
    let counts = run(
        number("REKVISIT_PROOFS", 40),
        unknown::Counts::least,
        unknown::tried,
    );
    let enough = counts.exhaustive > counts.sampled && counts.asked_needlessly < counts.asked;
    assert!(enough, "{counts:#?}");
}

#[test]
fn what_can_be_followed_back_comes_to_the_same() {
    let counts = run(
        number("REKVISIT_PROOFS", 600),
        |c: &replay::Counts| c.applications,
        replay::tried,
    );
    assert!(counts.steps > counts.rules / 2, "{counts:#?}");
}

#[test]
fn what_is_said_to_decide_decides() {
    let counts = run(
        number("REKVISIT_PROOFS", 250),
        |c: &ground::Counts| c.taken_out,
        ground::tried,
    );
    assert!(counts.outcome > counts.ground && counts.alone > 0, "{counts:#?}");
}

#[test]
fn where_something_stands_does_not_matter() {
    let least = |c: &moved::Counts| c.rules.min(c.elements).min(c.keys).min(c.modules);
    let counts = run(number("REKVISIT_PROOFS", 600), least, moved::tried);
    assert!(counts.rules_in_modules > counts.rulesets / 2, "{counts:#?}");
}

#[test]
fn a_number_that_has_no_place_is_told_and_never_wrong() {
    let counts = run(
        number("REKVISIT_PROOFS", 400),
        |c: &large::Counts| c.overflowed,
        large::tried,
    );
    assert!(
        counts.wide > 0 && counts.small > 0 && counts.completions > 0,
        "{counts:#?}"
    );
}
