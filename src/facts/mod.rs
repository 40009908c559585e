//! Application JSON to typed facts, by the program's schema.

mod model;

pub use model::{AliasUse, Answer, AnsweredBy, Contradiction, Facts, Stated};
