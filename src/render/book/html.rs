//! A book as one HTML page: what it needs is in it, and every text is escaped by the templates in `templates/book`.

use askama::Template;

use super::svg::FigureSvg;
use super::{Passage, pick};
use crate::book::{Block, Book, Figure, Inline, Line, Section};
use crate::value::{Bilingual, Language};

/// The page.
#[derive(Template)]
#[template(path = "book/page.html")]
struct PageHtml<'a> {
    book: &'a Book,
    html: Html,
}

/// A chapter or a section, with those in it.
#[derive(Template)]
#[template(path = "book/section.html")]
struct SectionHtml<'a> {
    section: &'a Section,
    html: Html,
    level: u8,
}

/// A block.
#[derive(Template)]
#[template(path = "book/block.html")]
struct BlockHtml<'a> {
    block: &'a Block,
    html: Html,
}

/// Items of a list, with those in them.
#[derive(Template)]
#[template(path = "book/items.html")]
struct ItemsHtml<'a> {
    items: &'a [crate::book::Item],
    html: Html,
}

/// A line.
#[derive(Template)]
#[template(path = "book/line.html")]
struct LineHtml<'a> {
    line: &'a Line,
    html: Html,
}

/// A text; one in another language than the page's says so.
#[derive(Template)]
#[template(
    source = "{% if passage.foreign %}<span lang=\"sv\">{{ passage.text }}</span>{% else %}{{ passage.text }}{% endif %}",
    ext = "html"
)]
struct PassageHtml {
    passage: Passage,
}

/// The page that links several books.
#[derive(Template)]
#[template(path = "book/index.html")]
struct IndexHtml<'a> {
    books: &'a [Book],
    html: Html,
}

/// The language of a page, and how each part of it is written.
#[derive(Clone, Copy)]
struct Html {
    language: Language,
}

impl Html {
    fn lang(self) -> &'static str {
        self.pick("sv", "en")
    }

    fn pick(self, sv: &'static str, en: &'static str) -> &'static str {
        pick(self.language, sv, en)
    }

    /// A text where no markup can stand: a title, an attribute.
    fn plain(self, text: &Bilingual) -> String {
        Passage::new(text, self.language).text
    }

    /// Text in the file's own words, shown as it is.
    fn shown(self, text: &str) -> String {
        super::visible(text)
    }

    fn text(self, text: &Bilingual) -> PassageHtml {
        PassageHtml {
            passage: Passage::new(text, self.language),
        }
    }

    fn line(self, line: &Line) -> LineHtml<'_> {
        LineHtml { line, html: self }
    }

    fn block(self, block: &Block) -> BlockHtml<'_> {
        BlockHtml { block, html: self }
    }

    fn items(self, items: &[crate::book::Item]) -> ItemsHtml<'_> {
        ItemsHtml { items, html: self }
    }

    fn section(self, section: &Section, level: u8) -> SectionHtml<'_> {
        SectionHtml {
            section,
            html: self,
            level,
        }
    }

    fn figure(self, figure: &Figure) -> FigureSvg<'_> {
        FigureSvg {
            figure,
            language: self.language,
            alone: false,
        }
    }

    fn engine(self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// A book as one page, without anything outside it.
#[must_use]
pub fn book_html(book: &Book, language: Language) -> String {
    let html = Html { language };
    // Writing to a string does not fail.
    PageHtml { book, html }.render().unwrap_or_default()
}

/// A page that links the pages of several books, `<name>.html` beside it.
#[must_use]
pub fn index_html(books: &[Book], language: Language) -> String {
    let html = Html { language };
    IndexHtml { books, html }.render().unwrap_or_default()
}
