//! What makes well-formed rule sets and applications.

#[path = "../../tests/integration/oracle/applications.rs"]
pub(crate) mod applications;
#[path = "../../tests/integration/oracle/rulesets/mod.rs"]
pub(crate) mod rulesets;
