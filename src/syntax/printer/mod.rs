//! The text of a tree, in either language. What [`parse`](super::parse()) reads of it is the same tree.
//!
//! By itself a tree has no layout and no comments: [`print()`] breaks lines by their width, and writes no comments but
//! the documentation. [`print_in`] keeps the line breaks that the file's author chose where there is a choice, writes
//! clauses in the author's order, and marks what stood where, so that comments and empty lines can be put back.

mod apportionment;
mod concept;
mod declaration;
mod example;
mod expr;
mod field;
mod item;
mod layout;
mod rule;
mod text;
mod written;

pub(super) use layout::Layout;
pub(super) use written::{Kind, Mark, Written};

pub use expr::decimal;

use super::keywords::spell;
use super::parser::Rule;
use super::tree::File;
use crate::source::Span;

/// A line is broken, where it can be, rather than be longer.
const MAX_WIDTH: usize = 110;

/// A line that its author has not broken may be so long: a text and its translation are read beside each other.
const MAX_KEPT_WIDTH: usize = 180;

/// How much deeper the lines of an expression stand than its item.
const HANG: usize = 4;

/// Writes the file with Swedish or English keywords. Names and texts are as they are in the tree.
#[must_use]
pub fn print(file: &File, english: bool) -> String {
    let mut printer = Printer::new(english, None);
    printer.items(&file.items);
    printer.out.text
}

/// Writes the file as it was laid out. Empty lines and comments are left to the caller.
pub(super) fn print_in(file: &File, english: bool, layout: &Layout<'_>) -> Written {
    let mut printer = Printer::new(english, Some(layout));
    printer.items(&file.items);
    printer.out
}

struct Printer<'a> {
    out: Written,
    english: bool,
    layout: Option<&'a Layout<'a>>,
    /// The indentation of the item that is being written.
    indent: usize,
    /// How much deeper the expression's next line is to stand.
    hang: usize,
    /// Where the item stands that is being written.
    span: Span,
    /// Whether a name that is a soft keyword needs backticks here.
    tick_soft: bool,
}

impl<'a> Printer<'a> {
    fn new(english: bool, layout: Option<&'a Layout<'a>>) -> Self {
        Self {
            out: Written::default(),
            english,
            layout,
            indent: 0,
            hang: HANG,
            span: Span::default(),
            tick_soft: false,
        }
    }

    fn put(&mut self, text: &str) {
        self.out.text.push_str(text);
    }

    /// Marks that what is written next stands at `source` in the file.
    fn mark(&mut self, source: u32) {
        self.mark_as(source, Kind::Plain);
    }

    fn mark_as(&mut self, source: u32, kind: Kind) {
        if self.layout.is_some() {
            self.out.mark(source, kind);
        }
    }

    /// A keyword.
    fn word(&mut self, keyword: Rule) {
        let word = spell(keyword, self.english);
        self.put(word);
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
        self.put("\n");
        self.blanks(self.indent.saturating_add(more));
    }

    fn blanks(&mut self, count: usize) {
        self.out.text.extend(std::iter::repeat_n(' ', count));
    }

    /// How long the line is by now.
    fn column(&self) -> usize {
        let line = self.out.text.rsplit('\n').next().unwrap_or("");
        line.chars().count()
    }

    /// What `f` would write, by itself.
    fn aside(&mut self, f: impl FnOnce(&mut Self)) -> Written {
        let before = std::mem::take(&mut self.out);
        f(self);
        std::mem::replace(&mut self.out, before)
    }

    fn append(&mut self, written: &Written) {
        self.out.append(written);
    }

    /// How long a line may become.
    fn max_width(&self) -> usize {
        match self.layout {
            Some(_) => MAX_KEPT_WIDTH,
            None => MAX_WIDTH,
        }
    }

    /// Whether `text` fits on the line after a space.
    fn fits(&self, text: &Written) -> bool {
        let width = self.column().saturating_add(text.width());
        !text.text.contains('\n') && width < self.max_width()
    }

    /// Writes `text` after a space, or on a line of its own where it doesn't fit or the author broke the line.
    fn on_line(&mut self, text: &Written, broken: bool, more: usize) {
        if broken || !self.fits(text) {
            self.line(more);
        } else {
            self.put(" ");
        }
        self.append(text);
    }

    /// Whether the author broke the line between the two places.
    fn broke(&self, from: u32, to: u32) -> bool {
        self.layout.is_some_and(|layout| layout.breaks(from, to))
    }

    /// Whether the author began a line at the place.
    fn began_line(&self, at: u32) -> bool {
        self.layout.is_some_and(|layout| layout.begins_line(at))
    }

    /// A space, or in an expression the line break that the author put there.
    fn gap(&mut self, from: u32, to: u32) {
        if self.broke(from, to) {
            self.line(self.hang);
        } else {
            self.put(" ");
        }
    }

    /// The first word of its kind between two places of the file; where nothing is known of the file, its beginning.
    fn find(&self, keyword: Rule, from: u32, to: u32) -> u32 {
        let found = self
            .layout
            .and_then(|layout| layout.words(keyword, from, to).next());
        found.unwrap_or(0)
    }

    /// The last one.
    fn find_last(&self, keyword: Rule, from: u32, to: u32) -> u32 {
        let found = self
            .layout
            .and_then(|layout| layout.words(keyword, from, to).next_back());
        found.unwrap_or(0)
    }

    /// The first word of its kind in the item.
    fn in_item(&self, keyword: Rule) -> u32 {
        self.find(keyword, self.span.start, self.span.end)
    }

    /// The bracket that closes the item, on a line `more` deeper than it.
    fn close(&mut self, more: usize) {
        self.line(more);
        let at = self.find_last(Rule::rbrace, self.span.start, self.span.end);
        self.mark_as(at, Kind::Close);
        self.put("}");
    }

    /// Whether what stands in the item's brackets stands on one line.
    fn bracketed_on_one_line(&self) -> bool {
        let (open, close) = (self.in_item(Rule::lbrace), self.last_bracket());
        self.layout.is_some() && !self.broke(open, close)
    }

    fn last_bracket(&self) -> u32 {
        self.find_last(Rule::rbrace, self.span.start, self.span.end)
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

/// A clause and where it stands in the file.
type Clause<'t, 'p> = (u32, Box<dyn FnOnce(&mut Printer<'p>) + 't>);

impl Printer<'_> {
    /// Where the file says nothing of the order, the clauses are in the order given.
    fn in_order<'t, 'p>(mut clauses: Vec<Clause<'t, 'p>>) -> Vec<Clause<'t, 'p>> {
        clauses.sort_by_key(|(at, _)| *at);
        clauses
    }
}
