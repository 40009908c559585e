//! Concepts and results: formulas and rows in words.

use super::draft::Draft;
use super::line::{both, condition, entry, item, same, text};
use super::model::{Block, Entry, Inline, Item, Section};
use super::uses::Thing;
use super::{anchor, optional};
use crate::check::ruleset::{Concept, ConceptId, ConceptValue, Expr, NamedResult, Type};
use crate::check::visit::Owner;
use crate::explain::{Words, say};

impl Draft<'_> {
    /// The chapter of concepts.
    pub(super) fn concepts(&self) -> Option<Section> {
        let concepts = (0..).map(ConceptId).zip(&self.set.concepts);
        optional(Section {
            id: "begrepp".to_owned(),
            title: both("Begrepp", "Concepts"),
            sections: concepts.map(|(id, concept)| self.concept(id, concept)).collect(),
            ..Section::default()
        })
    }

    fn concept(&self, id: ConceptId, concept: &Concept) -> Section {
        let mut entries = vec![entry(both("Slag", "Kind"), self.kind(&concept.ty, false))];
        if !concept.params.is_empty() {
            let params = concept.params.iter().map(|(name, ty)| {
                let mut line = vec![Inline::Name(name.clone()), Inline::Text(same(": "))];
                line.extend(self.kind(ty, false));
                line
            });
            entries.extend(super::line::listed(
                both("Beräknas för", "Computed for"),
                params.collect(),
            ));
        }
        entries.push(match &concept.value {
            ConceptValue::Formula(expr) => self.formula(expr),
            ConceptValue::Cases(rows) => Entry {
                id: None,
                term: both("Värde", "Value"),
                blocks: vec![Block::List(
                    rows.iter()
                        .map(|(when, value)| self.case(when.as_ref(), value))
                        .collect(),
                )],
            },
        });
        for (rule, instead) in &concept.overrides {
            let mut line = self.titled(*rule);
            line.push(Inline::Text(same(": ")));
            line.push(Inline::Text(self.wording.noun(instead).into()));
            entries.push(entry(both("Undantag", "Exception"), line));
        }
        let (cited, assumed) = self.grounds(&concept.grounds);
        entries.extend(cited);
        entries.extend(self.reads(Owner::Concept(id)));
        entries.extend(self.read_by(Thing::Concept(id)));
        let mut blocks = vec![Block::Entries(entries)];
        blocks.extend(assumed);
        Section {
            id: anchor::concept(self.set, id),
            kind: both("Begrepp", "Concept"),
            title: concept.title.clone(),
            name: Some(concept.name.clone()),
            mark: None,
            blocks,
            sections: Vec::new(),
        }
    }

    /// A formula: a condition opened along its connectives, anything else as a noun.
    fn formula(&self, expr: &Expr) -> Entry {
        if expr.ty == Type::Bool {
            return Entry {
                id: None,
                term: both("Stämmer när", "Holds when"),
                blocks: condition(&self.wording.condition(expr)),
            };
        }
        entry(
            both("Värde", "Value"),
            text(self.wording.noun(expr).capitalised()),
        )
    }

    /// A row: `när …: …`, or `annars: …`.
    fn case(&self, when: Option<&Expr>, value: &Expr) -> Item {
        let value = self.wording.noun(value);
        item(text(match when {
            Some(when) => say!(
                "När {when}: {value}",
                "When {when}: {value}",
                when = self.wording.clause(when, true),
                value = value
            ),
            None => say!("Annars: {value}", "Otherwise: {value}", value = value),
        }))
    }

    /// The chapter of results.
    pub(super) fn results(&self) -> Option<Section> {
        let results = (0..).zip(&self.set.results);
        optional(Section {
            id: "resultat".to_owned(),
            title: both("Resultat", "Results"),
            blocks: vec![Block::Paragraph(text(Words::new(
                "Det här räknas ut och visas i beslutet, men avgör inget.",
                "This is computed and shown in the decision, but decides nothing.",
            )))],
            sections: results
                .map(|(index, result)| self.result(index, result))
                .collect(),
            ..Section::default()
        })
    }

    fn result(&self, index: u16, result: &NamedResult) -> Section {
        let mut entries = vec![self.formula(&result.value)];
        let (cited, assumed) = self.grounds(&result.grounds);
        entries.extend(cited);
        entries.extend(self.reads(Owner::Result(index)));
        let mut blocks = vec![Block::Entries(entries)];
        blocks.extend(assumed);
        Section {
            id: anchor::result(&result.name),
            kind: both("Resultat", "Result"),
            title: result.title.clone(),
            name: Some(result.name.clone()),
            mark: None,
            blocks,
            sections: Vec::new(),
        }
    }
}
