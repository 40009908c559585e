//! Records that would contain themselves: an application must come to an end.

use std::collections::BTreeSet;

use super::checker::Checker;
use super::ruleset::{RecordId, Type};
use crate::diagnostic::{Code, Diagnostic};

impl Checker<'_> {
    /// Says which records contain themselves, each ring once.
    pub(crate) fn check_nesting(&mut self) {
        let inside: Vec<Vec<usize>> = self
            .set
            .records
            .iter()
            .map(|record| record.fields.iter().filter_map(|f| record_in(&f.ty)).collect())
            .collect();
        let mut around: Vec<Vec<usize>> = vec![Vec::new(); inside.len()];
        for (outer, inner) in inside.iter().enumerate() {
            for inner in inner {
                if let Some(around) = around.get_mut(*inner) {
                    around.push(outer);
                }
            }
        }
        // What contains nothing, or only what is in no ring, is in no ring; then what is contained in nothing.
        let mut left = endless(&(0..inside.len()).collect(), &inside, &around);
        left = endless(&left, &around, &inside);
        while let Some(first) = left.pop_first() {
            let within = reached(first, &inside);
            if !within.contains(&first) {
                continue;
            }
            // What both contains the record and is contained in it is in the same ring.
            let ring: BTreeSet<usize> = within.intersection(&reached(first, &around)).copied().collect();
            for other in &ring {
                left.remove(other);
            }
            self.report_nesting(first, &ring);
        }
    }

    fn report_nesting(&mut self, record: usize, ring: &BTreeSet<usize>) {
        let Some((_, name, _, fields)) = self.pending.records.get(record).copied() else {
            return;
        };
        let mut diagnostic = Diagnostic::error(
            Code::TypeMismatch,
            name.span,
            format!("posten `{}` innehåller sig själv", name.text),
            format!("the record `{}` contains itself", name.text),
        )
        .help(
            "låt den ena posten hänvisa till den andra med `nyckel i …`",
            "let one of the records refer to the other by `nyckel i …`",
        );
        let made = self.set.records.get(record).map_or(&[][..], |r| &r.fields);
        for (field, made) in fields.iter().zip(made) {
            let through = record_in(&made.ty).is_some_and(|inner| ring.contains(&inner));
            if through {
                diagnostic = diagnostic.also(field.ty.span, "genom det här fältet", "through this field");
            }
        }
        self.report(diagnostic);
    }
}

/// The record that a value of the type is, or that its elements are.
fn record_in(ty: &Type) -> Option<usize> {
    let mut ty = ty;
    while let Type::List(element) = ty {
        ty = element;
    }
    match ty {
        Type::Record(RecordId(record)) => Some(usize::from(*record)),
        _ => None,
    }
}

/// Those of `nodes` from which one can step for ever within them; `back` are the same steps backwards.
fn endless(nodes: &BTreeSet<usize>, steps: &[Vec<usize>], back: &[Vec<usize>]) -> BTreeSet<usize> {
    let of = |all: &[Vec<usize>], node: usize| all.get(node).cloned().unwrap_or_default();
    let ways = |node: usize| of(steps, node).iter().filter(|n| nodes.contains(n)).count();
    let mut ways: Vec<usize> = (0..steps.len()).map(ways).collect();
    let mut left = nodes.clone();
    let mut ended: Vec<usize> = nodes
        .iter()
        .copied()
        .filter(|node| ways.get(*node) == Some(&0))
        .collect();
    while let Some(end) = ended.pop() {
        left.remove(&end);
        for node in of(back, end).into_iter().filter(|node| nodes.contains(node)) {
            if let Some(ways) = ways.get_mut(node) {
                *ways = ways.saturating_sub(1);
                if *ways == 0 {
                    ended.push(node);
                }
            }
        }
    }
    left
}

/// The nodes that steps lead to from `start`.
fn reached(start: usize, steps: &[Vec<usize>]) -> BTreeSet<usize> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
    while let Some(node) = open.pop() {
        for next in steps.get(node).into_iter().flatten() {
            if seen.insert(*next) {
                open.push(*next);
            }
        }
    }
    seen
}
