//! The targets stand among the tests, which replay what was found; here they are only made programs of.
#![allow(dead_code, reason = "the tests use more of these files")]

#[path = "../../tests/integration/dice.rs"]
mod dice;
#[path = "../../tests/integration/fuzz/mod.rs"]
mod fuzz;
mod oracle;

/// The target of that name.
pub fn target(name: &str) -> fn(&[u8]) {
    let found = fuzz::TARGETS.iter().find(|(target, _)| *target == name);
    found.expect("in TARGETS").1
}
