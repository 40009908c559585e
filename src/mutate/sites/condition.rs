//! Conditions: comparisons, connectives, negations, quantifiers.

use super::{Sites, words};
use crate::mutate::{Edit, Operator};
use crate::syntax::tree::{Among, CompareOp, Expr, ExprKind, Logic, Quantifier, RuleTest};

impl Sites<'_> {
    /// A condition. `negatable` is false inside a negation, whose own opposite is the condition without it.
    pub(super) fn condition(&mut self, expr: &Expr, negatable: bool) {
        let (start, end) = (expr.span.start, expr.span.end);
        match &expr.kind {
            ExprKind::Group(inner) => self.condition(inner, negatable),
            ExprKind::Not(inner) => {
                self.without_not(expr, inner);
                self.condition(inner, false);
            }
            ExprKind::Logic(logic, operands) => self.logic(*logic, operands),
            ExprKind::Compare(op, left, right) => {
                self.compare(expr, *op, left, right, negatable);
                self.value(left);
                for operand in right {
                    self.value(operand);
                }
            }
            ExprKind::Exists(of, exists) => {
                let gap = of.span.end;
                let (old, new) = match exists {
                    true => (self.word("finns", "exists"), self.word("saknas", "is missing")),
                    false => (self.word("saknas", "missing"), self.word("finns", "exists")),
                };
                let edit = Edit {
                    start: gap,
                    end,
                    text: format!(" {new}"),
                };
                self.add(
                    Operator::Comparison,
                    format!("{old} → {new}"),
                    (start, end),
                    vec![edit],
                );
                self.value(of);
            }
            ExprKind::Rule(_, test) => match test {
                RuleTest::Bites if negatable => self.negated(start, end),
                RuleTest::Bites => {}
                RuleTest::Met => self.is_not(expr, true),
                RuleTest::NotMet => self.is_not(expr, false),
            },
            ExprKind::Quantified(quantifier, among, test) => {
                if negatable {
                    self.negated(start, end);
                }
                self.quantified(expr, *quantifier, among, test.as_deref());
            }
            ExprKind::Bool(_) => self.value(expr),
            _ => {
                if negatable {
                    self.negated(start, end);
                }
                self.value(expr);
            }
        }
    }

    /// `inte X`.
    fn negated(&mut self, start: u32, end: u32) {
        let not = self.word("inte", "not");
        let shown = self.shown(start, end);
        let edit = Edit {
            start,
            end: start,
            text: format!("{not} "),
        };
        self.add(
            Operator::Negation,
            format!("{shown} → {not} {shown}"),
            (start, end),
            vec![edit],
        );
    }

    /// `inte X` to `X`.
    fn without_not(&mut self, expr: &Expr, inner: &Expr) {
        let not = self.word("inte", "not");
        let (start, end) = (expr.span.start, expr.span.end);
        let Some(at) = self.find(start, end, not) else {
            return;
        };
        let to = if inner.span == expr.span {
            // `är inte minst 3`: the word and the space after it.
            self.after(self.after(at, not), " ")
        } else {
            inner.span.start
        };
        let edit = Edit {
            start: at,
            end: to,
            text: String::new(),
        };
        let without = format!("{}{}", self.slice(start, at), self.slice(to, end));
        let without = without.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = format!("{} → {without}", self.shown(start, end));
        self.add(Operator::Negation, name, (start, end), vec![edit]);
    }

    /// Each operand taken away, `och` for `eller`.
    fn logic(&mut self, logic: Logic, operands: &[Expr]) {
        let (old, new) = match logic {
            Logic::And => (self.word("och", "and"), self.word("eller", "or")),
            Logic::Or => (self.word("eller", "or"), self.word("och", "and")),
        };
        let whole = operands.first().zip(operands.last());
        let Some((first, last)) = whole else { return };
        let mut edits = Vec::new();
        for (left, right) in operands.iter().zip(operands.iter().skip(1)) {
            if let Some(at) = self.find(left.span.end, right.span.start, old) {
                let end = self.after(at, old);
                edits.push(Edit {
                    start: at,
                    end,
                    text: new.to_owned(),
                });
            }
        }
        let place = (first.span.start, last.span.end);
        self.add(Operator::Connective, format!("{old} → {new}"), place, edits);
        for (index, operand) in operands.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|i| operands.get(i));
            let after = index.checked_add(1).and_then(|i| operands.get(i));
            self.without(
                Operator::Condition,
                (operand.span.start, operand.span.end),
                before.map(|b| b.span.end),
                after.map(|a| a.span.start),
            );
        }
        for operand in operands {
            self.condition(operand, true);
        }
    }

    /// One of several taken away, with what stands between it and its neighbour.
    pub(super) fn without(
        &mut self,
        operator: Operator,
        (start, end): (u32, u32),
        before: Option<u32>,
        after: Option<u32>,
    ) {
        let edit = match (before, after) {
            (Some(before), _) => Edit {
                start: before,
                end,
                text: String::new(),
            },
            (None, Some(after)) => Edit {
                start,
                end: after,
                text: String::new(),
            },
            (None, None) => return,
        };
        let name = format!("{} {}", self.word("utan", "without"), self.shown(start, end));
        self.add(operator, name, (start, end), vec![edit]);
    }

    fn compare(&mut self, expr: &Expr, op: CompareOp, left: &Expr, right: &[Expr], negatable: bool) {
        let (start, end) = (expr.span.start, expr.span.end);
        let Some(first) = right.first() else { return };
        let gap = (left.span.end, first.span.start);
        match op {
            CompareOp::OneOf | CompareOp::NotOneOf => {
                self.is_not(expr, op == CompareOp::OneOf);
                for (index, operand) in right.iter().enumerate() {
                    let before = index.checked_sub(1).and_then(|i| right.get(i));
                    let after = index.checked_add(1).and_then(|i| right.get(i));
                    self.without(
                        Operator::Condition,
                        (operand.span.start, operand.span.end),
                        before.map(|b| b.span.end),
                        after.map(|a| a.span.start),
                    );
                }
            }
            CompareOp::Within | CompareOp::Contains => {
                if negatable {
                    self.negated(start, end);
                }
            }
            _ => {
                let is = self.word("är", "is");
                let old = self.shown(gap.0, gap.1);
                let old = old.strip_prefix(is).map_or(old.as_str(), str::trim_start);
                let old = if old.is_empty() { is } else { old }.to_owned();
                for other in words::others(op) {
                    let word = words::comparison(*other, self.english);
                    let text = if word.is_empty() {
                        is.to_owned()
                    } else {
                        format!("{is} {word}")
                    };
                    let new = match other {
                        CompareOp::Is | CompareOp::IsNot => text.clone(),
                        _ => word.to_owned(),
                    };
                    let old = if op == CompareOp::IsNot {
                        format!("{is} {old}")
                    } else {
                        old.clone()
                    };
                    let edit = Edit {
                        start: gap.0,
                        end: gap.1,
                        text: format!(" {text} "),
                    };
                    self.add(
                        Operator::Comparison,
                        format!("{old} → {new}"),
                        (start, end),
                        vec![edit],
                    );
                }
            }
        }
    }

    /// `är` to `är inte` (true), or the other way, at the first of them in the expression after its own operand.
    fn is_not(&mut self, expr: &Expr, add: bool) {
        let (is, not) = (self.word("är", "is"), self.word("inte", "not"));
        let from = match &expr.kind {
            ExprKind::Compare(_, left, _) => left.span.end,
            ExprKind::Rule(of, _) => of.span.end,
            _ => expr.span.start,
        };
        let place = (expr.span.start, expr.span.end);
        let Some(at) = self.find(from, expr.span.end, is) else {
            return;
        };
        let after = self.after(at, is);
        let plain = is.to_owned();
        if add {
            let edit = Edit {
                start: after,
                end: after,
                text: format!(" {not}"),
            };
            self.add(
                Operator::Comparison,
                format!("{plain} → {is} {not}"),
                place,
                vec![edit],
            );
        } else if let Some(word) = self.find(after, expr.span.end, not) {
            let edit = Edit {
                start: after,
                end: self.after(word, not),
                text: String::new(),
            };
            self.add(
                Operator::Comparison,
                format!("{is} {not} → {plain}"),
                place,
                vec![edit],
            );
        }
    }

    fn quantified(&mut self, expr: &Expr, quantifier: Quantifier, among: &Among, test: Option<&Expr>) {
        let (start, end) = (expr.span.start, expr.span.end);
        let list = among.list.span;
        let head_end = among.binder.as_ref().map_or(list.end, |binder| binder.span.end);
        let head = self.slice(list.start, head_end).to_owned();
        let (all, some) = (self.word("alla", "all"), self.word("någon", "some"));
        let (among_word, here) = (self.word("i", "among"), self.word("där", "where"));
        let (satisfy, and) = (self.word("uppfyller", "satisfy"), self.word("och", "and"));
        let at = |expr: &Expr| (expr.span.start, expr.span.end);
        match (quantifier, test, among.filter.as_deref()) {
            (Quantifier::All, Some(test), filter) => {
                let written = |sites: &Self, expr: &Expr| {
                    let text = sites.slice(expr.span.start, expr.span.end);
                    match expr.kind {
                        ExprKind::Group(_) => text.to_owned(),
                        _ => format!("({text})"),
                    }
                };
                let condition = match filter {
                    Some(filter) => format!("({} {and} {})", written(self, filter), written(self, test)),
                    None => written(self, test),
                };
                let text = format!("{some} {among_word} {head} {here} {condition}");
                let edit = Edit { start, end, text };
                self.add(
                    Operator::Quantifier,
                    format!("{all} → {some}"),
                    (start, end),
                    vec![edit],
                );
                if let Some(filter) = filter {
                    self.filter(head_end, filter);
                    self.condition(filter, true);
                }
                self.condition(test, true);
            }
            (Quantifier::Some, _, Some(test)) => {
                let (from, to) = at(test);
                let text = format!("{all} {among_word} {head} {satisfy} {}", self.slice(from, to));
                let edit = Edit { start, end, text };
                self.add(
                    Operator::Quantifier,
                    format!("{some} → {all}"),
                    (start, end),
                    vec![edit],
                );
                self.condition(test, true);
            }
            (Quantifier::AtLeast(n), _, filter) => {
                let least = self.word("minst", "at least");
                for other in [n.checked_add(1), n.checked_sub(1)].into_iter().flatten() {
                    let edit = Edit {
                        start,
                        end: list.start,
                        text: format!("{least} {other} {among_word} "),
                    };
                    let name = format!("{least} {n} → {least} {other}");
                    self.add(Operator::Quantifier, name, (start, end), vec![edit]);
                }
                if let Some(filter) = filter {
                    self.condition(filter, true);
                }
            }
            (_, _, filter) => {
                if let Some(filter) = filter {
                    self.condition(filter, true);
                }
            }
        }
    }

    /// `där F` taken away.
    pub(super) fn filter(&mut self, after: u32, filter: &Expr) {
        let (start, end) = (filter.span.start, filter.span.end);
        let name = format!(
            "{} {} {}",
            self.word("utan", "without"),
            self.word("där", "where"),
            self.shown(start, end)
        );
        let edit = Edit {
            start: after,
            end,
            text: String::new(),
        };
        self.add(Operator::Filter, name, (start, end), vec![edit]);
    }
}
