//! The schema of an application: what each JSON key means and in which cell its value goes. Flat, and built once for a
//! rule set, so that reading an application asks nothing of the checked rule set.

use super::layout;
use crate::check::ruleset::{Answerer, Field, RuleSet, Type};
use crate::value::UnitId;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The schema of a rule set's application.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The application first, then the records in the order of `RuleSet::records`.
    pub objects: Vec<Object>,
    /// What lists hold; [`Kind::List`] is an index.
    pub elements: Vec<Element>,
    /// The values of each enum.
    pub enums: Vec<Names>,
    /// The keys of each table.
    pub tables: Vec<Names>,
    /// The bodies: their names and titles, and their aliases.
    pub bodies: Names,
    /// How many cells the application's own slots take.
    pub slots: u32,
    /// The application's lists, by field index there, whose records some field refers to by key.
    pub referred: Vec<u16>,
}

/// The application or a record: its fields, in the order in which they are declared.
#[derive(Clone, Debug)]
pub struct Object {
    /// The fields.
    pub fields: Vec<Slot>,
    /// The fields' keys and aliases.
    pub keys: Names,
    /// The field that is the record's key.
    pub key: Option<u16>,
}

/// A field: its key and its cell.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Its name in the rule file.
    pub name: String,
    /// Its key in JSON, NFC.
    pub json: String,
    /// Its first cell, counted from the object's first.
    pub offset: u32,
    /// How many cells it takes.
    pub size: u32,
    /// What it holds.
    pub kind: Kind,
    /// Whether `null` may state that it is absent.
    pub optional: bool,
    /// Whether it is a judgement, and of whom.
    pub judgement: Option<Vec<Answerer>>,
}

/// What a field or a list's element holds. Indexes point into the [`Schema`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Bool,
    /// A number.
    Number {
        /// How it is written.
        scale: Scale,
        /// Whether it may be below zero.
        signed: bool,
        /// Whether it is counted in whole numbers.
        whole: bool,
    },
    /// A civil date.
    Date,
    /// An instant.
    Timestamp,
    /// A period of days.
    Period,
    /// A text, or a document by its name.
    Text,
    /// A value of an enum: an index into [`Schema::enums`].
    Enum(u16),
    /// A table's key: an index into [`Schema::tables`].
    TableKey(u16),
    /// A key of a record in a list of the application: the list's field there.
    RecordKey(u16),
    /// A record: an index into [`Schema::objects`].
    Record(u16),
    /// A list: an index into [`Schema::elements`].
    List(u16),
}

/// How a number in an application relates to the number in its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// As it is written.
    Plain,
    /// Kronor with at most two decimals; the cell counts öre.
    Money,
    /// A percentage: 20 is written, and the cell holds one fifth.
    Percent,
}

/// What a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// Of which kind its elements are.
    pub kind: Kind,
    /// Cells an element.
    pub stride: u32,
    /// Whether an element holds lists of its own.
    pub nested: bool,
}

/// Names that stand for something, found by their bytes. All are NFC.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The names in the order of what they stand for.
    list: Vec<String>,
    /// Name, what it stands for, and whether it is an alias; sorted by name.
    sorted: Vec<(String, u32, bool)>,
}

impl Names {
    /// Names in order, and other spellings with the index of what they stand for. The first of two equal ones counts.
    fn new(list: Vec<String>, others: impl IntoIterator<Item = (String, u32, bool)>) -> Self {
        let mut sorted: Vec<(String, u32, bool)> = list
            .iter()
            .cloned()
            .zip(0_u32..)
            .map(|(name, index)| (name, index, false))
            .chain(others)
            .collect();
        sorted.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
        sorted.dedup_by(|later, first| later.0 == first.0);
        Self { list, sorted }
    }

