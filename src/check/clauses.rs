//! Exceptions, obligations, and the holes of texts.

use std::rc::Rc;

use super::checker::{Checker, Frame, Parameters};
use super::names::{Space, Symbol};
use super::pending::PendingRule;
use super::ruleset::{ConceptId, Duty, Expr, Party, RuleId, Template, TemplatePart, Type};
use super::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::{self, Path, TextPart};

impl<'a> Checker<'a> {
    /// Ties an exception to what it is an exception to.
    pub(crate) fn exception(&mut self, id: RuleId, pending: &PendingRule<'a>) {
        for target in &pending.rule.from {
            if target.concept {
                self.concept_exception(id, pending, target);
            } else {
                self.rule_exception(id, pending, target);
            }
        }
    }

    fn rule_exception(&mut self, id: RuleId, pending: &PendingRule<'a>, target: &tree::Target) {
        let (Some(first), Some(last)) = (target.path.names.first(), target.path.names.last()) else {
            return;
        };
        let span = first.span.to(last.span);
        let name = dotted(&target.path);
        if self.find(Space::Rule, &self.rule_id(&name)).is_none()
            && self.find(Space::Rule, &name).is_none()
            && matches!(self.find(Space::Value, &name), Some(Symbol::Concept(_)))
        {
            self.report(
                Diagnostic::error(
                    Code::ExceptionTarget,
                    span,
                    format!("`{name}` är ett begrepp, inte en regel"),
                    format!("`{name}` is a concept, not a rule"),
                )
                .help(
                    format!("skriv `från begrepp {name}` och `då` följt av värdet"),
                    format!("write `från begrepp {name}` and `då` followed by the value"),
                ),
            );
            return;
        }
        let Some(rule) = self.rule_named(&name, span) else {
            return;
        };
        if rule == id {
            self.error(
                Code::ExceptionTarget,
                span,
                format!("`{name}` kan inte vara ett undantag från sig självt"),
                format!("`{name}` can't be an exception to itself"),
            );
            return;
        }
        let target_block = self.set.rules.get(usize::from(rule.0)).and_then(|r| r.block);
        if pending.block.is_some() && pending.block != target_block {
            self.report(
                Diagnostic::error(
                    Code::ExceptionTarget,
                    span,
                    format!("`{name}` står utanför `för varje`, men undantaget bedöms för varje del"),
                    format!(
                        "`{name}` stands outside the `för varje`, but the exception is judged for each item"
                    ),
                )
                .help(
                    "flytta undantaget ut ur `för varje` och fråga med `någon i …` eller `alla i …`",
                    "move the exception out of the `för varje` and ask by `någon i …` or `alla i …`",
                ),
            );
            return;
        }
        if let Some(target) = self.set.rules.get_mut(usize::from(rule.0)) {
            if target.exceptions.contains(&id) {
                return;
            }
            target.exceptions.push(id);
        }
        if let Some(own) = self.set.rules.get_mut(usize::from(id.0)) {
            own.exception_to.push(rule);
        }
    }

    fn concept_exception(&mut self, id: RuleId, pending: &PendingRule<'a>, target: &tree::Target) {
        let (Some(name), Some(last)) = (target.path.names.first(), target.path.names.last()) else {
            return;
        };
        let span = name.span.to(last.span);
        let text = dotted(&target.path);
        let Some(Symbol::Concept(concept)) = self.find(Space::Value, &text) else {
            let known = self.all_concepts();
            let diagnostic = if self.find(Space::Value, &text).is_some() {
                Diagnostic::error(
                    Code::ExceptionTarget,
                    span,
                    format!("`{text}` är inget begrepp"),
                    format!("`{text}` is no concept"),
                )
            } else {
                Diagnostic::error(
                    Code::UnknownName,
                    span,
                    format!("begreppet `{text}` finns inte"),
                    format!("the concept `{text}` does not exist"),
                )
                .suggest(&text, known, &self.effort)
            };
            self.unknown(&text, diagnostic);
            return;
        };
        if pending.block.is_some() {
            self.error(
                Code::ExceptionTarget,
                span,
                format!("begreppet `{text}` gäller hela ansökan och kan inte ha ett undantag i `för varje`"),
                format!("the concept `{text}` is the whole application's and can't have an exception in a `för varje`"),
            );
            return;
        }
        if let Some(value) = self.override_value(concept, pending) {
            self.overrides.push((concept, id, value));
        }
    }

