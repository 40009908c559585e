//! Soundness, tried on rule sets and applications made at random: what is decided while facts are open holds whatever
//! they turn out to be, what is possible holds every outcome that they lead to, and what is not asked for can't matter.
//!
//! `REKVISIT_SOUNDNESS` sets how many rule sets are tried, `REKVISIT_SOUNDNESS_FROM` the first one.

mod facts;
mod model;
mod reference;
mod text;

use std::collections::BTreeMap;

use rekvisit::check::ruleset::{Outcome, Verb};
use rekvisit::eval::{Effect, ObligationStatus, Verdict};
use rekvisit::facts::Facts;
use rekvisit::program::{Program, compile};
use rekvisit::source::MemoryLibrary;
use rekvisit::{check, render};
use serde_json::Value;

use crate::dice::Dice;
use crate::shipped;
use facts::{Application, Choice};

fn number(name: &str, otherwise: u32) -> u32 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// A rule set's program; `None` when the checker finds that its definitions collide, or rest on themselves.
fn program(text: &str) -> Option<Program> {
    let library = MemoryLibrary::default().with("prov/prov.regel", text.as_bytes().to_vec());
    let checked = check::load(&library, "prov");
    let Some(ruleset) = checked.ruleset else {
        let said = render::diagnostics_json(&checked.diagnostics, &checked.sources).to_string();
        assert!(said.contains("E0402") || said.contains("E0213"), "{text}\n{said}");
        return None;
    };
    Some(compile(ruleset))
}

fn evaluated(program: &Program, application: &Value) -> (Facts, Verdict) {
    let (facts, verdict, _) =
        shipped::evaluated(program, application).unwrap_or_else(|| panic!("not read: {application}"));
    (facts, verdict)
}

/// Everything of a verdict that facts which aren't asked for may not change.
fn settled(verdict: &Verdict) -> String {
    format!(
        "{:?} {:?} {:?} {:?}",
        verdict.outcome, verdict.amount, verdict.referred_to, verdict.possible
    )
}

struct Trial<'p> {
    program: &'p Program,
    application: &'p Application,
    partial: Verdict,
    /// Pointers of what is missing or contradicted.
    asked: Vec<String>,
}

impl Trial<'_> {
    /// Whether a stop or a supplement decided.
    fn held(&self, verdict: &Verdict) -> bool {
        verdict.decisive.iter().any(|rule| {
            let rule = &self.program.ruleset.rules[usize::from(rule.0)];
            rule.block.is_none()
                && rule
                    .consequence
                    .as_ref()
                    .is_some_and(|c| matches!(c.verb, Verb::Stop | Verb::Supplement))
        }) && verdict.outcome == Outcome::Undetermined
    }

    /// What is wrong with one completion.
    fn completion(&self, whole: &Verdict) -> Result<(), String> {
        let partial = &self.partial;
        let fail = |what: &str| Err(format!("{what}: {} then {}", settled(partial), settled(whole)));
        if partial.outcome != Outcome::Undetermined && settled(partial) != settled(whole) {
            return fail("decided otherwise");
        }
        if let Some(other) = whole.possible.iter().find(|o| !partial.possible.contains(o)) {
            return fail(&format!("{other:?} was not possible"));
        }
        if self.held(whole) && !self.held(partial) && !partial.possible.contains(&Outcome::Undetermined) {
            return fail("held though nothing could hold it");
        }
        let told = &partial.possible_amounts;
        if let Some(amount) = whole.amount.filter(|a| !told.is_empty() && !told.contains(a)) {
            return fail(&format!("the amount {amount:?} was not possible"));
        }
        for (before, after) in partial.rules.iter().zip(&whole.rules) {
            if before.effect != Effect::Possible && before.effect != after.effect {
                return fail(&format!(
                    "r{} {:?} {:?}",
                    before.rule.0, before.effect, after.effect
                ));
            }
        }
        for (before, after) in partial.parts.iter().zip(&whole.parts) {
            if before.outcome != Outcome::Undetermined
                && (before.outcome, before.amount) != (after.outcome, after.amount)
            {
                return fail(&format!(
                    "part {}: {:?} {:?}",
                    before.index, before.outcome, after.outcome
                ));
            }
            if let Some(other) = after.possible.iter().find(|o| !before.possible.contains(o)) {
                return fail(&format!("part {}: {other:?} was not possible", before.index));
            }
        }
        for (before, after) in partial.obligations.iter().zip(&whole.obligations) {
            if before.status != ObligationStatus::Undetermined && before.status != after.status {
                return fail(&format!("obligation {:?} {:?}", before.status, after.status));
            }
        }
        Ok(())
    }

    fn is_asked(&self, pointer: &str) -> bool {
        self.asked.iter().any(|asked| {
            let below = |a: &str, b: &str| {
                a.strip_prefix(b)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            below(pointer, asked) || below(asked, pointer)
        })
    }

    /// What is asked for of a choice.
    fn known_by_asking(&self, choice: &Choice) -> Choice {
        let asked = self
            .application
            .open
            .iter()
            .zip(choice)
            .filter(|(open, _)| self.is_asked(&open.pointer));
        asked.map(|(_, at)| *at).collect()
    }
}

