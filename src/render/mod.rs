//! Decisions, explanations and diagnostics as text, Markdown and JSON.
//!
//! Text from an application never reaches a terminal raw ([`visible`]) and never becomes Markdown or HTML.

mod book;
mod diagnostics;
mod json;
mod markdown;
mod report;
mod safe;
mod schema;
mod text;

pub use book::{book_html, book_markdown, book_svg, index_html, index_markdown};
pub use diagnostics::{diagnostic_line, diagnostics, diagnostics_json};
pub use json::{json, json_excerpt, json_without_text, result as result_json, rule as rule_json};
pub use markdown::{escaped, markdown, markdown_excerpt};
pub use report::Piece;
pub use safe::visible;
pub use schema::DECISION_SCHEMA;
pub use text::{TextStyle, excerpt, piece, text};

#[cfg(test)]
mod tests;
