//! Characters that must not reach a terminal as they are.

/// Whether a character moves the cursor, changes colours, turns the direction of the text or can't be seen at all.
fn is_unsafe(c: char) -> bool {
    // What nearly all texts are made of.
    if matches!(c, ' '..='~' | '\u{ae}'..='\u{2ff}') {
        return false;
    }
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The text with every unsafe character as an escape: `\u{1b}`, `\n`, `\u{202e}`.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_visible(text, &mut out);
    out
}

/// Adds what [`visible`] gives.
pub(crate) fn push_visible(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unsafe(*c)) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        out.extend(c.escape_default());
        rest = from.get(c.len_utf8()..).unwrap_or_default();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn escapes_and_direction_marks_are_shown() {
        assert_eq!(visible("a\u{1b}[31mb\n\u{202e}"), "a\\u{1b}[31mb\\n\\u{202e}");
        assert_eq!(visible("Åsa 3\u{a0}kr"), "Åsa 3\u{a0}kr");
    }
}
