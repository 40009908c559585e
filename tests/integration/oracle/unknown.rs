//! What is said while facts are unknown, within bounds or contradicted, against all that they may turn out to be.

use super::applications::{Application, Choice, Open, Sort, application};
use super::compared;
use super::eval::Case;
use super::rulesets::{self, Written};
use super::trial::{asked, assessed_on, compiled, is_asked, known_by_asking, settled};
use crate::dice::Dice;
use crate::shipped;
use rekvisit::check::ruleset::Outcome;
use rekvisit::program::Program;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// As many completions are tried one by one.
const ALL: usize = 1 << 12;
/// Of more, so many.
const SOME: usize = 1 << 8;

/// What was tried.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub(super) rulesets: u64,
    pub(super) refused: u64,
    /// Applications with open facts, all of whose completions were tried.
    pub(super) exhaustive: u64,
    /// Those of which some were.
    pub(super) sampled: u64,
    pub(super) completions: u64,
    /// Applications that were decided all the same; that holds for every completion.
    pub(super) decided: u64,
    /// Applications that were left open.
    pub(super) open: u64,
    /// Those in which all completions come to the same.
    pub(super) open_needlessly: u64,
    /// Applications with a fact within bounds, and with one that is contradicted.
    pub(super) bounded: u64,
    pub(super) contradicted: u64,
    /// Open facts that are not asked for in an application that was left open; none of them may matter.
    pub(super) not_asked: u64,
    /// Open facts that are asked for, all completions tried.
    pub(super) asked: u64,
    /// Those that can't matter.
    pub(super) asked_needlessly: u64,
    /// Outcomes said to be possible, all completions tried, and those that no completion comes to.
    pub(super) possible: u64,
    pub(super) possible_needlessly: u64,
}

impl Counts {
    /// How many of the kind of which there are fewest.
    pub(super) fn least(&self) -> u64 {
        let each = [
            self.decided,
            self.open,
            self.bounded,
            self.contradicted,
            self.not_asked,
        ];
        each.into_iter().min().unwrap()
    }
}

/// One rule set, with some applications.
pub(super) fn tried(seed: u64, counts: &mut Counts) -> Result<(), String> {
    let mut dice = Dice::of(seed);
    let written = rulesets::ruleset(&mut dice);
    counts.rulesets += 1;
    let Some(program) = compiled(&written, &mut counts.refused)? else {
        return Ok(());
    };
    let rules = written.own_text();
    for _ in 0..6 {
        let sort = Sort {
            named_by: Some(&rules),
            ..Sort::open(4)
        };
        let application = application(&mut dice, sort);
        if application.open.is_empty() {
            continue;
        }
        if let Err(what) = one(&program, &application, &mut dice, counts) {
            return Err(smallest(seed, &written, &application, what));
        }
    }
    Ok(())
}

/// One application, with its completions.
pub(super) fn one(
    program: &Program,
    application: &Application,
    dice: &mut Dice,
    counts: &mut Counts,
) -> Result<(), String> {
    let partial = application.written();
    let Some((facts, verdict, _)) = shipped::evaluated(program, &partial) else {
        return Ok(());
    };
    let sizes = application.open.iter().map(|open| open.values.len());
    let exhaustive = sizes.fold(1_usize, usize::saturating_mul) <= ALL;
    let choices = application.choices(dice, if exhaustive { ALL } else { SOME });
    let asked = asked(program, &facts, &verdict);
    let open = verdict.outcome == Outcome::Undetermined;
    let mut trial = Trial::default();
    for choice in choices {
        let json = application.completed(&choice);
        let meant = Case::new(&program.ruleset, &json, assessed_on(&json)).decision();
        counts.completions += 1;
        let wrong = |e: String| format!("{partial}\n{json}\n{e}");
        compared::completion(&verdict, &meant).map_err(&wrong)?;
        let outcomes = meant
            .ways
            .iter()
            .flat_map(|way| way.results.iter().map(|r| r.outcome));
        trial.reached.extend(outcomes);
        let now = settled(&meant);
        if open {
            let known = known_by_asking(application, &asked, &choice);
            let (before, other) = trial
                .groups
                .entry(known)
                .or_insert_with(|| (now.clone(), json.clone()));
            if *before != now {
                return Err(wrong(format!(
                    "not asked for, but {before} with\n{other}\nand {now}; asked {asked:?}"
                )));
            }
        }
        trial.settled.insert(choice, now);
    }
    let has = |key: &str| application.open.iter().any(|open| open.has(key));
    counts.bounded += u64::from(has("minst") || has("högst"));
    counts.contradicted += u64::from(has("motstridigt"));
    *(if exhaustive {
        &mut counts.exhaustive
    } else {
        &mut counts.sampled
    }) += 1;
    if !open {
        counts.decided += 1;
        return Ok(());
    }
    counts.open += 1;
    let all: BTreeSet<&String> = trial.settled.values().collect();
    counts.open_needlessly += u64::from(all.len() == 1 && !all.iter().any(|s| s.contains("Undetermined")));
    for (at, fact) in application.open.iter().enumerate() {
        if !is_asked(&asked, &fact.pointer) {
            counts.not_asked += 1;
        } else if exhaustive {
            counts.asked += 1;
            counts.asked_needlessly += u64::from(!trial.matters(at));
        }
    }
    if exhaustive {
        let unreached = verdict
            .possible
            .iter()
            .filter(|o| !trial.reached.contains(o))
            .count();
        counts.possible += verdict.possible.len() as u64;
        counts.possible_needlessly += unreached as u64;
    }
    Ok(())
}

/// What the completions came to.
#[derive(Default)]
struct Trial {
    groups: BTreeMap<Choice, (String, Value)>,
    settled: BTreeMap<Choice, String>,
    reached: BTreeSet<Outcome>,
}

impl Trial {
    /// Whether two completions that differ in that fact alone come to different things.
    fn matters(&self, at: usize) -> bool {
        let mut others: BTreeMap<Choice, &String> = BTreeMap::new();
        self.settled.iter().any(|(choice, now)| {
            let mut rest = choice.clone();
            rest.remove(at);
            *others.entry(rest).or_insert(now) != now
        })
    }
}

impl Open {
    fn has(&self, key: &str) -> bool {
        self.written
            .as_ref()
            .is_some_and(|written| written.get(key).is_some())
            || (key == "motstridigt"
                && self.written.as_ref().is_some_and(Value::is_array)
                && self.values.len() == 2)
    }
}

/// The smallest rule set and application that still differ.
fn smallest(seed: u64, written: &Written, application: &Application, what: String) -> String {
    super::trial::smallest_by(seed, written, application, what, |program, application| {
        one(program, application, &mut Dice::of(seed), &mut Counts::default())
    })
}
