//! What is asked: the fields of the application, the records in them, the values to choose among, the bodies that answer.

use super::anchor;
use super::draft::Draft;
use super::line::{both, commas, entry, same, text};
use super::model::{Block, Entry, Inline, Line, Row, Section, Table};
use super::uses::Thing;
use crate::check::ruleset::{BodyId, EnumDefinition, EnumId, Field, Record, RecordId};
use crate::explain::{Words, record_title, say};
use crate::value::Bilingual;

impl Draft<'_> {
    /// The chapter of questions.
    pub(super) fn questions(&self) -> Section {
        let fields = (0..).zip(&self.set.application);
        let entries = fields.map(|(index, field)| {
            let mut entry = self.field(field);
            entry.id = Some(anchor::question(field));
            let readers = self.readers(Thing::Fact(index));
            let mut line = text(if readers.is_empty() {
                Words::new("Ingen regel läser den.", "No rule reads it.")
            } else {
                Words::new("Används av ", "Used by ")
            });
            line.extend(commas(readers));
            entry.blocks.push(Block::Paragraph(line));
            entry
        });
        let mut sections: Vec<Section> = Vec::new();
        let records = (0..).map(RecordId).zip(&self.set.records);
        sections.extend(records.map(|(id, record)| self.record(id, record)));
        let enums = (0..).map(EnumId).zip(&self.set.enums);
        sections.extend(enums.map(|(id, definition)| self.enumeration(id, definition)));
        sections.extend(self.bodies());
        Section {
            id: "fragor".to_owned(),
            title: both("Vad som frågas", "What is asked"),
            blocks: vec![
                Block::Paragraph(text(Words::new(
                    "Det som inte besvaras är okänt. Ingenting fylls i.",
                    "What is not answered is unknown. Nothing is filled in.",
                ))),
                Block::Entries(entries.collect()),
            ],
            sections,
            ..Section::default()
        }
    }

    /// A field: its question, its name, what an answer is and who gives it.
    fn field(&self, field: &Field) -> Entry {
        let mut line: Line = vec![Inline::Name(field.json.clone()), Inline::Text(same(": "))];
        line.extend(self.kind(&field.ty, field.percent));
        line.push(Inline::Text(same(". ")));
        let who = self.wording.answerers(field);
        let mut said = if field.judgement {
            line.push(Inline::Mark(both("Bedömning", "Judgement")));
            say!(" av {who}.", " of {who}.", who = who)
        } else {
            say!("Besvaras av {who}.", "Answered by {who}.", who = who)
        };
        let mut add = |sv: &str, en: &str| {
            said.sv.push_str(sv);
            said.en.push_str(en);
        };
        if field.judgement {
            add(
                " Den som tillfrågas kan låta bli att ta ställning.",
                " The one who is asked may take no position.",
            );
        } else if field.optional {
            add(" Kan uppges saknas.", " May be stated not to exist.");
        }
        if field.applicant_may_change {
            add(" Sökanden kan ändra det.", " The applicant can change it.");
        }
        line.push(Inline::Text(said.into()));
        line.extend(spellings(&field.aliases));
        entry(field.question.clone(), line)
    }

    fn record(&self, id: RecordId, record: &Record) -> Section {
        let key = record.key.and_then(|key| record.fields.get(usize::from(key)));
        let mut blocks: Vec<Block> = Vec::new();
        blocks.extend(key.map(|key| {
            Block::Paragraph(vec![
                Inline::Text(both("Nyckel: ", "Key: ")),
                Inline::Name(key.json.clone()),
            ])
        }));
        blocks.push(Block::Entries(
            record.fields.iter().map(|f| self.field(f)).collect(),
        ));
        Section {
            id: anchor::record(self.set, id),
            kind: both("Post", "Record"),
            title: record_title(record),
            name: Some(record.name.clone()),
            mark: None,
            blocks,
            sections: Vec::new(),
        }
    }

    fn enumeration(&self, id: EnumId, definition: &EnumDefinition) -> Section {
        let rows = definition.variants.iter().map(|v| Row {
            id: None,
            cells: vec![
                text(or_name(&v.title, &v.name)),
                vec![Inline::Name(v.name.clone())],
                names(&v.aliases),
            ],
        });
        let title = definition.name.replace('_', " ");
        Section {
            id: anchor::enumeration(self.set, id),
            kind: both("Värden att välja mellan", "Values to choose among"),
            title: Bilingual {
                sv: title.clone(),
                en: None,
            },
            name: Some(definition.name.clone()),
            mark: None,
            blocks: vec![Block::Table(Table {
                caption: Bilingual::new(format!("Värdena i {title}"), format!("The values of {title}")),
                columns: vec![
                    both("Värde", "Value"),
                    both("I ansökan", "In the application"),
                    both("Andra stavningar", "Other spellings"),
                ],
                rows: rows.collect(),
            })],
            sections: Vec::new(),
        }
    }

    /// The bodies; none when no body is declared.
    fn bodies(&self) -> Option<Section> {
        if self.set.bodies.is_empty() {
            return None;
        }
        let rows = (0..).map(BodyId).zip(&self.set.bodies).map(|(id, body)| Row {
            id: Some(anchor::body(self.set, id)),
            cells: vec![
                text(or_name(&body.title, &body.name)),
                vec![Inline::Name(body.name.clone())],
                names(&body.aliases),
            ],
        });
        Some(Section {
            id: "organ".to_owned(),
            title: both("Organ", "Bodies"),
            blocks: vec![Block::Table(Table {
                caption: both(
                    "De som bedömer eller som någon hänvisas till",
                    "Those that judge or are referred to",
                ),
                columns: vec![
                    both("Organ", "Body"),
                    both("I ansökan", "In the application"),
                    both("Andra stavningar", "Other spellings"),
                ],
                rows: rows.collect(),
            })],
            ..Section::default()
        })
    }
}

/// A title; the name in words where none is written.
fn or_name(title: &Bilingual, name: &str) -> Bilingual {
    if title.is_empty() {
        Bilingual {
            sv: name.replace('_', " "),
            en: None,
        }
    } else {
        title.clone()
    }
}

/// Names with commas between them.
fn names(names: &[String]) -> Line {
    commas(
        names
            .iter()
            .map(|name| vec![Inline::Name(name.clone())])
            .collect(),
    )
}

/// Other keys that are understood.
fn spellings(aliases: &[String]) -> Line {
    if aliases.is_empty() {
        return Line::new();
    }
    let mut line = vec![Inline::Text(both(" Också: ", " Also: "))];
    line.extend(names(aliases));
    line.push(Inline::Text(same(".")));
    line
}
