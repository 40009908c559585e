//! "Did you mean": the closest name.

use std::cmp::Reverse;

/// The longest word, in characters, that a name is suggested for.
const LONGEST: usize = 200;

/// The name closest to `word`, when at most a third of it differs. Of those equally close the one that begins and ends most
/// like it (`datm` is `datum` rather than `date`), then the first in alphabetical order.
pub fn closest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase();
    let length = folded.chars().count();
    // The distance is found in a time that grows with the product of the lengths.
    if length > LONGEST {
        return None;
    }
    let limit = length.div_euclid(3).max(1);
    names
        .into_iter()
        // Lower case may be a letter longer or shorter, and nobody misspells by that alone.
        .filter(|name| {
            name.chars()
                .take(LONGEST.saturating_mul(2))
                .count()
                .abs_diff(length)
                <= limit.saturating_add(1)
        })
        .map(|name| {
            let lower = name.to_lowercase();
            (
                strsim::osa_distance(&folded, &lower),
                Reverse(alike(&folded, &lower)),
                name,
            )
        })
        .filter(|(distance, _, name)| *distance <= limit && *name != word)
        .min()
        .map(|(_, _, name)| name)
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
    use super::closest;

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
}
