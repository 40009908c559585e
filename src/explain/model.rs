//! What an explanation holds: everything that a decision's JSON and text are made from.

use super::Words;
use crate::check::ruleset::{Answerer, Outcome, RuleKind, Track, Verb};
use crate::eval::{Effect, NextStep, ObligationStatus, Status};
use crate::value::{Date, Number};
use serde_json::Value;

/// Where the assessment date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayFrom {
    /// It was given together with the application.
    Caller,
    /// The application's `prövningsdag`.
    Application,
    /// The fact that the rule set names.
    Ruleset,
}

/// A decision's explanation, in both languages.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The version of the engine that made it.
    pub engine: String,
    /// The rule set.
    pub ruleset: RulesetNamed,
    /// The application's own id.
    pub application_id: Option<String>,
    /// SHA-256 of its typed facts.
    pub application_hash: String,
    /// The assessment date.
    pub assessed_on: Date,
    /// Where it comes from; the caller that chose it says so.
    pub day_from: Option<DayFrom>,
    /// How the decision is appealed.
    pub track: Track,
    /// The outcome.
    pub outcome: OutcomeNamed,
    /// The outcomes that are still possible.
    pub possible: Vec<OutcomeNamed>,
    /// Whether `possible` and `missing` are exact.
    pub exact: bool,
    /// The amount in öre, when it is granted at least in part.
    pub amount: Option<Number>,
    /// The amount in öre that was asked for, where the decisive grant says so.
    pub asked: Option<Number>,
    /// The amounts in öre that are possible while it is undetermined.
    pub possible_amounts: Vec<Number>,
    /// To whom it is referred.
    pub referred_to: Option<BodyNamed>,
    /// The names of the rules that decided.
    pub decisive: Vec<String>,
    /// The items of `för varje`.
    pub parts: Vec<PartExplained>,
    /// The named results.
    pub results: Vec<ResultExplained>,
    /// The rules.
    pub rules: Vec<RuleExplained>,
    /// What can still change the outcome.
    pub missing: Vec<MissingFact>,
    /// What is unknown and can't.
    pub not_needed: Vec<UnknownFact>,
    /// What the reader should know beside the grounds.
    pub remarks: Vec<Remark>,
    /// What speaks for.
    pub circumstances_for: Vec<Circumstance>,
    /// What speaks against.
    pub circumstances_against: Vec<Circumstance>,
    /// What sources state differently.
    pub contradictions: Vec<ContradictionExplained>,
    /// The conditions of the decision; none when nothing is granted or may be.
    pub conditions: Vec<ConditionExplained>,
    /// The obligations.
    pub obligations: Vec<ObligationExplained>,
    /// What to do next.
    pub next_step: NextStep,
}

/// Which rules decided.
#[derive(Clone, Debug)]
pub struct RulesetNamed {
    /// The name.
    pub name: String,
    /// The version as it is written; empty when none is.
    pub version: String,
    /// The hash.
    pub hash: String,
    /// The title.
    pub title: Words,
}

/// An outcome and what this rule set calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeNamed {
    /// The outcome.
    pub outcome: Outcome,
    /// What it is called.
    pub label: Words,
    /// Whether the rule set gives it another word (`ord`).
    pub renamed: bool,
}

/// A body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyNamed {
    /// Its name in the rule file.
    pub name: String,
    /// What it is called.
    pub title: Words,
}

/// A clause in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The document's title.
    pub document: Words,
    /// Where in it.
    pub locator: String,
}

/// A rule and what became of it.
#[derive(Clone, Debug)]
pub struct RuleExplained {
    /// Its name.
    pub id: String,
    /// Its kind.
    pub kind: RuleKind,
    /// Its status.
    pub status: Status,
    /// Its effect.
    pub effect: Effect,
    /// Its title.
    pub title: Words,
    /// The clauses that it rests on.
    pub sources: Vec<Source>,
    /// That, and why, it is assumed.
    pub assumption: Option<Words>,
    /// Why.
    pub because: Reason,
    /// What follows, values filled in; none when nothing does.
    pub text: Option<Words>,
    /// Of a grant: why it gives nothing, or less than what was asked for; none where it is not known, or gives all.
    pub ground: Option<Ground>,
    /// What kind of consequence it is.
    pub verb: Option<Verb>,
    /// Whether it is an exception, requirement or other rule whose consequence decided.
    pub decisive: bool,
    /// The titles of the exceptions that set it aside.
    pub set_aside_by: Vec<Words>,
}

/// Why a grant gives nothing, or less than what was asked for.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The sentence, without a full stop.
    pub text: Words,
    /// The clauses that it rests on.
    pub sources: Vec<Source>,
}

/// A step of a reason.
#[derive(Clone, Debug)]
pub struct Reason {
    /// The condition, or what was computed.
    pub text: Words,
    /// The opposite of the condition, where it is one.
    pub denied: Option<Words>,
    /// Whether it holds.
    pub value: Truth,
    /// The facts that it reads.
    pub facts: Vec<FactRead>,
    /// What it rests on.
    pub children: Vec<Reason>,
}

/// Whether a step holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It does.
    Holds,
    /// It doesn't.
    Fails,
    /// It isn't settled.
    Undetermined,
    /// It is no condition: a computation or a note.
    Note,
}

/// A fact that a step reads.
#[derive(Clone, Debug)]
pub struct FactRead {
    /// Its JSON pointer.
    pub pointer: String,
    /// What it is called.
    pub label: Words,
    /// Its value.
    pub value: Words,
    /// Who gave it, when and where, of a judgement.
    pub given: Vec<Given>,
    /// What its sources state differently.
    pub stated: Vec<StatedWords>,
}

