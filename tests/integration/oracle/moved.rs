//! What may not matter: where rules and list elements stand, and rules that have no effect.

use super::applications::{Sort, application, reversed};
use super::rulesets::{self, TABLE, Written};
use super::trial::{checked, compiled, program};
use crate::dice::Dice;
use crate::properties::order_free;
use crate::shipped;
use rekvisit::eval::{Effect, Verdict};
use rekvisit::facts::pointer;
use rekvisit::program::Program;
use rekvisit::source::MemoryLibrary;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What was moved: how many applications were decided before and after.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub(super) rulesets: u64,
    pub(super) refused: u64,
    /// With the rules, concepts and results of the file in another order.
    pub(super) rules: u64,
    /// With the lists of the application turned round.
    pub(super) elements: u64,
    /// With the keys of the application, and of the objects in it, turned round.
    pub(super) keys: u64,
    /// With declarations and rules in a module.
    pub(super) modules: u64,
    pub(super) rules_in_modules: u64,
    /// Those of them that had open facts.
    pub(super) open: u64,
}

/// One rule set, with some applications.
pub(super) fn tried(seed: u64, counts: &mut Counts) -> Result<(), String> {
    let mut dice = Dice::of(seed);
    let written = rulesets::ruleset(&mut dice);
    counts.rulesets += 1;
    let Some(program) = compiled(&written, &mut counts.refused)? else {
        return Ok(());
    };
    let wrong = |what: String| format!("rule set {seed}\n{}\n{what}", written.own_text());
    let applications: Vec<Value> = (0..8)
        .map(|number| {
            let made = application(&mut dice, Sort::open(if number < 2 { 0 } else { 4 }));
            counts.open += u64::from(!made.open.is_empty());
            made.written()
        })
        .collect();
    let whole = applications.len() as u64;
    for application in &applications {
        elements(&program, application)
            .and_then(|()| keys(&program, application))
            .map_err(wrong)?;
    }
    counts.elements += whole;
    counts.keys += whole;
    rules(&written, &program, &applications, &mut dice).map_err(wrong)?;
    counts.rules += whole;
    if let Some(rules) = into_a_module(&written, &program, &applications, &mut dice).map_err(wrong)? {
        counts.modules += whole;
        counts.rules_in_modules += rules as u64;
    }
    Ok(())
}

/// The order of keys changes nothing, not even the application's hash.
pub(super) fn keys(program: &Program, application: &Value) -> Result<(), String> {
    let said = |json: &Value| {
        let (facts, verdict, _) = shipped::evaluated(program, json)?;
        Some((facts.hash.clone(), order_free(program, &facts, &verdict)))
    };
    let (before, after) = (said(application), said(&reversed(application)));
    if before == after {
        return Ok(());
    }
    Err(format!(
        "{application}\nthe order of keys matters: {before:?}\n{after:?}"
    ))
}

/// Moving the items of the rule file changes nothing but the order of lists.
pub(super) fn rules(
    written: &Written,
    program_before: &Program,
    applications: &[Value],
    dice: &mut Dice,
) -> Result<(), String> {
    let moved = written.shuffled(dice);
    let after = program(&moved.text()).map_err(|said| format!("moved:\n{}\n{said}", moved.own_text()))?;
    for application in applications {
        let said = |program: &Program| {
            let (facts, verdict, _) = shipped::evaluated(program, application)?;
            Some(order_free(program, &facts, &verdict))
        };
        let (before, after) = (said(program_before), said(&after));
        if before != after {
            return Err(format!(
                "{application}\nmoved:\n{}\n{before:?}\n{after:?}",
                moved.own_text()
            ));
        }
    }
    Ok(())
}

fn decision(program: &Program, verdict: &Verdict) -> String {
    let decisive: BTreeSet<&str> = verdict
        .decisive
        .iter()
        .map(|rule| program.ruleset.rules[usize::from(rule.0)].id.as_str())
        .collect();
    let settled = (verdict.outcome, verdict.amount, verdict.referred_to);
    format!("{settled:?} {:?} {decisive:?}", verdict.possible)
}

