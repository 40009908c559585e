//! What a threshold's quantity is in a decided case, read from the trace.

use super::threshold::{Compared, Threshold};
use crate::check::ruleset::{Expr, ExprKind};
use crate::eval::FrameId;
use crate::program::Cell;
use crate::trial::Tried;
use crate::value::{Date, Number};

/// A quantity and its threshold: numbers, or days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measured {
    /// What is measured.
    pub(super) value: Number,
    /// The threshold.
    pub(super) limit: Number,
}

impl Measured {
    /// How far it is above the threshold; below zero when it is below.
    pub(super) fn above(self) -> Option<Number> {
        self.value.sub(self.limit)
    }
}

/// The frames in which the threshold is looked at: the top, or the elements of a list.
pub(super) fn frames(threshold: &Threshold<'_>, tried: &Tried) -> Vec<FrameId> {
    let Some(condition) = threshold.compared.condition() else {
        return vec![FrameId::TOP];
    };
    let trace = &tried.trace;
    if trace.value(condition.id, FrameId::TOP).is_some() {
        return vec![FrameId::TOP];
    }
    // The frames around an element's don't have it.
    (0_u32..)
        .map(FrameId)
        .zip(&trace.frames)
        .filter(|(at, frame)| {
            trace.value(condition.id, *at).is_some() && trace.value(condition.id, frame.parent).is_none()
        })
        .map(|(at, _)| at)
        .collect()
}

/// Whether the condition holds there; none when it isn't settled or there is none.
pub(super) fn holds(threshold: &Threshold<'_>, tried: &Tried, frame: FrameId) -> Option<bool> {
    match tried.trace.value(threshold.compared.condition()?.id, frame)? {
        Cell::Bool(holds) => Some(holds),
        _ => None,
    }
}

/// The quantity and the threshold, when both are known.
pub(super) fn measure(threshold: &Threshold<'_>, tried: &Tried, frame: FrameId) -> Option<Measured> {
    let number = |expr: &Expr| number(tried, tried.trace.value(expr.id, frame)?);
    let assessed = day(tried.verdict.assessed_on);
    let (value, limit) = match threshold.compared {
        Compared::Values(left, right, _) => (number(left)?, number(right)?),
        Compared::End(value, period, first, _) => {
            let limit = end(tried.trace.value(period.id, frame)?, first)?;
            let value = match tried.trace.value(value.id, frame)? {
                cell @ Cell::Period(..) => end(cell, first)?,
                cell => self::number(tried, cell)?,
            };
            (value, limit)
        }
        Compared::Count(whole, n) => {
            let ExprKind::Quantified { var, body, .. } = &whole.kind else {
                return None;
            };
            let mut count: i64 = 0;
            for (element, _) in tried.trace.elements(frame, *var) {
                match tried.trace.value(body.id, element)? {
                    Cell::Bool(passes) => count = count.checked_add(i64::from(passes))?,
                    _ => return None,
                }
            }
            (Number::whole(count), Number::whole(n))
        }
        Compared::InForce(by, limit, _) => match by {
            Some(by) => (number(by)?, day(limit)),
            None => (assessed, day(limit)),
        },
        Compared::Performed(performed, last) => (number(performed)?, number(last)?),
        Compared::Assessed(last) => (assessed, number(last)?),
    };
    Some(Measured { value, limit })
}

fn day(date: Date) -> Number {
    Number::whole(i64::from(date.days()))
}

fn number(tried: &Tried, cell: Cell) -> Option<Number> {
    match cell {
        Cell::Date(days) => Some(Number::whole(i64::from(days))),
        cell => tried.facts.arena.number(cell),
    }
}

/// The first or the last day of a period; none when that end is open.
fn end(cell: Cell, first: bool) -> Option<Number> {
    let Cell::Period(from, to) = cell else { return None };
    let days = if first { from } else { to };
    (days != i32::MIN && days != i32::MAX).then(|| Number::whole(i64::from(days)))
}
