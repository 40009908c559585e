//! Lists: their elements stand together, each as many cells as its type takes.

use super::decode::Reader;
use super::fault::{self, Fault};
use super::scan::{Scanned, Shape};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::schema::Element;
use crate::program::{Cell, List, Place};
use crate::source::Span;

impl Reader<'_, '_> {
    /// Reads the elements of a list.
    pub(super) fn list(&mut self, element: Element, place: u32) -> Scanned<()> {
        let first = self.facts.arena.cells.len();
        if element.nested {
            // Elements stand together: lists inside them come after them all, so they are counted first.
            let count = self.count()?;
            self.grow(first, element.stride, count)?;
        }
        let first = u32::try_from(first).unwrap_or(u32::MAX);
        let (mut len, mut keys, mut name) = (0_u32, Vec::new(), "");
        self.scan.enter_array()?;
        while self.next_item()? {
            let at = first.saturating_add(len.saturating_mul(element.stride));
            len = len.saturating_add(1);
            if !element.nested {
                self.grow(at as usize, element.stride, 1)?;
            }
            match (self.scan.shape()?, self.schema.object_of(element.kind)) {
                (Shape::Null, object) => {
                    let (_, start) = self.scan.scalar()?;
                    self.not_absent(start, object.is_some());
                }
                (Shape::Object, Some(object)) => {
                    let span = self.fields(object, at, false)?;
                    let key = object.key.and_then(|key| object.fields.get(usize::from(key)));
                    if let (Some(span), Some(key)) = (span, key) {
                        keys.push((at.saturating_add(key.offset), span, len.saturating_sub(1)));
                        name = key.json.as_str();
                    }
                }
                (_, Some(_)) => self.wrong_type(element.kind)?,
                (_, None) => self.value(element.kind, at)?,
            }
        }
        self.distinct(keys, name);
        let index = u32::try_from(self.facts.arena.lists.len()).unwrap_or(u32::MAX);
        self.facts.arena.lists.push(List {
            first,
            stride: element.stride,
            len,
        });
        self.set(place, Cell::List(index));
        Ok(())
    }

    /// How many elements the array that begins here has.
    fn count(&mut self) -> Scanned<usize> {
        let mark = self.scan.mark();
        let mut count: usize = 0;
        self.scan.enter_array()?;
        while self.scan.next_item()? {
            self.scan.pass()?;
            count = count.saturating_add(1);
        }
        self.scan.reset(mark);
        Ok(count)
    }

    /// Makes room for elements of a list from the cell on.
    fn grow(&mut self, from: usize, stride: u32, elements: usize) -> Scanned<()> {
        let cells = elements.saturating_mul(stride as usize);
        let end = from.saturating_add(cells);
        if end > self.limits.max_cells {
            return Err(self.too_many_cells());
        }
        self.facts.arena.cells.resize(end, Cell::Unknown);
        Ok(())
    }

    fn too_many_cells(&self) -> Fault {
        Box::new(self.error(
            Code::InputTooLarge,
            self.scan.at(),
            format!("listorna har för många värden (högst {})", self.limits.max_cells),
            format!(
                "the lists have too many values (at most {})",
                self.limits.max_cells
            ),
        ))
    }

    /// Two records of a list may not have the same value in the key that is called `name`.
    fn distinct(&mut self, keys: Vec<(u32, Span, u32)>, name: &str) {
        let mut named: Vec<(String, Span, u32)> = keys
            .into_iter()
            .filter_map(|(place, span, index)| {
                let arena = &self.facts.arena;
                let cell = arena.cell(Place(place));
                let text = arena.text(cell).map(str::to_owned);
                let text = text.or_else(|| (cell != Cell::Unknown).then(|| format!("{cell:?}")))?;
                Some((text, span, index))
            })
            .collect();
        named.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.start.cmp(&b.1.start)));
        for pair in named.chunk_by(|a, b| a.0 == b.0) {
            if let [(_, first, _), rest @ ..] = pair {
                for (_, second, index) in rest {
                    let key = self.scan.words(*second).trim_matches('"');
                    let mut pointer = self.scan.pointer();
                    fault::add_index(&mut pointer, *index);
                    fault::add_key(&mut pointer, name);
                    let diagnostic = Diagnostic::error(
                        Code::RepeatedKey,
                        *second,
                        format!("två poster i listan har nyckeln `{key}`"),
                        format!("two records of the list have the key `{key}`"),
                    )
                    .at(pointer)
                    .also(*first, "den första står här", "the first one stands here");
                    self.report(diagnostic);
                }
            }
        }
    }
}
