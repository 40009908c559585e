//! `fördelning`: an amount shared by a key.

#![allow(
    missing_docs,
    reason = "the fields of a variant are named by the variant's own line"
)]

use super::{Expr, Grounds, Name, Text};
use crate::source::Span;
use crate::value::RoundMode;

/// `fördelning`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apportionment {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// What it rests on.
    pub grounds: Grounds,
    /// What is shared, and among whom.
    pub pot: Pot,
    /// `efter K`: the column that it is shared by.
    pub key: Name,
    /// `avrundat närmast`.
    pub mode: RoundMode,
    /// `till 1 kr`.
    pub step: Expr,
    /// Where the rounding stands.
    pub rounding: Span,
    /// `resten …`.
    pub residual: Residual,
    /// Where that stands.
    pub residual_span: Span,
    /// `där T`: who takes part.
    pub filter: Option<Expr>,
    /// `golv A`: what each gets at least.
    pub floor: Option<Expr>,
    /// `tak A`: what each gets at most.
    pub cap: Option<Expr>,
    /// `kontroll varje del är K`: the column with the published parts.
    pub published: Option<Name>,
}

/// What is shared, and among whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pot {
    /// `fördela A på raderna i T`.
    Amount { amount: Expr, table: Name },
    /// `fördela det som är kvar av F på varje K`.
    Left { of: Name, field: Name },
}

/// What becomes of what rounding leaves over, or takes too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Residual {
    /// `på den största`.
    Largest,
    /// `efter störst bråkdel`.
    Fraction,
    /// `stannar hos givaren`.
    Kept,
}
