//! What reads what: for each rule, concept and result the facts, concepts, parameters, tables and rules that it reads.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::ruleset::{
    ApportionmentId, ConceptId, Expr, ExprKind, ParameterId, Pot, RuleId, RuleSet, TableId,
};
use crate::check::visit::{self, Owner};

/// Something that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    /// A field of the application.
    Fact(u16),
    /// A parameter.
    Parameter(ParameterId),
    /// A table.
    Table(TableId),
    /// A concept.
    Concept(ConceptId),
    /// A rule.
    Rule(RuleId),
}

/// Who reads what, both ways.
#[derive(Debug, Default)]
pub(super) struct Uses {
    read: BTreeMap<Owner, BTreeSet<Thing>>,
    readers: BTreeMap<Thing, BTreeSet<Owner>>,
}

impl Uses {
    /// Looks through a rule set. What a text only fills in is not read: it decides nothing.
    pub(super) fn new(set: &RuleSet) -> Self {
        let mut uses = Self::default();
        for (id, concept) in (0..).map(ConceptId).zip(&set.concepts) {
            for expr in visit::concept_expressions(concept) {
                uses.add(Owner::Concept(id), expr);
            }
        }
        for (id, rule) in (0..).map(RuleId).zip(&set.rules) {
            for expr in visit::rule_expressions(rule) {
                uses.add(Owner::Rule(id), expr);
            }
            let block = rule.block.and_then(|b| set.blocks.get(usize::from(b.0)));
            if let Some(block) = block {
                uses.add(Owner::Rule(id), &block.list);
            }
        }
        for (id, result) in (0..).zip(&set.results) {
            uses.add(Owner::Result(id), &result.value);
        }
        for (id, item) in (0..).map(ApportionmentId).zip(&set.apportionments) {
            let owner = Owner::Apportionment(id);
            for expr in item.expressions() {
                uses.add(owner, expr);
            }
            uses.note(owner, Thing::Table(item.table));
            if let Pot::Left(_, field) = item.pot {
                uses.note(owner, Thing::Fact(field));
            }
        }
        for expr in set.valid.by.iter().chain(&set.assessed_on) {
            uses.add(Owner::Header, expr);
        }
        uses
    }

    fn add(&mut self, owner: Owner, expr: &Expr) {
        visit::walk(expr, |part| {
            let thing = match &part.kind {
                ExprKind::Fact(field) => Thing::Fact(*field),
                ExprKind::Concept(id, _) => Thing::Concept(*id),
                ExprKind::Parameter(id, _) => Thing::Parameter(*id),
                ExprKind::Cell(id, ..) => Thing::Table(*id),
                ExprKind::RuleMet(id) | ExprKind::RuleBites(id) => Thing::Rule(*id),
                _ => return,
            };
            self.note(owner, thing);
        });
    }

    fn note(&mut self, owner: Owner, thing: Thing) {
        self.read.entry(owner).or_default().insert(thing);
        self.readers.entry(thing).or_default().insert(owner);
    }

    /// What it reads, in order.
    pub(super) fn read_by(&self, owner: Owner) -> impl Iterator<Item = Thing> {
        self.read.get(&owner).into_iter().flatten().copied()
    }

    /// Who reads it, in order.
    pub(super) fn readers_of(&self, thing: Thing) -> impl Iterator<Item = Owner> {
        self.readers.get(&thing).into_iter().flatten().copied()
    }
}
