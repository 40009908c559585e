//! Expressions down to sums; what a sum is made of is `operand`'s.

use super::{Children, Lower, Node, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::{Among, CompareOp, Expr, ExprKind, Logic, Quantifier, RuleTest};

impl Lower<'_> {
    /// Tests with `och` or `eller` between them.
    pub(super) fn expr(&mut self, node: Node<'_>) -> Option<Expr> {
        let mut parts = node.clone().into_inner();
        if parts.len() == 1 {
            return self.test(parts.next()?);
        }
        let words = parts.clone().filter(|part| part.as_rule() == Rule::logic);
        let mut words = words.map(|word| (logic(&word), word));
        let (logic, first) = words.next()?;
        if let Some((_, other)) = words.find(|(other, _)| *other != logic) {
            let diagnostic = Diagnostic::error(
                Code::MixedConnectives,
                self.span(&other),
                "`och` och `eller` står bredvid varandra, och det syns inte vad som hör ihop",
                "`and` and `or` stand beside each other, and it does not show what belongs together",
            )
            .also(self.span(&first), "den första", "the first")
            .help(
                "sätt parentes: `a och (b eller c)` eller `(a och b) eller c`",
                "add parentheses: `a and (b or c)` or `(a and b) or c`",
            );
            return self.fail(diagnostic);
        }
        self.deeper(1, &node, |this| {
            let operands = parts
                .filter(|part| part.as_rule() == Rule::test)
                .map(|t| this.test(t))
                .collect::<Option<Vec<_>>>()?;
            Some(Expr {
                span: operands.first()?.span.to(operands.last()?.span),
                kind: ExprKind::Logic(logic, operands),
            })
        })
    }

    /// `inte`, and a quantifier or a comparison.
    pub(super) fn test(&mut self, node: Node<'_>) -> Option<Expr> {
        let mut children = Children::of(node.clone());
        let mut nots = Vec::new();
        while let Some(not) = children.take(Rule::kw_not) {
            nots.push(self.span(&not));
        }
        let levels = nots.len().saturating_add(1);
        let inner = self.deeper(levels, &node, |this| {
            let first = children.next()?;
            if first.as_rule() == Rule::quantified {
                return this.quantified(first);
            }
            let left = this.sum(first)?;
            match children.next() {
                Some(comparison) => this.comparison(left, comparison),
                None => Some(left),
            }
        })?;
        Some(nots.into_iter().rev().fold(inner, |inner, not| Expr {
            span: not.to(inner.span),
            kind: ExprKind::Not(Box::new(inner)),
        }))
    }

    fn comparison(&mut self, left: Expr, node: Node<'_>) -> Option<Expr> {
        let span = left.span.to(self.span(&node));
        let mut children = Children::of(node);
        let first = children.next()?;
        let left = Box::new(left);
        let kind = match first.as_rule() {
            Rule::symbol => {
                let op = symbol(first.as_str())?;
                ExprKind::Compare(op, left, vec![self.sum(children.next()?)?])
            }
            Rule::kw_bites => ExprKind::Rule(left, RuleTest::Bites),
            Rule::kw_exists => ExprKind::Exists(left, true),
            Rule::kw_missing => ExprKind::Exists(left, false),
            Rule::kw_contains => {
                ExprKind::Compare(CompareOp::Contains, left, vec![self.sum(children.next()?)?])
            }
            Rule::relation_word => {
                let (op, right) = self.relation_word(first)?;
                ExprKind::Compare(op, left, vec![right])
            }
            Rule::kw_is => {
                let negated = children.take(Rule::kw_not).is_some();
                return self.relation(span, left, negated, &mut children);
            }
            _ => return None,
        };
        Some(Expr { span, kind })
    }

    /// What follows `är` or `är inte`.
    fn relation(
        &mut self,
        span: crate::source::Span,
        left: Box<Expr>,
        negated: bool,
        children: &mut Children<'_>,
    ) -> Option<Expr> {
        let first = children.next()?;
        let kind = match (first.as_rule(), negated) {
            (Rule::kw_met, false) => ExprKind::Rule(left, RuleTest::Met),
            (Rule::kw_met, true) => ExprKind::Rule(left, RuleTest::NotMet),
            (Rule::kw_missing, _) => ExprKind::Exists(left, negated),
            (Rule::kw_one_of, _) => {
                let op = if negated {
                    CompareOp::NotOneOf
                } else {
                    CompareOp::OneOf
                };
                ExprKind::Compare(op, left, self.several(children.next()?)?)
            }
            (Rule::relation_word, false) => {
                let (op, right) = self.relation_word(first)?;
                ExprKind::Compare(op, left, vec![right])
            }
            // `är inte minst 3` has no operator of its own.
            (Rule::relation_word, true) => {
                let (op, right) = self.relation_word(first)?;
                ExprKind::Not(Box::new(Expr {
                    span,
                    kind: ExprKind::Compare(op, left, vec![right]),
                }))
            }
            (Rule::sum, _) => {
                let op = if negated { CompareOp::IsNot } else { CompareOp::Is };
                ExprKind::Compare(op, left, vec![self.sum(first)?])
            }
            _ => return None,
        };
        Some(Expr { span, kind })
    }

    /// A comparison word and what it compares with.
    pub(super) fn relation_word(&mut self, node: Node<'_>) -> Option<(CompareOp, Expr)> {
        let mut children = Children::of(node);
        let op = match children.next()?.as_rule() {
            Rule::kw_at_least => CompareOp::AtLeast,
            Rule::kw_at_most => CompareOp::AtMost,
            Rule::kw_over => CompareOp::Over,
            Rule::kw_below => CompareOp::Below,
            Rule::kw_by => CompareOp::By,
            Rule::kw_from_day => CompareOp::FromDay,
            Rule::kw_before => CompareOp::Before,
            Rule::kw_after => CompareOp::After,
            Rule::kw_within => CompareOp::Within,
            _ => return None,
        };
        Some((op, self.sum(children.next()?)?))
    }

    fn quantified(&mut self, node: Node<'_>) -> Option<Expr> {
        let span = self.span(&node);
        let mut children = Children::of(node);
        let word = children.next()?;
        let quantifier = match word.as_rule() {
            Rule::every => Quantifier::All,
            Rule::some => Quantifier::Some,
            Rule::none => Quantifier::None,
            _ => {
                let number = Children::of(word).find(Rule::number)?;
                let value = self.number(&number)?;
                match value.as_i64().and_then(|n| u32::try_from(n).ok()) {
                    Some(n) => Quantifier::AtLeast(n),
                    None => {
                        let diagnostic = Diagnostic::error(
                            Code::MalformedLiteral,
                            self.span(&number),
                            "ett antal är ett heltal",
                            "a count is a whole number",
                        );
                        return self.fail(diagnostic);
                    }
                }
            }
        };
        let among = self.among(children.take(Rule::among)?)?;
        let satisfies = match children.take(Rule::kw_satisfy) {
            Some(_) => Some(Box::new(self.predicate(children.next()?)?)),
            None => None,
        };
        Some(Expr {
            span,
            kind: ExprKind::Quantified(quantifier, among, satisfies),
        })
    }

    /// `i L som e där T`.
    pub(super) fn among(&mut self, node: Node<'_>) -> Option<Among> {
        let mut children = Children::of(node);
        let list = Box::new(self.operand_path(children.find(Rule::operand_path)?)?);
        let binder = children
            .take(Rule::binder)
            .and_then(|n| Children::of(n).find(Rule::name))
            .map(|n| self.name(&n));
        let filter = match children.take(Rule::filter) {
            Some(filter) => {
                let predicate = filter.into_inner().nth(1)?;
                Some(Box::new(self.predicate(predicate)?))
            }
            None => None,
        };
        Some(Among { list, binder, filter })
    }

    /// One test or a parenthesis.
    pub(super) fn predicate(&mut self, node: Node<'_>) -> Option<Expr> {
        if node.as_rule() == Rule::group {
            self.group(node)
        } else {
            self.test(node)
        }
    }

    /// `(a)`.
    pub(super) fn group(&mut self, node: Node<'_>) -> Option<Expr> {
        let span = self.span(&node);
        self.deeper(1, &node.clone(), |this| {
            let inner = this.expr(Children::of(node).find(Rule::expr)?)?;
            Some(Expr {
                span,
                kind: ExprKind::Group(Box::new(inner)),
            })
        })
    }

    /// `(a, b)`.
    pub(super) fn several(&mut self, node: Node<'_>) -> Option<Vec<Expr>> {
        node.into_inner()
            .filter(|n| n.as_rule() == Rule::sum)
            .map(|n| self.element(n))
            .collect()
    }
}

/// Which of the two words it is.
fn logic(node: &Node<'_>) -> Logic {
    match node.clone().into_inner().peek().map(|word| word.as_rule()) {
        Some(Rule::kw_and) => Logic::And,
        _ => Logic::Or,
    }
}

/// Symbols mean what words do.
fn symbol(written: &str) -> Option<CompareOp> {
    Some(match written {
        "<=" | "≤" => CompareOp::AtMost,
        ">=" | "≥" => CompareOp::AtLeast,
        "<" => CompareOp::Below,
        ">" => CompareOp::Over,
        "=" => CompareOp::Is,
        "!=" | "≠" => CompareOp::IsNot,
        _ => return None,
    })
}
