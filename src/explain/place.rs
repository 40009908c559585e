//! Where facts stand in the application's JSON: from an expression, and from a place.

use super::case::Case;
use crate::check::ruleset::{Expr, ExprKind, Field, LoopId, RecordId, RuleSet, Type};
use crate::eval::FrameId;
use crate::facts::Facts;
use crate::program::layout::Offsets;
use crate::program::{Cell, Place};
use std::collections::{BTreeMap, BTreeSet};

/// A fact that was found.
#[derive(Clone, Debug)]
pub(crate) struct Located<'a> {
    /// Its JSON pointer (RFC 6901).
    pub(crate) pointer: String,
    /// Its place.
    pub(crate) place: Place,
    /// Its type.
    pub(crate) ty: &'a Type,
    /// The field that it stands in; an element of a list has its list's.
    pub(crate) field: &'a Field,
    /// Whether it is an element of a list, whose record has no cell of its own.
    pub(crate) element: bool,
    /// Its value.
    pub(crate) cell: Cell,
    /// The element, among those around it, that it stands in: where its fields begin.
    pub(crate) inside: Option<(Place, &'a Type)>,
}

/// What the facts of an application are, and where.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'s, 'a> {
    pub(crate) ruleset: &'a RuleSet,
    pub(crate) offsets: &'s Offsets,
    pub(crate) facts: &'s Facts,
}

/// Fields that stand together.
struct Group<'s, 'a> {
    fields: &'a [Field],
    /// Where each of them begins, counted from the first.
    offsets: &'s [u32],
    first: u32,
    pointer: String,
    inside: Option<(Place, &'a Type)>,
}

/// A key as it stands in a JSON pointer.
fn token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

impl<'s, 'a> Group<'s, 'a> {
    /// The fields of the application.
    fn top(ground: Ground<'s, 'a>) -> Self {
        Self {
            fields: &ground.ruleset.application,
            offsets: ground.offsets.application(),
            first: 0,
            pointer: String::new(),
            inside: None,
        }
    }

    /// The fields of a record, the first of them in this cell.
    fn record(ground: Ground<'s, 'a>, id: RecordId, first: u32) -> Option<Self> {
        Some(Self {
            fields: &ground.ruleset.records.get(usize::from(id.0))?.fields,
            offsets: ground.offsets.record(id),
            first,
            pointer: String::new(),
            inside: None,
        })
    }

    /// One of them.
    fn field(&self, facts: &Facts, index: u16) -> Option<Located<'a>> {
        let field = self.fields.get(usize::from(index))?;
        let offset = *self.offsets.get(usize::from(index))?;
        let place = Place(self.first.checked_add(offset)?);
        Some(Located {
            pointer: format!("{}/{}", self.pointer, token(&field.json)),
            place,
            ty: &field.ty,
            field,
            element: false,
            cell: facts.arena.cell(place),
            inside: self.inside,
        })
    }

    /// All of them.
    fn each(&self, facts: &Facts) -> impl Iterator<Item = Located<'a>> {
        (0..)
            .zip(self.fields)
            .filter_map(|(index, _)| self.field(facts, index))
    }
}

impl<'a> Located<'a> {
    /// An element of the list that this is.
    fn element(&self, facts: &Facts, index: u32) -> Option<Located<'a>> {
        let Type::List(ty) = self.ty else { return None };
        let list = facts.arena.list(self.cell)?;
        if index >= list.len {
            return None;
        }
        let place = Place(list.first.checked_add(list.stride.checked_mul(index)?)?);
        let record = matches!(**ty, Type::Record(_));
        Some(Located {
            pointer: format!("{}/{index}", self.pointer),
            place,
            ty,
            field: self.field,
            element: true,
            cell: if record {
                Cell::Present
            } else {
                facts.arena.cell(place)
            },
            inside: Some((place, ty)),
        })
    }

    /// The fields of the record that this is, or that its key refers to.
    fn group<'s>(&self, ground: Ground<'s, 'a>) -> Option<Group<'s, 'a>> {
        match self.ty {
            Type::Record(id) => {
                let first = if self.element {
                    self.place.0
                } else {
                    self.place.0.checked_add(1)?
                };
                Some(Group {
                    pointer: self.pointer.clone(),
                    inside: self.inside,
                    ..Group::record(ground, *id, first)?
                })
            }
            Type::RecordKey(list, _) => {
                let Cell::Key(row) = self.cell else { return None };
                Group::top(ground)
                    .field(ground.facts, *list)?
                    .element(ground.facts, row)?
                    .group(ground)
            }
            _ => None,
        }
    }
}

