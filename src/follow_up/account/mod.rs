//! An account of how a grant was used, each line judged by the rules of the rule set.

mod cell;
mod csv;
mod json;
mod lines;
mod report;
mod vouchers;

use serde_json::Value;

use crate::check::ruleset::{Outcome, RuleKind, Verb};
use crate::eval::{Effect, Status};
use crate::explain::{Explanation, OutcomeNamed, PartExplained, RuleExplained, Source, Words};
use crate::value::Number;

pub use self::csv::csv as account_csv;
pub use json::json as account_json;
pub use lines::{CellFault, read as read_lines};
pub use report::{markdown as account_markdown, text as account_text};

/// An account that was decided.
#[derive(Clone, Debug)]
pub struct Account {
    /// What names it: its id, else where it stands.
    pub key: String,
    /// The decision.
    pub explanation: Explanation,
    /// The lines, in the order of the account.
    pub lines: Vec<Line>,
}

/// A line of an account: an item of a `för varje`.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its JSON pointer.
    pub pointer: String,
    /// Which line of its list it is, from 1.
    pub number: usize,
    /// What it is called.
    pub label: Words,
    /// What the account says of it: names and values as they were written.
    pub fields: Vec<(String, String)>,
    /// The amount in öre that it accounts for.
    pub asked: Option<Number>,
    /// The amount in öre that counts, when it does.
    pub counted: Option<Number>,
    /// How it was judged.
    pub outcome: OutcomeNamed,
    /// Why, and what is remarked.
    pub told: Vec<Told>,
}

/// What is said of a line.
#[derive(Clone, Debug)]
pub struct Told {
    /// The rule that says it; none when it is the account itself that shows it.
    pub rule: Option<String>,
    /// Whether it only remarks.
    pub remark: bool,
    /// What it says.
    pub text: Words,
    /// The clauses that it rests on.
    pub sources: Vec<Source>,
    /// That, and why, it is assumed.
    pub assumption: Option<Words>,
}

impl Account {
    /// The lines that were judged so.
    pub fn judged(&self, fits: impl Fn(Outcome) -> bool) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| fits(line.outcome.outcome))
    }
}

/// The account that was decided so; `written` is what was decided, and `place` names one without an id.
#[must_use]
pub fn account(explanation: Explanation, written: &Value, place: &str) -> Account {
    let mut lines: Vec<Line> = explanation.parts.iter().map(|part| line(part, written)).collect();
    vouchers::remark(&mut lines);
    Account {
        key: explanation
            .application_id
            .clone()
            .unwrap_or_else(|| place.to_owned()),
        lines,
        explanation,
    }
}

fn line(part: &PartExplained, written: &Value) -> Line {
    let number = part
        .pointer
        .rsplit('/')
        .next()
        .and_then(|at| at.parse::<usize>().ok());
    let fields = written.pointer(&part.pointer).and_then(Value::as_object);
    let rejected = !matches!(part.outcome.outcome, Outcome::Granted | Outcome::PartlyGranted);
    Line {
        pointer: part.pointer.clone(),
        number: number.unwrap_or_default().saturating_add(1),
        label: part.label.clone(),
        fields: fields
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.clone(), shown(value)))
            .collect(),
        asked: part.asked,
        counted: part.amount,
        told: part
            .rules
            .iter()
            .filter_map(|rule| told(part, rule, rejected))
            .collect(),
        outcome: part.outcome.clone(),
    }
}

/// A value as it was written, without the marks of JSON.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// What a rule says of the line, when it says anything: a remark, why it doesn't count, or what keeps it open.
fn told(part: &PartExplained, rule: &RuleExplained, rejected: bool) -> Option<Told> {
    let remark = rule.kind == RuleKind::Recommendation || rule.verb == Some(Verb::Remark);
    let decides = rejected && part.decisive.contains(&rule.id);
    let open = part.outcome.outcome == Outcome::Undetermined
        && rule.status == Status::Undetermined
        && rule.effect == Effect::Possible
        && !remark;
    let says = decides || open || (remark && rule.effect == Effect::Applies);
    says.then(|| Told {
        rule: Some(rule.id.clone()),
        remark: remark && !decides,
        text: match &rule.text {
            Some(text) if !open => text.clone(),
            _ => rule.title.clone(),
        },
        sources: rule.sources.clone(),
        assumption: rule.assumption.clone(),
    })
}
