//! The rules' own texts: with what the values were, or with what they are called.

use super::case::Case;
use super::wording::Wording;
use super::words::{Words, say};
use crate::check::ruleset::{Expr, ExprKind, Party, Template, TemplatePart};
use crate::eval::FrameId;
use crate::program::Cell;
use crate::value::Bilingual;

impl Wording<'_> {
    /// A text of the rules, each hole filled by `hole` unless a literal stands there.
    pub(crate) fn template(&self, template: &Template, hole: &dyn Fn(&Expr) -> Words) -> Bilingual {
        Bilingual {
            sv: self.pieces(&template.sv, hole).sv,
            en: template.en.as_ref().map(|parts| self.pieces(parts, hole).en),
        }
    }

    /// A text of the rules where no case is: a hole says in brackets what stands there.
    #[must_use]
    pub fn open_template(&self, template: &Template) -> Bilingual {
        self.template(template, &|expr| {
            say!("[{name}]", "[{name}]", name = self.noun(expr))
        })
    }

    /// The pieces, in both languages.
    fn pieces(&self, parts: &[TemplatePart], hole: &dyn Fn(&Expr) -> Words) -> Words {
        let pieces: Vec<Words> = parts
            .iter()
            .map(|part| match part {
                TemplatePart::Chars(chars) => Words::same(chars.clone()),
                TemplatePart::Value(expr) => match &expr.kind {
                    ExprKind::Literal(literal) => self.literal(literal, &expr.ty),
                    _ => hole(expr),
                },
            })
            .collect();
        Words::joined(&pieces, "")
    }

    /// To whom something is owed.
    pub(crate) fn party(&self, party: &Party) -> Bilingual {
        match party {
            Party::Body(id) => self.body_title(*id),
            Party::Text(text) => text.clone(),
        }
    }
}

impl Case<'_> {
    /// A text of the rules, its holes filled with what the values were in `frame`.
    pub(crate) fn fill(&self, template: &Template, frame: FrameId) -> Words {
        let filled = self.template(template, &|expr| match self.value(expr, frame) {
            Some(cell) if cell != Cell::Unknown && self.is_share(expr) => self.share_cell(cell, &expr.ty),
            Some(cell) if cell != Cell::Unknown => self.filled(cell, &expr.ty),
            _ => say!("[{name}: okänt]", "[{name}: unknown]", name = self.noun(expr)),
        });
        Words::from(&filled)
    }
}
