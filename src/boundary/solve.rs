//! The values of a fact at which a quantity is just below, at and just above its threshold.

use crate::value::{Number, RoundMode};

/// How often the way to the other side is doubled.
const DOUBLINGS: u32 = 40;

/// The values of the fact: where the quantity is below, at and above; none where there is no such value on the steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Solution {
    pub(super) below: Option<Number>,
    pub(super) at: Option<Number>,
    pub(super) above: Option<Number>,
}

/// Finds them, from the fact's value `now`: `above` says how far the quantity is above the threshold when the fact is so (none
/// where it can't be). A quantity that is linear in the fact is solved for and verified; another one that only grows, or
/// only falls, is enclosed and halved. None when the fact doesn't move the quantity, or never across the threshold.
pub(super) fn solve(
    now: Number,
    step: Number,
    mut above: impl FnMut(Number) -> Option<Number>,
) -> Option<Solution> {
    let here = above(now)?;
    let (beside, there) = [now.add(step)?, now.sub(step)?]
        .into_iter()
        .find_map(|x| Some((x, above(x)?)).filter(|(_, d)| *d != here))?;
    let slope = there.sub(here)?.div(beside.sub(now)?)?;
    // Linear: the value at which it is zero, on the steps from zero.
    let exact = now.sub(here.div(slope)?)?;
    let low = exact.round(RoundMode::Down, step)?;
    let zero = if low == exact && above(exact).is_some_and(Number::is_zero) {
        Some(exact)
    } else {
        None
    };
    let (low, high, at) = match zero {
        Some(zero) => (zero.sub(step)?, zero.add(step)?, Some(zero)),
        None => {
            let (low, high) = enclosed(now, step, slope, here, &mut above)?;
            match (above(low)?.is_zero(), above(high)?.is_zero()) {
                (true, _) => (low.sub(step)?, high, Some(low)),
                (_, true) => (low, high.add(step)?, Some(high)),
                _ => (low, high, None),
            }
        }
    };
    let mut solution = Solution {
        at,
        ..Solution::default()
    };
    for x in [low, high] {
        match above(x) {
            Some(d) if d.is_negative() => solution.below = Some(x),
            Some(d) if !d.is_zero() => solution.above = Some(x),
            _ => {}
        }
    }
    (solution != Solution::default()).then_some(solution)
}

/// Two neighbouring values between which, or at which, the quantity crosses.
fn enclosed(
    now: Number,
    step: Number,
    slope: Number,
    here: Number,
    above: &mut impl FnMut(Number) -> Option<Number>,
) -> Option<(Number, Number)> {
    // Towards the threshold: up when the quantity is below and grows, or above and falls.
    let up = here.is_negative() != slope.is_negative();
    let direction = if up { step } else { step.neg()? };
    let (mut near, mut length) = (0_i64, 1_i64);
    let mut far = None;
    for _ in 0..DOUBLINGS {
        let end = near.checked_add(length)?;
        match above(now.add(direction.mul(Number::whole(end))?)?) {
            Some(d) if d.is_zero() || d.is_negative() != here.is_negative() => {
                far = Some(end);
                break;
            }
            Some(_) => {
                near = end;
                length = length.checked_mul(2)?;
            }
            // Beyond what the fact can be: a shorter way.
            None if length > 1 => length = length.checked_div(2)?,
            None => return None,
        }
    }
    let mut far = far?;
    while far.checked_sub(near)? > 1 {
        let middle = near.checked_add(far.checked_sub(near)?.checked_div(2)?)?;
        match above(now.add(direction.mul(Number::whole(middle))?)?) {
            Some(d) if d.is_zero() || d.is_negative() != here.is_negative() => far = middle,
            _ => near = middle,
        }
    }
    let ends = [near, far].map(|n| direction.mul(Number::whole(n)).and_then(|way| now.add(way)));
    let [a, b] = ends;
    let (a, b) = (a?, b?);
    Some(if a < b { (a, b) } else { (b, a) })
}

#[cfg(test)]
mod tests {
    use super::{Solution, solve};
    use crate::value::Number;

    fn whole(n: i64) -> Option<Number> {
        Some(Number::whole(n))
    }

    fn solved(now: i64, above: impl Fn(i64) -> Option<i64>) -> Option<Solution> {
        solve(Number::whole(now), Number::whole(1), |x| {
            x.as_i64().and_then(&above).map(Number::whole)
        })
    }

    #[test]
    fn a_linear_quantity_is_solved_for() {
        let solution = Solution {
            below: whole(9),
            at: whole(10),
            above: whole(11),
        };
        assert_eq!(solved(500, |x| Some(x - 10)), Some(solution));
        assert_eq!(solved(3, |x| Some(7 * x - 70)), Some(solution));
        let falling = Solution {
            below: whole(11),
            above: whole(9),
            ..solution
        };
        assert_eq!(solved(0, |x| Some(20 - 2 * x)), Some(falling));
    }

    #[test]
    fn a_threshold_between_the_steps_is_passed_by() {
        let solution = Solution {
            below: whole(3),
            at: None,
            above: whole(4),
        };
        assert_eq!(solved(100, |x| Some(3 * x - 10)), Some(solution));
    }

    #[test]
    fn a_quantity_that_is_not_linear_is_enclosed() {
        let solution = Solution {
            below: whole(31),
            at: whole(32),
            above: whole(33),
        };
        assert_eq!(solved(2, |x| Some(x * x - 1024)), Some(solution));
        assert_eq!(
            solved(5000, |x| (0..10_000).contains(&x).then_some(x * x - 1024)),
            Some(solution)
        );
    }

    #[test]
    fn what_does_not_move_or_never_crosses_is_not_solved() {
        assert_eq!(solved(2, |_| Some(-5)), None);
        assert_eq!(solved(2, |x| Some(x.min(3) - 10)), None);
        assert_eq!(solved(2, |x| (x < 9).then_some(x - 10)), None);
    }
}
