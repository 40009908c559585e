//! Files that are read on from a place, and files that grow while they are written.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use super::{Unread, open_ordinary, ordinary, unread, unwritten};
use crate::value::Bilingual;

/// What is read from, by another thread.
pub(in super::super) type Reader = Box<dyn Read + Send>;

/// An ordinary file from a byte on, and how many bytes it has in all.
pub(in super::super) fn open_at(path: &Path, byte: u64) -> Result<(Reader, u64), Unread> {
    let mut file = open_ordinary(path)?;
    let length = file.metadata().map_err(unread)?.len();
    file.seek(SeekFrom::Start(byte)).map_err(unread)?;
    Ok((Box::new(file), length))
}

/// Standard input.
pub(in super::super) fn stdin() -> Reader {
    Box::new(io::stdin())
}

/// More of what is read, after the first `held` bytes of `buffer`, which is made longer where it must; at most `most` bytes, none at the end.
pub(in super::super) fn more(
    reader: &mut (impl Read + ?Sized),
    buffer: &mut Vec<u8>,
    held: usize,
    most: usize,
) -> Result<usize, Unread> {
    let end = held.saturating_add(most);
    if buffer.len() < end {
        buffer.resize(end, 0);
    }
    loop {
        let free = buffer.get_mut(held..end).unwrap_or(&mut []);
        match reader.read(free) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read.map_err(unread),
        }
    }
}

/// A file that grows while it is written. It stands under its own name from the beginning: whoever stops the program has what was written so far.
pub(in super::super) struct Grown {
    file: File,
    length: u64,
}

impl Grown {
    /// Begins a file; what stood in it is gone. Only an ordinary file is begun.
    pub(in super::super) fn begin(path: &Path) -> Result<Self, Bilingual> {
        if let Ok(found) = fs::metadata(path) {
            ordinary(&found).map_err(|unread| unread.reason())?;
        }
        let file = File::create(path).map_err(|error| unwritten(&error))?;
        Ok(Self { file, length: 0 })
    }

    /// Goes on with a file after its first `length` bytes; what stands after them is cut.
    pub(in super::super) fn resume(path: &Path, length: u64) -> Result<Self, Bilingual> {
        let found = fs::metadata(path).map_err(|error| unwritten(&error))?;
        ordinary(&found).map_err(|unread| unread.reason())?;
        let resume = || {
            let mut file = OpenOptions::new().write(true).open(path)?;
            file.set_len(length)?;
            file.seek(SeekFrom::Start(length))?;
            Ok(Self { file, length })
        };
        resume().map_err(|error: io::Error| unwritten(&error))
    }

    /// Writes at its end.
    pub(in super::super) fn write(&mut self, bytes: &[u8]) -> Result<(), Bilingual> {
        self.file.write_all(bytes).map_err(|error| unwritten(&error))?;
        let more = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.length = self.length.saturating_add(more);
        Ok(())
    }

    /// Makes what was written last through a power cut.
    pub(in super::super) fn sync(&self) -> Result<(), Bilingual> {
        self.file.sync_all().map_err(|error| unwritten(&error))
    }

    /// How many bytes it has.
    pub(in super::super) fn length(&self) -> u64 {
        self.length
    }
}

/// How many bytes an ordinary file has.
pub(in super::super) fn length(path: &Path) -> Result<u64, Unread> {
    let found = fs::metadata(path).map_err(unread)?;
    ordinary(&found)?;
    Ok(found.len())
}
