//! What was shown of each condition.

use std::collections::BTreeMap;

use super::accept::{Acceptances, At};
use super::decisions::Decision;
use super::model::{ConditionCover, Way};
use super::observed::{Observed, Shown};
use super::shape::Shape;
use super::words;
use crate::check::visit::{self, Owner};

impl Observed<'_> {
    /// The conditions, in the order of their places; marks the acceptances that are used.
    pub(super) fn conditions(&self, acceptances: &mut Acceptances<'_>) -> Vec<ConditionCover> {
        let mut found = Vec::new();
        for (number, (decision, shown)) in self.decisions.iter().zip(&self.shown).enumerate() {
            found.extend(self.of_decision(number, decision, shown, acceptances));
        }
        found
    }

    fn of_decision(
        &self,
        number: usize,
        decision: &Decision,
        shown: &Shown,
        acceptances: &mut Acceptances<'_>,
    ) -> Vec<ConditionCover> {
        let mut found = Vec::new();
        for (leaf, condition) in decision.conditions.iter().enumerate() {
            if condition.fixed {
                continue;
            }
            let alone = shown.alone.get(leaf).copied().unwrap_or_default();
            let mut way = |value: bool| {
                let shown = alone.get(usize::from(value)).copied().unwrap_or(0);
                let at = At {
                    span: condition.span,
                    words: &condition.words,
                    value,
                    shown: shown > 0,
                };
                Way {
                    shown,
                    accepted: acceptances.of(at),
                    needs: self.needs(decision, leaf, value),
                }
            };
            found.push(ConditionCover {
                owner: self.owner(decision.owner),
                place: self.place(condition.span),
                words: condition.words.clone(),
                decision: number,
                decision_place: self.place(decision.span),
                settled: shown.settled,
                no: way(false),
                yes: way(true),
            });
        }
        found
    }

    /// What must be beside a condition for it to decide alone this way; a group of conditions by its own words. What can be
    /// read only when it is the other way may be anything.
    fn needs(&self, decision: &Decision, leaf: usize, value: bool) -> Vec<(String, bool)> {
        let mut found: BTreeMap<usize, (String, bool)> = BTreeMap::new();
        let condition = decision.conditions.get(leaf);
        let free = condition.and_then(|c| c.lets_read.get(usize::from(!value)));
        for (part, value) in decision.shape.beside(leaf) {
            self.need(decision, part, value, &mut found);
        }
        found.retain(|first, _| !free.is_some_and(|free| free.contains(first)));
        found.into_values().collect()
    }

    fn need(
        &self,
        decision: &Decision,
        part: &Shape,
        value: bool,
        found: &mut BTreeMap<usize, (String, bool)>,
    ) {
        match (part, value) {
            (Shape::Not(inner), _) => self.need(decision, inner, !value, found),
            (Shape::All(parts), true) | (Shape::Any(parts), false) => {
                for part in parts {
                    self.need(decision, part, value, found);
                }
            }
            _ => {
                let (first, last) = part.range();
                let span = |leaf| {
                    decision
                        .conditions
                        .get(leaf)
                        .map(|condition: &super::decisions::Condition| condition.span)
                };
                let text = match (span(first), span(last)) {
                    _ if first == last => decision
                        .conditions
                        .get(first)
                        .map(|condition| condition.words.clone())
                        .unwrap_or_default(),
                    (Some(first), Some(last)) => words::at(first.to(last), self.sources),
                    _ => String::new(),
                };
                found.insert(first, (text, value));
            }
        }
    }

    /// What a decision belongs to, by name.
    fn owner(&self, owner: Owner) -> String {
        let set = &self.program.ruleset;
        let name = match owner {
            Owner::Header | Owner::Apportionment(_) => None,
            Owner::Concept(id) => visit::concept(set, id).map(|concept| &concept.name),
            Owner::Rule(id) => visit::rule(set, id).map(|rule| &rule.id),
            Owner::Block(id) => set.blocks.get(usize::from(id.0)).map(|block| &block.name),
            Owner::Result(id) => set.results.get(usize::from(id)).map(|result| &result.name),
        };
        name.cloned().unwrap_or_default()
    }
}
