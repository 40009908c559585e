//! What the evaluation came to.

use crate::check::ruleset::{Answerer, BlockId, BodyId, Outcome, RuleId};
use crate::program::{Failure, Place};
use crate::value::{Date, Number};

/// A rule's status: the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Outside its validity, or its guard is false.
    NotApplicable,
    /// An exception to it holds.
    SetAside,
    /// Its own condition holds.
    Met,
    /// Its own condition doesn't hold.
    NotMet,
    /// Its guard or its condition is not settled.
    Undetermined,
}

impl Status {
    /// Its name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::SetAside => "set_aside",
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::Undetermined => "undetermined",
        }
    }
}

/// Whether a rule's consequence takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It takes place.
    Applies,
    /// It may.
    Possible,
    /// It doesn't.
    None,
}

impl Effect {
    /// Its name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Applies => "applies",
            Self::Possible => "possible",
            Self::None => "none",
        }
    }
}

/// A rule's status and effect, and why it could not be computed when it couldn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleState {
    /// The rule.
    pub rule: RuleId,
    /// Its status.
    pub status: Status,
    /// Its effect.
    pub effect: Effect,
    /// A failure that it met.
    pub failure: Option<Failure>,
}

/// One item of a `för varje`.
#[derive(Clone, Debug)]
pub struct Part {
    /// The block.
    pub block: BlockId,
    /// Which item, from 0.
    pub index: u32,
    /// The frame of the trace (meaningless when there is no trace).
    pub frame: super::FrameId,
    /// Its outcome.
    pub outcome: Outcome,
    /// The outcomes that it can still have.
    pub possible: Vec<Outcome>,
    /// Its amount in öre, when it is granted at least in part.
    pub amount: Option<Number>,
    /// The rules that decided.
    pub decisive: Vec<RuleId>,
    /// The block's rules.
    pub rules: Vec<RuleState>,
}

/// A fact or a judgement that can still change the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where.
    pub place: Place,
    /// Whom to ask.
    pub ask: Vec<Answerer>,
    /// The rules that need it.
    pub needed_by: Vec<RuleId>,
}

/// The state of an obligation on the assessment date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObligationStatus {
    /// Its trigger doesn't hold.
    NotTriggered,
    /// Triggered, not performed, before the last day.
    Upcoming,
    /// On the last day, or none is set.
    Due,
    /// Performed by the last day.
    Fulfilled,
    /// Performed after it, or not performed and it has passed.
    Late,
    /// The trigger, the performance or the last day is unknown.
    Undetermined,
}

impl ObligationStatus {
    /// Its name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotTriggered => "not_triggered",
            Self::Upcoming => "upcoming",
            Self::Due => "due",
            Self::Fulfilled => "fulfilled",
            Self::Late => "late",
            Self::Undetermined => "undetermined",
        }
    }
}

/// An obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObligationState {
    /// The rule.
    pub rule: RuleId,
    /// Its state.
    pub status: ObligationStatus,
    /// The last day, when it is known.
    pub last_day: Option<Date>,
    /// The day on which it was performed, when one is stated.
    pub performed: Option<Date>,
    /// The amount in öre, when it is known and the obligation may be owed.
    pub amount: Option<Number>,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NextStep {
    /// Everything that can matter is known.
    Decide,
    /// Ask the applicant.
    AskApplicant,
    /// Ask a body.
    AskBody,
    /// A person must assess it.
    AssessManually,
}

impl NextStep {
    /// Its name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Decide => "decide",
            Self::AskApplicant => "ask_applicant",
            Self::AskBody => "ask_body",
            Self::AssessManually => "assess_manually",
        }
    }
}

/// What the evaluation came to.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The assessment date.
    pub assessed_on: Date,
    /// The outcome.
    pub outcome: Outcome,
    /// The outcomes that some completion of the facts may reach, in the order of [`Outcome`].
    pub possible: Vec<Outcome>,
    /// Whether `possible` and `missing` are exact, or a sound superset.
    pub exact: bool,
    /// The amount in öre, when it is granted at least in part.
    pub amount: Option<Number>,
    /// The amounts that are possible while it is undetermined, smallest first, in öre; empty when they are too many to
    /// tell.
    pub possible_amounts: Vec<Number>,
    /// To whom it is referred.
    pub referred_to: Option<BodyId>,
    /// The rules that decided, in listing order.
    pub decisive: Vec<RuleId>,
    /// Every rule outside blocks, in listing order.
    pub rules: Vec<RuleState>,
    /// The items of blocks.
    pub parts: Vec<Part>,
    /// What can still change the outcome.
    pub missing: Vec<Missing>,
    /// What is unknown and can't change it.
    pub not_needed: Vec<Place>,
    /// Contradicted facts that can change the outcome.
    pub contradicted: Vec<Place>,
    /// The obligations.
    pub obligations: Vec<ObligationState>,
    /// What to do next.
    pub next_step: NextStep,
}
