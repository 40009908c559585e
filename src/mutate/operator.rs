//! The ways in which a rule is altered.

use crate::value::Bilingual;

/// A way to alter a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// A comparison turned over, or moved by its boundary: `senast` to `före`, `är` to `är inte`.
    Comparison,
    /// A number, a day or an end of a period moved by one unit, either way.
    Threshold,
    /// A part of a condition taken away.
    Condition,
    /// `och` for `eller`, and the other way.
    Connective,
    /// A condition turned into its opposite.
    Negation,
    /// An exception that has no effect any more.
    Exception,
    /// Another consequence, or none.
    Consequence,
    /// A guard (`när`) taken away.
    Guard,
    /// The first or last day of a validity moved by a day, either way.
    Validity,
    /// Another clause cited.
    Clause,
    /// A condition that is not settled read as one that doesn't hold.
    Unknown,
    /// `minsta` for `största`, and the other way.
    Extreme,
    /// `summan` for `antalet`, and the like.
    Aggregate,
    /// `+` for `-`, `×` for `/`, and the other way.
    Arithmetic,
    /// Another direction of rounding.
    Rounding,
    /// What is granted is what was asked for.
    Amount,
    /// `alla` for `någon`, one more or one fewer.
    Quantifier,
    /// A filter (`där`) taken away.
    Filter,
    /// A row of a decision table taken away.
    Row,
    /// A body that is asked taken away.
    Answerer,
}

impl Operator {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Operator; 20] = [
        Self::Comparison,
        Self::Threshold,
        Self::Condition,
        Self::Connective,
        Self::Negation,
        Self::Exception,
        Self::Consequence,
        Self::Guard,
        Self::Validity,
        Self::Clause,
        Self::Unknown,
        Self::Extreme,
        Self::Aggregate,
        Self::Arithmetic,
        Self::Rounding,
        Self::Amount,
        Self::Quantifier,
        Self::Filter,
        Self::Row,
        Self::Answerer,
    ];

    /// Its name on the command line and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Comparison => "comparison",
            Self::Threshold => "threshold",
            Self::Condition => "condition",
            Self::Connective => "connective",
            Self::Negation => "negation",
            Self::Exception => "exception",
            Self::Consequence => "consequence",
            Self::Guard => "guard",
            Self::Validity => "validity",
            Self::Clause => "clause",
            Self::Unknown => "unknown",
            Self::Extreme => "extreme",
            Self::Aggregate => "aggregate",
            Self::Arithmetic => "arithmetic",
            Self::Rounding => "rounding",
            Self::Amount => "amount",
            Self::Quantifier => "quantifier",
            Self::Filter => "filter",
            Self::Row => "row",
            Self::Answerer => "answerer",
        }
    }

    /// What it does, for a list of them.
    #[must_use]
    pub fn title(self) -> Bilingual {
        let (sv, en) = match self {
            Self::Comparison => ("jämförelsen byts: senast → före", "another comparison"),
            Self::Threshold => ("gränsen flyttas ett steg", "the threshold moved by one unit"),
            Self::Condition => ("en del av villkoret tas bort", "a part of the condition removed"),
            Self::Connective => ("och ↔ eller", "and ↔ or"),
            Self::Negation => ("villkoret vänds", "the condition negated"),
            Self::Exception => ("undantaget tas bort", "the exception removed"),
            Self::Consequence => ("en annan följd, eller ingen", "another consequence, or none"),
            Self::Guard => ("när-villkoret tas bort", "the guard removed"),
            Self::Validity => ("giltigheten flyttas en dag", "the validity moved by a day"),
            Self::Clause => ("ett annat ställe anges", "another clause cited"),
            Self::Unknown => ("det som inte är känt läses som nej", "what is unknown read as no"),
            Self::Extreme => ("minsta ↔ största", "smallest ↔ largest"),
            Self::Aggregate => ("summan ↔ antalet och liknande", "sum ↔ count, and the like"),
            Self::Arithmetic => ("räknesättet byts", "another operation"),
            Self::Rounding => ("avrundningen byter håll", "another direction of rounding"),
            Self::Amount => ("hela det sökta beviljas", "all that was asked for is granted"),
            Self::Quantifier => (
                "alla ↔ någon, en mer eller en färre",
                "all ↔ some, one more or fewer",
            ),
            Self::Filter => ("urvalet (där) tas bort", "the filter removed"),
            Self::Row => ("en rad tas bort", "a row removed"),
            Self::Answerer => ("ett av organen tas bort", "one of the bodies removed"),
        };
        Bilingual::new(sv, en)
    }

    /// The operator of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operator| operator.as_str() == text)
    }
}
