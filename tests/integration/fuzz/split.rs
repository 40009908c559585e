//! Applications as `batch` finds them in its file, in memory.

use rekvisit::batch::{Broken, Splitter, Step};

/// What stands where an application should.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The byte that it begins at, from 0.
    pub(super) byte: usize,
    /// The line that it begins in, from 1.
    pub(super) line: u64,
    pub(super) text: Vec<u8>,
    pub(super) broken: Option<Broken>,
    /// Where what follows it begins, and where in a list that is.
    pub(super) next: usize,
    pub(super) between: u64,
}

/// All that is found when the bytes come so many at a time.
pub(super) fn found(splitter: Splitter, bytes: &[u8], pace: usize) -> Vec<Found> {
    found_within(splitter, bytes, pace, usize::MAX)
}

/// The same, where what is longer than `limit` is too large, and let go before its end has come.
pub(super) fn found_within(mut splitter: Splitter, bytes: &[u8], pace: usize, limit: usize) -> Vec<Found> {
    let (mut start, mut end) = (0, 0);
    let (mut line, mut counted) = (1, 0);
    let mut large = None;
    let mut all = Vec::new();
    loop {
        let held = &bytes[start..end];
        match splitter.step(held, end == bytes.len(), limit) {
            Step::More => {
                assert!(end < bytes.len(), "more than there is");
                end = end.saturating_add(pace.max(1)).min(bytes.len());
            }
            Step::Passed { next } => {
                assert!(next > 0, "nothing is passed over");
                start += next;
            }
            Step::LetGo { next } => {
                assert!(next > limit, "what is not too large is let go");
                large.get_or_insert(start);
                start += next;
            }
            Step::Found { at, next, broken } => {
                let large = large.take();
                let too_large = large.is_some() || at.len() > limit;
                let byte = large.unwrap_or(start + at.start);
                line += bytes[counted..byte].iter().filter(|byte| **byte == b'\n').count();
                counted = byte;
                let text = match too_large {
                    true => Vec::new(),
                    false => bytes[start..][at].to_vec(),
                };
                start += next;
                assert!(start <= end, "beyond what there is");
                all.push(Found {
                    byte,
                    line: u64::try_from(line).unwrap(),
                    text,
                    broken: if too_large { Some(Broken::TooLarge) } else { broken },
                    next: start,
                    between: splitter.between(),
                });
            }
            Step::End => {
                assert_eq!(start, bytes.len(), "not all is used");
                return all;
            }
        }
    }
}
