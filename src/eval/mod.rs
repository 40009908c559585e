//! Program and facts to verdict, with the trace that an explanation is made from.
//!
//! [`evaluate`] keeps the events, [`decide`] does not; they are the same code.

mod compare;
mod failing;
mod grant;
mod interval;
pub mod lane;
mod lookup;
mod loops;
mod machine;
mod missing;
mod obligation;
mod parts;
mod run;
mod settle;
mod time;
mod trace;
mod values;
mod verdict;

pub use run::{OutsideValidity, decide, evaluate};
pub use settle::outcome_of;
pub use trace::{Frame, FrameId, Trace};
pub use verdict::{
    Effect, Missing, NextStep, ObligationState, ObligationStatus, Part, RuleState, Status, Verdict,
};
