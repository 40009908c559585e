//! Sums and what they are made of.

use super::{Children, Lower, Node, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{Aggregate, ArithOp, Expr, ExprKind};
use crate::value::RoundMode;

impl Lower<'_> {
    /// Products with plus and minus between them, and the rounding of the whole.
    pub(super) fn sum(&mut self, node: Node<'_>) -> Option<Expr> {
        let mut children = Children::of(node.clone());
        let Some(computed) = children.take_last(Rule::computed) else {
            return self.factor(children);
        };
        let (mut first, mut terms) = (Product::of(children), Vec::<Signed<'_, Product<'_>>>::new());
        let (mut before, mut rounding) = (None, None);
        for part in computed.into_inner() {
            match part.as_rule() {
                Rule::operator => before = Some((sign(&part), part)),
                Rule::rounding => rounding = Some(part),
                _ => {
                    let (op, sign) = before.take()?;
                    let factor = Children::of(part);
                    match op {
                        ArithOp::Add | ArithOp::Sub => terms.push((op, sign, Product::of(factor))),
                        ArithOp::Mul | ArithOp::Div => {
                            let product = terms.last_mut().map_or(&mut first, |(_, _, product)| product);
                            product.others.push((op, sign, factor));
                        }
                    }
                }
            }
        }
        let levels = usize::from(rounding.is_some());
        let value = self.deeper(levels, &node, |this| {
            this.chain(&node, first, terms, |this, product| {
                this.chain(&node, product.first, product.others, Self::factor)
            })
        })?;
        match rounding {
            Some(rounding) => self.rounding(value, rounding),
            None => Some(value),
        }
    }

    /// `a + b + c` as `(a + b) + c`: the first operand stands as deep as the chain is long.
    fn chain<'i, T>(
        &mut self,
        whole: &Node<'i>,
        first: T,
        others: Vec<Signed<'i, T>>,
        operand: impl Fn(&mut Self, T) -> Option<Expr>,
    ) -> Option<Expr> {
        let mut deeper = others.len();
        let mut value = self.deeper(deeper, whole, |this| operand(this, first))?;
        for (op, sign, next) in others {
            if op == ArithOp::Sub {
                self.minus_has_spaces(&sign)?;
            }
            let right = self.deeper(deeper, whole, |this| operand(this, next))?;
            deeper = deeper.saturating_sub(1);
            value = Expr {
                span: value.span.to(right.span),
                kind: ExprKind::Arith(op, Box::new(value), Box::new(right)),
            };
        }
        Some(value)
    }

    /// `a-b` could be meant as a name.
    fn minus_has_spaces(&mut self, sign: &Node<'_>) -> Option<()> {
        let (start, end) = (sign.as_span().start(), sign.as_span().end());
        let before = self.text.get(..start).and_then(|t| t.chars().next_back());
        let after = self.text.get(end..).and_then(|t| t.chars().next());
        if before.is_some_and(char::is_whitespace) && after.is_some_and(char::is_whitespace) {
            return Some(());
        }
        let diagnostic = minus_without_space(self.span(sign));
        self.fail(diagnostic)
    }

    fn rounding(&mut self, value: Expr, node: Node<'_>) -> Option<Expr> {
        let span = value.span.to(self.span(&node));
        let (mut mode, mut step) = (RoundMode::Nearest, None);
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::kw_up => mode = RoundMode::Up,
                Rule::kw_down => mode = RoundMode::Down,
                Rule::quantity => step = Some(Box::new(self.quantity(part)?)),
                _ => {}
            }
        }
        Some(Expr {
            span,
            kind: ExprKind::Round(Box::new(value), mode, step),
        })
    }

    /// What stands between the signs, or that with a minus before it.
    fn factor(&mut self, mut children: Children<'_>) -> Option<Expr> {
        let whole = children.0.clone();
        let minus = children.take(Rule::minus).map(|minus| self.span(&minus));
        let first = children.next()?;
        let value = self.deeper_at(
            1,
            |this| this.span_of(whole),
            |this| match minus {
                Some(_) => this.operand(first),
                None => this.single(first, children),
            },
        )?;
        Some(match minus {
            Some(minus) => Expr {
                span: minus.to(value.span),
                kind: ExprKind::Neg(Box::new(value)),
            },
            None => value,
        })
    }

    /// What stands alone where no sum may.
    fn operand(&mut self, node: Node<'_>) -> Option<Expr> {
        let mut children = Children::of(node);
        let first = children.next()?;
        self.single(first, children)
    }

    /// What stands between the signs: its first node, and those that a name or a number has after it.
    fn single(&mut self, node: Node<'_>, rest: Children<'_>) -> Option<Expr> {
        match node.as_rule() {
            Rule::number => return self.figure(&node, rest),
            Rule::group => return self.group(node),
            Rule::name => return self.reference(&node, rest),
            _ => {}
        }
        let span = self.span(&node);
        let kind = match node.as_rule() {
            Rule::aggregate => self.aggregate(node)?,
            Rule::extreme => self.extreme(node)?,
            Rule::time_limit => self.time_limit(node)?,
            Rule::day_of => {
                let of = Children::of(node).find(Rule::operand_path)?;
                ExprKind::DayOf(Box::new(self.operand_path(of)?))
            }
            Rule::period => ExprKind::Period(self.period(node)?),
            Rule::date => ExprKind::Date(self.date(&node)?),
            Rule::yes => ExprKind::Bool(true),
            Rule::no => ExprKind::Bool(false),
            Rule::string => ExprKind::Text(self.plain_line(node)?.plain()),
            Rule::assessment_day => ExprKind::AssessmentDay,
            _ => return None,
        };
        Some(Expr { span, kind })
    }

    fn aggregate(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut children = Children::of(node);
        let what = match children.next()?.as_rule() {
            Rule::kw_sum => Aggregate::Sum,
            Rule::kw_count => Aggregate::Count,
            _ => Aggregate::Share,
        };
        if children.take(Rule::kw_days).is_some() {
            let period = self.operand_path(children.find(Rule::operand_path)?)?;
            return Some(ExprKind::DaysIn(Box::new(period)));
        }
        let of = match children.take(Rule::kw_of) {
            Some(_) => Some(Box::new(self.sum(children.take(Rule::sum)?)?)),
            None => None,
        };
        let among = self.among(children.take(Rule::among)?)?;
        Some(ExprKind::Aggregate(what, of, among))
    }

    fn extreme(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut children = Children::of(node);
        let smallest = children.next()?.as_rule() == Rule::kw_smallest;
        let what = if smallest {
            Aggregate::Smallest
        } else {
            Aggregate::Largest
        };
        children.take(Rule::kw_of)?;
        if let Some(of) = children.take(Rule::sum) {
            let of = self.sum(of)?;
            let among = self.among(children.take(Rule::among)?)?;
            return Some(ExprKind::Aggregate(what, Some(Box::new(of)), among));
        }
        let several = children.take(Rule::several)?;
        let span = self.span(&several);
        let mut values = self.several(several)?;
        let Some(among) = children.take(Rule::among) else {
            return Some(ExprKind::Extreme(smallest, values));
        };
        let (Some(of), true) = (values.pop(), values.is_empty()) else {
            return self.fail(Diagnostic::error(
                Code::Syntax,
                span,
                "ett enda uttryck räknas för varje post i listan",
                "one single expression is computed for each record of the list",
            ));
        };
        let of = Expr {
            span,
            kind: ExprKind::Group(Box::new(of)),
        };
        let among = self.among(among)?;
        Some(ExprKind::Aggregate(what, Some(Box::new(of)), among))
    }

    fn time_limit(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut children = Children::of(node);
        let term = children.next()?.as_rule() == Rule::kw_term;
        let length = Box::new(self.quantity(children.take(Rule::quantity)?)?);
        let from = children.find(Rule::operand)?;
        let from = Box::new(self.deeper(1, &from.clone(), |this| this.operand(from))?);
        let moved = children.take(Rule::kw_moved).is_some();
        Some(ExprKind::TimeLimit {
            term,
            length,
            from,
            moved,
        })
    }

    /// A quantity, or `50 % av x`.
    fn figure(&mut self, number: &Node<'_>, mut rest: Children<'_>) -> Option<Expr> {
        let mark = rest.next();
        let (Some(percent), Some(share)) = (&mark, rest.next()) else {
            return self.number_with(number, mark);
        };
        let from = self.span(number);
        let value = self.number(number)?;
        let unit = self.percent(percent);
        let percentage = Expr {
            span: from.to(unit.span),
            kind: ExprKind::Quantity {
                value,
                unit: Some(unit),
                per: Vec::new(),
            },
        };
        let span = from.to(self.span(&share));
        let of = Children::of(share).find(Rule::operand)?;
        let of = self.deeper(1, &of.clone(), |this| this.operand(of))?;
        Some(Expr {
            span,
            kind: ExprKind::Arith(ArithOp::Mul, Box::new(percentage), Box::new(of)),
        })
    }

    /// A name and what follows it.
    fn reference(&mut self, name: &Node<'_>, mut rest: Children<'_>) -> Option<Expr> {
        let name = self.name(name);
        let begin = name.span;
        let mut value = match rest.take(Rule::several) {
            Some(several) => Expr {
                span: begin.to(self.span(&several)),
                kind: ExprKind::Call(name, self.several(several)?),
            },
            None => Expr {
                span: begin,
                kind: ExprKind::Name(name),
            },
        };
        let Some(trail) = rest.next() else {
            return Some(value);
        };
        let mut parts = Children::of(trail.clone());
        value = self.accesses(value, &mut parts, |this| begin.to(this.span(&trail)))?;
        if let Some(day) = parts.take(Rule::on_day) {
            let operand = Children::of(day).find(Rule::operand)?;
            let on = self.deeper(1, &operand.clone(), |this| this.operand(operand))?;
            value = Expr {
                span: value.span.to(on.span),
                kind: ExprKind::OnDay(Box::new(value), Box::new(on)),
            };
        }
        Some(value)
    }

    /// A name with fields and keys after it.
    pub(super) fn operand_path(&mut self, node: Node<'_>) -> Option<Expr> {
        let mut children = Children::of(node.clone());
        let name = self.name(&children.take(Rule::name)?);
        let first = Expr {
            span: name.span,
            kind: ExprKind::Name(name),
        };
        self.accesses(first, &mut children, |this| this.span(&node))
    }

    /// `.b[c].d`.
    fn accesses(
        &mut self,
        first: Expr,
        children: &mut Children<'_>,
        whole: impl FnOnce(&Self) -> Span,
    ) -> Option<Expr> {
        let mut accesses = Vec::new();
        while let Some(access) = children.take(Rule::access) {
            accesses.push(access);
        }
        self.deeper_at(accesses.len(), whole, |this| {
            accesses.into_iter().try_fold(first, |value, access| {
                let span = value.span.to(this.span(&access));
                let mut parts = Children::of(access);
                let kind = match parts.take(Rule::sum) {
                    Some(key) => ExprKind::Index(Box::new(value), Box::new(this.sum(key)?)),
                    None => {
                        let member = this.name(&parts.find(Rule::member)?);
                        ExprKind::Field(Box::new(value), member)
                    }
                };
                Some(Expr { span, kind })
            })
        })
    }
}

/// What stands after the first operand, with the sign before it.
type Signed<'i, T> = (ArithOp, Node<'i>, T);

/// Factors with times and division signs between them.
struct Product<'i> {
    first: Children<'i>,
    others: Vec<Signed<'i, Children<'i>>>,
}

impl<'i> Product<'i> {
    fn of(factor: Children<'i>) -> Self {
        Self {
            first: factor,
            others: Vec::new(),
        }
    }
}

/// What the sign says is to be computed.
fn sign(operator: &Node<'_>) -> ArithOp {
    match operator.as_str() {
        "+" => ArithOp::Add,
        "-" | "−" => ArithOp::Sub,
        "×" | "*" => ArithOp::Mul,
        _ => ArithOp::Div,
    }
}

/// E0116.
pub(in crate::syntax) fn minus_without_space(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::MinusWithoutSpace,
        span,
        "minus utan mellanrum",
        "minus without spaces",
    )
    .help(
        "skriv `a - b` när något dras ifrån, `a_b` i ett namn",
        "write `a - b` for a subtraction, `a_b` in a name",
    )
}
