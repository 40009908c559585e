//! What the chapters are written from.

use std::collections::BTreeSet;

use super::anchor;
use super::line::same;
use super::model::{Block, Entry, Inline, Line};
use super::sample::Sample;
use super::uses::{Thing, Uses};
use crate::check::ruleset::{Grounds, RuleId, RuleSet, Type};
use crate::check::visit::Owner;
use crate::explain::Wording;
use crate::value::Bilingual;

/// A rule set with its words, its cases, and what reads what.
pub(super) struct Draft<'a> {
    /// The rules.
    pub(super) set: &'a RuleSet,
    /// Their words.
    pub(super) wording: Wording<'a>,
    /// Who reads what.
    pub(super) uses: Uses,
    /// The cases and examples, in order.
    pub(super) samples: &'a [Sample],
    /// Their anchors.
    pub(super) anchors: Vec<String>,
}

impl<'a> Draft<'a> {
    /// Finds out who reads what.
    pub(super) fn new(set: &'a RuleSet, samples: &'a [Sample]) -> Self {
        let mut anchors = BTreeSet::new();
        Self {
            set,
            wording: Wording::new(set),
            uses: Uses::new(set),
            samples,
            anchors: samples
                .iter()
                .map(|s| anchor::distinct(anchor::sample(s.example, &s.name), &mut anchors))
                .collect(),
        }
    }

    /// A link to a rule, by its name.
    pub(super) fn rule(&self, id: RuleId) -> Line {
        let name = self.set.rules.get(usize::from(id.0)).map(|r| r.id.clone());
        vec![Inline::NameLink(
            anchor::rule(self.set, id),
            name.unwrap_or_default(),
        )]
    }

    /// A link to something that is read, by its name.
    pub(super) fn thing(&self, thing: Thing) -> Line {
        let set = self.set;
        let (to, name) = match thing {
            Thing::Fact(index) => {
                let field = set.application.get(usize::from(index));
                field.map(|f| (anchor::question(f), &f.name)).unzip()
            }
            Thing::Concept(id) => {
                let concept = set.concepts.get(usize::from(id.0));
                (Some(anchor::concept(set, id)), concept.map(|c| &c.name))
            }
            Thing::Parameter(id) => {
                let parameter = set.parameters.get(usize::from(id.0));
                (Some(anchor::parameter(set, id)), parameter.map(|p| &p.name))
            }
            Thing::Table(id) => {
                let table = set.tables.get(usize::from(id.0));
                (Some(anchor::table(set, id)), table.map(|t| &t.name))
            }
            Thing::Rule(id) => return self.rule(id),
        };
        vec![Inline::NameLink(
            to.unwrap_or_default(),
            name.cloned().unwrap_or_default(),
        )]
    }

    /// A link to something that reads, by its name; the header has none.
    fn owner(&self, owner: Owner) -> Option<Line> {
        match owner {
            Owner::Rule(id) => Some(self.rule(id)),
            Owner::Concept(id) => Some(self.thing(Thing::Concept(id))),
            Owner::Result(index) => {
                let name = &self.set.results.get(usize::from(index))?.name;
                Some(vec![Inline::NameLink(anchor::result(name), name.clone())])
            }
            Owner::Apportionment(id) => {
                let name = &self.set.apportionments.get(usize::from(id.0))?.name;
                Some(vec![Inline::NameLink(anchor::apportionment(name), name.clone())])
            }
            Owner::Header => Some(vec![Inline::Link(
                "om".to_owned(),
                Bilingual::new("regelverkets giltighet", "the rule set's validity"),
            )]),
            Owner::Block(_) => None,
        }
    }

    /// Links to those that read a thing.
    pub(super) fn readers(&self, thing: Thing) -> Vec<Line> {
        let readers = self.uses.readers_of(thing);
        readers.filter_map(|owner| self.owner(owner)).collect()
    }

    /// Who reads it, as an entry; none when nothing does.
    pub(super) fn read_by(&self, thing: Thing) -> Option<Entry> {
        super::line::in_a_row(Bilingual::new("Används av", "Used by"), self.readers(thing))
    }

    /// The clauses that something rests on, with links to the documents.
    pub(super) fn cites(&self, grounds: &Grounds) -> Vec<Line> {
        let cites = grounds.cites.iter().map(|cite| {
            let source = self.set.sources.get(usize::from(cite.source.0));
            let title = source.map(|s| s.title.clone()).unwrap_or_default();
            let mut line = vec![Inline::Link(anchor::source(self.set, cite.source), title)];
            if !cite.locator.is_empty() {
                line.push(Inline::Text(same(format!(", {}", cite.locator))));
            }
            line
        });
        cites.collect()
    }

    /// What something rests on: its clauses as an entry, and what is assumed as a block.
    pub(super) fn grounds(&self, grounds: &Grounds) -> (Option<Entry>, Option<Block>) {
        let cited = super::line::listed(Bilingual::new("Enligt", "According to"), self.cites(grounds));
        (cited, grounds.assumed.clone().map(Block::Assumption))
    }

    /// A type in words, with a link to what it is made of.
    pub(super) fn kind(&self, ty: &Type, percent: bool) -> Line {
        let words: Bilingual = self.wording.type_words(ty, percent).into();
        let mut inner = ty;
        while let Type::List(element) = inner {
            inner = element;
        }
        let to = match inner {
            Type::Enum(id) => anchor::enumeration(self.set, *id),
            Type::Record(id) | Type::RecordKey(_, id) => anchor::record(self.set, *id),
            Type::TableKey(id) => anchor::table(self.set, *id),
            _ => return vec![Inline::Text(words)],
        };
        vec![Inline::Link(to, words)]
    }
}
