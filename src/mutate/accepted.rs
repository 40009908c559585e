//! Alterations that are declared to change nothing (`godta ändring`).

use super::{Fate, Mutant};
use crate::check::RuleSet;
use crate::check::ruleset::{Acceptance, Accepted};
use crate::source::FileId;

/// A declaration that is not needed.
#[derive(Clone, Debug)]
pub struct Needless<'a> {
    /// The declaration.
    pub acceptance: &'a Acceptance,
    /// Why it isn't needed.
    pub why: Why,
}

/// Why a declaration is not needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no such alteration.
    Missing,
    /// It is noticed, by this.
    Noticed(String),
    /// It isn't a rule file that can be read.
    Invalid,
}

/// Whether the alteration is declared to change nothing.
#[must_use]
pub fn accepts(acceptance: &Acceptance, mutant: &Mutant) -> bool {
    let at = mutant.span;
    let here = match &acceptance.target {
        Some((_, place)) => place.file == at.file && place.start <= at.start && at.end <= place.end,
        None => acceptance.span.file == at.file,
    };
    here && matches!(&acceptance.what, Accepted::Alteration(name) if *name == mutant.name)
}

/// The declarations in a file that are not needed, when these are all its alterations and what became of those that were tried.
#[must_use]
pub fn needless<'a>(
    ruleset: &'a RuleSet,
    file: FileId,
    mutants: &[(&Mutant, Option<&Fate>)],
) -> Vec<Needless<'a>> {
    let declared = ruleset.acceptances.iter().filter(|acceptance| {
        acceptance.span.file == file && matches!(acceptance.what, Accepted::Alteration(_))
    });
    declared
        .filter_map(|acceptance| {
            let mut same = mutants
                .iter()
                .filter(|(mutant, _)| accepts(acceptance, mutant))
                .peekable();
            let mut why = same.peek().is_none().then_some(Why::Missing);
            for (_, fate) in same {
                match fate {
                    Some(Fate::Survived) | None => return None,
                    Some(Fate::Noticed(by)) => why = Some(Why::Noticed(by.clone())),
                    Some(Fate::Invalid) => why = why.or(Some(Why::Invalid)),
                }
            }
            Some(Needless {
                acceptance,
                why: why?,
            })
        })
        .collect()
}
