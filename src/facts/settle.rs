//! Judgements that are dated after the assessment date count as not given.

use super::model::{Answer, Facts};
use crate::program::{Arena, Cell, Place};
use crate::value::Date;

/// Takes away the judgements that are dated after the assessment date: `too_late` is set on each such answer, and the
/// judgement is what the answers in time make it. An answer whose sources state different days is too late if one of them is.
/// Settling again, on another day, starts from what is left.
pub fn settle(facts: &mut Facts, assessed_on: Date) {
    let mut places: Vec<Place> = Vec::new();
    for answer in &mut facts.answers {
        let late = answer.on.iter().any(|stated| stated.value > assessed_on);
        if late && !answer.too_late {
            answer.too_late = true;
            places.push(answer.place);
        }
    }
    places.dedup();
    for place in places {
        resettle(facts, place);
    }
}

/// Makes the judgement at a place what its answers in time make it.
fn resettle(facts: &mut Facts, place: Place) {
    let of_place = |a: &&Answer| a.place == place && a.value != Cell::Unknown;
    let given: Vec<(Cell, bool)> = facts
        .answers
        .iter()
        .filter(of_place)
        .map(|a| (a.value, a.too_late))
        .collect();
    // A contradiction of the judgement lists the values of its answers in their order, each as often as `values` gives it.
    let in_time: Vec<bool> = given
        .iter()
        .flat_map(|(value, late)| values(&facts.arena, *value).into_iter().map(move |_| !late))
        .collect();
    let mut left: Vec<Cell> = Vec::new();
    for cell in given
        .iter()
        .filter(|(_, late)| !late)
        .flat_map(|(value, _)| values(&facts.arena, *value))
    {
        if !left.iter().any(|seen| same(&facts.arena, *seen, cell)) {
            left.push(cell);
        }
    }
    let several = left.len() > 1;
    facts.contradictions.retain_mut(|contradiction| {
        if contradiction.place != Some(place) || contradiction.cells.is_empty() {
            return true;
        }
        if contradiction.cells.len() == in_time.len() {
            let mut keep = in_time.iter().copied();
            contradiction.values.retain(|_| keep.next().unwrap_or(true));
            let mut keep = in_time.iter().copied();
            contradiction.cells.retain(|_| keep.next().unwrap_or(true));
        }
        several
    });
    let cell = match left.as_slice() {
        [] => Cell::Unknown,
        _ => facts.arena.store_set(left),
    };
    if let Some(slot) = facts.arena.cells.get_mut(place.0 as usize) {
        *slot = cell;
    }
}

/// The values that a cell may have: itself, when it is not contradicted.
pub(super) fn values(arena: &Arena, cell: Cell) -> Vec<Cell> {
    arena.set(cell).map_or_else(|| vec![cell], <[Cell]>::to_vec)
}

/// Whether two cells hold the same: the same value, or the same bounds.
pub(super) fn same(arena: &Arena, a: Cell, b: Cell) -> bool {
    match (arena.range(a), arena.range(b)) {
        (Some(a), Some(b)) => a == b,
        _ => arena.same(a, b),
    }
}
