//! How the applications of a schema are read: what stands at each key, and where it goes.

use super::guess::STRANGERS;
use super::lookup::Lookup;
use crate::check::ruleset::Answerer;
use crate::program::schema::{Kind, Object, Scale, Schema};
use crate::program::slots::parts_of;

/// Objects and arrays inside each other that a schema may have; a reading of one that has more is left to the plain way.
const DEEPEST: usize = 24;

/// How the applications of a schema are read.
#[derive(Debug)]
pub(super) struct Plan {
    /// The application first, then the records.
    pub(super) objects: Vec<Layout>,
    /// The fields of all objects, each object's together.
    pub(super) fields: Vec<Field>,
    /// What lists hold.
    pub(super) elements: Vec<Element>,
    /// The names of enums, then those of tables.
    pub(super) names: Vec<Lookup>,
    /// The names of bodies.
    pub(super) bodies: Lookup,
    /// For each judgement the bodies that it is asked of.
    pub(super) asked: Vec<Vec<u16>>,
    /// How many cells the application's own slots take.
    pub(super) slots: u32,
    /// How many guesses there are, of all objects.
    pub(super) guesses: usize,
    /// The application's lists whose records are referred to.
    pub(super) referred: Vec<Referred>,
    /// Whether applications can be read so at all.
    pub(super) usable: bool,
}

/// An object: its fields.
#[derive(Debug)]
pub(super) struct Layout {
    /// Its fields by their keys: how many stand before them in the object.
    pub(super) keys: Lookup,
    /// The first of its fields in [`Plan::fields`].
    pub(super) first: usize,
    /// How many fields it has.
    pub(super) len: usize,
    /// Where its guesses begin.
    pub(super) guesses: usize,
}

/// What stands at a key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) what: What,
    pub(super) offset: u32,
    pub(super) size: u32,
    pub(super) optional: bool,
    /// Whether it is the key of its record.
    pub(super) key: bool,
    /// Of a judgement: whom it is asked of, an index into [`Plan::asked`].
    pub(super) asked: Option<u16>,
    /// Whether it is a judgement that is answered by a single value, with who, when and in which document.
    pub(super) answered: bool,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Bool,
    Number(Figure),
    Date,
    Instant,
    Period,
    Text,
    /// A value of an enum: an index into [`Plan::names`].
    Symbol(u16),
    /// A row of a table: an index into [`Plan::names`].
    Row(u16),
    /// A record of a list that is referred to: an index into [`Plan::referred`].
    Reference(u16),
    Record(u16),
    List(u16),
    /// `regelverk`
    RuleSet,
    /// `id`
    Id,
    /// `prövningsdag`
    Day,
}

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) scale: Scale,
    pub(super) signed: bool,
    pub(super) whole: bool,
    /// How many parts of a word one is that is written.
    pub(super) parts: u32,
}

/// What a list holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub(super) what: What,
    pub(super) stride: u32,
    pub(super) nested: bool,
}

/// A list whose records are referred to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Referred {
    /// Its field in the application.
    list: u16,
    /// Its cell.
    pub(super) cell: u32,
}

impl Plan {
    /// The plan of a schema.
    pub(super) fn new(schema: &Schema, max_depth: usize) -> Self {
        let mut plan = Self {
            objects: Vec::new(),
            fields: Vec::new(),
            elements: Vec::new(),
            names: schema
                .enums
                .iter()
                .chain(&schema.tables)
                .map(|names| Lookup::new(names, &[]))
                .collect(),
            bodies: Lookup::new(&schema.bodies, &[]),
            asked: Vec::new(),
            slots: schema.slots,
            guesses: 0,
            referred: schema
                .referred
                .iter()
                .filter_map(|list| referred(schema, *list))
                .collect(),
            usable: max_depth >= DEEPEST.saturating_mul(2) && !schema.objects.is_empty(),
        };
        plan.usable &=
            plan.referred.len() == schema.referred.len() && depth(schema, Kind::Record(0), 0) <= DEEPEST;
        for (object, number) in schema.objects.iter().zip(0_usize..) {
            let layout = plan.layout(schema, object, number == 0);
            let guesses = layout.len.saturating_add(STRANGERS).saturating_add(1);
            plan.guesses = plan.guesses.saturating_add(guesses);
            plan.objects.push(layout);
        }
        plan.elements = schema
            .elements
            .iter()
            .map(|element| Element {
                what: plan.what(schema, element.kind),
                stride: element.stride,
                nested: element.nested,
            })
            .collect();
        plan
    }

