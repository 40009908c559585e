//! Records that would contain themselves: an application must come to an end.

use super::checker::{Checker, index};
use super::ruleset::{RecordId, Type};
use crate::diagnostic::{Code, Diagnostic};

impl Checker<'_> {
    /// Says which records contain themselves, each ring once.
    pub(crate) fn check_nesting(&mut self) {
        let count = self.set.records.len();
        let mut told = vec![false; count];
        for first in 0..count {
            if told.get(first).copied().unwrap_or(true) {
                continue;
            }
            let reached = self.contained(first);
            if !reached.get(first).copied().unwrap_or(false) {
                continue;
            }
            // What both contains the record and is contained in it is in the same ring.
            for (other, told) in told.iter_mut().enumerate() {
                let inside = reached.get(other).copied().unwrap_or(false);
                *told |= inside && self.contained(other).get(first).copied().unwrap_or(false);
            }
            self.report_nesting(first);
        }
    }

    /// Which records a record contains, at any depth.
    fn contained(&self, record: usize) -> Vec<bool> {
        let mut reached = vec![false; self.set.records.len()];
        let mut open = vec![record];
        while let Some(record) = open.pop() {
            for field in self.set.records.get(record).map_or(&[][..], |r| &r.fields) {
                let Some(RecordId(inner)) = record_in(&field.ty) else {
                    continue;
                };
                let inner = usize::from(inner);
                if let Some(seen) = reached.get_mut(inner)
                    && !*seen
                {
                    *seen = true;
                    open.push(inner);
                }
            }
        }
        reached
    }

    fn report_nesting(&mut self, record: usize) {
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
            let through = record_in(&made.ty).is_some_and(|RecordId(inner)| {
                inner == index(record)
                    || self
                        .contained(usize::from(inner))
                        .get(record)
                        .copied()
                        .unwrap_or(false)
            });
            if through {
                diagnostic = diagnostic.also(field.ty.span, "genom det här fältet", "through this field");
            }
        }
        self.report(diagnostic);
    }
}

/// The record that a value of the type is, or that its elements are.
fn record_in(ty: &Type) -> Option<RecordId> {
    let mut ty = ty;
    while let Type::List(element) = ty {
        ty = element;
    }
    match ty {
        Type::Record(record) => Some(*record),
        _ => None,
    }
}
