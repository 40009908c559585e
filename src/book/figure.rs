//! How it hangs together: from what is asked, by concepts and rules, to outcomes; as a picture and as the list of its edges.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::layout;
use super::line::{both, commas, same, text};
use super::model::{Block, Inline, Item, Line, Section};
use super::uses::Thing;
use crate::check::ruleset::{ConceptId, ParameterId, Rule, RuleKind, TableId, Verb};
use crate::check::visit::Owner;
use crate::explain::{Words, outcome_words};
use crate::value::Bilingual;

/// A picture: boxes in columns, and lines from one to another. Lengths are in pixels.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its title.
    pub title: Bilingual,
    /// What it shows, in a sentence or two.
    pub description: Bilingual,
    /// Its boxes.
    pub nodes: Vec<Node>,
    /// Its lines.
    pub edges: Vec<Edge>,
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
}

/// A box.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it stands for.
    pub kind: NodeKind,
    /// What stands in it.
    pub label: Bilingual,
    /// What it is called in full.
    pub title: Bilingual,
    /// Its left side.
    pub x: i32,
    /// Its upper side.
    pub y: i32,
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
}

/// A line from the right side of a box to the left side of another.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The points that it goes through: an even number, straight from the second to the third, the fourth to the fifth and so on.
    pub points: Vec<(i32, i32)>,
}

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// A question, a parameter or a table.
    Input,
    /// A concept.
    Concept,
    /// A rule.
    Rule,
    /// An outcome, or what else comes of a rule.
    Outcome,
}

/// What comes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ends {
    Grant,
    Reject,
    Refer,
    Dismiss,
    Discontinue,
    Stop,
    Supplement,
    Remark,
    Circumstance,
    Goal,
    Condition,
    Obligation,
}

/// A box before it has a place: something that is read, or an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Vertex {
    Thing(Thing),
    End(Ends),
}

