//! The comments of a file.

use super::super::characters::{Place, Scan};

/// A comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment<'a> {
    /// Its first byte.
    pub(super) start: u32,
    /// From its `#`, without blanks at its end.
    pub(super) text: &'a str,
    /// Whether it stands alone on its line.
    pub(super) own_line: bool,
}

/// All comments of the text, in order.
pub(super) fn comments(text: &str) -> Vec<Comment<'_>> {
    let mut found = Vec::new();
    let mut offset = 0_usize;
    for line in text.split_inclusive('\n') {
        let mut scan = Scan::new();
        let comment = line
            .char_indices()
            .find(|(_, c)| scan.step(*c) == Place::Comment)
            .and_then(|(at, _)| line.split_at_checked(at));
        if let Some((before, comment)) = comment {
            let start = offset.saturating_add(before.len());
            found.push(Comment {
                start: u32::try_from(start).unwrap_or(u32::MAX),
                text: comment.trim_end(),
                own_line: before.trim().is_empty(),
            });
        }
        offset = offset.saturating_add(line.len());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::comments;

    #[test]
    fn a_number_sign_in_a_text_begins_no_comment() {
        let found = comments("# a \na \"#\" \"\\\"#\" # b #c\n  ## d");
        let seen: Vec<_> = found.iter().map(|c| (c.start, c.text, c.own_line)).collect();
        assert_eq!(
            seen,
            [(0, "# a", true), (17, "# b #c", false), (26, "## d", true)]
        );
    }
}
