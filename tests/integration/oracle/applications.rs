//! Applications made at random: some facts open, and what these may turn out to be.

use crate::dice::Dice;
use serde_json::{Map, Value, json};

/// A field that is not known.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// Where it stands.
    pub(super) pointer: String,
    /// What stands there; nothing when the key is missing.
    pub(super) written: Option<Value>,
    /// Some of the values that it may have.
    pub(super) values: Vec<Value>,
}

/// An application: what is open in it, all else known.
#[derive(Clone, Debug)]
pub(crate) struct Application {
    pub(super) known: Value,
    pub(super) open: Vec<Open>,
}

/// Which value each open field has.
pub(super) type Choice = Vec<usize>;

/// What applications are made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sort<'t> {
    /// How many fields may be open.
    pub(super) limit: usize,
    /// The rules: only what they name is open, and more often; where there are none, anything is.
    pub(super) named_by: Option<&'t str>,
    /// Whether amounts and numbers may be so large that what is computed of them has no place in 128 bits.
    pub(super) large: bool,
}

impl Sort<'_> {
    /// Up to so many open fields, whatever they are.
    pub(crate) fn open(limit: usize) -> Self {
        Self {
            limit,
            named_by: None,
            large: false,
        }
    }
}

struct Maker<'d> {
    dice: &'d mut Dice,
    open: Vec<Open>,
    sort: Sort<'d>,
    /// The assessment date.
    today: String,
}

fn amounts() -> Vec<Value> {
    vec![
        json!(0),
        json!(1),
        json!(1.5),
        json!(2),
        json!(3),
        json!(5),
        json!(6),
    ]
}

fn days() -> Vec<Value> {
    [
        "2023-05-31",
        "2023-12-31",
        "2024-01-30",
        "2024-01-31",
        "2024-02-01",
        "2024-02-29",
        "2024-03-01",
        "2024-03-28",
        "2024-03-29",
        "2024-06-21",
    ]
    .map(Value::from)
    .to_vec()
}

fn flags() -> Vec<Value> {
    vec![json!(true), json!(false)]
}

fn texts(all: &[&str]) -> Vec<Value> {
    all.iter().map(|text| json!(text)).collect()
}

fn with_null(mut values: Vec<Value>) -> Vec<Value> {
    values.push(Value::Null);
    values
}

pub(crate) fn application<'d>(dice: &'d mut Dice, sort: Sort<'d>) -> Application {
    let today = dice.pick(&days()[1..]);
    let mut maker = Maker {
        dice,
        open: Vec::new(),
        sort,
        today: today.as_str().unwrap().to_owned(),
    };
    let mut known = Map::new();
    for (name, mut values, ordered) in fields() {
        if sort.large {
            enlarged(name, &mut values);
        }
        match name {
            "j0" => maker.judged(&mut known, name, &values, &["a", "b"]),
            "j1" => maker.judged(&mut known, name, &values, &[]),
            _ => maker.field(&mut known, "", name, &values, ordered),
        }
    }
    let mut org = Map::new();
    maker.field(&mut org, "/org", "aktiv", &flags(), false);
    maker.field(&mut org, "/org", "kassa", &signed(), true);
    known.insert("org".to_owned(), org.into());
    maker.rows(&mut known);
    known.insert("prövningsdag".to_owned(), today);
    Application {
        known: known.into(),
        open: maker.open,
    }
}

/// Values that are near the last ones that 128 bits have a place for, once they are multiplied.
fn enlarged(name: &str, values: &mut Vec<Value>) {
    let (small, large) = match name {
        "k0" | "k1" | "hyra" | "t0" => (None, vec![json!(9_007_199_254_740_993_u64), json!(u64::MAX)]),
        "s0" => (Some(json!(i64::MIN)), vec![json!(i64::MAX)]),
        "å0" => (None, vec![json!(9_000_000_000_u64)]),
        _ => return,
    };
    values.truncate(3);
    // In their order: what is within bounds is taken from it.
    values.splice(0..0, small);
    values.extend(large);
}

fn signed() -> Vec<Value> {
    vec![json!(-2), json!(-1), json!(0), json!(1), json!(2.5), json!(5)]
}

