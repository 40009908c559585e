//! Names found by their bytes.

use super::block::Block;
use crate::program::schema::Names;
use crate::program::slots::Texts;

/// Names that stand for something: those of an enum, of a table's rows, of an object's fields.
#[derive(Clone, Debug)]
pub(super) struct Lookup {
    /// At each place of the hash a name, or none; a name whose place is taken stands at the next free one.
    table: Vec<Option<Name>>,
    /// How far the hash is shifted down to be a place.
    shift: u32,
}

/// A name.
#[derive(Clone, Debug)]
struct Name {
    /// Its first bytes, zeros after its end.
    first: u128,
    /// How many bytes it has.
    len: usize,
    /// Its bytes from the 17th on.
    rest: Box<[u8]>,
    /// What it stands for; `None` when that is not for the quick way to say: of an alias, for one.
    meant: Option<u32>,
}

impl Lookup {
    /// The names, and more names with what they stand for. The first of two equal ones counts.
    pub(super) fn new(names: &Names, more: &[(&str, Option<u32>)]) -> Self {
        let known = names
            .spellings()
            .map(|(name, meant, alias)| (name, (!alias).then_some(meant)));
        Self::of(&known.chain(more.iter().copied()).collect::<Vec<_>>())
    }

    /// The texts that rules compare with, by their words.
    pub(super) fn of_texts(texts: &Texts) -> Self {
        let words = texts.iter().map(|(text, word)| (text, u32::try_from(word).ok()));
        Self::of(&words.collect::<Vec<_>>())
    }

    fn of(all: &[(&str, Option<u32>)]) -> Self {
        let size = all.len().saturating_mul(4).max(4).next_power_of_two();
        let mut lookup = Self {
            table: vec![None; size],
            shift: 64_u32.saturating_sub(size.trailing_zeros()),
        };
        for (name, meant) in all {
            lookup.add(name.as_bytes(), *meant);
        }
        lookup
    }

    fn add(&mut self, name: &[u8], meant: Option<u32>) {
        let first = Block::at(name, 0).first(name.len());
        let rest = name.get(16..).unwrap_or(&[]);
        let mut place = self.place(first, name.len());
        while let Some(Some(other)) = self.table.get(place) {
            if other.is(first, name.len(), rest) {
                return;
            }
            place = self.next(place);
        }
        if let Some(free) = self.table.get_mut(place) {
            *free = Some(Name {
                first,
                len: name.len(),
                rest: rest.into(),
                meant,
            });
        }
    }

    /// What the name between two places stands for; `Some(None)` when that is not for the quick way to say.
    #[inline(always)]
    pub(super) fn find(&self, bytes: &[u8], start: usize, end: usize) -> Option<Option<u32>> {
        let len = end.wrapping_sub(start);
        let first = Block::at(bytes, start).first(len);
        let rest = match len {
            0..=16 => &[],
            _ => bytes.get(start.wrapping_add(16)..end)?,
        };
        let mut place = self.place(first, len);
        loop {
            match self.table.get(place)? {
                Some(name) if name.is(first, len, rest) => return Some(name.meant),
                Some(_) => place = self.next(place),
                None => return None,
            }
        }
    }

    #[inline(always)]
    fn place(&self, first: u128, len: usize) -> usize {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        let [a, b, c, d, e, f, g, h, rest @ ..] = first.to_le_bytes();
        let low = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
        let high = u64::from_le_bytes(rest).rotate_left(29);
        let hash = (low ^ high ^ len as u64).wrapping_mul(ODD);
        usize::try_from(hash.wrapping_shr(self.shift)).unwrap_or(0)
    }

    #[inline(always)]
    fn next(&self, place: usize) -> usize {
        place.wrapping_add(1) & self.table.len().wrapping_sub(1)
    }
}

impl Name {
    #[inline(always)]
    fn is(&self, first: u128, len: usize, rest: &[u8]) -> bool {
        self.first == first && self.len == len && (len <= 16 || *self.rest == *rest)
    }
}
