//! Names and texts.

use super::{Children, Lower, Node, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::{Name, Path, Text, TextLine, TextPart};

impl Lower<'_> {
    /// A name, backticks taken away.
    pub(super) fn name(&self, node: &Node<'_>) -> Name {
        Name {
            text: node.as_str().trim_matches('`').to_owned(),
            span: self.span(node),
        }
    }

    /// `a.b.c`.
    pub(super) fn path(&self, node: Node<'_>) -> Path {
        let names = node
            .into_inner()
            .filter(|n| n.as_rule() != Rule::dot)
            .map(|n| self.name(&n))
            .collect();
        Path { names }
    }

    /// A text and, beside it, its translation.
    pub(super) fn text(&self, node: Node<'_>) -> Option<Text> {
        let mut children = Children::of(node);
        let sv = self.line(children.take(Rule::string)?);
        let en = children.find(Rule::string).map(|n| self.line(n));
        Some(Text { sv, en })
    }

    /// The text that stands next, if one does.
    pub(super) fn text_next(&self, children: &mut Children<'_>) -> Option<Text> {
        children.take(Rule::text).and_then(|node| self.text(node))
    }

    fn line(&self, node: Node<'_>) -> TextLine {
        let span = self.span(&node);
        let parts = node
            .into_inner()
            .filter_map(|part| match part.as_rule() {
                Rule::chars => Some(TextPart::Chars(unescape(part.as_str()))),
                Rule::hole => part.into_inner().next().map(|p| TextPart::Hole(self.path(p))),
                _ => None,
            })
            .collect();
        TextLine { parts, span }
    }

    /// A text in which no value can be filled in.
    pub(super) fn plain_line(&mut self, node: Node<'_>) -> Option<TextLine> {
        let hole = node.clone().into_inner().find(|n| n.as_rule() == Rule::hole);
        if let Some(hole) = hole {
            let span = self.span(&hole);
            return self.fail(
                Diagnostic::error(
                    Code::UnresolvedHole,
                    span,
                    "i den här texten kan inget värde fyllas i",
                    "no value can be filled in in this text",
                )
                .help(
                    "skriv `{{` och `}}` om det ska vara klamrar",
                    "write `{{` and `}}` for braces",
                ),
            );
        }
        Some(self.line(node))
    }
}

/// `{{`, `}}`, `\"` and `\\` to what they stand for.
fn unescape(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut chars = written.chars();
    while let Some(c) = chars.next() {
        // The grammar lets these three in only as the first of two.
        match c {
            '{' | '}' | '\\' => text.extend(chars.next()),
            _ => text.push(c),
        }
    }
    text
}
