//! Names and texts.

use crate::source::Span;

/// A name and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name, without backticks.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// `a.b.c`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// At least one.
    pub names: Vec<Name>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPart {
    /// Characters, braces and quotation marks unescaped.
    Chars(String),
    /// `{path}`.
    Hole(Path),
}

/// A string in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLine {
    /// Its pieces.
    pub parts: Vec<TextPart>,
    /// Where, with the quotation marks.
    pub span: Span,
}

impl TextLine {
    /// The characters alone, holes as they are written.
    #[must_use]
    pub fn plain(&self) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                TextPart::Chars(chars) => chars.clone(),
                TextPart::Hole(path) => {
                    let names: Vec<_> = path.names.iter().map(|n| n.text.as_str()).collect();
                    format!("{{{}}}", names.join("."))
                }
            })
            .collect()
    }
}

/// A text in Swedish and, where given, in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Swedish.
    pub sv: TextLine,
    /// English.
    pub en: Option<TextLine>,
}
