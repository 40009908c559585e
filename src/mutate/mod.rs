//! Rule sets tried with one thing altered in them: do their cases and examples notice?
//!
//! [`mutants`] lists the alterations of a file, each a real rule file with one place changed. A [`Bench`] decides all cases
//! and examples by it, until one comes out otherwise than it expects: then the alteration is noticed. One that nobody
//! notices shows a case that is missing, or is declared to change nothing (`godta ändring`).

mod accepted;
mod bench;
mod model;
mod operator;
mod score;
mod sites;

pub use accepted::{Needless, Why, accepts, needless};
pub use bench::{Bench, Fate};
pub use model::{Change, Edit, Mutant, Subject};
pub use operator::Operator;
pub use score::Score;
pub use sites::mutants;
