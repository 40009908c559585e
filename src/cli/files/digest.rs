//! What stands in a file, as a hash that several threads make together.

use std::io::{Seek as _, SeekFrom};
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::Builder;

use sha2::{Digest as _, Sha256};

use super::grown::more;
use super::{Unread, length, open_ordinary, unread};

/// Bytes of a part.
const PART: u64 = 8 * 1024 * 1024;
/// Bytes that are read at a time.
const PIECE: usize = 256 * 1024;

/// A hash of an ordinary file, in hexadecimal: SHA-256 of the SHA-256 of each part of 8 MiB. How many threads there are makes no difference.
pub(in super::super) fn digest(path: &Path, threads: usize) -> Result<String, Unread> {
    let parts = length(path)?.div_ceil(PART);
    let next = AtomicU64::new(0);
    let share = || -> Result<Vec<(u64, String)>, Unread> {
        let mut found = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= parts {
                return Ok(found);
            }
            found.push((number, part(path, number)?));
        }
    };
    let shares: Vec<_> = std::thread::scope(|scope| {
        let others = threads.min(usize::try_from(parts).unwrap_or(threads));
        // With fewer threads than asked for it takes longer, no more.
        let start = |_| Builder::new().spawn_scoped(scope, share).ok();
        let others: Vec<_> = (1..others).filter_map(start).collect();
        let own = share();
        let others = others
            .into_iter()
            .map(|other| other.join().unwrap_or_else(|failed| resume_unwind(failed)));
        std::iter::once(own).chain(others).collect()
    });
    let mut all = Vec::new();
    for share in shares {
        all.extend(share?);
    }
    all.sort_unstable();
    let mut hash = Sha256::new();
    for (_, part) in &all {
        hash.update(part);
    }
    Ok(hexadecimal(hash))
}

/// The hash of a part.
fn part(path: &Path, number: u64) -> Result<String, Unread> {
    let mut file = open_ordinary(path)?;
    file.seek(SeekFrom::Start(number.saturating_mul(PART)))
        .map_err(unread)?;
    let mut left = usize::try_from(PART).unwrap_or(usize::MAX);
    let (mut hash, mut buffer) = (Sha256::new(), Vec::new());
    while left > 0 {
        let read = more(&mut file, &mut buffer, 0, PIECE.min(left))?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        hash.update(bytes);
        left = left.saturating_sub(read);
    }
    Ok(hexadecimal(hash))
}

fn hexadecimal(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::replace;
    use super::{PART, digest};

    #[test]
    fn each_byte_counts_and_threads_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let size = usize::try_from(PART).unwrap() * 2 + 11;
        let mut bytes: Vec<u8> = (0..size).map(|n| u8::try_from(n % 251).unwrap()).collect();
        let of = |bytes: &[u8], threads| {
            replace(&path, bytes).unwrap();
            digest(&path, threads).unwrap()
        };
        let whole = of(&bytes, 1);
        assert_eq!(whole.len(), 64);
        assert!([2, 3, 9].into_iter().all(|threads| of(&bytes, threads) == whole));
        assert_ne!(of(&bytes[..size - 1], 2), whole);
        for at in [0, size / 2, size - 1] {
            bytes[at] ^= 1;
            assert_ne!(of(&bytes, 2), whole, "{at}");
            bytes[at] ^= 1;
        }
        assert_ne!(of(&[], 2), of(&[0], 2));
    }
}
