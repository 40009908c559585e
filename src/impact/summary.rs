//! How many decisions change, from what to what, because of what, and what it costs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Both, Change, Comparison, Decision};
use crate::check::ruleset::Outcome;
use crate::value::Number;

/// A sum in öre, exact; `None` when it has grown beyond what can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum(pub Option<Number>);

impl Default for Sum {
    fn default() -> Self {
        Self(Some(Number::ZERO))
    }
}

impl Sum {
    fn add(&mut self, amount: Option<Number>) {
        if let (Some(sum), Some(amount)) = (self.0, amount) {
            self.0 = sum.add(amount);
        }
    }
}

/// How many decisions, and what they grant by each version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// How many.
    pub count: usize,
    /// What the old version grants, in öre.
    pub old: Sum,
    /// What the new version grants, in öre.
    pub new: Sum,
}

impl Line {
    fn add(&mut self, both: &Both) {
        self.count = self.count.saturating_add(1);
        self.old.add(both.old.amount);
        self.new.add(both.new.amount);
    }

    /// The new sum less the old.
    #[must_use]
    pub fn difference(&self) -> Sum {
        Sum(self.new.0.and_then(|new| new.sub(self.old.0?)))
    }
}

/// The changed decisions that have the same causes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// All of them.
    pub total: Line,
    /// By outcome before and after.
    pub transitions: BTreeMap<(Outcome, Outcome), Line>,
}

/// What all the applications came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// All that both versions decide.
    pub both: Line,
    /// Those whose decision changes, by outcome before and after.
    pub transitions: BTreeMap<(Outcome, Outcome), Line>,
    /// Those whose decision changes, together.
    pub changed: Line,
    /// Those whose decision changes, by what causes it.
    pub causes: BTreeMap<BTreeSet<String>, Group>,
    /// How many have the same decision for other reasons, or with something else missing.
    pub grounds: usize,
    /// How many have the same decision on the same grounds, where another rule or an obligation comes to something else.
    pub aside: usize,
    /// How many are undetermined by the old version and by the new: their amounts are not in the sums.
    pub undetermined: (usize, usize),
    /// How many only the old version decides.
    pub only_old: usize,
    /// How many only the new version decides.
    pub only_new: usize,
    /// How many neither decides.
    pub neither: usize,
    /// How many are for another rule set.
    pub elsewhere: usize,
}

impl Summary {
    /// Counts one more.
    pub fn add(&mut self, comparison: &Comparison) {
        match comparison {
            Comparison::Both(both) => self.both(both),
            Comparison::OnlyOld(_) => count(&mut self.only_old),
            Comparison::OnlyNew(_) => count(&mut self.only_new),
            Comparison::Neither(_) => count(&mut self.neither),
            Comparison::Elsewhere(_) => count(&mut self.elsewhere),
        }
    }

    fn both(&mut self, both: &Both) {
        self.both.add(both);
        let open = |decision: &Decision| decision.outcome == Outcome::Undetermined;
        if open(&both.old) {
            count(&mut self.undetermined.0);
        }
        if open(&both.new) {
            count(&mut self.undetermined.1);
        }
        match both.change {
            Change::Decision => {
                let transition = (both.old.outcome, both.new.outcome);
                self.changed.add(both);
                self.transitions.entry(transition).or_default().add(both);
                let group = self.causes.entry(both.causes.clone()).or_default();
                group.total.add(both);
                group.transitions.entry(transition).or_default().add(both);
            }
            Change::Grounds => count(&mut self.grounds),
            Change::Aside => count(&mut self.aside),
            Change::Nothing => {}
        }
    }

    /// How many applications there were.
    #[must_use]
    pub fn applications(&self) -> usize {
        [self.only_old, self.only_new, self.neither, self.elsewhere]
            .iter()
            .fold(self.both.count, |sum, n| sum.saturating_add(*n))
    }
}

fn count(of: &mut usize) {
    *of = of.saturating_add(1);
}
