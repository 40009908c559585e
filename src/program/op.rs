//! Instructions. Instruction `i` writes register `i`; a loop's body stands right after it and is run once an element.

use super::{Failure, Place};
use crate::check::collisions::Proof;
use crate::check::ruleset::{BlockId, ParameterId, Quantifier, Relation, TableId};
use crate::syntax::tree::Aggregate;
use crate::value::RoundMode;

/// A register: the index of the instruction that writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reg(pub u32);

/// A run of registers in `Program::operands`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operands(pub Box<[Reg]>);

/// What is known of a value before any fact is: its whole type, when it is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Domain {
    /// Nothing more than its type.
    Any,
    /// A number.
    Number,
    /// A number that is not below zero.
    NonNegative,
    /// A date.
    Date,
    /// One of the first `n` symbols.
    Symbols(u16),
    /// Yes or no.
    YesNo,
}

/// An instruction.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    /// A constant.
    Const(u32),
    /// A fact of the application.
    Load(Place, Domain),
    /// A cell of the element that the loop at `depth` (1 is outermost) stands at.
    Element(u8, u32, Domain),
    /// A cell of the record in a list that a key points to: key, list, offset.
    Follow(Reg, Reg, u32, Domain),
    /// A table's cell: table, key, column.
    Cell(TableId, Reg, u16),
    /// A parameter on a day.
    Parameter(ParameterId, Reg),
    /// The assessment date.
    AssessmentDay,
    /// The day that selects the version.
    SelectionDay,
    /// Whether a day is in a rule's validity (index into `Program::periods`).
    InForce(Reg, u32),
    /// Not.
    Not(Reg),
    /// Yes or no: what is not settled is no. Only in a program that was compiled so, to see what that changes.
    Closed(Reg),
    /// Strong Kleene conjunction.
    And(Operands),
    /// Strong Kleene disjunction.
    Or(Operands),
    /// A comparison of two registers of one type.
    Compare(Relation, Reg, Reg, Domain),
    /// Whether the first is one of the others.
    OneOf(Reg, Operands, Domain),
    /// Whether a text is one of `Program::texts`.
    TextIs(Reg, Box<[u32]>),
    /// Whether a date or a period is within a period.
    Within(Reg, Reg),
    /// Whether a list of scalars contains a value.
    Contains(Reg, Reg),
    /// Whether an optional fact is stated.
    Exists(Reg),
    /// `a + b`.
    Add(Reg, Reg),
    /// `a - b`.
    Sub(Reg, Reg),
    /// `a × b`.
    Mul(Reg, Reg),
    /// `a / b`.
    Div(Reg, Reg),
    /// Rounded to a multiple.
    Round(Reg, RoundStep, Reg),
    /// A date plus (or minus) a number of time units.
    AddTime(Reg, Reg, TimeUnit, bool, MonthEnd),
    /// The last day of a time limit or a term: length, from, unit, term, moved.
    TimeLimit(Reg, Reg, TimeUnit, bool, bool),
    /// The smallest (true) or largest of several.
    Extreme(bool, Operands),
    /// The first day of a period (true), or the last.
    PeriodEnd(Reg, bool),
    /// The days in a period.
    DaysIn(Reg),
    /// The civil day of an instant.
    DayOf(Reg),
    /// Whether a text is an organisation number with a right check digit.
    OrganisationNumber(Reg),
    /// The value of the rows that hold, which must agree: tests and values in pairs, then what holds otherwise.
    Cases(Operands, Option<Reg>, Proof),
    /// The base value, unless an exception (pairs of condition and value) holds; whether those that hold are known
    /// to agree.
    Override(Reg, Operands, bool),
    /// A quantifier: the list, its body's end, the filter and the test.
    Quantified(Quantifier, Reg, u32, Option<Reg>, Reg),
    /// An aggregate: the list, its body's end, the filter, the value and whether that is never below zero.
    Aggregated(Aggregate, Reg, u32, Option<Reg>, Option<Reg>, bool),
    /// A `för varje`: the list and its body's end.
    Block(BlockId, Reg, u32),
    /// Always fails.
    Fail(Failure),
}

