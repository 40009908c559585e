//! The explanation followed from its leaves: what each step is said to be is what those below it make it, and the steps of a
//! rule make its status and its effect. Only the decision's JSON is read, and from the rules only which steps are guards.

use super::applications::{Sort, application};
use super::rulesets;
use super::trial::{compiled, smallest_by};
use super::value::{Tri, all, any, not};
use crate::dice::Dice;
use crate::shipped;
use rekvisit::check::ruleset::{Rule, RuleKind, RuleSet, Type};
use rekvisit::eval::{Status, Trace, Verdict};
use rekvisit::facts::Facts;
use rekvisit::program::Program;
use rekvisit::{explain, render};
use serde_json::Value as Json;

/// What was followed.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub(super) rulesets: u64,
    pub(super) refused: u64,
    /// Decisions.
    pub(super) applications: u64,
    /// Those of applications with open facts.
    pub(super) open: u64,
    /// Rules, and rules of items, whose status and effect were computed again.
    pub(super) rules: u64,
    /// Steps that were computed again from those below.
    pub(super) steps: u64,
    /// Steps that read facts themselves.
    pub(super) leaves: u64,
}

/// One rule set, with some applications.
pub(super) fn tried(seed: u64, counts: &mut Counts) -> Result<(), String> {
    let mut dice = Dice::of(seed);
    let written = rulesets::ruleset(&mut dice);
    counts.rulesets += 1;
    let Some(program) = compiled(&written, &mut counts.refused)? else {
        return Ok(());
    };
    for number in 0..6 {
        let application = application(&mut dice, Sort::open(if number < 2 { 0 } else { 4 }));
        let json = application.written();
        let Some(said) = shipped::evaluated(&program, &json) else {
            continue;
        };
        if let Err(what) = followed(&program, &said, counts) {
            return Err(smallest_by(
                seed,
                &written,
                &application,
                what,
                |program, application| {
                    let said = shipped::evaluated(program, &application.written());
                    said.map_or(Ok(()), |said| followed(program, &said, &mut Counts::default()))
                },
            ));
        }
        counts.applications += 1;
        counts.open += u64::from(!application.open.is_empty());
    }
    Ok(())
}

pub(super) fn followed(
    program: &Program,
    (facts, verdict, trace): &(Facts, Verdict, Trace),
    counts: &mut Counts,
) -> Result<(), String> {
    let set = &program.ruleset;
    let said = render::json_without_text(&explain::explain(set, facts, verdict, trace));
    let top = list(&said["rules"]);
    for rule in top {
        followed_rule(set, rule, top, &[], counts)?;
    }
    for part in list(&said["parts"]) {
        let beside = list(&part["rules"]);
        for rule in beside {
            followed_rule(set, rule, beside, top, counts).map_err(|e| format!("{}: {e}", part["path"]))?;
        }
    }
    Ok(())
}

fn list(json: &Json) -> &[Json] {
    json.as_array().unwrap()
}

fn text(step: &Json) -> &str {
    step["text"]["sv"].as_str().unwrap()
}

/// Whether a step is said to hold; `None` for a note or a computation.
fn value(step: &Json) -> Option<Tri> {
    step.get("value").map(Json::as_bool)
}

fn values(steps: &[Json]) -> Vec<Tri> {
    steps.iter().filter_map(value).collect()
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, made: &T, said: &T) -> Result<(), String> {
    if made == said {
        return Ok(());
    }
    Err(format!(
        "{what}: its steps make it {made:?}, it is said to be {said:?}"
    ))
}

fn followed_rule(
    set: &RuleSet,
    said: &Json,
    beside: &[Json],
    around: &[Json],
    counts: &mut Counts,
) -> Result<(), String> {
    let id = said["id"].as_str().unwrap();
    let wrong = |e: String| format!("{id}: {e}\n{said}");
    let rule = set.rules.iter().find(|rule| rule.id == id).unwrap();
    let root = &said["because"];
    followed_step(set, root, counts).map_err(wrong)?;
    let statuses = [
        Status::NotApplicable,
        Status::SetAside,
        Status::Met,
        Status::NotMet,
        Status::Undetermined,
    ];
    let status = statuses
        .into_iter()
        .find(|s| said["status"] == s.as_str())
        .unwrap();
    let steps = if text(root) == explain::status_words(rule.kind, status).sv {
        list(&root["children"])
    } else {
        std::slice::from_ref(root)
    };
    let exceptions = steps
        .iter()
        .take_while(|step| text(step).starts_with("undantag: "))
        .count();
    let (exceptions, rest) = steps.split_at(exceptions);
    let set_aside = any(exceptions.iter().filter_map(value));
    shown(set, rule, exceptions, &[beside, around].concat()).map_err(wrong)?;
    let (guard, own) = conditions(rule, status, rest).map_err(wrong)?;
    let made = if guard == Some(false) {
        Status::NotApplicable
    } else if set_aside == Some(true) {
        Status::SetAside
    } else if guard.is_none() {
        Status::Undetermined
    } else {
        match own {
            Some(true) => Status::Met,
            Some(false) => Status::NotMet,
            None => Status::Undetermined,
        }
    };
    same("its status", &made, &status).map_err(wrong)?;
    let bites = if rule.bites_when_unmet() { not(own) } else { own };
    let effect = match all([guard, bites, not(set_aside)]) {
        _ if rule.kind == RuleKind::Goal => "none",
        Some(true) => "applies",
        Some(false) => "none",
        None => "possible",
    };
    same("its effect", &effect, &said["effect"].as_str().unwrap()).map_err(wrong)?;
    counts.rules += 1;
    Ok(())
}

