//! Source text: files, places in them, and where files come from.
//!
//! Positions are UTF-8 byte offsets. Nothing here reads a file: a [`Library`] is asked for it.

mod file;
mod library;
mod shipped;
mod span;
mod unit;

pub use file::{Position, SourceFile, Sources};
pub use library::{Library, MemoryLibrary, ReadFailure};
pub use shipped::EmbeddedLibrary;
pub use span::{FileId, Span};
pub use unit::{RULE_FILE, Unit, is_inside, module_names};
