//! Applications that leave things open, and their completions.

use super::text::{DAYS, KINDS};
use crate::dice::Dice;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What an application says of one field.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// Where it stands.
    pub(super) pointer: String,
    /// What stands there; nothing when the key is missing.
    pub(super) written: Option<Value>,
    /// The values that it may have.
    pub(super) values: Vec<Value>,
}

/// An application: what is open in it, all else known.
#[derive(Clone, Debug)]
pub(super) struct Application {
    known: Value,
    pub(super) open: Vec<Open>,
}

/// The values chosen of each field, in the order of the application's open ones.
pub(super) type Choice = Vec<usize>;

pub(super) fn application(dice: &mut Dice) -> Application {
    let mut maker = Maker {
        dice,
        open: Vec::new(),
    };
    let mut known = Map::new();
    let flags = [json!(true), json!(false)];
    let amounts = [json!(0), json!(1), json!(2), json!(5)];
    let signed = [json!(-2), json!(0), json!(1), json!(3)];
    for name in ["b0", "b1", "b2", "j0"] {
        maker.field(&mut known, "", name, &flags, false);
    }
    maker.field(&mut known, "", "e0", &KINDS.map(|k| json!(k)), false);
    for name in ["k0", "k1"] {
        maker.field(&mut known, "", name, &amounts, true);
    }
    maker.field(&mut known, "", "s0", &signed, true);
    maker.field(&mut known, "", "d0", &DAYS.map(|d| json!(d)), true);
    maker.field(
        &mut known,
        "",
        "o0",
        &[json!(true), json!(false), Value::Null],
        false,
    );
    let lists = [json!([]), json!([1]), json!([0, 2])];
    maker.field(&mut known, "", "tal", &lists, false);
    if maker.dice.once_in(6) {
        let rows = [
            json!([]),
            json!([{"f": true, "x": 1}]),
            json!([{"f": false, "x": 2}]),
            json!([{"f": true, "x": 5}, {"f": true, "x": 2}]),
            json!([{"f": true, "x": 1}, {"f": false, "x": 0}]),
        ];
        maker.open.push(Open {
            pointer: "/rader".to_owned(),
            written: None,
            values: rows.to_vec(),
        });
    } else {
        let count = maker.dice.below(4);
        let rows: Vec<Value> = (0..count)
            .map(|at| {
                let mut row = Map::new();
                let inside = format!("/rader/{at}");
                maker.field(&mut row, &inside, "f", &flags, false);
                maker.field(&mut row, &inside, "x", &amounts, true);
                row.into()
            })
            .collect();
        known.insert("rader".to_owned(), rows.into());
    }
    let open = maker.open;
    Application {
        known: known.into(),
        open,
    }
}

struct Maker<'d> {
    dice: &'d mut Dice,
    open: Vec<Open>,
}

impl Maker<'_> {
    /// A field: known two times of three, else unknown, contradicted or within bounds.
    fn field(
        &mut self,
        object: &mut Map<String, Value>,
        inside: &str,
        name: &str,
        values: &[Value],
        ordered: bool,
    ) {
        let known = self.dice.pick(values);
        object.insert(name.to_owned(), known);
        if self.open.len() >= 6 || !self.dice.once_in(3) {
            return;
        }
        let pointer = format!("{inside}/{name}");
        let (written, values) = match self.dice.below(5) {
            0 if ordered => {
                let low = self.dice.below(values.len());
                let high = low + self.dice.below(values.len() - low);
                let (low, high) = match self.dice.below(3) {
                    0 => (0, high),
                    1 => (low, values.len() - 1),
                    _ => (low, high),
                };
                let mut bounds = Map::new();
                if low > 0 {
                    bounds.insert("minst".to_owned(), values[low].clone());
                }
                if high + 1 < values.len() || bounds.is_empty() {
                    bounds.insert("högst".to_owned(), values[high].clone());
                }
                (Some(bounds.into()), values[low..=high].to_vec())
            }
            1 if values.iter().all(|v| !v.is_null() && !v.is_array()) => {
                let some = [self.dice.below(values.len()), self.dice.below(values.len())]
                    .map(|at| values[at].clone());
                let stated = some.each_ref().map(|value| json!({"värde": value, "källa": "s"}));
                (Some(json!({"motstridigt": stated})), some.to_vec())
            }
            _ => (None, values.to_vec()),
        };
        self.open.push(Open {
            pointer,
            written,
            values,
        });
    }
}

impl Application {
    /// The application as it is, its open fields as they are written.
    pub(super) fn written(&self) -> Value {
        let mut all = self.known.clone();
        for open in &self.open {
            let (parent, key) = open.pointer.rsplit_once('/').unwrap();
            let object = all.pointer_mut(parent).unwrap().as_object_mut().unwrap();
            match &open.written {
                Some(value) => drop(object.insert(key.to_owned(), value.clone())),
                None => drop(object.shift_remove(key)),
            }
        }
        all
    }

    /// The application with the values of a choice.
    pub(super) fn completed(&self, choice: &Choice) -> Value {
        let mut all = self.known.clone();
        for (open, at) in self.open.iter().zip(choice) {
            let (parent, key) = open.pointer.rsplit_once('/').unwrap();
            let object = all.pointer_mut(parent).unwrap().as_object_mut().unwrap();
            object.insert(key.to_owned(), open.values[*at].clone());
        }
        all
    }

    /// All choices, or `limit` of them.
    pub(super) fn choices(&self, dice: &mut Dice, limit: usize) -> Vec<Choice> {
        let count = self
            .open
            .iter()
            .fold(1_usize, |n, open| n.saturating_mul(open.values.len()));
        if count <= limit {
            return (0..count)
                .map(|number| {
                    let mut rest = number;
                    let digit = |open: &Open| {
                        let at = rest % open.values.len();
                        rest /= open.values.len();
                        at
                    };
                    self.open.iter().map(digit).collect()
                })
                .collect();
        }
        // Choices that differ in one field from another, so that fields that can't matter are found out.
        let mut found: BTreeMap<Choice, ()> = BTreeMap::new();
        while found.len() < limit {
            let mut choice: Choice = self
                .open
                .iter()
                .map(|open| dice.below(open.values.len()))
                .collect();
            found.insert(choice.clone(), ());
            for _ in 0..3 {
                let at = dice.below(choice.len());
                choice[at] = dice.below(self.open[at].values.len());
                found.insert(choice.clone(), ());
            }
        }
        found.into_keys().collect()
    }
}