    /// What the name stands for, and whether it is an alias.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<(u32, bool)> {
        let index = self
            .sorted
            .binary_search_by(|(known, ..)| known.as_bytes().cmp(name.as_bytes()))
            .ok()?;
        self.sorted.get(index).map(|(_, meant, alias)| (*meant, *alias))
    }

    /// The name of what stands at the index.
    #[must_use]
    pub fn get(&self, index: u32) -> Option<&str> {
        self.list.get(index as usize).map(String::as_str)
    }

    /// The names in order, without other spellings.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(String::as_str)
    }

    /// All spellings: each name, what it stands for, and whether it is an alias; sorted by name.
    pub fn spellings(&self) -> impl Iterator<Item = (&str, u32, bool)> {
        self.sorted
            .iter()
            .map(|(name, meant, alias)| (name.as_str(), *meant, *alias))
    }

    /// How many there are, other spellings not counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl Schema {
    /// The schema of the rule set's application.
    #[must_use]
    pub fn new(ruleset: &RuleSet) -> Self {
        let mut schema = Self {
            objects: Vec::new(),
            elements: Vec::new(),
            enums: ruleset
                .enums
                .iter()
                .map(|e| named(e.variants.iter().map(|v| (&v.name, &v.aliases))))
                .collect(),
            tables: ruleset
                .tables
                .iter()
                .map(|t| {
                    Names::new(
                        t.keys.iter().map(|k| nfc(k)).collect(),
                        t.aliases.iter().map(|(alias, row)| (nfc(alias), *row, true)),
                    )
                })
                .collect(),
            bodies: bodies(ruleset),
            slots: layout::fields_size(ruleset, &ruleset.application),
            referred: Vec::new(),
        };
        let application = schema.object(ruleset, &ruleset.application, None);
        schema.objects.push(application);
        for record in &ruleset.records {
            let object = schema.object(ruleset, &record.fields, record.key);
            schema.objects.push(object);
        }
        schema.referred.sort_unstable();
        schema.referred.dedup();
        schema
    }

    /// The application.
    #[must_use]
    pub fn application(&self) -> Option<&Object> {
        self.objects.first()
    }

    /// The object of a record kind.
    #[must_use]
    pub fn object_of(&self, kind: Kind) -> Option<&Object> {
        match kind {
            Kind::Record(index) => self.objects.get(usize::from(index)),
            _ => None,
        }
    }

    /// What a list kind holds.
    #[must_use]
    pub fn element_of(&self, kind: Kind) -> Option<Element> {
        match kind {
            Kind::List(index) => self.elements.get(usize::from(index)).copied(),
            _ => None,
        }
    }

    fn object(&mut self, ruleset: &RuleSet, fields: &[Field], key: Option<u16>) -> Object {
        let mut offset: u32 = 0;
        let mut slots = Vec::with_capacity(fields.len());
        for field in fields {
            let size = layout::size(ruleset, &field.ty);
            slots.push(Slot {
                name: field.name.clone(),
                json: nfc(&field.json),
                offset,
                size,
                kind: self.kind(ruleset, &field.ty, field.percent),
                optional: field.optional,
                judgement: field.judgement.then(|| field.asked_of.clone()),
            });
            offset = offset.saturating_add(size);
        }
        Object {
            keys: named(fields.iter().map(|f| (&f.json, &f.aliases))),
            fields: slots,
            key,
        }
    }

    fn kind(&mut self, ruleset: &RuleSet, ty: &Type, percent: bool) -> Kind {
        match ty {
            Type::Bool => Kind::Bool,
            Type::Number { unit, signed, whole } => Kind::Number {
                scale: match unit.factors() {
                    [(UnitId::ORE, 1), ..] => Scale::Money,
                    _ if percent => Scale::Percent,
                    _ => Scale::Plain,
                },
                signed: *signed,
                whole: *whole,
            },
            Type::Date => Kind::Date,
            Type::Timestamp => Kind::Timestamp,
            Type::Period => Kind::Period,
            Type::Text | Type::Document => Kind::Text,
            Type::Enum(id) => Kind::Enum(id.0),
            Type::TableKey(id) => Kind::TableKey(id.0),
            Type::RecordKey(list, _) => {
                self.referred.push(*list);
                Kind::RecordKey(*list)
            }
            Type::Record(id) => Kind::Record(id.0.saturating_add(1)),
            Type::List(element) => {
                let element = Element {
                    kind: self.kind(ruleset, element, percent),
                    stride: layout::stride(ruleset, element),
                    nested: holds_list(ruleset, element),
                };
                let known = self.elements.iter().position(|e| *e == element);
                let index = known.unwrap_or_else(|| {
                    self.elements.push(element);
                    self.elements.len().saturating_sub(1)
                });
                Kind::List(u16::try_from(index).unwrap_or(u16::MAX))
            }
        }
    }
}

/// Names with the aliases of each.
fn named<'a>(names: impl Iterator<Item = (&'a String, &'a Vec<String>)>) -> Names {
    let (mut list, mut others) = (Vec::new(), Vec::new());
    for ((name, aliases), index) in names.zip(0_u32..) {
        list.push(nfc(name));
        others.extend(aliases.iter().map(|alias| (nfc(alias), index, true)));
    }
    Names::new(list, others)
}

/// The bodies; a body's Swedish title is as good as its name.
fn bodies(ruleset: &RuleSet) -> Names {
    let list = ruleset.bodies.iter().map(|b| nfc(&b.name)).collect();
    let titles = ruleset
        .bodies
        .iter()
        .zip(0_u32..)
        .map(|(b, i)| (nfc(&b.title.sv), i, false));
    let aliases = ruleset
        .bodies
        .iter()
        .zip(0_u32..)
        .flat_map(|(b, i)| b.aliases.iter().map(move |a| (nfc(a), i, true)));
    Names::new(list, titles.chain(aliases).collect::<Vec<_>>())
}

/// Whether a value of the type holds a list.
fn holds_list(ruleset: &RuleSet, ty: &Type) -> bool {
    match ty {
        Type::List(_) => true,
        Type::Record(id) => ruleset
            .records
            .get(usize::from(id.0))
            .is_some_and(|r| r.fields.iter().any(|f| holds_list(ruleset, &f.ty))),
        _ => false,
    }
}

/// The text in normal form NFC.
fn nfc(text: &str) -> String {
    normal(text).into_owned()
}

/// The text in normal form NFC, borrowed where it already is.
#[must_use]
pub fn normal(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}
