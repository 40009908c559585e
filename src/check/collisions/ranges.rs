//! Sets of small numbers as ranges: one of a million keys takes no more room than one of two.

/// The numbers in ranges with both their ends, in order; no two of them overlap or stand next to each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ranges(Vec<(u32, u32)>);

impl Ranges {
    /// These numbers, in any order.
    pub(super) fn of(numbers: impl IntoIterator<Item = u32>) -> Self {
        Self::joined(numbers.into_iter().map(|n| (n, n)).collect())
    }

    fn joined(mut all: Vec<(u32, u32)>) -> Self {
        all.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(all.len());
        for (from, to) in all {
            match joined.last_mut() {
                Some((_, end)) if from <= end.saturating_add(1) => *end = to.max(*end),
                _ => joined.push((from, to)),
            }
        }
        Self(joined)
    }

    /// Its ranges.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        self.0.iter().copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The smallest of them.
    pub(super) fn first(&self) -> Option<u32> {
        self.0.first().map(|(from, _)| *from)
    }

    /// The numbers in any of them.
    pub(super) fn union<'a>(all: impl IntoIterator<Item = &'a Self>) -> Self {
        Self::joined(all.into_iter().flat_map(Self::iter).collect())
    }

    /// The numbers in both.
    pub(super) fn intersection(&self, other: &Self) -> Self {
        let mut shared = Vec::new();
        let (mut ours, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some((a_from, a_to)), Some((b_from, b_to))) = (ours.peek(), theirs.peek()) {
            let (from, to) = (a_from.max(b_from), a_to.min(b_to));
            if from <= to {
                shared.push((*from, *to));
            }
            if a_to < b_to {
                ours.next();
            } else {
                theirs.next();
            }
        }
        Self(shared)
    }

    /// The numbers below `count` that it lacks.
    pub(super) fn complement(&self, count: u32) -> Self {
        let mut left = Vec::new();
        let mut next = 0;
        for (from, to) in &self.0 {
            if let Some(before) = from.checked_sub(1).filter(|before| next <= *before) {
                left.push((next, before));
            }
            next = to.saturating_add(1);
        }
        if let Some(last) = count.checked_sub(1).filter(|last| next <= *last) {
            left.push((next, last));
        }
        Self(left)
    }
}
