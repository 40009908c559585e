//! Checked rule set to compiled program: slots, registers, instructions.
//!
//! A program is flat: instruction `i` writes register `i`, equal computations share a register, and what doesn't depend
//! on a loop's element is computed outside the loop.

mod cell;
mod compile;
pub mod layout;
mod model;
pub mod op;
pub mod schema;
pub mod slots;
mod strings;

pub use cell::{Arena, Cell, Failure, List, Mark, Place, Range};
pub use compile::{compile, compile_closed};
pub use model::{Program, RuleRegs};
pub use strings::Strings;
