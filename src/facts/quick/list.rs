//! Lists, the keys of their records, and what refers to these.

use super::plan::What;
use super::sink::Sink;
use super::walk::{Notes, Record, Walk};

impl<S: Sink> Walk<'_, S> {
    /// Reads a list.
    #[inline(never)]
    pub(super) fn list(&mut self, number: u16, place: u32, start: usize) -> Option<usize> {
        let element = *self.plan.elements.get(usize::from(number))?;
        let start = self.open(start, b'[')?;
        let first = self.sink.places();
        let base = u32::try_from(first).ok()?;
        if element.nested {
            // Elements stand together: lists inside them come after them all, so they are counted first.
            let count = self.count(start)?;
            self.grow(first.checked_add(count.checked_mul(element.stride as usize)?)?)?;
        }
        let (mut len, mut at) = (0_u32, start);
        let floor = self.notes.keys.len();
        if self.byte(at)? == b']' {
            at = at.wrapping_add(1);
        } else {
            loop {
                let cell = base.checked_add(len.checked_mul(element.stride)?)?;
                len = len.wrapping_add(1);
                if !element.nested {
                    self.grow((cell as usize).checked_add(element.stride as usize)?)?;
                }
                at = match element.what {
                    What::Record(number) => {
                        let inside = self.open(at, b'{')?;
                        let end = self.object(number, cell, inside)?;
                        if let Some(key) = self.notes.key.take() {
                            self.key_of(place, len, key)?;
                        }
                        end
                    }
                    what => self.value(what, cell, at)?,
                };
                at = self.blank(at);
                let closed = self.byte(at)?;
                at = at.wrapping_add(1);
                match closed {
                    b',' => at = self.blank(at),
                    b']' => break,
                    _ => return None,
                }
            }
        }
        if self.notes.keys.len() > floor {
            self.distinct(floor)?;
        }
        self.sink.list(place, base, element.stride, len)?;
        Some(at)
    }

    /// Makes room for so many cells.
    #[inline(always)]
    fn grow(&mut self, cells: usize) -> Option<()> {
        if cells > self.max_cells {
            return None;
        }
        self.sink.grow(cells);
        Some(())
    }

    /// Notes the key of the record that has the number (from 1) in the list at the place.
    #[inline(never)]
    fn key_of(&mut self, place: u32, number: u32, (start, end): (usize, usize)) -> Option<()> {
        let written = self.bytes.get(start..end)?;
        // With an escape it may be the same as another that is written otherwise; a number is no text.
        if written.first() != Some(&b'"') || written.contains(&b'\\') {
            return None;
        }
        self.notes.keys.push((start, end));
        let list = self.plan.referred.iter().position(|list| list.cell == place);
        if let Some(list) = list.and_then(|list| u16::try_from(list).ok()) {
            let record = number.wrapping_sub(1);
            let inside = (start.wrapping_add(1), end.wrapping_sub(1));
            self.notes.referred.push(Record {
                list,
                record,
                key: inside,
            });
        }
        Some(())
    }

    /// Makes sure that no two of the keys from `floor` on are the same, and forgets them.
    #[inline(never)]
    fn distinct(&mut self, floor: usize) -> Option<()> {
        let bytes = self.bytes;
        let written = |key: &(usize, usize)| bytes.get(key.0..key.1).unwrap_or(&[]);
        let keys = self.notes.keys.get_mut(floor..)?;
        keys.sort_unstable_by(|a, b| written(a).cmp(written(b)));
        let same = keys
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if written(a) == written(b)));
        self.notes.keys.truncate(floor);
        (!same).then_some(())
    }

    /// Says of all references which record they are to.
    pub(super) fn refer(&mut self) -> Option<()> {
        if self.notes.references.is_empty() {
            return Some(());
        }
        let bytes = self.bytes;
        let written = |(start, end): (usize, usize)| bytes.get(start..end).unwrap_or(&[]);
        let Notes {
            references, referred, ..
        } = &mut *self.notes;
        referred.sort_unstable_by(|a, b| (a.list, written(a.key)).cmp(&(b.list, written(b.key))));
        for reference in references.iter() {
            let sought = (reference.referred, written(reference.written));
            let found = referred.binary_search_by(|record| (record.list, written(record.key)).cmp(&sought));
            let record = referred.get(found.ok()?)?.record;
            self.sink.refer(reference.place, record)?;
        }
        Some(())
    }
}
