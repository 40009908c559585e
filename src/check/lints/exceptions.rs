//! E0813: exceptions to rules that never apply when the exception holds.

use super::Subject;
use crate::check::collisions;
use crate::check::ruleset::{Rule, RuleKind};
use crate::check::visit;
use crate::diagnostic::{Code, Diagnostic};

/// An exception whose condition excludes the condition of the rule that it is an exception to, as far as the comparisons with
/// literals in both prove it.
pub(super) fn look(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let own = subject
        .set
        .rules
        .iter()
        .filter(|rule| subject.has(rule.name_span));
    for exception in own.filter(|rule| rule.kind == RuleKind::Exception) {
        for target in &exception.exception_to {
            let Some(target) = visit::rule(subject.set, *target) else {
                continue;
            };
            let holds = exception.guard.iter().chain(&exception.condition);
            if collisions::never_share(subject.set, holds, bites(target)) {
                found.push(told(exception, target));
            }
        }
    }
    found
}

/// What must hold for the rule to matter, as far as it is a condition that holds: a requirement's demand is one that doesn't.
fn bites(rule: &Rule) -> impl Iterator<Item = &crate::check::ruleset::Expr> {
    let own = if rule.bites_when_unmet() {
        None
    } else {
        rule.condition.as_ref()
    };
    rule.guard.iter().chain(own)
}

fn told(exception: &Rule, target: &Rule) -> Diagnostic {
    let (name, of) = (&exception.id, &target.id);
    Diagnostic::warning(
        Code::NeverTogether,
        exception.name_span,
        format!("undantaget `{name}` gäller aldrig samtidigt som `{of}`"),
        format!("the exception `{name}` never holds together with `{of}`"),
    )
    .label(
        "villkoren utesluter varandra",
        "the conditions exclude each other",
    )
    .also(
        target.name_span,
        "undantag från den här",
        "an exception to this one",
    )
    .help(
        "ändra undantagets villkor, eller ta bort undantaget",
        "change the exception's condition, or remove the exception",
    )
}
