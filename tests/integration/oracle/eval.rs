//! Expressions, by recursion on the checked tree: nothing is compiled, shared or remembered.

use super::calendar;
use super::value::{Exact, NO_FIRST, NO_LAST, Tri, Value, agreed, all, any, not, whole};
use num_traits::{Signed as _, Zero as _};
use rekvisit::check::ruleset::{
    Aggregate, ArithOp, ConceptId, ConceptValue, Expr, ExprKind, Literal, LoopId, Quantifier, Relation,
    RuleId, RuleSet, TableId, Type,
};
use rekvisit::value::{Number, Period, RoundMode, UnitId};
use std::cell::Cell;
use std::cmp::Ordering;

/// An application before a rule set, on a day.
pub(super) struct Case<'r> {
    pub(super) set: &'r RuleSet,
    pub(super) facts: Vec<Value>,
    pub(super) today: i64,
    /// The day that selects the version.
    pub(super) selection: Value,
    /// The most bits that two numbers which were computed with take together.
    pub(super) widest: Cell<u64>,
    /// Whether a day beyond the calendar was computed.
    pub(super) beyond: Cell<bool>,
    /// Whether a computation failed though what it reads is known.
    pub(super) failed: Cell<bool>,
    /// Whether all is computed, also beside what settles it.
    pub(super) thorough: bool,
    /// Whether what is granted is settled whatever stands above the grants.
    pub(super) grants_alone: bool,
}

/// What an expression stands in: the elements of the loops around it, innermost last, each with the list that it is of;
/// and the arguments of the concept.
#[derive(Clone, Default)]
pub(super) struct Scope {
    pub(super) loops: Vec<(LoopId, String, Value)>,
    arguments: Vec<Value>,
}

impl Scope {
    pub(super) fn with(&self, var: LoopId, list: &Expr, element: &Value) -> Self {
        let mut scope = self.clone();
        scope.loops.push((var, path(list), element.clone()));
        scope
    }
}

/// A list, named by the way to it.
pub(super) fn path(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Fact(at) => format!("{at}"),
        ExprKind::Element(var) => format!("element {}", var.0),
        ExprKind::Field(base, at) => format!("{}/{at}", path(base)),
        _ => format!("expression {}", expr.id.0),
    }
}

impl<'r> Case<'r> {
    pub(super) fn new(set: &'r RuleSet, json: &serde_json::Value, today: i64) -> Self {
        let mut case = Self {
            set,
            facts: super::read::application(set, json),
            today,
            selection: Value::Day(today),
            widest: Cell::new(0),
            beyond: Cell::new(false),
            failed: Cell::new(false),
            thorough: false,
            grants_alone: false,
        };
        if let Some(by) = &set.valid.by {
            case.selection = case.eval(by, &Scope::default());
        }
        case
    }

    pub(super) fn holds(&self, expr: &Expr, scope: &Scope) -> Tri {
        self.eval(expr, scope).tri()
    }

    fn number(&self, expr: &Expr, scope: &Scope) -> Option<Exact> {
        self.eval(expr, scope).number()
    }

    pub(super) fn eval(&self, expr: &Expr, scope: &Scope) -> Value {
        self.value(expr, scope).unwrap_or(Value::Open)
    }

    fn fail<T>(&self) -> Option<T> {
        self.failed.set(true);
        None
    }

