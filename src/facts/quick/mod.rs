//! Reading applications that are written in the common form, in one pass and without asking twice.
//!
//! The common form is what programs write: no alias, no number with an exponent, no statement of several sources, nothing that
//! is wrong. [`Quick`] knows the schema, guesses the next key from the application before, and either gives the facts
//! that the plain reading gives, or gives up: it never says what is wrong. So each rule of what an application may be
//! stands in one place, and the quick way needs only be sound: a test holds it against the plain one on everything
//! that there is to read.

mod answer;
mod block;
mod cells;
mod figure;
mod guess;
mod list;
mod lookup;
mod plan;
mod single;
mod sink;
mod skip;
mod text;
mod walk;
mod words;

use super::limits::Limits;
use super::model::Facts;
use crate::program::Cell;
use crate::program::schema::Schema;
use crate::program::slots::{Slots, Texts};
use guess::Habits;
use lookup::Lookup;
use plan::Plan;
use sink::Sink;
use std::sync::Arc;
use walk::{Notes, Walk};
use words::Words;

pub use walk::Heading;

/// A reader of the applications of one schema. It remembers how the last one was written, and gives the same whatever it remembers.
#[derive(Clone, Debug)]
pub struct Quick {
    plan: Arc<Plan>,
    /// The texts that the rules compare with, by their words.
    known: Arc<Lookup>,
    /// Those texts, where the rules ask whether a text is an organisation number.
    asked: Option<Arc<Texts>>,
    habits: Habits,
    notes: Notes,
    limits: Limits,
}

impl Quick {
    /// A reader that has read nothing yet, of the applications of a program with this schema and these texts.
    #[must_use]
    pub fn new(schema: &Schema, texts: &Texts, limits: &Limits) -> Self {
        let plan = Arc::new(Plan::new(schema, limits.max_depth));
        Self {
            habits: Habits::new(plan.objects.len(), plan.guesses),
            known: Arc::new(Lookup::of_texts(texts)),
            asked: texts.ask_numbers().then(|| Arc::new(texts.clone())),
            plan,
            notes: Notes::default(),
            limits: *limits,
        }
    }

    /// Reads an application into the facts, whatever they were before, and says whether it could. If not, the facts mean nothing.
    /// They are what [`decode`](super::decode) gives, without the hash.
    pub fn read(&mut self, application: &[u8], facts: &mut Facts) -> bool {
        facts.slots = self.plan.slots;
        facts.answers.clear();
        facts.contradictions.clear();
        facts.aliases.clear();
        facts.expected = None;
        facts.hash.clear();
        facts.arena.clear();
        facts.arena.cells.resize(self.plan.slots as usize, Cell::Unknown);
        let memory = (&mut self.habits, &mut self.notes);
        let read = walk(&self.plan, &self.limits, memory, application, facts);
        let Heading {
            ruleset,
            id,
            assessed_on,
        } = &mut self.notes.heading;
        std::mem::swap(&mut facts.ruleset, ruleset);
        std::mem::swap(&mut facts.id, id);
        facts.assessed_on = *assessed_on;
        read
    }

    /// Reads an application as words, whatever they were before, and says whether it could. If not, they mean nothing. They are what
    /// [`slots()`](super::slots()) makes of its facts, before any is settled; what else it says is its [`heading`](Self::heading).
    pub fn words(&mut self, application: &[u8], slots: &mut Slots) -> bool {
        slots.clear(self.plan.slots);
        let mut words = Words {
            slots,
            known: &self.known,
            asked: self.asked.as_deref(),
        };
        let memory = (&mut self.habits, &mut self.notes);
        walk(&self.plan, &self.limits, memory, application, &mut words)
    }

    /// What the application that was read last as words says of itself.
    #[must_use]
    pub fn heading(&self) -> &Heading {
        &self.notes.heading
    }
}

/// Reads an application, and says whether it could.
fn walk<S: Sink>(
    plan: &Plan,
    limits: &Limits,
    (habits, notes): (&mut Habits, &mut Notes),
    application: &[u8],
    sink: &mut S,
) -> bool {
    notes.clear();
    habits.begin();
    if !plan.usable || application.len() > limits.max_bytes {
        return false;
    }
    let mut walk = Walk {
        bytes: application,
        plan,
        habits,
        sink,
        notes,
        lenient: limits.unknown_keys,
        max_cells: limits.max_cells,
    };
    walk.application().is_some()
}
