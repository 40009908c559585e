//! From the bits of effects to an outcome: the ranks of consequences are masks.
//!
//! The same order as in the full evaluator's `settle`; what holds a case back, and grants that may collide, are handed over.

use super::effects::{Decided, Effects};
use super::run::OPAQUE;
use crate::check::ruleset::{BodyId, Outcome, RuleId, RuleKind, RuleSet, Verb};
use crate::eval::Status;
use crate::eval::settle::outcome_of;
use crate::program::slots::LAST_SPECIAL;
use crate::value::Number;

/// Consequences, the first that applies first.
const ORDER: [Verb; 6] = [
    Verb::Stop,
    Verb::Discontinue,
    Verb::Dismiss,
    Verb::Refer,
    Verb::Reject,
    Verb::Supplement,
];

/// Rules, as words and bits.
type Rules = Vec<(u8, u64)>;

/// Which rules have which consequence, a bit each.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranks {
    /// The ranks that have rules.
    ranks: Vec<(Verb, Rules)>,
    grants: Rules,
    /// The body that all rules that refer refer to, when it is one.
    body: Option<BodyId>,
    /// Grants that give an amount.
    with_amount: Vec<RuleId>,
    permissions: Vec<RuleId>,
}

/// What effects come to.
pub(super) enum Settled {
    Decided(Decided),
    /// More than one outcome is possible: the rules that can still change it.
    Open(Vec<RuleId>),
}

const REJECTED: Decided = Decided {
    outcome: Outcome::Rejected,
    amount: None,
    referred_to: None,
};

/// The rules of the bits.
fn listed(word: u8, mut bits: u64) -> impl Iterator<Item = RuleId> {
    std::iter::from_fn(move || {
        let bit = (bits != 0).then(|| bits.trailing_zeros())?;
        bits &= bits.wrapping_sub(1);
        let first = u16::from(word).saturating_mul(64);
        Some(RuleId(first.saturating_add(u16::try_from(bit).unwrap_or(0))))
    })
}

/// Of some rules, whether any applies and whether any may.
fn found(rules: &Rules, effects: &Effects<'_>) -> (bool, bool) {
    let (mut applies, mut may) = (false, false);
    for (word, bits) in rules {
        let (yes, no) = effects.word(*word);
        applies |= yes & bits != 0;
        may |= !(yes | no) & bits != 0;
    }
    (applies, may)
}

fn applying(rules: &Rules, effects: &Effects<'_>) -> Vec<RuleId> {
    let of = |(word, bits): &(u8, u64)| listed(*word, effects.word(*word).0 & bits);
    rules.iter().flat_map(of).collect()
}

fn possible(rules: &Rules, effects: &Effects<'_>) -> Vec<RuleId> {
    let of = |(word, bits): &(u8, u64)| {
        let (yes, no) = effects.word(*word);
        listed(*word, !(yes | no) & bits)
    };
    rules.iter().flat_map(of).collect()
}

impl Ranks {
    pub(super) fn new(ruleset: &RuleSet, words: usize) -> Self {
        let of = |which: &dyn Fn(usize) -> bool| -> Rules {
            let mut bits = vec![0_u64; words];
            for index in (0..ruleset.rules.len()).filter(|index| which(*index)) {
                if let Some(word) = bits.get_mut(index / 64) {
                    *word |= 1_u64.wrapping_shl(u32::try_from(index % 64).unwrap_or(0));
                }
            }
            (0_u8..).zip(bits).filter(|(_, bits)| *bits != 0).collect()
        };
        let rule = |index: usize| ruleset.rules.get(index).filter(|rule| rule.block.is_none());
        let verb = |index: usize| rule(index).and_then(|r| r.consequence.as_ref()).map(|c| c.verb);
        let ids = |which: &dyn Fn(&crate::check::ruleset::Rule) -> bool| {
            (0_u16..)
                .zip(&ruleset.rules)
                .filter(|(_, rule)| rule.block.is_none() && which(rule))
                .map(|(index, _)| RuleId(index))
                .collect()
        };
        let mut bodies: Vec<BodyId> = (0..ruleset.rules.len())
            .filter_map(|index| rule(index)?.consequence.as_ref()?.refer_to)
            .collect();
        bodies.sort_unstable();
        bodies.dedup();
        Self {
            ranks: ORDER
                .into_iter()
                .map(|rank| (rank, of(&|index| verb(index) == Some(rank))))
                .filter(|(_, rules)| !rules.is_empty())
                .collect(),
            grants: of(&|index| rule(index).is_some_and(|r| r.grant.is_some())),
            body: match bodies.as_slice() {
                [body] => Some(*body),
                _ => None,
            },
            with_amount: ids(&|rule| rule.grant.as_ref().is_some_and(|grant| grant.amount.is_some())),
            permissions: ids(&|rule| rule.grant.is_some() && rule.kind == RuleKind::Permission),
        }
    }

