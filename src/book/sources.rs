//! What the rules rest on: each document's clauses in order, and all that is assumed.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::draft::Draft;
use super::line::{both, commas, entry, item, same, text};
use super::model::{Block, Entry, Inline, Item, Line, Section};
use super::uses::Thing;
use super::{anchor, optional};
use crate::check::ruleset::{ConceptId, Grounds, ParameterId, SourceId, TableId};
use crate::explain::Words;

/// A clause, ordered as a document orders it: numbers by their size.
#[derive(PartialEq, Eq)]
struct Clause(String);

impl Ord for Clause {
    fn cmp(&self, other: &Self) -> Ordering {
        pieces(&self.0)
            .cmp(&pieces(&other.0))
            .then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Clause {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A text as runs of digits, by their values, and the letters between them.
fn pieces(text: &str) -> Vec<(u64, String)> {
    let mut found: Vec<(u64, String)> = Vec::new();
    let mut digits = String::new();
    let mut letters = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            if !letters.is_empty() {
                found.push((0, std::mem::take(&mut letters)));
            }
            digits.push(c);
        } else {
            if !digits.is_empty() {
                found.push((digits.parse().unwrap_or(u64::MAX), String::new()));
                digits.clear();
            }
            letters.push(c);
        }
    }
    if !digits.is_empty() {
        found.push((digits.parse().unwrap_or(u64::MAX), String::new()));
    }
    if !letters.is_empty() {
        found.push((0, letters));
    }
    found
}

impl Draft<'_> {
    /// All that rests on something, with a link to it.
    fn resting(&self) -> Vec<(Line, &Grounds)> {
        let set = self.set;
        let link = |to: &str, sv: &str, en: &str| vec![Inline::Link(to.to_owned(), both(sv, en))];
        let mut found = vec![(
            link("om", "regelverket i sin helhet", "the rule set as a whole"),
            &set.grounds,
        )];
        found.extend(super::rules::rules(set).map(|(id, rule)| (self.rule(id), &rule.grounds)));
        let concepts = (0..).map(ConceptId).zip(&set.concepts);
        found.extend(concepts.map(|(id, c)| (self.thing(Thing::Concept(id)), &c.grounds)));
        for (id, parameter) in (0..).map(ParameterId).zip(&set.parameters) {
            found.extend(
                parameter
                    .values
                    .iter()
                    .map(|v| (self.thing(Thing::Parameter(id)), &v.grounds)),
            );
        }
        let tables = (0..).map(TableId).zip(&set.tables);
        found.extend(tables.map(|(id, t)| (self.thing(Thing::Table(id)), &t.grounds)));
        found.extend(set.results.iter().map(|result| {
            let line = vec![Inline::NameLink(
                anchor::result(&result.name),
                result.name.clone(),
            )];
            (line, &result.grounds)
        }));
        found.extend(set.apportionments.iter().map(|item| {
            let line = vec![Inline::NameLink(
                anchor::apportionment(&item.name),
                item.name.clone(),
            )];
            (line, &item.grounds)
        }));
        found
    }

    /// The chapter of documents.
    pub(super) fn sources(&self) -> Option<Section> {
        let resting = self.resting();
        let sources = (0..).map(SourceId).zip(&self.set.sources);
        let sections = sources.map(|(id, source)| {
            let mut clauses: BTreeMap<Clause, Vec<Line>> = BTreeMap::new();
            for (line, grounds) in &resting {
                for cite in grounds.cites.iter().filter(|cite| cite.source == id) {
                    let lines = clauses.entry(Clause(cite.locator.clone())).or_default();
                    if !lines.iter().any(|known| same_line(known, line)) {
                        lines.push(line.clone());
                    }
                }
            }
            let entries: Vec<Entry> = clauses
                .into_iter()
                .map(|(clause, lines)| {
                    let term = if clause.0.is_empty() {
                        both("Dokumentet i sin helhet", "The document as a whole")
                    } else {
                        same(clause.0)
                    };
                    entry(term, commas(lines))
                })
                .collect();
            let block = if entries.is_empty() {
                Block::Paragraph(text(Words::new(
                    "Ingen regel vilar på det.",
                    "No rule rests on it.",
                )))
            } else {
                Block::Entries(entries)
            };
            Section {
                id: anchor::source(self.set, id),
                kind: both("Dokument", "Document"),
                title: source.title.clone(),
                name: Some(source.name.clone()),
                mark: None,
                blocks: vec![block],
                sections: Vec::new(),
            }
        });
        optional(Section {
            id: "kallor".to_owned(),
            title: both("Källor", "Sources"),
            sections: sections.collect(),
            ..Section::default()
        })
    }

    /// The chapter of assumptions.
    pub(super) fn assumptions(&self) -> Section {
        let resting = self.resting().into_iter();
        let items: Vec<Item> = resting
            .filter_map(|(line, grounds)| {
                let mut said = text(grounds.assumed.clone()?);
                said.push(Inline::Text(same(" (")));
                said.extend(line);
                said.push(Inline::Text(same(")")));
                Some(item(said))
            })
            .collect();
        let said = if items.is_empty() {
            Words::new("Inget är antaget.", "Nothing is assumed.")
        } else {
            Words::new(
                "Det här lämnar dokumenten öppet. Så har det lästs här.",
                "This is left open by the documents. This is how it was read here.",
            )
        };
        let mut blocks = vec![Block::Paragraph(text(said))];
        if !items.is_empty() {
            blocks.push(Block::List(items));
        }
        Section {
            id: "antaganden".to_owned(),
            title: both("Antaganden", "Assumptions"),
            blocks,
            ..Section::default()
        }
    }
}

/// Whether two lines link to the same thing.
fn same_line(a: &Line, b: &Line) -> bool {
    let to = |line: &Line| -> Vec<String> {
        line.iter()
            .filter_map(|inline| match inline {
                Inline::Link(to, _) | Inline::NameLink(to, _) => Some(to.clone()),
                _ => None,
            })
            .collect()
    };
    to(a) == to(b)
}

#[cfg(test)]
mod tests {
    use super::Clause;

    #[test]
    fn clauses_stand_in_the_order_of_their_document() {
        let mut clauses = [
            "stycke 10",
            "2 kap. 1 §",
            "stycke 2",
            "13 kap.",
            "2 kap. 12 §",
            "",
        ]
        .map(|c| Clause(c.to_owned()));
        clauses.sort();
        let sorted: Vec<&str> = clauses.iter().map(|c| c.0.as_str()).collect();
        assert_eq!(
            sorted,
            [
                "",
                "stycke 2",
                "stycke 10",
                "2 kap. 1 §",
                "2 kap. 12 §",
                "13 kap."
            ]
        );
    }
}
