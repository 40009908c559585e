//! The fast lane says what the full evaluator says, wherever it says anything: on rule sets and applications made at random, and on
//! all shipped cases.
//!
//! `REKVISIT_LANE` sets how many rule sets are tried, `REKVISIT_LANE_FROM` the first one, and `REKVISIT_LANE_COUNTS` prints what was.

mod told;

use rekvisit::check::ruleset::Outcome;
use rekvisit::eval;
use rekvisit::eval::lane::{Lane, Scratch};
use rekvisit::facts::{self, Limits};
use rekvisit::program::Program;
use rekvisit::program::slots::Slots;
use rekvisit::source::FileId;
use rekvisit::value::Date;
use serde_json::Value;

use crate::{cases, oracle, shipped};

/// What was compared.
#[derive(Debug, Default)]
struct Counts {
    /// Programs, and those that have a lane.
    programs: u32,
    lanes: u32,
    /// Applications of those, and those whose effects and whose outcome the lane told.
    applications: u32,
    effects: u32,
    decided: u32,
    /// Those of which it told what decided.
    decisive: u32,
    /// Those of which the lane told what is missing.
    missing: u32,
    /// Rules whose status it told.
    statuses: u32,
    /// Those that the full evaluator decides, and those that it leaves open.
    decided_by_full: u32,
    open_in_full: u32,
}

/// Compares a lane with the full evaluator on an application.
fn compared(
    program: &Program,
    lane: &Lane,
    application: &Value,
    scratch: &mut Scratch,
    counts: &mut Counts,
) -> Result<(), String> {
    let bytes = serde_json::to_vec(application).unwrap();
    let read = facts::decode(
        &program.schema,
        &program.ruleset,
        FileId(0),
        &bytes,
        &Limits::default(),
    );
    let Ok(mut facts) = read else { return Ok(()) };
    let day = facts.assessed_on.or_else(|| Date::parse("2024-01-01")).unwrap();
    // Before anything is taken away for the day, and after it.
    let mut slots = [Slots::default(), Slots::default()];
    facts::slots(program, &facts, &mut slots[0]);
    facts::settle(&mut facts, day);
    facts::slots(program, &facts, &mut slots[1]);
    let full = eval::decide(program, &mut facts, day);
    for (at, slots) in slots.iter().enumerate() {
        let effects = lane.effects(slots, day, scratch);
        counts.applications += u32::from(at == 1);
        let Some(effects) = effects else { continue };
        counts.effects += u32::from(at == 1);
        let Ok(full) = &full else {
            return Err("the rule set is not in force".to_owned());
        };
        for state in &full.rules {
            let said = effects.of(state.rule);
            if said != state.effect {
                return Err(format!(
                    "rule {}: {:?}, in the lane {said:?}",
                    state.rule.0, state.effect
                ));
            }
        }
        if let Some(decided) = effects.decided() {
            counts.decided += u32::from(at == 1);
            let meant = (full.outcome, full.amount, full.referred_to);
            if (decided.outcome, decided.amount, decided.referred_to) != meant {
                return Err(format!("{meant:?}, in the lane {decided:?}"));
            }
        }
        if let Some(decisive) = effects.decisive() {
            counts.decisive += u32::from(at == 1);
            if decisive != full.decisive {
                return Err(format!("by {:?}, in the lane by {decisive:?}", full.decisive));
            }
        }
        if let Some(missing) = effects.missing() {
            counts.missing += u32::from(at == 1);
            let same = full.outcome == Outcome::Undetermined && missing == full.missing;
            if !same {
                let (outcome, meant) = (full.outcome, &full.missing);
                return Err(format!("{outcome:?}, missing {meant:?}, in the lane {missing:?}"));
            }
        }
        // A status may rest on what the lane can't tell where no effect does.
        let Some(statuses) = lane.statuses(slots, day, scratch) else {
            continue;
        };
        for state in &full.rules {
            let said = statuses.status(state.rule);
            counts.statuses += u32::from(at == 1 && said.is_some());
            if said.is_some_and(|said| said != state.status) {
                return Err(format!(
                    "rule {}: {:?}, in the lane {said:?}",
                    state.rule.0, state.status
                ));
            }
        }
    }
    if let Ok(full) = full {
        let open = full.outcome == Outcome::Undetermined;
        counts.decided_by_full += u32::from(!open);
        counts.open_in_full += u32::from(open);
    }
    Ok(())
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

#[expect(clippy::print_stdout, reason = "what was tried is asked for")]
fn told(counts: &Counts) {
    if std::env::var("REKVISIT_LANE_COUNTS").is_ok() {
        println!("{counts:#?}");
    }
}

#[test]
fn the_lane_agrees_on_rule_sets_made_at_random() {
    let (from, sets) = (number("REKVISIT_LANE_FROM", 0), number("REKVISIT_LANE", 400));
    let (mut counts, mut scratch) = (Counts::default(), Scratch::default());
    let mut wrong = Vec::new();
    for seed in from..from + sets {
        let Some((program, text, applications)) = oracle::at_random(seed) else {
            continue;
        };
        counts.programs += 1;
        let Some(lane) = Lane::new(&program) else { continue };
        counts.lanes += 1;
        for application in &applications {
            if let Err(what) = compared(&program, &lane, application, &mut scratch, &mut counts) {
                wrong.push(format!("rule set {seed}\n{text}\n{application}\n{what}"));
            }
        }
    }
    told(&counts);
    wrong.sort_by_key(String::len);
    assert!(
        wrong.is_empty(),
        "{} differ; the shortest:\n{}",
        wrong.len(),
        wrong[0]
    );
    // The comparison says nothing where the lane hands most of them over.
    assert!(counts.lanes * 12 > counts.programs, "{counts:?}");
    assert!(counts.decided * 2 > counts.decided_by_full, "{counts:?}");
    assert!(counts.missing > 0, "{counts:?}");
}

#[test]
fn the_lane_agrees_on_every_shipped_case() {
    let (mut counts, mut scratch) = (Counts::default(), Scratch::default());
    let library = shipped::library();
    for name in shipped::rulesets() {
        let program = shipped::compiled(&library, &name);
        counts.programs += 1;
        let Some(lane) = Lane::new(&program) else { continue };
        counts.lanes += 1;
        for (_, path, case) in cases::all().into_iter().filter(|(ruleset, ..)| *ruleset == name) {
            compared(&program, &lane, &case, &mut scratch, &mut counts)
                .unwrap_or_else(|what| panic!("{}: {what}", path.display()));
        }
    }
    told(&counts);
    assert!(counts.decided * 2 > counts.decided_by_full, "{counts:?}");
}
