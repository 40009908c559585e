//! Expressions.

use super::builder::Builder;
use crate::check::collisions;
use crate::check::ruleset::{
    ArithOp, Concept, ConceptId, ConceptValue, Expr, ExprKind, Field, Literal, Relation, Type,
};
use crate::program::op::{Domain, MonthEnd, Op, Operands, Reg, TimeUnit};
use crate::program::{Failure, Place, layout};
use crate::value::{RoundMode, UnitId};

/// A record's or a scalar's place while a chain of fields is followed.
#[derive(Clone, Copy)]
pub(super) enum Base {
    /// At a slot of the application.
    Slot(u32),
    /// At a cell of a loop's element.
    Element(u8, u32),
    /// At a cell of the record that a key points to.
    Record { key: Reg, list: Reg, offset: u32 },
}

/// An argument of a concept.
#[derive(Clone, Copy)]
pub(super) struct Argument {
    reg: Reg,
    /// Of a record: where it is, and whether it has a cell of its own before its fields.
    record: Option<(Base, bool)>,
}

impl Builder<'_> {
    /// Compiles an expression and remembers its register.
    pub(super) fn expr(&mut self, expr: &Expr) -> Reg {
        let reg = self.compute(expr);
        let reg = self.as_read(expr.id, reg);
        self.everywhere.push((expr.id.0, reg));
        if self.arguments.is_empty() && self.copies == 0 {
            self.registers.insert(expr.id.0, reg);
        }
        reg
    }

    fn exprs(&mut self, exprs: &[Expr]) -> Operands {
        Operands(exprs.iter().map(|e| self.expr(e)).collect())
    }

    fn compute(&mut self, expr: &Expr) -> Reg {
        let op = match &expr.kind {
            ExprKind::Literal(literal) => return self.constant(literal),
            ExprKind::Fact(_) | ExprKind::Element(_) | ExprKind::Field(..) => return self.place(expr),
            ExprKind::Concept(id, args) => return self.concept(*id, args),
            ExprKind::Argument(index) => {
                return self.argument(*index).map_or(Reg(0), |argument| argument.reg);
            }
            ExprKind::Parameter(id, day) => {
                let day = match day {
                    Some(day) => self.expr(day),
                    None => self.emit(Op::SelectionDay),
                };
                Op::Parameter(*id, day)
            }
            ExprKind::Cell(table, key, column) => Op::Cell(*table, self.expr(key), *column),
            ExprKind::AssessmentDay => Op::AssessmentDay,
            ExprKind::Not(a) => Op::Not(self.expr(a)),
            ExprKind::And(list) => Op::And(self.exprs(list)),
            ExprKind::Or(list) => Op::Or(self.exprs(list)),
            ExprKind::Compare(relation, a, b) => return self.compare(*relation, a, b),
            ExprKind::OneOf(a, list) => return self.one_of(a, list),
            ExprKind::Within(a, b) => Op::Within(self.expr(a), self.expr(b)),
            ExprKind::Contains(a, b) => Op::Contains(self.expr(a), self.expr(b)),
            ExprKind::Exists(a) => Op::Exists(self.expr(a)),
            ExprKind::RuleMet(rule) => return self.rule_met(*rule),
            ExprKind::RuleBites(rule) => return self.rule_bites(*rule),
            ExprKind::Arith(op, a, b) => {
                let (a, b) = (self.expr(a), self.expr(b));
                match op {
                    ArithOp::Add => Op::Add(a.min(b), a.max(b)),
                    ArithOp::Sub => Op::Sub(a, b),
                    ArithOp::Mul => Op::Mul(a.min(b), a.max(b)),
                    ArithOp::Div => Op::Div(a, b),
                }
            }
            ExprKind::Neg(a) => {
                let zero = self.constant(&Literal::Number(crate::value::Number::ZERO));
                Op::Sub(zero, self.expr(a))
            }
            ExprKind::Round(a, mode, step) => Op::Round(self.expr(a), (*mode).into(), self.expr(step)),
            ExprKind::AddTime {
                date,
                length,
                subtract,
                month_end,
            } => {
                let unit = time_unit(&length.ty);
                let end = match month_end {
                    Some(RoundMode::Up) => MonthEnd::Next,
                    _ => MonthEnd::Last,
                };
                Op::AddTime(self.expr(date), self.expr(length), unit, *subtract, end)
            }
            ExprKind::TimeLimit {
                term,
                length,
                from,
                moved,
            } => {
                let unit = time_unit(&length.ty);
                Op::TimeLimit(self.expr(length), self.expr(from), unit, *term, *moved)
            }
            ExprKind::Extreme(smallest, list) => Op::Extreme(*smallest, self.exprs(list)),
            ExprKind::PeriodStart(a) => Op::PeriodEnd(self.expr(a), true),
            ExprKind::PeriodEnd(a) => Op::PeriodEnd(self.expr(a), false),
            ExprKind::DaysIn(a) => Op::DaysIn(self.expr(a)),
            ExprKind::DayOf(a) => Op::DayOf(self.expr(a)),
            ExprKind::ValidOrganisationNumber(a) => Op::OrganisationNumber(self.expr(a)),
            ExprKind::Quantified {
                quantifier,
                var,
                list,
                filter,
                body,
            } => {
                let list = self.expr(list);
                self.open(*var, list);
                let filter = filter.as_ref().map(|f| self.expr(f));
                let body = self.expr(body);
                return self.close(Op::Quantified(*quantifier, list, 0, filter, body));
            }
            ExprKind::Aggregated {
                aggregate,
                var,
                list,
                filter,
                of,
            } => {
                let list = self.expr(list);
                let non_negative = of.as_ref().is_none_or(|of| domain(&of.ty) == Domain::NonNegative);
                self.open(*var, list);
                let filter = filter.as_ref().map(|f| self.expr(f));
                let of = of.as_ref().map(|of| self.expr(of));
                return self.close(Op::Aggregated(*aggregate, list, 0, filter, of, non_negative));
            }
        };
        self.emit(op)
    }

    /// A comparison; texts are compared with the literal itself.
    fn compare(&mut self, relation: Relation, a: &Expr, b: &Expr) -> Reg {
        let literal = |e: &Expr| match &e.kind {
            ExprKind::Literal(Literal::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let (fact, text) = match (literal(a), literal(b)) {
            (_, Some(text)) => (a, Some(text)),
            (Some(text), _) => (b, Some(text)),
            _ => (a, None),
        };
        if let (Some(text), Relation::Equal | Relation::NotEqual) = (text, relation) {
            let fact = self.expr(fact);
            let index = self.text(&text);
            let equal = self.emit(Op::TextIs(fact, [index].into()));
            return if relation == Relation::Equal {
                equal
            } else {
                self.emit(Op::Not(equal))
            };
        }
        let domain = domain(&a.ty);
        let (a, b) = (self.expr(a), self.expr(b));
        self.emit(Op::Compare(relation, a, b, domain))
    }

    fn one_of(&mut self, a: &Expr, list: &[Expr]) -> Reg {
        let texts: Option<Vec<String>> = list
            .iter()
            .map(|e| match &e.kind {
                ExprKind::Literal(Literal::Text(text)) => Some(text.clone()),
                _ => None,
            })
            .collect();
        let fact = self.expr(a);
        match texts {
            Some(texts) => {
                let indexes = texts.iter().map(|t| self.text(t)).collect();
                self.emit(Op::TextIs(fact, indexes))
            }
            None => {
                // What is computed may fail; a fact has one of the values of its type.
                let stated = matches!(
                    a.kind,
                    ExprKind::Fact(_) | ExprKind::Element(_) | ExprKind::Field(..)
                );
                let symbols = self.symbols(&a.ty).filter(|_| stated);
                let domain = symbols.unwrap_or_else(|| domain(&a.ty));
                let list = self.exprs(list);
                self.emit(Op::OneOf(fact, list, domain))
            }
        }
    }

    fn symbols(&self, ty: &Type) -> Option<Domain> {
        let Type::Enum(id) = ty else { return None };
        let count = self.ruleset.enums.get(usize::from(id.0))?.variants.len();
        u16::try_from(count).ok().map(Domain::Symbols)
    }

    /// A concept: compiled once when it takes no arguments, else once for each call.
    fn concept(&mut self, id: ConceptId, args: &[Expr]) -> Reg {
        if let Some(reg) = self.concepts.get(&id) {
            return *reg;
        }
        let Some(concept) = self.ruleset.concepts.get(usize::from(id.0)) else {
            return Reg(0);
        };
        if args.is_empty() {
            let reg = self.at_the_top(|builder| builder.concept_value(concept));
            self.concepts.insert(id, reg);
            return reg;
        }
        let args = args
            .iter()
            .map(|a| Argument {
                record: match &a.ty {
                    Type::Record(_) => self.base(a).map(|base| (base, self.has_own_cell(a))),
                    _ => None,
                },
                reg: self.expr(a),
            })
            .collect();
        self.arguments.push(args);
        let reg = self.concept_value(concept);
        self.arguments.pop();
        reg
    }

    fn concept_value(&mut self, concept: &Concept) -> Reg {
        let base = match &concept.value {
            ConceptValue::Formula(expr) => self.expr(expr),
            ConceptValue::Cases(rows) => {
                let mut pairs = Vec::new();
                let mut otherwise = None;
                for (test, value) in rows {
                    match test {
                        Some(test) => {
                            pairs.push(self.expr(test));
                            pairs.push(self.expr(value));
                        }
                        None => otherwise = Some(self.expr(value)),
                    }
                }
                let proof = collisions::of_rows(self.ruleset, rows);
                self.emit(Op::Cases(Operands(pairs.into()), otherwise, proof))
            }
        };
        if concept.overrides.is_empty() {
            return base;
        }
        let mut pairs = Vec::new();
        for (rule, value) in &concept.overrides {
            pairs.push(self.rule_bites(*rule));
            pairs.push(self.expr(value));
        }
        let agreeing = collisions::exceptions_agree(self.ruleset, concept);
        self.emit(Op::Override(base, Operands(pairs.into()), agreeing))
    }

    /// An argument of the concept that is being compiled.
    fn argument(&self, index: u16) -> Option<Argument> {
        self.arguments.last()?.get(usize::from(index)).copied()
    }

    /// Whether a record has a cell of its own before its fields: one in a slot or in another record has; an element or a
    /// record that was followed has not.
    fn has_own_cell(&self, record: &Expr) -> bool {
        match &record.kind {
            ExprKind::Element(_) => false,
            ExprKind::Argument(index) => self
                .argument(*index)
                .and_then(|argument| argument.record)
                .is_none_or(|(_, own)| own),
            _ => true,
        }
    }

    /// A fact, an element, or a field of one.
    fn place(&mut self, expr: &Expr) -> Reg {
        match self.base(expr) {
            Some(Base::Slot(slot)) => self.emit(Op::Load(Place(slot), domain(&expr.ty))),
            Some(Base::Element(depth, offset)) => self.emit(Op::Element(depth, offset, domain(&expr.ty))),
            Some(Base::Record { key, list, offset }) => {
                self.emit(Op::Follow(key, list, offset, domain(&expr.ty)))
            }
            None => self.emit(Op::Fail(Failure::NoRow)),
        }
    }

    fn base(&mut self, expr: &Expr) -> Option<Base> {
        let ruleset = self.ruleset;
        match &expr.kind {
            ExprKind::Fact(field) => Some(Base::Slot(self.slot(*field))),
            ExprKind::Element(var) => Some(Base::Element(self.scope_of_loop(*var)?, 0)),
            ExprKind::Argument(index) => Some(self.argument(*index)?.record?.0),
            ExprKind::Field(base, field) => match &base.ty {
                Type::Record(id) => {
                    let fields = record_fields(ruleset, id.0)?;
                    let offset = layout::offset(ruleset, fields, *field);
                    let own = u32::from(self.has_own_cell(base));
                    Some(match self.base(base)? {
                        Base::Slot(at) => Base::Slot(at.saturating_add(1).saturating_add(offset)),
                        Base::Element(depth, at) => {
                            Base::Element(depth, at.saturating_add(own).saturating_add(offset))
                        }
                        Base::Record {
                            key,
                            list,
                            offset: at,
                        } => Base::Record {
                            key,
                            list,
                            offset: at.saturating_add(1).saturating_add(offset),
                        },
                    })
                }
                Type::RecordKey(list, id) => {
                    let fields = record_fields(ruleset, id.0)?;
                    let offset = layout::offset(ruleset, fields, *field);
                    let key = self.expr(base);
                    let slot = self.slot(*list);
                    let list = self.emit(Op::Load(Place(slot), Domain::Any));
                    Some(Base::Record { key, list, offset })
                }
                _ => None,
            },
            _ => None,
        }
    }
}

fn record_fields(ruleset: &crate::check::RuleSet, record: u16) -> Option<&[Field]> {
    ruleset
        .records
        .get(usize::from(record))
        .map(|r| r.fields.as_slice())
}

/// What is known of a value of the type before any fact is.
pub(super) fn domain(ty: &Type) -> Domain {
    match ty {
        Type::Number { signed: false, .. } => Domain::NonNegative,
        Type::Number { .. } => Domain::Number,
        Type::Date => Domain::Date,
        Type::Bool => Domain::YesNo,
        _ => Domain::Any,
    }
}

fn time_unit(ty: &Type) -> TimeUnit {
    match ty.unit().and_then(crate::value::Unit::single) {
        Some(UnitId::WEEK) => TimeUnit::Week,
        Some(UnitId::MONTH) => TimeUnit::Month,
        Some(UnitId::YEAR) => TimeUnit::Year,
        _ => TimeUnit::Day,
    }
}
