//! Rules: the clauses in the order in which they are read aloud.

use super::super::lower::kind_word;
use super::super::parser::Rule;
use super::super::tree::{self, Consequence, Duty, Expr, Party, RuleKind, Speaks, Verb};
use super::Printer;

impl Printer {
    pub(super) fn rule(&mut self, rule: &tree::Rule) {
        self.named(kind_word(rule.kind), &rule.name, rule.title.as_ref());
        if let Some(period) = rule.valid {
            self.clause(Rule::kw_valid);
            self.period(period);
        }
        self.grounds(&rule.grounds, 2);
        if !rule.from.is_empty() {
            self.clause(Rule::kw_from);
            self.list(&rule.from, ", ", |p, target| {
                if target.concept {
                    p.lead(Rule::kw_concept);
                }
                p.path(&target.path);
            });
        }
        if let Some(when) = &rule.when {
            self.clause(Rule::kw_when);
            self.condition(when, 4);
        }
        if let Some(that) = &rule.that {
            self.clause(Rule::kw_that);
            self.condition(that, 4);
        }
        self.amount(rule);
        if let Some(duty) = &rule.duty {
            self.duty(duty);
        }
        if let Some(day) = &rule.last_day {
            self.clause(Rule::kw_by);
            self.expr(day);
        }
        if let Some(day) = &rule.performed {
            self.clause(Rule::kw_fulfilled);
            self.lead(Rule::kw_on);
            self.expr(day);
        }
        if let Some(value) = &rule.instead {
            self.clause(Rule::kw_instead);
            self.expr(value);
        }
        if let Some(speaks) = &rule.speaks {
            self.speaks(speaks);
        }
        if let Some(consequence) = &rule.consequence {
            self.consequence(rule.kind, consequence);
        }
        if let Some(text) = &rule.breach {
            self.clause(Rule::kw_otherwise);
            self.text(text, 4);
        }
    }

    /// The beginning of a clause.
    fn clause(&mut self, keyword: Rule) {
        self.line(2);
        self.lead(keyword);
    }

    /// `beloppet B av S`, `får bevilja B av S efter bedömningen J`, `får bifalla …`.
    fn amount(&mut self, rule: &tree::Rule) {
        let permission = rule.kind == RuleKind::Permission;
        match (&rule.amount, permission) {
            (Some((amount, of)), _) => {
                self.clause(if permission {
                    Rule::kw_may_grant
                } else {
                    Rule::kw_granting
                });
                self.amount_of(amount, of);
            }
            (None, true) => {
                self.line(2);
                self.word(Rule::kw_may_approve);
            }
            (None, false) => {}
        }
        if let Some(judged) = &rule.judged {
            self.infix(Rule::kw_judged);
            self.expr(judged);
        }
    }

    fn amount_of(&mut self, amount: &Expr, of: &Expr) {
        self.before_word(amount);
        self.infix(Rule::kw_of);
        self.expr(of);
    }

    fn duty(&mut self, duty: &Duty) {
        let party = match duty {
            Duty::Pay { amount, party } => {
                self.clause(Rule::kw_pay);
                self.expr(amount);
                party
            }
            Duty::Submit { what, party } => {
                self.clause(Rule::kw_submit);
                self.text(what, 4);
                party
            }
        };
        if let Some(party) = party {
            self.infix(Rule::kw_to);
            match party {
                Party::Body(name) => self.name(name),
                Party::Text(text) => self.text(text, 4),
            }
        }
    }

    fn speaks(&mut self, speaks: &Speaks) {
        self.clause(Rule::kw_speaks);
        self.word(if speaks.in_favour {
            Rule::kw_for
        } else {
            Rule::kw_against
        });
        if let Some(text) = &speaks.text {
            self.put(" ");
            self.text(text, 4);
        }
    }

    fn consequence(&mut self, kind: RuleKind, consequence: &Consequence) {
        self.line(2);
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
            self.text(text, 4);
        }
    }
}
