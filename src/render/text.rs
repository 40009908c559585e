//! A decision for a terminal: wrapped, marked, with trees drawn.

use super::report::{self, Branch, Item, Piece, Report, report};
use super::safe::{push_visible, visible};
use crate::explain::{Explanation, Truth};
use crate::value::Language;
use anstyle::{AnsiColor, Style};

/// How text is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Columns; wider than 100 is drawn as 100, and 0 leaves every paragraph on one line.
    pub width: usize,
    /// Whether headings and marks have colours.
    pub colour: bool,
}

impl Default for TextStyle {
    fn default() -> Self {
        Self {
            width: 80,
            colour: false,
        }
    }
}

/// The widest that text is drawn.
const WIDEST: usize = 100;
/// The narrowest: below it wrapping does more harm than good.
const NARROWEST: usize = 40;
/// A tree that is deeper than this is drawn no further to the right.
const DEEPEST: usize = 12;

/// A decision as text.
#[must_use]
pub fn text(explanation: &Explanation, language: Language, style: &TextStyle) -> String {
    report_text(&report(explanation, language), style)
}

/// A report as text.
#[must_use]
pub(crate) fn report_text(report: &Report, style: &TextStyle) -> String {
    let mut canvas = Canvas::new(style);
    canvas.report(report);
    canvas.out
}

/// The part of a decision that decided: the lead, and the grounds with their reasons.
#[must_use]
pub fn excerpt(explanation: &Explanation, language: Language, style: &TextStyle) -> String {
    let (lead, grounds) = report::excerpt(explanation, language);
    let mut canvas = Canvas::new(style);
    canvas.wrapped("", "", &lead);
    for item in &grounds {
        canvas.item(item);
    }
    canvas.out
}

/// A piece of a decision as text.
#[must_use]
pub fn piece(piece: Piece<'_>, language: Language, style: &TextStyle) -> String {
    let mut canvas = Canvas::new(style);
    for item in piece.items(language) {
        canvas.item(&item);
    }
    canvas.out
}

/// What is drawn on.
struct Canvas {
    out: String,
    width: usize,
    colour: bool,
}

/// The sign of a mark and its colour.
fn sign(mark: Truth) -> (&'static str, Style) {
    let colour = |c: AnsiColor| Style::new().fg_color(Some(c.into())).bold();
    match mark {
        Truth::Holds => ("✓", colour(AnsiColor::Green)),
        Truth::Fails => ("✗", colour(AnsiColor::Red)),
        Truth::Undetermined => ("?", colour(AnsiColor::Yellow)),
        Truth::Note => ("·", Style::new()),
    }
}

impl Canvas {
    /// An empty one.
    fn new(style: &TextStyle) -> Self {
        Self {
            out: String::new(),
            width: match style.width {
                0 => usize::MAX,
                width => width.clamp(NARROWEST, WIDEST),
            },
            colour: style.colour,
        }
    }

    /// The text in a style, when there are colours.
    fn styled(&self, style: Style, text: &str) -> String {
        if self.colour && style != Style::new() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// A paragraph: `first` before its first line, `rest` before the others.
    fn wrapped(&mut self, first: &str, rest: &str, text: &str) {
        if self.width == usize::MAX {
            self.out.push_str(first);
            push_visible(text, &mut self.out);
            self.out.push('\n');
            return;
        }
        let text = visible(text);
        let indent = rest.chars().count();
        let room = self.width.saturating_sub(indent).max(20);
        let options = textwrap::Options::new(room)
            .break_words(true)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let lines = textwrap::wrap(&text, options);
        for (at, line) in lines.iter().enumerate() {
            self.out.push_str(if at == 0 { first } else { rest });
            self.out.push_str(line);
            self.out.push('\n');
        }
        if lines.is_empty() {
            self.out.push_str(first);
            self.out.push('\n');
        }
    }

    /// A heading, in a style.
    fn heading(&mut self, style: Style, text: &str) {
        let text = visible(text);
        let lines = match self.width {
            usize::MAX => vec![text.into()],
            width => textwrap::wrap(&text, width),
        };
        for line in lines {
            let line = self.styled(style, &line);
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    /// The whole report.
    fn report(&mut self, report: &Report) {
        let bold = Style::new().bold();
        self.heading(bold, &report.heading);
        self.out.push('\n');
        self.wrapped("", "", &report.lead);
        for section in &report.sections {
            self.out.push('\n');
            self.heading(bold.underline(), &section.heading);
            for item in &section.items {
                self.item(item);
            }
        }
        self.out.push('\n');
        self.wrapped("", "", &report.closing);
    }

    /// An entry of a section.
    fn item(&mut self, item: &Item) {
        if item.paragraph {
            self.wrapped("", "", &item.text);
        } else {
            let (sign, style) = item.mark.map_or(("–", Style::new()), sign);
            let first = format!("{} ", self.styled(style, sign));
            self.wrapped(&first, "  ", &item.text);
        }
        for detail in &item.details {
            self.wrapped("  ", "  ", detail);
        }
        self.branches(&item.tree, "  ", 0);
    }

    /// Branches beside each other, each with `prefix` before its lines.
    fn branches(&mut self, branches: &[Branch], prefix: &str, depth: usize) {
        let last = branches.len().saturating_sub(1);
        for (at, branch) in branches.iter().enumerate() {
            let (fork, line) = if at == last {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            let below = if depth < DEEPEST {
                format!("{prefix}{line}")
            } else {
                prefix.to_owned()
            };
            let mark = match branch.mark {
                Some(mark) => {
                    let (sign, style) = sign(mark);
                    format!("{} ", self.styled(style, sign))
                }
                None => String::new(),
            };
            let pad = if branch.mark.is_some() { "  " } else { "" };
            let stem = if branch.children.is_empty() { "" } else { "│" };
            let rest = if stem.is_empty() || branch.mark.is_none() {
                format!("{below}{pad}")
            } else {
                format!("{below}{stem} ")
            };
            self.wrapped(&format!("{prefix}{fork}{mark}"), &rest, &branch.text);
            for fact in &branch.facts {
                self.wrapped(&rest, &rest, fact);
            }
            self.branches(&branch.children, &below, depth.saturating_add(1));
        }
    }
}
