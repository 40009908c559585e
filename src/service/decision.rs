//! A decision, without its explanation.

use crate::check::ruleset::{Answerer, BodyId, Outcome, RuleId};
use crate::eval::{NextStep, Verdict};
use crate::explain::DayFrom;
use crate::facts::{Facts, pointers};
use crate::program::{Place, Program};
use crate::value::{Date, Number};

/// What an application came to: a proposal, which a person decides on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The application's own id (`id`), when it has one.
    pub id: Option<String>,
    /// The day on which it was assessed.
    pub assessed_on: Date,
    /// Where that day comes from.
    pub day_from: DayFrom,
    /// The outcome.
    pub outcome: Outcome,
    /// The outcomes that the facts which are missing can still give, in the order of [`Outcome`]; of a decided application, its outcome alone.
    pub possible: Vec<Outcome>,
    /// The amount in öre (SEK × 100), exact; none unless the outcome is granted or partly granted, and some amount is.
    pub amount: Option<Number>,
    /// The body that it is referred to, when it is.
    pub referred_to: Option<BodyId>,
    /// The rules that decided it as a whole, in the order in which the rule set lists them; see
    /// [`RuleSet::ground`](super::RuleSet::ground).
    pub decisive: Vec<RuleId>,
    /// The rules that decided some item of a `för varje`, in the same order, each once.
    pub decisive_of_parts: Vec<RuleId>,
    /// What can still change the outcome; empty when it is decided.
    pub missing: Vec<Missing>,
    /// What to do next.
    pub next_step: NextStep,
}

/// A fact or a judgement that can still change the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where it is to stand in the application: a JSON pointer (RFC 6901) of the fields' own keys.
    pub pointer: String,
    /// Whom to ask.
    pub ask: Vec<Answerer>,
    /// The rules that need it.
    pub needed_by: Vec<RuleId>,
}

impl Decision {
    /// Whether it gives what was asked for, or a part of it.
    #[must_use]
    pub fn is_granted(&self) -> bool {
        matches!(self.outcome, Outcome::Granted | Outcome::PartlyGranted)
    }

    /// The rules that decided: it as a whole, or an item of it.
    pub fn grounds(&self) -> impl Iterator<Item = RuleId> {
        let of_parts = self.decisive_of_parts.iter().copied();
        let more = of_parts.filter(|rule| !self.decisive.contains(rule));
        self.decisive.iter().copied().chain(more)
    }

    /// What the verdict on the facts comes to. Their id is taken.
    pub(super) fn of(program: &Program, facts: &mut Facts, verdict: Verdict, day_from: DayFrom) -> Self {
        let places: Vec<Place> = verdict.missing.iter().map(|missing| missing.place).collect();
        let missing = verdict
            .missing
            .into_iter()
            .zip(pointers(&program.schema, facts, places))
            .map(|(missing, pointer)| Missing {
                pointer,
                ask: missing.ask,
                needed_by: missing.needed_by,
            })
            .collect();
        let mut decisive_of_parts: Vec<RuleId> = verdict
            .parts
            .iter()
            .flat_map(|part| part.decisive.iter().copied())
            .collect();
        decisive_of_parts.sort_unstable();
        decisive_of_parts.dedup();
        Self {
            id: facts.id.take(),
            assessed_on: verdict.assessed_on,
            day_from,
            outcome: verdict.outcome,
            possible: verdict.possible,
            amount: verdict.amount,
            referred_to: verdict.referred_to,
            decisive: verdict.decisive,
            decisive_of_parts,
            missing,
            next_step: verdict.next_step,
        }
    }
}
