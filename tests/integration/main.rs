//! The integration tests: one binary, so that they link once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test that meets something unexpected is to fail where it stands"
)]

mod amounts;
mod apportion;
mod book;
mod boundary;
mod cases;
mod cli;
mod corpora;
mod coverage;
mod dice;
mod docs;
mod exact;
mod fuzz;
mod grant_year;
mod holidays;
mod hostile;
mod impact;
mod lane;
mod linear;
mod mutate;
mod oracle;
mod planted;
mod properties;
mod quick;
mod readme;
mod reproducible;
mod service;
mod shipped;
mod slope;
mod snapshots;
mod soundness;
mod suite;
mod supply;
mod tidy;
mod walk;
