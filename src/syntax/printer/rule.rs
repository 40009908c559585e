//! Rules: the clauses in the order in which they are read aloud, or in which the author wrote them.

use super::super::lower::kind_word;
use super::super::parser::Rule;
use super::super::tree::{self, Consequence, Duty, Expr, Party, RuleKind, Speaks, Target, Verb};
use super::{Clause, HANG, Printer};

impl<'p> Printer<'p> {
    pub(super) fn rule(&mut self, rule: &tree::Rule) {
        self.named(kind_word(rule.kind), &rule.name, rule.title.as_ref());
        for (at, clause) in Self::in_order(self.clauses(rule)) {
            self.line(2);
            self.mark(at);
            clause(self);
        }
    }

    fn clauses<'t>(&self, rule: &'t tree::Rule) -> Vec<Clause<'t, 'p>> {
        let mut clauses: Vec<Clause<'t, 'p>> = Vec::new();
        if let Some(period) = rule.valid {
            let at = self.in_item(Rule::kw_valid);
            clauses.push((
                at,
                Box::new(move |p| {
                    p.lead(Rule::kw_valid);
                    p.period(period);
                }),
            ));
        }
        clauses.extend(self.ground_clauses(&rule.grounds, self.span.start, HANG));
        if let Some(first) = rule.from.first().and_then(|target| target.path.names.first()) {
            let at = self.find_last(Rule::kw_from, self.span.start, first.span.start);
            clauses.push((at, Box::new(|p| p.exceptions_from(&rule.from))));
        }
        let conditions = [(&rule.when, Rule::kw_when), (&rule.that, Rule::kw_that)];
        for (condition, keyword) in conditions {
            if let Some(condition) = condition {
                let at = self.in_item(keyword);
                clauses.push((
                    at,
                    Box::new(move |p| {
                        p.lead(keyword);
                        p.condition(condition, HANG);
                    }),
                ));
            }
        }
        if rule.amount.is_some() || rule.judged.is_some() || rule.kind == RuleKind::Permission {
            let keyword = amount_word(rule);
            clauses.push((self.in_item(keyword), Box::new(move |p| p.amount(rule, keyword))));
        }
        if let Some(duty) = &rule.duty {
            let keyword = duty_word(duty);
            clauses.push((self.in_item(keyword), Box::new(|p| p.duty(duty))));
        }
        let values = [
            (&rule.last_day, Rule::kw_by),
            (&rule.performed, Rule::kw_fulfilled),
            (&rule.instead, Rule::kw_instead),
        ];
        for (value, keyword) in values {
            if let Some(value) = value {
                // `senast` may stand in a comparison too; the clause's is the last one before its day.
                let at = self.find_last(keyword, self.span.start, value.span.start);
                clauses.push((
                    at,
                    Box::new(move |p| {
                        p.lead(keyword);
                        if keyword == Rule::kw_fulfilled {
                            p.lead(Rule::kw_on);
                        }
                        p.expr(value);
                    }),
                ));
            }
        }
        if let Some(speaks) = &rule.speaks {
            clauses.push((self.in_item(Rule::kw_speaks), Box::new(|p| p.speaks(speaks))));
        }
        if let Some(consequence) = &rule.consequence {
            let at = consequence.span.start;
            clauses.push((at, Box::new(|p| p.consequence(rule.kind, consequence))));
        }
        if let Some(text) = &rule.breach {
            clauses.push((
                self.in_item(Rule::kw_otherwise),
                Box::new(|p| {
                    p.lead(Rule::kw_otherwise);
                    p.text(text, HANG);
                }),
            ));
        }
        clauses
    }

    fn exceptions_from(&mut self, targets: &[Target]) {
        self.lead(Rule::kw_from);
        let mut end = None;
        for target in targets {
            let start = target.path.names.first().map_or(0, |name| name.span.start);
            if let Some(end) = end {
                self.put(",");
                self.gap(end, start);
            }
            if target.concept {
                self.lead(Rule::kw_concept);
            }
            self.path(&target.path);
            end = target.path.names.last().map(|name| name.span.end);
        }
    }

    /// `beloppet B av S`, `får bevilja B av S efter bedömningen J`, `får bifalla …`.
    fn amount(&mut self, rule: &tree::Rule, keyword: Rule) {
        self.word(keyword);
        let mut end = None;
        if let Some((amount, of)) = &rule.amount {
            self.put(" ");
            self.before_word(amount);
            self.gap(amount.span.end, of.span.start);
            self.lead(Rule::kw_of);
            self.expr(of);
            end = Some(of.span.end);
        }
        if let Some(judged) = &rule.judged {
            match end {
                Some(end) => self.gap(end, judged.span.start),
                None => self.put(" "),
            }
            self.lead(Rule::kw_judged);
            self.expr(judged);
        }
    }

    fn duty(&mut self, duty: &Duty) {
        let (party, end) = match duty {
            Duty::Pay { amount, party } => {
                self.lead(Rule::kw_pay);
                self.expr(amount);
                (party, amount.span.end)
            }
            Duty::Submit { what, party } => {
                self.lead(Rule::kw_submit);
                self.text(what, HANG);
                (party, what.en.as_ref().unwrap_or(&what.sv).span.end)
            }
        };
        if let Some(party) = party {
            let start = match party {
                Party::Body(name) => name.span.start,
                Party::Text(text) => text.sv.span.start,
            };
            self.gap(end, start);
            self.lead(Rule::kw_to);
            match party {
                Party::Body(name) => self.name(name),
                Party::Text(text) => self.text(text, HANG),
            }
        }
    }

    fn speaks(&mut self, speaks: &Speaks) {
        self.lead(Rule::kw_speaks);
        self.word(if speaks.in_favour {
            Rule::kw_for
        } else {
            Rule::kw_against
        });
        if let Some(text) = &speaks.text {
            self.put(" ");
            self.text(text, HANG);
        }
    }

    fn consequence(&mut self, kind: RuleKind, consequence: &Consequence) {
        if kind != RuleKind::Obstacle {
            self.lead(Rule::kw_otherwise);
        }
        self.word(match consequence.verb {
            Verb::Stop => Rule::kw_stop,
            Verb::Discontinue => Rule::kw_discontinue,
            Verb::Dismiss => Rule::kw_dismiss,
            Verb::Refer => Rule::kw_refer,
            Verb::Reject => Rule::kw_reject,
            Verb::Supplement => Rule::kw_supplement,
            Verb::Remark => Rule::kw_remark,
        });
        if let Some(body) = &consequence.refer_to {
            self.infix(Rule::kw_to);
            self.name(body);
        }
        if let Some(text) = &consequence.text {
            self.put(" ");
            self.text(text, HANG);
        }
    }

    /// A condition: broken before each `och` or `eller` where the line would be too long.
    pub(super) fn condition(&mut self, expr: &Expr, more: usize) {
        let hang = std::mem::replace(&mut self.hang, more);
        let whole = self.aside(|p| p.expr(expr));
        if self.column().saturating_add(whole.width()) <= self.max_width() || whole.text.contains('\n') {
            self.append(&whole);
        } else {
            self.broken_logic(expr);
        }
        self.hang = hang;
    }
}

fn amount_word(rule: &tree::Rule) -> Rule {
    match (&rule.amount, rule.kind) {
        (Some(_), RuleKind::Permission) => Rule::kw_may_grant,
        (None, _) => Rule::kw_may_approve,
        (Some(_), _) => Rule::kw_granting,
    }
}

fn duty_word(duty: &Duty) -> Rule {
    match duty {
        Duty::Pay { .. } => Rule::kw_pay,
        Duty::Submit { .. } => Rule::kw_submit,
    }
}
