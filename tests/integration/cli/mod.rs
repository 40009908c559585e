//! The command line, tried as its user would.

mod account;
mod allocate;
mod batch;
mod check;
mod coverage;
mod doc;
mod evaluate;
mod explain;
pub(crate) mod fixture;
mod fmt;
mod mistakes;
mod mutate;
mod new;
mod obligations;
mod overview;
mod rules;
mod schema;
mod test;
mod transcript;
mod usage;
mod verify;

pub(crate) use transcript::Test;
