//! Arithmetic with units.

use crate::check::checker::Checker;
use crate::check::ruleset::{ArithOp, Expr, ExprKind, Literal, Type};
use crate::check::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree;
use crate::value::{Number, RoundMode};

impl Checker<'_> {
    /// `a + b`, with the left side checked already.
    pub(crate) fn arithmetic(
        &mut self,
        op: ArithOp,
        left: Option<Expr>,
        left_tree: &tree::Expr,
        right: &tree::Expr,
        span: Span,
    ) -> Option<Expr> {
        if let (Some(date), ArithOp::Add | ArithOp::Sub) = (&left, op)
            && date.ty == Type::Date
        {
            return self.add_time(op, date.clone(), right, None, span);
        }
        let right = self.expr(right, None);
        let (left, right) = (left?, right?);
        self.must_be_number(&left, left_tree.span)?;
        self.must_be_number(&right, right.span)?;
        let (
            Type::Number {
                unit: unit_a,
                signed: signed_a,
                whole: whole_a,
            },
            Type::Number {
                unit: unit_b,
                signed: signed_b,
                whole: whole_b,
            },
        ) = (left.ty.clone(), right.ty.clone())
        else {
            return None;
        };
        let signed = signed_a || signed_b;
        let whole = whole_a && whole_b;
        let ty = match op {
            ArithOp::Add | ArithOp::Sub => {
                self.alike(&left, &right)?;
                Type::Number {
                    unit: unit_a,
                    signed: signed || op == ArithOp::Sub,
                    whole,
                }
            }
            ArithOp::Mul => Type::Number {
                unit: unit_a.times(&unit_b),
                signed,
                whole,
            },
            ArithOp::Div => Type::Number {
                unit: unit_a.per(&unit_b),
                signed,
                whole: false,
            },
        };
        let kind = ExprKind::Arith(op, Box::new(left), Box::new(right));
        Some(self.make(span, ty, kind))
    }

    /// Says so when it is not a number.
    fn must_be_number(&mut self, expr: &Expr, span: Span) -> Option<()> {
        if matches!(expr.ty, Type::Number { .. }) {
            return Some(());
        }
        let found = words::of_type(&self.set, &expr.ty);
        let text = self.words(span);
        let mut diagnostic = Diagnostic::error(
            Code::TypeMismatch,
            span,
            format!("`{text}` är {} och kan inte räknas med", found.0),
            format!("`{text}` is {} and can't be calculated with", found.1),
        )
        .label(found.0, found.1);
        if expr.ty == Type::Date {
            diagnostic = diagnostic.help(
                "till ett datum läggs en tid efter det: `inkom + 3 veckor`",
                "a time is added to a date after it: `inkom + 3 veckor`",
            );
        }
        self.report(diagnostic);
        None
    }

    /// `-a`; a literal with its sign is a literal.
    pub(crate) fn negation(&mut self, inner: &tree::Expr, span: Span) -> Option<Expr> {
        let inner = self.expr(inner, None)?;
        self.must_be_number(&inner, inner.span)?;
        let unit = inner.ty.unit().cloned()?;
        if let ExprKind::Literal(Literal::Number(value)) = &inner.kind
            && let Some(value) = value.neg()
        {
            return Some(self.number(value, unit, span));
        }
        let whole = matches!(inner.ty, Type::Number { whole: true, .. });
        let ty = Type::Number {
            unit,
            signed: true,
            whole,
        };
        Some(self.make(span, ty, ExprKind::Neg(Box::new(inner))))
    }

    /// `x avrundat nedåt till 1 kr`; of a date and months, what happens at a month's end.
    pub(crate) fn rounding(
        &mut self,
        inner: &tree::Expr,
        mode: RoundMode,
        step: Option<&tree::Expr>,
        span: Span,
    ) -> Option<Expr> {
        let value = match &super::ungrouped(inner).kind {
            tree::ExprKind::Arith(op @ (ArithOp::Add | ArithOp::Sub), left, right) => {
                let checked = self.expr(left, None);
                if let (Some(date), None) = (&checked, step)
                    && date.ty == Type::Date
                {
                    return self.add_time(*op, date.clone(), right, Some((mode, span)), span);
                }
                self.arithmetic(*op, checked, left, right, inner.span)
            }
            _ => self.expr(inner, None),
        };
        let step = step.map(|step| self.expr(step, None));
        let value = value?;
        self.must_be_number(&value, value.span)?;
        let unit = value.ty.unit().cloned()?;
        let step = match step {
            Some(step) => step?,
            None if unit.money_power() == 0 => self.number(Number::whole(1), unit.clone(), span),
            None => {
                self.report(
                    Diagnostic::error(
                        Code::UnitMismatch,
                        span,
                        "det framgår inte vad beloppet avrundas till",
                        "it is not said what the amount is rounded to",
                    )
                    .help("skriv till exempel `till 1 kr`", "write for instance `till 1 kr`"),
                );
                return None;
            }
        };
        self.alike(&value, &step)?;
        let positive =
            matches!(&step.kind, ExprKind::Literal(Literal::Number(n)) if !n.is_negative() && !n.is_zero());
        if !positive {
            self.error(
                Code::TypeMismatch,
                step.span,
                "avrundningen ska vara till ett tal över noll",
                "the rounding must be to a number above zero",
            );
            return None;
        }
        let signed = matches!(value.ty, Type::Number { signed: true, .. });
        let whole = matches!(&step.kind, ExprKind::Literal(Literal::Number(n)) if n.is_whole());
        let ty = Type::Number { unit, signed, whole };
        let kind = ExprKind::Round(Box::new(value), mode, Box::new(step));
        Some(self.make(span, ty, kind))
    }

    /// `minsta av (a, b)`, `största av (a, b)`.
    pub(crate) fn extreme(&mut self, smallest: bool, parts: &[tree::Expr], span: Span) -> Option<Expr> {
        let parts: Vec<_> = parts.iter().map(|part| self.expr(part, None)).collect();
        let parts: Vec<_> = parts.into_iter().collect::<Option<_>>()?;
        let first = parts.first()?.clone();
        if first.ty != Type::Date {
            self.must_be_number(&first, first.span)?;
        }
        let mut ty = first.ty.clone();
        for part in parts.iter().skip(1) {
            self.alike(&first, part)?;
            ty = words::either(&ty, &part.ty);
        }
        Some(self.make(span, ty, ExprKind::Extreme(smallest, parts)))
    }
}
