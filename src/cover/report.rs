//! The report of what was observed.

use super::accept::Acceptances;
use super::decisions::{self, Rows};
use super::model::{Coverage, Mistake, OutcomeCover, Place, RowCover, ValueCover};
use super::observed::Observed;
use super::{outcomes, words};
use crate::check::ruleset::{ConceptId, Outcome, ParameterId};
use crate::program::op::Op;
use crate::source::{FileId, Span};
use crate::trial;

impl Observed<'_> {
    /// What has been shown.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let set = &self.program.ruleset;
        let mut acceptances = Acceptances::new(set);
        let conditions = self.conditions(&mut acceptances);
        // The rule set's own file is the first that is read.
        let mistakes = acceptances
            .mistakes(FileId(0))
            .into_iter()
            .map(|(span, text)| Mistake {
                place: self.place(span),
                text,
            });
        Coverage {
            ruleset: set.name.clone(),
            trials: self.trials,
            rules: self.rules(&conditions),
            conditions,
            outcomes: self.outcomes(),
            rows: self.rows(),
            values: self.values(),
            obligations: self.obligations(),
            mistakes: mistakes.collect(),
        }
    }

    /// The outcomes that the rules can give, and any other that was reached.
    fn outcomes(&self) -> Vec<OutcomeCover> {
        let possible = outcomes::possible(self.program);
        let reached = |outcome: Outcome| self.outcomes.get(&outcome).copied().unwrap_or(0);
        Outcome::ALL
            .into_iter()
            .filter(|outcome| possible.contains(outcome) || reached(*outcome) > 0)
            .map(|outcome| OutcomeCover {
                outcome,
                reached: reached(outcome),
            })
            .collect()
    }

    fn rows(&self) -> Vec<RowCover> {
        let mut found = Vec::new();
        for (id, concept) in (0..).map(ConceptId).zip(&self.program.ruleset.concepts) {
            let Some(Rows { rows, .. }) = decisions::rows(self.program, concept) else {
                continue;
            };
            for (index, (test, value)) in rows.iter().enumerate() {
                found.push(RowCover {
                    concept: concept.name.clone(),
                    place: self.place(value.span),
                    words: test.as_ref().map(|test| words::of(test, self.sources)),
                    used: self.rows.get(&(id, index)).copied().unwrap_or(0),
                });
            }
        }
        found
    }

    /// The values of the parameters that are read.
    fn values(&self) -> Vec<ValueCover> {
        let mut found = Vec::new();
        for (id, parameter) in (0..).map(ParameterId).zip(&self.program.ruleset.parameters) {
            let reads = |op: &Op| matches!(op, Op::Parameter(read, _) if *read == id);
            if !self.program.code.iter().any(reads) {
                continue;
            }
            for (index, value) in parameter.values.iter().enumerate() {
                found.push(ValueCover {
                    parameter: parameter.name.clone(),
                    period: trial::written(value.period),
                    used: self.values.get(&(id, index)).copied().unwrap_or(0),
                });
            }
        }
        found
    }

    /// Where a span begins, for a person.
    pub(super) fn place(&self, span: Span) -> Place {
        self.sources.get(span.file).map_or_else(Place::default, |file| {
            let at = file.position(span.start);
            Place {
                file: file.name.clone(),
                line: at.line,
                column: at.column,
            }
        })
    }
}
