//! What cases and examples have shown of a rule set, read from their traces.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::decisions::{self, Decision, Rows};
use super::readings::{Layout, Readings};
use crate::check::ruleset::{ConceptId, Outcome, ParameterId, RuleId};
use crate::eval::{Effect, ObligationStatus, Status};
use crate::program::op::Op;
use crate::program::{Cell, Program};
use crate::source::Sources;
use crate::trial::Tried;
use crate::value::Date;

/// What has been shown so far. Made for one program, and added to with each case.
#[derive(Clone, Debug)]
pub struct Observed<'p> {
    pub(super) program: &'p Program,
    pub(super) sources: &'p Sources,
    layout: Arc<Layout>,
    pub(super) decisions: Vec<Decision>,
    /// How many cases and examples were added.
    pub(super) trials: usize,
    /// How often each rule had each status and effect; an item of a `för varje` counts by itself.
    pub(super) states: BTreeMap<(RuleId, Status, Effect), usize>,
    /// How often each outcome was reached.
    pub(super) outcomes: BTreeMap<Outcome, usize>,
    /// For each decision how often it was settled, and for each of its conditions how often it decided alone as no and as yes.
    pub(super) shown: Vec<Shown>,
    /// How often each row of a concept was used.
    pub(super) rows: BTreeMap<(ConceptId, usize), usize>,
    /// How often each value of a parameter was used.
    pub(super) values: BTreeMap<(ParameterId, usize), usize>,
    /// How often each obligation was in each state.
    pub(super) obligations: BTreeMap<(RuleId, ObligationStatus), usize>,
}

/// What was shown of a decision.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    /// How often it was settled.
    pub(super) settled: usize,
    /// How often each condition decided alone as no, and as yes.
    pub(super) alone: Vec<[usize; 2]>,
}

impl<'p> Observed<'p> {
    /// Nothing yet. `sources` are the files that the rule set was read from.
    #[must_use]
    pub fn new(program: &'p Program, sources: &'p Sources) -> Self {
        let decisions = decisions::decisions(program, sources);
        let shown = decisions
            .iter()
            .map(|decision| Shown {
                settled: 0,
                alone: vec![[0; 2]; decision.conditions.len()],
            })
            .collect();
        Self {
            program,
            sources,
            layout: Arc::new(Layout::new(program)),
            decisions,
            trials: 0,
            states: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            shown,
            rows: BTreeMap::new(),
            values: BTreeMap::new(),
            obligations: BTreeMap::new(),
        }
    }

    /// Adds what one case or example shows; it is one that was decided by the program.
    pub fn add(&mut self, tried: &Tried) {
        let verdict = &tried.verdict;
        one_more(&mut self.trials);
        one_more(self.outcomes.entry(verdict.outcome).or_default());
        let parts = verdict.parts.iter().flat_map(|part| &part.rules);
        for state in verdict.rules.iter().chain(parts) {
            let key = (state.rule, state.status, state.effect);
            one_more(self.states.entry(key).or_default());
        }
        for state in &verdict.obligations {
            one_more(self.obligations.entry((state.rule, state.status)).or_default());
        }
        let layout = Arc::clone(&self.layout);
        let readings = Readings::new(&layout, &tried.trace);
        for (decision, shown) in self.decisions.iter().zip(&mut self.shown) {
            observe(decision, &readings, shown);
        }
        self.observe_rows(&readings);
        self.observe_values(&readings);
    }

    fn observe_rows(&mut self, readings: &Readings<'_>) {
        for (id, concept) in (0..).map(ConceptId).zip(&self.program.ruleset.concepts) {
            let Some(Rows { sites, rows }) = decisions::rows(self.program, concept) else {
                continue;
            };
            for site in &sites {
                for frame in readings.frames(site) {
                    let tests: Vec<_> = site.iter().map(|r| readings.truth(*r, *frame)).collect();
                    for (row, test) in tests.iter().enumerate() {
                        if *test == Some(true) {
                            one_more(self.rows.entry((id, row)).or_default());
                        }
                    }
                    if tests.len() < rows.len() && tests.iter().all(|test| *test == Some(false)) {
                        one_more(self.rows.entry((id, tests.len())).or_default());
                    }
                }
            }
        }
    }

    fn observe_values(&mut self, readings: &Readings<'_>) {
        for (at, op) in (0_u32..).zip(&self.program.code) {
            let Op::Parameter(id, day) = op else { continue };
            let Some(parameter) = self.program.ruleset.parameters.get(usize::from(id.0)) else {
                continue;
            };
            for frame in readings.frames(&[at]) {
                let Some(Cell::Date(days)) = readings.value(day.0, *frame) else {
                    continue;
                };
                let holds = |day| {
                    parameter
                        .values
                        .iter()
                        .position(|value| value.period.contains(day))
                };
                if let Some(value) = Date::from_days(days).and_then(holds) {
                    one_more(self.values.entry((*id, value)).or_default());
                }
            }
        }
    }
}

fn observe(decision: &Decision, readings: &Readings<'_>, shown: &mut Shown) {
    for site in &decision.sites {
        for frame in readings.frames(site) {
            let values: Vec<_> = site.iter().map(|r| readings.truth(*r, *frame)).collect();
            if decision.shape.value(&values).is_none() {
                continue;
            }
            one_more(&mut shown.settled);
            let conditions = decision.conditions.iter().enumerate();
            for ((leaf, condition), alone) in conditions.zip(&mut shown.alone) {
                let [if_no, if_yes] = &condition.lets_read;
                // What it would let be read the other way.
                let free = match values.get(leaf) {
                    Some(Some(false)) => if_yes,
                    _ => if_no,
                };
                if let Some(way) = decision.shape.decides(&values, leaf, free) {
                    let [no, yes] = alone;
                    one_more(if way { yes } else { no });
                }
            }
        }
    }
}

fn one_more(count: &mut usize) {
    *count = count.saturating_add(1);
}
