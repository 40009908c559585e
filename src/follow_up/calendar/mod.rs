//! A case's obligations over time.

mod ics;
mod json;
mod report;

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::eval::{self, ObligationStatus, Verdict};
use crate::explain::{DayFrom, Explanation, ObligationExplained};
use crate::facts::{self, Facts};
use crate::program::Program;
use crate::source::FileId;
use crate::trial;
use crate::value::{Date, DayOff};

pub use ics::ics as calendar_ics;
pub use json::json as calendar_json;
pub(super) use report::item as duty_item;
pub use report::{markdown as calendar_markdown, text as calendar_text};

/// A case's obligations, as they stand on the assessment date and over time.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// What names the case from one day to the next: its id, else where it stands.
    pub key: String,
    /// The decision on the assessment date.
    pub explanation: Explanation,
    /// The obligations, in listing order.
    pub duties: Vec<Duty>,
}

/// An obligation over time.
#[derive(Clone, Debug)]
pub struct Duty {
    /// As it stands on the assessment date.
    pub now: ObligationExplained,
    /// What makes its last day a day off, when it is one.
    pub off: Option<DayOff>,
    /// How many days are left to its last day on the assessment date; below zero when it has passed.
    pub days_left: Option<i64>,
    /// Its states, one after the other, by what is known on the assessment date.
    pub stretches: Vec<Stretch>,
}

/// The days on which an obligation is in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first day; none when it has always been so.
    pub from: Option<Date>,
    /// The last day, included; none when it stays so.
    pub to: Option<Date>,
    /// The state.
    pub state: ObligationStatus,
}

impl Duty {
    /// An obligation as it stands on one day.
    pub(super) fn on(now: &ObligationExplained, today: Date) -> Self {
        let days = |last: Date| i64::from(last.days()).saturating_sub(i64::from(today.days()));
        Self {
            off: now.last_day.and_then(Date::day_off),
            days_left: now.last_day.map(days),
            stretches: Vec::new(),
            now: now.clone(),
        }
    }
}

/// Decides the facts on the day, and on the days on which an obligation can turn. `place` names a case without an id.
///
/// # Errors
/// F0117 when the rule set isn't in force on the day that selects its version; `file` is the application's.
pub fn calendar(
    program: &Program,
    facts: Facts,
    day: (Date, DayFrom),
    file: FileId,
    place: &str,
) -> Result<Calendar, Vec<Diagnostic>> {
    let tried = trial::decide(program, facts.clone(), day, file)?;
    let explanation = tried.explanation(&program.ruleset);
    let mut turns = BTreeSet::from([day.0]);
    for obligation in &tried.verdict.obligations {
        turns.extend(obligation.performed);
        turns.extend(obligation.last_day);
        turns.extend(obligation.last_day.and_then(|last| last.add_days(1)));
    }
    let before = turns.first().and_then(|first| first.add_days(-1));
    // A rule set that the assessment date selects isn't in force on all days.
    let verdicts: Vec<(Option<Date>, Verdict)> = before
        .map(|day| (None, day))
        .into_iter()
        .chain(turns.iter().map(|day| (Some(*day), *day)))
        .filter_map(|(from, day)| {
            let mut facts = facts.clone();
            facts::settle(&mut facts, day);
            let verdict = eval::decide(program, &mut facts, day).ok()?;
            Some((from, verdict))
        })
        .collect();
    let duties = explanation
        .obligations
        .iter()
        .map(|now| Duty {
            stretches: stretches(program, &now.rule, &verdicts),
            ..Duty::on(now, day.0)
        })
        .collect();
    Ok(Calendar {
        key: explanation
            .application_id
            .clone()
            .unwrap_or_else(|| place.to_owned()),
        explanation,
        duties,
    })
}

/// The states of one obligation, those after each other that are alike taken together.
fn stretches(program: &Program, rule: &str, verdicts: &[(Option<Date>, Verdict)]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (from, verdict) in verdicts {
        let state = verdict.obligations.iter().find(|state| {
            let found = program.ruleset.rules.get(usize::from(state.rule.0));
            found.is_some_and(|found| found.id == rule)
        });
        let Some(state) = state.map(|state| state.status) else {
            continue;
        };
        match stretches.last_mut() {
            Some(last) if last.state == state => {}
            last => {
                if let Some(last) = last {
                    last.to = from.and_then(|from| from.add_days(-1));
                }
                stretches.push(Stretch {
                    from: *from,
                    to: None,
                    state,
                });
            }
        }
    }
    stretches
}
