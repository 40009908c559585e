//! The fast lane of a rule set: an application that is written in the common form, and that the lane settles, is decided without its facts as
//! cells. All others take the ordinary way.

use std::sync::Arc;

use super::{Decision, RuleSet};
use crate::check::ruleset::Outcome;
use crate::eval::NextStep;
use crate::eval::lane::{self, Lane};
use crate::explain::DayFrom;
use crate::facts::Quick;
use crate::program::Program;
use crate::program::slots::Slots;

/// What the fast lane needs from application to application.
#[derive(Debug, Default)]
pub(super) struct Memory {
    slots: Slots,
    scratch: lane::Scratch,
}

/// The lane of a program, when it has one. A rule set with `för varje` has decisions of parts, which the lane doesn't tell.
pub(super) fn lane(program: &Program) -> Option<Arc<Lane>> {
    match program.ruleset.blocks.is_empty() {
        true => Lane::new(program).map(Arc::new),
        false => None,
    }
}

/// Decides an application, when the lane settles it.
pub(super) fn decide(
    rules: &RuleSet,
    lane: &Lane,
    quick: &mut Quick,
    memory: &mut Memory,
    application: &[u8],
) -> Option<Decision> {
    let Memory { slots, scratch } = memory;
    if !quick.words(application, slots) {
        return None;
    }
    let heading = quick.heading();
    if heading
        .ruleset
        .as_deref()
        .is_some_and(|named| named != rules.name())
    {
        return None;
    }
    let given = rules.as_of.map(|day| (day, DayFrom::Caller));
    let stated = heading.assessed_on.map(|day| (day, DayFrom::Application));
    // The day that the rule set names is a fact, which the ordinary way reads.
    let (day, day_from) = given.or(stated)?;
    let effects = lane.effects(slots, day, scratch)?;
    // What stays open for another reason than a missing fact is told by the ordinary way.
    let decided = effects.decided().filter(|d| d.outcome != Outcome::Undetermined)?;
    Some(Decision {
        id: heading.id.clone(),
        assessed_on: day,
        day_from,
        outcome: decided.outcome,
        possible: vec![decided.outcome],
        amount: decided.amount,
        referred_to: decided.referred_to,
        decisive: effects.decisive()?,
        decisive_of_parts: Vec::new(),
        missing: Vec::new(),
        next_step: NextStep::Decide,
    })
}
