//! Values beside each other where the terminal is wide enough, else under each other.

use crate::render::visible;

/// Between columns.
const GAP: usize = 2;
/// The narrowest that a column of values may be.
const NARROWEST: usize = 16;

/// Rows of a key, what was expected and what came out, under their headings, each line with two spaces before it.
pub(super) fn columns(headings: (&str, &str), rows: &[(String, String, String)], width: usize) -> String {
    let rows: Vec<[String; 3]> = rows
        .iter()
        .map(|(key, left, right)| [visible(key), visible(left), visible(right)])
        .collect();
    let key = rows.iter().map(|[key, ..]| len(key)).max().unwrap_or(0);
    let room = width.saturating_sub(key.saturating_add(GAP.saturating_mul(3))) / 2;
    let longest = rows.iter().map(|[_, left, _]| len(left)).max().unwrap_or(0);
    let column = room.min(longest.max(len(headings.0)));
    if room < NARROWEST {
        return below(headings, &rows, width);
    }
    let mut out = line("", headings.0, headings.1, key, column);
    for [name, left, right] in &rows {
        let (left, right) = (wrapped(left, column), wrapped(right, room));
        for at in 0..left.len().max(right.len()) {
            let cell = |cells: &[String]| cells.get(at).cloned().unwrap_or_default();
            let name = if at == 0 { name } else { "" };
            out.push_str(&line(name, &cell(&left), &cell(&right), key, column));
        }
    }
    out
}

/// Each value on a line of its own.
fn below(headings: (&str, &str), rows: &[[String; 3]], width: usize) -> String {
    let mut out = String::new();
    for [key, left, right] in rows {
        out.push_str(&format!("  {key}\n"));
        for (heading, value) in [(headings.0, left), (headings.1, right)] {
            for (line, indent) in wrapped(&format!("{heading} {value}"), width.saturating_sub(6))
                .iter()
                .zip(std::iter::once("    ").chain(std::iter::repeat("      ")))
            {
                out.push_str(&format!("{indent}{line}\n"));
            }
        }
    }
    out
}

fn line(name: &str, left: &str, right: &str, key: usize, column: usize) -> String {
    let text = format!(
        "  {name}{}  {left}{}  {right}",
        " ".repeat(key.saturating_sub(len(name))),
        " ".repeat(column.saturating_sub(len(left))),
    );
    format!("{}\n", text.trim_end())
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width.max(1))
        .break_words(true)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(text, options)
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}

/// How many columns a text takes.
fn len(text: &str) -> usize {
    textwrap::core::display_width(text)
}

#[cfg(test)]
mod tests {
    use super::columns;

    fn rows() -> Vec<(String, String, String)> {
        let row = |key: &str, left: &str, right: &str| (key.to_owned(), left.to_owned(), right.to_owned());
        vec![
            row("utfall", "rejected", "granted"),
            row("avgörande", "en_regel, en_annan_regel, en_tredje", "bidrag"),
        ]
    }

    #[test]
    fn a_wide_terminal_has_them_beside_each_other() {
        assert_eq!(
            columns(("väntades", "blev"), &rows(), 60),
            "             väntades                blev\n  \
               utfall     rejected                granted\n  \
               avgörande  en_regel,               bidrag\n             \
                          en_annan_regel,\n             \
                          en_tredje\n"
        );
    }

    #[test]
    fn a_narrow_one_under_each_other() {
        assert_eq!(
            columns(("väntades", "blev"), &rows(), 40),
            "  utfall\n    väntades rejected\n    blev granted\n  avgörande\n    \
             väntades en_regel, en_annan_regel,\n      en_tredje\n    blev bidrag\n"
        );
    }
}
