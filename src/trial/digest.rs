//! What a decision came to in a few words, so that it can be kept and compared with a later one.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::ruleset::Outcome;
use crate::eval::{Effect, Status};
use crate::explain::{Explanation, RuleExplained, format};

/// What a decision came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// The outcome.
    pub outcome: Outcome,
    /// The amount in kronor with öre: `3419977.00`.
    pub amount: Option<String>,
    /// The rules that decided, in the order of the decision.
    pub decisive: Vec<String>,
    /// The state of every rule by its name; a rule in a `för varje` has the item's JSON pointer after its name.
    pub rules: BTreeMap<String, State>,
}

/// A rule's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct State {
    /// Its status.
    pub status: Status,
    /// Whether its consequence takes place.
    pub effect: Effect,
}

/// A rule whose state differs between two decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Its name, as in [`Digest::rules`].
    pub rule: String,
    /// Its state before; none when it was not there.
    pub before: Option<State>,
    /// Its state after; none when it is no longer there.
    pub after: Option<State>,
}

impl State {
    /// All that there are.
    pub fn all() -> impl Iterator<Item = Self> {
        let effects = [Effect::None, Effect::Possible, Effect::Applies];
        [
            Status::Met,
            Status::NotMet,
            Status::Undetermined,
            Status::SetAside,
            Status::NotApplicable,
        ]
        .into_iter()
        .flat_map(move |status| effects.into_iter().map(move |effect| Self { status, effect }))
    }

    /// In JSON's words, an effect only when there is one: `met`, `not_met applies`.
    #[must_use]
    pub fn name(self) -> String {
        match self.effect {
            Effect::None => self.status.as_str().to_owned(),
            effect => format!("{} {}", self.status.as_str(), effect.as_str()),
        }
    }

    fn of(rule: &RuleExplained) -> Self {
        Self {
            status: rule.status,
            effect: rule.effect,
        }
    }
}

impl Digest {
    /// Of a decision.
    #[must_use]
    pub fn of(explanation: &Explanation) -> Self {
        let own = explanation
            .rules
            .iter()
            .map(|rule| (rule.id.clone(), State::of(rule)));
        let parts = explanation.parts.iter().flat_map(|part| {
            part.rules
                .iter()
                .map(move |rule| (format!("{}{}", rule.id, part.pointer), State::of(rule)))
        });
        Self {
            outcome: explanation.outcome.outcome,
            amount: explanation.amount.map(format::money_value),
            decisive: explanation.decisive.clone(),
            rules: own.chain(parts).collect(),
        }
    }

    /// The rules whose state is another in the later decision, by name.
    #[must_use]
    pub fn shifts(&self, later: &Self) -> Vec<Shift> {
        let names: BTreeSet<&String> = self.rules.keys().chain(later.rules.keys()).collect();
        names
            .into_iter()
            .map(|name| Shift {
                rule: name.clone(),
                before: self.rules.get(name).copied(),
                after: later.rules.get(name).copied(),
            })
            .filter(|shift| shift.before != shift.after)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::State;

    #[test]
    fn every_state_has_a_name_of_its_own() {
        let names: BTreeSet<String> = State::all().map(State::name).collect();
        assert_eq!(names.len(), 15);
    }
}
