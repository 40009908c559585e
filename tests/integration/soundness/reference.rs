//! What a rule set means for an application in which everything is known, written down as directly as can be.
//! What fails (nothing to choose from, a quotient by zero, definitions that collide) is `None`.

use super::model::{Concept, Kind, Rule, Rules, Sum, Test, VERBS};
use super::text::{DAYS, KINDS};
use rekvisit::check::ruleset::Outcome;
use rekvisit::eval::Verdict;
use rekvisit::program::Program;
use rekvisit::value::Date;
use serde_json::Value;
use std::collections::BTreeSet;

/// What an application comes to: the outcome, the amount and the rules that decide.
type Decision = (Outcome, Option<i64>, BTreeSet<usize>);

#[derive(Clone, Copy)]
struct Item {
    f: bool,
    x: i64,
}

struct Case<'c> {
    rules: &'c Rules,
    facts: &'c Value,
    items: Vec<Item>,
}

/// How the verdict differs from what the rules mean; empty when something fails and nothing is said.
pub(super) fn disagreement(
    rules: &Rules,
    facts: &Value,
    program: &Program,
    verdict: &Verdict,
) -> Option<String> {
    let items = facts["rader"].as_array().unwrap().iter();
    let items = items
        .map(|row| Item {
            f: row["f"].as_bool().unwrap(),
            x: row["x"].as_i64().unwrap(),
        })
        .collect();
    let case = Case { rules, facts, items };
    let Some((outcome, amount, decisive)) = case.decided() else {
        return Some(String::new());
    };
    let named = |rule: &rekvisit::check::ruleset::RuleId| {
        program.ruleset.rules[usize::from(rule.0)]
            .id
            .trim_start_matches('r')
            .parse()
            .unwrap()
    };
    let said: BTreeSet<usize> = verdict.decisive.iter().map(named).collect();
    let paid = verdict.amount.map(|ore| ore.as_i64().unwrap() / 100);
    let same = outcome == verdict.outcome
        && amount == paid
        && (outcome == Outcome::Undetermined || decisive == said);
    (!same).then(|| {
        format!(
            "means {outcome:?} {amount:?} {decisive:?}, was said {:?} {paid:?} {said:?}",
            verdict.outcome
        )
    })
}

fn ordered<T: Ord>(relation: usize, a: &T, b: &T) -> bool {
    [a == b, a != b, a >= b, a <= b, a > b, a < b][relation]
}

/// Strong Kleene: what fails matters unless the others decide.
fn any(mut all: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut failed = false;
    let found = all.any(|one| {
        failed |= one.is_none();
        one == Some(true)
    });
    if found {
        Some(true)
    } else {
        (!failed).then_some(false)
    }
}

fn not(test: Option<bool>) -> Option<bool> {
    test.map(|holds| !holds)
}

/// The value that all agree on.
fn agreed(values: &[Option<i64>]) -> Option<i64> {
    let first = (*values.first()?)?;
    values.iter().all(|v| *v == Some(first)).then_some(first)
}

