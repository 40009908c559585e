//! Text to syntax tree. The only user of pest.
pub mod tree;
