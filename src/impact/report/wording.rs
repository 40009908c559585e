//! The sentences that the text and the Markdown have in common.

use super::super::{Line, Sum, Summary};
use super::{Impact, Unread, Version};
use crate::explain::{Words, format, say};
use crate::value::{Language, Number};

/// A count with its thousands apart.
pub(super) fn count(count: usize) -> Words {
    format::number(Number::whole(i64::try_from(count).unwrap_or(i64::MAX)))
}

/// `34 ansökningar`, `1 ansökan`.
fn applications(n: usize) -> Words {
    let number = count(n);
    if n == 1 {
        Words::new("en ansökan", "one application")
    } else {
        Words::new(
            format!("{} ansökningar", number.get(Language::Swedish)),
            format!("{} applications", number.get(Language::English)),
        )
    }
}

/// A sum.
pub(super) fn sum(sum: Sum, language: Language) -> String {
    match sum.0 {
        Some(amount) => format::money(amount).get(language).to_owned(),
        None => too_large(language),
    }
}

fn too_large(language: Language) -> String {
    let words = Words::new("för stort för att räknas", "too large to count");
    words.get(language).to_owned()
}

/// A difference, with its sign: `+3 419 977 kr`, `±0 kr`.
pub(super) fn difference(line: &Line, language: Language) -> String {
    match line.difference().0 {
        Some(amount) if amount.is_zero() => format!("±{}", format::money(amount).get(language)),
        Some(amount) if amount.is_negative() => format::money(amount).get(language).to_owned(),
        Some(amount) => format!("+{}", format::money(amount).get(language)),
        None => too_large(language),
    }
}

/// What a version is: `HEAD~1 (1a2b3c4d5e6f), version 2, regler 0f1e2d3c4b5a`; the hash is cut to so many digits.
pub(super) fn version(version: &Version, digits: usize, language: Language) -> String {
    let rules = Words::new("regler", "rules");
    let number = if version.version.is_empty() {
        String::new()
    } else {
        format!(", version {}", version.version)
    };
    format!(
        "{}{number}, {} {}",
        version.place,
        rules.get(language),
        version.hash.chars().take(digits).collect::<String>()
    )
}

/// The first sentences: on which day, how many, and how many change.
pub(super) fn lead<E>(impact: &Impact<E>) -> Words {
    let Summary { both, changed, .. } = &impact.summary;
    let (all, n) = (applications(both.count), count(changed.count));
    let lead = match (both.count, changed.count) {
        (0, _) => Words::new(
            "Ingen ansökan kunde prövas med båda versionerna.",
            "No application could be decided by both versions.",
        ),
        (_, 0) => say!(
            "Båda versionerna prövar {all}. Inget beslut ändras.",
            "Both versions decide {all}. No decision changes.",
            all = all
        ),
        (_, 1) => say!(
            "Båda versionerna prövar {all}. Ett beslut ändras.",
            "Both versions decide {all}. One decision changes.",
            all = all
        ),
        _ => say!(
            "Båda versionerna prövar {all}. {n} beslut ändras.",
            "Both versions decide {all}. {n} decisions change.",
            all = all,
            n = n
        ),
    };
    match impact.as_of.map(format::date) {
        None => lead,
        Some(day) => say!(
            "Alla ansökningar prövas {day}. {lead}",
            "All applications are assessed on {day}. {lead}",
            day = day,
            lead = lead
        ),
    }
}

/// What else there is to say of the counts, a line each.
pub(super) fn notes(summary: &Summary) -> Vec<Words> {
    let notes = [
        (
            summary.grounds,
            "Samma utfall och belopp, men av andra skäl eller med annat kvar att fråga om",
            "Same outcome and amount, but for other reasons or with something else to ask for",
        ),
        (
            summary.aside,
            "Samma beslut av samma skäl, men en annan regel eller en skyldighet faller ut annorlunda",
            "Same decision for the same reasons, but another rule or an obligation comes to something else",
        ),
        (
            summary.undetermined.0,
            "Ej avgörbara med den gamla versionen, räknas som 0 kr",
            "Undetermined by the old version, counted as SEK 0",
        ),
        (
            summary.undetermined.1,
            "Ej avgörbara med den nya versionen, räknas som 0 kr",
            "Undetermined by the new version, counted as SEK 0",
        ),
        (
            summary.only_old,
            "Kan bara läsas av den gamla versionen, jämförs inte",
            "Can be read by the old version only, not compared",
        ),
        (
            summary.only_new,
            "Kan bara läsas av den nya versionen, jämförs inte",
            "Can be read by the new version only, not compared",
        ),
        (
            summary.neither,
            "Kan inte läsas av någon av versionerna",
            "Can be read by neither version",
        ),
        (
            summary.elsewhere,
            "Gäller ett annat regelverk, jämförs inte",
            "For another rule set, not compared",
        ),
    ];
    let line = |(n, sv, en): (usize, &str, &str)| {
        let n = count(n);
        Words::new(
            format!("{sv}: {}", n.get(Language::Swedish)),
            format!("{en}: {}", n.get(Language::English)),
        )
    };
    notes.into_iter().filter(|(n, ..)| *n > 0).map(line).collect()
}

/// Who can read an application that isn't compared.
pub(super) fn readers(unread: &Unread) -> Words {
    match unread.decided {
        (true, _) => Words::new("kan bara läsas av den gamla", "can be read by the old one only"),
        (_, true) => Words::new("kan bara läsas av den nya", "can be read by the new one only"),
        _ => Words::new("kan inte läsas av någon", "can be read by neither"),
    }
}

/// That not all of them are shown.
pub(super) fn shown(shown: usize, of: usize) -> Words {
    let (n, all) = (count(shown), count(of));
    Words::new(
        format!(
            "{} av {} visas",
            n.get(Language::Swedish),
            all.get(Language::Swedish)
        ),
        format!(
            "{} of {} shown",
            n.get(Language::English),
            all.get(Language::English)
        ),
    )
}
