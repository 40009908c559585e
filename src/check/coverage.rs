//! What a rule set as a whole must have: something to grant, and a use for every source that it declares.

use std::collections::BTreeSet;

use super::ruleset::{Grounds, RuleSet, SourceId};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// E0401 when no rule grants, approves or may do so; a grant inside a `för varje` counts.
///
/// `header` is the place of the rule set's header.
#[must_use]
pub fn check_outcome(set: &RuleSet, header: Span) -> Vec<Diagnostic> {
    if set.rules.iter().any(|rule| rule.grant.is_some()) {
        return Vec::new();
    }
    vec![
        Diagnostic::error(
            Code::NoOutcome,
            header,
            format!("regelverket `{}` kan inte bevilja något", set.name),
            format!("the rule set `{}` can't grant anything", set.name),
        )
        .label(
            "ingen regel är `bevilja`, `bifall` eller `tillåtelse`",
            "no rule is `bevilja`, `bifall` or `tillåtelse`",
        )
        .help(
            "lägg till vad utfallet blir när inget hindrar, till exempel `bifall godkänd \"Godkänd\"`",
            "add what the outcome is when nothing stands in the way, for example `bifall godkänd \"Godkänd\"`",
        ),
    ]
}

/// E0206, a warning, for each source that is declared and that nothing cites.
///
/// `declared` are the rule set's own sources with the places of their names: a module's may go unused. `header` is
/// what the rule set as a whole rests on.
#[must_use]
pub fn check_sources(set: &RuleSet, declared: &[(SourceId, Span)], header: &Grounds) -> Vec<Diagnostic> {
    let cited: BTreeSet<SourceId> = grounds(set)
        .chain(std::iter::once(header))
        .flat_map(|grounds| grounds.cites.iter().map(|cite| cite.source))
        .collect();
    declared
        .iter()
        .filter(|(id, _)| !cited.contains(id))
        .filter_map(|(id, span)| {
            let name = &set.sources.get(usize::from(id.0))?.name;
            Some(
                Diagnostic::warning(
                    Code::UncitedSource,
                    *span,
                    format!("källan `{name}` åberopas inte"),
                    format!("the source `{name}` is not cited"),
                )
                .label("anges här", "declared here")
                .help(
                    format!("skriv `enligt {name} \"…\"` vid det som bygger på den, eller ta bort källan"),
                    format!("write `enligt {name} \"…\"` at what rests on it, or remove the source"),
                ),
            )
        })
        .collect()
}

/// Everything in a rule set that rests on something.
fn grounds(set: &RuleSet) -> impl Iterator<Item = &Grounds> {
    let rules = set.rules.iter().map(|rule| &rule.grounds);
    let concepts = set.concepts.iter().map(|concept| &concept.grounds);
    let tables = set.tables.iter().map(|table| &table.grounds);
    let results = set.results.iter().map(|result| &result.grounds);
    let shared = set.apportionments.iter().map(|item| &item.grounds);
    let values = set
        .parameters
        .iter()
        .flat_map(|p| p.values.iter().map(|v| &v.grounds));
    rules
        .chain(concepts)
        .chain(tables)
        .chain(results)
        .chain(shared)
        .chain(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{rule, set};
    use crate::check::ruleset::{Citation, Grant, RuleKind};

    #[test]
    fn something_can_be_granted() {
        let mut set = set();
        set.rules = vec![rule("krav", RuleKind::Requirement, vec![], None)];
        assert_eq!(check_outcome(&set, Span::default()).len(), 1);
        let mut approval = rule("godkänd", RuleKind::Approval, vec![], None);
        approval.grant = Some(Grant {
            amount: None,
            judged: None,
        });
        set.rules.push(approval);
        assert_eq!(check_outcome(&set, Span::default()), []);
    }

    #[test]
    fn a_source_is_cited_somewhere() {
        let mut set = set();
        let declared = [(SourceId(0), Span::default())];
        let found = check_sources(&set, &declared, &Grounds::default());
        assert_eq!(
            found.first().map(|d| d.message.sv.as_str()),
            Some("källan `kl` åberopas inte")
        );
        assert!(found.iter().all(|d| !d.is_error()));
        let mut cited = rule("krav", RuleKind::Requirement, vec![], None);
        cited.grounds.cites.push(Citation {
            source: SourceId(0),
            locator: "1 §".into(),
        });
        let header = cited.grounds.clone();
        assert_eq!(check_sources(&set, &declared, &header), []);
        set.rules = vec![cited];
        assert_eq!(check_sources(&set, &declared, &Grounds::default()), []);
    }
}
