//! Expressions: names resolved, types and units found.

mod access;
mod arithmetic;
mod call;
mod comparison;
mod literal;
mod loops;
mod reference;
mod time;

use std::rc::Rc;

use super::checker::Checker;
use super::names::{Space, Symbol};
use super::ruleset::{Expr, ExprKind, RuleId, Type};
use super::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{self, Logic, RuleTest};

/// The expression without the parentheses around it.
pub(crate) fn ungrouped(expr: &tree::Expr) -> &tree::Expr {
    let mut expr = expr;
    while let tree::ExprKind::Group(inner) = &expr.kind {
        expr = inner;
    }
    expr
}

/// The names of `a.b.c`, when it is such a path.
pub(crate) fn path_of(expr: &tree::Expr) -> Option<Vec<&tree::Name>> {
    match &expr.kind {
        tree::ExprKind::Name(name) => Some(vec![name]),
        tree::ExprKind::Field(base, member) => {
            let mut names = path_of(base)?;
            names.push(member);
            Some(names)
        }
        tree::ExprKind::Group(inner) => path_of(inner),
        _ => None,
    }
}

/// `a.b.c` as text.
pub(crate) fn path_text(expr: &tree::Expr) -> Option<String> {
    let names = path_of(expr)?;
    Some(
        names
            .iter()
            .map(|n| n.text.as_str())
            .collect::<Vec<_>>()
            .join("."),
    )
}

