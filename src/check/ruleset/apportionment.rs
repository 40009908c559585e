//! Apportionments: an amount shared by a key.

use super::{Expr, Grounds, TableId};
use crate::source::Span;
pub use crate::syntax::tree::Residual;
use crate::value::{Bilingual, Number, RoundMode};

/// Index into `RuleSet::apportionments`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ApportionmentId(pub u16);

/// An amount that is shared by a key (`fördelning`).
#[derive(Clone, Debug)]
pub struct Apportionment {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
    /// What it rests on.
    pub grounds: Grounds,
    /// The table whose rows take part.
    pub table: TableId,
    /// The column that it is shared by: numbers that are not below zero.
    pub key: u16,
    /// What is shared.
    pub pot: Pot,
    /// How a part is rounded.
    pub mode: RoundMode,
    /// To a multiple of what: whole öre, above zero.
    pub step: Number,
    /// What becomes of what rounding leaves over, or takes too much; kept only where parts are rounded down.
    pub residual: Residual,
    /// Who takes part: of a row (argument 0), or of a requisition where it is what is left that is shared.
    pub filter: Option<Expr>,
    /// What each gets at least, in öre; of the same.
    pub floor: Option<Expr>,
    /// What each gets at most, in öre; of the same.
    pub cap: Option<Expr>,
    /// The column with the published parts.
    pub published: Option<u16>,
    /// Where it stands.
    pub span: Span,
    /// Where its name stands.
    pub name_span: Span,
}

/// What is shared.
#[derive(Clone, Debug)]
pub enum Pot {
    /// An amount in öre, which reads no application.
    Amount(Expr),
    /// What the requisitions left of another apportionment, which is of an amount; and the application's field that names the row.
    Left(ApportionmentId, u16),
}

impl Apportionment {
    /// Its expressions, in the order in which they are written.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expr> {
        let amount = match &self.pot {
            Pot::Amount(amount) => Some(amount),
            Pot::Left(..) => None,
        };
        amount
            .into_iter()
            .chain(&self.filter)
            .chain(&self.floor)
            .chain(&self.cap)
            .collect()
    }
}
