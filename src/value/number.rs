//! Exact numbers. Every operation is checked: what doesn't fit in 128 bits is `None`, never wrapped, never rounded.

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, Zero};

/// How a number is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundMode {
    /// Towards plus infinity.
    Up,
    /// Towards minus infinity.
    Down,
    /// To the nearest; a half goes away from zero.
    Nearest,
}

/// An exact rational number. Money is counted in öre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Ratio<i128>);

#[allow(
    clippy::should_implement_trait,
    reason = "the operators can't say that a result doesn't fit"
)]
impl Number {
    /// Zero.
    pub const ZERO: Number = Number(Ratio::new_raw(0, 1));

    /// A whole number.
    #[must_use]
    pub const fn whole(value: i64) -> Self {
        Self(Ratio::new_raw(value as i128, 1))
    }

    /// `numerator / denominator`; `None` when the denominator is zero or the terms can't be reduced.
    #[must_use]
    pub fn fraction(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return None;
        }
        if denominator == 1 {
            // Most numbers are whole, and have nothing to reduce.
            return Some(Self(Ratio::new_raw(numerator, 1)));
        }
        Some(Self(Ratio::new(numerator, denominator)))
    }

    /// Reads digits, an optional sign, and decimals after `.` or `,`: `-12,50`. An exponent is not read. Zeros at the end of the
    /// decimals may be any number.
    #[must_use]
    pub fn parse_decimal(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        if whole.is_empty() || !digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
            return None;
        }
        let decimals = decimals.trim_end_matches('0');
        let mut value: i128 = 0;
        let mut scale: i128 = 1;
        for digit in whole.chars() {
            value = value
                .checked_mul(10)?
                .checked_add(i128::from(digit.to_digit(10)?))?;
        }
        for digit in decimals.chars() {
            value = value
                .checked_mul(10)?
                .checked_add(i128::from(digit.to_digit(10)?))?;
            scale = scale.checked_mul(10)?;
        }
        Self::fraction(if negative { value.checked_neg()? } else { value }, scale)
    }

    /// The numerator, with the sign.
    #[must_use]
    pub fn numerator(self) -> i128 {
        *self.0.numer()
    }

    /// The denominator, always positive.
    #[must_use]
    pub fn denominator(self) -> i128 {
        *self.0.denom()
    }

    /// The number as a whole number that fits in 64 bits, if it is one.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        if self.0.is_integer() {
            i64::try_from(self.numerator()).ok()
        } else {
            None
        }
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0.is_negative()
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is a whole number.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.0.is_integer()
    }

    /// The ratio, unless its numerator is the one number of 128 bits that has no negative.
    fn kept(ratio: Ratio<i128>) -> Option<Self> {
        (*ratio.numer() != i128::MIN).then_some(Self(ratio))
    }

    /// The sum.
    #[must_use]
    pub fn add(self, other: Self) -> Option<Self> {
        self.0.checked_add(&other.0).and_then(Self::kept)
    }

    /// The difference.
    #[must_use]
    pub fn sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(&other.0).and_then(Self::kept)
    }

    /// The product.
    #[must_use]
    pub fn mul(self, other: Self) -> Option<Self> {
        self.0.checked_mul(&other.0).and_then(Self::kept)
    }

    /// The quotient; `None` for a division by zero too.
    #[must_use]
    pub fn div(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            None
        } else {
            self.0.checked_div(&other.0).and_then(Self::kept)
        }
    }

    /// The number with its sign changed.
    #[must_use]
    pub fn neg(self) -> Option<Self> {
        Self::ZERO.sub(self)
    }

    /// The multiple of `step` (above zero) that `mode` gives; `None` for another step or an overflow.
    ///
    /// ```
    /// use rekvisit::value::{Number, RoundMode};
    /// let krona = Number::whole(100); // money is counted in öre
    /// assert_eq!(Number::whole(150).round(RoundMode::Nearest, krona), Some(Number::whole(200)));
    /// assert_eq!(Number::whole(-150).round(RoundMode::Down, krona), Some(Number::whole(-200)));
    /// ```
    #[must_use]
    pub fn round(self, mode: RoundMode, step: Self) -> Option<Self> {
        if step.is_zero() || step.is_negative() {
            return None;
        }
        let steps = self.div(step)?;
        let (n, d) = (steps.numerator(), steps.denominator());
        let floor = n.div_euclid(d);
        let rest = n.rem_euclid(d);
        let up = match mode {
            RoundMode::Down => false,
            RoundMode::Up => rest != 0,
            RoundMode::Nearest => {
                let twice = rest.checked_mul(2)?;
                twice > d || (twice == d && n > 0)
            }
        };
        let whole = if up { floor.checked_add(1)? } else { floor };
        Self::fraction(whole, 1)?.mul(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse_decimal(text).unwrap()
    }

    #[test]
    fn a_half_is_rounded_away_from_zero() {
        let krona = Number::whole(100);
        assert_eq!(
            number("150").round(RoundMode::Nearest, krona),
            Some(number("200"))
        );
        assert_eq!(
            number("-150").round(RoundMode::Nearest, krona),
            Some(number("-200"))
        );
        assert_eq!(
            number("149").round(RoundMode::Nearest, krona),
            Some(number("100"))
        );
        assert_eq!(number("-151").round(RoundMode::Down, krona), Some(number("-200")));
        assert_eq!(number("-151").round(RoundMode::Up, krona), Some(number("-100")));
    }

    #[test]
    fn decimals_are_read_exactly_and_overflow_is_seen() {
        assert_eq!(number("143,5"), Number::fraction(287, 2).unwrap());
        assert_eq!(Number::parse_decimal("1e3"), None);
        assert_eq!(Number::parse_decimal(&"9".repeat(40)), None);
        let large = number(&"9".repeat(30));
        assert_eq!(large.mul(large), None);
        assert_eq!(large.div(Number::ZERO), None);
    }
}
