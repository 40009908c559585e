//! The outcomes that a rule set's rules can give.

use std::collections::BTreeSet;

use crate::check::ruleset::{Outcome, Rule};
use crate::eval::outcome_of;
use crate::program::Program;

/// The outcomes that the rules can give, read from the rules alone:
///
/// - each consequence gives its own (`avslå` rejection, `stoppa` and `komplettera` what isn't decided), also in a `för varje` that
///   grants; one in a block without grants never touches the outcome;
/// - a grant or an approval gives granted; with an amount that isn't the very amount asked for, also partly granted, and
///   rejected, since the amount may come to nothing;
/// - rejected where no grant always applies, or a block grants: its list may be empty, and its items may differ;
/// - undetermined wherever something can be unknown.
pub(super) fn possible(program: &Program) -> BTreeSet<Outcome> {
    let set = &program.ruleset;
    let grants = |rule: &Rule| {
        rule.block
            .and_then(|block| set.blocks.get(usize::from(block.0)))
            .is_none_or(|block| block.grants)
    };
    let mut found = BTreeSet::new();
    if !set.application.is_empty() {
        found.insert(Outcome::Undetermined);
    }
    let mut certain = false;
    for (rule, regs) in set
        .rules
        .iter()
        .zip(&program.rules)
        .filter(|(rule, _)| grants(rule))
    {
        found.extend(rule.consequence.as_ref().and_then(|c| outcome_of(c.verb)));
        if rule.grant.is_none() {
            continue;
        }
        found.insert(Outcome::Granted);
        match regs.amount {
            Some((granted, asked)) if granted != asked => {
                found.extend([Outcome::PartlyGranted, Outcome::Rejected]);
            }
            Some(_) => {
                found.insert(Outcome::Rejected);
            }
            None => {}
        }
        if rule.block.is_some() {
            found.extend([Outcome::PartlyGranted, Outcome::Rejected]);
        }
        certain |= rule.block.is_none() && regs.applies.is_none();
    }
    if !certain {
        found.insert(Outcome::Rejected);
    }
    found
}
