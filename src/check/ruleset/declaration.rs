//! What a rule set declares: types, fields, bodies, sources, tables, parameters, concepts.

use super::{Expr, Grounds, RuleId};
use crate::source::Span;
use crate::value::{Bilingual, Date, Number, Period, Unit, UnitId};

/// Index into `RuleSet::sources`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceId(pub u16);
/// Index into `RuleSet::bodies`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BodyId(pub u16);
/// Index into `RuleSet::enums`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EnumId(pub u16);
/// Index into `RuleSet::records`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordId(pub u16);
/// Index into `RuleSet::tables`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableId(pub u16);
/// Index into `RuleSet::parameters`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParameterId(pub u16);
/// Index into `RuleSet::concepts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConceptId(pub u16);

/// A document that rules cite.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its short name in the rule file.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
}

/// A body that judges or is referred to.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its name in the rule file and in JSON.
    pub name: String,
    /// What it is called.
    pub title: Bilingual,
    /// Other spellings in JSON; using one leaves a remark.
    pub aliases: Vec<String>,
}

/// A unit.
#[derive(Clone, Debug)]
pub struct UnitDefinition {
    /// Its name.
    pub name: String,
    /// What is written after a number.
    pub title: Bilingual,
}

/// An enum.
#[derive(Clone, Debug)]
pub struct EnumDefinition {
    /// Its name.
    pub name: String,
    /// Its values; a symbol is an index.
    pub variants: Vec<Variant>,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name in the rule file and in JSON.
    pub name: String,
    /// What it is called in a sentence.
    pub title: Bilingual,
    /// Other spellings in JSON; using one leaves a remark.
    pub aliases: Vec<String>,
}

/// A record.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Which of them is the key.
    pub key: Option<u16>,
}

impl Record {
    /// The field that a record is called by where one of many is named: its key, its name, else its first text, else its first
    /// value of an enum.
    #[must_use]
    pub fn naming_field(&self) -> Option<u16> {
        let first = |fits: &dyn Fn(&Field) -> bool| {
            let at = self.fields.iter().position(fits)?;
            u16::try_from(at).ok()
        };
        self.key
            .or_else(|| first(&|field| matches!(field.name.as_str(), "namn" | "name")))
            .or_else(|| first(&|field| matches!(field.ty, Type::Text)))
            .or_else(|| first(&|field| matches!(field.ty, Type::Enum(_))))
    }
}

/// A field of the application or of a record.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in the rule file.
    pub name: String,
    /// Its key in JSON, NFC.
    pub json: String,
    /// Other keys in JSON; using one leaves a remark.
    pub aliases: Vec<String>,
    /// Its type, without `?`.
    pub ty: Type,
    /// Whether `null` may state that it is absent.
    pub optional: bool,
    /// Whether it is a judgement: it may be given as an object with who, when and in which document, and be `null`.
    pub judgement: bool,
    /// Who answers; never empty.
    pub asked_of: Vec<Answerer>,
    /// Whether the applicant can change it.
    pub applicant_may_change: bool,
    /// Whether it is declared as `procent`: 20 is written for one fifth.
    pub percent: bool,
    /// The question to a person; the name in words when none is written.
    pub question: Bilingual,
    /// What it is called in a sentence: the name with spaces for `_`.
    pub label: String,
    /// Where it is declared.
    pub span: Span,
}

/// Who answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answerer {
    /// The applicant.
    Applicant,
    /// The case officer.
    Officer,
    /// A body.
    Body(BodyId),
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// An exact number with a unit (money in öre; a percentage is a plain number); `signed` when it may be below zero.
    Number {
        /// The unit.
        unit: Unit,
        /// Whether it may be below zero.
        signed: bool,
        /// Whether it is counted in whole numbers (units of counts as field types: persons, years).
        whole: bool,
    },
    /// A civil date.
    Date,
    /// An instant.
    Timestamp,
    /// A period of days.
    Period,
    /// A text.
    Text,
    /// A document, by its name.
    Document,
    /// A value of an enum.
    Enum(EnumId),
    /// A record.
    Record(RecordId),
    /// A list.
    List(Box<Type>),
    /// A key of a table.
    TableKey(TableId),
    /// A key of a record in a list of the application (the list's field index there).
    RecordKey(u16, RecordId),
}

impl Type {
    /// Money: kronor, counted in öre.
    #[must_use]
    pub fn money() -> Self {
        Self::Number {
            unit: Unit::of(UnitId::ORE),
            signed: true,
            whole: false,
        }
    }

    /// The unit, when it is a number.
    #[must_use]
    pub fn unit(&self) -> Option<&Unit> {
        match self {
            Self::Number { unit, .. } => Some(unit),
            _ => None,
        }
    }
}

/// A table, with its rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
    /// What it rests on.
    pub grounds: Grounds,
    /// Which column is the key.
    pub key: u16,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The keys, in the order of the file: a key is an index. All are distinct.
    pub keys: Vec<String>,
    /// Row after row, a literal for each column.
    pub cells: Vec<Literal>,
    /// Other spellings of keys, with the row.
    pub aliases: Vec<(String, u32)>,
    /// What was controlled: a column and the sum of it; the number of rows where there is no column.
    pub controls: Vec<(Option<u16>, Number)>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Type,
}

/// A value that is written in a rule file or a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Literal {
    /// Yes or no.
    Bool(bool),
    /// A number, money in öre.
    Number(Number),
    /// A date.
    Date(Date),
    /// A period.
    Period(Period),
    /// A text.
    Text(String),
    /// A value of an enum.
    Symbol(EnumId, u16),
    /// A key of a table: its row.
    Key(TableId, u32),
}

/// A parameter with its values over time.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
    /// Its type.
    pub ty: Type,
    /// Its values; their periods don't overlap.
    pub values: Vec<DatedValue>,
}

/// A parameter's value in a period.
#[derive(Clone, Debug)]
pub struct DatedValue {
    /// When.
    pub period: Period,
    /// The value.
    pub value: Literal,
    /// What it rests on.
    pub grounds: Grounds,
}

/// A concept.
#[derive(Clone, Debug)]
pub struct Concept {
    /// Its name; a module's too, without prefix.
    pub name: String,
    /// Its title; the name in words when none is written.
    pub title: Bilingual,
    /// What it rests on.
    pub grounds: Grounds,
    /// The types of its parameters.
    pub params: Vec<(String, Type)>,
    /// The type of its value.
    pub ty: Type,
    /// Its value.
    pub value: ConceptValue,
    /// Exceptions to its value: when the rule holds, the value is this instead.
    pub overrides: Vec<(RuleId, Expr)>,
}

/// How a concept gets its value.
#[derive(Clone, Debug)]
pub enum ConceptValue {
    /// By a formula.
    Formula(Expr),
    /// By rows without order: those that hold must agree; `None` is the row that holds when no other does, and comes last.
    Cases(Vec<(Option<Expr>, Expr)>),
}
