//! What an apportionment reads, computed by the one evaluator: by a rule set that has nothing but its values as results.

use super::Refusal;
use super::share::Claim;
use crate::check::ruleset::{
    Apportionment, Concept, ConceptId, ConceptValue, Expr, ExprId, ExprKind, Grounds, Literal, NamedResult,
    RuleSet, TableId, Type,
};
use crate::eval::{self, FrameId};
use crate::facts::Facts;
use crate::program::{self, Cell};
use crate::value::{Bilingual, Date, Number, Period};

/// So many rows are computed by one program.
const ROWS: usize = 1_000;

/// A row, and what it takes part with; nothing when it takes no part.
pub(super) type Row = Option<Claim>;

/// The amount on a day.
pub(super) fn amount(set: &RuleSet, expr: &Expr, day: Date) -> Result<Number, Refusal> {
    let mut bare = bare(set);
    bare.results.push(result(expr.clone()));
    let values = values(bare, &[expr.id], day)?;
    match values.first() {
        Some(Value::Number(number)) => Ok(*number),
        Some(Value::Failed(failure)) => Err(Refusal::Failed(*failure)),
        _ => Err(Refusal::Unknown),
    }
}

/// The rows on a day.
pub(super) fn rows(set: &RuleSet, item: &Apportionment, day: Date) -> Result<Vec<Row>, Refusal> {
    let Some(table) = set.tables.get(usize::from(item.table.0)) else {
        return Err(Refusal::Unknown);
    };
    let width = table.columns.len().max(1);
    let keys = table
        .cells
        .chunks(width)
        .map(|row| match row.get(usize::from(item.key)) {
            Some(Literal::Number(key)) => *key,
            _ => Number::ZERO,
        });
    let mut rows: Vec<Row> = keys
        .map(|key| {
            Some(Claim {
                key,
                floor: Number::ZERO,
                cap: None,
            })
        })
        .collect();
    let parts: Vec<&Expr> = [&item.filter, &item.floor, &item.cap]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        return Ok(rows);
    }
    for (chunk, first) in rows.chunks_mut(ROWS).zip((0_u32..).step_by(ROWS)) {
        let asked: Vec<u32> = (first..).zip(chunk.iter()).map(|(row, _)| row).collect();
        let found = of_rows(set, item.table, &parts, &asked, day)?;
        for (row, values) in chunk.iter_mut().zip(found) {
            take(row, item, &mut values.into_iter())?;
        }
    }
    Ok(rows)
}

/// Puts what was computed of a row into it.
fn take(
    row: &mut Row,
    item: &Apportionment,
    values: &mut impl Iterator<Item = Value>,
) -> Result<(), Refusal> {
    if item.filter.is_some() {
        match values.next() {
            Some(Value::Bool(true)) => {}
            Some(Value::Bool(false)) => *row = None,
            Some(Value::Failed(failure)) => return Err(Refusal::Failed(failure)),
            _ => return Err(Refusal::Unknown),
        }
    }
    let Some(claim) = row else { return Ok(()) };
    let mut number = || match values.next() {
        Some(Value::Number(number)) => Ok(number),
        Some(Value::Failed(failure)) => Err(Refusal::Failed(failure)),
        _ => Err(Refusal::Unknown),
    };
    if item.floor.is_some() {
        claim.floor = number()?;
    }
    if item.cap.is_some() {
        claim.cap = Some(number()?);
    }
    Ok(())
}

/// The values of expressions for each of some rows of a table.
fn of_rows(
    set: &RuleSet,
    table: TableId,
    parts: &[&Expr],
    rows: &[u32],
    day: Date,
) -> Result<Vec<Vec<Value>>, Refusal> {
    let mut bare = bare(set);
    let mut concepts = Vec::new();
    for part in parts {
        let id = u16::try_from(bare.concepts.len()).map_err(|_| Refusal::Unknown)?;
        bare.concepts.push(Concept {
            name: String::new(),
            title: Bilingual::default(),
            grounds: Grounds::default(),
            params: vec![(String::new(), Type::TableKey(table))],
            ty: part.ty.clone(),
            value: ConceptValue::Formula((*part).clone()),
            overrides: Vec::new(),
        });
        concepts.push((ConceptId(id), *part));
    }
    let mut asked = Vec::new();
    for row in rows {
        for (concept, part) in &concepts {
            let key = made(
                &mut bare,
                part,
                Type::TableKey(table),
                ExprKind::Literal(Literal::Key(table, *row)),
            );
            let call = made(
                &mut bare,
                part,
                part.ty.clone(),
                ExprKind::Concept(*concept, vec![key]),
            );
            asked.push(call.id);
            bare.results.push(result(call));
        }
    }
    let values = values(bare, &asked, day)?;
    Ok(values.chunks(parts.len().max(1)).map(<[Value]>::to_vec).collect())
}

/// An expression with a number of its own.
fn made(set: &mut RuleSet, at: &Expr, ty: Type, kind: ExprKind) -> Expr {
    let id = ExprId(set.expressions);
    set.expressions = set.expressions.saturating_add(1);
    Expr {
        id,
        ty,
        span: at.span,
        kind,
    }
}

/// A result without a name.
pub(super) fn result(value: Expr) -> NamedResult {
    NamedResult {
        name: String::new(),
        title: Bilingual::default(),
        grounds: Grounds::default(),
        value,
    }
}

/// The rule set without rules and questions: its tables, parameters and concepts are left. The day is the day of assessment.
fn bare(set: &RuleSet) -> RuleSet {
    let mut bare = set.clone();
    bare.rules.clear();
    bare.rule_order.clear();
    bare.blocks.clear();
    bare.results.clear();
    bare.examples.clear();
    bare.application.clear();
    bare.apportionments.clear();
    bare.assessed_on = None;
    bare.valid.by = None;
    bare.valid.period = Period::default();
    bare
}

/// What an expression came to.
#[derive(Clone, Copy, Debug)]
enum Value {
    Number(Number),
    Bool(bool),
    Failed(program::Failure),
    Other,
}

/// The values of the results with these expressions, on a day.
fn values(set: RuleSet, asked: &[ExprId], day: Date) -> Result<Vec<Value>, Refusal> {
    let program = program::compile(set);
    let mut facts = Facts::default();
    let (_, trace) = eval::evaluate(&program, &mut facts, day).map_err(|_| Refusal::Unknown)?;
    let value = |id: &ExprId| match trace.value(*id, FrameId::TOP) {
        Some(Cell::Bool(value)) => Value::Bool(value),
        Some(Cell::Failed(failure)) => Value::Failed(failure),
        Some(cell) => facts.arena.number(cell).map_or(Value::Other, Value::Number),
        None => Value::Other,
    };
    Ok(asked.iter().map(value).collect())
}
