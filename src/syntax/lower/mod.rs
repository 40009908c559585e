//! Pest's pairs to the syntax tree. What the grammar lets through and the language does not is said here.

mod apportionment;
mod clauses;
mod concept;
mod declaration;
mod expr;
mod item;
mod literal;
mod operand;
mod rule;
mod text;

use pest::iterators::{Pair, Pairs};

pub(super) use clauses::kind_word;
pub(super) use literal::group as group_digits;
pub(super) use operand::minus_without_space;

use super::parser::Rule;
use super::tree::Item;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

type Node<'i> = Pair<'i, Rule>;

/// How deep an expression's tree may be. Brackets are capped at 64 before; a chain (`inte inte …`, `a + b + …`,
/// `summan av summan av …`) has none, and whoever walks the tree later must not run out of stack.
const MAX_DEPTH: usize = 300;

/// An item that was read: the item itself and the keywords in it that belong to one language.
pub(super) struct Lowered {
    /// The item; `None` when something in it is wrong.
    pub(super) item: Option<Item>,
    /// What is wrong with it.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Makes an item of what pest read. `text` is the item's own text, `base` the byte in the file at which it begins.
pub(super) fn lower(file: FileId, base: usize, text: &str, pairs: Pairs<'_, Rule>) -> Lowered {
    let mut lower = Lower {
        file,
        base,
        text,
        depth: 0,
        diagnostics: Vec::new(),
    };
    let item = lower.root(pairs);
    if item.is_none() && lower.diagnostics.is_empty() {
        // The grammar has something that the lowering has not: never drop an item in silence.
        let whole = lower.at(0, text.trim_end().len());
        lower.diagnostics.push(Diagnostic::error(
            Code::Syntax,
            whole,
            "det här kunde inte läsas",
            "this could not be read",
        ));
    }
    Lowered {
        item: item.filter(|_| lower.diagnostics.is_empty()),
        diagnostics: lower.diagnostics,
    }
}

struct Lower<'a> {
    file: FileId,
    base: usize,
    text: &'a str,
    depth: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Lower<'_> {
    /// A place in the file, from places in the item.
    fn at(&self, start: usize, end: usize) -> Span {
        let place = |offset: usize| u32::try_from(self.base.saturating_add(offset)).unwrap_or(u32::MAX);
        Span::new(self.file, place(start), place(end))
    }

    /// Where a pair stands: up to its last mark, without the white space and comments that pest takes along.
    fn span(&self, node: &Node<'_>) -> Span {
        self.at(node.as_span().start(), end_of(node.clone()))
    }

    /// Where the nodes stand, from the first to the last.
    fn span_of(&self, nodes: Pairs<'_, Rule>) -> Span {
        let end = nodes.clone().next_back().map_or(0, end_of);
        let start = nodes.peek().map_or(0, |first| first.as_span().start());
        self.at(start, end)
    }

    /// Says that something is wrong; the item is then left out.
    fn fail<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.diagnostics.push(diagnostic);
        None
    }

    /// Goes `levels` deeper into the tree for the time of `f`.
    fn deeper<T>(
        &mut self,
        levels: usize,
        node: &Node<'_>,
        f: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        self.deeper_at(levels, |this| this.span(node), f)
    }

    /// The same where it is no node of its own.
    fn deeper_at<T>(
        &mut self,
        levels: usize,
        place: impl FnOnce(&Self) -> Span,
        f: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let before = self.depth;
        self.depth = before.saturating_add(levels);
        if self.depth > MAX_DEPTH {
            self.depth = before;
            let span = place(self);
            return self.fail(too_deep(span));
        }
        let result = f(self);
        self.depth = before;
        result
    }
}

/// E0105, for an expression.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TooDeep,
        span,
        "uttrycket är för djupt nästlat",
        "the expression is nested too deeply",
    )
    .help(
        "ge en del av uttrycket ett namn med `begrepp`",
        "name a part of the expression with `begrepp` (`concept`)",
    )
}

/// The end of the last leaf. What always ends where its own pair does is as good as a leaf, and what ends with a mark of which no
/// leaf is made has to be.
fn end_of(mut node: Node<'_>) -> usize {
    let is_whole = |rule| {
        matches!(
            rule,
            Rule::hole
                | Rule::quoted
                | Rule::group
                | Rule::several
                | Rule::access
                | Rule::name
                | Rule::number
                | Rule::unit
                | Rule::string
        )
    };
    while !is_whole(node.as_rule())
        && let Some(last) = node.clone().into_inner().next_back()
    {
        node = last;
    }
    node.as_span().end()
}

/// The children of a pair, taken one after the other.
struct Children<'i>(Pairs<'i, Rule>);

impl<'i> Children<'i> {
    fn of(node: Node<'i>) -> Self {
        Self(node.into_inner())
    }

    /// The next child, whatever it is.
    fn next(&mut self) -> Option<Node<'i>> {
        self.0.next()
    }

    /// What the next child is.
    fn peek(&self) -> Option<Rule> {
        self.0.peek().map(|node| node.as_rule())
    }

    /// The next child, if it is a `rule`.
    fn take(&mut self, rule: Rule) -> Option<Node<'i>> {
        if self.peek() == Some(rule) {
            self.next()
        } else {
            None
        }
    }

    /// The last child, if it is a `rule` and not the only one.
    fn take_last(&mut self, rule: Rule) -> Option<Node<'i>> {
        if self.0.len() < 2 {
            return None;
        }
        let mut others = self.0.clone();
        let last = others.next_back().filter(|node| node.as_rule() == rule)?;
        self.0 = others;
        Some(last)
    }

    /// The next child that is a `rule`; those before it (keywords, marks) are passed over.
    fn find(&mut self, rule: Rule) -> Option<Node<'i>> {
        self.0.find(|node| node.as_rule() == rule)
    }
}
