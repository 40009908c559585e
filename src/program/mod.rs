//! Checked rule set to compiled program: slots, registers, instructions.

mod cell;
pub mod layout;
pub mod schema;

pub use cell::{Arena, Cell, Failure, List, Place, Range};
