//! What the lane runs.

use super::translate::Dated;
use crate::program::op::{MonthEnd, RoundStep, TimeUnit};

/// A register of one word. The first are the application's own slots, then the two days, then what is computed; the constants stand
/// at the end, from the last down.
pub(super) type Reg = u16;

/// Where a condition's bit stands, and whether the condition is written there negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) word: u8,
    pub(super) bit: u8,
    pub(super) not: bool,
}

/// Conditions in one word: those that must be true, and those that must be false.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mask {
    pub(super) word: u8,
    pub(super) yes: u64,
    pub(super) no: u64,
}

/// What is told of a column, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spec {
    /// The offset of the value; `u16::MAX`: one for each element.
    pub(super) value: u16,
    /// The offset of the word that is filtered by; `u16::MAX`: none.
    pub(super) filter: u16,
    /// The members.
    pub(super) bits: u64,
    /// The register of the sum; after it those of the least and the greatest value, and of the number of elements that pass. Opaque
    /// where an element is not known; of an unknown list the sum is opaque and the rest is absent, which nothing bounds.
    pub(super) to: Reg,
}

/// What is gathered of the elements for which steps are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gather {
    /// Whether at least so many pass.
    AtLeast(u32, At),
    /// The sum of a register.
    Sum(Reg),
    /// The least.
    Smallest(Reg),
    /// The greatest.
    Largest(Reg),
}

/// A loop that runs steps for each element of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Each {
    pub(super) list: Reg,
    pub(super) stride: u16,
    /// The first of the registers that the element's words are copied to.
    pub(super) window: Reg,
    pub(super) steps: Box<[Step]>,
    /// The words of the body's own conditions, which each element starts anew.
    pub(super) words: Box<[u8]>,
    /// Which elements pass.
    pub(super) passes: Box<[Mask]>,
    pub(super) gather: Gather,
    /// Where a word that was gathered goes.
    pub(super) to: Reg,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Whether a name is among the bits.
    Member {
        word: Reg,
        bits: u64,
        at: At,
    },
    /// The same where an unknown name is surely among them.
    ClosedMember {
        word: Reg,
        bits: u64,
        at: At,
    },
    /// The same of a text.
    TextMember {
        word: Reg,
        bits: u64,
        at: At,
    },
    Less {
        a: Reg,
        b: Reg,
        at: At,
    },
    Equal {
        a: Reg,
        b: Reg,
        at: At,
    },
    Exists {
        word: Reg,
        at: At,
    },
    OrganisationNumber {
        word: Reg,
        at: At,
    },
    Inside {
        inner: Reg,
        outer: Reg,
        at: At,
    },
    /// All of the conditions of one word.
    All {
        mask: Mask,
        at: At,
    },
    /// All of the conditions of several.
    AllOf {
        masks: Box<[Mask]>,
        at: At,
    },
    /// The value of the test that holds, else the last.
    Choose {
        rows: Box<[(Mask, Mask)]>,
        last: Option<Mask>,
        agreeing: bool,
        at: At,
    },
    Add {
        a: Reg,
        b: Reg,
        to: Reg,
    },
    Sub {
        a: Reg,
        b: Reg,
        to: Reg,
    },
    Mul {
        a: Reg,
        b: Reg,
        to: Reg,
    },
    Min {
        a: Reg,
        b: Reg,
        to: Reg,
    },
    Max {
        a: Reg,
        b: Reg,
        to: Reg,
    },
    Positive {
        a: Reg,
        to: Reg,
    },
    Quotient {
        a: Reg,
        b: Reg,
        mode: RoundStep,
        to: Reg,
    },
    AddDays {
        day: Reg,
        days: Reg,
        to: Reg,
    },
    Calendar {
        day: Reg,
        length: Reg,
        unit: TimeUnit,
        end: MonthEnd,
        to: Reg,
    },
    Limit {
        from: Reg,
        length: Reg,
        unit: TimeUnit,
        term: bool,
        moved: bool,
        to: Reg,
    },
    PeriodEnd {
        period: Reg,
        first: bool,
        to: Reg,
    },
    DaysIn {
        period: Reg,
        to: Reg,
    },
    DayOf {
        instant: Reg,
        to: Reg,
    },
    Select {
        rows: Box<[(Mask, Reg)]>,
        last: Reg,
        agreeing: bool,
        to: Reg,
    },
    Table {
        table: u32,
        key: Reg,
        to: Reg,
    },
    Dated {
        values: u32,
        day: Reg,
        to: Reg,
    },
    /// A word of the element that a key points to.
    Follow {
        key: Reg,
        list: Reg,
        stride: u16,
        offset: u16,
        to: Reg,
    },
    /// What is told of the columns of a list.
    Columns {
        list: Reg,
        stride: u16,
        specs: Vec<Spec>,
    },
    /// A value that is opaque when there is none: the value, and how many there are.
    SomeOf {
        value: Reg,
        empty: i64,
        to: Reg,
    },
    Each(Box<Each>),
}

/// The steps of a program for one value of the slot that they are made for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) steps: Vec<Step>,
    /// How many words of conditions there are.
    pub(super) words: u8,
    /// Conditions that are known before any fact is: true and false.
    pub(super) known: Vec<(u64, u64)>,
    pub(super) tables: Vec<Vec<i64>>,
    pub(super) dated: Vec<Vec<Dated>>,
    /// The registers of facts that are not below zero whatever they are, sorted.
    pub(super) not_below_zero: Vec<Reg>,
    /// The registers of each grant's amount and of what was asked for, with the parts of both; by rule.
    pub(super) amounts: Vec<Amount>,
    /// Where the guard, the own condition and the exceptions of rules stand: of permissions, and where grounds are told, of all.
    pub(super) statuses: Vec<StatusMasks>,
    /// The ways back from the rules to the facts.
    pub(super) ways: super::missing::Ways,
}

/// Where the parts of a rule's status stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StatusMasks {
    pub(super) rule: u16,
    pub(super) guard: Mask,
    pub(super) own: Mask,
    pub(super) set_aside: Mask,
}

/// What a grant gives, and of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) rule: u16,
    pub(super) given: Reg,
    /// What was asked for in the same parts; the same register where it is the same amount.
    pub(super) asked: Reg,
    pub(super) parts: i64,
}
