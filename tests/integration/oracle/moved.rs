//! What may not matter: where rules and list elements stand, and rules that have no effect.

use super::rulesets::Written;
use super::trial::program;
use crate::dice::Dice;
use crate::properties::order_free;
use crate::shipped;
use rekvisit::eval::{Effect, Verdict};
use rekvisit::program::Program;
use serde_json::Value;
use std::collections::BTreeSet;

/// Moving the items of the rule file changes nothing but the order of lists.
pub(super) fn rules(
    written: &Written,
    program_before: &Program,
    application: &Value,
    dice: &mut Dice,
) -> Result<(), String> {
    let moved = written.shuffled(dice);
    let after = program(&moved.text()).map_err(|said| format!("moved:\n{}\n{said}", moved.own_text()))?;
    let said = |program: &Program| {
        let (facts, verdict, _) = shipped::evaluated(program, application)?;
        Some(order_free(program, &facts, &verdict))
    };
    let (before, after) = (said(program_before), said(&after));
    if before == after {
        return Ok(());
    }
    Err(format!(
        "{application}\nmoved:\n{}\n{before:?}\n{after:?}",
        moved.own_text()
    ))
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

/// The order of a list's elements matters to nothing but the order of the parts.
pub(super) fn elements(program: &Program, application: &Value) -> Result<(), String> {
    let mut turned = application.clone();
    for list in ["rader", "tillägg", "mynt"] {
        turned[list].as_array_mut().unwrap().reverse();
    }
    let said = |json: &Value| {
        let (_, verdict, _) = shipped::evaluated(program, json)?;
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
        );
        Some(format!("{all:?}"))
    };
    let (before, after) = (said(application), said(&turned));
    if before == after {
        return Ok(());
    }
    Err(format!(
        "{application}\nthe order of elements matters: {before:?}\n{after:?}"
    ))
}
