//! A whole programme: the cases of one or several rule sets, summed by group.

mod table;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::check::RuleSet;
use crate::check::ruleset::Outcome;
use crate::eval::ObligationStatus;
use crate::explain::{Explanation, Words};
use crate::value::{Date, Number, UnitId};

pub use table::{csv as overview_csv, json as overview_json, text as overview_text, xlsx as overview_xlsx};

/// The cases, summed. The columns are the named results of the rule sets that are amounts; a case that has no such result adds
/// nothing to its column.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// The result that the cases are grouped by, and what it is called; none when they aren't.
    pub by: Option<(String, Words)>,
    /// The columns asked for, in order; all when none are.
    pub asked: Vec<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The groups, by name.
    pub groups: BTreeMap<String, Row>,
    /// All cases.
    pub total: Row,
    /// Each case: what names it, its group and its own sums.
    pub cases: Vec<(String, String, Row)>,
    /// The latest day that a case is assessed on.
    pub day: Option<Date>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The result's name.
    pub name: String,
    /// Its title.
    pub title: Words,
}

/// Cases taken together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// How many they are.
    pub cases: usize,
    /// How many aren't settled.
    pub open: usize,
    /// A sum a column.
    pub sums: Vec<Sum>,
    /// How many obligations are late, and their amounts in öre.
    pub late: (usize, Sum),
}

/// A sum in öre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// What is known, added up.
    pub known: Number,
    /// How many cases have the amount, known or not.
    pub amounts: usize,
    /// Of how many it isn't known.
    pub unknown: usize,
    /// Whether it is too large to be added up.
    pub too_large: bool,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            known: Number::ZERO,
            amounts: 0,
            unknown: 0,
            too_large: false,
        }
    }
}

impl Sum {
    fn add(&mut self, amount: Option<Number>) {
        self.amounts = self.amounts.saturating_add(1);
        match amount {
            None => self.unknown = self.unknown.saturating_add(1),
            Some(amount) => match self.known.add(amount) {
                Some(sum) => self.known = sum,
                None => self.too_large = true,
            },
        }
    }

    fn join(&mut self, other: Sum) {
        self.amounts = self.amounts.saturating_add(other.amounts);
        self.unknown = self.unknown.saturating_add(other.unknown);
        self.too_large |= other.too_large;
        match self.known.add(other.known) {
            Some(sum) => self.known = sum,
            None => self.too_large = true,
        }
    }
}

impl Row {
    fn join(&mut self, other: &Row) {
        self.cases = self.cases.saturating_add(other.cases);
        self.open = self.open.saturating_add(other.open);
        self.late.0 = self.late.0.saturating_add(other.late.0);
        self.late.1.join(other.late.1);
        if self.sums.len() < other.sums.len() {
            self.sums.resize(other.sums.len(), Sum::default());
        }
        for (sum, other) in self.sums.iter_mut().zip(&other.sums) {
            sum.join(*other);
        }
    }
}

impl Overview {
    /// An overview of nothing, with what is to stand in it: the columns asked for (all when none are), and the result that groups.
    #[must_use]
    pub fn new(by: Option<String>, asked: Vec<String>) -> Self {
        Self {
            by: by.map(|by| (by.clone(), Words::same(by))),
            asked,
            ..Self::default()
        }
    }

    /// Makes room for what a rule set's decisions have.
    pub fn welcome(&mut self, ruleset: &RuleSet) {
        for result in &ruleset.results {
            if let Some((by, title)) = &mut self.by
                && *by == result.name
            {
                *title = Words::from(&result.title);
            }
            let money = result.value.ty.unit().and_then(crate::value::Unit::single) == Some(UnitId::ORE);
            let wanted = self.asked.is_empty() || self.asked.contains(&result.name);
            if money && wanted && !self.columns.iter().any(|column| column.name == result.name) {
                self.columns.push(Column {
                    name: result.name.clone(),
                    title: Words::from(&result.title),
                });
            }
        }
        let place = |column: &Column| self.asked.iter().position(|name| *name == column.name);
        self.columns.sort_by_key(place);
    }

    /// The columns and the grouping that no rule set welcomed has.
    #[must_use]
    pub fn unmet(&self, rulesets: &[&RuleSet]) -> Vec<String> {
        let has = |name: &str| {
            let mut results = rulesets.iter().flat_map(|ruleset| &ruleset.results);
            results.any(|result| result.name == name)
        };
        let columns = self
            .asked
            .iter()
            .filter(|name| !self.columns.iter().any(|c| c.name == **name));
        let by = self.by.iter().map(|(by, _)| by).filter(|by| !has(by));
        columns.chain(by).cloned().collect()
    }

    /// Adds a decided case, of a rule set that was welcomed; `place` names one without an id.
    pub fn add(&mut self, explanation: &Explanation, place: &str) {
        let mut row = Row {
            cases: 1,
            open: usize::from(explanation.outcome.outcome == Outcome::Undetermined),
            sums: vec![Sum::default(); self.columns.len()],
            ..Row::default()
        };
        for (column, sum) in self.columns.iter().zip(&mut row.sums) {
            if let Some(result) = explanation
                .results
                .iter()
                .find(|result| result.name == column.name)
            {
                sum.add(amount(&result.value));
            }
        }
        for obligation in &explanation.obligations {
            if obligation.state == ObligationStatus::Late {
                row.late.0 = row.late.0.saturating_add(1);
                if obligation.amount.is_some() {
                    row.late.1.add(obligation.amount);
                }
            }
        }
        let group = self.by.as_ref().and_then(|(by, _)| {
            let found = explanation.results.iter().find(|result| result.name == *by)?;
            match &found.value {
                Value::Null => None,
                Value::String(text) => Some(text.clone()),
                _ => Some(found.text.sv.clone()),
            }
        });
        let group = group.unwrap_or_else(|| "–".to_owned());
        self.day = self.day.max(Some(explanation.assessed_on));
        self.groups.entry(group.clone()).or_default().join(&row);
        self.total.join(&row);
        let name = explanation
            .application_id
            .clone()
            .unwrap_or_else(|| place.to_owned());
        self.cases.push((name, group, row));
    }
}

/// An amount as a decision's JSON has it, in öre.
fn amount(value: &Value) -> Option<Number> {
    let kronor = Number::parse_decimal(value.get("value")?.as_str()?)?;
    kronor.mul(Number::whole(100))
}
