//! The places of a rule file where something can be altered, found in its tree.

mod condition;
mod item;
mod literal;
mod place;
mod rule;
mod unknown;
mod value;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Edit, Mutant, Operator, Subject};
use crate::check::RuleSet;
use crate::source::{FileId, Span};
use crate::syntax::tree::{self, Item, ItemKind};

/// All alterations of a file that a rule set is made of, in the order of the file. `file` is its number among the
/// rule set's sources.
#[must_use]
pub fn mutants(file: FileId, text: &str, tree: &tree::File, ruleset: &RuleSet) -> Vec<Mutant> {
    let mut cites = Vec::new();
    let mut bodies = Vec::new();
    let mut prefix = None;
    gather(&tree.items, &mut |item| match &item.kind {
        ItemKind::Body { name, .. } => bodies.push(name.text.clone()),
        ItemKind::Module { name, .. } => prefix = name.text.rsplit('.').next().map(str::to_owned),
        _ => {}
    });
    let mut sites = Sites {
        text,
        file,
        english: tree.english,
        prefix,
        subject: Subject {
            heading: String::new(),
            name: String::new(),
            span: Span::new(file, 0, 0),
        },
        subjects: Vec::new(),
        cites: Vec::new(),
        bodies,
        seen: BTreeSet::new(),
        named: BTreeMap::new(),
        found: Vec::new(),
    };
    gather(&tree.items, &mut |item| {
        for grounds in grounds_of(&item.kind) {
            for cite in &grounds.cites {
                let shown = sites.shown(cite.source.span.start, cite.locator.span.end);
                if !cites.contains(&shown) {
                    cites.push(shown);
                }
            }
        }
    });
    sites.cites = cites;
    sites.items(&tree.items);
    sites.unknown(ruleset);
    sites
        .found
        .sort_by_key(|mutant| (mutant.span.start, mutant.operator));
    sites.found
}

/// What is altered so far, and where we are.
struct Sites<'a> {
    text: &'a str,
    file: FileId,
    english: bool,
    /// The last part of a module's name.
    prefix: Option<String>,
    subject: Subject,
    /// All subjects so far, the inner ones after those that hold them.
    subjects: Vec<Subject>,
    /// The clauses that the file cites, each once, as they are written.
    cites: Vec<String>,
    /// The bodies that it declares.
    bodies: Vec<String>,
    /// The edits so far: the same alteration is made once.
    seen: BTreeSet<Vec<Edit>>,
    /// How many alterations of a subject have the name.
    named: BTreeMap<(u32, String), u32>,
    found: Vec<Mutant>,
}

impl Sites<'_> {
    /// What follows is of the item.
    fn begin(&mut self, item: &Item, name: &str) {
        let word = self
            .slice(item.span.start, item.span.end)
            .split_whitespace()
            .next();
        let word = word.unwrap_or("").trim_end_matches('{');
        let in_module = matches!(item.kind, ItemKind::Rule(_));
        let own = match &self.prefix {
            Some(prefix) if in_module => format!("{prefix}.{name}"),
            _ => name.to_owned(),
        };
        self.subject = Subject {
            heading: format!("{word} {name}").trim_end().to_owned(),
            name: own,
            span: item.span,
        };
        self.subjects.push(self.subject.clone());
    }

    /// An alteration of the text.
    fn add(&mut self, operator: Operator, name: String, place: (u32, u32), edits: Vec<Edit>) {
        let alters = edits
            .iter()
            .any(|edit| self.slice(edit.start, edit.end) != edit.text);
        if !alters || !self.seen.insert(edits.clone()) {
            return;
        }
        self.push(operator, name, self.at(place.0, place.1), Change::Text(edits));
    }

    fn push(&mut self, operator: Operator, name: String, span: Span, change: Change) {
        let key = (self.subject.span.start, name.clone());
        let count = self.named.entry(key).or_insert(0);
        *count = count.saturating_add(1);
        let name = match count {
            1 => name,
            n => format!("{name} ({n})"),
        };
        self.found.push(Mutant {
            operator,
            name,
            subject: self.subject.clone(),
            span,
            change,
        });
    }

    /// A place and what stands there instead; its name is both.
    fn replace(&mut self, operator: Operator, start: u32, end: u32, text: String) {
        let name = format!("{} → {text}", self.shown(start, end));
        self.add(operator, name, (start, end), vec![Edit { start, end, text }]);
    }
}

/// Calls `visit` with each item, those inside others too.
fn gather(items: &[Item], visit: &mut impl FnMut(&Item)) {
    for item in items {
        visit(item);
        if let ItemKind::Section { items, .. } | ItemKind::ForEach { items, .. } = &item.kind {
            gather(items, visit);
        }
    }
}

/// What an item rests on.
fn grounds_of(kind: &ItemKind) -> Vec<&tree::Grounds> {
    match kind {
        ItemKind::Ruleset(header) => vec![&header.grounds],
        ItemKind::Concept(concept) => vec![&concept.grounds],
        ItemKind::Parameter { values, .. } => values.iter().map(|value| &value.grounds).collect(),
        ItemKind::Table(table) => vec![&table.grounds],
        ItemKind::Apportionment(item) => vec![&item.grounds],
        ItemKind::Rule(rule) => vec![&rule.grounds],
        ItemKind::Result { grounds, .. } | ItemKind::Section { grounds, .. } => vec![grounds],
        _ => Vec::new(),
    }
}
