//! The thresholds of a rule set, and for each the cases just below, at and just above it.
//!
//! [`thresholds`] finds them: comparisons of amounts, counts, shares and days wherever they stand, the ends of periods, the days
//! between which rules and dated parameters are in force, and the last days of obligations. [`derive`](derive()) takes an existing case and
//! changes one fact so that what is compared becomes the threshold, and one step less and more; what is computed is solved for
//! and verified by deciding. [`adopted`] writes such a case as a file that can be taken in, once a person has read it.

mod adopt;
mod base;
mod depend;
mod derive;
mod leaf;
mod measure;
mod solve;
mod threshold;

pub use adopt::{adopted, file_name};
pub use base::{Base, bases};
pub use derive::{Boundary, Row, Side, derive};
pub use threshold::{Compared, Threshold, thresholds};