impl Case<'_> {
    fn sum(&self, sum: &Sum, item: Option<Item>) -> Option<i64> {
        Some(match sum {
            Sum::Field("x") => item.unwrap().x,
            Sum::Field(name) => self.facts[*name].as_i64().unwrap(),
            Sum::Kronor(value) => *value,
            Sum::Concept(at) => self.concept(*at)?,
            Sum::Add(a, b) => self.sum(a, item)? + self.sum(b, item)?,
            Sum::Sub(a, b) => self.sum(a, item)? - self.sum(b, item)?,
            Sum::Times(a, by) => self.sum(a, item)? * by,
            Sum::Extreme(smallest, a, b) => {
                let (a, b) = (self.sum(a, item)?, self.sum(b, item)?);
                if *smallest { a.min(b) } else { a.max(b) }
            }
            Sum::Over(aggregate, filter) => {
                let passing = self.passing(filter.as_deref())?;
                let amounts = passing.iter().map(|item| item.x);
                match *aggregate {
                    "summan" => amounts.sum(),
                    "minsta" => amounts.min()?,
                    _ => amounts.max()?,
                }
            }
        })
    }

    /// The items that pass.
    fn passing(&self, filter: Option<&Test>) -> Option<Vec<Item>> {
        let mut passing = Vec::new();
        for item in &self.items {
            if filter.is_none_or(|f| self.test(f, Some(*item)) == Some(true)) {
                passing.push(*item);
            } else if self.test(filter?, Some(*item)).is_none() {
                return None;
            }
        }
        Some(passing)
    }

    fn concept(&self, at: usize) -> Option<i64> {
        let (mut instead, mut holds) = (Vec::new(), false);
        for (index, rule) in self.rules.rules.iter().enumerate() {
            if let Kind::Override(of, value) = &rule.kind
                && *of == at
                && let applies = self.applies(index, None)
                && applies != Some(false)
            {
                holds |= applies == Some(true);
                instead.push(self.sum(value, None));
            }
        }
        if !holds && !instead.is_empty() {
            instead.push(self.defined(at));
        }
        if instead.is_empty() {
            self.defined(at)
        } else {
            agreed(&instead)
        }
    }

    fn defined(&self, at: usize) -> Option<i64> {
        match &self.rules.concepts[at] {
            Concept::Formula(value) => self.sum(value, None),
            Concept::Rows(rows, otherwise) => {
                let (mut values, mut holds) = (Vec::new(), false);
                for (when, value) in rows {
                    let test = self.test(when, None);
                    holds |= test == Some(true);
                    // What fails counts as both ways.
                    if test != Some(false) {
                        values.push(self.sum(value, None));
                    }
                }
                match otherwise {
                    Some(value) if !holds => values.push(self.sum(value, None)),
                    None if !holds => return None,
                    _ => {}
                }
                agreed(&values)
            }
        }
    }

    fn test(&self, test: &Test, item: Option<Item>) -> Option<bool> {
        let kind = || KINDS.iter().position(|kind| self.facts["e0"] == *kind).unwrap();
        let of_items = |test: &Test| -> Vec<Option<bool>> {
            self.items
                .iter()
                .map(|item| self.test(test, Some(*item)))
                .collect()
        };
        Some(match test {
            Test::Flag("f") => item.unwrap().f,
            Test::Flag(name) => self.facts[*name].as_bool().unwrap(),
            Test::Stated(read) => self.facts["o0"].as_bool().is_some_and(|value| value || !read),
            Test::Kind(wanted, not) => (kind() == *wanted) != *not,
            Test::KindAmong(list) => list.contains(&kind()),
            Test::Compare(a, relation, b) => ordered(*relation, &self.sum(a, item)?, &self.sum(b, item)?),
            Test::Ratio(a, b, relation, to) => {
                let (a, b) = (self.sum(a, item)?, self.sum(b, item)?);
                if b == 0 {
                    return None;
                }
                ordered(*relation, &(a * b.signum()), &(to * b.abs()))
            }
            Test::Count(filter, relation, to) => {
                let count = self.passing(filter.as_deref())?.len();
                ordered(*relation, &i64::try_from(count).unwrap(), to)
            }
            Test::Share(of, filter, relation, to) => {
                let weight =
                    |items: &[Item]| items.iter().map(|item| if *of { item.x } else { 1 }).sum::<i64>();
                let (part, whole) = (weight(&self.passing(Some(filter))?), weight(&self.items));
                if whole == 0 {
                    return None;
                }
                ordered(*relation, &(part * 100), &(to * whole))
            }
            Test::Quantified(quantifier, filter, body) => {
                let passes = of_items(body);
                match quantifier {
                    0 => {
                        let filter = filter.as_ref().map(|f| of_items(f));
                        let fails = passes.iter().enumerate().map(|(at, passes)| {
                            let filtered = filter.as_ref().map_or(Some(true), |f| f[at]);
                            not(any([not(filtered), *passes].into_iter()))
                        });
                        not(any(fails))?
                    }
                    1 => any(passes.into_iter())?,
                    2 => not(any(passes.into_iter()))?,
                    _ => {
                        let (sure, failed) = passes.iter().fold((0, 0), |(sure, failed), one| match one {
                            Some(true) => (sure + 1, failed),
                            Some(false) => (sure, failed),
                            None => (sure, failed + 1),
                        });
                        if sure < 2 && sure + failed >= 2 {
                            return None;
                        }
                        sure >= 2
                    }
                }
            }
            Test::Day(months, up, to) => {
                let day = Date::parse(self.facts["d0"].as_str().unwrap()).unwrap();
                let (moved, same) = day.add_months(i32::try_from(*months).unwrap()).unwrap();
                let moved = if *up && !same {
                    moved.add_days(1).unwrap()
                } else {
                    moved
                };
                moved <= Date::parse(DAYS[*to]).unwrap()
            }
            Test::Among(value) => self.facts["tal"]
                .as_array()
                .unwrap()
                .iter()
                .any(|one| one == value),
            Test::Met(rule) => self.met(*rule, item)?,
            Test::Bites(rule) => self.applies(*rule, item)?,
            Test::Not(inner) => !self.test(inner, item)?,
            Test::All(list) => !any(list.iter().map(|t| not(self.test(t, item))))?,
            Test::Any(list) => any(list.iter().map(|t| self.test(t, item)))?,
        })
    }

    fn rule(&self, at: usize) -> &Rule {
        &self.rules.rules[at]
    }

    fn guard_and_own(&self, at: usize, item: Option<Item>) -> (Option<bool>, Option<bool>) {
        let rule = self.rule(at);
        let holds = |test: &Option<Test>| test.as_ref().map_or(Some(true), |t| self.test(t, item));
        let judged = matches!(rule.kind, Kind::Permission(..)).then(|| self.facts["j0"].as_bool());
        (holds(&rule.guard), judged.unwrap_or_else(|| holds(&rule.own)))
    }

    fn met(&self, at: usize, item: Option<Item>) -> Option<bool> {
        let (guard, own) = self.guard_and_own(at, item);
        not(any([not(guard), not(own)].into_iter()))
    }

    fn applies(&self, at: usize, item: Option<Item>) -> Option<bool> {
        let (guard, own) = self.guard_and_own(at, item);
        let bites = if matches!(self.rule(at).kind, Kind::Requirement(_)) {
            not(own)
        } else {
            own
        };
        let exceptions = self
            .rules
            .rules
            .iter()
            .enumerate()
            .filter(|(_, r)| match &r.kind {
                Kind::Exception(to) => to.contains(&at),
                _ => false,
            });
        let excepted = exceptions.map(|(exception, _)| self.applies(exception, item));
        not(any([not(guard), not(bites)].into_iter().chain(excepted)))
    }

    fn decided(&self) -> Option<Decision> {
        let inside =
            |r: &Rule| r.inside && matches!(r.kind, Kind::Grant(..) | Kind::Permission(..) | Kind::Approval);
        if !self.rules.rules.iter().any(inside) {
            return self.settled(None, None);
        }
        let mut parts = Vec::new();
        for item in &self.items {
            let part = self.settled(Some(*item), None)?;
            parts.push(part);
        }
        self.settled(None, Some(parts))
    }

    /// The outcome of the rules outside the block, or of those inside it for an item.
    fn settled(&self, item: Option<Item>, parts: Option<Vec<Decision>>) -> Option<Decision> {
        let here = |r: &Rule| r.inside == item.is_some();
        let mut applying: Vec<Vec<usize>> = vec![Vec::new(); VERBS.len()];
        let (mut grants, mut all) = (Vec::new(), Vec::new());
        for (at, rule) in self.rules.rules.iter().enumerate().filter(|(_, r)| here(r)) {
            let applies = self.applies(at, item)?;
            match &rule.kind {
                Kind::Requirement(verb) | Kind::Bar(verb) if applies => applying[*verb].push(at),
                Kind::Grant(given, asked) | Kind::Permission(given, asked) => {
                    all.push(at);
                    if applies {
                        grants.push((at, Some((self.sum(given, item)?, self.sum(asked, item)?))));
                    }
                }
                Kind::Approval => {
                    all.push(at);
                    if applies {
                        grants.push((at, None));
                    }
                }
                _ => {}
            }
        }
        let ids = |list: &[usize]| list.iter().copied().collect::<BTreeSet<usize>>();
        let simple = |outcome, verb: usize| Some((outcome, None, ids(&applying[verb])));
        if !applying[0].is_empty() {
            return simple(Outcome::Undetermined, 0);
        }
        for (verb, outcome) in [(1, Outcome::Discontinued), (2, Outcome::Dismissed)] {
            if !applying[verb].is_empty() {
                return simple(outcome, verb);
            }
        }
        match (applying[3].is_empty(), applying[4].is_empty()) {
            (true, true) => {}
            (false, false) => return simple(Outcome::Undetermined, 3),
            (false, true) => return simple(Outcome::Referred, 3),
            (true, false) => return simple(Outcome::Referred, 4),
        }
        if !applying[5].is_empty() {
            return simple(Outcome::Rejected, 5);
        }
        if !applying[6].is_empty() {
            return simple(Outcome::Undetermined, 6);
        }
        if let Some(parts) = parts {
            // Grants beside a block that grants: nothing is said of what they come to together.
            return if all.is_empty() { together(&parts) } else { None };
        }
        let Some((_, first)) = grants.first().copied() else {
            let judged_no = |at: &&usize| {
                matches!(self.rule(**at).kind, Kind::Permission(..))
                    && self.facts["j0"] == false
                    && self.guard_and_own(**at, item).0 == Some(true)
                    && self.set_aside(**at, item) == Some(false)
            };
            let no: BTreeSet<usize> = all.iter().filter(judged_no).copied().collect();
            return Some((
                Outcome::Rejected,
                None,
                if no.is_empty() { ids(&all) } else { no },
            ));
        };
        if grants.iter().any(|(_, grant)| *grant != first) {
            return Some((Outcome::Undetermined, None, BTreeSet::new()));
        }
        let decisive = grants.iter().map(|(at, _)| *at).collect();
        Some(match first {
            None => (Outcome::Granted, None, decisive),
            Some((given, _)) if given <= 0 => (Outcome::Rejected, None, decisive),
            Some((given, asked)) if given >= asked => (Outcome::Granted, Some(given), decisive),
            Some((given, _)) => (Outcome::PartlyGranted, Some(given), decisive),
        })
    }

    fn set_aside(&self, at: usize, item: Option<Item>) -> Option<bool> {
        let of = |r: &Rule| matches!(&r.kind, Kind::Exception(to) if to.contains(&at));
        any((0..self.rules.rules.len())
            .filter(|e| of(self.rule(*e)))
            .map(|e| self.applies(e, item)))
    }
}

/// The parts of a block that grants.
fn together(parts: &[Decision]) -> Option<Decision> {
    let granted = |(outcome, ..): &&Decision| matches!(outcome, Outcome::Granted | Outcome::PartlyGranted);
    if parts
        .iter()
        .any(|(outcome, ..)| *outcome == Outcome::Undetermined)
    {
        return None;
    }
    let decisive = parts
        .iter()
        .flat_map(|(_, _, decisive)| decisive.iter().copied())
        .collect();
    let amounts: Vec<i64> = parts.iter().filter_map(|(_, amount, _)| *amount).collect();
    let sum = (!amounts.is_empty()).then(|| amounts.iter().sum());
    let alike = parts.windows(2).all(|pair| pair[0].0 == pair[1].0);
    // Items that are all referred, but to different bodies, have no one body.
    Some(match parts.first() {
        Some((outcome, ..)) if alike => (*outcome, sum, decisive),
        _ if parts.iter().any(|part| granted(&part)) => (Outcome::PartlyGranted, sum, decisive),
        _ => (Outcome::Rejected, None, decisive),
    })
}
