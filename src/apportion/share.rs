//! An amount shared by keys, with exact numbers: the parts and what the giver keeps are always the whole.
//!
//! Each part is first `λ × key`, with one `λ` for all, but not below its floor and not above its cap; `λ` is the one for which the
//! parts together are the whole. So what a cap frees, or a floor takes, is shared by the same key among those that are at neither.
//! Then each is rounded. Bounds are rounded inwards to the same step first, so that rounding never breaks them. What rounding left
//! over, or took too much, is dealt with as the rule says.

use crate::check::ruleset::Residual;
use crate::value::{Number, RoundMode};

/// Someone who takes part. All amounts are in öre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What it is shared by; not below zero.
    pub key: Number,
    /// What it gets at least; zero where nothing is said.
    pub floor: Number,
    /// What it gets at most.
    pub cap: Option<Number>,
}

/// How parts are made whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// How a part is rounded.
    pub mode: RoundMode,
    /// To a multiple of what.
    pub step: Number,
    /// What becomes of the rest.
    pub residual: Residual,
}

/// Whether a part is what its key gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It is.
    Free,
    /// Its key gives less than its floor.
    Floor,
    /// Its key gives more than its cap.
    Cap,
}

/// A part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Before rounding.
    pub exact: Number,
    /// Whether a floor or a cap made it so.
    pub bound: Bound,
    /// After rounding.
    pub rounded: Number,
    /// Its part of the rest; below zero where rounding took too much.
    pub residual: Number,
    /// The part: the rounded one with its part of the rest.
    pub amount: Number,
}

/// An amount that was shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// The amount.
    pub whole: Number,
    /// The parts, in the order of those who take part.
    pub parts: Vec<Part>,
    /// What is shared by key among those that are at no floor and no cap.
    pub free: Number,
    /// Their keys together.
    pub keys: Number,
    /// What rounding left over; below zero where it took too much.
    pub residual: Number,
    /// What the giver keeps.
    pub kept: Number,
}

/// Why an amount can't be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unshared {
    /// It is below zero.
    Negative,
    /// All keys are zero, or nobody takes part.
    NoKey,
    /// A floor or a cap is below zero, or the floor is above the cap; of whom.
    Bounds(usize),
    /// The floors together, this much, are more than there is.
    Floors(Number),
    /// A number beyond 128 bits.
    Overflow,
}

/// Shares an amount.
///
/// # Errors
/// Why it can't be shared.
pub fn share(whole: Number, claims: &[Claim], rounding: Rounding) -> Result<Sharing, Unshared> {
    if whole.is_negative() {
        return Err(Unshared::Negative);
    }
    if claims.iter().all(|claim| claim.key.is_zero()) {
        return Err(Unshared::NoKey);
    }
    let bounded = bounds(claims, rounding.step)?;
    let floors = sum(bounded.iter().map(|claim| claim.floor)).ok_or(Unshared::Overflow)?;
    if floors > whole {
        return Err(Unshared::Floors(floors));
    }
    exactly(whole, &bounded)
        .and_then(|exact| made_whole(whole, &bounded, &exact, rounding))
        .ok_or(Unshared::Overflow)
}

/// The bounds, rounded inwards.
fn bounds(claims: &[Claim], step: Number) -> Result<Vec<Claim>, Unshared> {
    let bounded = |(number, claim): (usize, &Claim)| {
        let floor = claim.floor.round(RoundMode::Up, step).ok_or(Unshared::Overflow)?;
        let cap = match claim.cap {
            Some(cap) => Some(cap.round(RoundMode::Down, step).ok_or(Unshared::Overflow)?),
            None => None,
        };
        if floor.is_negative() || cap.is_some_and(|cap| cap < floor) {
            return Err(Unshared::Bounds(number));
        }
        Ok(Claim {
            key: claim.key,
            floor,
            cap,
        })
    };
    claims.iter().enumerate().map(bounded).collect()
}

/// What is shared exactly.
struct Exact {
    parts: Vec<(Number, Bound)>,
    free: Number,
    keys: Number,
}

impl Claim {
    /// `λ × key` within the bounds.
    fn at(&self, rate: Number) -> Option<(Number, Bound)> {
        let own = rate.mul(self.key)?;
        Some(match self.cap {
            _ if own < self.floor => (self.floor, Bound::Floor),
            Some(cap) if own >= cap => (cap, Bound::Cap),
            _ => (own, Bound::Free),
        })
    }

    /// The rates at which it leaves its floor and comes to its cap.
    fn turns(&self) -> Option<Vec<Number>> {
        if self.key.is_zero() {
            return Some(Vec::new());
        }
        std::iter::once(self.floor)
            .chain(self.cap)
            .map(|bound| bound.div(self.key))
            .collect()
    }
}

