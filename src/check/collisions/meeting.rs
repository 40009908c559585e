//! Which regions may meet, without comparing each with every other.

use std::collections::BTreeMap;

use super::domain::{Domain, End};
use super::region::{Region, Subject};

/// A region's domains, its subjects numbered.
type Numbered<'a> = Vec<(usize, &'a Domain)>;

/// For each region the earlier ones, in order, that no single subject keeps it apart from.
///
/// The subject that keeps most of them apart is looked at first, its values in order.
pub(super) fn earlier(regions: &[&Region]) -> Vec<Vec<usize>> {
    let mut numbers: BTreeMap<&Subject, usize> = BTreeMap::new();
    let numbered: Vec<Numbered<'_>> = regions
        .iter()
        .map(|region| {
            let number = |subject| {
                let next = numbers.len();
                *numbers.entry(subject).or_insert(next)
            };
            let subjects = region.keys().map(number).collect::<Vec<_>>();
            let mut region: Numbered<'_> = subjects.into_iter().zip(region.values()).collect();
            region.sort_by_key(|(number, _)| *number);
            region
        })
        .collect();
    let mut by_subject: BTreeMap<usize, Vec<(usize, &Domain)>> = BTreeMap::new();
    for (at, region) in numbered.iter().enumerate() {
        for (subject, domain) in region {
            by_subject.entry(*subject).or_default().push((at, domain));
        }
    }
    let sweeps = by_subject.values().map(|rows| Sweep::of(rows, regions.len()));
    let mut found = match sweeps.min_by_key(Sweep::meetings) {
        Some(sweep) => sweep.earlier(),
        None => (0..regions.len()).map(|at| (0..at).collect()).collect(),
    };
    for (region, earlier) in numbered.iter().zip(&mut found) {
        earlier.retain(|at| numbered.get(*at).is_some_and(|other| !apart(region, other)));
    }
    found
}

/// Whether a subject of both has no value in common.
fn apart(a: &Numbered<'_>, b: &Numbered<'_>) -> bool {
    let (mut ours, mut theirs) = (a.iter().peekable(), b.iter().peekable());
    while let (Some((one, domain)), Some((another, other))) = (ours.peek(), theirs.peek()) {
        if one == another && domain.is_apart_from(other) {
            return true;
        }
        if one <= another {
            ours.next();
        } else {
            theirs.next();
        }
    }
    false
}

/// The regions' values of one subject, from the first to the last.
struct Sweep {
    /// Where each stretch of values begins and ends, and whose it is, by their beginnings.
    stretches: Vec<(End, End, usize)>,
    /// The regions in which the subject has any value.
    anywhere: Vec<usize>,
    /// How many regions there are.
    count: usize,
}

impl Sweep {
    fn of(rows: &[(usize, &Domain)], count: usize) -> Self {
        let mut stretches: Vec<(End, End, usize)> = rows
            .iter()
            .flat_map(|(at, domain)| domain.stretches().map(|(from, to)| (from, to, *at)))
            .collect();
        stretches.sort_unstable();
        let mut spoken_of = rows.iter().map(|(at, _)| *at).peekable();
        let anywhere = (0..count)
            .filter(|at| spoken_of.next_if_eq(at).is_none())
            .collect();
        Self {
            stretches,
            anywhere,
            count,
        }
    }

    /// How many pairs meet.
    fn meetings(&self) -> usize {
        let mut ends: Vec<&End> = self.stretches.iter().map(|(_, to, _)| to).collect();
        ends.sort_unstable();
        let mut ended = ends.into_iter().peekable();
        let mut open = 0_usize;
        let mut pairs = self.anywhere.len().saturating_mul(self.count);
        for (from, ..) in &self.stretches {
            while ended.next_if(|end| *end < from).is_some() {
                open = open.saturating_sub(1);
            }
            pairs = pairs.saturating_add(open);
            open = open.saturating_add(1);
        }
        pairs
    }

    fn earlier(&self) -> Vec<Vec<usize>> {
        let mut found: Vec<Vec<usize>> = vec![Vec::new(); self.count];
        let mut meet = |a: usize, b: usize| {
            if let (true, Some(earlier)) = (a != b, found.get_mut(a.max(b))) {
                earlier.push(a.min(b));
            }
        };
        for at in &self.anywhere {
            (0..self.count).for_each(|other| meet(*at, other));
        }
        let mut open: Vec<(&End, usize)> = Vec::new();
        for (from, to, at) in &self.stretches {
            open.retain(|(end, _)| *end >= from);
            open.iter().for_each(|(_, other)| meet(*at, *other));
            open.push((to, *at));
        }
        for earlier in &mut found {
            earlier.sort_unstable();
            earlier.dedup();
        }
        found
    }
}