    /// `då V`: a value of the concept's type, in which its parameters are names.
    fn override_value(&mut self, concept: ConceptId, pending: &PendingRule<'a>) -> Option<Expr> {
        let instead = pending.rule.instead.as_ref()?;
        let ty = self.concept_type(concept, pending.rule.name.span)?;
        let parameters = match self.parameters.get(&concept) {
            Some(known) => Rc::clone(known),
            None => {
                let (module, declared) = self.pending.concepts.get(usize::from(concept.0)).copied()?;
                let all = self.in_module(module, |checker| checker.concept_parameters(declared))?;
                let parameters = Parameters::of(all);
                self.parameters.insert(concept, Rc::clone(&parameters));
                parameters
            }
        };
        self.frames.push(Frame::Parameters(parameters));
        let value = self.expr_of(instead, &ty);
        self.frames.pop();
        value
    }

    /// What an obligation is about.
    pub(crate) fn duty(&mut self, tree: &tree::Rule) -> Duty {
        let (mut amount, mut what, mut party) = (None, None, None);
        match &tree.duty {
            Some(tree::Duty::Pay {
                amount: pay,
                party: to,
            }) => {
                amount = self.expr_of(pay, &Type::money());
                party = to.as_ref();
            }
            Some(tree::Duty::Submit {
                what: text,
                party: to,
            }) => {
                what = Some(self.template(text));
                party = to.as_ref();
            }
            None => {}
        }
        let party = match party {
            Some(tree::Party::Body(name)) => self.body(name).map(Party::Body),
            Some(tree::Party::Text(text)) => Some(Party::Text(self.plain(text))),
            None => None,
        };
        let last_day = tree
            .last_day
            .as_ref()
            .and_then(|day| self.expr_of(day, &Type::Date));
        let performed = tree.performed.as_ref().and_then(|day| self.performed(day));
        let breach = tree.breach.as_ref().map(|text| self.template(text));
        Duty {
            amount,
            what,
            party,
            last_day,
            performed,
            breach,
        }
    }

    /// `fullgjord den F`: an optional date.
    fn performed(&mut self, tree: &tree::Expr) -> Option<Expr> {
        let day = self.expr_of(tree, &Type::Date)?;
        if self.may_be_absent(&day) {
            return Some(day);
        }
        let text = self.words(tree.span);
        self.report(
            Diagnostic::error(
                Code::NotOptional,
                tree.span,
                format!("`{text}` måste kunna saknas, för en skyldighet är inte alltid fullgjord"),
                format!("`{text}` must be possible to leave out, for an obligation is not always performed"),
            )
            .help("ange fältet som `datum?`", "declare the field as `datum?`"),
        );
        None
    }

    /// A text with its holes.
    pub(crate) fn template(&mut self, text: &tree::Text) -> Template {
        Template {
            sv: self.template_parts(&text.sv),
            en: text.en.as_ref().map(|line| self.template_parts(line)),
        }
    }

    fn template_parts(&mut self, line: &tree::TextLine) -> Vec<TemplatePart> {
        let mut parts = Vec::new();
        for part in &line.parts {
            match part {
                TextPart::Chars(chars) => parts.push(TemplatePart::Chars(chars.clone())),
                TextPart::Hole(path) => parts.extend(self.hole(path).map(TemplatePart::Value)),
            }
        }
        parts
    }

    /// `{a.b}`: a value that can be written. What is wrong with the path is wrong with the hole.
    fn hole(&mut self, path: &Path) -> Option<Expr> {
        let mut names = path.names.iter();
        let first = names.next()?;
        let mut tree = tree::Expr {
            span: first.span,
            kind: tree::ExprKind::Name(first.clone()),
        };
        for name in names {
            tree = tree::Expr {
                span: tree.span.to(name.span),
                kind: tree::ExprKind::Field(Box::new(tree), name.clone()),
            };
        }
        let before = self.diagnostics.len();
        let checked = self.expr(&tree, None);
        for diagnostic in self.diagnostics.iter_mut().skip(before) {
            let span = diagnostic.span();
            let here =
                span.file == tree.span.file && span.start >= tree.span.start && span.end <= tree.span.end;
            if here {
                diagnostic.code = Code::UnresolvedHole;
            }
        }
        let checked = checked?;
        if matches!(checked.ty, Type::Record(_) | Type::List(_)) {
            let found = words::of_type(&self.set, &checked.ty);
            let text = dotted(path);
            self.report(
                Diagnostic::error(
                    Code::UnresolvedHole,
                    tree.span,
                    format!("`{text}` är {} och kan inte skrivas ut i en text", found.0),
                    format!("`{text}` is {} and can't be written in a text", found.1),
                )
                .label(found.0, found.1),
            );
            return None;
        }
        Some(checked)
    }
}

/// `a.b.c`.
pub(crate) fn dotted(path: &Path) -> String {
    path.names
        .iter()
        .map(|n| n.text.as_str())
        .collect::<Vec<_>>()
        .join(".")
}
