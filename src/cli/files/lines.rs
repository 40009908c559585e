//! A file read line by line, so that only one line is held at a time.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use super::{Unread, unread};

/// The lines of a file or of standard input.
pub(in super::super) struct Lines {
    reader: Box<dyn BufRead>,
    limit: u64,
}

impl Lines {
    /// The lines of a file, each of at most `limit` bytes.
    pub(in super::super) fn open(path: &Path, limit: u64) -> Result<Self, Unread> {
        let file = File::open(path).map_err(unread)?;
        if file.metadata().map_err(unread)?.is_dir() {
            return Err(Unread::Folder);
        }
        Ok(Self {
            reader: Box::new(BufReader::new(file)),
            limit,
        })
    }

    /// The lines of standard input.
    pub(in super::super) fn stdin(limit: u64) -> Self {
        Self {
            reader: Box::new(BufReader::new(io::stdin())),
            limit,
        }
    }

    /// The next line with its end; none after the last one. A line that is too long is passed over.
    pub(in super::super) fn next(&mut self) -> Option<Result<Vec<u8>, Unread>> {
        let mut line = Vec::new();
        let most = self.limit.saturating_add(1);
        match (&mut self.reader).take(most).read_until(b'\n', &mut line) {
            Err(error) => Some(Err(unread(error))),
            Ok(0) => None,
            Ok(read) if u64::try_from(read).is_ok_and(|read| read <= self.limit) => Some(Ok(line)),
            Ok(_) if line.ends_with(b"\n") => Some(Err(Unread::TooLarge)),
            Ok(_) => Some(Err(self.pass().err().unwrap_or(Unread::TooLarge))),
        }
    }

    /// What is left of the file as one, when it is not too large.
    pub(in super::super) fn rest(&mut self, mut begun: Vec<u8>) -> Result<Vec<u8>, Unread> {
        let left = self
            .limit
            .saturating_sub(u64::try_from(begun.len()).unwrap_or(u64::MAX));
        let read = (&mut self.reader)
            .take(left.saturating_add(1))
            .read_to_end(&mut begun)
            .map_err(unread)?;
        if u64::try_from(read).is_ok_and(|read| read <= left) {
            Ok(begun)
        } else {
            Err(Unread::TooLarge)
        }
    }

    /// Passes over what is left of a line.
    fn pass(&mut self) -> Result<(), Unread> {
        loop {
            let held = self.reader.fill_buf().map_err(unread)?;
            let (length, ends) = match held.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at.saturating_add(1), true),
                None => (held.len(), held.is_empty()),
            };
            self.reader.consume(length);
            if ends {
                return Ok(());
            }
        }
    }
}