    /// One after the other, as far as they are asked for; all of them where everything is to be computed.
    pub(super) fn each<'e, T: 'e>(
        &'e self,
        all: impl Iterator<Item = T> + 'e,
    ) -> Box<dyn Iterator<Item = T> + 'e> {
        if self.thorough {
            Box::new(all.collect::<Vec<T>>().into_iter())
        } else {
            Box::new(all)
        }
    }

    /// `None` where something that is needed is open.
    fn value(&self, expr: &Expr, scope: &Scope) -> Option<Value> {
        let tri = |tri: Tri| tri.map(Value::Bool);
        match &expr.kind {
            ExprKind::Literal(literal) => Some(self.literal(literal)),
            ExprKind::Fact(at) => Some(self.facts[usize::from(*at)].clone()),
            ExprKind::Element(var) => {
                let element = scope.loops.iter().rev().find(|(id, ..)| id == var);
                Some(element.unwrap().2.clone())
            }
            ExprKind::Field(base, at) => self.field(base, usize::from(*at), scope),
            ExprKind::Concept(id, arguments) => {
                let arguments = arguments.iter().map(|a| self.eval(a, scope)).collect();
                Some(self.concept(*id, arguments))
            }
            ExprKind::Argument(at) => Some(scope.arguments[usize::from(*at)].clone()),
            ExprKind::Parameter(id, day) => {
                let day = match day {
                    Some(day) => self.eval(day, scope),
                    None => self.selection.clone(),
                };
                let day = day.day()?;
                let values = &self.set.parameters[usize::from(id.0)].values;
                let dated = values.iter().find(|v| is_in(period(v.period), day));
                let dated = dated.or_else(|| self.fail())?;
                Some(self.literal(&dated.value))
            }
            ExprKind::Cell(table, key, column) => {
                self.cell(*table, &self.eval(key, scope), usize::from(*column))
            }
            ExprKind::AssessmentDay => Some(Value::Day(self.today)),
            ExprKind::Not(a) => tri(not(self.holds(a, scope))),
            ExprKind::And(list) => tri(all(self.each(list.iter().map(|e| self.holds(e, scope))))),
            ExprKind::Or(list) => tri(any(self.each(list.iter().map(|e| self.holds(e, scope))))),
            ExprKind::Compare(relation, a, b) => {
                tri(compare(*relation, &self.eval(a, scope), &self.eval(b, scope)))
            }
            ExprKind::OneOf(a, list) => {
                let a = self.eval(a, scope);
                let equal = |e| compare(Relation::Equal, &a, &self.eval(e, scope));
                tri(any(self.each(list.iter().map(equal))))
            }
            ExprKind::Within(a, b) => {
                let (a, b) = (self.eval(a, scope), self.eval(b, scope));
                let Value::Period(from, to) = b else {
                    return None;
                };
                match a {
                    Value::Day(day) => tri(Some(is_in((from, to), day))),
                    Value::Period(first, last) => tri(Some(from <= first && last <= to)),
                    _ => None,
                }
            }
            ExprKind::Contains(list, value) => {
                let (list, value) = (self.eval(list, scope), self.eval(value, scope));
                let Value::List(list) = list else {
                    return None;
                };
                tri(any(list.iter().map(|one| compare(Relation::Equal, one, &value))))
            }
            ExprKind::Exists(a) => match self.eval(a, scope) {
                Value::Open => None,
                Value::Absent => tri(Some(false)),
                _ => tri(Some(true)),
            },
            ExprKind::RuleMet(rule) => tri(self.met(*rule, &self.scope_of(*rule, scope))),
            ExprKind::RuleBites(rule) => tri(self.applies(*rule, &self.scope_of(*rule, scope))),
            ExprKind::Quantified { .. } => tri(self.quantified(expr, scope)),
            ExprKind::Aggregated { .. } => self.aggregated(expr, scope).map(Value::Number),
            ExprKind::Extreme(smallest, list) => self.extreme(*smallest, list, scope),
            ExprKind::ValidOrganisationNumber(a) => match self.eval(a, scope) {
                Value::Text(text) => tri(Some(is_organisation_number(&text))),
                _ => None,
            },
            ExprKind::Arith(..) | ExprKind::Neg(_) | ExprKind::Round(..) => {
                self.arithmetic(expr, scope).map(Value::Number)
            }
            _ => self.time(expr, scope),
        }
    }

    fn literal(&self, literal: &Literal) -> Value {
        match literal {
            Literal::Bool(value) => Value::Bool(*value),
            Literal::Number(number) => Value::Number(exact(*number)),
            Literal::Date(date) => Value::Day(calendar::parse(&date.to_string())),
            Literal::Period(written) => {
                let (from, to) = period(*written);
                Value::Period(from, to)
            }
            Literal::Text(text) => Value::Text(text.clone()),
            Literal::Symbol(_, symbol) => Value::Symbol(*symbol),
            Literal::Key(_, row) => Value::Key(*row as usize),
        }
    }

    /// A field of a record, or of the record that a key points to.
    fn field(&self, base: &Expr, at: usize, scope: &Scope) -> Option<Value> {
        let record = match (self.eval(base, scope), &base.ty) {
            (Value::Key(index), Type::RecordKey(list, _)) => match &self.facts[usize::from(*list)] {
                Value::List(list) => list.get(index)?.clone(),
                _ => return None,
            },
            (value, _) => value,
        };
        match record {
            Value::Record(fields) => Some(fields[at].clone()),
            _ => None,
        }
    }

    fn cell(&self, table: TableId, key: &Value, column: usize) -> Option<Value> {
        let table = &self.set.tables[usize::from(table.0)];
        let row = match key {
            Value::Key(row) => *row,
            Value::Text(text) => {
                let named = table.keys.iter().position(|key| key == text);
                let alias = || table.aliases.iter().find(|(alias, _)| alias == text);
                named
                    .or_else(|| alias().map(|(_, row)| *row as usize))
                    .or_else(|| self.fail())?
            }
            _ => return None,
        };
        Some(self.literal(&table.cells[row * table.columns.len() + column]))
    }

    /// A concept's value: what its exceptions say instead, else its own. Definitions that hold, or may, must agree.
    fn concept(&self, id: ConceptId, arguments: Vec<Value>) -> Value {
        let concept = &self.set.concepts[usize::from(id.0)];
        let scope = Scope {
            arguments,
            ..Scope::default()
        };
        let exceptions = concept.overrides.iter();
        let rows = exceptions.map(|(rule, value)| (self.applies(*rule, &Scope::default()), value));
        self.one_of_rows(rows, &scope, |case| match &concept.value {
            ConceptValue::Formula(formula) => case.eval(formula, &scope),
            ConceptValue::Cases(rows) => {
                let otherwise = rows.iter().find(|(test, _)| test.is_none());
                let tested = rows
                    .iter()
                    .filter_map(|(test, value)| Some((case.holds(test.as_ref()?, &scope), value)));
                case.one_of_rows(tested, &scope, |case| {
                    otherwise.map_or(Value::Open, |(_, value)| case.eval(value, &scope))
                })
            }
        })
    }

    fn one_of_rows<'e>(
        &self,
        rows: impl Iterator<Item = (Tri, &'e Expr)>,
        scope: &Scope,
        otherwise: impl Fn(&Self) -> Value,
    ) -> Value {
        let (mut values, mut sure, mut holds) = (Vec::new(), Vec::new(), false);
        for (test, value) in rows.filter(|(test, _)| *test != Some(false)) {
            holds |= test == Some(true);
            values.push(self.eval(value, scope));
            sure.extend(values.last().filter(|_| test == Some(true)).cloned());
        }
        if !holds {
            let other = otherwise(self);
            if values.is_empty() && other == Value::Open {
                // No row, or what the only one reads is open.
                self.failed.set(true);
            }
            values.push(other);
        }
        if sure
            .windows(2)
            .any(|two| two[0].known() && two[1].known() && two[0] != two[1])
        {
            self.failed.set(true);
        }
        agreed(&values)
    }

    /// A list's elements, each with the scope that it makes.
    fn elements(&self, var: LoopId, list: &Expr, scope: &Scope) -> Option<Vec<Scope>> {
        match self.eval(list, scope) {
            Value::List(elements) => Some(elements.iter().map(|e| scope.with(var, list, e)).collect()),
            Value::Absent => Some(Vec::new()),
            _ => None,
        }
    }

    fn quantified(&self, expr: &Expr, scope: &Scope) -> Tri {
        let ExprKind::Quantified {
            quantifier,
            var,
            list,
            filter,
            body,
        } = &expr.kind
        else {
            return None;
        };
        let tests: Vec<(Tri, Tri)> = self
            .elements(*var, list, scope)?
            .iter()
            .map(|inside| {
                let passes = filter.as_ref().map_or(Some(true), |f| self.holds(f, inside));
                (passes, self.holds(body, inside))
            })
            .collect();
        let some = any(tests.iter().map(|(passes, test)| all([*passes, *test])));
        match quantifier {
            Quantifier::All => all(tests.iter().map(|(passes, test)| any([not(*passes), *test]))),
            Quantifier::Some => some,
            Quantifier::None => not(some),
            Quantifier::AtLeast(count) => {
                let both = |tri| tests.iter().filter(|(p, t)| all([*p, *t]) == tri).count();
                let (sure, open) = (both(Some(true)), both(None));
                if sure >= *count as usize {
                    Some(true)
                } else if sure + open < *count as usize {
                    Some(false)
                } else {
                    None
                }
            }
        }
    }

    fn aggregated(&self, expr: &Expr, scope: &Scope) -> Option<Exact> {
        let ExprKind::Aggregated {
            aggregate,
            var,
            list,
            filter,
            of,
        } = &expr.kind
        else {
            return None;
        };
        let value = |inside: &Scope| match of {
            Some(of) => self.number(of, inside),
            None => Some(whole(1)),
        };
        let elements = self.elements(*var, list, scope)?;
        let mut passing = Vec::new();
        let mut open = false;
        for inside in &elements {
            match filter.as_ref().map_or(Some(true), |f| self.holds(f, inside)) {
                Some(true) => passing.push(value(inside)),
                Some(false) => {}
                None => {
                    open = true;
                    self.each(std::iter::once(inside).map(value)).for_each(drop);
                }
            }
            if open && !self.thorough {
                return None;
            }
        }
        let passing: Vec<Exact> = passing.into_iter().collect::<Option<_>>().filter(|_| !open)?;
        let part: Exact = passing.iter().fold(whole(0), |sum, value| {
            self.together(&sum, value);
            sum + value
        });
        match aggregate {
            Aggregate::Sum | Aggregate::Count => Some(part),
            Aggregate::Share => {
                let whole: Exact = elements.iter().map(value).sum::<Option<Exact>>()?;
                self.together(&part, &whole);
                if whole.is_zero() {
                    self.fail()
                } else {
                    Some(part / whole)
                }
            }
            Aggregate::Smallest => passing.into_iter().min().or_else(|| self.fail()),
            Aggregate::Largest => passing.into_iter().max().or_else(|| self.fail()),
        }
    }

    fn extreme(&self, smallest: bool, list: &[Expr], scope: &Scope) -> Option<Value> {
        let mut best: Option<Value> = None;
        for value in self.each(list.iter().map(|e| self.eval(e, scope))) {
            let better = match &best {
                None => value.known(),
                Some(best) => {
                    let order = value.compared(best)?;
                    order
                        == if smallest {
                            Ordering::Less
                        } else {
                            Ordering::Greater
                        }
                }
            };
            if !value.known() {
                return None;
            }
            if better {
                best = Some(value);
            }
        }
        best
    }

    fn arithmetic(&self, expr: &Expr, scope: &Scope) -> Option<Exact> {
        match &expr.kind {
            ExprKind::Neg(a) => Some(-self.number(a, scope)?),
            ExprKind::Arith(op, a, b) => {
                let (a, b) = (self.number(a, scope), self.number(b, scope));
                if *op == ArithOp::Div && b.as_ref().is_some_and(Exact::is_zero) {
                    return self.fail();
                }
                let (a, b) = (a?, b?);
                self.together(&a, &b);
                match op {
                    ArithOp::Add => Some(a + b),
                    ArithOp::Sub => Some(a - b),
                    ArithOp::Mul => Some(a * b),
                    ArithOp::Div => Some(a / b),
                }
            }
            ExprKind::Round(a, mode, step) => {
                let (step, number) = (self.number(step, scope), self.number(a, scope));
                let (step, number) = (step?, number?);
                self.together(&number, &step);
                let steps = number / &step;
                let whole = match mode {
                    RoundMode::Up => steps.ceil(),
                    RoundMode::Down => steps.floor(),
                    RoundMode::Nearest => {
                        let half = Exact::new(1.into(), 2.into());
                        if steps.is_negative() {
                            (steps - half).ceil()
                        } else {
                            (steps + half).floor()
                        }
                    }
                };
                Some(whole * step)
            }
            _ => None,
        }
    }

    /// Notes that two numbers are computed with.
    fn together(&self, a: &Exact, b: &Exact) {
        let bits = [a.numer(), a.denom(), b.numer(), b.denom()].map(num_bigint::BigInt::bits);
        self.widest.set(self.widest.get().max(bits.iter().sum()));
    }

    fn time(&self, expr: &Expr, scope: &Scope) -> Option<Value> {
        let day = self.moment(expr, scope);
        let computed = matches!(expr.kind, ExprKind::AddTime { .. } | ExprKind::TimeLimit { .. });
        if day.is_none() && computed {
            self.beyond.set(true);
        }
        day
    }

    fn moment(&self, expr: &Expr, scope: &Scope) -> Option<Value> {
        let ends = |e| match self.eval(e, scope) {
            Value::Period(from, to) => Some((from, to)),
            _ => None,
        };
        let day = match &expr.kind {
            ExprKind::PeriodStart(a) => return ends(a).map(|(from, _)| Value::Day(from)),
            ExprKind::PeriodEnd(a) => return ends(a).map(|(_, to)| Value::Day(to)),
            ExprKind::DaysIn(a) => {
                let (from, to) = ends(a)?;
                let closed = from != NO_FIRST && to != NO_LAST;
                if !closed {
                    return self.fail();
                }
                return Some(Value::Number(whole(to - from + 1)));
            }
            ExprKind::DayOf(a) => match self.eval(a, scope) {
                Value::Instant(second) => calendar::stockholm_day(second),
                _ => return None,
            },
            ExprKind::AddTime {
                date,
                length,
                subtract,
                month_end,
            } => {
                let (count, date) = (self.length(length, scope), self.eval(date, scope).day());
                let (count, date) = (count?, date?);
                let count = if *subtract { -count } else { count };
                let (day, same) = moved(date, count, &length.ty).or_else(|| self.fail())?;
                let next = !same && *month_end == Some(RoundMode::Up);
                if next { day + 1 } else { day }
            }
            ExprKind::TimeLimit {
                term,
                length,
                from,
                moved: to_working_day,
            } => {
                let (count, from) = (self.length(length, scope), self.eval(from, scope).day());
                let (day, same) = moved(from?, count?, &length.ty).or_else(|| self.fail())?;
                let day = calendar::within_range(if *term && same { day - 1 } else { day })?;
                if *to_working_day {
                    calendar::next_working(day)
                } else {
                    day
                }
            }
            _ => return None,
        };
        let day = calendar::within_range(day).or_else(|| self.fail())?;
        Some(Value::Day(day))
    }

    /// A number of days, weeks, months or years.
    fn length(&self, expr: &Expr, scope: &Scope) -> Option<i64> {
        let count = self.number(expr, scope)?;
        if count.is_integer() {
            count.to_integer().try_into().ok().or_else(|| self.fail())
        } else {
            self.fail()
        }
    }

    /// A rule of a block is read for the element of the innermost loop over the block's list; one at the top is read
    /// without elements.
    fn scope_of(&self, rule: RuleId, scope: &Scope) -> Scope {
        let Some(block) = self.set.rules[usize::from(rule.0)].block else {
            return Scope::default();
        };
        let block = &self.set.blocks[usize::from(block.0)];
        let list = path(&block.list);
        let around = scope.loops.iter().rev().find(|(_, of, _)| *of == list).unwrap();
        Scope::default().with(block.var, &block.list, &around.2)
    }
}

