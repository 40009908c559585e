//! Anchors: the same as long as a thing keeps its name, whatever the language of the book.

use std::collections::BTreeSet;

use crate::check::ruleset::{
    BodyId, ConceptId, EnumId, Field, ParameterId, RecordId, RuleId, RuleSet, SourceId, TableId,
};

/// An anchor: what kind of thing, and its name. What no name holds becomes a hyphen.
fn anchor(kind: &str, name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '_' | '.' | '-') {
                c
            } else {
                '-'
            }
        })
        .collect();
    format!("{kind}-{name}")
}

/// A rule's.
pub(super) fn rule(set: &RuleSet, id: RuleId) -> String {
    let rule = set.rules.get(usize::from(id.0));
    anchor("regel", rule.map_or("", |r| &r.id))
}

/// A concept's.
pub(super) fn concept(set: &RuleSet, id: ConceptId) -> String {
    let concept = set.concepts.get(usize::from(id.0));
    anchor("begrepp", concept.map_or("", |c| &c.name))
}

/// A parameter's.
pub(super) fn parameter(set: &RuleSet, id: ParameterId) -> String {
    let parameter = set.parameters.get(usize::from(id.0));
    anchor("parameter", parameter.map_or("", |p| &p.name))
}

/// A table's.
pub(super) fn table(set: &RuleSet, id: TableId) -> String {
    let table = set.tables.get(usize::from(id.0));
    anchor("tabell", table.map_or("", |t| &t.name))
}

/// An enum's.
pub(super) fn enumeration(set: &RuleSet, id: EnumId) -> String {
    let found = set.enums.get(usize::from(id.0));
    anchor("typ", found.map_or("", |e| &e.name))
}

/// A record's.
pub(super) fn record(set: &RuleSet, id: RecordId) -> String {
    let found = set.records.get(usize::from(id.0));
    anchor("post", found.map_or("", |r| &r.name))
}

/// A body's.
pub(super) fn body(set: &RuleSet, id: BodyId) -> String {
    let found = set.bodies.get(usize::from(id.0));
    anchor("organ", found.map_or("", |b| &b.name))
}

/// A document's.
pub(super) fn source(set: &RuleSet, id: SourceId) -> String {
    let found = set.sources.get(usize::from(id.0));
    anchor("kalla", found.map_or("", |s| &s.name))
}

/// A field's of the application.
pub(super) fn question(field: &Field) -> String {
    anchor("fraga", &field.name)
}

/// A result's.
pub(super) fn result(name: &str) -> String {
    anchor("resultat", name)
}

/// An apportionment's.
pub(super) fn apportionment(name: &str) -> String {
    anchor("fordelning", name)
}

/// A chapter's, by its title, which need not be its own.
pub(super) fn chapter(title: &str) -> String {
    anchor("avsnitt", title)
}

/// A case's, or an example's, by its name, which need not be its own.
pub(super) fn sample(example: bool, name: &str) -> String {
    anchor(if example { "exempel" } else { "fall" }, name)
}

/// An anchor that none of the others is: one that would stand twice has a number behind it.
pub(super) fn distinct(own: String, others: &mut BTreeSet<String>) -> String {
    let numbered = (2_u32..).map(|n| format!("{own}-{n}"));
    let free = std::iter::once(own.clone())
        .chain(numbered)
        .find(|anchor| !others.contains(anchor))
        .unwrap_or_default();
    others.insert(free.clone());
    free
}
