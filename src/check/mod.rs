//! Syntax tree to checked rule set.
pub mod ruleset;
pub use ruleset::RuleSet;