impl<'a> Case<'a> {
    /// The fact that an expression reads in a frame; `None` when it reads none.
    pub(crate) fn locate(&self, expr: &Expr, frame: FrameId) -> Option<Located<'a>> {
        match &expr.kind {
            ExprKind::Fact(index) => Group::top(self.ground()).field(self.facts, *index),
            ExprKind::Field(base, index) => self
                .locate(base, frame)?
                .group(self.ground())?
                .field(self.facts, *index),
            ExprKind::Element(var) => self.locate_element(*var, frame),
            _ => None,
        }
    }

    /// The element that a loop stands at in a frame.
    fn locate_element(&self, var: LoopId, frame: FrameId) -> Option<Located<'a>> {
        let mut at = frame;
        loop {
            let here = self.trace.frame(at)?;
            if here.var == Some(var) {
                return self
                    .locate(self.list_of(var)?, here.parent)?
                    .element(self.facts, here.index);
            }
            if at == FrameId::TOP {
                return None;
            }
            at = here.parent;
        }
    }

    /// An element of a list that was found.
    pub(crate) fn element_of(&self, list: &Located<'a>, index: u32) -> Option<Located<'a>> {
        list.element(self.facts, index)
    }

    /// The fields of a record: those that begin at `first`.
    pub(crate) fn fields_from(&self, ty: &'a Type, first: Place) -> Vec<Located<'a>> {
        let Type::Record(id) = ty else { return vec![] };
        Group::record(self.ground(), *id, first.0)
            .map_or_else(Vec::new, |group| group.each(self.facts).collect())
    }
}

/// The facts at the places, in one walk through the application.
pub(crate) fn find_all<'a>(ground: Ground<'_, 'a>, places: &BTreeSet<Place>) -> BTreeMap<Place, Located<'a>> {
    let mut search = Search {
        ground,
        places,
        found: BTreeMap::new(),
    };
    if !places.is_empty() {
        search.fields(&Group::top(ground));
    }
    search.found
}

/// A walk through an application.
struct Search<'s, 'a> {
    ground: Ground<'s, 'a>,
    places: &'s BTreeSet<Place>,
    found: BTreeMap<Place, Located<'a>>,
}

impl<'a> Search<'_, 'a> {
    /// The fields, the records in them and the elements of lists.
    fn fields(&mut self, group: &Group<'_, 'a>) {
        for found in group.each(self.ground.facts) {
            self.look(found);
        }
    }

    /// One fact and what it holds.
    fn look(&mut self, found: Located<'a>) {
        match found.ty {
            Type::Record(_) => {
                if let Some(group) = found.group(self.ground) {
                    self.fields(&group);
                }
            }
            Type::List(_) => {
                let len = self
                    .ground
                    .facts
                    .arena
                    .list(found.cell)
                    .map_or(0, |list| list.len);
                for index in 0..len {
                    if let Some(element) = found.element(self.ground.facts, index) {
                        self.look(element);
                    }
                }
            }
            _ => {}
        }
        // A record that is an element begins where its first field does, and that field is the fact there.
        let field = !(found.element && matches!(found.ty, Type::Record(_)));
        if field && self.places.contains(&found.place) {
            self.found.insert(found.place, found);
        }
    }
}
