//! Two versions of a rule set over the same applications: which decisions change, because of which rules, and what it costs.
//!
//! [`compare()`] decides one application by both, without events; [`Summary`] counts; [`explained`] decides one again with its explanation.
//! [`text`], [`markdown`] and [`json`] write the [`Impact`].
//!
//! [`Both::causes`] defines which rules cause a change.

mod cause;
mod compare;
mod decision;
mod report;
mod summary;

pub use compare::{Application, Both, Change, Comparison, Pair, compare, explained};
pub use decision::Decision;
pub use report::{Impact, Shown, Unread, Version, json, markdown, text};
pub use summary::{Group, Line, Sum, Summary};