    /// What a rank that applies comes to; `None` when it holds the case back, or the body isn't known here.
    fn outcome(&self, verb: Verb) -> Option<Decided> {
        let outcome = outcome_of(verb).filter(|outcome| *outcome != Outcome::Undetermined)?;
        let referred_to = match verb {
            Verb::Refer => Some(self.body?),
            _ => None,
        };
        Some(Decided {
            outcome,
            amount: None,
            referred_to,
        })
    }

    /// What the effects come to where nothing that matters is open: the common case, and the fastest.
    #[inline]
    pub(super) fn decided(&self, effects: &Effects<'_>) -> Option<Decided> {
        for (verb, rules) in &self.ranks {
            match found(rules, effects) {
                (false, false) => {}
                (false, true) => return None,
                (true, _) => return self.outcome(*verb),
            }
        }
        let mut granting: Option<RuleId> = None;
        for (word, bits) in &self.grants {
            let (yes, no) = effects.word(*word);
            let mut applying = listed(*word, yes & bits);
            let first = applying.next();
            let more = applying.next().is_some() || (granting.is_some() && first.is_some());
            if !(yes | no) & bits != 0 || more {
                return None;
            }
            granting = granting.or(first);
        }
        let Some(rule) = granting else {
            return Some(REJECTED);
        };
        match self.granted(rule, effects)? {
            Granted::Surely(decided) => Some(decided),
            Granted::Open => None,
        }
    }

    /// What a grant gives if it applies; `None` when the lane can't tell.
    fn granted(&self, rule: RuleId, effects: &Effects<'_>) -> Option<Granted> {
        if !self.with_amount.contains(&rule) {
            return Some(Granted::Surely(Decided {
                outcome: Outcome::Granted,
                ..REJECTED
            }));
        }
        let (given, asked, amount) = effects.amount(rule)?;
        if given == OPAQUE || asked == OPAQUE {
            return None;
        }
        if given <= LAST_SPECIAL {
            return Some(Granted::Open);
        }
        if given <= 0 {
            return Some(Granted::Surely(REJECTED));
        }
        let same = amount.given == amount.asked;
        if asked <= LAST_SPECIAL && !same {
            return Some(Granted::Open);
        }
        let full = same || given >= asked;
        Some(Granted::Surely(Decided {
            outcome: if full {
                Outcome::Granted
            } else {
                Outcome::PartlyGranted
            },
            amount: Some(Number::fraction(i128::from(given), i128::from(amount.parts))?),
            referred_to: None,
        }))
    }

    /// What the effects come to, or what can still change it. `None` when a stop or a supplement holds the case back, or more than one
    /// grant may take place.
    pub(super) fn settled(&self, effects: &Effects<'_>) -> Option<Settled> {
        let (mut outcomes, mut relevant) = (Vec::new(), Vec::new());
        let mut reached = true;
        for (verb, rules) in &self.ranks {
            let (applies, may) = found(rules, effects);
            if !applies && !may {
                continue;
            }
            if *verb == Verb::Refer {
                self.body?;
            }
            if applies {
                // A stop or a supplement that applies is no outcome of its own.
                outcomes.push(self.outcome(*verb)?.outcome);
                reached = false;
                break;
            }
            outcomes.push(outcome_of(*verb)?);
            relevant.extend(possible(rules, effects));
        }
        if reached {
            let (grants, may) = (applying(&self.grants, effects), possible(&self.grants, effects));
            match (grants.as_slice(), may.as_slice()) {
                ([], []) => outcomes.push(Outcome::Rejected),
                ([rule], []) | ([], [rule]) => {
                    match self.granted(*rule, effects)? {
                        Granted::Surely(decided) => outcomes.push(decided.outcome),
                        // At least two: nothing, all or a part of it.
                        Granted::Open => outcomes.extend([Outcome::Rejected, Outcome::Undetermined]),
                    }
                    if grants.is_empty() {
                        outcomes.push(Outcome::Rejected);
                    }
                    let open = matches!(self.granted(*rule, effects)?, Granted::Open);
                    if open || grants.is_empty() {
                        relevant.push(*rule);
                    }
                }
                _ => return None,
            }
        }
        outcomes.dedup();
        match outcomes.as_slice() {
            [Outcome::Rejected] => Some(Settled::Decided(REJECTED)),
            [_] => None,
            _ => Some(Settled::Open(relevant)),
        }
    }

    /// The rules that decided, where it is settled what they came to.
    pub(super) fn decisive(&self, effects: &Effects<'_>) -> Option<Vec<RuleId>> {
        self.decided(effects)?;
        for (_, rules) in &self.ranks {
            let decisive = applying(rules, effects);
            if !decisive.is_empty() {
                return Some(decisive);
            }
        }
        let grants = applying(&self.grants, effects);
        if !grants.is_empty() {
            return Some(grants);
        }
        let mut judged = Vec::new();
        for rule in &self.permissions {
            if effects.status(*rule)? == Status::NotMet {
                judged.push(*rule);
            }
        }
        if !judged.is_empty() {
            return Some(judged);
        }
        let all = self.grants.iter().flat_map(|(word, bits)| listed(*word, *bits));
        Some(all.collect())
    }
}

/// What a grant gives if it applies.
enum Granted {
    Surely(Decided),
    /// Its amount, or how much of what was asked for it is.
    Open,
}
