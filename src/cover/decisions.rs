//! What is decided in a rule set: each expression of yes and no that stands for itself, and the conditions in it.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::Shape;
use super::words;
use crate::check::guards;
use crate::check::ruleset::{Concept, ConceptValue, Expr, ExprKind, RuleSet, Type};
use crate::check::visit::{self, Owner};
use crate::program::Program;
use crate::source::{Sources, Span};

/// A decision. One that stands in the file once is one, however many rules a chapter's guard holds for.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    /// What it belongs to.
    pub(super) owner: Owner,
    /// Where it stands.
    pub(super) span: Span,
    /// How it is put together.
    pub(super) shape: Shape,
    /// Its conditions, from left to right.
    pub(super) conditions: Vec<Condition>,
    /// The registers of its conditions wherever it is computed.
    pub(super) sites: BTreeSet<Vec<u32>>,
}

/// A condition.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    /// Where it stands.
    pub(super) span: Span,
    /// Its words.
    pub(super) words: String,
    /// Whether it is written as yes or no: there is nothing to show.
    pub(super) fixed: bool,
    /// The conditions beside it that can be read when it is no, and when it is yes, since it then says that what they read is
    /// stated.
    pub(super) lets_read: [Vec<usize>; 2],
}

/// The decisions of a rule set that are computed somewhere, in the order of their places. Those in texts are none.
pub(super) fn decisions(program: &Program, sources: &Sources) -> Vec<Decision> {
    let set = &program.ruleset;
    let mut found: BTreeMap<(Span, Vec<Span>), Decision> = BTreeMap::new();
    for (owner, expr) in standing(set) {
        let (shape, leaves) = Shape::of(expr);
        let sites = sites(program, &leaves);
        if sites.is_empty() {
            continue;
        }
        let key = (expr.span, leaves.iter().map(|leaf| leaf.span).collect());
        let decision = found.entry(key).or_insert_with(|| Decision {
            owner,
            span: expr.span,
            shape,
            conditions: conditions(set, &leaves, sources),
            sites: BTreeSet::new(),
        });
        decision.sites.extend(sites);
    }
    found.into_values().collect()
}

/// The registers of the conditions, for each time that they were compiled.
fn sites(program: &Program, leaves: &[&Expr]) -> BTreeSet<Vec<u32>> {
    let registers = |leaf: &Expr| {
        program
            .everywhere
            .get(leaf.id.0 as usize)
            .map_or(&[][..], Vec::as_slice)
    };
    let times = leaves.first().map_or(0, |leaf| registers(leaf).len());
    (0..times)
        .filter_map(|time| {
            leaves
                .iter()
                .map(|leaf| registers(leaf).get(time).copied())
                .collect()
        })
        .collect()
}

fn conditions(set: &RuleSet, leaves: &[&Expr], sources: &Sources) -> Vec<Condition> {
    let reads: Vec<_> = leaves.iter().map(|leaf| guards::fields_read(leaf)).collect();
    leaves
        .iter()
        .enumerate()
        .map(|(at, leaf)| {
            let lets = |truth| {
                let stated = guards::stated_when(set, leaf, truth);
                let others = reads.iter().enumerate();
                others
                    .filter(|(other, reads)| *other != at && !stated.is_disjoint(reads))
                    .map(|(other, _)| other)
                    .collect()
            };
            Condition {
                span: leaf.span,
                words: words::of(leaf, sources),
                fixed: matches!(leaf.kind, ExprKind::Literal(_)),
                lets_read: [lets(false), lets(true)],
            }
        })
        .collect()
}

/// The expressions of yes and no that stand for themselves, with what they belong to.
fn standing(set: &RuleSet) -> Vec<(Owner, &Expr)> {
    let mut found = Vec::new();
    for (owner, expr) in roots(set) {
        let mut own = Vec::new();
        gather(expr, expr.ty == Type::Bool, &mut own);
        found.extend(own.into_iter().map(|expr| (owner, expr)));
    }
    found
}

/// The outermost expressions but those in texts, in the header and in apportionments, which no case reads.
fn roots(set: &RuleSet) -> Vec<(Owner, &Expr)> {
    let mut found = Vec::new();
    for (owner, expr) in visit::roots(set) {
        let holes = match owner {
            Owner::Rule(id) => visit::rule(set, id).map(visit::rule_holes).unwrap_or_default(),
            _ => Vec::new(),
        };
        let aside = matches!(owner, Owner::Header | Owner::Apportionment(_));
        if !aside && !holes.iter().any(|hole| hole.id == expr.id) {
            found.push((owner, expr));
        }
    }
    found
}

/// The decisions in an expression; `standing` when it is one itself.
fn gather<'e>(expr: &'e Expr, standing: bool, found: &mut Vec<&'e Expr>) {
    if !standing {
        return parts(expr, found);
    }
    if matches!(expr.kind, ExprKind::Literal(_)) {
        return;
    }
    found.push(expr);
    for leaf in Shape::of(expr).1 {
        parts(leaf, found);
    }
}

/// The decisions in what an expression is made of: filters and tests, and what is more than a name.
fn parts<'e>(expr: &'e Expr, found: &mut Vec<&'e Expr>) {
    let (filter, body) = match &expr.kind {
        ExprKind::Quantified { filter, body, .. } => (filter.as_ref(), Some(body)),
        ExprKind::Aggregated { filter, .. } => (filter.as_ref(), None),
        _ => (None, None),
    };
    let tests: Vec<_> = filter.into_iter().chain(body).map(|test| test.id).collect();
    for child in visit::children(expr) {
        let named = matches!(
            child.kind,
            ExprKind::Fact(_)
                | ExprKind::Element(_)
                | ExprKind::Field(..)
                | ExprKind::Concept(..)
                | ExprKind::Argument(_)
                | ExprKind::Parameter(..)
                | ExprKind::Cell(..)
        );
        let standing = tests.contains(&child.id) || (child.ty == Type::Bool && !named);
        gather(child, standing, found);
    }
}

/// A concept's rows.
pub(super) struct Rows<'p> {
    /// The registers of their tests, wherever they are computed.
    pub(super) sites: BTreeSet<Vec<u32>>,
    /// Test and value of each; the row that holds when no other does has no test, and comes last.
    pub(super) rows: &'p [(Option<Expr>, Expr)],
}

/// The rows of a concept that has some and is computed somewhere.
pub(super) fn rows<'p>(program: &Program, concept: &'p Concept) -> Option<Rows<'p>> {
    let ConceptValue::Cases(rows) = &concept.value else {
        return None;
    };
    let tests: Vec<&Expr> = rows.iter().filter_map(|(test, _)| test.as_ref()).collect();
    let sites = sites(program, &tests);
    (!sites.is_empty()).then_some(Rows { sites, rows })
}
