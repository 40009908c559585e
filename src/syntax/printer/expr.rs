//! Expressions.

use super::super::keywords::is_no_unit;
use super::super::lower::group_digits;
use super::super::parser::Rule;
use super::super::tree::{
    Aggregate, Among, ArithOp, CompareOp, Expr, ExprKind, Logic, Name, Quantifier, RuleTest,
};
use super::super::words::is_blank;
use super::Printer;
use crate::value::{Number, RoundMode};

impl Printer<'_> {
    /// An expression on one line, or with the line breaks that the author put between its parts.
    pub(super) fn expr(&mut self, expr: &Expr) {
        self.mark(expr.span.start);
        match &expr.kind {
            ExprKind::Name(name) => self.operand_name(name),
            ExprKind::Field(of, name) => {
                self.expr(of);
                self.put(".");
                self.put(&name.text);
            }
            ExprKind::Index(of, key) => {
                self.expr(of);
                self.put("[");
                self.plainly(|p| p.expr(key));
                self.put("]");
            }
            ExprKind::Call(name, arguments) => {
                self.operand_name(name);
                self.several(arguments);
            }
            ExprKind::OnDay(of, day) => {
                self.expr(of);
                self.infix(Rule::kw_on);
                self.expr(day);
            }
            ExprKind::Quantity { value, unit, per } => {
                let written = self.layout.map(|l| l.between(expr.span.start, expr.span.end));
                self.put(&written.map_or_else(|| decimal(*value), regrouped));
                self.unit(unit.as_ref(), per);
            }
            ExprKind::Date(date) => self.put(&date.to_string()),
            ExprKind::Period(period) => self.period(*period),
            ExprKind::Text(text) => {
                self.put("\"");
                self.escaped(text);
                self.put("\"");
            }
            ExprKind::Bool(yes) => self.word(if *yes { Rule::kw_yes } else { Rule::kw_no }),
            ExprKind::AssessmentDay => self.word(Rule::kw_assessment_day),
            ExprKind::Not(of) => {
                self.lead(Rule::kw_not);
                self.expr(of);
            }
            ExprKind::Logic(logic, operands) => {
                let pairs = operands.iter().zip(operands.iter().skip(1));
                let broken = pairs
                    .into_iter()
                    .any(|(a, b)| self.broke(a.span.end, b.span.start));
                self.logic(*logic, operands, broken);
            }
            ExprKind::Compare(op, left, right) => {
                self.expr(left);
                match right.first() {
                    Some(first) => self.gap(left.span.end, first.span.start),
                    None => self.put(" "),
                }
                if *op == CompareOp::Contains {
                    self.lead(Rule::kw_contains);
                    self.list(right, ", ", Self::expr);
                } else {
                    self.lead(Rule::kw_is);
                    self.relation(*op, right);
                }
            }
            ExprKind::Exists(of, exists) => {
                self.expr(of);
                self.put(" ");
                match (exists, self.english) {
                    (true, _) => self.word(Rule::kw_exists),
                    (false, false) => self.word(Rule::kw_missing),
                    // English says "is missing".
                    (false, true) => {
                        self.lead(Rule::kw_is);
                        self.word(Rule::kw_missing);
                    }
                }
            }
            ExprKind::Rule(of, test) => {
                self.expr(of);
                self.put(" ");
                match test {
                    RuleTest::Bites => self.word(Rule::kw_bites),
                    RuleTest::Met | RuleTest::NotMet => {
                        self.lead(Rule::kw_is);
                        if *test == RuleTest::NotMet {
                            self.lead(Rule::kw_not);
                        }
                        self.word(Rule::kw_met);
                    }
                }
            }
            ExprKind::Arith(op, left, right) => self.arith(*op, left, right),
            ExprKind::Neg(of) => {
                self.put("-");
                self.expr(of);
            }
            ExprKind::Round(of, mode, step) => {
                self.expr(of);
                self.infix(Rule::kw_rounded);
                self.word(match mode {
                    RoundMode::Up => Rule::kw_up,
                    RoundMode::Down => Rule::kw_down,
                    RoundMode::Nearest => Rule::kw_nearest,
                });
                if let Some(step) = step {
                    self.infix(Rule::kw_to);
                    self.expr(step);
                }
            }
            ExprKind::Quantified(quantifier, among, satisfies) => {
                match quantifier {
                    Quantifier::All => self.lead(Rule::kw_all),
                    Quantifier::Some => self.lead(Rule::kw_some),
                    Quantifier::None => self.lead(Rule::kw_none),
                    Quantifier::AtLeast(n) => {
                        self.lead(Rule::kw_at_least);
                        self.put(&group_digits(&n.to_string()));
                        self.put(" ");
                    }
                }
                self.among(among);
                if let Some(test) = satisfies {
                    let end = among.filter.as_ref().unwrap_or(&among.list).span.end;
                    self.gap(end, test.span.start);
                    self.lead(Rule::kw_satisfy);
                    self.expr(test);
                }
            }
            ExprKind::Aggregate(what, of, among) => self.aggregate(*what, of.as_deref(), among),
            ExprKind::Extreme(smallest, values) => {
                self.lead(if *smallest {
                    Rule::kw_smallest
                } else {
                    Rule::kw_largest
                });
                self.lead(Rule::kw_of);
                self.several(values);
            }
            ExprKind::TimeLimit {
                term,
                length,
                from,
                moved,
            } => {
                self.lead(if *term { Rule::kw_term } else { Rule::kw_deadline });
                self.expr(length);
                self.infix(Rule::kw_from);
                self.expr(from);
                if *moved {
                    self.put(" ");
                    self.word(Rule::kw_moved);
                }
            }
            ExprKind::DaysIn(period) => {
                self.lead(Rule::kw_count);
                self.lead(Rule::kw_days);
                self.lead(Rule::kw_in);
                self.expr(period);
            }
            ExprKind::DayOf(of) => {
                self.lead(Rule::kw_day_of);
                self.expr(of);
            }
            ExprKind::Group(of) => {
                self.put("(");
                self.plainly(|p| p.expr(of));
                self.put(")");
            }
        }
    }

    /// Tests with `och` or `eller` between them; broken before all of them or before none.
    fn logic(&mut self, logic: Logic, operands: &[Expr], broken: bool) {
        for (index, operand) in operands.iter().enumerate() {
            if index > 0 {
                if broken {
                    self.line(self.hang);
                } else {
                    self.put(" ");
                }
                self.lead(logic_word(logic));
            }
            self.expr(operand);
        }
    }

    /// A condition that is too long for one line.
    pub(super) fn broken_logic(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Logic(logic, operands) => {
                self.mark(expr.span.start);
                self.logic(*logic, operands, true);
            }
            _ => self.expr(expr),
        }
    }

    /// A name at the beginning of an operand.
    fn operand_name(&mut self, name: &Name) {
        if is_assessment_day(&name.text) {
            self.ticked(&name.text, true);
        } else {
            self.name(name);
        }
    }

    /// Inside brackets nothing that stands outside them can take a name along, and the next line stands deeper.
    fn plainly(&mut self, f: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.tick_soft, false);
        let hang = self.hang;
        self.hang = hang.saturating_add(2);
        f(self);
        self.hang = hang;
        self.tick_soft = before;
    }

    /// An expression that `av` or `i` follows: `summan` there would begin an aggregate.
    pub(super) fn before_word(&mut self, expr: &Expr) {
        let before = std::mem::replace(&mut self.tick_soft, true);
        self.expr(expr);
        self.tick_soft = before;
    }

    fn several(&mut self, values: &[Expr]) {
        self.put("(");
        self.plainly(|p| {
            let mut end = None;
            for value in values {
                if let Some(end) = end {
                    p.put(",");
                    p.gap(end, value.span.start);
                }
                p.expr(value);
                end = Some(value.span.end);
            }
        });
        self.put(")");
    }

    /// What follows `är`, and what stands in a cell.
    pub(super) fn relation(&mut self, op: CompareOp, right: &[Expr]) {
        let keyword = match op {
            CompareOp::Is | CompareOp::Contains => None,
            CompareOp::IsNot => Some(Rule::kw_not),
            CompareOp::OneOf | CompareOp::NotOneOf => {
                if op == CompareOp::NotOneOf {
                    self.lead(Rule::kw_not);
                }
                self.lead(Rule::kw_one_of);
                return self.several(right);
            }
            CompareOp::AtLeast => Some(Rule::kw_at_least),
            CompareOp::AtMost => Some(Rule::kw_at_most),
            CompareOp::Over => Some(Rule::kw_over),
            CompareOp::Below => Some(Rule::kw_below),
            CompareOp::By => Some(Rule::kw_by),
            CompareOp::FromDay => Some(Rule::kw_from_day),
            CompareOp::Before => Some(Rule::kw_before),
            CompareOp::After => Some(Rule::kw_after),
            CompareOp::Within => Some(Rule::kw_within),
        };
        if let Some(keyword) = keyword {
            self.lead(keyword);
        }
        self.list(right, ", ", Self::expr);
    }

    fn arith(&mut self, op: ArithOp, left: &Expr, right: &Expr) {
        self.expr(left);
        self.gap(left.span.end, right.span.start);
        if op == ArithOp::Mul && is_percent(left) && !matches!(right.kind, ExprKind::Neg(_)) {
            self.lead(Rule::kw_of);
        } else {
            self.put(match op {
                ArithOp::Add => "+ ",
                ArithOp::Sub => "- ",
                ArithOp::Mul => "× ",
                ArithOp::Div => "/ ",
            });
        }
        self.expr(right);
    }

    fn aggregate(&mut self, what: Aggregate, of: Option<&Expr>, among: &Among) {
        self.lead(match what {
            Aggregate::Sum => Rule::kw_sum,
            Aggregate::Count => Rule::kw_count,
            Aggregate::Share => Rule::kw_share,
            Aggregate::Smallest => Rule::kw_smallest,
            Aggregate::Largest => Rule::kw_largest,
        });
        if let Some(of) = of {
            self.lead(Rule::kw_of);
            self.before_word(of);
            self.gap(of.span.end, among.list.span.start);
        }
        self.among(among);
    }

    fn among(&mut self, among: &Among) {
        self.lead(Rule::kw_in);
        self.expr(&among.list);
        if let Some(binder) = &among.binder {
            self.infix(Rule::kw_as);
            self.name(binder);
        }
        if let Some(filter) = &among.filter {
            self.gap(among.list.span.end, filter.span.start);
            self.lead(Rule::kw_where);
            self.expr(filter);
        }
    }

    fn unit(&mut self, unit: Option<&Name>, per: &[Name]) {
        if let Some(unit) = unit {
            self.put(" ");
            if is_no_unit(&unit.text) {
                self.ticked(&unit.text, true);
            } else {
                self.name(unit);
            }
        }
        for name in per {
            self.infix(Rule::kw_per);
            self.name(name);
        }
    }
}

