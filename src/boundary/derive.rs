//! The cases around a threshold, derived from an existing one by changing one fact.

use std::collections::BTreeSet;

use serde_json::Value;

use super::base::Base;
use super::depend::{Dependency, dependencies};
use super::leaf::{Leaf, leaves};
use super::measure::{frames, holds, measure};
use super::solve::solve;
use super::threshold::{Compared, Threshold};
use crate::check::RuleSet;
use crate::check::ruleset::Outcome;
use crate::check::visit::Owner;
use crate::diagnostic::Diagnostic;
use crate::eval::{Effect, FrameId, ObligationStatus, Status};
use crate::explain::Words;
use crate::program::Program;
use crate::source::FileId;
use crate::trial::{self, Trial, Tried};
use crate::value::{Date, Number};

/// How many bases are tried, those in which the rule matters first.
const BASES: usize = 40;

/// The outcome changes, all three cases are there, and what is measured changes.
const BEST: (bool, usize, bool) = (true, 3, true);

/// On which side of the threshold a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Just below.
    Below,
    /// At it.
    At,
    /// Just above.
    Above,
}

/// A derived case.
#[derive(Clone, Debug)]
pub struct Row {
    /// On which side it is.
    pub side: Side,
    /// What the quantity is: a number, or days since 1970-01-01.
    pub value: Number,
    /// The fact's new value, as the application writes it; of a list, all of it.
    pub to: Value,
    /// The whole application.
    pub application: Value,
    /// What was decided, or why nothing could be.
    pub tried: Result<Box<Tried>, Vec<Diagnostic>>,
    /// Whether the condition holds; none when it isn't settled or there is none.
    pub holds: Option<bool>,
    /// The existing cases and examples in which the quantity is that far from the threshold.
    pub existing: Vec<String>,
}

/// What was derived around a threshold.
#[derive(Clone, Debug)]
pub struct Boundary {
    /// The case or example that it was derived from; none when nothing could be.
    pub base: Option<String>,
    /// The assessment date that the base was given first, where what is done after it would not be looked at.
    pub moved_to: Option<Date>,
    /// The JSON pointer of the fact that was changed.
    pub pointer: String,
    /// The cases, from below.
    pub rows: Vec<Row>,
    /// Whether the outcome or the amount changes over the threshold.
    pub decides: bool,
    /// Whether the rule's own status or effect, or an obligation's state, changes over it.
    pub turns: bool,
    /// Why the threshold, or a side of it, wasn't reached.
    pub why: Option<Words>,
}

impl Boundary {
    /// Whether there are cases on both sides already: in the two rows between which the condition turns; where there is no
    /// condition, in all rows.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        let turning = self.rows.windows(2).find_map(|pair| match pair {
            [a, b] if a.holds.is_some() && b.holds.is_some() && a.holds != b.holds => Some([a, b]),
            _ => None,
        });
        match turning {
            Some(pair) => pair.iter().all(|row| !row.existing.is_empty()),
            None => !self.rows.is_empty() && self.rows.iter().all(|row| !row.existing.is_empty()),
        }
    }
}

/// Derives the cases around a threshold.
#[must_use]
pub fn derive(program: &Program, threshold: &Threshold<'_>, bases: &[Base]) -> Boundary {
    let set = &program.ruleset;
    let fields = dependencies(set, threshold);
    let moved: Vec<Base>;
    let all = bases;
    let bases = if matches!(threshold.compared, Compared::Performed(..)) {
        moved = bases
            .iter()
            .map(|base| assessed_later(program, threshold, base))
            .collect();
        &moved
    } else {
        bases
    };
    let mut ranked: Vec<((bool, bool), Number, &Base, FrameId)> = Vec::new();
    for base in bases {
        for frame in frames(threshold, &base.tried) {
            let away = measure(threshold, &base.tried, frame).and_then(|m| m.above());
            let away = away.and_then(|d| if d.is_negative() { d.neg() } else { Some(d) });
            let idle = !matters(set, threshold, &base.tried);
            let open = base.tried.verdict.outcome == Outcome::Undetermined;
            ranked.extend(away.map(|away| ((idle, open), away, base, frame)));
        }
    }
    ranked.sort_by_key(|(rank, away, ..)| (*rank, *away));
    let mut best: Option<((bool, usize, bool), Boundary)> = None;
    for (_, _, base, frame) in ranked.iter().take(BASES) {
        for leaf in leaves(set, &base.application, base.tried.verdict.assessed_on, &fields) {
            let Some(found) = around(program, threshold, base, *frame, &leaf) else {
                continue;
            };
            let matters = found.decides || (threshold.is_aside(set) && found.turns);
            // Rather what is measured than what it is measured by.
            let moves = found.rows.windows(2).all(|pair| match pair {
                [a, b] => a.value != b.value,
                _ => true,
            });
            let score = (matters, found.rows.len(), moves);
            if best.as_ref().is_none_or(|(known, _)| *known < score) {
                best = Some((score, found));
            }
            if score == BEST {
                break;
            }
        }
        if best.as_ref().is_some_and(|(score, _)| *score == BEST) {
            break;
        }
    }
    let mut boundary = best.map_or_else(|| unreached(set, &fields, ranked.is_empty()), |(_, found)| found);
    for row in &mut boundary.rows {
        row.existing = existing(set, threshold, all, row);
    }
    boundary
}

