//! The rules: an index by kind, and a section for each, in the order and the chapters of the rule file.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::kind::{self, KINDS};
use super::line::{both, commas, condition, entry, in_a_row, listed, same, text};
use super::model::{Block, Entry, Inline, Line, Section};
use super::uses::Thing;
use super::{anchor, quoted};
use crate::check::ruleset::{ConceptId, Duty, Expr, Grant, Grounds, Rule, RuleId, RuleKind, RuleSet};
use crate::check::visit::Owner;
use crate::explain::{Condition, Words, format, say};
use crate::value::Bilingual;

impl Draft<'_> {
    /// The chapter of rules.
    pub(super) fn rules(&self) -> Section {
        let mut sections: Vec<Section> = Vec::new();
        let mut chapter: Vec<&Bilingual> = Vec::new();
        let mut anchors = BTreeSet::new();
        for (id, rule) in rules(self.set) {
            let inside: Vec<&Bilingual> = rule.sections.iter().collect();
            if inside.is_empty() {
                sections.push(self.rule_section(id, rule));
                chapter.clear();
                continue;
            }
            if inside != chapter {
                let title = path(&inside);
                sections.push(Section {
                    id: anchor::distinct(anchor::chapter(&title.sv), &mut anchors),
                    kind: both("Avsnitt", "Chapter"),
                    title,
                    ..Section::default()
                });
                chapter = inside;
            }
            if let Some(last) = sections.last_mut() {
                last.sections.push(self.rule_section(id, rule));
            }
        }
        Section {
            id: "regler".to_owned(),
            title: both("Regler", "Rules"),
            blocks: self.by_kind(),
            sections,
            ..Section::default()
        }
    }

    /// The rules of each kind, and those that rest on assumptions alone.
    fn by_kind(&self) -> Vec<Block> {
        let of = |wanted: RuleKind| -> Vec<Line> {
            let found = rules(self.set).filter(|(_, rule)| rule.kind == wanted);
            found.map(|(id, _)| self.rule(id)).collect()
        };
        let mut entries: Vec<Entry> = KINDS
            .iter()
            .filter_map(|(kind, sv, en)| in_a_row(both(sv, en), of(*kind)))
            .collect();
        let those = |test: &dyn Fn(RuleId, &Rule) -> bool| -> Vec<Line> {
            let found = rules(self.set).filter(|(id, rule)| test(*id, rule));
            found.map(|(id, _)| self.rule(id)).collect()
        };
        let assumed = those(&|_, rule| rule.grounds.cites.is_empty() && rule.grounds.assumed.is_some());
        entries.extend(in_a_row(both("Bara antagna", "Assumed only"), assumed));
        if !self.samples.is_empty() {
            let untried = those(&|id, _| !self.is_shown(id));
            entries.extend(in_a_row(
                both("Visas inte av något fall", "Shown by no case"),
                untried,
            ));
        }
        vec![Block::Entries(entries)]
    }

    /// A rule.
    fn rule_section(&self, id: RuleId, rule: &Rule) -> Section {
        let mut entries = Vec::new();
        entries.extend(rule.valid.map(|period| {
            entry(
                both("I kraft", "In force"),
                text(format::period(period).capitalised()),
            )
        }));
        entries.extend(self.for_each(rule));
        entries.extend(self.conditions(rule));
        entries.extend(self.follows(rule));
        entries.extend(self.exceptions(id, rule));
        let (cited, assumed) = self.grounds(&rule.grounds);
        let nothing = cited.is_none() && assumed.is_none();
        entries.extend(cited);
        let mut blocks = vec![Block::Entries(entries)];
        blocks.extend(assumed);
        if nothing {
            blocks.push(Block::Paragraph(vec![Inline::Mark(both(
                "Ingen källa och inget antagande anges.",
                "Neither a source nor an assumption is given.",
            ))]));
        }
        let mut also = self.reads(Owner::Rule(id));
        also.extend(self.read_by(Thing::Rule(id)));
        also.push(Entry {
            id: None,
            term: both("Fall som visar regeln", "Cases that show the rule"),
            blocks: self.shown_by(id),
        });
        blocks.push(Block::Entries(also));
        Section {
            id: anchor::rule(self.set, id),
            kind: kind::kind(rule),
            title: rule.title.clone(),
            name: Some(rule.id.clone()),
            mark: basis(&rule.grounds),
            blocks,
            sections: Vec::new(),
        }
    }

    /// What a rule of a `för varje` is about.
    fn for_each(&self, rule: &Rule) -> Option<Entry> {
        let block = self.set.blocks.get(usize::from(rule.block?.0))?;
        Some(entry(
            both("Prövas för varje", "Examined for each"),
            text(say!(
                "{item} i {list}",
                "{item} in {list}",
                item = Words::same(block.name.replace('_', " ")),
                list = self.wording.noun(&block.list)
            )),
        ))
    }

    /// The guard and the rule's own condition.
    fn conditions(&self, rule: &Rule) -> Vec<Entry> {
        let mut entries = Vec::new();
        if !rule.guard.is_empty() {
            let term = match rule.kind {
                RuleKind::Obligation => both("Uppkommer när", "Arises when"),
                RuleKind::Grant | RuleKind::Approval | RuleKind::Permission => both("Ges när", "Given when"),
                _ => both("Prövas bara när", "Examined only when"),
            };
            entries.push(Entry {
                id: None,
                term,
                blocks: condition(&together(rule.guard.iter().map(|e| self.wording.condition(e)))),
            });
        }
        entries.extend(rule.condition.as_ref().map(|expr| Entry {
            id: None,
            term: kind::condition_term(rule.kind),
            blocks: condition(&self.wording.condition(expr)),
        }));
        entries
    }

    /// What follows: a consequence, an argument, a grant or an obligation.
    fn follows(&self, rule: &Rule) -> Vec<Entry> {
        let mut entries = Vec::new();
        if let Some(consequence) = &rule.consequence {
            let term = if rule.bites_when_unmet() {
                both("Annars", "Otherwise")
            } else {
                both("Då", "Then")
            };
            let mut line = text(kind::consequence(&self.wording, consequence).capitalised());
            if let Some(template) = &consequence.text {
                line.push(Inline::Text(same(": ")));
                line.push(Inline::Text(quoted(&self.wording.open_template(template))));
            }
            entries.push(entry(term, line));
        }
        if let Some((in_favour, template)) = &rule.speaks {
            let term = if *in_favour {
                both("Talar för", "Speaks for")
            } else {
                both("Talar emot", "Speaks against")
            };
            let said = template.as_ref().map(|t| self.wording.open_template(t));
            entries.extend(said.map(|said| entry(term, text(quoted(&said)))));
        }
        entries.extend(rule.grant.iter().flat_map(|grant| self.grant(grant)));
        entries.extend(rule.duty.iter().flat_map(|duty| self.duty(duty)));
        entries
    }

    fn grant(&self, grant: &Grant) -> Vec<Entry> {
        let value = |sv, en, expr: &Expr| entry(both(sv, en), text(self.wording.noun(expr).capitalised()));
        let mut entries = Vec::new();
        if let Some((granted, asked)) = &grant.amount {
            entries.push(value("Belopp", "Amount", granted));
            entries.push(value("Av det sökta", "Of what is applied for", asked));
        }
        entries.extend(grant.judged.as_ref().map(|judged| Entry {
            id: None,
            term: both("Efter bedömning", "Upon a judgement"),
            blocks: condition(&self.wording.condition(judged)),
        }));
        entries
    }

    fn duty(&self, duty: &Duty) -> Vec<Entry> {
        let value = |sv, en, expr: &Expr| entry(both(sv, en), text(self.wording.noun(expr).capitalised()));
        let said =
            |sv, en, template| entry(both(sv, en), text(quoted(&self.wording.open_template(template))));
        let mut entries = Vec::new();
        entries.extend(duty.amount.as_ref().map(|e| value("Betala", "Pay", e)));
        entries.extend(duty.what.as_ref().map(|t| said("Lämna", "Submit", t)));
        entries.extend(
            duty.party
                .as_ref()
                .map(|party| entry(both("Till", "To"), text(self.wording.party(party)))),
        );
        entries.extend(
            duty.last_day
                .as_ref()
                .map(|e| value("Senast", "No later than", e)),
        );
        entries.extend(
            duty.performed
                .as_ref()
                .map(|e| value("Fullgjord den", "Performed on", e)),
        );
        entries.extend(
            duty.breach
                .as_ref()
                .map(|t| said("Om det inte görs", "If it is not done", t)),
        );
        entries
    }

    /// The exceptions to a rule, and what it is an exception to.
    fn exceptions(&self, id: RuleId, rule: &Rule) -> Vec<Entry> {
        let links = |ids: &[RuleId]| ids.iter().map(|id| self.titled(*id)).collect();
        let mut entries = Vec::new();
        entries.extend(listed(
            both("Undantag från", "Exception to"),
            links(&rule.exception_to),
        ));
        for (concept, instead) in overrides(self.set, id) {
            let name = self.thing(Thing::Concept(concept));
            entries.push(entry(
                both("Undantag från begreppet", "Exception to the concept"),
                name,
            ));
            entries.push(entry(
                both("Begreppet är då", "The concept is then"),
                text(self.wording.noun(instead).capitalised()),
            ));
        }
        entries.extend(listed(
            both("Undantag från regeln", "Exceptions to the rule"),
            links(&rule.exceptions),
        ));
        entries
    }

    /// A link to a rule, by its title, with its name.
    pub(super) fn titled(&self, id: RuleId) -> Line {
        let title = self.set.rules.get(usize::from(id.0)).map(|r| r.title.clone());
        let mut line = vec![Inline::Text(title.unwrap_or_default()), Inline::Text(same(" ("))];
        line.extend(self.rule(id));
        line.push(Inline::Text(same(")")));
        line
    }

    /// What something reads, an entry for each kind of thing.
    pub(super) fn reads(&self, owner: Owner) -> Vec<Entry> {
        let mut found: [(Bilingual, Vec<Line>); 5] = [
            (both("Frågor", "Questions"), Vec::new()),
            (both("Parametrar", "Parameters"), Vec::new()),
            (both("Tabeller", "Tables"), Vec::new()),
            (both("Begrepp", "Concepts"), Vec::new()),
            (both("Läser reglerna", "Reads the rules"), Vec::new()),
        ];
        let [facts, parameters, tables, concepts, rules] = &mut found;
        for thing in self.uses.read_by(owner) {
            let kind = match thing {
                Thing::Fact(_) => &mut *facts,
                Thing::Parameter(_) => &mut *parameters,
                Thing::Table(_) => &mut *tables,
                Thing::Concept(_) => &mut *concepts,
                Thing::Rule(_) => &mut *rules,
            };
            kind.1.push(self.thing(thing));
        }
        let kinds = found.into_iter();
        kinds
            .filter(|(_, lines)| !lines.is_empty())
            .map(|(term, lines)| entry(term, commas(lines)))
            .collect()
    }
}

