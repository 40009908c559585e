//! One application a line.

use super::{Step, rest_of_remark};

/// How far the line at hand has been looked through.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    seen: usize,
    /// Whether something of the line has been let go.
    cut: bool,
    /// Whether the line is a remark, of which something has been passed over.
    remark: bool,
}

impl Lines {
    /// A long line of which all is white space so far, or a remark, is no application, so it isn't too large.
    pub(super) fn give_up(&mut self, bytes: &[u8]) -> Step {
        let text = bytes.trim_ascii_start();
        let next = bytes.len();
        let nothing = !self.cut && (text.is_empty() || text.starts_with(b"#"));
        *self = Self {
            seen: 0,
            cut: !nothing,
            remark: nothing && !text.is_empty(),
        };
        if nothing {
            Step::Passed { next }
        } else {
            Step::LetGo { next }
        }
    }

    pub(super) fn between(&self) -> u64 {
        u64::from(self.remark)
    }

    pub(super) fn resume(&mut self, between: u64) {
        self.remark = between == 1;
    }

    pub(super) fn step(&mut self, bytes: &[u8], ended: bool) -> Step {
        if self.remark {
            let (step, done) = rest_of_remark(bytes, ended);
            self.remark = !done;
            return step;
        }
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
