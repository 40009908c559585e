//! Reading applications that are written in the common form, in one pass and without asking twice.
//!
//! The common form is what programs write: no alias, no number with an exponent, no statement of several sources, nothing that
//! is wrong. [`Quick`] knows the schema, guesses the next key from the application before, and either gives the facts
//! that the plain reading gives, or gives up: it never says what is wrong. So each rule of what an application may be
//! stands in one place, and the quick way needs only be sound: a test holds it against the plain one on everything
//! that there is to read.

mod block;
mod figure;
mod guess;
mod lookup;
mod plan;
mod skip;
mod text;
mod walk;

use super::limits::Limits;
use super::model::Facts;
use crate::program::Cell;
use crate::program::schema::Schema;
use guess::Guess;
use plan::Plan;
use std::sync::Arc;
use walk::{Reference, Walk};

/// A reader of the applications of one schema. It remembers how the last one was written; a clone remembers the same.
#[derive(Clone)]
pub struct Quick {
    plan: Arc<Plan>,
    guesses: Vec<Guess>,
    references: Vec<Reference>,
    strangers: Vec<(usize, usize)>,
    spare: [String; 2],
    limits: Limits,
    lenient: bool,
}

impl Quick {
    /// A reader that has read nothing yet. `lenient`: keys that the schema doesn't know are passed over.
    #[must_use]
    pub fn new(schema: &Schema, limits: &Limits, lenient: bool) -> Self {
        let plan = Arc::new(Plan::new(schema, limits.max_depth));
        Self {
            guesses: vec![Guess::none(); plan.guesses],
            plan,
            references: Vec::new(),
            strangers: Vec::new(),
            spare: [String::new(), String::new()],
            limits: *limits,
            lenient,
        }
    }

    /// Reads an application into the facts, whatever they were before, and says whether it could. If not, the facts mean nothing.
    /// They are what the plain reading gives, without the hash.
    pub fn read(&mut self, application: &[u8], facts: &mut Facts) -> bool {
        self.clear(facts);
        if !self.plan.usable || application.len() > self.limits.max_bytes {
            return false;
        }
        self.references.clear();
        self.strangers.clear();
        let mut walk = Walk {
            bytes: application,
            plan: &self.plan,
            guesses: &mut self.guesses,
            facts,
            references: &mut self.references,
            strangers: &mut self.strangers,
            spare: &mut self.spare,
            lenient: self.lenient,
            max_cells: self.limits.max_cells,
        };
        walk.application().is_some()
    }

    /// Makes the facts those of an application that says nothing, and keeps what room they have.
    fn clear(&mut self, facts: &mut Facts) {
        for (text, spare) in [&mut facts.id, &mut facts.ruleset].into_iter().zip(&mut self.spare) {
            if let Some(text) = text.take() {
                *spare = text;
            }
        }
        facts.assessed_on = None;
        facts.slots = self.plan.slots;
        facts.answers.clear();
        facts.contradictions.clear();
        facts.aliases.clear();
        facts.expected = None;
        facts.hash.clear();
        facts.arena.clear();
        facts.arena.cells.resize(self.plan.slots as usize, Cell::Unknown);
    }
}
