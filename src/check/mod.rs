//! Syntax tree to checked rule set.
//!
//! [`load`] reads a rule set and the modules that it uses, collects what they declare, resolves every name and finds the
//! type and the unit of every expression. What then stands as a whole is looked at once more: that optional facts are read
//! under a guard, that rules and concepts don't rest on themselves, that definitions don't collide, that amounts are exact.
//!
//! Nothing here reads a file: a [`Library`] is asked for it. Nothing depends on the order of lines.

pub mod acceptances;
pub mod apportionments;
pub mod collisions;
pub mod coverage;
pub mod exactness;
#[cfg(test)]
mod fixture;
pub mod guards;
pub mod order;
pub mod ruleset;
pub mod table;
pub mod visit;

mod builtin;
mod checker;
mod clauses;
mod concept_order;
mod concepts;
mod data;
mod declarations;
mod elsewhere;
mod examples;
mod expr;
mod grounds;
mod hash;
mod header;
mod lints;
mod modules;
mod names;
mod nesting;
mod open;
mod pending;
mod rules;
mod sizes;
mod types;
mod words;

#[cfg(test)]
mod tests;

pub use ruleset::RuleSet;

use checker::Checker;
use modules::Loaded;
use ruleset::{Acceptance, Grounds};

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{FileId, Library, Sources, Span};

/// What became of a rule set.
#[derive(Debug)]
pub struct Checked {
    /// The rule set; none when there is an error, or when a module was checked alone.
    pub ruleset: Option<RuleSet>,
    /// The files that were read.
    pub sources: Sources,
    /// What is wrong, in the order of the files and the places in them; of each file at most a hundred errors and a hundred
    /// warnings.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and checks the rule set of that name, `<name>/<name>.regel`, with all that it uses.
#[must_use]
pub fn load(library: &dyn Library, ruleset: &str) -> Checked {
    check(library, modules::load_ruleset(library, ruleset), false)
}

/// Reads and checks a module alone: its open names are whatever it says that they are.
#[must_use]
pub fn load_module(library: &dyn Library, module: &str) -> Checked {
    check(library, modules::load_module(library, module), true)
}

fn check(library: &dyn Library, mut loaded: Loaded, alone: bool) -> Checked {
    let sources = std::mem::take(&mut loaded.sources);
    let inputs = std::mem::take(&mut loaded.inputs);
    let mut diagnostics = std::mem::take(&mut loaded.diagnostics);
    let mut checker = Checker::new(library, &loaded, sources, inputs, &diagnostics);
    let header = resolve(&mut checker, alone);
    diagnostics.append(&mut checker.diagnostics);
    let mut set = checker.finish();
    set.grounds = header.clone();
    let second = look_again(&mut set, &checker, &header, alone);
    let first: Vec<Span> = diagnostics
        .iter()
        .filter(|d| d.is_error())
        .map(Diagnostic::span)
        .take(COMPARED)
        .collect();
    diagnostics.extend(second.into_iter().filter(|found| is_news(found, &set, &first)));
    let whole = !diagnostics.iter().any(Diagnostic::is_error);
    if whole {
        diagnostics.extend(lints::look(&set, &checker, &header));
    }
    let used = acceptances::silence(&set, &mut diagnostics);
    if let Some(own) = checker.modules.last().filter(|_| whole) {
        let here = |a: &Acceptance| a.span.file == own.file && !a.awaits_trials();
        diagnostics.extend(acceptances::idle(&set, &used, here));
    }
    diagnostics.sort_by_key(Diagnostic::span);
    cap(&mut diagnostics);
    let usable = !alone && !diagnostics.iter().any(Diagnostic::is_error);
    Checked {
        ruleset: usable.then_some(set),
        sources: checker.sources,
        diagnostics,
    }
}

/// So many errors, and so many warnings, are told of one file.
const TOLD: usize = 100;

/// With so many mistakes of the first look a mistake of the second one is compared.
const COMPARED: usize = 1_000;

/// Leaves the first errors and the first warnings of each file: nobody reads on past so many.
fn cap(diagnostics: &mut Vec<Diagnostic>) {
    let mut told: BTreeMap<(FileId, Severity), usize> = BTreeMap::new();
    diagnostics.retain(|found| {
        let count = told.entry((found.span().file, found.severity)).or_default();
        *count = count.saturating_add(1);
        *count <= TOLD
    });
}

/// Whether what a second look found is a mistake of its own. Where something is wrong already, what is left of a rule
/// may lack a guard, and what is left of a rule set a source's reader or a grant.
fn is_news(found: &Diagnostic, set: &RuleSet, first: &[Span]) -> bool {
    if first.is_empty() {
        return true;
    }
    if matches!(found.code, Code::UncitedSource | Code::NoOutcome) {
        return false;
    }
    let at = found.span();
    let within = |outer: Span, inner: Span| {
        outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
    };
    let damaged = |rule: Span| within(rule, at) && first.iter().any(|error| within(rule, *error));
    !set.rules.iter().any(|rule| damaged(rule.span)) && !first.iter().any(|error| within(*error, at))
}

/// Resolves everything; gives what the whole rule set rests on.
fn resolve(checker: &mut Checker<'_>, alone: bool) -> Grounds {
    checker.collect();
    checker.check_sizes();
    checker.bind_open_names(alone);
    checker.declare_simple();
    checker.declare_records();
    checker.check_nesting();
    checker.declare_application();
    checker.declare_tables();
    checker.declare_parameters();
    checker.begin_concepts();
    let header = checker.header();
    checker.finish_concepts();
    checker.check_open_names();
    checker.declare_blocks();
    checker.declare_rules(&header);
    checker.declare_results();
    checker.declare_apportionments(&header);
    checker.declare_words();
    checker.declare_examples();
    checker.declare_acceptances();
    checker.place_concepts();
    checker.check_loops();
    header
}

/// Looks at the rule set as a whole, and orders its rules.
fn look_again(set: &mut RuleSet, checker: &Checker<'_>, header: &Grounds, alone: bool) -> Vec<Diagnostic> {
    let mut found = order::check_concepts(set);
    match order::rule_order(set) {
        Ok(order) => set.rule_order = order,
        Err(rings) => found.extend(rings),
    }
    // A ring would be told of again by every other look.
    if found.iter().any(Diagnostic::is_error) {
        return found;
    }
    found.extend(guards::check_guards(set));
    found.extend(collisions::check_rows(set));
    found.extend(collisions::check_validity(set));
    found.extend(exactness::check_amounts(set));
    found.extend(exactness::check_quantifiers(set));
    found.extend(apportionments::check_facts(set));
    let own = checker.modules.last().filter(|own| !own.is_module);
    let sources: Vec<_> = checker
        .source_spans
        .iter()
        .copied()
        .filter(|(_, span)| own.is_some_and(|own| own.file == span.file))
        .collect();
    found.extend(coverage::check_sources(set, &sources, header));
    if !alone {
        let span = checker
            .pending
            .header
            .map_or_else(Span::default, |(_, header)| header.name.span);
        found.extend(coverage::check_outcome(set, span));
    }
    found
}