    fn layout(&mut self, schema: &Schema, object: &Object, top: bool) -> Layout {
        let mut fields: Vec<Field> = (0_u16..)
            .zip(&object.fields)
            .map(|(index, slot)| Field {
                what: self.what(schema, slot.kind),
                offset: slot.offset,
                size: slot.size,
                optional: slot.optional,
                key: object.key == Some(index),
                asked: slot.judgement.as_deref().map(|asked| self.asked_of(asked)),
                answered: slot.judgement.is_some() && !matches!(slot.kind, Kind::Record(_) | Kind::List(_)),
            })
            .collect();
        // An answer's value, or a mistake; never a key to be passed over.
        let mut reserved = vec![("värde", None)];
        if top {
            reserved.push(("väntar", None));
            for (name, what) in [
                ("regelverk", What::RuleSet),
                ("id", What::Id),
                ("prövningsdag", What::Day),
            ] {
                reserved.push((name, u32::try_from(fields.len()).ok()));
                fields.push(Field {
                    what,
                    offset: 0,
                    size: 0,
                    optional: false,
                    key: false,
                    asked: None,
                    answered: false,
                });
            }
        }
        // Keys are compared as they are written: what can be written in several ways can't be compared so.
        self.usable &= object.key.is_none_or(|key| {
            let slot = object.fields.get(usize::from(key));
            slot.is_some_and(|slot| {
                matches!(
                    slot.kind,
                    Kind::Text | Kind::Enum(_) | Kind::TableKey(_) | Kind::Date
                )
            })
        });
        let (first, len) = (self.fields.len(), fields.len());
        self.fields.append(&mut fields);
        Layout {
            keys: Lookup::new(&object.keys, &reserved),
            first,
            len,
            guesses: self.guesses,
        }
    }

    /// Notes whom a judgement is asked of.
    fn asked_of(&mut self, asked: &[Answerer]) -> u16 {
        let bodies = asked.iter().filter_map(|answerer| match answerer {
            Answerer::Body(body) => Some(body.0),
            _ => None,
        });
        self.asked.push(bodies.collect());
        u16::try_from(self.asked.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    fn what(&self, schema: &Schema, kind: Kind) -> What {
        match kind {
            Kind::Bool => What::Bool,
            Kind::Number { scale, signed, whole } => What::Number(Figure {
                scale,
                signed,
                whole,
                parts: u32::try_from(match scale {
                    Scale::Plain => parts_of(kind),
                    Scale::Money => parts_of(kind).saturating_mul(100),
                    Scale::Percent => parts_of(kind) / 100,
                })
                .unwrap_or(0),
            }),
            Kind::Date => What::Date,
            Kind::Timestamp => What::Instant,
            Kind::Period => What::Period,
            Kind::Text => What::Text,
            Kind::Enum(index) => What::Symbol(index),
            Kind::TableKey(index) => {
                let enums = u16::try_from(schema.enums.len()).unwrap_or(u16::MAX);
                What::Row(index.saturating_add(enums))
            }
            Kind::RecordKey(list) => {
                let index = self.referred.iter().position(|r| r.list == list);
                What::Reference(index.and_then(|i| u16::try_from(i).ok()).unwrap_or(u16::MAX))
            }
            Kind::Record(index) => What::Record(index),
            Kind::List(index) => What::List(index),
        }
    }
}

/// A list that is referred to, if its keys are texts.
fn referred(schema: &Schema, list: u16) -> Option<Referred> {
    let slot = schema.application()?.fields.get(usize::from(list))?;
    let object = schema.object_of(schema.element_of(slot.kind)?.kind)?;
    let key = object.fields.get(usize::from(object.key?))?;
    (key.kind == Kind::Text && key.judgement.is_none()).then_some(Referred {
        list,
        cell: slot.offset,
    })
}

/// How many objects and arrays stand inside each other in a value; more than [`DEEPEST`] are not counted.
fn depth(schema: &Schema, kind: Kind, above: usize) -> usize {
    if above > DEEPEST {
        return above;
    }
    let below = above.saturating_add(1);
    if let Some(object) = schema.object_of(kind) {
        let inner = object.fields.iter().map(|slot| depth(schema, slot.kind, below));
        return inner.max().unwrap_or(below);
    }
    match schema.element_of(kind) {
        Some(element) => depth(schema, element.kind, below),
        None if kind == Kind::Period => below,
        None => above,
    }
}