/// The base, assessed on the second day after an obligation's last one unless it is assessed later: what is performed after the assessment
/// date is not looked at.
fn assessed_later(program: &Program, threshold: &Threshold<'_>, base: &Base) -> Base {
    let later = || {
        let last = measure(threshold, &base.tried, FrameId::TOP)?.limit.as_i64()?;
        let day = Date::from_days(i32::try_from(last).ok()?)?.add_days(2)?;
        if day <= base.tried.verdict.assessed_on {
            return None;
        }
        let mut application = base.application.clone();
        let stated = application.as_object_mut()?;
        stated.insert("prövningsdag".to_owned(), day.to_string().into());
        Some(Base {
            tried: attempt(program, &application).ok()?,
            application,
            moved_to: Some(day),
            ..base.clone()
        })
    };
    later().unwrap_or_else(|| base.clone())
}

/// The cases around the threshold that changing one fact of a base gives.
fn around(
    program: &Program,
    threshold: &Threshold<'_>,
    base: &Base,
    frame: FrameId,
    leaf: &Leaf,
) -> Option<Boundary> {
    let above = |to: Number| {
        let application = leaf.changed(&base.application, to)?;
        match (attempt(program, &application), threshold.compared) {
            (Ok(tried), _) => measure(threshold, &tried, frame)?.above(),
            // Outside the rule set's validity nothing is decided; the day is the fact itself.
            (Err(_), Compared::InForce(_, limit, _)) => to.sub(Number::whole(i64::from(limit.days()))),
            (Err(_), _) => None,
        }
    };
    let mut solutions = leaf
        .steps()
        .into_iter()
        .filter_map(|step| solve(leaf.now, step, above));
    let first = solutions.next()?;
    let solution = if first.at.is_none() {
        solutions.next().unwrap_or(first)
    } else {
        first
    };
    let sides = [
        (Side::Below, solution.below),
        (Side::At, solution.at),
        (Side::Above, solution.above),
    ];
    let rows: Vec<Row> = sides
        .into_iter()
        .filter_map(|(side, to)| row(program, threshold, base, frame, leaf, side, to?))
        .collect();
    let decisions: BTreeSet<Option<(Outcome, Option<Number>)>> = rows
        .iter()
        .map(|row| {
            row.tried
                .as_ref()
                .ok()
                .map(|t| (t.verdict.outcome, t.verdict.amount))
        })
        .collect();
    let states: BTreeSet<Option<Own>> = rows
        .iter()
        .map(|row| row.tried.as_ref().ok().map(|tried| own(threshold, tried)))
        .collect();
    let why = match (solution.below, solution.at, solution.above) {
        (Some(_), Some(_), Some(_)) => None,
        (Some(_), None, Some(_)) => Some(Words::new(
            format!(
                "med ett steg i `{}` blir värdet aldrig exakt gränsen",
                leaf.pointer
            ),
            format!(
                "a step of `{}` never makes the value exactly the threshold",
                leaf.pointer
            ),
        )),
        (None, ..) => Some(Words::new(
            format!("`{}` kan inte ge något under gränsen", leaf.pointer),
            format!("`{}` can give nothing below the threshold", leaf.pointer),
        )),
        (_, _, None) => Some(Words::new(
            format!("`{}` kan inte ge något över gränsen", leaf.pointer),
            format!("`{}` can give nothing above the threshold", leaf.pointer),
        )),
    };
    Some(Boundary {
        base: Some(base.name.clone()),
        moved_to: base.moved_to,
        pointer: leaf.pointer.clone(),
        decides: decisions.len() > 1,
        turns: states.len() > 1,
        rows,
        why,
    })
}

