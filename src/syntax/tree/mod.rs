//! The syntax tree: what a file says, before any name is resolved. It has no white space and no comments.

mod apportionment;
mod expr;
mod item;
mod text;

pub use apportionment::*;
pub use expr::*;
pub use item::*;
pub use text::*;