/// A way to round, in an order of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoundStep {
    /// Upwards.
    Up,
    /// Downwards.
    Down,
    /// To the nearest.
    Nearest,
}

impl From<RoundMode> for RoundStep {
    fn from(mode: RoundMode) -> Self {
        match mode {
            RoundMode::Up => Self::Up,
            RoundMode::Down => Self::Down,
            RoundMode::Nearest => Self::Nearest,
        }
    }
}

impl From<RoundStep> for RoundMode {
    fn from(step: RoundStep) -> Self {
        match step {
            RoundStep::Up => Self::Up,
            RoundStep::Down => Self::Down,
            RoundStep::Nearest => Self::Nearest,
        }
    }
}

/// A unit of calendar time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeUnit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// Where a date lands when the month has no such day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MonthEnd {
    /// On the month's last day.
    Last,
    /// On the next month's first.
    Next,
}

/// Visits the registers that an instruction reads, by `iter` or `iter_mut`: one list of them for both.
macro_rules! operands {
    ($op:expr, $iter:ident, $visit:expr) => {
        match $op {
            Op::Const(_)
            | Op::Load(..)
            | Op::Element(..)
            | Op::AssessmentDay
            | Op::SelectionDay
            | Op::Fail(_) => {}
            Op::Cell(_, a, _)
            | Op::Parameter(_, a)
            | Op::InForce(a, _)
            | Op::Not(a)
            | Op::Closed(a)
            | Op::TextIs(a, _)
            | Op::Exists(a)
            | Op::PeriodEnd(a, _)
            | Op::DaysIn(a)
            | Op::DayOf(a)
            | Op::OrganisationNumber(a)
            | Op::Block(_, a, _) => $visit(a),
            Op::Follow(a, b, ..)
            | Op::Compare(_, a, b, _)
            | Op::Within(a, b)
            | Op::Contains(a, b)
            | Op::Add(a, b)
            | Op::Sub(a, b)
            | Op::Mul(a, b)
            | Op::Div(a, b)
            | Op::Round(a, _, b)
            | Op::AddTime(a, b, ..)
            | Op::TimeLimit(a, b, ..) => {
                $visit(a);
                $visit(b);
            }
            Op::And(list) | Op::Or(list) | Op::Extreme(_, list) => list.0.$iter().for_each($visit),
            Op::OneOf(a, list, _) | Op::Override(a, list, _) => {
                $visit(a);
                list.0.$iter().for_each($visit);
            }
            Op::Cases(list, otherwise, _) => list.0.$iter().chain(otherwise.$iter()).for_each($visit),
            Op::Quantified(_, list, _, filter, body) => {
                $visit(list);
                filter.$iter().for_each(&mut $visit);
                $visit(body);
            }
            Op::Aggregated(_, list, _, filter, of, _) => {
                $visit(list);
                filter.$iter().chain(of.$iter()).for_each($visit);
            }
        }
    };
}

impl Op {
    /// The registers that it reads; of a loop, those of its body that it reads after each element.
    pub fn reads(&self, mut visit: impl FnMut(Reg)) {
        let mut visit = |reg: &Reg| visit(*reg);
        operands!(self, iter, visit);
    }

    /// The same instruction with its registers renamed, and a loop's end set.
    pub fn rename(&mut self, map: impl Fn(Reg) -> Reg, end: u32) {
        let mut rename = |reg: &mut Reg| *reg = map(*reg);
        operands!(self, iter_mut, rename);
        if let Self::Quantified(_, _, body_end, ..)
        | Self::Aggregated(_, _, body_end, ..)
        | Self::Block(_, _, body_end) = self
        {
            *body_end = end;
        }
    }
}
