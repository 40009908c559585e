//! Apportionments: an amount shared among the rows of a table, and what is left of it once the requisitions are in.
//!
//! [`apportion`] shares an amount on a day; [`Round`] takes the requisitions of a grant, decided by the rule set itself, and shares what they
//! leave. [`share`](share()) is the arithmetic: exact, and the parts with what the giver keeps are always the whole.

mod compute;
mod differs;
mod round;
mod share;

pub use differs::{Unlike, differences, lints};
pub use round::{Drawn, Obstacle, Redistributed, Round, Standing, Sums, sums};
pub use share::{Bound, Claim, Part, Rounding, Sharing, Unshared, share};

use crate::check::ruleset::{Apportionment, ApportionmentId, Literal, Pot, RuleSet, Table};
use crate::program::Failure;
use crate::value::{Date, Number};

/// Why an apportionment can't be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Something in it can't be computed.
    Failed(Failure),
    /// Something in it is not known.
    Unknown,
    /// The amount can't be shared.
    Unshared(Unshared),
    /// It is of what is left of another.
    Left,
}

/// An apportionment that was made.
#[derive(Clone, Debug)]
pub struct Apportioned {
    /// Which.
    pub id: ApportionmentId,
    /// The day that parameters were read on.
    pub day: Date,
    /// The amount and its parts, of those rows that take part.
    pub sharing: Sharing,
    /// For each row of the table its part's place among the parts, and what it took part with; nothing when it takes no part.
    pub rows: Vec<Option<(usize, Claim)>>,
}

impl Apportioned {
    /// The part of a row; nothing when it takes no part.
    #[must_use]
    pub fn part(&self, row: usize) -> Option<&Part> {
        let (at, _) = self.rows.get(row)?.as_ref()?;
        self.sharing.parts.get(*at)
    }

    /// What a row gets.
    #[must_use]
    pub fn amount(&self, row: usize) -> Number {
        self.part(row).map_or(Number::ZERO, |part| part.amount)
    }
}

/// Shares an amount on a day.
///
/// # Errors
/// Why it can't be made.
pub fn apportion(set: &RuleSet, id: ApportionmentId, day: Date) -> Result<Apportioned, Refusal> {
    let item = set
        .apportionments
        .get(usize::from(id.0))
        .ok_or(Refusal::Unknown)?;
    let Pot::Amount(amount) = &item.pot else {
        return Err(Refusal::Left);
    };
    let whole = compute::amount(set, amount, day)?;
    shared(id, item, whole, compute::rows(set, item, day)?, day)
}

/// Shares an amount among rows.
fn shared(
    id: ApportionmentId,
    item: &Apportionment,
    whole: Number,
    rows: Vec<Option<Claim>>,
    day: Date,
) -> Result<Apportioned, Refusal> {
    let claims: Vec<Claim> = rows.iter().flatten().cloned().collect();
    let rounding = Rounding {
        mode: item.mode,
        step: item.step,
        residual: item.residual,
    };
    let sharing = share(whole, &claims, rounding).map_err(Refusal::Unshared)?;
    let mut next = 0_usize;
    let rows = rows
        .into_iter()
        .map(|row| {
            let at = next;
            next = next.saturating_add(usize::from(row.is_some()));
            row.map(|claim| (at, claim))
        })
        .collect();
    Ok(Apportioned {
        id,
        day,
        sharing,
        rows,
    })
}

/// The row of a key, or of another spelling of it.
#[must_use]
pub fn row_of(table: &Table, name: &str) -> Option<usize> {
    table.keys.iter().position(|key| key == name).or_else(|| {
        let alias = table.aliases.iter().find(|(alias, _)| alias == name)?;
        usize::try_from(alias.1).ok()
    })
}

/// A number in a table.
#[must_use]
pub fn cell(table: &Table, row: usize, column: u16) -> Option<Number> {
    let width = table.columns.len();
    let at = row.checked_mul(width)?.checked_add(usize::from(column))?;
    match table.cells.get(at)? {
        Literal::Number(number) => Some(*number),
        _ => None,
    }
}

/// The day on which an apportionment is made when none is given: the first on which the rule set is in force.
#[must_use]
pub fn first_day(set: &RuleSet) -> Option<Date> {
    set.valid.period.from
}
