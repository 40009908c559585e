//! A checked rule set as a book: what is asked, each rule with its conditions in words, what it rests on and the cases that show it.
//!
//! Nothing is evaluated here: the cases come decided ([`Sample`]). What conditions and values are called is said by
//! [`explain::Wording`](crate::explain::Wording), so that the book and the decisions say the same. Every text is in both languages; a title that
//! has no English stays without, so that a page can say that it is Swedish.

mod about;
mod anchor;
mod concepts;
mod data;
mod draft;
mod figure;
mod kind;
mod layout;
mod line;
mod model;
mod questions;
mod rules;
mod sample;
mod shared;
mod sources;
mod uses;

pub use figure::{Edge, Figure, Node, NodeKind};
pub use model::{Block, Book, Entry, Inline, Item, Line, Row, Section, Table};
pub use sample::Sample;

use crate::check::RuleSet;
use crate::value::Bilingual;
use draft::Draft;

/// Writes the book of a rule set, with its cases and examples as they were decided.
#[must_use]
pub fn book(set: &RuleSet, samples: &[Sample]) -> Book {
    let draft = Draft::new(set, samples);
    let mut chapters = vec![draft.about()];
    chapters.extend(draft.picture());
    chapters.extend([draft.questions(), draft.rules()]);
    chapters.extend(draft.concepts());
    chapters.extend(draft.parameters());
    chapters.extend(draft.tables());
    chapters.extend(draft.results());
    chapters.extend(draft.apportionments());
    chapters.extend(draft.cases());
    chapters.extend(draft.sources());
    chapters.push(draft.assumptions());
    Book {
        name: set.name.clone(),
        title: set.title.clone(),
        lead: draft.lead(),
        chapters,
    }
}

/// A chapter, unless it has no sections.
fn optional(chapter: Section) -> Option<Section> {
    (!chapter.sections.is_empty()).then_some(chapter)
}

/// A text in quotation marks.
fn quoted(text: &Bilingual) -> Bilingual {
    Bilingual {
        sv: format!("”{}”", text.sv),
        en: text.en.as_ref().map(|en| format!("“{en}”")),
    }
}
