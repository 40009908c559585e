//! "Did you mean": the closest name.

use std::cell::Cell;
use std::cmp::Reverse;

/// The longest word, in characters, that a name is suggested for.
const LONGEST: usize = 200;

/// What suggestions may still take. Where everything is misspelled they would take the longest time of all, and nobody reads so many.
#[derive(Debug)]
pub struct Effort {
    steps: Cell<usize>,
}

impl Default for Effort {
    /// Some tenths of a second in all; a hundred names among a thousand take a hundredth of it.
    fn default() -> Self {
        Self {
            steps: Cell::new(100_000_000),
        }
    }
}

impl Effort {
    /// Takes so many steps, if they are left.
    fn takes(&self, steps: usize) -> bool {
        let left = self.steps.get().checked_sub(steps);
        self.steps.set(left.unwrap_or(0));
        left.is_some()
    }
}

/// The name closest to `word`, when at most a third of it differs. Of those equally close the one that begins and ends most
/// like it (`datm` is `datum` rather than `date`), then the first in alphabetical order.
pub fn closest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    closest_within(word, names, &Effort::default())
}

/// The closest name, if what is left of the effort is enough to find it.
pub(super) fn closest_within<'a>(
    word: &str,
    names: impl IntoIterator<Item = &'a str>,
    effort: &Effort,
) -> Option<&'a str> {
    let folded: String = lower(word).take(LONGEST.saturating_add(1)).collect();
    let length = folded.chars().count();
    // The distance is found in a time that grows with the product of the lengths.
    if length > LONGEST {
        return None;
    }
    let limit = length.div_euclid(3).max(1);
    let letters = Letters::default().and(&folded, 1);
    let mut other = String::new();
    let mut best = None;
    for name in names {
        let long = name.len().min(LONGEST.saturating_mul(8));
        if !effort.takes(long.saturating_add(LETTERS)) {
            return None;
        }
        // No letter is shorter than a byte or longer than four, and in lower case it is at most two more.
        if long.div_euclid(4) > length.saturating_add(limit)
            || name.len().saturating_mul(3) < length.saturating_sub(limit)
        {
            continue;
        }
        other.clear();
        other.extend(lower(name).take(LONGEST.saturating_mul(2)));
        if letters.and(&other, -1).apart() > limit || name == word {
            continue;
        }
        if !effort.takes(folded.len().saturating_mul(other.len())) {
            return None;
        }
        let distance = strsim::osa_distance(&folded, &other);
        if distance <= limit {
            let found = (distance, Reverse(alike(&folded, &other)), name);
            best = Some(best.map_or(found, |best| found.min(best)));
        }
    }
    best.map(|(_, _, name)| name)
}

fn lower(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

/// How many kinds of letters are told apart, more or less.
const LETTERS: usize = 64;

/// How many there are of each kind of letter.
#[derive(Clone)]
struct Letters([i16; LETTERS]);

impl Default for Letters {
    fn default() -> Self {
        Self([0; LETTERS])
    }
}

impl Letters {
    /// With those of a word, so many times.
    fn and(&self, word: &str, times: i16) -> Self {
        let mut sum = self.clone();
        for letter in word.chars() {
            let kind = usize::try_from(u32::from(letter))
                .unwrap_or(0)
                .rem_euclid(LETTERS);
            if let Some(count) = sum.0.get_mut(kind) {
                *count = count.saturating_add(times);
            }
        }
        sum
    }

    /// At least so many letters must be put in, taken away or exchanged to come to none.
    fn apart(&self) -> usize {
        let (mut more, mut fewer) = (0_usize, 0_usize);
        for count in self.0 {
            let count_of = usize::from(count.unsigned_abs());
            if count > 0 {
                more = more.saturating_add(count_of);
            } else {
                fewer = fewer.saturating_add(count_of);
            }
        }
        more.max(fewer)
    }
}

/// How many characters the two begin with, and end with, in common.
fn alike(a: &str, b: &str) -> usize {
    let same = |(x, y): &(char, char)| x == y;
    let begin = a.chars().zip(b.chars()).take_while(same).count();
    let end = a.chars().rev().zip(b.chars().rev()).take_while(same).count();
    begin.saturating_add(end)
}

#[cfg(test)]
mod tests {
    use super::{Effort, LONGEST, alike, closest, closest_within};
    use proptest::prelude::*;
    use std::cmp::Reverse;

    #[test]
    fn a_slip_is_suggested_and_a_stranger_is_not() {
        assert_eq!(
            closest("Bengtsfos", ["Habo", "Bengtsfors", "Håbo"]),
            Some("Bengtsfors")
        );
        assert_eq!(
            closest("belopp_per_ar", ["belopp_per_år", "belopp"]),
            Some("belopp_per_år")
        );
        assert_eq!(closest("datm", ["date", "datum"]), Some("datum"));
        assert_eq!(closest("xyz", ["belopp"]), None);
    }

    #[test]
    fn an_effort_comes_to_an_end() {
        let effort = Effort::default();
        let name = "a".repeat(LONGEST);
        let names = || std::iter::repeat_n(name.as_str(), 1000);
        let word = format!("{}b", "a".repeat(LONGEST - 1));
        assert_eq!(closest_within(&word, names(), &effort), Some(name.as_str()));
        let last = (0..).find(|_| closest_within(&word, names(), &effort).is_none());
        assert_eq!(last, Some(1));
        // Nothing is suggested any more, and what is left untried takes no time.
        assert_eq!(closest_within("datm", ["datum"], &effort), None);
    }

    proptest! {
        /// What is passed over before it is compared letter by letter would not have been chosen.
        #[test]
        fn nothing_close_is_passed_over(
            word in "[aåÅbİß_é0-9]{0,9}",
            names in prop::collection::vec("[aåÅbİß_é0-9]{0,9}", 0..6),
        ) {
            let lower = |text: &str| -> String { text.chars().flat_map(char::to_lowercase).collect() };
            let folded = lower(&word);
            let limit = (folded.chars().count() / 3).max(1);
            let plain = names
                .iter()
                .filter(|name| **name != word)
                .map(|name| (strsim::osa_distance(&folded, &lower(name)), Reverse(alike(&folded, &lower(name))), name.as_str()))
                .filter(|(distance, ..)| *distance <= limit)
                .min()
                .map(|(.., name)| name);
            prop_assert_eq!(closest(&word, names.iter().map(String::as_str)), plain);
        }
    }
}
