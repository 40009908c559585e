//! The names that the files of a rule set declare, and which of them each file sees.

use std::collections::{BTreeMap, BTreeSet};

use super::ruleset::{
    ApportionmentId, BodyId, ConceptId, EnumId, ParameterId, RecordId, RuleId, SourceId, TableId,
};
use crate::source::Span;
use crate::value::UnitId;

/// Names of different spaces never collide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Space {
    /// Types, records and units.
    Type,
    /// Sources.
    Source,
    /// Bodies.
    Body,
    /// Fields of the application, concepts, parameters and tables.
    Value,
    /// Rules, by their full ids.
    Rule,
    /// Results and apportionments.
    Result,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    Enum(EnumId),
    Record(RecordId),
    Unit(UnitId),
    Source(SourceId),
    Body(BodyId),
    Field(u16),
    Concept(ConceptId),
    Parameter(ParameterId),
    Table(TableId),
    Rule(RuleId),
    Result,
    Apportionment(ApportionmentId),
}

/// A declared name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// What it stands for.
    pub(crate) symbol: Symbol,
    /// Where it is declared.
    pub(crate) span: Span,
    /// The file that declares it, an index into the loaded modules.
    pub(crate) module: usize,
}

/// All names, and which files see which.
#[derive(Debug, Default)]
pub(crate) struct Names {
    entries: BTreeMap<Space, BTreeMap<String, Entry>>,
    /// For each file: itself and all that it uses, directly or not.
    visible: Vec<BTreeSet<usize>>,
    /// Open names, which a file sees wherever they are defined.
    pub(crate) open: BTreeSet<(usize, String)>,
}

impl Names {
    /// No names yet; `visible` says for each file what it sees.
    pub(crate) fn new(visible: Vec<BTreeSet<usize>>) -> Self {
        Self {
            visible,
            ..Self::default()
        }
    }

    /// Declares a name; the entry that has it already, when there is one.
    pub(crate) fn declare(&mut self, space: Space, name: &str, entry: Entry) -> Option<Entry> {
        let names = self.entries.entry(space).or_default();
        if let Some(first) = names.get(name) {
            return Some(*first);
        }
        names.insert(name.to_owned(), entry);
        None
    }

    /// The entry of that name, whoever sees it.
    pub(crate) fn anywhere(&self, space: Space, name: &str) -> Option<Entry> {
        self.entries.get(&space)?.get(name).copied()
    }

    /// What the name stands for in the file `module`.
    pub(crate) fn find(&self, module: usize, space: Space, name: &str) -> Option<Symbol> {
        self.anywhere(space, name)
            .filter(|entry| self.sees(module, name, entry))
            .map(|entry| entry.symbol)
    }

    /// The names of a space that the file `module` sees, in alphabetical order.
    pub(crate) fn all(&self, module: usize, space: Space) -> impl Iterator<Item = &str> {
        let names = self.entries.get(&space).into_iter().flatten();
        names
            .filter(move |(name, entry)| self.sees(module, name, entry))
            .map(|(name, _)| name.as_str())
    }

    fn sees(&self, module: usize, name: &str, entry: &Entry) -> bool {
        self.visible
            .get(module)
            .is_some_and(|files| files.contains(&entry.module))
            || self.open.contains(&(module, name.to_owned()))
    }
}
