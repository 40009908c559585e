//! What many decisions came to, counted. Counting in pieces and adding them up comes to the same, in whatever order.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::check::ruleset::{Field, Outcome};
use crate::program::Program;
use crate::program::schema::Kind;
use crate::value::Number;

/// How many, and their amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// How many decisions.
    pub count: u64,
    /// How many of them have an amount.
    pub with_amount: u64,
    /// The sum of the amounts in öre, exact; none when it has grown beyond what can be counted.
    pub sum: Sum,
    /// The smallest amount.
    pub least: Option<Number>,
    /// The largest amount.
    pub most: Option<Number>,
}

/// A sum in öre; `None` when it has grown beyond what can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum(pub Option<Number>);

impl Default for Sum {
    fn default() -> Self {
        Self(Some(Number::ZERO))
    }
}

impl Group {
    /// Counts a decision.
    pub(super) fn add(&mut self, amount: Option<Number>) {
        self.count_with(amount);
        if let Some(amount) = amount {
            self.sum.0 = self.sum.0.and_then(|sum| sum.add(amount));
        }
    }

    /// Counts a decision whose amount is summed elsewhere.
    pub(super) fn count_with(&mut self, amount: Option<Number>) {
        self.count = self.count.saturating_add(1);
        if let Some(amount) = amount {
            self.with_amount = self.with_amount.saturating_add(1);
            self.least = Some(self.least.map_or(amount, |least| least.min(amount)));
            self.most = Some(self.most.map_or(amount, |most| most.max(amount)));
        }
    }

    fn join(&mut self, other: &Self) {
        self.count = self.count.saturating_add(other.count);
        self.with_amount = self.with_amount.saturating_add(other.with_amount);
        self.sum.0 = self.sum.0.and_then(|sum| sum.add(other.sum.0?));
        self.least = [self.least, other.least].into_iter().flatten().min();
        self.most = [self.most, other.most].into_iter().flatten().max();
    }
}

/// What many applications came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that were decided, by outcome.
    pub outcomes: BTreeMap<Outcome, Group>,
    /// How many decisions each rule decided, by its name.
    pub grounds: BTreeMap<String, u64>,
    /// In how many each fact was missing, by its pointer, with `*` for the number of an element.
    pub missing: BTreeMap<String, u64>,
    /// How many were referred to each body.
    pub referred: BTreeMap<String, u64>,
    /// Those that were not decided, by the code of their first mistake; by an empty one when they have none.
    pub refused: BTreeMap<String, u64>,
}

impl Tally {
    /// How many were decided.
    #[must_use]
    pub fn decided(&self) -> u64 {
        self.outcomes
            .values()
            .fold(0, |sum, group| sum.saturating_add(group.count))
    }

    /// How many were not.
    #[must_use]
    pub fn not_decided(&self) -> u64 {
        self.refused
            .values()
            .fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// All decisions together.
    #[must_use]
    pub fn total(&self) -> Group {
        let mut total = Group::default();
        for group in self.outcomes.values() {
            total.join(group);
        }
        total
    }

    /// Adds another count.
    pub fn join(&mut self, other: &Self) {
        for (outcome, group) in &other.outcomes {
            self.outcomes.entry(*outcome).or_default().join(group);
        }
        for (own, more) in [
            (&mut self.grounds, &other.grounds),
            (&mut self.missing, &other.missing),
            (&mut self.referred, &other.referred),
            (&mut self.refused, &other.refused),
        ] {
            for (name, count) in more {
                add(own, name, *count);
            }
        }
    }

    /// The count as JSON, exact, to be read again by [`restored`](Self::restored).
    #[must_use]
    pub fn stored(&self) -> Value {
        let outcomes: Map<String, Value> = self
            .outcomes
            .iter()
            .map(|(outcome, group)| {
                let group = json!([
                    group.count,
                    group.with_amount,
                    group.sum.0.map(exact),
                    group.least.map(exact),
                    group.most.map(exact),
                ]);
                (outcome.as_str().to_owned(), group)
            })
            .collect();
        json!({
            "outcomes": outcomes,
            "grounds": self.grounds,
            "missing": self.missing,
            "referred": self.referred,
            "refused": self.refused,
        })
    }

    /// A count that was stored; none when it is not one.
    #[must_use]
    pub fn restored(stored: &Value) -> Option<Self> {
        let counts = |key: &str| -> Option<BTreeMap<String, u64>> {
            let counts = stored.get(key)?.as_object()?;
            counts
                .iter()
                .map(|(name, count)| Some((name.clone(), count.as_u64()?)))
                .collect()
        };
        let group = |(name, group): (&String, &Value)| {
            let amount = |at: usize| -> Option<Option<Number>> {
                match group.get(at)? {
                    Value::Null => Some(None),
                    number => Some(Some(read_exact(number.as_str()?)?)),
                }
            };
            let read = Group {
                count: group.get(0)?.as_u64()?,
                with_amount: group.get(1)?.as_u64()?,
                sum: Sum(amount(2)?),
                least: amount(3)?,
                most: amount(4)?,
            };
            Some((Outcome::parse(name)?, read))
        };
        Some(Self {
            outcomes: stored
                .get("outcomes")?
                .as_object()?
                .iter()
                .map(group)
                .collect::<Option<_>>()?,
            grounds: counts("grounds")?,
            missing: counts("missing")?,
            referred: counts("referred")?,
            refused: counts("refused")?,
        })
    }
}

fn exact(number: Number) -> String {
    format!("{}/{}", number.numerator(), number.denominator())
}

fn read_exact(text: &str) -> Option<Number> {
    let (numerator, denominator) = text.split_once('/')?;
    Number::fraction(numerator.parse().ok()?, denominator.parse().ok()?)
}

/// Counts so many more of a name.
pub(super) fn add(counts: &mut BTreeMap<String, u64>, name: &str, more: u64) {
    match counts.get_mut(name) {
        Some(count) => *count = count.saturating_add(more),
        None => {
            counts.insert(name.to_owned(), more);
        }
    }
}

/// The pointer with `*` for the numbers of elements, so that there are only as many as there are fields.
pub(super) fn general(program: &Program, pointer: &str) -> String {
    let mut out = String::new();
    walk(program, pointer, |segment, _| {
        out.push('/');
        out.push_str(segment);
    });
    out
}

/// The field that a general pointer leads to.
pub(super) fn field_at<'p>(program: &'p Program, pointer: &str) -> Option<&'p Field> {
    let mut last = None;
    walk(program, pointer, |_, field| last = field.or(last));
    last
}