/// Without one of the rules that have no effect and that no other names the decision is the same.
pub(super) fn without(written: &Written, before: &Program, application: &Value) -> Result<(), String> {
    let Some((_, verdict, _)) = shipped::evaluated(before, application) else {
        return Ok(());
    };
    let idle = verdict.rules.iter().filter(|state| state.effect == Effect::None);
    for state in idle {
        let rule = &before.ruleset.rules[usize::from(state.rule.0)];
        let smaller = written.without_rule(&rule.id).filter(|_| rule.grant.is_none());
        let Some(after) = smaller.and_then(|smaller| program(&smaller.text()).ok()) else {
            continue;
        };
        let (_, other, _) = shipped::evaluated(&after, application).unwrap();
        let (whole, less) = (decision(before, &verdict), decision(&after, &other));
        if whole != less {
            return Err(format!("{application}\n{whole}\nwithout {}: {less}", rule.id));
        }
    }
    Ok(())
}

/// The rule set with its declarations and some of its rules in a module decides the same; gives how many rules moved there,
/// nothing where none can.
pub(super) fn into_a_module(
    written: &Written,
    before: &Program,
    applications: &[Value],
    dice: &mut Dice,
) -> Result<Option<usize>, String> {
    let Some(split) = written.in_modules(dice) else {
        return Ok(None);
    };
    let library = MemoryLibrary::default()
        .with("prov/prov.regel", split.ruleset.as_bytes().to_vec())
        .with("gemensamt/m.regel", split.module.as_bytes().to_vec())
        .with("gemensamt/taxa.csv", TABLE.as_bytes().to_vec());
    let told = |what: String| format!("{}\n--- the module\n{}\n{what}", split.ruleset, split.module);
    let mut after = checked(&library).map_err(told)?;
    for rule in &mut Arc::make_mut(&mut after.ruleset).rules {
        if let Some(own) = rule.id.strip_prefix("m.") {
            rule.id = own.to_owned();
        }
    }
    for application in applications {
        let said = |program: &Program| {
            let (facts, verdict, _) = shipped::evaluated(program, application)?;
            Some(order_free(program, &facts, &verdict))
        };
        let (whole, parted) = (said(before), said(&after));
        if whole != parted {
            return Err(told(format!("{application}\n{whole:?}\n{parted:?}")));
        }
    }
    Ok(Some(split.rules))
}

/// The pointer of an element after the list was turned round.
fn turned_pointer(pointer: &str, application: &Value) -> String {
    let mut parts: Vec<String> = pointer.split('/').map(str::to_owned).collect();
    if let [_, list, index, ..] = parts.as_mut_slice()
        && let Some(elements) = application[list.as_str()].as_array()
    {
        *index = (elements.len() - 1 - index.parse::<usize>().unwrap()).to_string();
    }
    parts.join("/")
}

/// The order of a list's elements matters to nothing but the order of the parts.
pub(super) fn elements(program: &Program, application: &Value) -> Result<(), String> {
    let mut turned = application.clone();
    for list in ["rader", "tillägg", "mynt"] {
        if let Some(elements) = turned.get_mut(list).and_then(Value::as_array_mut) {
            elements.reverse();
        }
    }
    let said = |json: &Value, turn: bool| {
        let (facts, verdict, _) = shipped::evaluated(program, json)?;
        let at = |place| {
            let pointer = pointer(&program.schema, &facts, place);
            if turn {
                turned_pointer(&pointer, json)
            } else {
                pointer
            }
        };
        let missing: BTreeSet<(String, String)> = verdict
            .missing
            .iter()
            .map(|missing| {
                (
                    at(missing.place),
                    format!("{:?} {:?}", missing.ask, missing.needed_by),
                )
            })
            .collect();
        let not_needed: BTreeSet<String> = verdict.not_needed.iter().map(|place| at(*place)).collect();
        let parts: BTreeSet<String> = verdict
            .parts
            .iter()
            .map(|part| format!("{:?}", (part.outcome, part.amount, &part.decisive, &part.rules)))
            .collect();
        let all = (
            decision(program, &verdict),
            verdict.rules,
            verdict.obligations,
            parts,
            missing,
            not_needed,
            verdict.next_step,
        );
        Some(format!("{all:?}"))
    };
    let (before, after) = (said(application, false), said(&turned, true));
    if before == after {
        return Ok(());
    }
    Err(format!(
        "{application}\nthe order of elements matters: {before:?}\n{after:?}"
    ))
}
