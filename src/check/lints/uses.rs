//! What a rule set reads of what it declares.

use std::collections::BTreeSet;

use crate::check::ruleset::{
    Answerer, BodyId, ConceptId, EnumId, Expr, ExprKind, Field, ParameterId, Party, Pot, RecordId, RuleSet,
    TableId, Type,
};
use crate::check::visit;
use crate::value::UnitId;

/// What is read, by number.
#[derive(Debug, Default)]
pub(super) struct Uses {
    pub(super) facts: BTreeSet<u16>,
    pub(super) fields: BTreeSet<(RecordId, u16)>,
    pub(super) concepts: BTreeSet<ConceptId>,
    pub(super) parameters: BTreeSet<ParameterId>,
    pub(super) tables: BTreeSet<TableId>,
    pub(super) enums: BTreeSet<EnumId>,
    pub(super) records: BTreeSet<RecordId>,
    pub(super) units: BTreeSet<UnitId>,
    pub(super) bodies: BTreeSet<BodyId>,
}

/// All that rules, texts, concepts, results, the header and declarations read.
pub(super) fn of(set: &RuleSet) -> Uses {
    let mut uses = Uses::default();
    visit::walk_all(set, |_, expr| {
        uses.read(expr);
        uses.of_type(set, &expr.ty);
    });
    for field in set
        .application
        .iter()
        .chain(set.records.iter().flat_map(|r| &r.fields))
    {
        uses.declared(set, field);
    }
    for table in &set.tables {
        for column in &table.columns {
            uses.of_type(set, &column.ty);
        }
    }
    for parameter in &set.parameters {
        uses.of_type(set, &parameter.ty);
    }
    for concept in &set.concepts {
        uses.of_type(set, &concept.ty);
        for (_, ty) in &concept.params {
            uses.of_type(set, ty);
        }
    }
    uses.tables
        .extend(set.apportionments.iter().map(|item| item.table));
    uses.facts
        .extend(set.apportionments.iter().filter_map(|item| match item.pot {
            Pot::Left(_, field) => Some(field),
            Pot::Amount(_) => None,
        }));
    for rule in &set.rules {
        uses.bodies
            .extend(rule.consequence.iter().filter_map(|c| c.refer_to));
        if let Some(Party::Body(body)) = rule.duty.as_ref().and_then(|d| d.party.as_ref()) {
            uses.bodies.insert(*body);
        }
    }
    for (id, record) in (0..).map(RecordId).zip(&set.records) {
        uses.fields.extend(record.naming_field().map(|field| (id, field)));
    }
    uses
}

impl Uses {
    fn read(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Fact(field) => {
                self.facts.insert(*field);
            }
            ExprKind::Field(base, field) => {
                if let Type::Record(record) | Type::RecordKey(_, record) = &base.ty {
                    self.fields.insert((*record, *field));
                }
            }
            ExprKind::Concept(concept, _) => {
                self.concepts.insert(*concept);
            }
            ExprKind::Parameter(parameter, _) => {
                self.parameters.insert(*parameter);
            }
            ExprKind::Cell(table, ..) => {
                self.tables.insert(*table);
            }
            _ => {}
        }
    }

    fn declared(&mut self, set: &RuleSet, field: &Field) {
        self.of_type(set, &field.ty);
        self.bodies.extend(field.asked_of.iter().filter_map(|a| match a {
            Answerer::Body(body) => Some(*body),
            _ => None,
        }));
    }

    fn of_type(&mut self, set: &RuleSet, ty: &Type) {
        match ty {
            Type::Number { unit, .. } => self.units.extend(unit.factors().iter().map(|(unit, _)| *unit)),
            Type::Enum(id) => {
                self.enums.insert(*id);
            }
            Type::Record(id) => {
                self.records.insert(*id);
            }
            Type::List(element) => self.of_type(set, element),
            Type::TableKey(id) => {
                self.tables.insert(*id);
            }
            Type::RecordKey(list, record) => {
                self.facts.insert(*list);
                self.records.insert(*record);
                let key = set.records.get(usize::from(record.0)).and_then(|r| r.key);
                self.fields.extend(key.map(|key| (*record, key)));
            }
            _ => {}
        }
    }
}
