//! How many alterations were noticed.

/// Counts of alterations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Those that a case noticed.
    pub noticed: usize,
    /// Those that none did.
    pub survived: usize,
    /// Those that are no rules: the checker refuses them.
    pub invalid: usize,
    /// Those that are declared to change nothing.
    pub accepted: usize,
}

impl Score {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> usize {
        self.counted()
            .saturating_add(self.invalid)
            .saturating_add(self.accepted)
    }

    /// Those that the share is of: neither invalid nor declared.
    #[must_use]
    pub fn counted(&self) -> usize {
        self.noticed.saturating_add(self.survived)
    }

    /// Tenths of a per cent noticed, never rounded up; none when there was nothing to notice.
    #[must_use]
    pub fn per_mille(&self) -> Option<usize> {
        self.noticed.saturating_mul(1_000).checked_div(self.counted())
    }

    /// Whether so many per cent are noticed.
    #[must_use]
    pub fn reaches(&self, per_cent: usize) -> bool {
        self.noticed.saturating_mul(100) >= self.counted().saturating_mul(per_cent)
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: Self) {
        self.noticed = self.noticed.saturating_add(other.noticed);
        self.survived = self.survived.saturating_add(other.survived);
        self.invalid = self.invalid.saturating_add(other.invalid);
        self.accepted = self.accepted.saturating_add(other.accepted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_never_rounded_up() {
        let score = Score {
            noticed: 1_999,
            survived: 1,
            invalid: 7,
            accepted: 3,
        };
        assert_eq!(score.per_mille(), Some(999));
        assert_eq!(score.all(), 2_010);
        assert!(score.reaches(99) && !score.reaches(100));
        assert_eq!(Score::default().per_mille(), None);
        assert!(Score::default().reaches(100));
    }
}
