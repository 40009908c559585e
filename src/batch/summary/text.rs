//! For a terminal.

use textwrap::core::display_width;

use super::{Part, Row, Summary, whole};
use crate::render::visible;
use crate::value::Language;

/// How many rows of a part are shown; the others are in the other forms.
const SHOWN: usize = 15;

/// The summary as text, in lines of at most `width` columns where the names allow it.
#[must_use]
pub fn text(summary: &Summary<'_>, language: Language, width: usize) -> String {
    let rules = summary.rules;
    let heading = format!(
        "{}: {}",
        visible(rules.title().get(language)),
        visible(summary.input)
    );
    let mut out = format!("{}\n\n", textwrap::fill(&heading, width.max(40)));
    for sentence in summary.lead() {
        out.push_str(&textwrap::fill(sentence.get(language), width.max(40)));
        out.push('\n');
    }
    for part in summary.parts() {
        out.push('\n');
        write(&part, language, width, &mut out);
    }
    out
}

fn write(part: &Part, language: Language, width: usize, out: &mut String) {
    out.push_str(part.title.get(language));
    out.push('\n');
    if part.rows.is_empty() {
        out.push_str(&format!("  {}\n", part.none.get(language)));
    }
    let shown: Vec<(&Row, String, String)> = part
        .rows
        .iter()
        .take(SHOWN)
        .map(|row| {
            (
                row,
                whole(row.count).get(language).to_owned(),
                label(row, language),
            )
        })
        .collect();
    let widest = shown
        .iter()
        .map(|(_, count, _)| display_width(count))
        .max()
        .unwrap_or(0);
    let indent = widest.saturating_add(12);
    for (row, count, label) in &shown {
        let pad = " ".repeat(widest.saturating_sub(display_width(count)));
        let percent = row.percent();
        let gap = " ".repeat(6_usize.saturating_sub(display_width(&percent)));
        let body = textwrap::fill(
            label,
            textwrap::Options::new(width.max(40).saturating_sub(1))
                .initial_indent(&format!("  {pad}{count}  {gap}{percent}  "))
                .subsequent_indent(&" ".repeat(indent)),
        );
        out.push_str(&body);
        out.push('\n');
    }
    let more = part.rows.len().saturating_sub(shown.len());
    if more > 0 {
        out.push_str(&match language {
            Language::Swedish => format!("  … och {more} till\n"),
            Language::English => format!("  … and {more} more\n"),
        });
    }
}

/// What a row is about: its label, its name and what else there is to say of it.
fn label(row: &Row, language: Language) -> String {
    let mut label = visible(row.label.get(language));
    if !row.name.is_empty() {
        label.push_str(&format!(" ({})", visible(&row.name)));
    }
    if !row.note.is_empty() {
        label.push_str(&format!(": {}", row.note.get(language)));
    }
    label
}
