//! The decision as a document: each rule with its status and its clauses, what speaks for and against, what is owed.

use super::decide::Decision;
use super::value::Value;
use rekvisit::check::ruleset::{Rule, RuleId, RuleKind, Verb};
use rekvisit::eval::{Effect, Trace, Verdict};
use rekvisit::facts::Facts;
use rekvisit::program::Program;
use rekvisit::{explain, render};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

type Said = (Facts, Verdict, Trace);

/// Of an application in which everything is known.
pub(super) fn complete(
    meant: &Decision,
    program: &Program,
    (facts, verdict, trace): &Said,
) -> Result<(), String> {
    let set = &program.ruleset;
    let said = render::json(&explain::explain(set, facts, verdict, trace));
    let rule = |id: &RuleId| &set.rules[usize::from(id.0)];
    let check = |what: &str, meant: Json, said: &Json| {
        let same = meant == *said;
        same.then_some(())
            .ok_or_else(|| format!("{what}: means {meant}, was said {said}"))
    };
    let listed: Vec<Json> = meant
        .states
        .iter()
        .map(|(id, (status, effect))| {
            let rule = rule(id);
            json!([rule.id, status.as_str(), effect.as_str(), clauses(program, rule)])
        })
        .collect();
    let told: Vec<Json> = objects(&said["rules"])
        .map(|r| json!([r["id"], r["status"], r["effect"], r["sources"]]))
        .collect();
    check("rules", json!(listed), &json!(told))?;
    let of = |kind: &dyn Fn(&Rule) -> bool| -> Json {
        let applying = meant
            .states
            .iter()
            .filter(|(_, state)| state.1 == Effect::Applies);
        let ids = applying.map(|(id, _)| rule(id)).filter(|r| kind(r));
        ids.map(|r| json!(r.id)).collect()
    };
    let ids = |list: &Json| -> Json { objects(list).map(|o| o["id"].clone()).collect() };
    let speaks = |way: bool| {
        of(&|r| {
            r.speaks
                .as_ref()
                .is_some_and(|(speaks_for, _)| *speaks_for == way)
        })
    };
    check("for", speaks(true), &ids(&said["circumstances"]["for"]))?;
    check("against", speaks(false), &ids(&said["circumstances"]["against"]))?;
    let remarks: BTreeSet<String> = objects(&said["remarks"]).map(|r| r["id"].to_string()).collect();
    let remarked = of(&|r| r.consequence.as_ref().is_some_and(|c| c.verb == Verb::Remark));
    if let Some(silent) = objects(&remarked).find(|id| !remarks.contains(&id.to_string())) {
        return Err(format!("no remark of {silent}"));
    }
    if meant.ways.len() == 1 && ["granted", "partly_granted"].contains(&said["outcome"].as_str().unwrap()) {
        let conditions = objects(&said["conditions"]).filter(|c| c["applies"] == true);
        let conditions = conditions.map(|c| c["id"].clone()).collect();
        check("conditions", of(&|r| r.kind == RuleKind::Condition), &conditions)?;
    }
    let names = set.results.iter().zip(&meant.results);
    for (result, value) in names {
        let open = said["results"][&result.name]["value"].is_null();
        if open != matches!(value, Value::Open | Value::Day(i64::MIN | i64::MAX)) {
            return Err(format!(
                "{}: means {value:?}, was said {}",
                result.name, said["results"]
            ));
        }
    }
    let decides = verdict.outcome != rekvisit::check::ruleset::Outcome::Undetermined;
    check("next step", json!(decides), &json!(said["next_step"] == "decide"))
}

fn objects(list: &Json) -> impl Iterator<Item = &Json> {
    list.as_array().unwrap().iter()
}

fn clauses(program: &Program, rule: &Rule) -> Json {
    let cites = rule.grounds.cites.iter();
    cites
        .map(|cite| {
            let source = &program.ruleset.sources[usize::from(cite.source.0)];
            json!({"document": {"sv": source.title.sv, "en": source.title.sv}, "locator": cite.locator})
        })
        .collect()
}
