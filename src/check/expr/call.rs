//! Concepts with their arguments, and parameters on a day.

use super::ungrouped;
use crate::check::builtin;
use crate::check::checker::Checker;
use crate::check::names::{Space, Symbol};
use crate::check::ruleset::{ConceptId, Expr, ExprKind, Type};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{self, Name};

impl Checker<'_> {
    /// `f(a, b)`: a concept with its arguments, or the check of an organisation number.
    pub(crate) fn call(&mut self, name: &Name, arguments: &[tree::Expr], span: Span) -> Option<Expr> {
        if let Some(Symbol::Concept(concept)) = self.find(Space::Value, &name.text) {
            return self.concept_call(name, concept, arguments, span);
        }
        if builtin::is_organisation_number(&name.text) {
            let [argument] = arguments else {
                self.error(
                    Code::WrongArguments,
                    span,
                    format!("`{}` ska ha ett värde, men har {}", name.text, arguments.len()),
                    format!("`{}` takes one value, but has {}", name.text, arguments.len()),
                );
                return None;
            };
            let argument = self.expr_of(argument, &Type::Text)?;
            return Some(self.make(
                span,
                Type::Bool,
                ExprKind::ValidOrganisationNumber(Box::new(argument)),
            ));
        }
        let known = self.all_concepts();
        let diagnostic = if self.find(Space::Value, &name.text).is_some() {
            Diagnostic::error(
                Code::WrongArguments,
                name.span,
                format!(
                    "`{}` är inget begrepp och tar inga värden inom parentes",
                    name.text
                ),
                format!("`{}` is no concept and takes no values in parentheses", name.text),
            )
        } else {
            Diagnostic::error(
                Code::UnknownName,
                name.span,
                format!("begreppet `{}` finns inte", name.text),
                format!("the concept `{}` does not exist", name.text),
            )
            .suggest(
                &name.text,
                known.iter().copied().chain(builtin::FUNCTIONS),
                &self.effort,
            )
        };
        self.unknown(&name.text, diagnostic);
        None
    }

    fn concept_call(
        &mut self,
        name: &Name,
        concept: ConceptId,
        arguments: &[tree::Expr],
        span: Span,
    ) -> Option<Expr> {
        let (module, declared) = self.pending.concepts.get(usize::from(concept.0)).copied()?;
        if declared.params.len() != arguments.len() {
            let (sv, en) = counted(declared.params.len());
            self.report(
                Diagnostic::error(
                    Code::WrongArguments,
                    span,
                    format!(
                        "begreppet `{}` ska ha {sv}, men har {}",
                        name.text,
                        arguments.len()
                    ),
                    format!(
                        "the concept `{}` takes {en}, but has {}",
                        name.text,
                        arguments.len()
                    ),
                )
                .also(declared.name.span, "begreppet", "the concept"),
            );
            return None;
        }
        let types = self.in_module(module, |checker| {
            declared
                .params
                .iter()
                .map(|(_, ty)| checker.plain_type_of(ty))
                .collect::<Vec<_>>()
        });
        let mut checked = Vec::new();
        for (argument, ty) in arguments.iter().zip(&types) {
            checked.push(match ty {
                Some(ty) => self.expr_of(argument, ty),
                None => None,
            });
        }
        let ty = self.concept_type(concept, name.span);
        let checked: Vec<_> = checked.into_iter().collect::<Option<_>>()?;
        Some(self.make(span, ty?, ExprKind::Concept(concept, checked)))
    }

    /// `p den D`.
    pub(crate) fn on_day(&mut self, base: &tree::Expr, day: &tree::Expr, span: Span) -> Option<Expr> {
        let day = self.expr_of(day, &Type::Date);
        let parameter = match &ungrouped(base).kind {
            tree::ExprKind::Name(name) => match self.find(Space::Value, &name.text) {
                Some(Symbol::Parameter(parameter)) => Some(parameter),
                None => {
                    self.report_unknown_name(name);
                    return None;
                }
                _ => None,
            },
            _ => None,
        };
        let Some(parameter) = parameter else {
            let text = self.words(base.span);
            self.report(
                Diagnostic::error(
                    Code::WrongArguments,
                    base.span,
                    format!("`{text}` är ingen parameter och har samma värde alla dagar"),
                    format!("`{text}` is no parameter and has the same value on all days"),
                )
                .help(
                    "bara en `parameter` läses `den` en dag",
                    "only a `parameter` is read `den` a day",
                ),
            );
            return None;
        };
        let ty = self.parameter_type(parameter)?;
        Some(self.make(span, ty, ExprKind::Parameter(parameter, Some(Box::new(day?)))))
    }
}

/// So many values, in words.
pub(super) fn counted(values: usize) -> (String, String) {
    match values {
        0 => ("inga värden".to_owned(), "no values".to_owned()),
        1 => ("ett värde".to_owned(), "one value".to_owned()),
        more => (format!("{more} värden"), format!("{more} values")),
    }
}