/// The day so many time units later, and whether it has the same day's number.
fn moved(date: i64, count: i64, ty: &Type) -> Option<(i64, bool)> {
    let date = calendar::within_range(date)?;
    let (day, same) = match ty.unit().and_then(rekvisit::value::Unit::single)? {
        UnitId::DAY => (date.checked_add(count)?, true),
        UnitId::WEEK => (date.checked_add(count.checked_mul(7)?)?, true),
        UnitId::MONTH => calendar::add_months(date, count)?,
        _ => calendar::add_months(date, count.checked_mul(12)?)?,
    };
    Some((calendar::within_range(day)?, same))
}

pub(super) fn exact(number: Number) -> Exact {
    Exact::new(number.numerator().into(), number.denominator().into())
}

pub(super) fn period(period: Period) -> (i64, i64) {
    let day = |date: rekvisit::value::Date| calendar::parse(&date.to_string());
    (period.from.map_or(NO_FIRST, day), period.to.map_or(NO_LAST, day))
}

pub(super) fn is_in((from, to): (i64, i64), day: i64) -> bool {
    from <= day && day <= to
}

fn compare(relation: Relation, a: &Value, b: &Value) -> Tri {
    let order = a.compared(b)?;
    Some(match relation {
        Relation::Equal => order == Ordering::Equal,
        Relation::NotEqual => order != Ordering::Equal,
        Relation::Less => order == Ordering::Less,
        Relation::AtMost => order != Ordering::Greater,
        Relation::Greater => order == Ordering::Greater,
        Relation::AtLeast => order != Ordering::Less,
    })
}

/// Ten digits with or without the hyphen, the third at least 2, the check digit by Luhn's method.
fn is_organisation_number(text: &str) -> bool {
    let plain = match text.split_once('-') {
        Some((head, tail)) if head.len() == 6 => format!("{head}{tail}"),
        Some(_) => return false,
        None => text.to_owned(),
    };
    let digits: Option<Vec<u32>> = plain.chars().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|d| d.len() == 10 && d[2] >= 2) else {
        return false;
    };
    let weighed = digits.iter().enumerate().map(|(at, digit)| {
        let product = digit * if at % 2 == 0 { 2 } else { 1 };
        product / 10 + product % 10
    });
    weighed.sum::<u32>() % 10 == 0
}
