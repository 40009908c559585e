//! Items: declarations and rules.

#![allow(
    missing_docs,
    reason = "the fields of a variant are named by the variant's own line"
)]

use super::{Apportionment, CompareOp, Expr, Name, Path, Text, TextLine};
use crate::source::Span;
use crate::value::Period;

/// A file: its items, in order, those inside chapters and `för varje` in their containers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// The items.
    pub items: Vec<Item>,
    /// The language of the keywords.
    pub english: bool,
}

/// An item and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// From its first word to its last mark.
    pub span: Span,
    /// The `##` lines before it, joined with newlines.
    pub doc: Option<String>,
    /// What it is.
    pub kind: ItemKind,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// `regelverk`.
    Ruleset(Box<Ruleset>),
    /// `modul`.
    Module { name: Name, title: Option<Text> },
    /// `använd`.
    Use(Vec<Name>),
    /// `källa`.
    Source { name: Name, title: Text },
    /// `organ`.
    Body {
        name: Name,
        title: Text,
        aliases: Vec<Alias>,
    },
    /// `typ`.
    Enum { name: Name, variants: Vec<Variant> },
    /// `post`.
    Record {
        name: Name,
        title: Option<Text>,
        fields: Vec<Field>,
    },
    /// `enhet`.
    Unit { name: Name, title: Option<Text> },
    /// `ansökan`.
    Application(Vec<Field>),
    /// `öppet`.
    Open {
        name: Name,
        ty: TypeRef,
        title: Option<Text>,
    },
    /// `begrepp`.
    Concept(Concept),
    /// `parameter`.
    Parameter {
        name: Name,
        title: Option<Text>,
        ty: TypeRef,
        values: Vec<Dated>,
    },
    /// `tabell`.
    Table(Table),
    /// `krav`, `hinder`, …
    Rule(Box<Rule>),
    /// `resultat`.
    Result {
        name: Name,
        title: Option<Text>,
        grounds: Grounds,
        value: Expr,
    },
    /// `ord`.
    Word { outcome: OutcomeWord, text: Text },
    /// `avsnitt`.
    Section {
        name: Name,
        title: Option<Text>,
        valid: Option<Period>,
        grounds: Grounds,
        guard: Option<Expr>,
        items: Vec<Item>,
    },
    /// `för varje`.
    ForEach {
        name: Name,
        list: Expr,
        items: Vec<Item>,
    },
    /// `exempel`.
    Example(Example),
    /// `godta`.
    Acceptance(Acceptance),
    /// `fördelning`.
    Apportionment(Box<Apportionment>),
}

/// What a rule rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// `enligt`.
    pub cites: Vec<Cite>,
    /// `antagande`.
    pub assumed: Option<Text>,
}

/// A source and a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// The source.
    pub source: Name,
    /// Where in it.
    pub locator: TextLine,
}

/// The header of a rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruleset {
    /// Its name, a slug.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// `version`.
    pub version: Option<TextLine>,
    /// `gäller [ansökningar som FACT] P`.
    pub valid: Option<Validity>,
    /// `prövas den FACT`.
    pub assessed_on: Option<Expr>,
    /// `spår`.
    pub track: Option<Name>,
    /// What the whole rule set rests on.
    pub grounds: Grounds,
}

/// When a rule set is in force, and by which fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The fact that selects the version; the assessment date where there is none.
    pub by: Option<Expr>,
    /// The period.
    pub period: Period,
}

/// `även "x"`, `även "x" = "y"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The other spelling.
    pub alias: TextLine,
    /// What it stands for, in a table.
    pub target: Option<TextLine>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its name.
    pub name: Name,
    /// What it is called in a text.
    pub title: Option<Text>,
    /// Other spellings in JSON.
    pub aliases: Vec<Alias>,
}

/// Who answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answerer {
    /// The applicant.
    Applicant,
    /// The case officer.
    Officer,
    /// A body.
    Body(Name),
}

/// A field of a record, the application or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Whether it is the key.
    pub key: bool,
    /// Its type.
    pub ty: TypeRef,
    /// The question to a person.
    pub question: Option<Text>,
    /// Who answers; empty for the applicant.
    pub asked_of: Vec<Answerer>,
    /// Whether the applicant can change it.
    pub applicant_may_change: bool,
    /// The JSON key or CSV header, when it is not the name.
    pub json: Option<TextLine>,
    /// Other spellings.
    pub aliases: Vec<Alias>,
}

/// A type as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// Where.
    pub span: Span,
    /// `bedömning T`.
    pub judgement: bool,
    /// `T?`.
    pub optional: bool,
    /// The type itself.
    pub kind: TypeRefKind,
}

/// The type itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeRefKind {
    /// `ja/nej`.
    YesNo,
    /// `[T]`.
    List(Box<TypeRef>),
    /// `nyckel i X`.
    Key(Name),
    /// `kronor per år`, `Insats`.
    Named {
        name: Name,
        per: Vec<Name>,
        signed: bool,
    },
}

/// `begrepp`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Its name.
    pub name: Name,
    /// Its parameters.
    pub params: Vec<(Name, TypeRef)>,
    /// Its title.
    pub title: Option<Text>,
    /// What it rests on.
    pub grounds: Grounds,
    /// Its value.
    pub value: ConceptValue,
}

/// A concept's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConceptValue {
    /// `= expr`.
    Formula(Expr),
    /// `[efter a, b] { rows }`.
    Cases { subjects: Vec<Expr>, rows: Vec<Row> },
}

/// A row of a decision table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// When it holds.
    pub test: RowTest,
    /// The value then.
    pub value: Expr,
    /// Where.
    pub span: Span,
}

