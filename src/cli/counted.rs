//! How many there are of something, in words.

use crate::value::Language;

/// `3 moduler`, from the words for one and for several; nothing when there is none.
pub(super) fn counted(count: usize, sv: [&str; 2], en: [&str; 2], language: Language) -> Option<String> {
    let [one, many] = match language {
        Language::Swedish => sv,
        Language::English => en,
    };
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    }
}

/// Those that there are, with commas between them.
pub(super) fn listed(parts: &[Option<String>]) -> String {
    parts.iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}
