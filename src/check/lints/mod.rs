//! What works and is probably not what was meant: warnings about a rule set that has no error.
//!
//! A file is looked at when it is checked itself, a rule set's or a module's; what it uses is looked at in its turn. Only what is
//! hardly ever wrong is told. What is meant after all is accepted in the file (`godta`), with the reason.

mod deadlines;
mod exceptions;
mod gaps;
mod lookalikes;
mod percentages;
mod repeated;
mod settled;
mod spelling;
mod translations;
mod unsourced;
mod unused_facts;
mod unused_modules;
mod unused_names;
mod uses;
mod validity;

use std::cell::OnceCell;

use super::checker::Checker;
use super::modules::Module;
use super::ruleset::{Expr, Grounds, RuleSet};
use super::visit::{self, Owner};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::syntax::tree::{Item, ItemKind};
use uses::Uses;

/// A rule set without errors, and the file of it that is looked at.
pub(super) struct Subject<'a> {
    set: &'a RuleSet,
    checker: &'a Checker<'a>,
    /// The file: the rule set's own, or the module that is checked alone.
    own: &'a Module,
    /// What the whole rule set rests on.
    header: &'a Grounds,
    /// The expressions that stand in the file, once something has asked for them.
    expressions: OnceCell<Vec<(Owner, &'a Expr)>>,
    /// What the rule set reads, likewise.
    uses: OnceCell<Uses>,
}

/// All warnings about the file that was asked for.
pub(super) fn look(set: &RuleSet, checker: &Checker<'_>, header: &Grounds) -> Vec<Diagnostic> {
    let Some(own) = checker.modules.last() else {
        return Vec::new();
    };
    let subject = Subject {
        set,
        checker,
        own,
        header,
        expressions: OnceCell::new(),
        uses: OnceCell::new(),
    };
    let lints = [
        unused_facts::look,
        unused_names::look,
        unused_modules::look,
        unsourced::look,
        translations::look,
        lookalikes::look,
        gaps::look,
        validity::look,
        deadlines::look,
        settled::look,
        percentages::look,
        repeated::look,
        exceptions::look,
    ];
    lints.iter().flat_map(|lint| lint(&subject)).collect()
}

impl<'a> Subject<'a> {
    fn file(&self) -> FileId {
        self.own.file
    }

    /// Whether the place is in the file that is looked at.
    fn has(&self, span: Span) -> bool {
        span.file == self.file()
    }

    /// Whether the file is a module, all of which is there for others to use.
    fn is_module(&self) -> bool {
        self.own.is_module
    }

    /// What a file of the number is: whether it is the one that is looked at.
    fn is_own(&self, module: usize) -> bool {
        module.saturating_add(1) == self.checker.modules.len()
    }

    /// The words at a place, with one space wherever there is any.
    fn text(&self, span: Span) -> String {
        let file = self.checker.sources.get(span.file);
        let words: Vec<&str> = file.map_or("", |f| f.slice(span)).split_whitespace().collect();
        words.join(" ")
    }

    /// Whether the same words stand at both places, with any spaces between them.
    fn same_text(&self, one: Span, other: Span) -> bool {
        let words = |span: Span| {
            let file = self.checker.sources.get(span.file);
            file.map_or("", |f| f.slice(span)).split_whitespace()
        };
        words(one).eq(words(other))
    }

    /// The items of the file, those in chapters and `för varje` too.
    fn items(&self) -> Vec<&'a Item> {
        let mut found = Vec::new();
        let mut open: Vec<&Item> = self.own.tree.items.iter().rev().collect();
        while let Some(item) = open.pop() {
            found.push(item);
            if let ItemKind::Section { items, .. } | ItemKind::ForEach { items, .. } = &item.kind {
                open.extend(items.iter().rev());
            }
        }
        found
    }

    /// The expressions that stand in the file, whatever they belong to.
    fn expressions(&self) -> &[(Owner, &'a Expr)] {
        self.expressions.get_or_init(|| {
            let mut found = Vec::new();
            visit::walk_all(self.set, |owner, expr| {
                if self.has(expr.span) {
                    found.push((owner, expr));
                }
            });
            found
        })
    }

    /// What the rule set reads of what it declares.
    fn uses(&self) -> &Uses {
        self.uses.get_or_init(|| uses::of(self.set))
    }
}
