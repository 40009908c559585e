//! The canonical text of a tree, in either language. What [`parse`](super::parse()) reads of it is the same tree; the
//! tree has no comments, so the text has none but the documentation.

mod concept;
mod declaration;
mod expr;
mod item;
mod rule;
mod text;

pub use expr::decimal;

use super::keywords::spell;
use super::parser::Rule;
use super::tree::File;

/// A line is broken, where it can be, rather than be longer.
const MAX_WIDTH: usize = 110;

/// Writes the file with Swedish or English keywords. Names and texts are as they are in the tree.
#[must_use]
pub fn print(file: &File, english: bool) -> String {
    let mut printer = Printer {
        out: String::new(),
        english,
        indent: 0,
        tick_soft: false,
    };
    printer.items(&file.items);
    printer.out
}

struct Printer {
    out: String,
    english: bool,
    /// The indentation of the item that is being written.
    indent: usize,
    /// Whether a name that is a soft keyword needs backticks here.
    tick_soft: bool,
}

impl Printer {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// A keyword.
    fn word(&mut self, keyword: Rule) {
        self.out.push_str(spell(keyword, self.english));
    }

    /// A keyword and the space after it.
    fn lead(&mut self, keyword: Rule) {
        self.word(keyword);
        self.put(" ");
    }

    /// A keyword with a space before and after it.
    fn infix(&mut self, keyword: Rule) {
        self.put(" ");
        self.lead(keyword);
    }

    /// A new line, `more` deeper than the item.
    fn line(&mut self, more: usize) {
        self.out.push('\n');
        let width = self.indent.saturating_add(more);
        self.out.extend(std::iter::repeat_n(' ', width));
    }

    /// How long the line is by now.
    fn column(&self) -> usize {
        self.out.rsplit('\n').next().unwrap_or("").chars().count()
    }

    /// What `f` would write, by itself.
    fn aside(&mut self, f: impl FnOnce(&mut Self)) -> String {
        let before = std::mem::take(&mut self.out);
        f(self);
        std::mem::replace(&mut self.out, before)
    }

    /// Whether `text` fits on the line after a space.
    fn fits(&self, text: &str) -> bool {
        let width = self.column().saturating_add(text.chars().count());
        !text.contains('\n') && width < MAX_WIDTH
    }

    /// Writes `text` after a space, or on a line of its own where it doesn't fit.
    fn on_line(&mut self, text: &str, more: usize) {
        if self.fits(text) {
            self.put(" ");
        } else {
            self.line(more);
        }
        self.put(text);
    }

    /// Writes several things with a mark between them.
    fn list<T>(&mut self, things: &[T], between: &str, mut f: impl FnMut(&mut Self, &T)) {
        for (index, thing) in things.iter().enumerate() {
            if index > 0 {
                self.put(between);
            }
            f(self, thing);
        }
    }
}
