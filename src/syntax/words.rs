//! The first word of a line, and whether an item begins with it.

use super::keywords::{is_hard, item_word};
use super::parser::Rule;

/// White space within a line.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}' | '\u{202F}')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The word with which `text` begins.
pub(super) fn first_word(text: &str) -> &str {
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// Whether a line inside a chapter begins an item: an item word, and then what can be its name.
pub(super) fn item_begins(text: &str) -> bool {
    /// Words that may follow a name in an expression, so that the item word was a name.
    const AFTER_A_NAME: &[&str] = &[
        "avrundat",
        "rounded",
        "den",
        "on",
        "uppfyller",
        "satisfy",
        "flyttad",
        "moved",
        "även",
        "also",
    ];
    let word = first_word(text);
    let Some(rule) = item_word(word) else { return false };
    let after = text.get(word.len()..).unwrap_or("");
    let name = after.trim_start_matches(is_blank);
    let apart = name.len() < after.len();
    let next = first_word(name);
    match rule {
        Rule::kw_application => name.starts_with('{'),
        Rule::kw_example => apart && name.starts_with('"'),
        Rule::kw_accept => {
            let code = next.strip_prefix(|c: char| c.is_ascii_uppercase());
            apart
                && (code.is_some_and(|n| n.len() == 4 && n.bytes().all(|b| b.is_ascii_digit()))
                    || matches!(next, "oprövat" | "untested" | "ändring" | "alteration"))
        }
        Rule::kw_for_each => apart && matches!(next, "varje" | "each"),
        _ if name.starts_with('`') => apart,
        _ => {
            let letter = next.chars().next().is_some_and(char::is_alphabetic);
            apart && letter && !is_hard(next) && !AFTER_A_NAME.contains(&next)
        }
    }
}
