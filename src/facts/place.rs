//! Where a cell stands in the application: its JSON pointer, and the field that it belongs to.

use super::fault::{add_index, add_key};
use super::model::Facts;
use crate::check::ruleset::{Field, RuleSet};
use crate::program::schema::{Kind, Object, Schema};
use crate::program::{Arena, Cell, Place};
use std::cell::OnceCell;

/// What is known of a place.
#[derive(Clone, Debug)]
pub struct FieldInfo<'r> {
    /// The field that the cell belongs to; of an element of a list of scalars, the list.
    pub field: &'r Field,
    /// The JSON pointer of the cell.
    pub pointer: String,
    /// The fields on the way from the application to the cell, outermost first, each with the pointer of the value
    /// that is gone into there (of a list, its element's). The last is the field itself, with the cell's pointer.
    pub chain: Vec<(String, &'r Field)>,
}

/// A step to a cell: a field of an object, and the element if that is a list that is gone into.
struct Step {
    /// Which object of the schema.
    object: u16,
    /// Which of its fields.
    field: u16,
    /// Which elements of it: several for a list of lists.
    items: Vec<u32>,
}

/// The JSON pointer of a cell, with the fields' own keys; empty for a place that is none of the application's.
#[must_use]
pub fn pointer(schema: &Schema, facts: &Facts, place: Place) -> String {
    let steps = locate(schema, facts, place).map_or_else(Vec::new, |(steps, _)| steps);
    written(schema, &steps)
}

/// The [`pointer()`] of each of the cells; the lists are looked through once for all of them.
pub fn pointers(
    schema: &Schema,
    facts: &Facts,
    places: impl IntoIterator<Item = Place>,
) -> impl Iterator<Item = String> {
    let holders = OnceCell::new();
    places.into_iter().map(move |place| {
        let list_of = |place: Place| holders.get_or_init(|| Holders::of(&facts.arena)).list_of(place);
        let steps = locate_by(schema, facts, place, &list_of).map_or_else(Vec::new, |(steps, _)| steps);
        written(schema, &steps)
    })
}

fn written(schema: &Schema, steps: &[Step]) -> String {
    steps.iter().fold(String::new(), |mut pointer, step| {
        add_step(&mut pointer, schema, step);
        pointer
    })
}

/// What is known of a place: the field, and the way to it.
#[must_use]
pub fn describe<'r>(
    schema: &Schema,
    ruleset: &'r RuleSet,
    facts: &Facts,
    place: Place,
) -> Option<FieldInfo<'r>> {
    let (steps, _) = locate(schema, facts, place)?;
    let mut pointer = String::new();
    let mut chain = Vec::with_capacity(steps.len());
    for step in &steps {
        let fields = match step.object.checked_sub(1) {
            None => &ruleset.application,
            Some(record) => &ruleset.records.get(usize::from(record))?.fields,
        };
        add_step(&mut pointer, schema, step);
        chain.push((pointer.clone(), fields.get(usize::from(step.field))?));
    }
    let (_, field) = *chain.last().as_ref()?;
    Some(FieldInfo {
        field,
        pointer,
        chain,
    })
}

/// The kind of what a cell holds.
pub(super) fn kind(schema: &Schema, facts: &Facts, place: Place) -> Option<Kind> {
    locate(schema, facts, place).map(|(_, kind)| kind)
}

fn add_step(pointer: &mut String, schema: &Schema, step: &Step) {
    let object = schema.objects.get(usize::from(step.object));
    if let Some(slot) = object.and_then(|o| o.fields.get(usize::from(step.field))) {
        add_key(pointer, &slot.json);
    }
    for index in &step.items {
        add_index(pointer, *index);
    }
}

/// Gives each contradiction its pointer: what stands there already is what comes after its fact's. One that is not
/// of a fact's value loses its place.
pub(super) fn point(schema: &Schema, facts: &mut Facts) {
    if facts.contradictions.is_empty() {
        return;
    }
    let holders = Holders::of(&facts.arena);
    let mut contradictions = std::mem::take(&mut facts.contradictions);
    for contradiction in &mut contradictions {
        let Some(at) = contradiction.place else { continue };
        let steps = locate_by(schema, facts, at, &|place| holders.list_of(place))
            .map_or_else(Vec::new, |(steps, _)| steps);
        let mut pointer = String::new();
        for step in &steps {
            add_step(&mut pointer, schema, step);
        }
        if !contradiction.pointer.is_empty() {
            pointer.push_str(&contradiction.pointer);
            contradiction.place = None;
        }
        contradiction.pointer = pointer;
    }
    facts.contradictions = contradictions;
}

