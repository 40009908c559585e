//! The checked rule set: every name resolved, every expression typed. Nothing in it can be wrong any more.

mod apportionment;
mod declaration;
mod expr;
mod rule;

pub use apportionment::*;
pub use declaration::*;
pub use expr::*;
pub use rule::*;

use std::collections::BTreeSet;

use crate::source::Span;
use crate::value::{Bilingual, Period};

/// A rule set that passed the checker.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// Its name, which is its folder's.
    pub name: String,
    /// Its version as it is written; empty when none is.
    pub version: String,
    /// SHA-256 over the normalised files and tables, in hexadecimal.
    pub hash: String,
    /// Where its name stands in its own file.
    pub place: Span,
    /// Its title.
    pub title: Bilingual,
    /// What it rests on as a whole.
    pub grounds: Grounds,
    /// How its decisions are appealed.
    pub track: Track,
    /// The modules that it uses, directly or not.
    pub modules: Vec<String>,
    /// When it is in force.
    pub valid: Validity,
    /// The fact that is the assessment date when none is given: a date field of the application.
    pub assessed_on: Option<Expr>,
    /// The documents that it rests on.
    pub sources: Vec<Source>,
    /// The bodies.
    pub bodies: Vec<Body>,
    /// The units, built-in ones first; a `UnitId` is an index.
    pub units: Vec<UnitDefinition>,
    /// The enums.
    pub enums: Vec<EnumDefinition>,
    /// The records.
    pub records: Vec<Record>,
    /// The tables, with their rows.
    pub tables: Vec<Table>,
    /// The dated parameters.
    pub parameters: Vec<Parameter>,
    /// The concepts; a concept refers only to others by id, and there is no cycle.
    pub concepts: Vec<Concept>,
    /// The fields of the application.
    pub application: Vec<Field>,
    /// The loops whose elements are percentages.
    pub percentages: BTreeSet<LoopId>,
    /// All rules, in the order in which they are listed; those inside a block too.
    pub rules: Vec<Rule>,
    /// An order of all rules in which each comes after those that it reads and after its exceptions.
    pub rule_order: Vec<RuleId>,
    /// The `för varje` blocks.
    pub blocks: Vec<Block>,
    /// The named results.
    pub results: Vec<NamedResult>,
    /// The apportionments.
    pub apportionments: Vec<Apportionment>,
    /// What outcomes are called here.
    pub words: Vec<(Outcome, Bilingual)>,
    /// The examples.
    pub examples: Vec<Example>,
    /// What is left as it is, with the reason.
    pub acceptances: Vec<Acceptance>,
    /// How many expressions there are: every `ExprId` is below it.
    pub expressions: u32,
    /// How many loops there are: every `LoopId` is below it.
    pub loops: u16,
}

impl RuleSet {
    /// A record's fields.
    #[must_use]
    pub fn fields(&self, record: RecordId) -> &[Field] {
        self.records
            .get(usize::from(record.0))
            .map_or(&[], |record| &record.fields)
    }
}

/// When a rule set is in force.
#[derive(Clone, Debug)]
pub struct Validity {
    /// The fact that selects the version, a date field of the application; the assessment date where there is none.
    pub by: Option<Expr>,
    /// The period.
    pub period: Period,
}

/// How decisions are appealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Track {
    /// `laglighetsprövning`: legality review, 13 kap. kommunallagen.
    LegalityReview,
    /// `förvaltningsbesvär`: administrative appeal, 40–47 §§ förvaltningslagen.
    AdministrativeAppeal,
    /// `överklagas_inte`: no appeal.
    NoAppeal,
    /// None is stated: an opinion or a report, which isn't appealed.
    None,
}

/// The outcomes, as the decision's JSON names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Bifall.
    Granted,
    /// Delvis bifall.
    PartlyGranted,
    /// Avslag.
    Rejected,
    /// Hänvisning.
    Referred,
    /// Avvisning.
    Dismissed,
    /// Avskrivning.
    Discontinued,
    /// Ej avgörbart.
    Undetermined,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Outcome; 7] = [
        Self::Granted,
        Self::PartlyGranted,
        Self::Rejected,
        Self::Referred,
        Self::Dismissed,
        Self::Discontinued,
        Self::Undetermined,
    ];

    /// Its name in JSON: `partly_granted`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::PartlyGranted => "partly_granted",
            Self::Rejected => "rejected",
            Self::Referred => "referred",
            Self::Dismissed => "dismissed",
            Self::Discontinued => "discontinued",
            Self::Undetermined => "undetermined",
        }
    }

    /// The outcome with that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.as_str() == text)
    }
}

/// A named result (`resultat`).
#[derive(Clone, Debug)]
pub struct NamedResult {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
    /// What it rests on.
    pub grounds: Grounds,
    /// Its value.
    pub value: Expr,
}

/// An example in the rule file, with what it changes as JSON to be laid over the case.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its title.
    pub title: String,
    /// The case file, relative to the rules' root.
    pub case: String,
    /// JSON pointers and what stands there instead: `None` takes the key away.
    pub changes: Vec<(String, Option<serde_json::Value>)>,
    /// What is expected, in the form of a case's `väntar`.
    pub expected: serde_json::Map<String, serde_json::Value>,
    /// Where it stands.
    pub span: Span,
}

/// Something that is left as it is (`godta`), with the reason.
#[derive(Clone, Debug)]
pub struct Acceptance {
    /// What is accepted.
    pub what: Accepted,
    /// What it is accepted of: the name, a rule's with its module's before it, and where it stands. None: the whole file.
    pub target: Option<(String, Span)>,
    /// Why.
    pub reason: Bilingual,
    /// Where it is said; its file is the one that it holds for.
    pub span: Span,
}

/// What is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// A warning.
    Warning(crate::diagnostic::Code),
    /// A condition, in the rule's own words on one line, that no case can show to decide by itself.
    Untested(String),
    /// An alteration of the rule that changes no outcome, as it is named where alterations are listed.
    Alteration(String),
}
