//! What is left as it is (`godta`), and the warnings that it silences.

use std::collections::BTreeSet;

use super::checker::Checker;
use super::clauses::dotted;
use super::names::Space;
use super::ruleset::{Acceptance, Accepted, RuleSet};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{self, ItemKind, Path};

/// Takes away the warnings that are accepted where they stand, and gives the numbers of the acceptances that took one away. An
/// error can't be accepted.
pub fn silence(set: &RuleSet, diagnostics: &mut Vec<Diagnostic>) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    diagnostics.retain(|found| {
        let covering = (0..)
            .zip(&set.acceptances)
            .filter(|(_, acceptance)| !found.is_error() && acceptance.covers(found));
        let covering: Vec<usize> = covering.map(|(number, _)| number).collect();
        used.extend(&covering);
        covering.is_empty()
    });
    used
}

/// E0814 for each acceptance of a warning that took none away, of those that are looked at.
#[must_use]
pub fn idle(
    set: &RuleSet,
    used: &BTreeSet<usize>,
    looked_at: impl Fn(&Acceptance) -> bool,
) -> Vec<Diagnostic> {
    let acceptances = (0..).zip(&set.acceptances);
    acceptances
        .filter(|(number, acceptance)| !used.contains(number) && looked_at(acceptance))
        .filter_map(|(_, acceptance)| {
            let Accepted::Warning(code) = acceptance.what else {
                return None;
            };
            let code = code.as_str();
            let (sv, en) = match &acceptance.target {
                Some((name, _)) => (format!(" av `{name}`"), format!(" of `{name}`")),
                None => (" i filen".to_owned(), " in the file".to_owned()),
            };
            Some(
                Diagnostic::warning(
                    Code::IdleAcceptance,
                    acceptance.span,
                    format!("inget att godta: ingen varning {code}{sv}"),
                    format!("nothing to accept: no warning {code}{en}"),
                )
                .help(
                    "ta bort raden, eller rätta koden eller namnet; ett fel kan inte godtas",
                    "remove the line, or correct the code or the name; an error can't be accepted",
                ),
            )
        })
        .collect()
}

impl Acceptance {
    /// Whether the warning is the one that is accepted, at a place where it is.
    #[must_use]
    pub fn covers(&self, found: &Diagnostic) -> bool {
        let at = found.span();
        let here = match &self.target {
            Some((_, place)) => place.file == at.file && place.start <= at.start && at.end <= place.end,
            None => self.span.file == at.file,
        };
        here && self.what == Accepted::Warning(found.code)
    }

    /// Whether it is of a warning that is found only when the rule set is tried on its cases and examples.
    #[must_use]
    pub fn awaits_trials(&self) -> bool {
        matches!(self.what, Accepted::Warning(code) if code.is_found_by_trying())
    }
}

impl Checker<'_> {
    /// Resolves what is accepted.
    pub(crate) fn declare_acceptances(&mut self) {
        for (module, tree, span) in self.pending.acceptances.clone() {
            self.module = module;
            let what = self.accepted(&tree.what);
            let target = match &tree.target {
                Some(path) => match self.accepted_of(path) {
                    Some(target) => Some(target),
                    None => continue,
                },
                None => None,
            };
            let reason = self.plain(&tree.reason);
            let Some(what) = what else { continue };
            self.set.acceptances.push(Acceptance {
                what,
                target,
                reason,
                span,
            });
        }
    }

    fn accepted(&mut self, what: &tree::Accepted) -> Option<Accepted> {
        match what {
            tree::Accepted::Untested(words) => Some(Accepted::Untested(words.plain())),
            tree::Accepted::Alteration(words) => Some(Accepted::Alteration(words.plain())),
            tree::Accepted::Warning(written) => {
                let code = Code::parse(&written.text);
                if code.is_none() {
                    self.report(
                        Diagnostic::error(
                            Code::UnknownCode,
                            written.span,
                            format!("koden `{}` finns inte", written.text),
                            format!("the code `{}` does not exist", written.text),
                        )
                        .help(
                            "skriv varningens kod som `rekvisit check` visar den",
                            "write the warning's code as `rekvisit check` shows it",
                        ),
                    );
                }
                code.map(Accepted::Warning)
            }
        }
    }

    /// The full name of what something is accepted of, and where it stands.
    fn accepted_of(&mut self, path: &Path) -> Option<(String, Span)> {
        let (first, last) = (path.names.first()?, path.names.last()?);
        let name = dotted(path);
        if let Some(found) = self.field_of_record(path) {
            return Some(found);
        }
        let spaces = [
            Space::Value,
            Space::Type,
            Space::Source,
            Space::Body,
            Space::Result,
        ];
        for space in spaces {
            if self.find(space, &name).is_some()
                && let Some(entry) = self.names.anywhere(space, &name)
            {
                return Some((name, self.whole(entry.module, entry.span)));
            }
        }
        let rule = self.rule_named(&name, first.span.to(last.span))?;
        let rule = self.set.rules.get(usize::from(rule.0))?;
        Some((rule.id.clone(), rule.span))
    }

    /// `Insats.kostnad`.
    fn field_of_record(&self, path: &Path) -> Option<(String, Span)> {
        let [record, field] = path.names.as_slice() else {
            return None;
        };
        let (_, _, _, fields) = self
            .pending
            .records
            .iter()
            .find(|(_, name, ..)| name.text == record.text)?;
        let field = fields.iter().find(|f| f.name.text == field.text)?;
        Some((dotted(path), field.name.span))
    }

    /// The item that declares the name at the place; a field's name itself.
    fn whole(&self, module: usize, name: Span) -> Span {
        let items = self.modules.get(module).map_or(&[][..], |m| &m.tree.items);
        // They stand in the order of the file, one after the other.
        let after = items.partition_point(|item| item.span.start <= name.start);
        let item = after.checked_sub(1).and_then(|index| items.get(index));
        item.filter(|item| name.end <= item.span.end && !matches!(item.kind, ItemKind::Application(_)))
            .map_or(name, |item| item.span)
    }
}