/// The plain fields: name, values, and whether they have an order.
fn fields() -> Vec<(&'static str, Vec<Value>, bool)> {
    let kinds = texts(&["ett", "två", "tre"]);
    let numbers = vec![json!(-1), json!(0), json!(0.5), json!(1), json!(2)];
    let periods = [
        json!({"från": "2024-01-31", "till": "2024-02-29"}),
        json!({"från": "2024-02-01", "till": "2024-03-01"}),
        json!({"från": "2024-01-31"}),
        json!({"till": "2024-01-31"}),
    ];
    let instants = texts(&[
        "2024-01-31T22:59:59Z",
        "2024-01-31T23:00:00Z",
        "2024-03-31T00:30:00+02:00",
        "2024-06-21T22:30:00Z",
    ]);
    vec![
        ("inkom", days(), true),
        ("b0", flags(), false),
        ("b1", flags(), false),
        ("b2", flags(), false),
        ("e0", kinds.clone(), false),
        ("e1", texts(&["låg", "hög"]), false),
        ("k0", amounts(), true),
        ("k1", amounts(), true),
        ("s0", signed(), true),
        ("t0", numbers, true),
        ("p0", vec![json!(0), json!(12.5), json!(50), json!(100)], true),
        ("å0", vec![json!(0), json!(1), json!(2)], true),
        ("v0", vec![json!(0), json!(2), json!(3)], true),
        ("hyra", amounts(), true),
        ("d0", days(), true),
        ("d1", days(), true),
        ("pe", periods.to_vec(), false),
        ("ts", instants, false),
        ("o0", with_null(flags()), false),
        ("ok", with_null(amounts()), false),
        ("od", with_null(days()), false),
        ("j0", flags(), false),
        ("j1", kinds, false),
        ("txt", texts(&["ja", "nej", "kanske"]), false),
        (
            "nr",
            texts(&["212000-1124", "2120001124", "212000-1125", "x"]),
            false,
        ),
        ("kommun", texts(&["Alby", "Berg", "Ceder"]), false),
        ("ort", texts(&["Alby", "Berg", "Berg", "Ceder", "Delta"]), false),
        (
            "mynt",
            vec![json!([]), json!([1]), json!([0, 2]), json!([1.5, 3, 3])],
            false,
        ),
    ]
}

impl Maker<'_> {
    fn rows(&mut self, known: &mut Map<String, Value>) {
        let row = |id: &str, f: bool, x: i32| json!({"id": id, "f": f, "x": x, "slag": "ett", "dag": "2024-02-29", "n": null, "delar": [1]});
        if self.opens("/rader") {
            let values = vec![
                json!([]),
                json!([row("q", true, 1)]),
                json!([row("q", false, 2)]),
                json!([row("q", true, 5), row("p", true, 2)]),
                json!([row("q", true, 1), row("p", false, 0)]),
            ];
            self.open.push(Open {
                pointer: "/rader".to_owned(),
                written: None,
                values,
            });
            known.insert("rader".to_owned(), json!([]));
            known.insert("tillägg".to_owned(), json!([]));
            known.insert("vald".to_owned(), Value::Null);
            return;
        }
        let count = self.dice.below(4);
        let ids: Vec<Value> = (0..count).map(|at| json!(format!("rad {at}"))).collect();
        let rows: Vec<Value> = (0..count)
            .map(|at| {
                let inside = format!("/rader/{at}");
                let mut row = Map::new();
                row.insert("id".to_owned(), ids[at].clone());
                self.field(&mut row, &inside, "f", &flags(), false);
                self.field(&mut row, &inside, "x", &amounts(), true);
                self.field(&mut row, &inside, "slag", &texts(&["ett", "två", "tre"]), false);
                self.field(&mut row, &inside, "dag", &days(), true);
                self.field(&mut row, &inside, "n", &with_null(amounts()), false);
                self.field(
                    &mut row,
                    &inside,
                    "delar",
                    &[json!([]), json!([1, 2]), json!([5])],
                    false,
                );
                row.into()
            })
            .collect();
        known.insert("rader".to_owned(), rows.into());
        let more = if count == 0 { 0 } else { self.dice.below(3) };
        let additions: Vec<Value> = (0..more)
            .map(|at| {
                let inside = format!("/tillägg/{at}");
                let mut addition = Map::new();
                self.field(&mut addition, &inside, "rad", &ids, false);
                self.field(&mut addition, &inside, "g", &flags(), false);
                addition.into()
            })
            .collect();
        known.insert("tillägg".to_owned(), additions.into());
        self.field(known, "", "vald", &with_null(ids), false);
    }

    /// Whether the field is to be open.
    fn opens(&mut self, pointer: &str) -> bool {
        if self.open.len() >= self.sort.limit {
            return false;
        }
        let Some(rules) = self.sort.named_by else {
            return self.dice.once_in(6);
        };
        let name = match pointer.split('/').nth(1) {
            Some("tillägg") => "tillägg",
            Some("rader") => "rad",
            Some("org") => "org.",
            _ => &pointer[1..],
        };
        rules.contains(name) && self.dice.once_in(3)
    }

    /// A judgement, in one of the forms in which bodies and the case officer answer: known, or open.
    fn judged(&mut self, object: &mut Map<String, Value>, name: &str, values: &[Value], bodies: &[&str]) {
        let value = self.dice.pick(values);
        let other = self.dice.pick(values);
        let by = self.dice.pick(&[bodies, &["handläggaren"]].concat());
        let answer = |value: &Value, by: &str, on: &str| json!({"värde": value, "av": by, "den": on});
        let (today, late) = (self.today.clone(), "2024-12-31");
        let known = match self.dice.below(if bodies.len() > 1 { 8 } else { 4 }) {
            0 | 1 => value.clone(),
            2 => json!({"värde": value, "av": by, "handling": "§ 1"}),
            3 => answer(&value, by, &today),
            4 => json!([{"värde": value, "av": "a"}, {"värde": null, "av": "b"}]),
            5 => json!([answer(&value, "b", "2023-01-01"), {"värde": value, "av": "a"}]),
            6 => json!([{"värde": null, "av": "handläggaren"}, {"värde": value, "av": "b"}]),
            _ => json!([answer(&value, "a", &today), answer(&other, "b", late)]),
        };
        object.insert(name.to_owned(), known);
        if !self.opens(&format!("/{name}")) {
            return;
        }
        let (written, values) = match self.dice.below(if bodies.len() > 1 { 9 } else { 4 }) {
            0 => (None, values.to_vec()),
            1 => (Some(Value::Null), values.to_vec()),
            2 => (Some(answer(&value, by, late)), values.to_vec()),
            3 => (Some(json!({"värde": null, "av": by})), values.to_vec()),
            4 => (
                Some(json!([{"värde": null, "av": "b"}, {"värde": null, "av": "a"}])),
                values.to_vec(),
            ),
            5 => (
                Some(json!([answer(&value, "a", late), {"värde": null, "av": "b"}])),
                values.to_vec(),
            ),
            6 => (Some(json!([answer(&Value::Null, "a", late)])), values.to_vec()),
            _ if value == other => (None, values.to_vec()),
            _ => {
                let both = json!([{"värde": value, "av": "a"}, answer(&other, "b", "2023-06-01")]);
                (Some(both), vec![value, other])
            }
        };
        self.open.push(Open {
            pointer: format!("/{name}"),
            written,
            values,
        });
    }

    /// A field: known, or now and then unknown, contradicted or within bounds.
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
        if !self.opens(&format!("{inside}/{name}")) {
            return;
        }
        let (written, values) = match self.dice.below(5) {
            0 | 1 if ordered => self.bounded(values),
            2 if values.iter().all(|v| !v.is_null() && !v.is_array()) => {
                let some = [self.dice.pick(values), self.dice.pick(values)];
                let stated = some.each_ref().map(|value| json!({"värde": value, "källa": "s"}));
                (Some(json!({"motstridigt": stated})), some.to_vec())
            }
            _ => (None, values.to_vec()),
        };
        self.open.push(Open {
            pointer: format!("{inside}/{name}"),
            written,
            values,
        });
    }

    fn bounded(&mut self, values: &[Value]) -> (Option<Value>, Vec<Value>) {
        let in_order = |pair: &[Value]| match (pair[0].as_f64(), pair[1].as_f64()) {
            (Some(one), Some(next)) => one < next,
            _ => pair[0].as_str() < pair[1].as_str(),
        };
        assert!(values.windows(2).all(in_order), "{values:?}");
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
}

