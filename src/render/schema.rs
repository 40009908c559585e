//! The schema of a decision.

/// The JSON Schema (2020-12) of a decision.
pub const DECISION_SCHEMA: &str = include_str!("../../docs/decision.schema.json");
