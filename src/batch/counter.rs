//! Counting decisions one by one, by numbers: names are looked up once for many.

use std::collections::BTreeMap;

use super::{Group, Tally};
use crate::check::ruleset::Outcome;
use crate::diagnostic::Code;
use crate::service::{Decision, RuleSet};
use crate::value::Number;

/// Counts the decisions of a rule set.
#[derive(Clone, Debug, Default)]
pub struct Counter {
    /// By outcome, in the order of [`Outcome::ALL`].
    outcomes: [Counted; Outcome::ALL.len()],
    /// How many decisions each rule decided, by its number.
    rules: Vec<u64>,
    /// How many were referred to each body, by its number.
    bodies: Vec<u64>,
    /// In how many each fact was missing, by its pointer.
    missing: BTreeMap<String, u64>,
    /// Those that were not decided.
    refused: BTreeMap<&'static str, u64>,
}

/// A group of decisions.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    group: Group,
    /// Of the sum, what is whole and fits in 64 bits, which nearly all amounts are; the rest is in the group.
    whole: i128,
}

impl Counted {
    fn add(&mut self, amount: Option<Number>) {
        let group = &mut self.group;
        let whole = amount.and_then(Number::as_i64).map(i128::from);
        match whole.and_then(|whole| self.whole.checked_add(whole)) {
            Some(sum) => {
                self.whole = sum;
                group.count_with(amount);
            }
            None => group.add(amount),
        }
    }

    fn group(self) -> Group {
        let mut group = self.group;
        let whole = Number::fraction(self.whole, 1);
        group.sum.0 = group.sum.0.and_then(|sum| sum.add(whole?));
        group
    }
}

impl Counter {
    /// Counts a decision.
    pub fn decision(&mut self, rules: &RuleSet, decision: &Decision) {
        if let Some(counted) = self.outcomes.get_mut(at(decision.outcome)) {
            counted.add(decision.amount);
        }
        for rule in decision.grounds() {
            step(&mut self.rules, rule.0);
        }
        if let Some(body) = decision.referred_to {
            step(&mut self.bodies, body.0);
        }
        if decision.missing.is_empty() {
            return;
        }
        let mut seen: Vec<String> = decision
            .missing
            .iter()
            .map(|missing| super::tally::general(rules.program(), &missing.pointer))
            .collect();
        seen.sort_unstable();
        seen.dedup();
        for pointer in seen {
            let count = self.missing.entry(pointer).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// Counts one that was not decided, by the code of its first mistake.
    pub fn refusal(&mut self, code: Option<Code>) {
        let count = self.refused.entry(code.map_or("", Code::as_str)).or_default();
        *count = count.saturating_add(1);
    }

    /// What was counted, by names; the counter begins anew.
    pub fn take(&mut self, rules: &RuleSet) -> Tally {
        let mut tally = Tally::default();
        for outcome in Outcome::ALL {
            if let Some(counted) = self.outcomes.get_mut(at(outcome)).map(std::mem::take)
                && counted.group.count > 0
            {
                tally.outcomes.insert(outcome, counted.group());
            }
        }
        let rule = |number| Some(rules.ground(crate::check::ruleset::RuleId(number))?.id());
        named(&mut self.rules, rule, &mut tally.grounds);
        let body = |number| rules.body(crate::check::ruleset::BodyId(number));
        named(&mut self.bodies, body, &mut tally.referred);
        tally.missing = std::mem::take(&mut self.missing);
        tally.refused = std::mem::take(&mut self.refused)
            .into_iter()
            .map(|(code, count)| (code.to_owned(), count))
            .collect();
        tally
    }
}

/// Which in [`Outcome::ALL`] an outcome is.
fn at(outcome: Outcome) -> usize {
    Outcome::ALL
        .iter()
        .position(|other| *other == outcome)
        .unwrap_or(Outcome::ALL.len())
}

fn step(counts: &mut Vec<u64>, number: u16) {
    let at = usize::from(number);
    if counts.len() <= at {
        counts.resize(at.saturating_add(1), 0);
    }
    if let Some(count) = counts.get_mut(at) {
        *count = count.saturating_add(1);
    }
}

/// The counts that there are by their names; they begin anew.
fn named<'n>(counts: &mut [u64], name: impl Fn(u16) -> Option<&'n str>, into: &mut BTreeMap<String, u64>) {
    for (number, count) in (0..).zip(counts) {
        let counted = std::mem::take(count);
        if let (1.., Some(name)) = (counted, name(number)) {
            super::tally::add(into, name, counted);
        }
    }
}
