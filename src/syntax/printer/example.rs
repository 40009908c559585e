//! Examples.

use super::super::parser::Rule;
use super::super::tree::{Change, Example, Expectation, Expr, OutcomeWord};
use super::{Kind, Printer};

impl Printer<'_> {
    pub(super) fn example(&mut self, example: &Example) {
        self.lead(Rule::kw_example);
        self.string(&example.title);
        self.put(" {");
        self.line(2);
        let start = self.in_item(Rule::kw_start_from);
        self.mark_as(start, Kind::Loose);
        self.lead(Rule::kw_start_from);
        self.string(&example.case);
        for (fact, change) in &example.changes {
            self.line(2);
            let set = self.find_last(Rule::kw_set, self.span.start, fact.span.start);
            self.mark_as(set, Kind::Loose);
            self.lead(Rule::kw_set);
            self.expr(fact);
            self.put(" = ");
            match change {
                Change::Unknown => self.word(Rule::kw_unknown),
                Change::Absent => self.word(Rule::kw_absent),
                Change::Value(value) => self.changed(value),
            }
        }
        let mut from = self.span.start;
        for expectation in &example.expectations {
            self.line(2);
            let at = self.find(Rule::kw_expect, from, self.span.end);
            from = at.saturating_add(1);
            self.mark_as(at, Kind::Loose);
            self.lead(Rule::kw_expect);
            self.expectation(expectation);
        }
        self.close(0);
    }

    /// A value that could be read as `okänd` when it begins with that name.
    fn changed(&mut self, value: &Expr) {
        let before = std::mem::replace(&mut self.tick_soft, true);
        self.expr(value);
        self.tick_soft = before;
    }

    fn expectation(&mut self, expectation: &Expectation) {
        match expectation {
            Expectation::Remarks(paths) => {
                self.lead(Rule::kw_remark_word);
                self.paths(paths);
            }
            Expectation::Missing(paths) => {
                self.lead(Rule::kw_missing);
                self.paths(paths);
            }
            Expectation::Outcome {
                outcome,
                amount,
                decisive,
            } => {
                self.word(outcome_word(*outcome));
                if let Some(amount) = amount {
                    self.put(" ");
                    self.expr(amount);
                }
                if !decisive.is_empty() {
                    self.infix(Rule::kw_because_of);
                    self.paths(decisive);
                }
            }
        }
    }
}

pub(super) fn outcome_word(outcome: OutcomeWord) -> Rule {
    match outcome {
        OutcomeWord::Granted => Rule::kw_granted,
        OutcomeWord::PartlyGranted => Rule::kw_partly,
        OutcomeWord::Rejected => Rule::kw_rejected,
        OutcomeWord::Referred => Rule::kw_referred,
        OutcomeWord::Dismissed => Rule::kw_dismissed,
        OutcomeWord::Discontinued => Rule::kw_discontinued,
        OutcomeWord::Undetermined => Rule::kw_undetermined,
    }
}
