//! A decision as Markdown: a heading a section, so that each can be pasted by itself.

use super::report::{self, Branch, Item, Report, report};
use super::safe::visible;
use crate::explain::{Explanation, Truth};
use crate::value::Language;

/// A decision as Markdown. Nothing in it is HTML, and no text of an application or of the rules is markup.
#[must_use]
pub fn markdown(explanation: &Explanation, language: Language) -> String {
    report_markdown(&report(explanation, language))
}

/// A report as Markdown.
#[must_use]
pub(crate) fn report_markdown(report: &Report) -> String {
    let mut out = format!("# {}\n\n{}\n", escaped(&report.heading), escaped(&report.lead));
    for section in &report.sections {
        out.push_str(&format!("\n## {}\n\n", escaped(&section.heading)));
        let mut listed = false;
        for item in &section.items {
            if item.paragraph && listed {
                out.push('\n');
            }
            listed = !item.paragraph;
            write_item(item, &mut out);
        }
    }
    out.push_str(&format!("\n---\n\n{}\n", escaped(&report.closing)));
    out
}

/// The part of a decision that decided, as Markdown: the lead, and the grounds with their reasons.
#[must_use]
pub fn markdown_excerpt(explanation: &Explanation, language: Language) -> String {
    let (lead, grounds) = report::excerpt(explanation, language);
    let mut out = format!("{}\n\n", escaped(&lead));
    for item in &grounds {
        write_item(item, &mut out);
    }
    out
}

/// A paragraph, or an entry of a list with what belongs to it.
fn write_item(item: &Item, out: &mut String) {
    if item.paragraph {
        out.push_str(&format!("{}\n", escaped(&item.text)));
        return;
    }
    let mark = item.mark.map(sign).unwrap_or_default();
    out.push_str(&format!("- {mark}{}\n", escaped(&item.text)));
    for detail in &item.details {
        out.push_str(&format!("  - {}\n", escaped(detail)));
    }
    write_branches(&item.tree, 1, out);
}

/// Branches as nested entries.
fn write_branches(branches: &[Branch], depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for branch in branches {
        let mark = branch.mark.map(sign).unwrap_or_default();
        out.push_str(&format!("{indent}- {mark}{}\n", escaped(&branch.text)));
        for fact in &branch.facts {
            out.push_str(&format!("{indent}  - {}\n", escaped(fact)));
        }
        write_branches(&branch.children, depth.saturating_add(1), out);
    }
}

/// The sign of a mark.
fn sign(mark: Truth) -> &'static str {
    match mark {
        Truth::Holds => "✓ ",
        Truth::Fails => "✗ ",
        Truth::Undetermined => "? ",
        Truth::Note => "",
    }
}

/// The text with Markdown's own characters escaped; what begins a list, a heading or a link is only text.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut digits_only = true;
    for (at, c) in visible(text).chars().enumerate() {
        let special = matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '{'
                | '}'
                | '['
                | ']'
                | '<'
                | '>'
                | '#'
                | '|'
                | '~'
                | '&'
                | '!'
                | '$'
                | '^'
        );
        let begins = at == 0 && matches!(c, '-' | '+' | '=');
        let numbered = digits_only && at > 0 && matches!(c, '.' | ')');
        if special || begins || numbered {
            out.push('\\');
        }
        // A bare address would become a link.
        if c == ':' && (out.ends_with("http") || out.ends_with("https")) || c == '@' {
            out.push('\\');
        }
        out.push(c);
        digits_only = digits_only && c.is_ascii_digit();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn data_is_never_markup() {
        assert_eq!(escaped("<b>*x*</b>"), "\\<b\\>\\*x\\*\\</b\\>");
        assert_eq!(escaped("1. a"), "1\\. a");
        assert_eq!(escaped("- a"), "\\- a");
        assert_eq!(escaped("https://x"), "https\\://x");
        assert_eq!(escaped("annan_huvudman"), "annan\\_huvudman");
    }
}
