//! Program and facts to verdict, with the trace that an explanation is made from.

mod trace;
mod verdict;

pub use trace::{Frame, FrameId, Trace};
pub use verdict::{
    Effect, Missing, NextStep, ObligationState, ObligationStatus, Part, RuleState, Status, Verdict,
};
