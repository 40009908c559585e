//! The keys of records that other fields refer to. They are read before the rest, since a key may stand before the record.

use super::scan::{Scalar, Scanned, Scanner, Shape};
use crate::program::schema::{Object, Schema};
use std::collections::BTreeMap;

/// The keys of the application's lists that are referred to.
#[derive(Clone, Debug, Default)]
pub(super) struct References {
    /// For each list (its field in the application) that is there: its keys, with the record's index.
    lists: BTreeMap<u16, BTreeMap<String, u32>>,
    /// Whether the whole application could be read.
    complete: bool,
}

impl References {
    /// Collects the keys. What is wrong is not said here: the reading that follows says it.
    pub(super) fn collect(schema: &Schema, mut scan: Scanner<'_>) -> Self {
        let mut references = Self::default();
        references.complete = schema.referred.is_empty() || references.read(schema, &mut scan).is_ok();
        references
    }

    /// The index of the record with the key.
    pub(super) fn find(&self, list: u16, key: &str) -> Option<u32> {
        self.lists.get(&list)?.get(key).copied()
    }

    /// Whether the list is in the application.
    pub(super) fn has_list(&self, list: u16) -> bool {
        self.lists.contains_key(&list)
    }

    /// Whether a key that isn't found is certainly missing.
    pub(super) fn complete(&self) -> bool {
        self.complete
    }

    /// The keys of a list, in alphabetical order.
    pub(super) fn keys(&self, list: u16) -> impl Iterator<Item = &str> {
        self.lists
            .get(&list)
            .into_iter()
            .flat_map(|keys| keys.keys().map(String::as_str))
    }

    fn read(&mut self, schema: &Schema, scan: &mut Scanner<'_>) -> Scanned<()> {
        let Some(application) = schema.application() else {
            return Ok(());
        };
        scan.enter_object()?;
        while let Some(key) = scan.next_key()? {
            let field = application.keys.find(&key.text());
            let list = field.and_then(|(index, _)| u16::try_from(index).ok());
            let object = list
                .filter(|list| schema.referred.contains(list))
                .and_then(|list| {
                    let slot = application.fields.get(usize::from(list))?;
                    schema.object_of(schema.element_of(slot.kind)?.kind)
                });
            match (list, object) {
                (Some(list), Some(object)) if scan.shape()? == Shape::Array => {
                    self.list(list, object, scan)?;
                }
                _ => scan.pass()?,
            }
        }
        Ok(())
    }

    fn list(&mut self, list: u16, object: &Object, scan: &mut Scanner<'_>) -> Scanned<()> {
        let keys = self.lists.entry(list).or_default();
        let mut index: u32 = 0;
        scan.enter_array()?;
        while scan.next_item()? {
            if scan.shape()? == Shape::Object {
                scan.enter_object()?;
                while let Some(key) = scan.next_key()? {
                    let field = object.keys.find(&key.text());
                    let is_key = field.is_some_and(|(i, _)| object.key.map(u32::from) == Some(i));
                    match scan.shape()? {
                        Shape::String | Shape::Number if is_key => {
                            let name = match scan.scalar()?.0 {
                                Scalar::String(text) => text.text().into_owned(),
                                Scalar::Number(digits) => digits.to_owned(),
                                _ => continue,
                            };
                            keys.entry(name).or_insert(index);
                        }
                        _ => scan.pass()?,
                    }
                }
            } else {
                scan.pass()?;
            }
            index = index.saturating_add(1);
        }
        Ok(())
    }
}