/// The parts before rounding: the whole, or all that the caps let through.
fn exactly(whole: Number, claims: &[Claim]) -> Option<Exact> {
    let mut turns: Vec<Number> = vec![Number::ZERO];
    for claim in claims {
        turns.extend(claim.turns()?);
    }
    turns.sort_unstable();
    turns.dedup();
    let together = |rate: Number| sum_of(claims.iter().map(|claim| Some(claim.at(rate)?.0)));
    // The last turn at which the parts together are not more than the whole; they never fall with the rate.
    let (mut low, mut high) = (0, turns.len());
    while high.saturating_sub(low) > 1 {
        let middle = low.midpoint(high);
        if together(*turns.get(middle)?)? <= whole {
            low = middle;
        } else {
            high = middle;
        }
    }
    let rate = *turns.get(low)?;
    let at: Vec<(Number, Bound)> = claims.iter().map(|claim| claim.at(rate)).collect::<Option<_>>()?;
    let is_free = |claim: &Claim, bound: Bound| bound == Bound::Free && !claim.key.is_zero();
    let mut free = whole;
    let mut keys = Number::ZERO;
    for (claim, (part, bound)) in claims.iter().zip(&at) {
        if is_free(claim, *bound) {
            keys = keys.add(claim.key)?;
        } else {
            free = free.sub(*part)?;
        }
    }
    let parts = claims.iter().zip(at).map(|(claim, (part, bound))| {
        if is_free(claim, bound) {
            Some((free.mul(claim.key)?.div(keys)?, bound))
        } else {
            Some((part, bound))
        }
    });
    let parts = parts.collect::<Option<Vec<_>>>()?;
    if keys.is_zero() {
        free = Number::ZERO;
    }
    Some(Exact { parts, free, keys })
}

/// Rounds, and deals with the rest.
fn made_whole(whole: Number, claims: &[Claim], exact: &Exact, rounding: Rounding) -> Option<Sharing> {
    let Rounding { mode, step, .. } = rounding;
    let mut parts = Vec::with_capacity(claims.len());
    for (part, bound) in &exact.parts {
        let rounded = part.round(mode, step)?;
        parts.push(Part {
            exact: *part,
            bound: *bound,
            rounded,
            residual: Number::ZERO,
            amount: rounded,
        });
    }
    let shared = sum(exact.parts.iter().map(|(part, _)| *part))?;
    let residual = shared.sub(sum(parts.iter().map(|part| part.rounded))?)?;
    match rounding.residual {
        Residual::Largest => on_the_largest(residual, claims, &mut parts)?,
        Residual::Fraction => by_fraction(residual, step, claims, &mut parts)?,
        Residual::Kept => {}
    }
    for part in &mut parts {
        part.amount = part.rounded.add(part.residual)?;
    }
    let kept = whole.sub(sum(parts.iter().map(|part| part.amount))?)?;
    Some(Sharing {
        whole,
        parts,
        free: exact.free,
        keys: exact.keys,
        residual,
        kept,
    })
}

/// Which of equal parts comes first in an order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Equals {
    FirstFirst,
    LastFirst,
}

/// The parts in an order, the greatest key first.
fn ordered(parts: &[Part], equals: Equals, key: impl Fn(&Part) -> Option<Number>) -> Option<Vec<usize>> {
    let mut keyed: Vec<(Number, usize)> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| Some((key(part)?, at)))
        .collect::<Option<_>>()?;
    keyed.sort_by(|(a, i), (b, j)| {
        let of_equals = match equals {
            Equals::FirstFirst => i.cmp(j),
            Equals::LastFirst => j.cmp(i),
        };
        b.cmp(a).then(of_equals)
    });
    Some(keyed.into_iter().map(|(_, at)| at).collect())
}

/// The whole rest on the largest part, as far as its bounds let it; then on the next largest.
fn on_the_largest(residual: Number, claims: &[Claim], parts: &mut [Part]) -> Option<()> {
    let mut left = residual;
    for at in ordered(parts, Equals::FirstFirst, |part| Some(part.exact))? {
        if left.is_zero() {
            break;
        }
        let (claim, part) = (claims.get(at)?, parts.get_mut(at)?);
        if claim.key.is_zero() {
            continue;
        }
        let moved = if left.is_negative() {
            left.max(claim.floor.sub(part.rounded)?)
        } else {
            match claim.cap {
                Some(cap) => left.min(cap.sub(part.rounded)?),
                None => left,
            }
        };
        part.residual = moved;
        left = left.sub(moved)?;
    }
    Some(())
}

/// One step each, to those from whom rounding took most, or from those to whom it gave most. Less than a step stays with the giver.
/// Of equals the first has the step, whether it is given to some or taken from the others: so the parts are the same however they were rounded.
fn by_fraction(residual: Number, step: Number, claims: &[Claim], parts: &mut [Part]) -> Option<()> {
    let (given, mode, equals) = match residual.is_negative() {
        false => (step, RoundMode::Down, Equals::FirstFirst),
        true => (step.neg()?, RoundMode::Up, Equals::LastFirst),
    };
    let taken = if residual.is_negative() {
        residual.neg()?
    } else {
        residual
    };
    let mut left = taken.round(mode, step)?;
    let lost = |part: &Part| {
        let lost = part.exact.sub(part.rounded)?;
        if residual.is_negative() {
            lost.neg()
        } else {
            Some(lost)
        }
    };
    for at in ordered(parts, equals, lost)? {
        if left.is_zero() {
            break;
        }
        let (claim, part) = (claims.get(at)?, parts.get_mut(at)?);
        let moved = part.rounded.add(given)?;
        let within = moved >= claim.floor && claim.cap.is_none_or(|cap| moved <= cap);
        if claim.key.is_zero() || !within {
            continue;
        }
        part.residual = given;
        left = left.sub(step)?;
    }
    Some(())
}

/// The sum of numbers.
pub(super) fn sum(numbers: impl IntoIterator<Item = Number>) -> Option<Number> {
    sum_of(numbers.into_iter().map(Some))
}

fn sum_of(mut numbers: impl Iterator<Item = Option<Number>>) -> Option<Number> {
    numbers.try_fold(Number::ZERO, |sum, number| sum.add(number?))
}
