//! Strings.

use super::block::Block;
use crate::facts::scan::Scanner;
use crate::program::schema::normal;
use crate::source::FileId;
use unicode_normalization::is_nfc;

/// Where the string that is open at `at` is closed, if it is written without escapes and in normal form NFC.
#[inline(always)]
pub(super) fn closing(bytes: &[u8], at: usize) -> Option<usize> {
    let (mut here, mut carry) = (at, 0);
    loop {
        let block = Block::at(bytes, here);
        let stops = block.stops();
        if block.high() | carry != 0 {
            match block.latin(stops, carry) {
                Some(next) => carry = next,
                None => return other_letters(bytes, at),
            }
        }
        if stops != 0 {
            let end = here.wrapping_add(stops.trailing_zeros() as usize);
            return (bytes.get(end) == Some(&b'"')).then_some(end);
        }
        here = here.wrapping_add(16);
    }
}

/// The same for a string with letters of any kind.
#[cold]
#[inline(never)]
fn other_letters(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let len = rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..0x20))?;
    let (written, after) = rest.split_at_checked(len)?;
    let right = after.first() == Some(&b'"') && std::str::from_utf8(written).is_ok_and(is_nfc);
    right.then(|| at.wrapping_add(len))
}

/// The text of a string that is open at `at`, however it is written, and where it is closed.
#[cold]
#[inline(never)]
pub(super) fn written_otherwise(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let start = at.checked_sub(1)?;
    let mut end = at;
    loop {
        match bytes.get(end)? {
            b'"' => break,
            b'\\' => end = end.wrapping_add(2),
            0..0x20 => return None,
            _ => end = end.wrapping_add(1),
        }
    }
    let written = std::str::from_utf8(bytes.get(start..=end)?).ok()?;
    let string = Scanner::new(FileId::default(), written, 0).string().ok()?;
    Some((normal(&string.text()).into_owned(), end))
}
