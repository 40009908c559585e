//! A coverage report, as data.

use super::Share;
use crate::check::ruleset::{Outcome, RuleKind};
use crate::eval::{Effect, ObligationStatus, Status};
use crate::value::Bilingual;

/// What cases and examples have shown of a rule set.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The rule set's name.
    pub ruleset: String,
    /// How many cases and examples were looked at.
    pub trials: usize,
    /// Its rules, in listing order.
    pub rules: Vec<RuleCover>,
    /// The conditions of its decisions, in the order of their places.
    pub conditions: Vec<ConditionCover>,
    /// The outcomes that its rules can give.
    pub outcomes: Vec<OutcomeCover>,
    /// The rows of its concepts.
    pub rows: Vec<RowCover>,
    /// The values of its dated parameters.
    pub values: Vec<ValueCover>,
    /// Its obligations.
    pub obligations: Vec<ObligationCover>,
    /// Acceptances that match nothing or accept more than is needed.
    pub mistakes: Vec<Mistake>,
}

impl Coverage {
    /// How many rules are covered.
    #[must_use]
    pub fn rule_share(&self) -> Share {
        Share::count(
            self.rules
                .iter()
                .map(|rule| (rule.is_covered(), rule.is_accepted())),
        )
    }

    /// How many conditions are covered.
    #[must_use]
    pub fn condition_share(&self) -> Share {
        let covered = |condition: &ConditionCover| (condition.is_covered(), condition.is_accepted());
        Share::count(self.conditions.iter().map(covered))
    }

    /// How many of the outcomes that the rules can give were reached.
    #[must_use]
    pub fn outcome_share(&self) -> Share {
        Share::count(self.outcomes.iter().map(|outcome| (outcome.reached > 0, false)))
    }
}

/// A place in a rule file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as a person would write it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// What was shown of a rule.
#[derive(Clone, Debug)]
pub struct RuleCover {
    /// Its name.
    pub id: String,
    /// Its kind.
    pub kind: RuleKind,
    /// Where its name stands.
    pub place: Place,
    /// The statuses and effects that were seen, and how often each was.
    pub seen: Vec<(Status, Effect, usize)>,
    /// How often it took effect; of a goal, how often it was met.
    pub took_effect: usize,
    /// How often it had none; of a goal, how often it was not met.
    pub had_none: usize,
    /// Whether nothing can keep it from taking effect.
    pub always: bool,
    /// Why it is accepted that it never takes effect, and that it always does: its conditions are accepted as never being
    /// that way.
    pub accepted: [Option<Bilingual>; 2],
}

impl RuleCover {
    /// Whether all that is needed was seen.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.lacks() == [false; 2]
    }

    /// Whether an effect was not seen and not accepted, and whether it being without one was not.
    #[must_use]
    pub fn lacks(&self) -> [bool; 2] {
        let [never, always] = &self.accepted;
        [
            self.took_effect == 0 && never.is_none(),
            !self.always && self.had_none == 0 && always.is_none(),
        ]
    }

    /// Whether it is covered only because something is accepted.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.is_covered() && (self.took_effect == 0 || (!self.always && self.had_none == 0))
    }
}

/// One of a condition's two ways.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// How often it decided alone this way.
    pub shown: usize,
    /// Why it is accepted that it never does.
    pub accepted: Option<Bilingual>,
    /// What is beside it and must be yes or no for it to decide alone.
    pub needs: Vec<(String, bool)>,
}

impl Way {
    /// Whether it is shown or accepted.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.shown > 0 || self.accepted.is_some()
    }
}

/// What was shown of a condition.
#[derive(Clone, Debug)]
pub struct ConditionCover {
    /// The rule, concept, result or block that it belongs to.
    pub owner: String,
    /// Where it stands.
    pub place: Place,
    /// Its words, on one line.
    pub words: String,
    /// Which decision of the report it is a condition of, from 0.
    pub decision: usize,
    /// Where the decision stands.
    pub decision_place: Place,
    /// How often the decision was settled.
    pub settled: usize,
    /// As no.
    pub no: Way,
    /// As yes.
    pub yes: Way,
}

impl ConditionCover {
    /// Both ways: the value, and what was shown of it.
    #[must_use]
    pub fn ways(&self) -> [(bool, &Way); 2] {
        [(false, &self.no), (true, &self.yes)]
    }

    /// Whether both ways are shown or accepted.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.no.is_covered() && self.yes.is_covered()
    }

    /// Whether a way is accepted and not shown.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        let accepted = |way: &Way| way.shown == 0 && way.accepted.is_some();
        accepted(&self.no) || accepted(&self.yes)
    }
}

/// An outcome, and how many cases reached it.
#[derive(Clone, Debug)]
pub struct OutcomeCover {
    /// The outcome.
    pub outcome: Outcome,
    /// How many cases and examples reached it.
    pub reached: usize,
}

/// A row of a concept, and how often it was used.
#[derive(Clone, Debug)]
pub struct RowCover {
    /// The concept's name.
    pub concept: String,
    /// Where the row's value stands.
    pub place: Place,
    /// The row's test in words; none for the row that holds when no other does.
    pub words: Option<String>,
    /// How often it was used.
    pub used: usize,
}

/// A value of a dated parameter, and how often it was used.
#[derive(Clone, Debug)]
pub struct ValueCover {
    /// The parameter's name.
    pub parameter: String,
    /// Its period: `2023-01-01..2023-12-31`.
    pub period: String,
    /// How often it was used.
    pub used: usize,
}

/// An obligation, and the states that it was seen in.
#[derive(Clone, Debug)]
pub struct ObligationCover {
    /// The rule's name.
    pub id: String,
    /// Where its name stands.
    pub place: Place,
    /// The states that it can have, and how often each was seen.
    pub states: Vec<(ObligationStatus, usize)>,
}

/// An acceptance that should be mended.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// Where it stands.
    pub place: Place,
    /// What is wrong, and what to do.
    pub text: Bilingual,
}
