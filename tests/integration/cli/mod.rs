//! The command line, tried as its user would.

mod check;
mod evaluate;
mod explain;
mod fixture;
mod mistakes;
mod mutate;
mod rules;
mod schema;
mod transcript;
mod usage;

pub(crate) use transcript::Test;
