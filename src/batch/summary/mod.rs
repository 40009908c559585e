//! What many applications came to, for a person and for a program.

mod html;
mod json;
mod text;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::tally::field_at;
use super::{Group, Tally};
use crate::check::ruleset::Outcome;
use crate::diagnostic::Code;
use crate::explain::format::{money, number};
use crate::explain::{Words, outcome_words};
use crate::service::RuleSet;
use crate::value::{Date, Number};

pub use html::html;
pub use json::json;
pub use text::text;

/// What is summed up.
#[derive(Clone, Copy, Debug)]
pub struct Summary<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// What was counted.
    pub tally: &'a Tally,
    /// What the applications were read from, as a person would say it.
    pub input: &'a str,
    /// The assessment date, when it was given for all.
    pub as_of: Option<Date>,
}

/// A part of the summary: what is counted, and each with its number.
struct Part {
    title: Words,
    /// What the numbers are of.
    about: Words,
    rows: Vec<Row>,
    /// What is said when there are none.
    none: Words,
}

/// Something that was counted.
struct Row {
    /// Its name in rules and files; empty when it has none.
    name: String,
    /// What it is called.
    label: Words,
    count: u64,
    /// Its share of all, in thousandths, rounded down.
    share: u64,
    /// More of it.
    note: Words,
}

impl Row {
    /// Its share in per cent, to whole ones; less than one of something is said to be.
    fn percent(&self) -> String {
        match self.share {
            0..10 if self.count > 0 => "< 1\u{a0}%".to_owned(),
            share => format!("{}\u{a0}%", share.checked_div(10).unwrap_or(0)),
        }
    }
}

