//! So many of so many, exactly.

use crate::value::Number;

/// How many of something are covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Covered, what is accepted counted in.
    pub covered: usize,
    /// Of so many.
    pub of: usize,
    /// How many of the covered are so only because they are accepted.
    pub accepted: usize,
}

impl Share {
    /// Counts things by whether each is covered, and whether only because it is accepted.
    pub(super) fn count(things: impl Iterator<Item = (bool, bool)>) -> Self {
        things.fold(Self::default(), |share, (covered, accepted)| Self {
            covered: share.covered.saturating_add(usize::from(covered)),
            of: share.of.saturating_add(1),
            accepted: share.accepted.saturating_add(usize::from(covered && accepted)),
        })
    }

    /// Whether all are covered.
    #[must_use]
    pub fn is_full(self) -> bool {
        self.covered >= self.of
    }

    /// Whether at least so many per cent are covered. Of none, all are.
    #[must_use]
    pub fn reaches(self, percent: Number) -> bool {
        let number = |count: usize| i64::try_from(count).ok().map(Number::whole);
        let covered = number(self.covered).and_then(|n| n.mul(Number::whole(100)));
        let needed = number(self.of).and_then(|n| n.mul(percent));
        match (covered, needed) {
            (Some(covered), Some(needed)) => covered >= needed,
            _ => false,
        }
    }

    /// In per cent with one decimal, rounded down; 100 only when all are covered. Nothing when there is nothing to cover.
    #[must_use]
    pub fn percent(self) -> Option<String> {
        if self.of == 0 {
            return None;
        }
        if self.is_full() {
            return Some("100".to_owned());
        }
        let tenths = self.covered.checked_mul(1000)?.checked_div(self.of)?;
        let (whole, tenth) = (tenths.div_euclid(10), tenths.rem_euclid(10));
        Some(format!("{whole},{tenth}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(covered: usize, of: usize) -> Share {
        Share {
            covered,
            of,
            accepted: 0,
        }
    }

    #[test]
    fn nothing_is_rounded_up() {
        assert_eq!(share(2499, 2500).percent().as_deref(), Some("99,9"));
        assert_eq!(share(1_999_999, 2_000_000).percent().as_deref(), Some("99,9"));
        assert_eq!(share(2500, 2500).percent().as_deref(), Some("100"));
        assert_eq!(share(0, 3).percent().as_deref(), Some("0,0"));
        assert_eq!(share(0, 0).percent(), None);
    }

    #[test]
    fn a_threshold_is_held_exactly() {
        let all = Number::whole(100);
        assert!(!share(1_999_999, 2_000_000).reaches(all));
        assert!(share(2, 2).reaches(all) && share(0, 0).reaches(all));
        let some = Number::parse_decimal("66.6").unwrap();
        assert!(
            share(2, 3).reaches(some) && !share(665, 1000).reaches(some) && share(666, 1000).reaches(some)
        );
    }
}