/// Which list each cell stands in, and which cell holds that list.
struct Holders<'f> {
    arena: &'f Arena,
    /// The first cell and the number of each list that has cells, by the cell.
    lists: Vec<(u32, u32)>,
    /// The cell that holds each list.
    cells: Vec<u32>,
}

impl<'f> Holders<'f> {
    fn of(arena: &'f Arena) -> Self {
        // Of lists that begin at the same cell, all but one are empty.
        let mut lists: Vec<(u32, u32)> = (0_u32..)
            .zip(&arena.lists)
            .filter(|(_, list)| list.len > 0 && list.stride > 0)
            .map(|(number, list)| (list.first, number))
            .collect();
        lists.sort_unstable();
        let mut cells = vec![0_u32; arena.lists.len()];
        // The first one counts, as when it is looked for.
        for (at, cell) in arena.cells.iter().enumerate().rev() {
            if let Cell::List(number) = cell
                && let Some(holder) = cells.get_mut(*number as usize)
            {
                *holder = u32::try_from(at).unwrap_or(u32::MAX);
            }
        }
        Self { arena, lists, cells }
    }

    /// The list that the cell stands in, and the cell that holds it.
    fn list_of(&self, place: Place) -> Option<(u32, Place)> {
        let after = self.lists.partition_point(|(first, _)| *first <= place.0);
        let (first, number) = *self.lists.get(after.checked_sub(1)?)?;
        let list = self.arena.lists.get(number as usize)?;
        let within = place.0.checked_sub(first)? < list.stride.saturating_mul(list.len);
        within.then_some((number, Place(*self.cells.get(number as usize)?)))
    }
}

/// The steps from the application to the cell, and what kind of cell it is.
fn locate(schema: &Schema, facts: &Facts, place: Place) -> Option<(Vec<Step>, Kind)> {
    let arena = &facts.arena;
    locate_by(schema, facts, place, &|place: Place| {
        let (number, _) = (0_u32..).zip(&arena.lists).find(|(_, list)| {
            let cells = list.stride.saturating_mul(list.len);
            place.0.checked_sub(list.first).is_some_and(|at| at < cells)
        })?;
        let holder = arena.cells.iter().position(|c| *c == Cell::List(number))?;
        Some((number, Place(u32::try_from(holder).ok()?)))
    })
}

/// [`locate`], when the list that holds a cell, and the cell that holds that list, are found so.
fn locate_by(
    schema: &Schema,
    facts: &Facts,
    place: Place,
    list_of: &dyn Fn(Place) -> Option<(u32, Place)>,
) -> Option<(Vec<Step>, Kind)> {
    if place.0 < facts.slots {
        let mut steps = Vec::new();
        let kind = descend(schema, 0, place.0, &mut steps)?;
        return Some((steps, kind));
    }
    let (number, holder) = list_of(place)?;
    let list = facts.arena.lists.get(number as usize)?;
    let (mut steps, kind) = locate_by(schema, facts, holder, list_of)?;
    let element = schema.element_of(kind)?;
    let within = place.0.checked_sub(list.first)?;
    let index = within.checked_div(list.stride)?;
    steps.last_mut()?.items.push(index);
    let kind = match element.kind {
        Kind::Record(object) => descend(schema, object, within.checked_rem(list.stride)?, &mut steps)?,
        scalar => scalar,
    };
    Some((steps, kind))
}

/// Adds the steps from an object to one of its cells.
fn descend(schema: &Schema, object: u16, cell: u32, steps: &mut Vec<Step>) -> Option<Kind> {
    let Object { fields, .. } = schema.objects.get(usize::from(object))?;
    let field = fields.partition_point(|f| f.offset <= cell).checked_sub(1)?;
    let slot = fields.get(field)?;
    steps.push(Step {
        object,
        field: u16::try_from(field).ok()?,
        items: Vec::new(),
    });
    let within = cell.checked_sub(slot.offset)?;
    match (slot.kind, within.checked_sub(1)) {
        (Kind::Record(inner), Some(inside)) => descend(schema, inner, inside, steps),
        (kind, None) => Some(kind),
        _ => None,
    }
}