/// Goes along a pointer: each key as it stands with its field, and `*` for the number of an element.
fn walk<'p>(program: &'p Program, pointer: &str, mut visit: impl FnMut(&str, Option<&'p Field>)) {
    let schema = &program.schema;
    let mut kind = Kind::Record(0);
    for segment in pointer.split('/').skip(1) {
        if let Some(element) = schema.element_of(kind) {
            visit("*", None);
            kind = element.kind;
            continue;
        }
        let Kind::Record(number) = kind else { return };
        let Some(object) = schema.objects.get(usize::from(number)) else {
            return;
        };
        let key = segment.replace("~1", "/").replace("~0", "~");
        let Some((index, _)) = object.keys.find(&key) else {
            return;
        };
        let fields = match number.checked_sub(1) {
            None => Some(&program.ruleset.application),
            Some(record) => program
                .ruleset
                .records
                .get(usize::from(record))
                .map(|record| &record.fields),
        };
        visit(segment, fields.and_then(|fields| fields.get(index as usize)));
        let Some(slot) = object.fields.get(index as usize) else {
            return;
        };
        kind = slot.kind;
    }
}

#[cfg(test)]
mod tests {
    use super::super::Counter;
    use super::{Tally, field_at, general};
    use crate::service::RuleSet;

    const RULES: &str = r#"regelverk lokalt "Lokalt"
  gäller 2020-01-01..
  prövas den inkom
  antagande "Exemplet är påhittat"
post Del {
  kostnad: kronor "Vad kostar delen?"
}
ansökan {
  inkom: datum
  delar: [Del]
}
bevilja bidrag "Bidrag"
  beloppet (summan av kostnad i delar) av (summan av kostnad i delar)
"#;

    fn rules() -> RuleSet {
        RuleSet::from_text("lokalt", RULES).unwrap_or_else(|wrong| panic!("{wrong}"))
    }

    #[test]
    fn elements_of_a_list_are_counted_as_one_fact() {
        let rules = rules();
        let decision = rules
            .evaluate(r#"{"inkom": "2023-01-01", "delar": [{}, {"kostnad": 1}, {}]}"#.as_bytes())
            .unwrap();
        let pointers: Vec<&str> = decision.missing.iter().map(|m| m.pointer.as_str()).collect();
        assert_eq!(pointers, ["/delar/0/kostnad", "/delar/2/kostnad"]);
        let mut counter = Counter::default();
        counter.decision(&rules, &decision);
        assert_eq!(
            counter.take(&rules).missing.into_iter().collect::<Vec<_>>(),
            [("/delar/*/kostnad".to_owned(), 1)]
        );
        assert_eq!(general(rules.program(), "/inkom"), "/inkom");
        let field = field_at(rules.program(), "/delar/*/kostnad").unwrap();
        assert_eq!(field.question.sv, "Vad kostar delen?");
    }

    #[test]
    fn a_count_is_stored_exactly_and_pieces_add_up() {
        let rules = rules();
        let decide = |text: &str| rules.evaluate(text.as_bytes()).unwrap();
        let some = [
            decide(r#"{"inkom": "2023-01-01", "delar": [{"kostnad": 1.25}]}"#),
            decide(r#"{"inkom": "2023-01-01", "delar": [{"kostnad": 900}]}"#),
            decide(r#"{"inkom": "2023-01-01"}"#),
        ];
        let (mut whole, mut one, mut other) = (Counter::default(), Counter::default(), Counter::default());
        for (at, decision) in some.iter().enumerate() {
            whole.decision(&rules, decision);
            if at == 1 { &mut one } else { &mut other }.decision(&rules, decision);
        }
        whole.refusal(None);
        one.refusal(None);
        let (whole, one) = (whole.take(&rules), one.take(&rules));
        let again = Tally::restored(&one.stored()).unwrap();
        assert_eq!(again, one);
        let mut joined = other.take(&rules);
        joined.join(&again);
        assert_eq!(joined, whole);
        assert_eq!((whole.decided(), whole.not_decided()), (3, 1));
        assert_eq!(Tally::restored(&serde_json::json!({})), None);
        // What was taken is not counted again.
        assert_eq!(other.take(&rules), Tally::default());
    }
}
