//! E0820: rules that take no effect in any case or example.

use std::collections::BTreeSet;

use super::Seen;
use crate::check::RuleSet;
use crate::check::ruleset::{Rule, RuleId, RuleKind};
use crate::diagnostic::{Code, Diagnostic};

/// The rules of the rule set's own file that no trial reaches. A module's rules are tried by the rule sets that use it, each as far
/// as it needs.
pub(super) fn look(ruleset: &RuleSet, seen: &[Seen]) -> Vec<Diagnostic> {
    let reached: BTreeSet<RuleId> = seen.iter().flat_map(|s| &s.reached).flatten().copied().collect();
    let rules = (0..).map(RuleId).zip(&ruleset.rules);
    rules
        .filter(|(id, rule)| rule.name_span.file == ruleset.place.file && !reached.contains(id))
        .map(|(_, rule)| untried(rule))
        .collect()
}

fn untried(rule: &Rule) -> Diagnostic {
    let id = &rule.id;
    let (sv, en) = match rule.kind {
        RuleKind::Requirement | RuleKind::Recommendation => {
            ("inget fall bryter mot den", "no case breaks it")
        }
        RuleKind::Obstacle | RuleKind::Circumstance | RuleKind::Exception => (
            "dess villkor gäller inte i något fall",
            "its condition holds in no case",
        ),
        RuleKind::Goal => ("inget fall når målet", "no case meets the goal"),
        RuleKind::Permission | RuleKind::Grant | RuleKind::Approval => (
            "inget fall får något genom den",
            "no case is given anything by it",
        ),
        RuleKind::Obligation | RuleKind::Condition => {
            ("den utlöses inte i något fall", "no case triggers it")
        }
    };
    Diagnostic::warning(
        Code::NeverTried,
        rule.name_span,
        format!("inget fall och inget exempel prövar `{id}`"),
        format!("no case and no example tries `{id}`"),
    )
    .label(sv, en)
    .help(
        "lägg till ett fall i mappen `cases` där regeln får verka, eller ett `exempel`",
        "add a case to the folder `cases` in which the rule takes effect, or an `exempel`",
    )
}
