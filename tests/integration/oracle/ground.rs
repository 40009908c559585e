//! That the rules which are said to decide do: without one the decision or its ground is another, and each of several is
//! enough by itself.

use super::applications::{Sort, application};
use super::compared;
use super::eval::Case;
use super::rulesets::{self, Written};
use super::trial::{assessed_on, compiled, program};
use crate::dice::Dice;
use crate::shipped;
use rekvisit::check::ruleset::{Outcome, RuleId};
use rekvisit::eval::{Effect, Verdict};
use rekvisit::program::Program;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What was tried.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub(super) rulesets: u64,
    pub(super) refused: u64,
    /// Decisive rules that were taken out of force.
    pub(super) taken_out: u64,
    /// Without which the outcome, the amount, the body or what is possible is another.
    pub(super) outcome: u64,
    /// Without which only the ground is.
    pub(super) ground: u64,
    /// Without which it is the same since it then decides by not applying: a grant of nothing, say.
    pub(super) absence: u64,
    /// Rules that decide by not applying: a grant that doesn't, where nothing else does either.
    pub(super) by_absence: u64,
    /// Decisive rules that were left alone, the others that decide with them out of force.
    pub(super) alone: u64,
}

/// A rule set, and what it is with some of its rules out of force.
pub(super) struct Grounds<'w> {
    pub(super) written: &'w Written,
    pub(super) program: &'w Program,
    pub(super) without: BTreeMap<Vec<String>, Option<Program>>,
}

/// One rule set, with some applications.
pub(super) fn tried(seed: u64, counts: &mut Counts) -> Result<(), String> {
    let mut dice = Dice::of(seed);
    let written = rulesets::ruleset(&mut dice);
    counts.rulesets += 1;
    let Some(program) = compiled(&written, &mut counts.refused)? else {
        return Ok(());
    };
    let mut grounds = Grounds {
        written: &written,
        program: &program,
        without: BTreeMap::new(),
    };
    for number in 0..16 {
        let application = application(&mut dice, Sort::open(if number < 8 { 0 } else { 3 }));
        let known = application.open.is_empty();
        if let Err(what) = grounds.tried(&application.written(), known, counts) {
            return Err(format!("rule set {seed}\n{}\n{what}", written.own_text()));
        }
    }
    Ok(())
}

type Settled = (
    Outcome,
    Option<rekvisit::value::Number>,
    Option<rekvisit::check::ruleset::BodyId>,
    Vec<Outcome>,
);

fn settled(verdict: &Verdict) -> Settled {
    (
        verdict.outcome,
        verdict.amount,
        verdict.referred_to,
        verdict.possible.clone(),
    )
}

impl Grounds<'_> {
    fn name(&self, id: RuleId) -> &str {
        &self.program.ruleset.rules[usize::from(id.0)].id
    }

    /// The rule set with these rules out of force.
    fn without(&mut self, names: &[&str]) -> Option<&Program> {
        let written = self.written;
        let key: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let made = || {
            let less = names
                .iter()
                .try_fold(written.clone(), |less, name| less.out_of_force(name))?;
            let text = less.text();
            Some(program(&text).unwrap_or_else(|said| panic!("{text}\n{said}")))
        };
        self.without.entry(key).or_insert_with(made).as_ref()
    }

    /// One application.
    pub(super) fn tried(
        &mut self,
        application: &Value,
        known: bool,
        counts: &mut Counts,
    ) -> Result<(), String> {
        let Some((_, verdict, _)) = shipped::evaluated(self.program, application) else {
            return Ok(());
        };
        // Where the day that selects the version is open, so is whether a rule is in force.
        if !application["inkom"].is_string() {
            return Ok(());
        }
        let names: Vec<String> = verdict
            .decisive
            .iter()
            .map(|id| self.name(*id).to_owned())
            .collect();
        for (id, name) in verdict.decisive.iter().zip(&names) {
            if !applies(&verdict, *id) {
                counts.by_absence += 1;
                continue;
            }
            let Some(less) = self.without(&[name]) else {
                continue;
            };
            let (_, other, _) = shipped::evaluated(less, application).unwrap();
            let wrong = |e: String| format!("{application}\nwithout {name}: {e}");
            if known {
                let meant = Case::new(&less.ruleset, application, assessed_on(application)).decision();
                let said = shipped::evaluated(less, application).unwrap();
                compared::complete(&meant, less, &said).map_err(wrong)?;
            }
            counts.taken_out += 1;
            if settled(&other) != settled(&verdict) {
                counts.outcome += 1;
            } else if !decisive(less, &other).contains(name.as_str()) {
                counts.ground += 1;
            } else if still_applies(less, &other, name) {
                return Err(wrong(format!(
                    "it is still {:?}, and it decides",
                    settled(&other)
                )));
            } else {
                counts.absence += 1;
            }
        }
        self.alone(application, &verdict, &names, counts)
    }

    /// Of several rules that decide each is enough, where none of them rests on another.
    fn alone(
        &mut self,
        application: &Value,
        verdict: &Verdict,
        names: &[String],
        counts: &mut Counts,
    ) -> Result<(), String> {
        let of_blocks = verdict
            .decisive
            .iter()
            .any(|id| self.program.ruleset.rules[usize::from(id.0)].block.is_some());
        let surely = |id: &RuleId| {
            verdict
                .rules
                .iter()
                .any(|s| s.rule == *id && s.effect == Effect::Applies)
        };
        let apply = verdict.decisive.iter().all(surely);
        // Grants that collide decide together.
        let collide = verdict.outcome == Outcome::Undetermined
            && verdict
                .decisive
                .iter()
                .any(|id| self.program.ruleset.rules[usize::from(id.0)].grant.is_some());
        if names.len() < 2
            || of_blocks
            || !apply
            || collide
            || names.iter().any(|name| self.written.is_read(name))
        {
            return Ok(());
        }
        for name in names {
            let others: Vec<&str> = names.iter().filter(|n| *n != name).map(String::as_str).collect();
            let Some(less) = self.without(&others) else {
                continue;
            };
            let (_, other, _) = shipped::evaluated(less, application).unwrap();
            counts.alone += 1;
            let ground = decisive(less, &other);
            if settled(&other) != settled(verdict) || ground != BTreeSet::from([name.as_str()]) {
                return Err(format!(
                    "{application}\nwith {name} alone of {names:?}: {:?} on {ground:?}, before {:?}",
                    settled(&other),
                    settled(verdict)
                ));
            }
        }
        Ok(())
    }
}

/// Whether the rule of that name is among those that decide by applying.
fn still_applies(program: &Program, verdict: &Verdict, name: &str) -> bool {
    let named = |id: &RuleId| program.ruleset.rules[usize::from(id.0)].id == name;
    verdict
        .decisive
        .iter()
        .any(|id| named(id) && applies(verdict, *id))
}

fn decisive<'p>(program: &'p Program, verdict: &Verdict) -> BTreeSet<&'p str> {
    let names = verdict
        .decisive
        .iter()
        .map(|id| program.ruleset.rules[usize::from(id.0)].id.as_str());
    names.collect()
}

/// Whether the rule applies, at the top or to some item.
fn applies(verdict: &Verdict, id: RuleId) -> bool {
    let items = verdict.parts.iter().flat_map(|part| &part.rules);
    verdict
        .rules
        .iter()
        .chain(items)
        .any(|state| state.rule == id && state.effect != Effect::None)
}
