//! What follows a decision: its duties over time, the account of how a grant was used, and a whole programme at a glance.
//!
//! Nothing here knows a grant: amounts, lines and last days are what the rule set says.

mod account;
mod calendar;
mod overview;

pub use account::{
    Account, CellFault, Line, Told, account, account_csv, account_json, account_markdown, account_text,
    read_lines,
};
pub use calendar::{
    Calendar, Duty, Stretch, calendar, calendar_ics, calendar_json, calendar_markdown, calendar_text,
};
pub use overview::{Column, Overview, Row, Sum, overview_csv, overview_json, overview_text, overview_xlsx};
