//! Text to syntax tree. The only user of pest.
//!
//! [`decode`] makes text of bytes. [`parse`] looks at its characters, cuts it into items, parses each by itself and
//! lowers it to the tree; so a mistake is reported once, and the items around it are still read. [`print()`] writes a tree
//! as text, in either language; [`format()`] writes a file's text anew, with its comments.

mod characters;
mod errors;
mod format;
mod keywords;
mod lower;
mod outline;
mod parse;
mod parser;
mod printer;
mod slips;
pub mod tree;
mod words;

#[cfg(test)]
mod tests;

pub use characters::decode;
pub use format::{FormatOptions, Unformatted, format};
pub use keywords::{begins_item, begins_rule};
pub use parse::parse;
pub use printer::{decimal, print};