impl Summary<'_> {
    /// How many were decided, and how many were not.
    fn lead(&self) -> Vec<Words> {
        let (decided, refused) = (self.tally.decided(), self.tally.not_decided());
        let (counted, total) = (whole(decided), self.tally.total());
        let mut lead = vec![match decided {
            0 => Words::new("Ingen ansökan prövades.", "No application was decided."),
            1 => Words::new("En ansökan prövades.", "One application was decided."),
            _ => Words::new(
                format!("{} ansökningar prövades.", counted.sv),
                format!("{} applications were decided.", counted.en),
            ),
        }];
        if refused > 0 {
            let counted = whole(refused);
            lead.push(match refused {
                1 if decided == 0 => Words::new("En kunde inte prövas.", "One could not be decided."),
                1 => Words::new(
                    "En kunde inte prövas och är inte med i siffrorna.",
                    "One could not be decided and is not in the figures.",
                ),
                _ if decided == 0 => Words::new(
                    format!("{} kunde inte prövas.", counted.sv),
                    format!("{} could not be decided.", counted.en),
                ),
                _ => Words::new(
                    format!("{} kunde inte prövas och är inte med i siffrorna.", counted.sv),
                    format!("{} could not be decided and are not in the figures.", counted.en),
                ),
            });
        }
        if total.with_amount > 0 {
            let sum = sum(&total);
            lead.push(Words::new(
                format!("Förslagen ger sammanlagt {}.", sum.sv),
                format!("The proposals grant {} in all.", sum.en),
            ));
        }
        if let Some(day) = self.as_of {
            lead.push(Words::new(
                format!("Prövningsdag för alla: {day}."),
                format!("Assessment date of all: {day}."),
            ));
        }
        lead
    }

    fn parts(&self) -> Vec<Part> {
        let decided = self.tally.decided();
        let mut parts = Vec::new();
        // Of nothing there is nothing to say, not even that nothing is missing.
        if decided > 0 {
            parts.extend([
                self.outcomes(decided),
                self.grounds(decided),
                self.missing(decided),
            ]);
        }
        if !self.tally.referred.is_empty() {
            parts.push(self.referred(decided));
        }
        if self.tally.not_decided() > 0 {
            parts.push(self.refused());
        }
        parts
    }

    fn outcomes(&self, decided: u64) -> Part {
        let row = |outcome: Outcome| {
            let group = self
                .tally
                .outcomes
                .get(&outcome)
                .filter(|group| group.count > 0)?;
            Some(Row {
                name: outcome.as_str().to_owned(),
                label: outcome_words(&self.rules.program().ruleset, outcome).capitalised(),
                count: group.count,
                share: share(group.count, decided),
                note: amounts(group),
            })
        };
        Part {
            title: Words::new("Utfall", "Outcomes"),
            about: Words::new("Antal ansökningar", "Number of applications"),
            rows: Outcome::ALL.into_iter().filter_map(row).collect(),
            none: Words::default(),
        }
    }

    fn grounds(&self, decided: u64) -> Part {
        let rules = &self.rules.program().ruleset.rules;
        let row = |name: &str, count| {
            let rule = rules.iter().find(|rule| rule.id == name);
            Row {
                name: name.to_owned(),
                label: rule.map_or_else(|| Words::same(name), |rule| Words::from(&rule.title)),
                count,
                share: share(count, decided),
                note: Words::default(),
            }
        };
        Part {
            title: Words::new("Grunder", "Grounds"),
            about: Words::new(
                "Antal ansökningar som regeln avgjorde, ensam eller med andra",
                "Number of applications that the rule decided, alone or with others",
            ),
            rows: by_size(&self.tally.grounds, row),
            none: Words::new("Ingen regel avgjorde något.", "No rule decided anything."),
        }
    }

    fn missing(&self, decided: u64) -> Part {
        let row = |pointer: &str, count| {
            let field = field_at(self.rules.program(), pointer);
            Row {
                name: pointer.to_owned(),
                label: field.map_or_else(|| Words::same(pointer), |field| Words::from(&field.question)),
                count,
                share: share(count, decided),
                note: Words::default(),
            }
        };
        Part {
            title: Words::new("Uppgifter som saknas", "What is missing"),
            about: Words::new(
                "Antal ansökningar som inte kan avgöras utan uppgiften",
                "Number of applications that can't be settled without it",
            ),
            rows: by_size(&self.tally.missing, row),
            none: Words::new("Inget saknas.", "Nothing is missing."),
        }
    }

    fn referred(&self, decided: u64) -> Part {
        let bodies = &self.rules.program().ruleset.bodies;
        let row = |name: &str, count| {
            let body = bodies.iter().find(|body| body.name == name);
            Row {
                name: name.to_owned(),
                label: body.map_or_else(|| Words::same(name), |body| Words::from(&body.title)),
                count,
                share: share(count, decided),
                note: Words::default(),
            }
        };
        Part {
            title: Words::new("Hänvisas till", "Referred to"),
            about: Words::new("Antal ansökningar", "Number of applications"),
            rows: by_size(&self.tally.referred, row),
            none: Words::default(),
        }
    }

    fn refused(&self) -> Part {
        let all = self.tally.not_decided();
        let row = |code: &str, count| {
            let known = Code::ALL.iter().find(|known| known.as_str() == code);
            Row {
                name: code.to_owned(),
                label: known
                    .map_or_else(
                        || Words::new("raden är ingen ansökan", "the line is no application"),
                        |code| Words::new(code.title_sv(), code.title_en()),
                    )
                    .capitalised(),
                count,
                share: share(count, all),
                note: Words::default(),
            }
        };
        Part {
            title: Words::new("Kunde inte prövas", "Could not be decided"),
            about: Words::new(
                "Antal ansökningar, efter deras första fel",
                "Number of applications, by their first mistake",
            ),
            rows: by_size(&self.tally.refused, row),
            none: Words::default(),
        }
    }
}

/// The largest first, and those that are as large by name.
fn by_size(counts: &BTreeMap<String, u64>, row: impl Fn(&str, u64) -> Row) -> Vec<Row> {
    let mut rows: Vec<Row> = counts.iter().map(|(name, count)| row(name, *count)).collect();
    rows.sort_by_key(|row| Reverse(row.count));
    rows
}

/// The share of all in thousandths.
fn share(count: u64, all: u64) -> u64 {
    let thousands = u128::from(count).saturating_mul(1000);
    let share = thousands.checked_div(u128::from(all)).unwrap_or(0);
    u64::try_from(share).unwrap_or(1000)
}

/// What a group grants: the sum, and its smallest and largest amount when they differ.
fn amounts(group: &Group) -> Words {
    let (Some(least), Some(most)) = (group.least, group.most) else {
        return Words::default();
    };
    let sum = sum(group);
    if least == most {
        return sum;
    }
    let (least, most) = (money(least), money(most));
    Words::new(
        format!("{} ({}–{})", sum.sv, least.sv, most.sv),
        format!("{} ({}–{})", sum.en, least.en, most.en),
    )
}

fn sum(group: &Group) -> Words {
    group.sum.0.map_or_else(
        || Words::new("mer än som går att räkna", "more than can be counted"),
        money,
    )
}

/// A count as it is written in running text.
fn whole(count: u64) -> Words {
    number(i64::try_from(count).map_or(Number::ZERO, Number::whole))
}
