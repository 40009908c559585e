//! Source text: files, places in them, and where files come from.
//!
//! Positions are UTF-8 byte offsets. Nothing here reads a file: a [`Library`] is asked for it.

mod file;
mod library;
mod span;

pub use file::{Position, SourceFile, Sources};
pub use library::{Library, MemoryLibrary, ReadFailure};
pub use span::{FileId, Span};
