//! The picture of a rule set.

use askama::Template;

use super::{Passage, pick};
use crate::book::{Block, Book, Edge, Figure, NodeKind, Section};
use crate::value::Language;

/// A picture, by itself or inside a page.
#[derive(Template)]
#[template(path = "book/figure.svg")]
pub(super) struct FigureSvg<'a> {
    pub(super) figure: &'a Figure,
    pub(super) language: Language,
    /// Whether it is a file of its own, with its own colours.
    pub(super) alone: bool,
}

impl FigureSvg<'_> {
    fn text(&self, text: &crate::value::Bilingual) -> String {
        Passage::new(text, self.language).text
    }

    fn lang(&self) -> &'static str {
        pick(self.language, "sv", "en")
    }

    /// A line as SVG writes a path: curves between columns, straight through them.
    fn path(&self, edge: &Edge) -> String {
        let mut path = String::new();
        for pair in edge.points.chunks(2) {
            let [(x1, y1), (x2, y2)] = pair else { continue };
            let middle = x1.saturating_add(*x2).checked_div(2).unwrap_or_default();
            let move_or_line = if path.is_empty() { 'M' } else { 'L' };
            path.push_str(&format!(
                "{move_or_line}{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"
            ));
        }
        path
    }

    fn class(&self, kind: &NodeKind) -> &'static str {
        match kind {
            NodeKind::Input => "input",
            NodeKind::Concept => "concept",
            NodeKind::Rule => "rule",
            NodeKind::Outcome => "outcome",
        }
    }

    /// The radius of the corners.
    fn corner(&self, kind: &NodeKind) -> i32 {
        if *kind == NodeKind::Concept { 14 } else { 2 }
    }
}

/// The picture of a book as a file of its own; none when the book has none.
#[must_use]
pub fn book_svg(book: &Book, language: Language) -> Option<String> {
    let figure = book.chapters.iter().find_map(pictured)?;
    let svg = FigureSvg {
        figure,
        language,
        alone: true,
    };
    svg.render().ok()
}

/// The picture in a chapter.
fn pictured(chapter: &Section) -> Option<&Figure> {
    chapter.blocks.iter().find_map(|block| match block {
        Block::Picture(figure) => Some(&**figure),
        _ => None,
    })
}