/// How far a rule is an assumption: alone, beside what it cites, or not at all.
fn basis(grounds: &Grounds) -> Option<Bilingual> {
    grounds.assumed.as_ref()?;
    Some(if grounds.cites.is_empty() {
        both("Antaget", "Assumed")
    } else {
        both("Med antagande", "With an assumption")
    })
}

/// The rules with their numbers.
pub(super) fn rules(set: &RuleSet) -> impl Iterator<Item = (RuleId, &Rule)> {
    (0..).map(RuleId).zip(&set.rules)
}

/// The concepts that a rule gives another value, and the value.
pub(super) fn overrides(set: &RuleSet, rule: RuleId) -> impl Iterator<Item = (ConceptId, &Expr)> {
    let concepts = (0..).map(ConceptId).zip(&set.concepts);
    concepts.flat_map(move |(id, concept)| {
        let own = concept.overrides.iter().filter(move |(by, _)| *by == rule);
        own.map(move |(_, instead)| (id, instead))
    })
}

/// Several guards as one.
fn together(conditions: impl Iterator<Item = Condition>) -> Condition {
    let mut all: Vec<Condition> = conditions.collect();
    match (all.len(), all.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            all.extend(last);
            Condition::all(all)
        }
    }
}

/// The titles of nested chapters in one.
fn path(titles: &[&Bilingual]) -> Bilingual {
    let sv: Vec<&str> = titles.iter().map(|t| t.sv.as_str()).collect();
    let en: Option<Vec<&str>> = titles.iter().map(|t| t.en.as_deref()).collect();
    Bilingual {
        sv: sv.join(" – "),
        en: en.map(|en| en.join(" – ")),
    }
}
