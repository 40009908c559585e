//! Syntax tree to checked rule set.
pub mod collisions;
pub mod coverage;
pub mod exactness;
#[cfg(test)]
mod fixture;
pub mod guards;
pub mod order;
pub mod ruleset;
pub mod table;
pub mod visit;
pub use ruleset::RuleSet;
