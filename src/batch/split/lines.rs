//! One application a line.

use super::Step;

/// How far the line at hand has been looked through.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    pub(super) seen: usize,
    /// Whether something of the line has been let go.
    pub(super) cut: bool,
}

impl Lines {
    pub(super) fn step(&mut self, bytes: &[u8], ended: bool) -> Step {
        let rest = bytes.get(self.seen..).unwrap_or(&[]);
        let (end, next) = match memchr::memchr(b'\n', rest) {
            Some(end) => {
                let end = self.seen.saturating_add(end);
                (end, end.saturating_add(1))
            }
            None if !ended => {
                self.seen = bytes.len();
                return Step::More;
            }
            None if bytes.is_empty() && !self.cut => return Step::End,
            None => (bytes.len(), bytes.len()),
        };
        let cut = self.cut;
        *self = Self::default();
        let line = bytes.get(..end).unwrap_or(&[]);
        let text = line.trim_ascii();
        if !cut && (text.is_empty() || text.starts_with(b"#")) {
            return Step::Passed { next };
        }
        // Without its line break, and else as it stands: places in it are places in the line.
        Step::Found {
            at: 0..without_return(line),
            next,
            broken: None,
        }
    }
}

/// The length of a line without the carriage return before its line break.
pub(super) fn without_return(line: &[u8]) -> usize {
    line.strip_suffix(b"\r").unwrap_or(line).len()
}
