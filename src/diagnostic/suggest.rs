//! "Did you mean": the closest name.

/// The name closest to `word`, when at most a third of it differs; ties go to the first in alphabetical order.
pub fn closest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase();
    let limit = folded.chars().count().div_euclid(3).max(1);
    names
        .into_iter()
        .map(|name| (strsim::osa_distance(&folded, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= limit && *name != word)
        .min()
        .map(|(_, name)| name)
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
        assert_eq!(closest("xyz", ["belopp"]), None);
    }
}
