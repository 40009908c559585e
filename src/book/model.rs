//! A rule set as a book: chapters and sections of blocks, and lines with links. What a renderer needs, and nothing else.

use super::figure::Figure;
use crate::value::Bilingual;

/// A rule set, to be read.
#[derive(Clone, Debug)]
pub struct Book {
    /// The rule set's name.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
    /// What stands below the title.
    pub lead: Vec<Block>,
    /// The chapters.
    pub chapters: Vec<Section>,
}

/// A chapter, or a section of one.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its anchor, unique in the book.
    pub id: String,
    /// What kind of thing it tells of, above the heading; empty for a chapter.
    pub kind: Bilingual,
    /// Its heading.
    pub title: Bilingual,
    /// What it is called in the rule file, when it is something there.
    pub name: Option<String>,
    /// What stands out about it: that it is assumed.
    pub mark: Option<Bilingual>,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// What stands below each other in a section.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph.
    Paragraph(Line),
    /// What was assumed, visibly not the document's own.
    Assumption(Bilingual),
    /// A list.
    List(Vec<Item>),
    /// Terms with what is said of each.
    Entries(Vec<Entry>),
    /// A table.
    Table(Table),
    /// What is hidden until it is asked for.
    Folded(Bilingual, Vec<Block>),
    /// A picture.
    Picture(Box<Figure>),
}

/// An entry of a list, with what stands below it.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its anchor, when something links to it.
    pub id: Option<String>,
    /// Its text.
    pub line: Line,
    /// What stands below it.
    pub items: Vec<Item>,
}

/// A term and what is said of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its anchor, when something links to it.
    pub id: Option<String>,
    /// The term.
    pub term: Bilingual,
    /// What is said of it.
    pub blocks: Vec<Block>,
}

/// A table. The first cell of each row is its header.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it shows.
    pub caption: Bilingual,
    /// The headers of its columns.
    pub columns: Vec<Bilingual>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its anchor, when something links to it.
    pub id: Option<String>,
    /// Its cells.
    pub cells: Vec<Line>,
}

/// A line of text with names and links in it.
pub type Line = Vec<Inline>;

/// A piece of a line.
#[derive(Clone, Debug)]
pub enum Inline {
    /// Text. One without English stands in Swedish in an English book, and says so.
    Text(Bilingual),
    /// A name as the rule file or the application writes it.
    Name(String),
    /// A link to an anchor of the book.
    Link(String, Bilingual),
    /// A link to an anchor of the book whose text is a name.
    NameLink(String, String),
    /// A word that stands out: what something is, or that it is assumed.
    Mark(Bilingual),
}
