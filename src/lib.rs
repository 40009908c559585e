//! Rekvisit: a rule engine for grant eligibility.
pub mod diagnostic;
pub mod source;
pub mod syntax;
pub mod value;

pub mod check;
pub mod cli;
pub mod eval;
pub mod explain;
pub mod facts;
pub mod program;
pub mod render;
