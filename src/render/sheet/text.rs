//! As text in columns.

use super::{Entry, Sheet};
use crate::explain::format;
use crate::value::Language;

impl Sheet {
    /// The rows below their headers, and the sums below a line.
    pub(crate) fn text(&self, language: Language) -> String {
        let header: Vec<String> = self
            .columns
            .iter()
            .map(|column| column.title.get(language).to_owned())
            .collect();
        let shown = |row: &Vec<Entry>| row.iter().map(|entry| told(entry, language)).collect();
        let mut rows: Vec<Vec<String>> = self.rows.iter().map(shown).collect();
        let sums: Vec<String> = shown(&self.sums);
        let width = |at: usize| {
            std::iter::once(&header)
                .chain(&rows)
                .chain([&sums])
                .filter_map(|row| row.get(at))
                .map(|cell| textwrap::core::display_width(cell))
                .max()
                .unwrap_or_default()
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let right: Vec<bool> = (0..self.columns.len())
            .map(|at| self.sums.iter().chain(self.rows.iter().flatten()).count() > 0 && self.is_right(at))
            .collect();
        let line: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        let mut all = vec![header, line.clone()];
        all.append(&mut rows);
        all.extend([line, sums]);
        let mut text = String::new();
        for row in all {
            let mut written = String::new();
            for (at, cell) in row.iter().enumerate() {
                let width = widths.get(at).copied().unwrap_or_default();
                let pad = " ".repeat(width.saturating_sub(textwrap::core::display_width(cell)));
                let (before, after) = match right.get(at) {
                    Some(true) => (pad.as_str(), ""),
                    _ => ("", pad.as_str()),
                };
                if at > 0 {
                    written.push_str("  ");
                }
                written.push_str(before);
                written.push_str(cell);
                written.push_str(after);
            }
            text.push_str(written.trim_end_matches(' '));
            text.push('\n');
        }
        text
    }

    /// Whether the column is one of numbers.
    fn is_right(&self, at: usize) -> bool {
        let mut entries = self.rows.iter().filter_map(|row| row.get(at));
        entries.any(Entry::is_number)
    }
}

/// As a person reads it.
fn told(entry: &Entry, language: Language) -> String {
    match entry {
        Entry::Text(text) => crate::render::visible(text),
        Entry::Number(number) => format::number(*number).get(language).to_owned(),
        Entry::Money(ore) => format::money(*ore).get(language).to_owned(),
        Entry::Yes(yes) => match (yes, language) {
            (true, Language::Swedish) => "ja",
            (false, Language::Swedish) => "nej",
            (true, Language::English) => "yes",
            (false, Language::English) => "no",
        }
        .to_owned(),
        Entry::Nothing => String::new(),
    }
}
