//! Amounts shared by a key: the parts are the whole, against a computation of its own with numbers of any size.

use num_bigint::BigInt;
use proptest::prelude::*;
use rekvisit::apportion::{Bound, Claim, Rounding, Sharing, Unshared, share};
use rekvisit::check::ruleset::Residual;
use rekvisit::value::{Number, RoundMode};

/// An exact fraction of any size.
#[derive(Clone, Debug)]
struct Fraction(BigInt, BigInt);

impl Fraction {
    fn whole(n: i64) -> Self {
        Self(n.into(), 1.into())
    }

    fn of(n: Number) -> Self {
        Self(n.numerator().into(), n.denominator().into())
    }

    fn add(&self, other: &Self) -> Self {
        Self(&self.0 * &other.1 + &other.0 * &self.1, &self.1 * &other.1)
    }

    fn below(&self, other: &Self) -> bool {
        &self.0 * &other.1 < &other.0 * &self.1
    }

    fn same(&self, other: &Self) -> bool {
        &self.0 * &other.1 == &other.0 * &self.1
    }

    /// A multiple of the step.
    fn rounded(&self, mode: RoundMode, step: i64) -> BigInt {
        let (n, d) = (&self.0 * 2, &self.1 * step * 2);
        let floor = |n: BigInt, d: &BigInt| -> BigInt {
            let q = &n / d;
            if n < BigInt::from(0) && &q * d != n {
                q - 1
            } else {
                q
            }
        };
        let steps = match mode {
            RoundMode::Down => floor(n, &d),
            RoundMode::Up => -floor(-n, &d),
            RoundMode::Nearest => floor(n + &self.1 * step, &d),
        };
        steps * step
    }
}

#[derive(Clone, Debug)]
struct Round {
    whole: i64,
    step: i64,
    mode: RoundMode,
    residual: Residual,
    claims: Vec<(i64, i64, Option<i64>)>,
}

impl Round {
    fn claims(&self) -> Vec<Claim> {
        let claim = |(key, floor, cap): &(i64, i64, Option<i64>)| Claim {
            key: Number::whole(*key),
            floor: Number::whole(*floor),
            cap: cap.map(Number::whole),
        };
        self.claims.iter().map(claim).collect()
    }

    fn shared(&self) -> Result<Sharing, Unshared> {
        let rounding = Rounding {
            mode: self.mode,
            step: Number::whole(self.step),
            residual: self.residual,
        };
        share(Number::whole(self.whole), &self.claims(), rounding)
    }

    /// The bounds as they hold: rounded inwards to the step.
    fn bounds(&self, at: usize) -> (i64, Option<i64>) {
        let (_, floor, cap) = self.claims[at];
        let up = floor.div_euclid(self.step) * self.step;
        let up = if up < floor { up + self.step } else { up };
        (up, cap.map(|cap| cap.div_euclid(self.step) * self.step))
    }

    /// The exact parts, found by fixing those at a bound one after the other until none is beyond it.
    fn exact(&self) -> Vec<Fraction> {
        let all = self.claims.len();
        let key = |at: usize| self.claims[at].0;
        let mut fixed: Vec<Option<i64>> = (0..all)
            .map(|at| (key(at) == 0).then(|| self.bounds(at).0))
            .collect();
        loop {
            let left = self.whole - fixed.iter().flatten().sum::<i64>();
            let keys: i64 = (0..all).filter(|at| fixed[*at].is_none()).map(key).sum();
            let part = |at: usize| match fixed[at] {
                Some(amount) => Fraction::whole(amount),
                None => Fraction(BigInt::from(left) * key(at), keys.into()),
            };
            // What floors lack and what caps are over: the greater of the two is fixed first.
            let (mut low, mut high) = (Fraction::whole(0), Fraction::whole(0));
            let (mut lows, mut highs) = (Vec::new(), Vec::new());
            for at in (0..all).filter(|at| fixed[*at].is_none()) {
                let (floor, cap) = self.bounds(at);
                let own = part(at);
                if own.below(&Fraction::whole(floor)) {
                    low = low
                        .add(&Fraction::whole(floor))
                        .add(&Fraction(-own.0.clone(), own.1.clone()));
                    lows.push((at, floor));
                }
                if let Some(cap) = cap.filter(|cap| Fraction::whole(*cap).below(&own)) {
                    high = high.add(&own).add(&Fraction::whole(-cap));
                    highs.push((at, cap));
                }
            }
            if lows.is_empty() && highs.is_empty() {
                return (0..all).map(part).collect();
            }
            let fix = if high.below(&low) { lows } else { highs };
            for (at, amount) in fix {
                fixed[at] = Some(amount);
            }
        }
    }
}

