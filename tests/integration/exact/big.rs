//! Exact fractions of whole numbers without a limit. They are never reduced, and compared by multiplying across.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};

/// A numerator and a denominator above zero.
#[derive(Clone, Debug)]
pub(super) struct Big(pub(super) BigInt, pub(super) BigInt);

/// How a number is rounded, as the law says it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mode {
    Up,
    Down,
    Nearest,
}

pub(super) const MODES: [(Mode, &str); 3] = [
    (Mode::Up, "uppåt"),
    (Mode::Down, "nedåt"),
    (Mode::Nearest, "närmast"),
];

impl Big {
    pub(super) fn new(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Self {
        let (n, d) = (numerator.into(), denominator.into());
        assert_ne!(d.sign(), Sign::NoSign);
        if d.sign() == Sign::Minus {
            Self(-n, -d)
        } else {
            Self(n, d)
        }
    }

    /// `-12.50`, `1/3`.
    pub(super) fn read(text: &str) -> Self {
        if let Some((n, d)) = text.split_once('/') {
            return Self::new(n.parse::<BigInt>().unwrap(), d.parse::<BigInt>().unwrap());
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let scale = BigInt::from(10).pow(u32::try_from(decimals.len()).unwrap());
        Self::new(format!("{whole}{decimals}").parse::<BigInt>().unwrap(), scale)
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        Self::new(&self.0 * &other.1 + &other.0 * &self.1, &self.1 * &other.1)
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        Self::new(&self.0 * &other.1 - &other.0 * &self.1, &self.1 * &other.1)
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        Self::new(&self.0 * &other.0, &self.1 * &other.1)
    }

    pub(super) fn over(&self, other: &Self) -> Option<Self> {
        (other.0.sign() != Sign::NoSign).then(|| Self::new(&self.0 * &other.1, &self.1 * &other.0))
    }

    /// Towards minus infinity.
    fn floor(&self) -> BigInt {
        let towards_zero = &self.0 / &self.1;
        if &towards_zero * &self.1 > self.0 {
            towards_zero - 1
        } else {
            towards_zero
        }
    }

    /// To a multiple of the step. A half goes away from zero: of the two multiples around it the one that is nearer is taken, by
    /// comparing the distances.
    pub(super) fn rounded(&self, mode: Mode, step: &Self) -> Self {
        let steps = self.over(step).unwrap();
        let below = Self::new(steps.floor(), 1);
        let above = if below == steps {
            below.clone()
        } else {
            below.plus(&Self::new(1, 1))
        };
        let chosen = match mode {
            Mode::Up => above,
            Mode::Down => below,
            Mode::Nearest => match steps.minus(&below).cmp(&above.minus(&steps)) {
                Ordering::Less => below,
                Ordering::Greater => above,
                Ordering::Equal if self.0.sign() == Sign::Minus => below,
                Ordering::Equal => above,
            },
        };
        chosen.times(step)
    }

    /// The fraction in its lowest terms, by Euclid.
    pub(super) fn lowest(&self) -> Self {
        let (mut a, mut b) = (self.0.magnitude().clone(), self.1.magnitude().clone());
        while b != 0_u32.into() {
            let rest = &a % &b;
            a = b;
            b = rest;
        }
        let divisor = BigInt::from(a);
        Self(&self.0 / &divisor, &self.1 / divisor)
    }

    /// Whether both terms, in lowest terms, fit in 128 bits with a sign.
    pub(super) fn fits(&self) -> bool {
        let lowest = self.lowest();
        let largest = BigInt::from(i128::MAX);
        lowest.0.magnitude() <= largest.magnitude() && lowest.1 <= largest
    }
}

impl PartialEq for Big {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Big {}

impl PartialOrd for Big {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Big {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.0 * &other.1).cmp(&(&other.0 * &self.1))
    }
}