impl Application {
    /// The application as it is, its open fields as they are written.
    pub(crate) fn written(&self) -> Value {
        let mut all = self.known.clone();
        for open in &self.open {
            let (object, key) = place(&mut all, &open.pointer);
            match &open.written {
                Some(value) => drop(object.insert(key, value.clone())),
                None => drop(object.shift_remove(&key)),
            }
        }
        all
    }

    /// The application with the values of a choice.
    pub(super) fn completed(&self, choice: &Choice) -> Value {
        let mut all = self.known.clone();
        for (open, at) in self.open.iter().zip(choice) {
            let (object, key) = place(&mut all, &open.pointer);
            object.insert(key, open.values[*at].clone());
        }
        all
    }

    /// All choices, or `limit` of them.
    pub(super) fn choices(&self, dice: &mut Dice, limit: usize) -> Vec<Choice> {
        let sizes: Vec<usize> = self.open.iter().map(|open| open.values.len()).collect();
        let count = sizes.iter().fold(1_usize, |n, size| n.saturating_mul(*size));
        if count > limit {
            let one = |_| sizes.iter().map(|size| dice.below(*size)).collect();
            return (0..limit).map(one).collect();
        }
        let numbered = |mut number: usize| -> Choice {
            let digit = |size: &usize| {
                let at = number % size;
                number /= size;
                at
            };
            sizes.iter().map(digit).collect()
        };
        (0..count).map(numbered).collect()
    }

    /// The application with one open field less.
    pub(super) fn smaller(&self) -> Vec<Self> {
        let without = |at: usize| {
            let mut one = self.clone();
            let open = one.open.remove(at);
            let (object, key) = place(&mut one.known, &open.pointer);
            object.insert(key, open.values[0].clone());
            one
        };
        (0..self.open.len()).map(without).collect()
    }
}

/// The object that a field stands in, and its key.
fn place<'v>(all: &'v mut Value, pointer: &str) -> (&'v mut Map<String, Value>, String) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let object = all.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    (object, key.to_owned())
}

/// The same application, its keys in the opposite order.
pub(super) fn reversed(json: &Value) -> Value {
    match json {
        Value::Object(object) => {
            let pairs = object.iter().rev();
            Value::Object(pairs.map(|(key, value)| (key.clone(), reversed(value))).collect())
        }
        Value::Array(list) => list.iter().map(reversed).collect(),
        other => other.clone(),
    }
}