impl Draft<'_> {
    /// The chapter with the picture and its edges as a list.
    pub(super) fn picture(&self) -> Option<Section> {
        let edges = self.edges();
        if edges.is_empty() {
            return None;
        }
        let boxes: BTreeSet<Vertex> = edges.iter().flat_map(|(from, to)| [*from, *to]).collect();
        let boxes: Vec<Vertex> = boxes.into_iter().collect();
        let number: BTreeMap<Vertex, usize> = boxes.iter().zip(0..).map(|(b, n)| (*b, n)).collect();
        let numbered = edges
            .iter()
            .filter_map(|(a, b)| Some((*number.get(a)?, *number.get(b)?)));
        let nodes: Vec<(NodeKind, Bilingual, Bilingual)> = boxes.iter().map(|b| self.named(*b)).collect();
        let figure = layout::layout(
            (
                both("Så hänger reglerna ihop", "How the rules hang together"),
                both(
                    "Från vänster till höger: det som frågas (raka hörn), begreppen (runda), reglerna (tjock ram) och det som följer av dem (streckad ram). Samma sak står som lista under bilden.",
                    "From left to right: what is asked (square corners), the concepts (round), the rules (thick frame) and what follows from them (dashed frame). The same stands as a list below the picture.",
                ),
            ),
            nodes,
            &numbered.collect::<BTreeSet<_>>(),
        );
        let mut from: BTreeMap<Vertex, Vec<Line>> = BTreeMap::new();
        for (a, b) in &edges {
            from.entry(*a).or_default().push(self.linked(*b));
        }
        let items = from.into_iter().map(|(a, targets)| {
            let mut line = self.linked(a);
            line.push(Inline::Text(same(" → ")));
            line.extend(commas(targets));
            Item {
                id: None,
                line,
                items: Vec::new(),
            }
        });
        let list = Block::List(items.collect());
        Some(Section {
            id: "bild".to_owned(),
            title: both("Så hänger reglerna ihop", "How the rules hang together"),
            blocks: vec![
                Block::Picture(Box::new(figure)),
                Block::Folded(both("Bilden som lista", "The picture as a list"), vec![list]),
            ],
            ..Section::default()
        })
    }

    /// From what is read to what reads it, from exceptions to what they except, from rules to what comes of them.
    fn edges(&self) -> BTreeSet<(Vertex, Vertex)> {
        let mut edges = BTreeSet::new();
        let mut reads = |owner: Owner, to: Thing| {
            for thing in self.uses.read_by(owner) {
                edges.insert((Vertex::Thing(thing), Vertex::Thing(to)));
            }
        };
        for (id, _) in (0..).map(ConceptId).zip(&self.set.concepts) {
            reads(Owner::Concept(id), Thing::Concept(id));
        }
        for (id, _) in super::rules::rules(self.set) {
            reads(Owner::Rule(id), Thing::Rule(id));
        }
        for (id, concept) in (0..).map(ConceptId).zip(&self.set.concepts) {
            for (rule, _) in &concept.overrides {
                edges.insert((
                    Vertex::Thing(Thing::Rule(*rule)),
                    Vertex::Thing(Thing::Concept(id)),
                ));
            }
        }
        for (id, rule) in super::rules::rules(self.set) {
            for excepted in &rule.exception_to {
                edges.insert((
                    Vertex::Thing(Thing::Rule(id)),
                    Vertex::Thing(Thing::Rule(*excepted)),
                ));
            }
            edges.extend(end(rule).map(|end| (Vertex::Thing(Thing::Rule(id)), Vertex::End(end))));
        }
        edges
    }

    /// What kind of box it is, what stands in it, and what it is called in full.
    fn named(&self, b: Vertex) -> (NodeKind, Bilingual, Bilingual) {
        let set = self.set;
        let (kind, found) = match b {
            Vertex::Thing(Thing::Fact(index)) => {
                let field = set.application.get(usize::from(index));
                (NodeKind::Input, field.map(|f| (&f.name, &f.question)))
            }
            Vertex::Thing(Thing::Parameter(ParameterId(id))) => {
                let found = set.parameters.get(usize::from(id));
                (NodeKind::Input, found.map(|p| (&p.name, &p.title)))
            }
            Vertex::Thing(Thing::Table(TableId(id))) => {
                let found = set.tables.get(usize::from(id));
                (NodeKind::Input, found.map(|t| (&t.name, &t.title)))
            }
            Vertex::Thing(Thing::Concept(ConceptId(id))) => {
                let found = set.concepts.get(usize::from(id));
                (NodeKind::Concept, found.map(|c| (&c.name, &c.title)))
            }
            Vertex::Thing(Thing::Rule(id)) => {
                let found = set.rules.get(usize::from(id.0));
                (NodeKind::Rule, found.map(|r| (&r.id, &r.title)))
            }
            Vertex::End(end) => {
                let words: Bilingual = self.end_words(end).into();
                return (NodeKind::Outcome, words.clone(), words);
            }
        };
        let (name, title) = found.unzip();
        (
            kind,
            same(name.cloned().unwrap_or_default()),
            title.cloned().unwrap_or_default(),
        )
    }

    /// A box in the list of edges.
    fn linked(&self, b: Vertex) -> Line {
        match b {
            Vertex::Thing(thing) => self.thing(thing),
            Vertex::End(end) => text(self.end_words(end)),
        }
    }

    /// What comes of a rule, in a word or two.
    fn end_words(&self, end: Ends) -> Words {
        use crate::check::ruleset::Outcome;
        let (sv, en) = match end {
            Ends::Grant => return outcome_words(self.set, Outcome::Granted),
            Ends::Reject => return outcome_words(self.set, Outcome::Rejected),
            Ends::Refer => return outcome_words(self.set, Outcome::Referred),
            Ends::Dismiss => return outcome_words(self.set, Outcome::Dismissed),
            Ends::Discontinue => return outcome_words(self.set, Outcome::Discontinued),
            Ends::Stop => ("avgörs inte", "not decided"),
            Ends::Supplement => ("komplettering", "completion"),
            Ends::Remark => ("anmärkning", "remark"),
            Ends::Circumstance => ("för eller emot", "for or against"),
            Ends::Goal => ("mål", "criterion"),
            Ends::Condition => ("villkor", "condition"),
            Ends::Obligation => ("skyldighet", "obligation"),
        };
        Words::new(sv, en)
    }
}

/// What comes of a rule; nothing of an exception by itself.
fn end(rule: &Rule) -> Option<Ends> {
    if let Some(consequence) = &rule.consequence {
        return Some(match consequence.verb {
            Verb::Stop => Ends::Stop,
            Verb::Discontinue => Ends::Discontinue,
            Verb::Dismiss => Ends::Dismiss,
            Verb::Refer => Ends::Refer,
            Verb::Reject => Ends::Reject,
            Verb::Supplement => Ends::Supplement,
            Verb::Remark => Ends::Remark,
        });
    }
    match rule.kind {
        RuleKind::Permission | RuleKind::Grant | RuleKind::Approval => Some(Ends::Grant),
        RuleKind::Circumstance => Some(Ends::Circumstance),
        RuleKind::Goal => Some(Ends::Goal),
        RuleKind::Condition => Some(Ends::Condition),
        RuleKind::Obligation => Some(Ends::Obligation),
        RuleKind::Requirement | RuleKind::Obstacle | RuleKind::Recommendation | RuleKind::Exception => None,
    }
}
