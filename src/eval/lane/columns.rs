//! What is told of the columns of a list, in one loop a column without branches.

use super::run::{ABOVE_ALL, BELOW_ALL, OPAQUE};
use super::step::Spec;
use crate::program::slots::{ABSENT, LAST_SPECIAL, list_of};

/// The sum, the least, the greatest, and how many there are.
pub(super) type Told = [i64; 4];

/// What is told of an unknown list.
pub(super) const UNKNOWN_LIST: Told = [OPAQUE, ABSENT, ABSENT, ABSENT];

/// What is told when an element is not known, or the sum is too large.
const NOT_TOLD: Told = [OPAQUE; 4];

/// What is told of a column of the list.
#[inline]
pub(super) fn told(words: &[i64], list: i64, stride: u16, spec: &Spec) -> Told {
    if list <= LAST_SPECIAL {
        return UNKNOWN_LIST;
    }
    let (first, len) = list_of(list);
    let (first, len, stride) = (first as usize, len as usize, usize::from(stride));
    let rows = words
        .get(first..)
        .and_then(|rest| rest.get(..len.saturating_mul(stride)));
    let Some(rows) = rows else {
        return NOT_TOLD;
    };
    match stride {
        1 => rows_told::<1>(rows, spec),
        2 => rows_told::<2>(rows, spec),
        3 => rows_told::<3>(rows, spec),
        4 => rows_told::<4>(rows, spec),
        _ => gather(rows.chunks_exact(stride.max(1)), spec),
    }
}

fn rows_told<const STRIDE: usize>(rows: &[i64], spec: &Spec) -> Told {
    let (rows, _) = rows.as_chunks::<STRIDE>();
    gather(rows.iter().map(<[i64; STRIDE]>::as_slice), spec)
}

#[inline]
fn gather<'r>(rows: impl Iterator<Item = &'r [i64]>, spec: &Spec) -> Told {
    let (value, filter) = (usize::from(spec.value), usize::from(spec.filter));
    match (spec.value == u16::MAX, spec.filter == u16::MAX) {
        (true, true) => {
            let count = i64::try_from(rows.count()).unwrap_or(i64::MAX);
            [count, 1, 1, count]
        }
        (true, false) => {
            let (mut count, mut known) = (0_i64, true);
            for row in rows {
                let (passes, is_known) = member(row, filter, spec.bits);
                known &= is_known;
                count = count.wrapping_add(i64::from(passes));
            }
            if known { [count, 1, 1, count] } else { NOT_TOLD }
        }
        (false, true) => measured(rows.map(|row| (at(row, value), true, true))),
        (false, false) => measured(rows.map(|row| {
            let (passes, known) = member(row, filter, spec.bits);
            (at(row, value), passes, known)
        })),
    }
}

/// The values, which of them pass, and whether that is known.
#[inline]
fn measured(rows: impl Iterator<Item = (i64, bool, bool)>) -> Told {
    let (mut sum, mut low, mut high, mut count) = (0_i64, ABOVE_ALL, BELOW_ALL, 0_i64);
    let (mut known, mut least) = (true, i64::MAX);
    for (value, passes, is_known) in rows {
        known &= is_known;
        least = least.min(value);
        let (next, over) = sum.overflowing_add(if passes { value } else { 0 });
        known &= !over;
        sum = next;
        low = low.min(if passes { value } else { ABOVE_ALL });
        high = high.max(if passes { value } else { BELOW_ALL });
        count = count.wrapping_add(i64::from(passes));
    }
    if known && least > LAST_SPECIAL && sum > LAST_SPECIAL {
        [sum, low, high, count]
    } else {
        NOT_TOLD
    }
}

#[inline]
fn at(row: &[i64], offset: usize) -> i64 {
    row.get(offset).copied().unwrap_or(OPAQUE)
}

/// Whether the word at the offset is among the bits, and whether that is known. A text's word says more above its lower half.
#[inline]
fn member(row: &[i64], offset: usize, bits: u64) -> (bool, bool) {
    let word = at(row, offset);
    let bit = (word & 0xFFFF_FFFF).cast_unsigned();
    let shift = u32::try_from(bit & 63).unwrap_or(0);
    let among = bits.checked_shr(shift).unwrap_or(0) & 1 == 1;
    (among & (bit < 64), word > LAST_SPECIAL)
}
