//! What rules, concepts and values rest on.

use super::checker::Checker;
use super::names::{Space, Symbol};
use super::ruleset::{Citation, Grounds};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree;

impl Checker<'_> {
    /// The sources cited and what is assumed.
    pub(crate) fn grounds(&mut self, grounds: &tree::Grounds) -> Grounds {
        let mut cites = Vec::new();
        for cite in &grounds.cites {
            let name = &cite.source;
            if let Some(Symbol::Source(source)) = self.find(Space::Source, &name.text) {
                cites.push(Citation {
                    source,
                    locator: cite.locator.plain(),
                });
                continue;
            }
            let known = self.all(Space::Source);
            let diagnostic = Diagnostic::error(
                Code::UnknownSource,
                name.span,
                format!("källan `{}` är inte angiven", name.text),
                format!("the source `{}` is not declared", name.text),
            )
            .suggest(&name.text, known, &self.effort)
            .help(
                format!("en källa anges med `källa {} \"…\"`", name.text),
                format!("a source is declared by `källa {} \"…\"`", name.text),
            );
            self.unknown(&name.text, diagnostic);
        }
        let assumed = grounds.assumed.as_ref().map(|text| self.plain(text));
        Grounds { cites, assumed }
    }
}

/// Adds what something wider rests on.
pub(crate) fn append(grounds: &mut Grounds, wider: Grounds) {
    grounds.cites.extend(wider.cites);
    if grounds.assumed.is_none() {
        grounds.assumed = wider.assumed;
    }
}
