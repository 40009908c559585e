//! Comparisons.

use super::reference::Found;
use super::ungrouped;
use crate::check::checker::Checker;
use crate::check::ruleset::{Expr, ExprKind, Relation, Type};
use crate::check::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{self, CompareOp};

impl Checker<'_> {
    /// A comparison.
    pub(crate) fn comparison(
        &mut self,
        op: CompareOp,
        left: &tree::Expr,
        right: &[tree::Expr],
        span: Span,
    ) -> Option<Expr> {
        match op {
            CompareOp::OneOf => self.one_of(left, right, span),
            CompareOp::NotOneOf => {
                let inner = self.one_of(left, right, span)?;
                Some(self.make(span, Type::Bool, ExprKind::Not(Box::new(inner))))
            }
            CompareOp::Within => self.within(left, right.first()?, span),
            CompareOp::Contains => self.contains(left, right.first()?, span),
            CompareOp::Is => self.relation(Relation::Equal, Kind::Equality, left, right.first()?, span),
            CompareOp::IsNot => self.relation(Relation::NotEqual, Kind::Equality, left, right.first()?, span),
            CompareOp::AtLeast => self.relation(Relation::AtLeast, Kind::Numbers, left, right.first()?, span),
            CompareOp::AtMost => self.relation(Relation::AtMost, Kind::Numbers, left, right.first()?, span),
            CompareOp::Over => self.relation(Relation::Greater, Kind::Numbers, left, right.first()?, span),
            CompareOp::Below => self.relation(Relation::Less, Kind::Numbers, left, right.first()?, span),
            CompareOp::By => self.relation(Relation::AtMost, Kind::Dates, left, right.first()?, span),
            CompareOp::FromDay => self.relation(Relation::AtLeast, Kind::Dates, left, right.first()?, span),
            CompareOp::Before => self.relation(Relation::Less, Kind::Dates, left, right.first()?, span),
            CompareOp::After => self.relation(Relation::Greater, Kind::Dates, left, right.first()?, span),
        }
    }

    /// Two operands, each with the other's type to go by where it has none of its own.
    fn pair(&mut self, left: &tree::Expr, right: &tree::Expr) -> Option<(Expr, Expr)> {
        let (left_open, right_open) = (self.has_no_type(left), self.has_no_type(right));
        if left_open && !right_open {
            let right = self.expr(right, None)?;
            let left = self.expr(left, Some(&right.ty))?;
            return Some((left, right));
        }
        let Some(left) = self.expr(left, None) else {
            if !right_open {
                self.expr(right, None);
            }
            return None;
        };
        let right = self.expr(right, Some(&left.ty))?;
        Some((left, right))
    }

    /// Whether an expression's type is found by its surroundings: a value of an enum, a text.
    fn has_no_type(&mut self, expr: &tree::Expr) -> bool {
        match &ungrouped(expr).kind {
            tree::ExprKind::Text(_) => true,
            tree::ExprKind::Name(name) => matches!(self.value_named(name), Found::Unknown),
            _ => false,
        }
    }

    fn relation(
        &mut self,
        relation: Relation,
        kind: Kind,
        left: &tree::Expr,
        right: &tree::Expr,
        span: Span,
    ) -> Option<Expr> {
        let (left, right) = self.pair(left, right)?;
        for operand in [&left, &right] {
            if !kind.takes(&operand.ty) {
                self.report_not_comparable(kind, operand);
                return None;
            }
        }
        self.alike(&left, &right)?;
        let compare = ExprKind::Compare(relation, Box::new(left), Box::new(right));
        Some(self.make(span, Type::Bool, compare))
    }

    /// Whether two operands have the same type and unit; otherwise says how they differ.
    pub(crate) fn alike(&mut self, left: &Expr, right: &Expr) -> Option<()> {
        if words::same(&left.ty, &right.ty) {
            return Some(());
        }
        let (a, b) = (self.words(left.span), self.words(right.span));
        let (ta, tb) = (
            words::of_type(&self.set, &left.ty),
            words::of_type(&self.set, &right.ty),
        );
        let (code, counted) = match (&left.ty, &right.ty) {
            (Type::Number { .. }, Type::Number { .. }) => (Code::UnitMismatch, true),
            _ => (Code::TypeMismatch, false),
        };
        let mut diagnostic = Diagnostic::error(
            code,
            right.span,
            format!("`{a}` är {}, men `{b}` är {}", ta.0, tb.0),
            format!("`{a}` is {}, but `{b}` is {}", ta.1, tb.1),
        )
        .label(tb.0.clone(), tb.1.clone())
        .also(left.span, ta.0.clone(), ta.1.clone());
        if counted {
            let plain = |e: &Expr| e.ty.unit().is_some_and(crate::value::Unit::is_none);
            let literal = |e: &Expr| matches!(e.kind, ExprKind::Literal(_));
            for (one, other, unit) in [(right, &b, &ta), (left, &a, &tb)] {
                if plain(one) && literal(one) {
                    diagnostic = diagnostic.help(
                        format!("skriv enheten: `{other} {}`", unit.0),
                        format!("write the unit: `{other} {}`", unit.1),
                    );
                }
            }
        }
        self.report(diagnostic);
        None
    }

    fn report_not_comparable(&mut self, kind: Kind, operand: &Expr) {
        let found = words::of_type(&self.set, &operand.ty);
        let text = self.words(operand.span);
        let mut diagnostic = Diagnostic::error(
            Code::NotComparable,
            operand.span,
            format!("`{text}` är {} och kan inte jämföras så", found.0),
            format!("`{text}` is {} and can't be compared like this", found.1),
        )
        .label(found.0, found.1);
        diagnostic = match (kind, &operand.ty) {
            (Kind::Numbers, Type::Date) => diagnostic.help(
                "datum jämförs med `senast`, `tidigast`, `före` och `efter`",
                "dates are compared with `senast`, `tidigast`, `före` and `efter`",
            ),
            (Kind::Dates, Type::Number { .. }) => diagnostic.help(
                "tal jämförs med `minst`, `högst`, `över` och `under`",
                "numbers are compared with `minst`, `högst`, `över` and `under`",
            ),
            (_, Type::Timestamp) => diagnostic.help(
                format!("skriv `dagen för {text}`"),
                format!("write `dagen för {text}`"),
            ),
            (_, Type::List(_)) => diagnostic.help(
                "fråga listan med `innehåller`, `någon i` eller `antalet i`",
                "ask the list with `innehåller`, `någon i` or `antalet i`",
            ),
            (_, Type::Record(_)) => {
                diagnostic.help("jämför ett av postens fält", "compare one of the record's fields")
            }
            (Kind::Numbers | Kind::Dates, Type::Period) => diagnostic.help(
                format!("skriv `{text}.från` eller `{text}.till`"),
                format!("write `{text}.från` or `{text}.till`"),
            ),
            (Kind::Numbers | Kind::Dates, _) => diagnostic.help("skriv `är`", "write `är`"),
            _ => diagnostic,
        };
        self.report(diagnostic);
    }

    fn one_of(&mut self, left: &tree::Expr, options: &[tree::Expr], span: Span) -> Option<Expr> {
        let left = self.expr(left, None)?;
        if !Kind::Equality.takes(&left.ty) {
            self.report_not_comparable(Kind::Equality, &left);
            return None;
        }
        let mut checked = Vec::new();
        for option in options {
            let option = self.expr(option, Some(&left.ty));
            checked.push(option.and_then(|option| self.alike(&left, &option).map(|()| option)));
        }
        let checked: Vec<_> = checked.into_iter().collect::<Option<_>>()?;
        Some(self.make(span, Type::Bool, ExprKind::OneOf(Box::new(left), checked)))
    }

    fn within(&mut self, left: &tree::Expr, right: &tree::Expr, span: Span) -> Option<Expr> {
        let left = self.expr(left, None);
        let right = self.expr(right, Some(&Type::Period));
        let right = self.expect(right?, &Type::Period);
        let left = left?;
        if !matches!(left.ty, Type::Date | Type::Period) {
            let found = words::of_type(&self.set, &left.ty);
            let text = self.words(left.span);
            let mut diagnostic = Diagnostic::error(
                Code::NotComparable,
                left.span,
                format!("`{text}` är {} och kan inte vara inom en period", found.0),
                format!("`{text}` is {} and can't be within a period", found.1),
            )
            .label(found.0, found.1);
            if left.ty == Type::Timestamp {
                diagnostic = diagnostic.help(
                    format!("skriv `dagen för {text}`"),
                    format!("write `dagen för {text}`"),
                );
            }
            self.report(diagnostic);
            return None;
        }
        let kind = ExprKind::Within(Box::new(left), Box::new(right?));
        Some(self.make(span, Type::Bool, kind))
    }

    fn contains(&mut self, left: &tree::Expr, right: &tree::Expr, span: Span) -> Option<Expr> {
        let list = self.list(left)?;
        let Type::List(element) = list.ty.clone() else {
            return None;
        };
        if !Kind::Equality.takes(&element) {
            let text = self.words(list.span);
            self.report(
                Diagnostic::error(
                    Code::NotComparable,
                    list.span,
                    format!("delarna i `{text}` kan inte jämföras med ett värde"),
                    format!("the elements of `{text}` can't be compared with a value"),
                )
                .help(
                    format!("skriv `någon i {text} där …`"),
                    format!("write `någon i {text} där …`"),
                ),
            );
            return None;
        }
        let value = self.expr_of(right, &element)?;
        let kind = ExprKind::Contains(Box::new(list), Box::new(value));
        Some(self.make(span, Type::Bool, kind))
    }
}

/// What a comparison compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Whether two scalars are the same.
    Equality,
    /// The order of two numbers.
    Numbers,
    /// The order of two dates.
    Dates,
}

impl Kind {
    fn takes(self, ty: &Type) -> bool {
        match self {
            Self::Equality => !matches!(ty, Type::List(_) | Type::Record(_)),
            Self::Numbers => matches!(ty, Type::Number { .. }),
            Self::Dates => matches!(ty, Type::Date),
        }
    }
}
