//! What can be said from the rules alone: conditions, values, names. No case is needed.

use super::Source;
use super::words::Words;
use crate::check::ruleset::{Answerer, BodyId, Concept, ConceptId, Field, Grounds, Rule, RuleId, RuleSet};
use crate::value::Bilingual;

/// The words of a rule set: what its conditions, values, units and names are called.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    /// The rules.
    pub(crate) ruleset: &'a RuleSet,
}

impl<'a> Wording<'a> {
    /// The words of a rule set.
    #[must_use]
    pub fn new(ruleset: &'a RuleSet) -> Self {
        Self { ruleset }
    }

    /// A rule.
    pub(crate) fn rule(&self, id: RuleId) -> Option<&'a Rule> {
        self.ruleset.rules.get(usize::from(id.0))
    }

    /// A rule's name.
    pub(crate) fn rule_name(&self, id: RuleId) -> String {
        self.rule(id).map(|r| r.id.clone()).unwrap_or_default()
    }

    /// A concept.
    pub(crate) fn concept(&self, id: ConceptId) -> Option<&'a Concept> {
        self.ruleset.concepts.get(usize::from(id.0))
    }

    /// What a body is called.
    pub(crate) fn body(&self, id: BodyId) -> Words {
        Words::from(&self.body_title(id))
    }

    /// A body's title.
    pub(crate) fn body_title(&self, id: BodyId) -> Bilingual {
        let body = self.ruleset.bodies.get(usize::from(id.0));
        body.map(|b| b.title.clone()).unwrap_or_default()
    }

    /// What one who answers is called.
    pub(crate) fn answerer(&self, who: Answerer) -> Words {
        match who {
            Answerer::Applicant => Words::new("sökanden", "the applicant"),
            Answerer::Officer => Words::new("handläggaren", "the case officer"),
            Answerer::Body(id) => self.body(id),
        }
    }

    /// Who answers the question of a field.
    #[must_use]
    pub fn answerers(&self, field: &Field) -> Words {
        let names: Vec<Words> = field.asked_of.iter().map(|who| self.answerer(*who)).collect();
        Words::any_of(&names)
    }

    /// The clauses that something rests on.
    pub(crate) fn sources(&self, grounds: &Grounds) -> Vec<Source> {
        grounds
            .cites
            .iter()
            .map(|cite| Source {
                document: self
                    .ruleset
                    .sources
                    .get(usize::from(cite.source.0))
                    .map(|s| Words::from(&s.title))
                    .unwrap_or_default(),
                locator: cite.locator.clone(),
            })
            .collect()
    }
}
