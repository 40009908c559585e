//! Rule sets tried on their own cases and examples: decided, and compared with what is expected of them.
//!
//! [`trials`] lists them, [`attempt`] decides one, [`Tried::differences`] says where it came out otherwise than expected,
//! [`concerns`] which rules that is about; [`lints`] tells what they leave untried.

mod case;
mod changes;
mod concern;
mod day;
mod decide;
mod digest;
mod expectation;
mod glance;
mod lints;
mod register;

pub use case::{Trial, trials};
pub use concern::{Concern, Role, concerns, named};
pub use day::{ask_for_the_day, assessment_day, outside_validity, written};
pub use decide::{Tried, attempt, decide};
pub use digest::{Digest, Shift, State};
pub use expectation::{Difference, differences};
pub use lints::{Seen, lints, seen};
pub use register::{Register, registers};