fn row(
    program: &Program,
    threshold: &Threshold<'_>,
    base: &Base,
    frame: FrameId,
    leaf: &Leaf,
    side: Side,
    to: Number,
) -> Option<Row> {
    let application = leaf.changed(&base.application, to)?;
    let tried = attempt(program, &application).map(Box::new);
    let measured = tried
        .as_ref()
        .ok()
        .and_then(|tried| measure(threshold, tried, frame));
    Some(Row {
        side,
        value: measured.map_or(to, |measured| measured.value),
        to: application.pointer(&leaf.pointer).cloned().unwrap_or_default(),
        holds: tried
            .as_ref()
            .ok()
            .and_then(|tried| holds(threshold, tried, frame)),
        application,
        tried,
        existing: Vec::new(),
    })
}

fn attempt(program: &Program, application: &Value) -> Result<Tried, Vec<Diagnostic>> {
    let trial = Trial {
        path: String::new(),
        place: String::new(),
        example: None,
        bytes: serde_json::to_vec(application).unwrap_or_default(),
        expected: None,
    };
    trial::attempt(program, &trial, FileId(0))
}

/// What the threshold's own rule came to, at the top and in each item, and the state of its obligation.
type Own = (BTreeSet<(Status, Effect)>, Vec<ObligationStatus>);

fn own(threshold: &Threshold<'_>, tried: &Tried) -> Own {
    let Owner::Rule(id) = threshold.owner else {
        return (BTreeSet::new(), Vec::new());
    };
    let parts = tried.verdict.parts.iter().flat_map(|part| &part.rules);
    let states = tried.verdict.rules.iter().chain(parts);
    let duties = tried.verdict.obligations.iter().filter(|duty| duty.rule == id);
    (
        states
            .filter(|state| state.rule == id)
            .map(|state| (state.status, state.effect))
            .collect(),
        duties.map(|duty| duty.status).collect(),
    )
}

/// Whether the threshold's rule is looked at in the case: it is in force, its guard holds, no exception sets it aside. A threshold
/// in the guard is looked at whether it holds or not.
fn matters(set: &RuleSet, threshold: &Threshold<'_>, tried: &Tried) -> bool {
    if threshold.is_in_guard(set) {
        return true;
    }
    let (states, duties) = own(threshold, tried);
    let looked_at = |(status, _): &(Status, Effect)| matches!(status, Status::Met | Status::NotMet);
    let triggered = duties
        .iter()
        .all(|state| *state != ObligationStatus::NotTriggered);
    triggered && (states.is_empty() || states.iter().any(looked_at))
}

/// The existing cases in which the quantity is as far from the threshold as in the row, and the rule is looked at.
fn existing(set: &RuleSet, threshold: &Threshold<'_>, bases: &[Base], row: &Row) -> Vec<String> {
    let Some(wanted) = row.tried.as_ref().ok().and_then(|tried| {
        distances(threshold, tried)
            .into_iter()
            .find(|(value, _)| *value == row.value)
    }) else {
        return Vec::new();
    };
    bases
        .iter()
        .filter(|base| matters(set, threshold, &base.tried))
        .filter(|base| {
            distances(threshold, &base.tried)
                .iter()
                .any(|(_, away)| *away == wanted.1)
        })
        .map(|base| base.name.clone())
        .collect()
}

/// The quantity, and how far it is above the threshold, everywhere that it is looked at.
fn distances(threshold: &Threshold<'_>, tried: &Tried) -> Vec<(Number, Number)> {
    frames(threshold, tried)
        .into_iter()
        .filter_map(|frame| {
            let measured = measure(threshold, tried, frame)?;
            Some((measured.value, measured.above()?))
        })
        .collect()
}

/// Why nothing was derived.
fn unreached(set: &RuleSet, fields: &BTreeSet<Dependency>, unmeasured: bool) -> Boundary {
    let names: Vec<String> = fields
        .iter()
        .filter_map(|dependency| match dependency {
            Dependency::Fact(at) => set.application.get(usize::from(*at)).map(|f| f.json.clone()),
            Dependency::Field(record, at) => {
                let record = set.records.get(usize::from(record.0))?;
                record.fields.get(usize::from(*at)).map(|f| f.json.clone())
            }
            Dependency::Day => Some("prövningsdag".to_owned()),
        })
        .collect();
    let list = names.join(", ");
    let why = match (unmeasured, names.is_empty()) {
        (true, _) => Words::new(
            format!("i inget fall är det som jämförs känt ({list})"),
            format!("in no case is what is compared known ({list})"),
        ),
        (_, true) => Words::new("den beror inte på någon uppgift", "it depends on no fact"),
        _ => Words::new(
            format!("ingen ändring av en enda uppgift ({list}) når gränsen"),
            format!("no change of a single fact ({list}) reaches the threshold"),
        ),
    };
    Boundary {
        base: None,
        moved_to: None,
        pointer: String::new(),
        rows: Vec::new(),
        decides: false,
        turns: false,
        why: Some(why),
    }
}