/// One rule set, with some applications.
fn tried(seed: u64, counts: &mut [usize; 5]) -> Result<(), String> {
    let mut dice = Dice::of(seed);
    let rules = model::rules(&mut dice);
    let text = text::text(&rules);
    let Some(program) = program(&text) else {
        counts[0] += 1;
        return Ok(());
    };
    for _ in 0..4 {
        let application = facts::application(&mut dice);
        let written = application.written();
        let told = |what: String, completed: &Value| {
            Err(format!("seed {seed}\n{text}\n{written}\n{completed}\n{what}"))
        };
        let (read, partial) = evaluated(&program, &written);
        let pointer = |place| rekvisit::facts::pointer(&program.schema, &read, place);
        let missing = partial.missing.iter().map(|m| m.place);
        let asked: Vec<String> = missing
            .chain(partial.contradicted.iter().copied())
            .map(pointer)
            .collect();
        let undetermined = partial.outcome == Outcome::Undetermined;
        counts[if undetermined { 1 } else { 2 }] += 1;
        let trial = Trial {
            program: &program,
            application: &application,
            partial,
            asked,
        };
        let mut groups: BTreeMap<Choice, (String, Value)> = BTreeMap::new();
        for choice in application.choices(&mut dice, 160) {
            let completed = application.completed(&choice);
            let (_, whole) = evaluated(&program, &completed);
            counts[3] += 1;
            if let Err(what) = trial.completion(&whole) {
                return told(what, &completed);
            }
            match reference::disagreement(&rules, &completed, &program, &whole) {
                Some(what) if what.is_empty() => counts[4] += 1,
                Some(what) => return told(what, &completed),
                None => {}
            }
            if !undetermined {
                continue;
            }
            let now = settled(&whole);
            let (before, other) = groups
                .entry(trial.known_by_asking(&choice))
                .or_insert_with(|| (now.clone(), completed.clone()));
            if *before != now {
                let what = format!("not asked for: {:?}\n{other} {before}\n{now}", trial.asked);
                return told(what, &completed);
            }
        }
    }
    Ok(())
}

#[test]
fn what_is_decided_holds_for_every_completion() {
    let (from, count) = (
        number("REKVISIT_SOUNDNESS_FROM", 0),
        number("REKVISIT_SOUNDNESS", 150),
    );
    let mut counts = [0; 5];
    let wrong: Vec<String> = (from..from + count)
        .filter_map(|seed| tried(u64::from(seed), &mut counts).err())
        .collect();
    let [refused, open, decided, completions, failing] = counts;
    assert!(
        wrong.is_empty(),
        "{} of {count} wrong; the shortest:\n{}",
        wrong.len(),
        wrong.iter().min_by_key(|w| w.len()).unwrap()
    );
    // The property says nothing where nothing is decided, or nothing open.
    let enough = refused * 4 < usize::try_from(count).unwrap()
        && open * 5 > decided
        && decided * 5 > open
        && failing * 2 < completions;
    assert!(enough, "{counts:?}");
}