fn round(bounded: bool) -> impl Strategy<Value = Round> {
    let bound = move |most: i64| if bounded { 0..=most } else { 0..=0 };
    let claim = move || {
        let cap = prop_oneof![3 => Just(None), 1 => (0_i64..3_000_000).prop_map(Some)];
        (
            prop_oneof![1 => Just(0_i64), 9 => 1_i64..50_000],
            bound(40_000),
            if bounded { cap.boxed() } else { Just(None).boxed() },
        )
    };
    (
        0_i64..2_000_000_000,
        prop::sample::select(vec![1_i64, 7, 100, 10_000]),
        prop::sample::select(vec![RoundMode::Down, RoundMode::Up, RoundMode::Nearest]),
        prop::sample::select(vec![Residual::Largest, Residual::Fraction, Residual::Kept]),
        prop::collection::vec(claim(), 1..40),
    )
        .prop_map(|(whole, step, mode, residual, claims)| Round {
            whole,
            step,
            mode: if residual == Residual::Kept {
                RoundMode::Down
            } else {
                mode
            },
            residual,
            claims,
        })
}

fn holds(round: &Round) -> Result<(), TestCaseError> {
    let found = match round.shared() {
        Ok(found) => found,
        Err(refusal) => {
            let floors: i64 = (0..round.claims.len()).map(|at| round.bounds(at).0).sum();
            let crossed = (0..round.claims.len()).any(|at| {
                let (floor, cap) = round.bounds(at);
                cap.is_some_and(|cap| cap < floor)
            });
            let expected = match refusal {
                Unshared::NoKey => round.claims.iter().all(|claim| claim.0 == 0),
                Unshared::Bounds(_) => crossed,
                Unshared::Floors(sum) => sum == Number::whole(floors) && floors > round.whole,
                Unshared::Negative | Unshared::Overflow => false,
            };
            prop_assert!(expected, "{refusal:?} {round:?}");
            return Ok(());
        }
    };
    // Added up by itself, nothing is created or lost.
    let parts = found.parts.iter().fold(Fraction::whole(0), |sum, part| {
        sum.add(&Fraction::of(part.amount))
    });
    prop_assert!(
        parts
            .add(&Fraction::of(found.kept))
            .same(&Fraction::whole(round.whole))
    );
    prop_assert!(!found.kept.is_negative());
    let capped = round.claims.iter().all(|claim| claim.0 == 0 || claim.2.is_some());
    if !capped {
        match round.residual {
            Residual::Largest => prop_assert!(found.kept.is_zero()),
            Residual::Fraction => prop_assert!(found.kept < Number::whole(round.step)),
            Residual::Kept => {
                let most = round.step * i64::try_from(round.claims.len()).unwrap();
                prop_assert!(found.kept < Number::whole(most));
            }
        }
    }
    for ((at, part), exact) in found.parts.iter().enumerate().zip(round.exact()) {
        prop_assert!(
            Fraction::of(part.exact).same(&exact),
            "{at}: {part:?} {exact:?} {round:?}"
        );
        let rounded = exact.rounded(round.mode, round.step);
        prop_assert_eq!(Fraction::of(part.rounded).rounded(RoundMode::Down, 1), rounded);
        let (floor, cap) = round.bounds(at);
        prop_assert!(part.amount >= Number::whole(floor));
        prop_assert!(cap.is_none_or(|cap| part.amount <= Number::whole(cap)));
        if round.claims[at].0 == 0 {
            prop_assert_eq!(part.amount, Number::whole(floor));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn parts_and_what_is_kept_are_the_whole(round in round(false)) {
        holds(&round)?;
    }

    #[test]
    fn also_with_floors_and_caps(round in round(true)) {
        holds(&round)?;
    }

    /// Who has more to share by gets no less, save what the rest puts on one, and one step between equals.
    #[test]
    fn a_larger_key_never_gives_less(round in round(false)) {
        let Ok(found) = round.shared() else { return Ok(()) };
        for (a, part) in round.claims.iter().zip(&found.parts) {
            for (b, other) in round.claims.iter().zip(&found.parts) {
                if a.0 < b.0 {
                    prop_assert!(part.exact < other.exact || round.whole == 0);
                    prop_assert!(part.rounded <= other.rounded);
                    if round.residual != Residual::Largest {
                        prop_assert!(part.amount <= other.amount);
                    }
                }
            }
        }
    }

    /// The way by largest fraction is the same however parts are rounded first.
    #[test]
    fn by_fraction_the_rounding_does_not_matter(round in round(true)) {
        let with = |mode| Round { mode, residual: Residual::Fraction, ..round.clone() }.shared();
        let amounts = |sharing: Sharing| sharing.parts.iter().map(|part| part.amount).collect::<Vec<_>>();
        let (down, up) = (with(RoundMode::Down), with(RoundMode::Up));
        prop_assert_eq!(down.map(amounts), up.map(amounts));
    }
}

/// Three equals share ten: whichever way they were rounded, the first has the step that is over.
#[test]
fn of_equals_the_first_has_the_step_however_parts_are_rounded() {
    for mode in [RoundMode::Down, RoundMode::Nearest, RoundMode::Up] {
        for (whole, amounts) in [(10, [4, 3, 3]), (11, [4, 4, 3])] {
            let round = Round {
                whole,
                step: 1,
                mode,
                residual: Residual::Fraction,
                claims: vec![(1, 0, None); 3],
            };
            let parts = round.shared().unwrap().parts;
            let found: Vec<_> = parts.iter().map(|part| part.amount.as_i64().unwrap()).collect();
            assert_eq!(found, amounts, "{mode:?}");
        }
    }
}

#[test]
fn what_a_cap_frees_is_shared_by_the_others() {
    let round = Round {
        whole: 1000,
        step: 1,
        mode: RoundMode::Nearest,
        residual: Residual::Largest,
        claims: vec![(6, 0, Some(300)), (3, 0, None), (1, 250, None)],
    };
    let found = round.shared().unwrap();
    let amounts: Vec<_> = found
        .parts
        .iter()
        .map(|part| part.amount.as_i64().unwrap())
        .collect();
    let bounds: Vec<_> = found.parts.iter().map(|part| part.bound).collect();
    assert_eq!(amounts, [300, 450, 250]);
    assert_eq!(bounds, [Bound::Cap, Bound::Free, Bound::Floor]);
}

#[test]
fn what_no_one_may_have_stays() {
    let round = Round {
        whole: 1000,
        step: 100,
        mode: RoundMode::Nearest,
        residual: Residual::Largest,
        claims: vec![(1, 0, Some(250)), (1, 0, Some(399))],
    };
    let found = round.shared().unwrap();
    let amounts: Vec<_> = found
        .parts
        .iter()
        .map(|part| part.amount.as_i64().unwrap())
        .collect();
    assert_eq!(amounts, [200, 300], "caps are rounded down to the step");
    assert_eq!(found.kept, Number::whole(500));
}
