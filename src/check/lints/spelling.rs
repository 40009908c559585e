//! What a name looks like: what is left of it when what the eye passes over is taken away.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_security::confusable_detection::skeleton;

/// Endings of the plural and the definite form, the longest first.
const ENDINGS: [&str; 8] = ["arna", "erna", "orna", "ar", "er", "or", "en", "et"];

/// How much must be left of a word without its ending.
const STEM: usize = 4;

/// The name without case, rings, dots and accents, `_`, and letters of other scripts that look like its own: names that look alike
/// have the same.
pub(super) fn folded(name: &str) -> String {
    let lower = name.to_lowercase();
    let alike: String = skeleton(&lower).collect();
    alike
        .to_lowercase()
        .nfd()
        .filter(|c| !is_combining_mark(*c) && *c != '_')
        .map(|c| match c {
            'ø' => 'o',
            'æ' => 'a',
            'ı' => 'i',
            c => c,
        })
        .collect()
}

/// The name without the ending of its last word: singular and plural, with and without the article, have the same.
pub(super) fn stem(name: &str) -> String {
    let lower = name.to_lowercase();
    let stem = ENDINGS.iter().find_map(|ending| {
        let rest = lower.strip_suffix(ending)?;
        (last_word(rest) >= STEM).then(|| rest.to_owned())
    });
    stem.unwrap_or(lower)
}

/// How many letters the last word of a name has.
fn last_word(name: &str) -> usize {
    name.rsplit('_').next().unwrap_or(name).chars().count()
}

#[cfg(test)]
mod tests {
    use super::{folded, stem};

    #[test]
    fn what_looks_alike_folds_alike() {
        for (a, b) in [
            ("belopp_per_år", "belopp_per_ar"),
            ("Belopp", "belopp"),
            ("beloppPerÅr", "belopp_per_år"),
            ("idé", "ide"),
            // The second begins with a Cyrillic letter.
            ("avgift", "\u{430}vgift"),
        ] {
            assert_eq!(folded(a), folded(b), "{a}");
        }
        for (a, b) in [("rad_1", "rad_2"), ("kommun", "kommuner"), ("inkom", "inkomst")] {
            assert_ne!(folded(a), folded(b), "{a}");
        }
    }

    #[test]
    fn endings_are_those_of_words_long_enough() {
        for (a, b) in [
            ("insats", "insatser"),
            ("kommunens_kostnad", "kommunens_kostnader"),
            ("bidrag", "bidraget"),
        ] {
            assert_eq!(stem(a), stem(b), "{a}");
        }
        for (a, b) in [("mål", "målet"), ("år", "åren"), ("a_år", "a_åren")] {
            assert_ne!(stem(a), stem(b), "{a}");
        }
    }
}