/// When a row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowTest {
    /// When no other does.
    Otherwise,
    /// When the condition does.
    When(Expr),
    /// When each subject passes its cell.
    Cells(Vec<Cell>),
}

/// A cell of a decision table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// `*`.
    Any,
    /// A comparison with the subject; several operands for `något av`.
    Compare(CompareOp, Vec<Expr>),
}

/// A parameter's value in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// When.
    pub period: Period,
    /// The value.
    pub value: Expr,
    /// What it rests on.
    pub grounds: Grounds,
    /// Where.
    pub span: Span,
}

/// `tabell`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: Name,
    /// The CSV file, beside the rule file.
    pub file: TextLine,
    /// Its title.
    pub title: Option<Text>,
    /// What it rests on.
    pub grounds: Grounds,
    /// Its columns.
    pub columns: Vec<Field>,
    /// What must hold of it.
    pub controls: Vec<Control>,
}

/// A control sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// The column to be summed; the number of rows where there is none.
    pub column: Option<Name>,
    /// What it must be.
    pub value: Expr,
    /// Where.
    pub span: Span,
}

/// The kinds of rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleKind {
    /// `krav`: must.
    Requirement,
    /// `hinder`: bars.
    Obstacle,
    /// `tillåtelse`: may.
    Permission,
    /// `rekommendation`: should.
    Recommendation,
    /// `mål`: only a status.
    Goal,
    /// `omständighet`: for or against.
    Circumstance,
    /// `undantag`.
    Exception,
    /// `bevilja`: an amount.
    Grant,
    /// `bifall`: plain approval.
    Approval,
    /// `skyldighet`.
    Obligation,
    /// `villkor`.
    Condition,
}

/// A rule as it is written; the clauses that its kind takes are there, the others empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its kind.
    pub kind: RuleKind,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// `gäller`.
    pub valid: Option<Period>,
    /// `enligt` and `antagande`.
    pub grounds: Grounds,
    /// `när`.
    pub when: Option<Expr>,
    /// `att`.
    pub that: Option<Expr>,
    /// `annars avslå "…"`.
    pub consequence: Option<Consequence>,
    /// What follows when an obligation is not performed.
    pub breach: Option<Text>,
    /// `talar för`, `talar emot`.
    pub speaks: Option<Speaks>,
    /// `får bevilja B av S`, `beloppet B av S`, `får bifalla`.
    pub amount: Option<(Expr, Expr)>,
    /// `efter bedömningen J`.
    pub judged: Option<Expr>,
    /// `från …`.
    pub from: Vec<Target>,
    /// `då V`.
    pub instead: Option<Expr>,
    /// `betala`, `lämna`.
    pub duty: Option<Duty>,
    /// `senast`, of an obligation.
    pub last_day: Option<Expr>,
    /// `fullgjord den`.
    pub performed: Option<Expr>,
}

/// What an exception is an exception to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Whether it is a concept.
    pub concept: bool,
    /// Its name.
    pub path: Path,
}

/// What follows when a rule bites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// The verb.
    pub verb: Verb,
    /// The body of a referral.
    pub refer_to: Option<Name>,
    /// The text.
    pub text: Option<Text>,
    /// Where.
    pub span: Span,
}

/// The verb of a consequence, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// `stoppa`.
    Stop,
    /// `avskriv`.
    Discontinue,
    /// `avvisa`.
    Dismiss,
    /// `hänvisa till`.
    Refer,
    /// `avslå`.
    Reject,
    /// `komplettera`.
    Supplement,
    /// `anmärk`.
    Remark,
}

/// Which way a circumstance speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaks {
    /// For granting.
    pub in_favour: bool,
    /// The text.
    pub text: Option<Text>,
}

/// What an obligation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Duty {
    /// An amount.
    Pay { amount: Expr, party: Option<Party> },
    /// Something else.
    Submit { what: Text, party: Option<Party> },
}

/// To whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// A declared body.
    Body(Name),
    /// Someone else.
    Text(Text),
}

/// An outcome as it is written in `ord` and `väntar`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutcomeWord {
    /// `bifall`.
    Granted,
    /// `delvis bifall`.
    PartlyGranted,
    /// `avslag`.
    Rejected,
    /// `hänvisning`.
    Referred,
    /// `avvisning`.
    Dismissed,
    /// `avskrivning`.
    Discontinued,
    /// `ej avgörbart`.
    Undetermined,
}

/// `exempel`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its title.
    pub title: TextLine,
    /// The case that it starts from, relative to the rule file's folder.
    pub case: TextLine,
    /// What is changed.
    pub changes: Vec<(Expr, Change)>,
    /// What is expected.
    pub expectations: Vec<Expectation>,
}

/// `godta`: what is left as it is, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// What is accepted.
    pub what: Accepted,
    /// Where it is accepted: a rule, a field, a concept …; the whole file where there is none.
    pub target: Option<Path>,
    /// Why.
    pub reason: Text,
}

/// What is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// A warning, by its code.
    Warning(Name),
    /// `oprövat`: a condition that no case can show to decide by itself, in the rule's own words.
    Untested(TextLine),
    /// `ändring`: an alteration of the rule that changes no outcome, as it is named where alterations are listed.
    Alteration(TextLine),
}

/// A changed fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// `okänd`: the key is taken away.
    Unknown,
    /// `ingen_uppgift`: null.
    Absent,
    /// Another value.
    Value(Expr),
}

/// What an example expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// An outcome, an amount, the decisive rules.
    Outcome {
        outcome: OutcomeWord,
        amount: Option<Expr>,
        decisive: Vec<Path>,
    },
    /// Remarks of these rules.
    Remarks(Vec<Path>),
    /// These facts are missing.
    Missing(Vec<Path>),
}
