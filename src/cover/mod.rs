//! Coverage: what a rule set's cases and examples show of its rules and conditions, read from their traces.
//!
//! [`Observed::add`] takes what was decided, case by case; nothing is evaluated again. [`Observed::coverage`] says what they
//! have shown: rules with and without effect, conditions that decide alone both ways (MC/DC), outcomes, rows, dated
//! values and obligations. [`text`], [`json`] and [`lcov`] write it.
//!
//! - A *rule* is covered when it took effect in one case and had none in another; one that always holds, when it took effect.
//!   A requirement or a recommendation takes effect when it isn't met, every other rule when its condition holds. A goal has no
//!   effect: it is covered when it was met in one case and not met in another. Items of a `för varje` count as cases. A status or an
//!   effect that isn't settled counts for nothing.
//! - A *decision* is an expression of yes and no that stands for itself: guards and conditions of rules and chapters, the
//!   judgement of a permission, formulas, tests of rows, filters and tests of quantifiers and aggregates. Its *conditions* are the
//!   parts under `och`, `eller` and `inte`. A condition is covered when it decided alone as yes in one evaluation and as no in
//!   another: flipping it, with the others as they were, flips the decision in three-valued logic.
//! - What a condition says is stated can't be read while it isn't: of `x finns och x är över 3`, the second is open where `x` is
//!   absent, and may then be whatever lets the first decide.
//! - A concept with arguments, and a block's rule that another loop reads, are computed in several places; each counts.
//! - Rules and concepts of modules count for the rule set that uses them. A concept that nothing reads doesn't count.

mod accept;
mod condition;
mod decisions;
mod json;
mod lcov;
mod model;
mod observed;
mod outcomes;
mod readings;
mod report;
mod rule;
mod shape;
mod share;
mod text;
mod words;

#[cfg(test)]
mod tests;

pub use json::json;
pub use lcov::lcov;
pub use model::{
    ConditionCover, Coverage, Mistake, ObligationCover, OutcomeCover, Place, RowCover, RuleCover, ValueCover,
    Way,
};
pub use observed::Observed;
pub use share::Share;
pub use text::text;