fn logic_word(logic: Logic) -> Rule {
    match logic {
        Logic::And => Rule::kw_and,
        Logic::Or => Rule::kw_or,
    }
}

fn is_percent(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Quantity { unit: Some(unit), .. } if unit.text == "%")
}

fn is_assessment_day(name: &str) -> bool {
    super::super::keywords::spellings(Rule::kw_assessment_day)
        .is_some_and(|(sv, en)| name == sv || name == en)
}

/// `1 234,5`: what a literal can say is a whole number of tenths, hundredths, …
#[must_use]
pub fn decimal(value: Number) -> String {
    let denominator = value.denominator().unsigned_abs();
    let numerator = value.numerator().unsigned_abs();
    let whole = numerator.checked_div(denominator).unwrap_or(0);
    let mut rest = numerator.checked_rem(denominator).unwrap_or(0);
    let mut text = group_digits(&whole.to_string());
    let mut places = 0_u8;
    while rest != 0 && places < 40 {
        if places == 0 {
            text.push(',');
        }
        let ten = rest.saturating_mul(10);
        let digit = ten.checked_div(denominator).unwrap_or(0);
        rest = ten.checked_rem(denominator).unwrap_or(0);
        text.push_str(&digit.to_string());
        places = places.saturating_add(1);
    }
    text
}

/// A number as it was written, its digits in groups of three.
fn regrouped(written: &str) -> String {
    let end = written
        .find(|c: char| !c.is_ascii_digit() && !is_blank(c) && c != ',')
        .unwrap_or(written.len());
    let number = written.get(..end).unwrap_or("").trim_end_matches(is_blank);
    let (whole, decimals) = match number.split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (number, None),
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let mut text = group_digits(&digits);
    if let Some(decimals) = decimals {
        text.push(',');
        text.push_str(decimals);
    }
    text
}
