//! Which rules cause a change.

use std::collections::BTreeSet;

use super::decision::{Decision, States};
use crate::check::ruleset::Outcome;
use crate::eval::Effect;

/// The rules that cause the change; see [`Both::causes`](super::Both::causes).
pub(super) fn causes(
    can_decide: &BTreeSet<&str>,
    (old, old_states): (&Decision, &States<'_>),
    (new, new_states): (&Decision, &States<'_>),
) -> BTreeSet<String> {
    let deciding = |decision, states| deciding(can_decide, decision, states);
    let (before, after) = (deciding(old, old_states), deciding(new, new_states));
    let one_sided: BTreeSet<&str> = before.symmetric_difference(&after).copied().collect();
    let turned = |name: &&str| old_states.get(*name) != new_states.get(*name);
    let named = |names: &mut dyn Iterator<Item = &str>| names.map(str::to_owned).collect();
    if one_sided.iter().any(turned) {
        named(&mut one_sided.iter().copied().filter(|name| turned(name)))
    } else if one_sided.is_empty() {
        named(&mut before.iter().copied())
    } else {
        named(&mut one_sided.iter().copied())
    }
}

/// The rules that decide; while the outcome is open, also those that may still come to decide. (An exception never does: the
/// rule that it sets aside may.)
fn deciding<'a>(
    can_decide: &BTreeSet<&str>,
    decision: &'a Decision,
    states: &States<'a>,
) -> BTreeSet<&'a str> {
    let open = decision.outcome == Outcome::Undetermined;
    let may = states
        .iter()
        .filter(|(name, _)| can_decide.contains(*name))
        .filter(|(_, came_to)| open && came_to.iter().any(|(_, effect)| *effect == Effect::Possible))
        .map(|(name, _)| *name);
    decision.decisive.iter().map(String::as_str).chain(may).collect()
}
