//! Rules and what they rest on.

use super::{Sites, words};
use crate::mutate::{Edit, Operator};
use crate::source::Span;
use crate::syntax::tree::{Consequence, Duty, Expr, Grounds, Rule, RuleKind, Verb};

impl Sites<'_> {
    /// All of a rule.
    pub(super) fn rule(&mut self, rule: &Rule, span: Span) {
        self.validity_clause(span.start, span.end, rule.valid);
        self.grounds(&rule.grounds);
        if let Some(when) = &rule.when {
            let own = matches!(
                rule.kind,
                RuleKind::Obstacle | RuleKind::Circumstance | RuleKind::Exception
            );
            if !own {
                self.clause(Operator::Guard, ("när", "when"), when);
            }
            self.condition(when, true);
        }
        if let Some(that) = &rule.that {
            self.condition(that, true);
        }
        if let Some(consequence) = &rule.consequence {
            self.consequence(rule, consequence, span);
        }
        if let Some(speaks) = &rule.speaks {
            let (favour, against) = (self.word("för", "for"), self.word("emot", "against"));
            let (old, new) = if speaks.in_favour {
                (favour, against)
            } else {
                (against, favour)
            };
            let word = self.word("talar", "speaks");
            let at = self.find(rule.name.span.end, span.end, word);
            let at = at.and_then(|at| self.find(self.after(at, word), span.end, old));
            if let Some(at) = at {
                let end = self.after(at, old);
                let edit = Edit {
                    start: at,
                    end,
                    text: new.to_owned(),
                };
                let name = format!("{word} {old} → {word} {new}");
                self.add(Operator::Consequence, name, (at, end), vec![edit]);
            }
        }
        if let Some((granted, asked)) = &rule.amount {
            let asked_text = self.slice(asked.span.start, asked.span.end).to_owned();
            self.replace(Operator::Amount, granted.span.start, granted.span.end, asked_text);
            self.value(granted);
            self.value(asked);
        }
        if !rule.from.is_empty() {
            self.exception(rule, span);
        }
        if let Some(instead) = &rule.instead {
            self.value(instead);
        }
        if let Some(Duty::Pay { amount, .. }) = &rule.duty {
            self.value(amount);
        }
        if let Some(last_day) = &rule.last_day {
            self.clause(Operator::Condition, ("senast", "no later than"), last_day);
            self.value(last_day);
        }
        if let Some(performed) = &rule.performed {
            self.clause(Operator::Condition, ("fullgjord den", "fulfilled on"), performed);
        }
    }

    /// A clause taken away: its word and what follows it.
    pub(super) fn clause(&mut self, operator: Operator, (sv, en): (&'static str, &'static str), body: &Expr) {
        let word = self.word(sv, en);
        let Some(start) = self.before(body.span.start, word) else {
            return;
        };
        let end = body.span.end;
        let name = format!("{} {}", self.word("utan", "without"), self.shown(start, end));
        let edit = Edit {
            start,
            end,
            text: String::new(),
        };
        self.add(operator, name, (start, end), vec![edit]);
    }

    fn consequence(&mut self, rule: &Rule, consequence: &Consequence, span: Span) {
        let old = words::verb(consequence.verb, self.english);
        let Some(start) = self.find(consequence.span.start, span.end, old) else {
            return;
        };
        let to = self.word("till", "to");
        let end = consequence
            .refer_to
            .as_ref()
            .map_or_else(|| self.after(start, old), |body| body.span.end);
        for other in words::other_verbs(consequence.verb) {
            let new = words::verb(*other, self.english);
            self.replace(Operator::Consequence, start, end, new.to_owned());
        }
        if let Some(body) = &consequence.refer_to {
            for other in self.bodies.clone() {
                if other != body.text {
                    self.replace(Operator::Consequence, start, end, format!("{old} {to} {other}"));
                }
            }
        }
        // A remark that is not made: a goal has only a status.
        let tested = matches!(rule.kind, RuleKind::Requirement | RuleKind::Recommendation);
        if consequence.verb == Verb::Remark && tested {
            let otherwise = self.word("annars", "otherwise");
            let Some(from) = self.before(start, otherwise) else {
                return;
            };
            let edits = vec![
                self.kind_word(span, self.word("mål", "goal")),
                Edit {
                    start: from,
                    end: consequence.span.end,
                    text: String::new(),
                },
            ];
            let name = format!("{} {otherwise} {old}", self.word("utan", "without"));
            self.add(Operator::Consequence, name, (from, consequence.span.end), edits);
        }
    }

    /// Another word for the kind of a rule.
    fn kind_word(&self, span: Span, new: &str) -> Edit {
        let word = self
            .slice(span.start, span.end)
            .split_whitespace()
            .next()
            .unwrap_or("");
        Edit {
            start: span.start,
            end: self.after(span.start, word),
            text: new.to_owned(),
        }
    }

    /// An exception without effect: a goal with the same name and condition. And each of several targets taken away.
    fn exception(&mut self, rule: &Rule, span: Span) {
        let (from, concept) = (self.word("från", "from"), self.word("begrepp", "concept"));
        let place = |target: &crate::syntax::tree::Target| {
            let (first, last) = (target.path.names.first()?, target.path.names.last()?);
            Some((first.span.start, last.span.end))
        };
        let places: Vec<(u32, u32)> = rule.from.iter().filter_map(place).collect();
        let (Some(first), Some(last), Some(when)) = (places.first(), places.last(), &rule.when) else {
            return;
        };
        let start = self.before(first.0, concept).unwrap_or(first.0);
        let (when_word, that_word) = (self.word("när", "when"), self.word("att", "that"));
        let (Some(from_at), Some(when_at)) =
            (self.before(start, from), self.before(when.span.start, when_word))
        else {
            return;
        };
        let mut edits = vec![
            self.kind_word(span, self.word("mål", "goal")),
            Edit {
                start: from_at,
                end: last.1,
                text: String::new(),
            },
            Edit {
                start: when_at,
                end: self.after(when_at, when_word),
                text: that_word.to_owned(),
            },
        ];
        if let Some(instead) = &rule.instead
            && let Some(at) = self.before(instead.span.start, self.word("då", "instead"))
        {
            edits.push(Edit {
                start: at,
                end: instead.span.end,
                text: String::new(),
            });
        }
        edits.sort();
        let name = format!("{} {}", self.word("utan", "without"), self.shown(from_at, last.1));
        self.add(Operator::Exception, name, (from_at, last.1), edits);
        for (index, at) in places.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|i| places.get(i));
            let after = index.checked_add(1).and_then(|i| places.get(i));
            let own = |at: u32| self.before(at, concept).unwrap_or(at);
            let (start, next) = (own(at.0), after.map(|a| own(a.0)));
            self.without(Operator::Exception, (start, at.1), before.map(|b| b.1), next);
        }
    }

    /// Each clause, with the next one of the file in its place.
    pub(super) fn grounds(&mut self, grounds: &Grounds) {
        let own: Vec<String> = grounds
            .cites
            .iter()
            .map(|cite| self.shown(cite.source.span.start, cite.locator.span.end))
            .collect();
        for (cite, shown) in grounds.cites.iter().zip(&own) {
            let Some(position) = self.cites.iter().position(|other| other == shown) else {
                continue;
            };
            let count = self.cites.len();
            let mut following = self.cites.iter().cycle().skip(position).take(count);
            let Some(next) = following.find(|other| !own.contains(other)).cloned() else {
                continue;
            };
            let (start, end) = (cite.source.span.start, cite.locator.span.end);
            let name = format!("{shown} → {next}").replace('"', "");
            let edit = Edit {
                start,
                end,
                text: next,
            };
            self.add(Operator::Clause, name, (start, end), vec![edit]);
        }
    }
}