/// An answer to a judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Who, when it is said.
    pub by: Option<Words>,
    /// When, when it is said.
    pub on: Option<Words>,
    /// In which document, when it is said.
    pub document: Option<Words>,
    /// The answer; none when no position was taken.
    pub value: Option<Words>,
    /// Whether it is dated after the assessment date and so doesn't count.
    pub too_late: bool,
}

/// A value and the source that states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedWords {
    /// The value in words.
    pub text: Words,
    /// The value as the application writes it.
    pub value: Value,
    /// The source; empty when none is named.
    pub source: String,
}

/// An item of a `för varje`.
#[derive(Clone, Debug)]
pub struct PartExplained {
    /// The JSON pointer of the item.
    pub pointer: String,
    /// What the item is called.
    pub label: Words,
    /// Its outcome.
    pub outcome: OutcomeNamed,
    /// Its amount in öre.
    pub amount: Option<Number>,
    /// The amount in öre that is asked for, where a grant of the block says so and it is known.
    pub asked: Option<Number>,
    /// The rules that decided.
    pub decisive: Vec<String>,
    /// The block's rules.
    pub rules: Vec<RuleExplained>,
}

/// A named result.
#[derive(Clone, Debug)]
pub struct ResultExplained {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Words,
    /// Its value in JSON; `null` when it has not one.
    pub value: Value,
    /// Its value in words.
    pub text: Words,
    /// How it was computed.
    pub because: Reason,
    /// The clauses that it rests on.
    pub sources: Vec<Source>,
    /// That, and why, it is assumed.
    pub assumption: Option<Words>,
}

/// Someone to ask.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who.
    pub who: Answerer,
    /// The body's name in the rule file.
    pub body: Option<String>,
    /// What they are called.
    pub title: Words,
}

/// A fact or a judgement that can still change the outcome.
#[derive(Clone, Debug)]
pub struct MissingFact {
    /// Its JSON pointer.
    pub pointer: String,
    /// Whether it is a judgement.
    pub judgement: bool,
    /// What it is called, with the item that it belongs to.
    pub label: Words,
    /// What is known of it: bounds, or what sources state; none when nothing is.
    pub known: Option<Words>,
    /// Whom to ask.
    pub ask: Vec<Asked>,
    /// The question.
    pub question: Words,
    /// The rules that need it.
    pub needed_by: Vec<RuleNamed>,
    /// Whether it selects the version of the rules: then every rule needs it, and `needed_by` has those first that read
    /// it themselves.
    pub selects_version: bool,
    /// How many of `needed_by` read it themselves; all, unless it selects the version.
    pub readers: usize,
}

/// A rule's name and title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleNamed {
    /// The name.
    pub id: String,
    /// The title.
    pub title: Words,
}

/// A fact that is unknown and can't change the outcome.
#[derive(Clone, Debug)]
pub struct UnknownFact {
    /// Its JSON pointer.
    pub pointer: String,
    /// What it is called.
    pub label: Words,
    /// The question.
    pub question: Words,
}

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// A rule leaves it.
    Rule,
    /// A value is only known within bounds.
    Estimate,
    /// A judgement is dated after the assessment date.
    LateJudgement,
    /// A body was asked and takes no position.
    NoPosition,
    /// Another spelling was used.
    Alias,
    /// A rule could not be computed.
    Failure,
}

impl RemarkKind {
    /// Its name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Estimate => "estimate",
            Self::LateJudgement => "late_judgement",
            Self::NoPosition => "no_position",
            Self::Alias => "alias",
            Self::Failure => "failure",
        }
    }
}

/// A remark.
#[derive(Clone, Debug)]
pub struct Remark {
    /// What it is about.
    pub kind: RemarkKind,
    /// The rule that leaves it.
    pub rule: Option<String>,
    /// The JSON pointer of the fact that it is about.
    pub pointer: Option<String>,
    /// What is to be said.
    pub text: Words,
}

/// A circumstance that holds.
#[derive(Clone, Debug)]
pub struct Circumstance {
    /// The rule.
    pub rule: String,
    /// What is to be said.
    pub text: Words,
    /// The clauses that it rests on.
    pub sources: Vec<Source>,
}

/// What sources state differently of one fact.
#[derive(Clone, Debug)]
pub struct ContradictionExplained {
    /// Its JSON pointer.
    pub pointer: String,
    /// What it is called.
    pub label: Words,
    /// The values.
    pub values: Vec<StatedWords>,
    /// Whether it can change the outcome.
    pub matters: bool,
}

/// A condition of the decision.
#[derive(Clone, Debug)]
pub struct ConditionExplained {
    /// The rule.
    pub rule: String,
    /// The condition.
    pub text: Words,
    /// Whether it is certain that it applies.
    pub applies: bool,
    /// The clauses that it rests on.
    pub sources: Vec<Source>,
}

/// An obligation.
#[derive(Clone, Debug)]
pub struct ObligationExplained {
    /// The rule.
    pub rule: String,
    /// Its title.
    pub title: Words,
    /// Its state.
    pub state: ObligationStatus,
    /// The last day.
    pub last_day: Option<Date>,
    /// Whether the rule moves a last day that is a day off to the next weekday (`flyttad till vardag`).
    pub moved: bool,
    /// The day on which it was performed, when one is stated.
    pub performed: Option<Date>,
    /// The amount in öre.
    pub amount: Option<Number>,
    /// What else is to be done.
    pub what: Option<Words>,
    /// To whom.
    pub party: Option<Words>,
    /// What follows when it isn't performed.
    pub breach: Option<Words>,
    /// The clauses that it rests on.
    pub sources: Vec<Source>,
    /// That, and why, it is assumed.
    pub assumption: Option<Words>,
}
