//! Application JSON to typed facts, by the program's schema.
//!
//! [`peek`] tells which rule set an application is for. [`decode`] reads it strictly into typed cells, [`settle`] takes
//! away the judgements that are dated after the assessment date. [`slots()`] writes facts as the words of the fast lane. [`Quick`] reads
//! what is written in the common form many times faster, and leaves the rest to [`decode`]. [`pointer()`], [`describe`] and
//! [`value_json`] tell a person where a cell stands, what it is called and what it says.

mod bytes;
mod decode;
mod expectation;
mod fault;
mod hash;
mod json;
mod judgement;
mod limits;
mod list;
mod model;
mod peek;
mod place;
mod quick;
mod references;
mod reserved;
mod scalar;
mod scan;
mod settle;
mod slots;
mod stated;
mod string;
mod words;

pub use decode::{decode, read};
pub use json::{cell_json, value_json};
pub use limits::Limits;
pub use model::{AliasUse, Answer, AnsweredBy, Contradiction, Facts, Stated};
pub use peek::{Peek, peek, peek_in};
pub use place::{FieldInfo, describe, pointer, pointers};
pub use quick::{Heading, Quick};
pub use settle::settle;
pub use slots::slots;

#[cfg(test)]
mod tests;