/// A rule's guard and its own condition, from its steps after the exceptions.
fn conditions(rule: &Rule, status: Status, steps: &[Json]) -> Result<(Tri, Tri), String> {
    let validity = steps
        .iter()
        .filter(|step| text(step).starts_with("regeln gäller "));
    let in_force = all(validity.filter_map(value));
    let steps: Vec<Tri> = steps
        .iter()
        .filter(|step| !text(step).starts_with("regeln gäller "))
        .filter_map(value)
        .collect();
    if status == Status::NotApplicable {
        // Only what fails is told, and that is enough.
        let guard = all(steps.into_iter().chain([in_force]));
        return Ok((guard, None));
    }
    let judged = rule.grant.as_ref().is_some_and(|grant| grant.judged.is_some());
    let own = usize::from(rule.condition.is_some() || judged);
    same(
        "its number of conditions",
        &(rule.guard.len() + own),
        &steps.len(),
    )?;
    let (guards, own) = steps.split_at(rule.guard.len());
    let guard = all(guards.iter().copied().chain([in_force]));
    Ok((guard, all(own.iter().copied())))
}

/// Each exception that applies, or may, is among the steps, with what it itself is said to do.
fn shown(set: &RuleSet, rule: &Rule, steps: &[Json], rules: &[Json]) -> Result<(), String> {
    for exception in &rule.exceptions {
        let exception = &set.rules[usize::from(exception.0)];
        let said = rules
            .iter()
            .find(|said| said["id"] == exception.id.as_str())
            .unwrap();
        let title = format!("undantag: {}", exception.title.sv);
        let step = steps.iter().find(|step| text(step) == title);
        let holds = match said["effect"].as_str().unwrap() {
            "applies" => Some(Some(true)),
            "possible" => Some(None),
            _ => None,
        };
        same(&title, &holds, &step.map(|step| value(step).unwrap()))?;
    }
    Ok(())
}

fn followed_step(set: &RuleSet, step: &Json, counts: &mut Counts) -> Result<(), String> {
    let children = list(&step["children"]);
    for child in children {
        followed_step(set, child, counts)?;
    }
    let Some(said) = value(step) else {
        return Ok(());
    };
    let below = values(children);
    let (positive, plain) = match text(step).strip_prefix("inte så att ") {
        Some(rest) => (false, rest),
        None => (true, text(step)),
    };
    let made = match text(step) {
        "allt detta ska gälla" => all(below),
        "något av detta ska gälla" => any(below),
        "detta ska inte gälla" => not(below[0]),
        other if other.starts_with("undantag: ") => {
            // What sets the exception itself aside is told where that rule is.
            let own = all(below);
            let possible = said.is_none() && own != Some(false);
            if possible { said } else { own }
        }
        _ if is_quantifier(plain) => {
            let own = if positive { said } else { not(said) };
            elements(plain, own, children)?;
            said
        }
        other if is_test(set, other) => match below.as_slice() {
            [only] => *only,
            // It was opened before.
            _ => said,
        },
        _ => {
            counts.leaves += 1;
            return Ok(());
        }
    };
    counts.steps += 1;
    same(text(step), &made, &said)
}

/// Whether the step is a concept that holds or doesn't.
fn is_test(set: &RuleSet, text: &str) -> bool {
    let name = text.trim_matches(['”', '“']);
    set.concepts
        .iter()
        .any(|concept| concept.ty == Type::Bool && concept.title.sv == name)
}

fn is_quantifier(text: &str) -> bool {
    ["för alla i ", "för någon i ", "för ingen i ", "för minst "]
        .iter()
        .any(|begin| text.starts_with(begin))
}

/// The elements that are told make the quantifier what it is.
fn elements(text: &str, own: Tri, told: &[Json]) -> Result<(), String> {
    for element in told {
        let inner = values(list(&element["children"]));
        let made = match inner.as_slice() {
            [body] => *body,
            // Whether it passes the filter is open, and so is the element.
            [None, _] => None,
            _ => return Err(format!("an element of {text} with {inner:?}")),
        };
        same("an element", &Some(made), &value(element))?;
    }
    let values = values(told);
    let only = |wanted: Tri| values.iter().all(|one| *one == wanted);
    let count = values.len();
    let needed = match text.strip_prefix("för minst ") {
        Some(rest) => rest.split(' ').next().unwrap().parse().unwrap(),
        None => 1,
    };
    let fits = match (
        own,
        text.starts_with("för alla i "),
        text.starts_with("för ingen i "),
    ) {
        (None, ..) => only(None),
        (Some(true), true, _) | (Some(true), _, true) => count == 0,
        (Some(false), true, _) => count > 0 && only(Some(false)),
        (Some(false), _, true) => count > 0 && only(Some(true)),
        (Some(true), ..) => count >= needed && only(Some(true)),
        // Of none the few that fail are told, of at least so many those that pass.
        (Some(false), ..) => only(Some(false)) || (only(Some(true)) && count < needed),
    };
    if fits {
        Ok(())
    } else {
        Err(format!("{text} is {own:?} with {values:?}"))
    }
}
