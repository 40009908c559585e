//! Decisions, explanations and diagnostics as text, Markdown and JSON; tables as text, CSV and workbooks.
//!
//! Text from an application never reaches a terminal raw ([`visible`]) and never becomes Markdown or HTML.

mod book;
mod diagnostics;
mod json;
mod markdown;
mod report;
mod safe;
mod schema;
mod sheet;
mod text;

pub use book::{book_html, book_markdown, book_svg, index_html, index_markdown};
pub use diagnostics::{diagnostic_line, diagnostics, diagnostics_json};
pub use json::{
    DecisionObject, json, json_excerpt, json_without_text, money as money_json, result as result_json,
    rule as rule_json, sources as sources_json,
};
pub(crate) use markdown::report_markdown;
pub use markdown::{escaped, markdown, markdown_excerpt};
pub use report::Piece;
pub(crate) use report::{
    Item, Report, Section, assumption_line, content, full_stop, goals, named, sources_line,
};
pub use safe::visible;
pub use schema::DECISION_SCHEMA;
pub(crate) use sheet::{Column, Entry, Page, Sheet, Workbook, inert, kronor};
pub(crate) use text::report_text;
pub use text::{TextStyle, excerpt, piece, text};

#[cfg(test)]
mod tests;
