//! A rule set's book as Markdown, as one HTML page that needs nothing else, and its picture as SVG.

mod html;
mod markdown;
mod svg;

pub use html::{book_html, index_html};
pub use markdown::{book_markdown, index_markdown};
pub use svg::book_svg;

use super::safe::visible;
use crate::value::{Bilingual, Language};

/// A text in one language.
struct Passage {
    /// The characters, with those that can't be seen shown.
    text: String,
    /// Whether it is Swedish in an English book.
    foreign: bool,
}

impl Passage {
    fn new(text: &Bilingual, language: Language) -> Self {
        Self {
            text: visible(text.get(language)),
            foreign: language == Language::English && text.en.is_none() && !text.sv.is_empty(),
        }
    }
}

/// One of two texts.
fn pick(language: Language, sv: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Swedish => sv,
        Language::English => en,
    }
}
