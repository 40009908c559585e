//! Applications of the shipped rule sets, made up from a seed: their cases with facts changed, taken away and swapped with those of
//! others. Each can be decided; one that can't is drawn anew. The same seed gives the same bytes.

use std::collections::BTreeMap;

use rekvisit::program::Program;
use serde_json::Value;

use super::decided;
use crate::dice::Dice;
use crate::shipped;

/// A rule set with an application that it decides.
pub(super) struct Application {
    pub(super) ruleset: String,
    pub(super) bytes: Vec<u8>,
}

/// The shipped rule sets' programs.
pub(super) fn programs() -> BTreeMap<String, Program> {
    let library = shipped::library();
    let names = shipped::rulesets().into_iter();
    names
        .map(|name| (name.clone(), shipped::compiled(&library, &name)))
        .collect()
}

/// Applications, and what was wrong with those that were thrown away: how many times each code came first.
pub(super) struct Drawn {
    pub(super) applications: Vec<Application>,
    pub(super) thrown: BTreeMap<&'static str, usize>,
}

/// So many applications, as many of each rule set.
pub(super) fn applications(programs: &BTreeMap<String, Program>, seed: u64, count: usize) -> Drawn {
    let rulesets = shipped::rulesets();
    let bases: Vec<Vec<Value>> = rulesets
        .iter()
        .map(|name| {
            let cases = shipped::cases(name).into_iter().map(|(_, mut case)| {
                case.as_object_mut().unwrap().shift_remove("väntar");
                case
            });
            cases.collect()
        })
        .collect();
    let facts: Vec<Vec<(String, Value)>> = bases
        .iter()
        .map(|cases| {
            let mut found = Vec::new();
            cases.iter().for_each(|case| gather(case, "", &mut found));
            found
        })
        .collect();
    let mut dice = Dice::of(seed);
    let mut drawn = Drawn {
        applications: Vec::new(),
        thrown: BTreeMap::new(),
    };
    while drawn.applications.len() < count {
        let at = drawn.applications.len();
        let of = at % rulesets.len();
        let mut application = dice.pick(&bases[of]);
        for _ in 0..dice.below(5) {
            let (pointer, value) = dice.pick(&facts[of]);
            change(&mut application, &pointer, value, &mut dice);
        }
        let members = application.as_object_mut().unwrap();
        members.insert("regelverk".to_owned(), rulesets[of].clone().into());
        members.insert("id".to_owned(), format!("R-{at:05}").into());
        members
            .entry("prövningsdag")
            .or_insert_with(|| "2024-01-01".into());
        let application = Application {
            ruleset: rulesets[of].clone(),
            bytes: serde_json::to_vec(&application).unwrap(),
        };
        match decided(programs, &application) {
            Ok(_) => drawn.applications.push(application),
            Err(code) => *drawn.thrown.entry(code).or_default() += 1,
        }
    }
    drawn
}

/// The facts of a case that stand outside lists, with their places.
fn gather(value: &Value, at: &str, found: &mut Vec<(String, Value)>) {
    if let Value::Object(members) = value {
        for (key, member) in members {
            let pointer = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
            found.push((pointer.clone(), member.clone()));
            gather(member, &pointer, found);
        }
    }
}

/// States another case's value in place of this one's, or takes the fact away, or moves the number or the day a little.
fn change(application: &mut Value, pointer: &str, value: Value, dice: &mut Dice) {
    let Some((parent, key)) = pointer.rsplit_once('/') else {
        return;
    };
    let key = key.replace("~1", "/").replace("~0", "~");
    if parent.is_empty() && ["regelverk", "id"].contains(&key.as_str()) {
        return;
    }
    let Some(Value::Object(members)) = application.pointer_mut(parent) else {
        return;
    };
    let moved = match dice.below(8) {
        0 => {
            members.shift_remove(&key);
            return;
        }
        1 | 2 => moved(members.get(&key).unwrap_or(&value), dice),
        _ => value,
    };
    members.insert(key, moved);
}

fn moved(value: &Value, dice: &mut Dice) -> Value {
    match value {
        Value::Number(number) => match number.as_u64() {
            Some(whole) => (whole + dice.below(3) as u64).saturating_sub(1).into(),
            None => value.clone(),
        },
        Value::Bool(value) => (!value).into(),
        Value::String(text) if text.len() == 10 && text.as_bytes()[4] == b'-' => {
            format!("{}{:02}", &text[..8], 1 + dice.below(28)).into()
        }
        other => other.clone(),
    }
}

/// The application with one of its facts another, in each way that there is.
pub(super) fn flipped(application: &Application) -> Vec<Vec<u8>> {
    let whole: Value = serde_json::from_slice(&application.bytes).unwrap();
    let mut facts = Vec::new();
    gather(&whole, "", &mut facts);
    let mut all = Vec::new();
    for (pointer, value) in facts {
        let other = match &value {
            Value::Bool(value) => (!value).into(),
            Value::Number(number) => match number.as_u64() {
                Some(whole) => (whole + 1).into(),
                None => continue,
            },
            _ => continue,
        };
        let mut changed = whole.clone();
        *changed.pointer_mut(&pointer).unwrap() = other;
        all.push(serde_json::to_vec(&changed).unwrap());
    }
    all
}
