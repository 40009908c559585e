//! Properties of the semantics, tried on the shipped rule sets and all their cases.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};
use rekvisit::check::ruleset::Outcome;
use rekvisit::eval::{self, Verdict};
use rekvisit::facts::{self, Facts};
use rekvisit::program::Program;
use rekvisit::source::{FileId, MemoryLibrary};
use rekvisit::syntax::tree::{File, ItemKind};
use rekvisit::syntax::{parse, print};
use serde_json::Value;

use crate::shipped;

/// A runner whose choices are the same in every run.
fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    TestRunner::new_with_rng(config, rng)
}

/// What of a verdict may not depend on the order of lines: rules by their ids, facts by their pointers.
pub(crate) fn order_free(program: &Program, facts: &Facts, verdict: &Verdict) -> BTreeMap<String, String> {
    let id = |rule: rekvisit::check::ruleset::RuleId| program.ruleset.rules[usize::from(rule.0)].id.clone();
    let pointer = |place| facts::pointer(&program.schema, facts, place);
    let mut said = BTreeMap::new();
    said.insert(
        "outcome".to_owned(),
        format!(
            "{:?} {:?} {:?}",
            verdict.outcome, verdict.amount, verdict.next_step
        ),
    );
    said.insert(
        "possible".to_owned(),
        format!("{:?} {:?}", verdict.possible, verdict.possible_amounts),
    );
    let decisive: BTreeSet<String> = verdict.decisive.iter().map(|rule| id(*rule)).collect();
    said.insert("decisive".to_owned(), format!("{decisive:?}"));
    for state in &verdict.rules {
        said.insert(
            format!("rule {}", id(state.rule)),
            format!("{:?} {:?} {:?}", state.status, state.effect, state.failure),
        );
    }
    for part in &verdict.parts {
        for state in &part.rules {
            let name = format!("part {} {} {}", part.block.0, part.index, id(state.rule));
            said.insert(
                name,
                format!("{:?} {:?} {:?}", part.outcome, state.status, state.effect),
            );
        }
    }
    for missing in &verdict.missing {
        let rules: BTreeSet<String> = missing.needed_by.iter().map(|rule| id(*rule)).collect();
        said.insert(
            format!("missing {}", pointer(missing.place)),
            format!("{rules:?}"),
        );
    }
    for place in &verdict.not_needed {
        said.insert(format!("not needed {}", pointer(*place)), String::new());
    }
    for obligation in &verdict.obligations {
        let state = (obligation.status, obligation.last_day, obligation.amount);
        said.insert(
            format!("obligation {}", id(obligation.rule)),
            format!("{state:?}"),
        );
    }
    said
}

/// Whether an item may stand anywhere after the declarations.
fn movable(kind: &ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Rule(_)
            | ItemKind::Section { .. }
            | ItemKind::Concept(_)
            | ItemKind::Result { .. }
            | ItemKind::Parameter { .. }
            | ItemKind::Table(_)
    )
}

/// The file with its movable items in the order of `keys`, and those inside chapters and blocks too.
fn shuffled(file: &File, keys: &[u64]) -> File {
    let mut file = file.clone();
    let mut next = keys.iter().copied().cycle();
    shuffle(&mut file.items, &mut next);
    file
}

fn shuffle(items: &mut Vec<rekvisit::syntax::tree::Item>, keys: &mut impl Iterator<Item = u64>) {
    let (mut moved, fixed): (Vec<_>, Vec<_>) = items.drain(..).partition(|item| movable(&item.kind));
    moved.sort_by_cached_key(|_| keys.next());
    for item in &mut moved {
        if let ItemKind::Section { items, .. } = &mut item.kind {
            shuffle(items, keys);
        }
    }
    items.extend(fixed);
    items.extend(moved);
}

/// Moving rules, concepts and results changes nothing but the order in which they are listed.
#[test]
fn moving_rules_changes_only_their_listing() {
    let files = shipped::files();
    for name in shipped::rulesets() {
        let path = format!("{name}/{name}.regel");
        let original = shipped::compiled(&shipped::library(), &name);
        let text = std::str::from_utf8(&files.iter().find(|(p, _)| *p == path).unwrap().1).unwrap();
        let (tree, diagnostics) = parse(FileId(0), text);
        assert!(diagnostics.is_empty(), "{path}");
        let cases = shipped::cases(&name);
        runner(6)
            .run(&prop::collection::vec(any::<u64>(), 97), |keys| {
                let moved = print(&shuffled(&tree, &keys), false);
                let library = files
                    .iter()
                    .fold(MemoryLibrary::default(), |library, (p, bytes)| {
                        let bytes = if *p == path {
                            moved.clone().into_bytes()
                        } else {
                            bytes.clone()
                        };
                        library.with(p.clone(), bytes)
                    });
                let program = shipped::compiled(&library, &name);
                for (case, application) in &cases {
                    let before = shipped::evaluated(&original, application);
                    let after = shipped::evaluated(&program, application);
                    let before = before.map(|(facts, verdict, _)| order_free(&original, &facts, &verdict));
                    let after = after.map(|(facts, verdict, _)| order_free(&program, &facts, &verdict));
                    prop_assert_eq!(before, after, "{} {}", name, case);
                }
                Ok(())
            })
            .unwrap_or_else(|e| panic!("{name}: {e}"));
    }
}

