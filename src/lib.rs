//! Rekvisit is a rule engine for grant eligibility: an application's JSON in, an explained proposal for a decision out.
//!
//! Data flows one way, a type for each stage:
//!
//! ```text
//! bytes ─ syntax::parse ─▶ syntax tree ─ check::load ─▶ checked rule set ─ program::compile ─▶ program
//!
//! application JSON ─ facts::decode, by the program's schema ─▶ facts
//!
//! (program, facts, day) ─ eval::evaluate ─▶ verdict and trace ─ explain::explain ─▶ explanation ─ render ─▶ text
//! ```
//!
//! - [`source`] and [`value`] are the ground: places in files; exact numbers, units, dates, periods.
//! - [`diagnostic`]: what is wrong, where, and what to do; data only.
//! - [`syntax::parse`] reads one file into a tree; it is the only user of pest.
//! - [`check::load`] reads a rule set with its modules and tables through a [`source::Library`] and resolves and
//!   types everything: what comes out can't be wrong any more.
//! - [`program::compile`] makes a flat list of instructions over registers, and the schema that applications are read by.
//! - [`facts::decode`] reads an application's JSON straight into typed slots.
//! - [`eval::evaluate`] runs the program: every value is the set of what it can still be, so an outcome is decided only
//!   when it holds whatever the missing facts are. [`eval::decide`] is the same without keeping what happened.
//! - [`explain::explain`] turns what happened into an explanation; [`render`] writes it as text, Markdown or JSON.
//! - [`cli`] is the command line, and the only part that reads files, the environment or the terminal.
//!
//! Nothing below `cli` reads a clock, a file or the environment, and nothing iterates in hash order: the same rules,
//! application and day give the same bytes everywhere.

pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod eval;
pub mod explain;
pub mod facts;
pub mod program;
pub mod render;
pub mod source;
pub mod syntax;
pub mod value;
