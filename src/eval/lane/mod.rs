//! The fast lane: the outcome of an application whose facts are words, by steps over registers of 64 bits.
//!
//! It has one meaning with the full evaluator, and settles only what it settles exactly. A value that it can't tell (a failed
//! computation, bounds that are not a fact's own, an overflow) is opaque: a condition on it is open here, and where an effect stays
//! open because of that, the application is handed over to the full evaluator. Strong Kleene logic makes this safe: what is decided
//! while a condition is open stays so whatever the condition turns out to be.
//!
//! A program becomes nodes ([`node`]), where constants are folded and equal nodes are one ([`translate`]); nodes become steps ([`emit`]);
//! steps are run ([`run`]). Conditions are bits of two words, *true* and *false*; open is neither. The effect of rule `i` is bit `i`,
//! so that the outcome is found by masks ([`settle`]).

mod columns;
mod effects;
mod emit;
mod missing;
mod node;
mod plan;
mod run;
mod settle;
mod step;
mod translate;

pub use effects::{Decided, Effects};
pub use plan::{Lane, Scratch};