impl Checker<'_> {
    /// Checks an expression. `expected` is the type that its surroundings want, by which a value of an enum and a key of a
    /// table are found; that it is met is the caller's to see. `None` when it has a mistake, which is reported.
    pub(crate) fn expr(&mut self, expr: &tree::Expr, expected: Option<&Type>) -> Option<Expr> {
        use tree::ExprKind as T;
        let span = expr.span;
        match &expr.kind {
            T::Group(inner) => self.expr(inner, expected),
            T::Name(name) => self.name(name, expected),
            T::Field(base, member) => self.field_access(base, member, span),
            T::Index(base, _) => {
                self.report(
                    Diagnostic::error(
                        Code::TypeMismatch,
                        span,
                        "en rad i en tabell är inte ett värde",
                        "a row of a table is not a value",
                    )
                    .help(
                        format!("välj en kolumn: `{}[…].kolumn`", self.words(base.span)),
                        format!("choose a column: `{}[…].column`", self.words(base.span)),
                    ),
                );
                None
            }
            T::Call(name, arguments) => self.call(name, arguments, span),
            T::OnDay(base, day) => self.on_day(base, day, span),
            T::Quantity { value, unit, per } => self.quantity(*value, unit.as_ref(), per, span),
            T::Date(date) => Some(self.date(*date, span)),
            T::Period(period) => Some(self.period(*period, span)),
            T::Text(text) => self.text(text, expected, span),
            T::Bool(value) => Some(self.bool(*value, span)),
            T::AssessmentDay => Some(self.make(span, Type::Date, ExprKind::AssessmentDay)),
            T::Not(inner) => {
                let inner = self.condition(inner)?;
                Some(self.make(span, Type::Bool, ExprKind::Not(Box::new(inner))))
            }
            T::Logic(logic, parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.condition(part)).collect();
                let parts: Vec<_> = parts.into_iter().collect::<Option<_>>()?;
                let kind = match logic {
                    Logic::And => ExprKind::And(parts),
                    Logic::Or => ExprKind::Or(parts),
                };
                Some(self.make(span, Type::Bool, kind))
            }
            T::Compare(op, left, right) => self.comparison(*op, left, right, span),
            T::Exists(inner, positive) => self.exists(inner, *positive, span),
            T::Rule(rule, test) => self.rule_test(rule, *test, span),
            T::Arith(op, left, right) => {
                let checked = self.expr(left, None);
                self.arithmetic(*op, checked, left, right, span)
            }
            T::Neg(inner) => self.negation(inner, span),
            T::Round(inner, mode, step) => self.rounding(inner, *mode, step.as_deref(), span),
            T::Quantified(quantifier, among, body) => {
                self.quantified(quantifier, among, body.as_deref(), span)
            }
            T::Aggregate(aggregate, of, among) => self.aggregate(*aggregate, of.as_deref(), among, span),
            T::Extreme(smallest, parts) => self.extreme(*smallest, parts, span),
            T::TimeLimit {
                term,
                length,
                from,
                moved,
            } => self.time_limit(*term, length, from, *moved, span),
            T::DaysIn(period) => self.days_in(period, span),
            T::DayOf(timestamp) => self.day_of(timestamp, span),
        }
    }

    /// Checks an expression that must be of a type.
    pub(crate) fn expr_of(&mut self, expr: &tree::Expr, expected: &Type) -> Option<Expr> {
        let checked = self.expr(expr, Some(expected))?;
        self.expect(checked, expected)
    }

    /// The expression, when it is of the type; otherwise says what was wanted.
    pub(crate) fn expect(&mut self, expr: Expr, expected: &Type) -> Option<Expr> {
        if words::same(&expr.ty, expected) {
            return Some(expr);
        }
        let (found, wanted) = (
            words::of_type(&self.set, &expr.ty),
            words::of_type(&self.set, expected),
        );
        let text = self.words(expr.span);
        let numbers = matches!((&expr.ty, expected), (Type::Number { .. }, Type::Number { .. }));
        let code = if numbers {
            Code::UnitMismatch
        } else {
            Code::TypeMismatch
        };
        self.report(
            Diagnostic::error(
                code,
                expr.span,
                format!("`{text}` är {}, men här väntas {}", found.0, wanted.0),
                format!("`{text}` is {}, but {} is expected here", found.1, wanted.1),
            )
            .label(found.0, found.1),
        );
        None
    }

    /// Checks an expression that must be yes or no.
    pub(crate) fn condition(&mut self, expr: &tree::Expr) -> Option<Expr> {
        let checked = self.expr(expr, Some(&Type::Bool))?;
        if checked.ty == Type::Bool {
            return Some(checked);
        }
        let found = words::of_type(&self.set, &checked.ty);
        let text = self.words(checked.span);
        self.report(
            Diagnostic::error(
                Code::NotACondition,
                checked.span,
                format!("`{text}` är {}, inte ett villkor", found.0),
                format!("`{text}` is {}, not a condition", found.1),
            )
            .label(found.0, found.1)
            .help(
                "jämför det med något, till exempel med `är`, `är minst` eller `finns`",
                "compare it with something, for instance by `är`, `är minst` or `finns`",
            ),
        );
        None
    }

    /// `x finns`, `x saknas`.
    fn exists(&mut self, inner: &tree::Expr, positive: bool, span: Span) -> Option<Expr> {
        let checked = self.expr(inner, None)?;
        if !self.may_be_absent(&checked) {
            let text = self.words(checked.span);
            self.report(
                Diagnostic::error(
                    Code::NotOptional,
                    checked.span,
                    format!("`{text}` finns alltid"),
                    format!("`{text}` always exists"),
                )
                .help(
                    "bara ett valfritt fält (`?`) eller en bedömning kan saknas",
                    "only an optional field (`?`) or a judgement can be absent",
                ),
            );
            return None;
        }
        let exists = self.make(span, Type::Bool, ExprKind::Exists(Box::new(checked)));
        Some(if positive {
            exists
        } else {
            self.make(span, Type::Bool, ExprKind::Not(Box::new(exists)))
        })
    }

    /// Whether it is an optional field or a judgement.
    pub(crate) fn may_be_absent(&self, expr: &Expr) -> bool {
        self.field_read(expr)
            .is_some_and(|field| field.optional || field.judgement)
    }

    /// The field that an expression reads, when it is no more than that.
    pub(crate) fn field_read(&self, expr: &Expr) -> Option<&super::ruleset::Field> {
        match &expr.kind {
            ExprKind::Fact(field) => self.set.application.get(usize::from(*field)),
            ExprKind::Field(base, field) => {
                let (Type::Record(record) | Type::RecordKey(_, record)) = &base.ty else {
                    return None;
                };
                self.set
                    .records
                    .get(usize::from(record.0))?
                    .fields
                    .get(usize::from(*field))
            }
            _ => None,
        }
    }

    /// `R är uppfyllt`, `R hindrar`.
    fn rule_test(&mut self, rule: &tree::Expr, test: RuleTest, span: Span) -> Option<Expr> {
        let Some(name) = path_text(rule) else {
            self.error(
                Code::UnknownRule,
                rule.span,
                "här väntas en regels namn",
                "a rule's name is expected here",
            );
            return None;
        };
        let id = self.rule_named(&name, rule.span)?;
        if !self.rule_is_reachable(id) {
            self.report(
                Diagnostic::error(
                    Code::UnknownRule,
                    rule.span,
                    format!("regeln `{name}` bedöms för varje del av en lista och har inget svar här"),
                    format!("the rule `{name}` is judged for each item of a list and has no answer here"),
                )
                .help(
                    "läs den i samma `för varje`, eller i `alla i …`, `antalet i …` över samma lista",
                    "read it in the same `för varje`, or in `alla i …`, `antalet i …` over the same list",
                ),
            );
            return None;
        }
        Some(match test {
            RuleTest::Met => self.make(span, Type::Bool, ExprKind::RuleMet(id)),
            RuleTest::Bites => self.make(span, Type::Bool, ExprKind::RuleBites(id)),
            RuleTest::NotMet => {
                let met = self.make(span, Type::Bool, ExprKind::RuleMet(id));
                self.make(span, Type::Bool, ExprKind::Not(Box::new(met)))
            }
        })
    }

    /// Whether the rule has one answer where the expression stands: it is no block's, or its own block's list is gone through.
    fn rule_is_reachable(&self, id: RuleId) -> bool {
        let Some(block) = self
            .pending
            .rules
            .get(usize::from(id.0))
            .and_then(|rule| rule.block)
        else {
            return true;
        };
        let list = self
            .pending
            .blocks
            .get(usize::from(block.0))
            .and_then(|block| path_text(block.list));
        list.is_some_and(|list| self.goes_through(&list))
    }

    /// The rule of that name, as the file that is being checked calls it.
    pub(crate) fn rule_named(&mut self, name: &str, span: Span) -> Option<RuleId> {
        let own = self.rule_id(name);
        for id in [own.as_str(), name] {
            if let Some(Symbol::Rule(rule)) = self.find(Space::Rule, id) {
                return Some(rule);
            }
        }
        let known = self.known_rules();
        let last = name.rsplit('.').next().unwrap_or(name);
        let mut diagnostic = Diagnostic::error(
            Code::UnknownRule,
            span,
            format!("regeln `{name}` finns inte"),
            format!("the rule `{name}` does not exist"),
        )
        .suggest(name, known.iter().map(String::as_str), &self.effort);
        if diagnostic.help.is_empty()
            && let Some(id) = known.iter().find(|id| id.rsplit('.').next() == Some(last))
        {
            diagnostic = diagnostic.help(format!("menade du `{id}`?"), format!("did you mean `{id}`?"));
        }
        let diagnostic = self.with_module(name, diagnostic);
        self.unknown(last, diagnostic);
        None
    }

    /// The rules that the file sees, in alphabetical order, its own by their names alone, too. All rules have their names by now.
    fn known_rules(&mut self) -> Rc<Vec<String>> {
        if !self.still_suggests() {
            return Rc::default();
        }
        if let Some((module, known)) = &self.known_rules
            && *module == self.module
        {
            return Rc::clone(known);
        }
        let prefix = self.rule_id("");
        let known = self.all(Space::Rule);
        let bare = known.iter().filter_map(|id| id.strip_prefix(&prefix));
        let mut known: Vec<String> = known.iter().copied().chain(bare).map(str::to_owned).collect();
        known.sort_unstable();
        known.dedup();
        let known = Rc::new(known);
        self.known_rules = Some((self.module, Rc::clone(&known)));
        known
    }
}
