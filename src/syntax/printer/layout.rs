//! How a file was laid out: what the printer asks when it is to keep the line breaks that its author chose.

use super::super::parser::Rule;

/// The text of a file and where its words and brackets stand.
pub(in crate::syntax) struct Layout<'a> {
    text: &'a str,
    /// Keywords and brackets, in order.
    words: &'a [(Rule, u32)],
}

impl<'a> Layout<'a> {
    /// The layout of a text; `words` are in order.
    pub(in crate::syntax) fn new(text: &'a str, words: &'a [(Rule, u32)]) -> Self {
        Self { text, words }
    }

    /// The text between two places.
    pub(in crate::syntax) fn between(&self, from: u32, to: u32) -> &'a str {
        self.text.get(from as usize..to as usize).unwrap_or("")
    }

    /// Whether a line ends between the two places.
    pub(super) fn breaks(&self, from: u32, to: u32) -> bool {
        self.between(from, to).contains('\n')
    }

    /// The text of the line before the place.
    fn line_before(&self, at: u32) -> &'a str {
        let before = self.between(0, at);
        before.rsplit('\n').next().unwrap_or(before)
    }

    /// Whether what stands at the place is the first on its line.
    pub(in crate::syntax) fn begins_line(&self, at: u32) -> bool {
        self.line_before(at).trim().is_empty()
    }

    /// How far the line of the place is indented.
    pub(in crate::syntax) fn column(&self, at: u32) -> usize {
        let line = self.line_before(at);
        let code = line.trim_start();
        line.chars().count().saturating_sub(code.chars().count())
    }

    /// Whether an empty line stands above the line of the place.
    pub(in crate::syntax) fn follows_blank_line(&self, at: u32) -> bool {
        let above = self.between(0, at);
        let mut lines = above.rsplit('\n').skip(1);
        lines.next().is_some_and(|line| line.trim().is_empty())
    }

    /// Whether an empty line stands above the place, or above the comments before it.
    pub(super) fn stands_apart(&self, at: u32) -> bool {
        let above = self.between(0, at);
        self.begins_line(at)
            && above
                .rsplit('\n')
                .skip(1)
                .map(str::trim)
                .find(|line| !line.starts_with('#'))
                .is_some_and(str::is_empty)
    }

    /// Whether nothing but comments stands between the two places; not when the second is before the first.
    pub(in crate::syntax) fn only_comments(&self, from: u32, to: u32) -> bool {
        from <= to
            && self
                .between(from, to)
                .lines()
                .map(str::trim)
                .all(|line| line.is_empty() || line.starts_with('#'))
    }

    /// The words of a kind that begin between two places.
    pub(super) fn words(&self, keyword: Rule, from: u32, to: u32) -> impl DoubleEndedIterator<Item = u32> {
        let first = self.words.partition_point(|(_, at)| *at < from);
        let end = self.words.partition_point(|(_, at)| *at < to);
        let found = self.words.get(first..end).unwrap_or(&[]);
        found
            .iter()
            .filter(move |(rule, _)| *rule == keyword)
            .map(|(_, at)| *at)
    }
}
