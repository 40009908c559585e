//! Values: exact numbers, units, dates, periods, and texts in two languages.

mod bilingual;
mod date;
mod day_off;
mod number;
mod organisation_number;
mod period;
mod unit;

pub use bilingual::{Bilingual, Language};
pub use date::Date;
pub use day_off::DayOff;
pub use number::{Number, RoundMode};
pub use organisation_number::is_organisation_number;
pub use period::Period;
pub use unit::{Unit, UnitId};
