//! Rule sets tried on their own cases and examples: decided, and compared with what is expected of them.
//!
//! [`trials`] lists them, [`attempt`] decides one, [`Tried::differences`] says where it came out otherwise than expected.

mod case;
mod changes;
mod day;
mod decide;
mod expectation;
mod glance;
mod register;

pub use case::{Trial, trials};
pub use day::{ask_for_the_day, assessment_day, written};
pub use decide::{Tried, attempt, decide};
pub use expectation::{Difference, differences};
pub use register::{Register, registers};
