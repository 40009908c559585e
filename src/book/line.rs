//! Lines, items and entries, made shortly.

use super::model::{Block, Entry, Inline, Item, Line};
use crate::explain::{Condition, Words, say};
use crate::value::Bilingual;

/// A text in both languages.
pub(super) fn both(sv: &str, en: &str) -> Bilingual {
    Bilingual::new(sv, en)
}

/// A line of one text.
pub(super) fn text(text: impl Into<Bilingual>) -> Line {
    vec![Inline::Text(text.into())]
}

/// Words that are the same in both languages.
pub(super) fn same(text: impl Into<String>) -> Bilingual {
    Words::same(text).into()
}

/// Lines in one, with commas between them.
pub(super) fn commas(lines: Vec<Line>) -> Line {
    let mut all: Line = Vec::new();
    for line in lines {
        if !all.is_empty() {
            all.push(Inline::Text(same(", ")));
        }
        all.extend(line);
    }
    all
}

/// An entry of a list without more below it.
pub(super) fn item(line: Line) -> Item {
    Item {
        id: None,
        line,
        items: Vec::new(),
    }
}

/// A term with one paragraph.
pub(super) fn entry(term: Bilingual, line: Line) -> Entry {
    Entry {
        id: None,
        term,
        blocks: vec![Block::Paragraph(line)],
    }
}

/// A term with a list of lines; none when there are none, a paragraph when there is one.
pub(super) fn listed(term: Bilingual, mut lines: Vec<Line>) -> Option<Entry> {
    match lines.len() {
        0 => None,
        1 => Some(entry(term, lines.pop().unwrap_or_default())),
        _ => Some(Entry {
            id: None,
            term,
            blocks: vec![Block::List(lines.into_iter().map(item).collect())],
        }),
    }
}

/// A term with lines in one, commas between them; none when there are none.
pub(super) fn in_a_row(term: Bilingual, lines: Vec<Line>) -> Option<Entry> {
    (!lines.is_empty()).then(|| entry(term, commas(lines)))
}

/// A condition as a paragraph, or as a nested list.
pub(super) fn condition(condition: &Condition) -> Vec<Block> {
    let head = condition.text.capitalised();
    if condition.parts.is_empty() {
        return vec![Block::Paragraph(text(head))];
    }
    let head = Block::Paragraph(text(say!("{head}:", "{head}:", head = head)));
    vec![
        head,
        Block::List(condition.parts.iter().map(condition_item).collect()),
    ]
}

/// A condition as an entry of a list.
fn condition_item(condition: &Condition) -> Item {
    Item {
        id: None,
        line: text(condition.text.clone()),
        items: condition.parts.iter().map(condition_item).collect(),
    }
}
