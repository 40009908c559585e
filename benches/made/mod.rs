//! Rule sets and applications of any size, for the benches and for the tests of how cost grows.

pub(crate) mod clock;
pub(crate) mod lists;
pub(crate) mod rules;
pub(crate) mod work;

/// The day that all of them are assessed on.
pub(crate) const DAY: &str = "2023-07-01";
