//! Expressions.

#![allow(
    missing_docs,
    reason = "the fields of a variant are named by the variant's own line"
)]

use super::Name;
use crate::source::Span;
use crate::value::{Date, Number, Period, RoundMode};

/// An expression and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// From its first mark to its last.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompareOp {
    /// `är`.
    Is,
    /// `är inte`.
    IsNot,
    /// `är något av (…)`.
    OneOf,
    /// `är inte något av (…)`.
    NotOneOf,
    /// `minst`.
    AtLeast,
    /// `högst`.
    AtMost,
    /// `över`.
    Over,
    /// `under`.
    Below,
    /// `senast`.
    By,
    /// `tidigast`.
    FromDay,
    /// `före`.
    Before,
    /// `efter`.
    After,
    /// `inom`.
    Within,
    /// `innehåller`.
    Contains,
}

/// `och` or `eller`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logic {
    /// `och`.
    And,
    /// `eller`.
    Or,
}

/// The four operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArithOp {
    /// `+`.
    Add,
    /// `-`.
    Sub,
    /// `×`, and `av` after a percentage.
    Mul,
    /// `/`.
    Div,
}

/// Quantifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantifier {
    /// `alla i L där F uppfyller T`.
    All,
    /// `någon i L där T`.
    Some,
    /// `ingen i L där T`.
    None,
    /// `minst N i L där T`.
    AtLeast(u32),
}

/// Aggregates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aggregate {
    /// `summan av X i L där F`.
    Sum,
    /// `antalet i L där F`.
    Count,
    /// `andelen [av X] i L där F`: of all elements, how much passes the filter.
    Share,
    /// `minsta av X i L`.
    Smallest,
    /// `största av X i L`.
    Largest,
}

/// Where elements come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Among {
    /// The list.
    pub list: Box<Expr>,
    /// `som e`.
    pub binder: Option<Name>,
    /// `där T`.
    pub filter: Option<Box<Expr>>,
}

/// How a rule is read by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleTest {
    /// `är uppfyllt`.
    Met,
    /// `är inte uppfyllt`.
    NotMet,
    /// `hindrar`.
    Bites,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// `a`.
    Name(Name),
    /// `a.b`.
    Field(Box<Expr>, Name),
    /// `t[k]`.
    Index(Box<Expr>, Box<Expr>),
    /// `f(a, b)`.
    Call(Name, Vec<Expr>),
    /// `p den D`.
    OnDay(Box<Expr>, Box<Expr>),
    /// A number, in the written unit: `143,5 mkr` is 143.5 with the unit `mkr`; `50 %` has the unit `%`.
    Quantity {
        value: Number,
        unit: Option<Name>,
        per: Vec<Name>,
    },
    /// A date.
    Date(Date),
    /// A period.
    Period(Period),
    /// A text; holes are not allowed here.
    Text(String),
    /// `ja`, `nej`.
    Bool(bool),
    /// `prövningsdagen`.
    AssessmentDay,
    /// `inte a`.
    Not(Box<Expr>),
    /// `a och b och c`.
    Logic(Logic, Vec<Expr>),
    /// A comparison; several operands for `något av`.
    Compare(CompareOp, Box<Expr>, Vec<Expr>),
    /// `x finns` (true), `x saknas` (false).
    Exists(Box<Expr>, bool),
    /// `R är uppfyllt`.
    Rule(Box<Expr>, RuleTest),
    /// `a + b`.
    Arith(ArithOp, Box<Expr>, Box<Expr>),
    /// `-a`.
    Neg(Box<Expr>),
    /// `a + b avrundat nedåt till 1 kr`: of the whole sum; `d + 1 månad avrundat nedåt` has no step.
    Round(Box<Expr>, RoundMode, Option<Box<Expr>>),
    /// `alla i …`.
    Quantified(Quantifier, Among, Option<Box<Expr>>),
    /// `summan av …`.
    Aggregate(Aggregate, Option<Box<Expr>>, Among),
    /// `minsta av (a, b)` (true), `största av (a, b)` (false).
    Extreme(bool, Vec<Expr>),
    /// `frist`, `löptid`.
    TimeLimit {
        term: bool,
        length: Box<Expr>,
        from: Box<Expr>,
        moved: bool,
    },
    /// `antalet dagar i P`.
    DaysIn(Box<Expr>),
    /// `dagen för t`.
    DayOf(Box<Expr>),
    /// `(a)`: kept, so that the printer writes what was read.
    Group(Box<Expr>),
}
