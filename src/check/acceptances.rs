//! What is left as it is (`godta`), and the warnings that it silences.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::checker::Checker;
use super::clauses::dotted;
use super::names::Space;
use super::ruleset::{Acceptance, Accepted, RuleSet};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::syntax::tree::{self, ItemKind, Path};

/// Takes away the warnings that are accepted where they stand, and gives the numbers of the acceptances that took one away. An
/// error can't be accepted.
pub fn silence(set: &RuleSet, diagnostics: &mut Vec<Diagnostic>) -> BTreeSet<usize> {
    let index = Index::of(&set.acceptances);
    let mut used: BTreeSet<usize> = BTreeSet::new();
    diagnostics.retain(|found| {
        if found.is_error() {
            return true;
        }
        let covering = index.covering(found);
        used.extend(&covering);
        covering.is_empty()
    });
    let used = used.into_iter().filter_map(|group| index.groups.get(group));
    used.flatten().copied().collect()
}

/// Places that share nothing, in order, each with the group of those that are of it.
type Level = Vec<(Span, usize)>;

/// Acceptances by what they accept and where: a file may have very many, and very many warnings.
#[derive(Default)]
struct Index {
    /// The numbers of those that accept the same at the same place.
    groups: Vec<Vec<usize>>,
    /// The group of those that are of a whole file.
    files: BTreeMap<(Code, FileId), usize>,
    /// The groups of those that are of a place: on each level places that share nothing, in order; each lies in one of the level
    /// before.
    levels: BTreeMap<(Code, FileId), Vec<Level>>,
}

impl Index {
    fn of(acceptances: &[Acceptance]) -> Self {
        let mut index = Self::default();
        let mut places: BTreeMap<(Code, FileId, u32, Reverse<u32>), Vec<usize>> = BTreeMap::new();
        for (number, acceptance) in acceptances.iter().enumerate() {
            let Accepted::Warning(code) = acceptance.what else {
                continue;
            };
            if let Some((_, place)) = &acceptance.target {
                let key = (code, place.file, place.start, Reverse(place.end));
                places.entry(key).or_default().push(number);
            } else {
                let next = index.groups.len();
                let group = *index.files.entry((code, acceptance.span.file)).or_insert(next);
                if group == next {
                    index.groups.push(Vec::new());
                }
                if let Some(numbers) = index.groups.get_mut(group) {
                    numbers.push(number);
                }
            }
        }
        for ((code, file, start, Reverse(end)), numbers) in places {
            let levels = index.levels.entry((code, file)).or_default();
            let place = Span::new(file, start, end);
            let group = index.groups.len();
            index.groups.push(numbers);
            let free = |level: &Level| level.last().is_none_or(|(last, _)| last.end <= start);
            match levels.iter_mut().find(|level| free(level)) {
                Some(level) => level.push((place, group)),
                None => levels.push(vec![(place, group)]),
            }
        }
        index
    }

    /// The groups whose acceptances cover a warning.
    fn covering(&self, found: &Diagnostic) -> Vec<usize> {
        let at = found.span();
        let key = (found.code, at.file);
        let mut groups: Vec<usize> = self.files.get(&key).copied().into_iter().collect();
        for level in self.levels.get(&key).into_iter().flatten() {
            let after = level.partition_point(|(place, _)| place.start <= at.start);
            let last = after.checked_sub(1).and_then(|before| level.get(before));
            groups.extend(
                last.filter(|(place, _)| at.end <= place.end)
                    .map(|(_, group)| *group),
            );
        }
        groups
    }
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
