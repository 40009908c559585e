//! Quantifiers and aggregates.

use super::path_text;
use crate::check::checker::{Checker, Frame, Looping};
use crate::check::ruleset::{Aggregate, Expr, ExprKind, LoopId, Quantifier, Type};
use crate::check::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree;
use crate::value::Unit;

impl Checker<'_> {
    /// The list, and the loop over it, whose elements are names until [`Self::leave`].
    fn enter(&mut self, among: &tree::Among) -> Option<(Expr, LoopId)> {
        let list = self.list(&among.list)?;
        let Type::List(element) = list.ty.clone() else {
            return None;
        };
        let var = self.fresh_loop(&list);
        self.frames.push(Frame::Loop(Looping {
            var,
            binder: among.binder.as_ref().map(|name| name.text.clone()),
            element: *element,
            list: path_text(&among.list).unwrap_or_default(),
        }));
        Some((list, var))
    }

    fn leave(&mut self) {
        self.frames.pop();
    }

    /// An expression that must be a list.
    pub(crate) fn list(&mut self, list: &tree::Expr) -> Option<Expr> {
        let checked = self.expr(list, None)?;
        if matches!(checked.ty, Type::List(_)) {
            return Some(checked);
        }
        let found = words::of_type(&self.set, &checked.ty);
        let text = self.words(checked.span);
        self.report(
            Diagnostic::error(
                Code::TypeMismatch,
                checked.span,
                format!("`{text}` är {}, inte en lista", found.0),
                format!("`{text}` is {}, not a list", found.1),
            )
            .label(found.0, found.1),
        );
        None
    }

    /// Whether a loop or a `för varje` around the expression goes through the list that is written so.
    pub(crate) fn goes_through(&self, list: &str) -> bool {
        self.frames.iter().any(|frame| match frame {
            Frame::Parameters(..) | Frame::Row(_) => false,
            Frame::Loop(looping) | Frame::Block(looping) => looping.list == list,
        })
    }

    /// `alla i L där F uppfyller T`, `någon i L där T`, …
    pub(crate) fn quantified(
        &mut self,
        quantifier: &Quantifier,
        among: &tree::Among,
        body: Option<&tree::Expr>,
        span: Span,
    ) -> Option<Expr> {
        let (list, var) = self.enter(among)?;
        let filter = among.filter.as_deref().map(|filter| self.condition(filter));
        let body = body.map(|body| self.condition(body));
        self.leave();
        let (filter, body) = match body {
            Some(body) => (filter, Some(body)),
            None => (None, filter),
        };
        let filter = match filter {
            Some(filter) => Some(Box::new(filter?)),
            None => None,
        };
        let body = match body {
            Some(body) => body?,
            None => self.bool(true, span),
        };
        let kind = ExprKind::Quantified {
            quantifier: *quantifier,
            var,
            list: Box::new(list),
            filter,
            body: Box::new(body),
        };
        Some(self.make(span, Type::Bool, kind))
    }

    /// `summan av X i L där T`, …
    pub(crate) fn aggregate(
        &mut self,
        aggregate: Aggregate,
        of: Option<&tree::Expr>,
        among: &tree::Among,
        span: Span,
    ) -> Option<Expr> {
        let (list, var) = self.enter(among)?;
        let of = of.map(|of| self.expr(of, None));
        let filter = among.filter.as_deref().map(|filter| self.condition(filter));
        self.leave();
        let of = match of {
            Some(of) => Some(of?),
            None => None,
        };
        let filter = match filter {
            Some(filter) => Some(Box::new(filter?)),
            None => None,
        };
        let ty = match (aggregate, &of) {
            (Aggregate::Count, _) => Type::Number {
                unit: Unit::none(),
                signed: false,
                whole: true,
            },
            (Aggregate::Share, None) => share(),
            (Aggregate::Share, Some(of)) => {
                self.summable(of, false)?;
                share()
            }
            (Aggregate::Sum, Some(of)) => {
                self.summable(of, false)?;
                of.ty.clone()
            }
            (Aggregate::Smallest | Aggregate::Largest, Some(of)) => {
                self.summable(of, true)?;
                of.ty.clone()
            }
            (_, None) => return None,
        };
        let kind = ExprKind::Aggregated {
            aggregate,
            var,
            list: Box::new(list),
            filter,
            of: of.map(Box::new),
        };
        Some(self.make(span, ty, kind))
    }

    /// Whether it is a number, or a date where dates will do; otherwise says so.
    fn summable(&mut self, of: &Expr, dates: bool) -> Option<()> {
        if matches!(of.ty, Type::Number { .. }) || (dates && of.ty == Type::Date) {
            return Some(());
        }
        let found = words::of_type(&self.set, &of.ty);
        let text = self.words(of.span);
        let wanted = if dates {
            ("ett tal eller ett datum", "a number or a date")
        } else {
            ("ett tal", "a number")
        };
        let mut diagnostic = Diagnostic::error(
            Code::TypeMismatch,
            of.span,
            format!("`{text}` är {}, inte {}", found.0, wanted.0),
            format!("`{text}` is {}, not {}", found.1, wanted.1),
        )
        .label(found.0, found.1);
        if of.ty == Type::Bool {
            diagnostic = diagnostic.help("räkna med `antalet i … där …`", "count with `antalet i … där …`");
        }
        self.report(diagnostic);
        None
    }
}

fn share() -> Type {
    Type::Number {
        unit: Unit::none(),
        signed: false,
        whole: false,
    }
}
