//! Values: literals, arithmetic, aggregates.

use super::Sites;
use crate::mutate::{Edit, Operator};
use crate::syntax::tree::{Aggregate, Among, ArithOp, Expr, ExprKind};
use crate::value::RoundMode;

impl Sites<'_> {
    /// A value, and what it is made of.
    pub(super) fn value(&mut self, expr: &Expr) {
        let (start, end) = (expr.span.start, expr.span.end);
        match &expr.kind {
            ExprKind::Not(_)
            | ExprKind::Logic(..)
            | ExprKind::Compare(..)
            | ExprKind::Exists(..)
            | ExprKind::Rule(..)
            | ExprKind::Quantified(..) => self.condition(expr, true),
            ExprKind::Quantity { value, unit, .. } => self.quantity(start, end, *value, unit.as_ref()),
            ExprKind::Date(date) => self.date(start, end, *date),
            ExprKind::Period(period) => self.period(Operator::Threshold, start, end, *period),
            ExprKind::Bool(yes) => {
                let other = if *yes {
                    self.word("nej", "no")
                } else {
                    self.word("ja", "yes")
                };
                self.replace(Operator::Negation, start, end, other.to_owned());
            }
            ExprKind::Arith(op, left, right) => {
                self.arithmetic(*op, left, right);
                self.value(left);
                self.value(right);
            }
            ExprKind::Round(of, mode, step) => {
                self.rounding(of.span.end, end, *mode);
                self.value(of);
                if let Some(step) = step {
                    self.value(step);
                }
            }
            ExprKind::Aggregate(what, of, among) => {
                self.aggregate(expr, *what, of.as_deref(), among);
            }
            ExprKind::Extreme(smallest, operands) => {
                let (old, new) = self.extreme_words(*smallest);
                self.first_word(Operator::Extreme, expr, old, new);
                for operand in operands {
                    self.value(operand);
                }
            }
            ExprKind::TimeLimit {
                term,
                length,
                from,
                moved,
            } => {
                let (limit, duration) = (self.word("frist", "deadline"), self.word("löptid", "term"));
                let (old, new) = if *term {
                    (duration, limit)
                } else {
                    (limit, duration)
                };
                self.first_word(Operator::Arithmetic, expr, old, new);
                if *moved {
                    let name = format!(
                        "{} {}",
                        self.word("utan", "without"),
                        self.shown(from.span.end, end)
                    );
                    let edit = Edit {
                        start: from.span.end,
                        end,
                        text: String::new(),
                    };
                    self.add(Operator::Condition, name, (from.span.end, end), vec![edit]);
                }
                self.value(length);
                self.value(from);
            }
            ExprKind::Field(of, _) | ExprKind::Neg(of) | ExprKind::DaysIn(of) | ExprKind::DayOf(of) => {
                self.value(of);
            }
            ExprKind::Group(inner) => self.value(inner),
            ExprKind::Index(of, other) | ExprKind::OnDay(of, other) => {
                self.value(of);
                self.value(other);
            }
            ExprKind::Call(_, arguments) => {
                for argument in arguments {
                    self.value(argument);
                }
            }
            ExprKind::Name(_) | ExprKind::Text(_) | ExprKind::AssessmentDay => {}
        }
    }

    /// Another word for the one that an expression begins with.
    fn first_word(&mut self, operator: Operator, expr: &Expr, old: &'static str, new: &'static str) {
        let start = expr.span.start;
        let edit = Edit {
            start,
            end: self.after(start, old),
            text: new.to_owned(),
        };
        self.add(
            operator,
            format!("{old} → {new}"),
            (start, expr.span.end),
            vec![edit],
        );
    }

    fn extreme_words(&self, smallest: bool) -> (&'static str, &'static str) {
        let (least, most) = (self.word("minsta", "smallest"), self.word("största", "largest"));
        if smallest { (least, most) } else { (most, least) }
    }

    fn arithmetic(&mut self, op: ArithOp, left: &Expr, right: &Expr) {
        let (start, end) = (left.span.end, right.span.start);
        let new = match op {
            ArithOp::Add => "-",
            ArithOp::Sub => "+",
            ArithOp::Mul => "/",
            ArithOp::Div => "×",
        };
        let old = self.shown(start, end);
        // `50 % av x` is a share, which nobody would divide by.
        if old.chars().count() != 1 {
            return;
        }
        let edit = Edit {
            start,
            end,
            text: format!(" {new} "),
        };
        let place = (left.span.start, right.span.end);
        self.add(Operator::Arithmetic, format!("{old} → {new}"), place, vec![edit]);
    }

    pub(super) fn rounding(&mut self, from: u32, to: u32, mode: RoundMode) {
        let word = |mode: RoundMode| match mode {
            RoundMode::Up => ("uppåt", "up"),
            RoundMode::Down => ("nedåt", "down"),
            RoundMode::Nearest => ("närmast", "nearest"),
        };
        let others: &[RoundMode] = match mode {
            RoundMode::Up => &[RoundMode::Down],
            RoundMode::Down => &[RoundMode::Up],
            RoundMode::Nearest => &[RoundMode::Down, RoundMode::Up],
        };
        let (sv, en) = word(mode);
        let old = self.word(sv, en);
        let Some(start) = self.find(from, to, old) else {
            return;
        };
        let end = self.after(start, old);
        for other in others {
            let (sv, en) = word(*other);
            self.replace(Operator::Rounding, start, end, self.word(sv, en).to_owned());
        }
    }

    fn aggregate(&mut self, expr: &Expr, what: Aggregate, of: Option<&Expr>, among: &Among) {
        let (sum, count) = (self.word("summan", "sum"), self.word("antalet", "count"));
        let (share, among_word) = (self.word("andelen", "share"), self.word("i", "among"));
        let start = expr.span.start;
        match (what, of) {
            (Aggregate::Sum, Some(_)) => {
                let largest = self.word("största", "largest");
                self.first_word(Operator::Aggregate, expr, sum, largest);
                let edit = Edit {
                    start,
                    end: among.list.span.start,
                    text: format!("{count} {among_word} "),
                };
                let place = (start, expr.span.end);
                self.add(Operator::Aggregate, format!("{sum} → {count}"), place, vec![edit]);
            }
            (Aggregate::Smallest | Aggregate::Largest, _) => {
                let (old, new) = self.extreme_words(what == Aggregate::Smallest);
                self.first_word(Operator::Extreme, expr, old, new);
            }
            (Aggregate::Count, _) => self.first_word(Operator::Aggregate, expr, count, share),
            (Aggregate::Share, None) => self.first_word(Operator::Aggregate, expr, share, count),
            (Aggregate::Share, Some(_)) => self.first_word(Operator::Aggregate, expr, share, sum),
            (Aggregate::Sum, None) => {}
        }
        if let Some(of) = of {
            self.value(of);
        }
        if let Some(filter) = among.filter.as_deref() {
            let head = among.binder.as_ref().map_or(among.list.span.end, |b| b.span.end);
            self.filter(head, filter);
            self.condition(filter, true);
        }
    }
}
