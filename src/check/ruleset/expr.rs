//! Typed expressions.

#![allow(
    missing_docs,
    reason = "the fields of a variant are named by the variant's own line"
)]

use super::{ConceptId, Literal, ParameterId, RuleId, TableId, Type};
use crate::source::Span;
pub use crate::syntax::tree::{Aggregate, ArithOp, Quantifier};
use crate::value::RoundMode;

/// The number of an expression, unique in its rule set. The evaluator's registers are found by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub u32);
/// The number of a loop (a quantifier, an aggregate or a `för varje`), unique in its rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoopId(pub u16);

/// A typed expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Its number.
    pub id: ExprId,
    /// Its type.
    pub ty: Type,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// Orders between values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Equal.
    Equal,
    /// Not equal.
    NotEqual,
    /// Below, before.
    Less,
    /// At most, by.
    AtMost,
    /// Over, after.
    Greater,
    /// At least, from.
    AtLeast,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A literal.
    Literal(Literal),
    /// A field of the application.
    Fact(u16),
    /// The element that a loop stands at.
    Element(LoopId),
    /// A field of a record; the base is a record, or a key of a record in a list, which is followed.
    Field(Box<Expr>, u16),
    /// A concept with its arguments.
    Concept(ConceptId, Vec<Expr>),
    /// A parameter of the concept that this is in.
    Argument(u16),
    /// A dated parameter, on the day that selects the version or on another.
    Parameter(ParameterId, Option<Box<Expr>>),
    /// A table's cell: the key (a text or a table key) and the column.
    Cell(TableId, Box<Expr>, u16),
    /// The assessment date.
    AssessmentDay,
    /// Not.
    Not(Box<Expr>),
    /// All of these (at least two).
    And(Vec<Expr>),
    /// Any of these (at least two).
    Or(Vec<Expr>),
    /// A comparison; `var`-free operands of one type.
    Compare(Relation, Box<Expr>, Box<Expr>),
    /// Whether it is one of these.
    OneOf(Box<Expr>, Vec<Expr>),
    /// Whether a date, or a whole period, is within a period.
    Within(Box<Expr>, Box<Expr>),
    /// Whether a list of scalars contains a value.
    Contains(Box<Expr>, Box<Expr>),
    /// Whether an optional fact is stated.
    Exists(Box<Expr>),
    /// Whether a rule's own condition holds.
    RuleMet(RuleId),
    /// Whether a rule's consequence applies.
    RuleBites(RuleId),
    /// Exact arithmetic. A date plus or minus a number of days, weeks, months or years is `AddTime`.
    Arith(ArithOp, Box<Expr>, Box<Expr>),
    /// The number with its sign changed.
    Neg(Box<Expr>),
    /// Rounded to a multiple of the step, which is a literal above zero.
    Round(Box<Expr>, RoundMode, Box<Expr>),
    /// A date plus a duration (unit day, week, month or year); at a month's end, `Down` gives its last day and `Up`
    /// the next month's first. `None` only for days and weeks.
    AddTime {
        date: Box<Expr>,
        length: Box<Expr>,
        subtract: bool,
        month_end: Option<RoundMode>,
    },
    /// The last day of a time limit (`term` false) or of a term (`term` true).
    TimeLimit {
        term: bool,
        length: Box<Expr>,
        from: Box<Expr>,
        moved: bool,
    },
    /// The smallest (true) or largest of these.
    Extreme(bool, Vec<Expr>),
    /// The first day of a period.
    PeriodStart(Box<Expr>),
    /// The last day of a period.
    PeriodEnd(Box<Expr>),
    /// The number of days in a period, both ends counted.
    DaysIn(Box<Expr>),
    /// The civil day of a timestamp in Europe/Stockholm.
    DayOf(Box<Expr>),
    /// Whether a text is an organisation number with a right check digit.
    ValidOrganisationNumber(Box<Expr>),
    /// A quantifier over a list: of the elements that pass the filter, all, some, none or at least N pass the body
    /// (for `Some`, `None` and `AtLeast` the filter is the body and `filter` is `None`).
    Quantified {
        quantifier: Quantifier,
        var: LoopId,
        list: Box<Expr>,
        filter: Option<Box<Expr>>,
        body: Box<Expr>,
    },
    /// An aggregate over the elements that pass the filter. `of` is `None` for `Count` and for a share of elements.
    Aggregated {
        aggregate: Aggregate,
        var: LoopId,
        list: Box<Expr>,
        filter: Option<Box<Expr>>,
        of: Option<Box<Expr>>,
    },
}