/// The keys of an application that can be taken away: pointers to members of its records. What stands in a judgement,
/// in bounds, in a period or in a contradiction is one value.
fn removable(value: &Value, at: &str, found: &mut Vec<String>) {
    const RESERVED: [&str; 4] = ["regelverk", "id", "prövningsdag", "väntar"];
    const OF_A_VALUE: [&str; 6] = ["värde", "minst", "högst", "motstridigt", "från", "till"];
    match value {
        Value::Object(members) => {
            if members.keys().any(|key| OF_A_VALUE.contains(&key.as_str())) {
                return;
            }
            for (key, member) in members {
                if at.is_empty() && RESERVED.contains(&key.as_str()) {
                    continue;
                }
                let pointer = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                found.push(pointer.clone());
                removable(member, &pointer, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                removable(item, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn without(application: &Value, pointers: &[&String]) -> Value {
    let mut application = application.clone();
    for pointer in pointers {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let key = key.replace("~1", "/").replace("~0", "~");
        if let Some(Value::Object(members)) = application.pointer_mut(parent) {
            members.shift_remove(&key);
        }
    }
    application
}

/// Taking facts away from a case leaves an application of which the case is one completion. What is decided without
/// them must be what the case comes to, and what is possible must contain it.
#[test]
fn what_is_decided_with_facts_missing_holds_for_their_completion() {
    let (tried, decided, open) = (Cell::new(0_u32), Cell::new(0_u32), Cell::new(0_u32));
    for name in shipped::rulesets() {
        let program = shipped::compiled(&shipped::library(), &name);
        for (case, application) in shipped::cases(&name) {
            let Some((_, complete, _)) = shipped::evaluated(&program, &application) else {
                panic!("{name}/{case} is not evaluated");
            };
            let mut pointers = Vec::new();
            removable(&application, "", &mut pointers);
            if pointers.is_empty() {
                continue;
            }
            let subsets = prop::collection::vec(any::<prop::sample::Index>(), 1..6);
            runner(40)
                .run(&subsets, |chosen| {
                    let removed: BTreeSet<&String> =
                        chosen.iter().map(|index| index.get(&pointers)).collect();
                    let removed: Vec<&String> = removed.into_iter().collect();
                    let Some((facts, partial, _)) =
                        shipped::evaluated(&program, &without(&application, &removed))
                    else {
                        return Ok(());
                    };
                    tried.set(tried.get() + 1);
                    if partial.outcome == Outcome::Undetermined {
                        open.set(open.get() + 1);
                        // A stop or a supplement that applies stands beside what is possible without it.
                        let reached = complete.outcome == Outcome::Undetermined
                            || partial.possible.contains(&complete.outcome);
                        prop_assert!(
                            reached,
                            "{}/{} without {:?}: {:?}",
                            name,
                            case,
                            removed,
                            partial.possible
                        );
                        let listed = !partial.missing.is_empty() || !partial.contradicted.is_empty();
                        let computed = partial.rules.iter().any(|r| r.failure.is_some());
                        prop_assert!(
                            listed || computed || partial.next_step == eval::NextStep::AssessManually,
                            "{}/{} without {:?}: nothing is missing",
                            name,
                            case,
                            removed
                        );
                    } else {
                        decided.set(decided.get() + 1);
                        prop_assert_eq!(
                            partial.outcome,
                            complete.outcome,
                            "{}/{} without {:?}",
                            name,
                            case,
                            removed
                        );
                        prop_assert_eq!(
                            partial.amount,
                            complete.amount,
                            "{}/{} without {:?}",
                            name,
                            case,
                            removed
                        );
                        prop_assert_eq!(partial.referred_to, complete.referred_to);
                    }
                    drop(facts);
                    Ok(())
                })
                .unwrap_or_else(|e| panic!("{e}"));
        }
    }
    let (tried, decided, open) = (tried.get(), decided.get(), open.get());
    // The property says nothing where nothing is decided, or nothing open.
    assert!(
        tried > 5_000 && decided > tried / 10 && open > tried / 10,
        "{tried} {decided} {open}"
    );
}

/// Deciding without events is the same evaluation.
#[test]
fn events_change_nothing() {
    for name in shipped::rulesets() {
        let program = shipped::compiled(&shipped::library(), &name);
        for (case, application) in shipped::cases(&name) {
            let (mut facts, verdict, _) = shipped::evaluated(&program, &application).unwrap();
            let before = format!("{:?}", facts.arena);
            let again = eval::decide(&program, &mut facts, verdict.assessed_on).unwrap();
            assert_eq!(format!("{:?}", facts.arena), before, "{name}/{case}");
            assert_eq!(again.outcome, verdict.outcome, "{name}/{case}");
            assert_eq!(again.amount, verdict.amount, "{name}/{case}");
            assert_eq!(again.decisive, verdict.decisive, "{name}/{case}");
            assert_eq!(again.rules, verdict.rules, "{name}/{case}");
            assert_eq!(again.missing, verdict.missing, "{name}/{case}");
            assert_eq!(again.possible, verdict.possible, "{name}/{case}");
        }
    }
}
