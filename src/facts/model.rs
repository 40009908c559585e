//! What an application says.

use crate::check::ruleset::BodyId;
use crate::program::{Arena, Cell, Place};
use crate::value::Date;

/// The facts of one application.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The rule set that the application names (`regelverk`).
    pub ruleset: Option<String>,
    /// Its own id (`id`).
    pub id: Option<String>,
    /// The assessment date that it names (`prövningsdag`).
    pub assessed_on: Option<Date>,
    /// The values: the application's slots first (see `program::layout`).
    pub arena: Arena,
    /// How many cells are the application's own slots.
    pub slots: u32,
    /// The answers of bodies and of the case officer, in the order of the file.
    pub answers: Vec<Answer>,
    /// What sources state differently.
    pub contradictions: Vec<Contradiction>,
    /// Aliases that were used.
    pub aliases: Vec<AliasUse>,
    /// What a case expects (`väntar`); not part of the hash.
    pub expected: Option<serde_json::Map<String, serde_json::Value>>,
    /// SHA-256 of the typed facts, in hexadecimal.
    pub hash: String,
}

/// Who gave an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnsweredBy {
    /// A body.
    Body(BodyId),
    /// The case officer.
    Officer,
    /// It isn't said.
    Unstated,
}

/// An answer to a judgement that was given with who, when or where, or `null`.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Which judgement.
    pub place: Place,
    /// Who.
    pub by: AnsweredBy,
    /// The value; `Unknown` when no position was taken.
    pub value: Cell,
    /// When; several when sources differ, none when it isn't said.
    pub on: Vec<Stated<Date>>,
    /// The document; several when sources differ.
    pub document: Vec<Stated<String>>,
    /// Whether it is dated after the assessment date and so counts as not given.
    pub too_late: bool,
}

/// A value and the source that states it (empty when none is named).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// The source.
    pub source: String,
}

/// What sources state differently of one fact (or of an answer's day or document).
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// JSON pointer of the fact.
    pub pointer: String,
    /// The fact, when it is one (not an answer's day or document).
    pub place: Option<Place>,
    /// The values, as a person would write them in JSON, with their sources.
    pub values: Vec<Stated<serde_json::Value>>,
    /// The values as cells, in the same order; empty for an answer's day or document.
    pub cells: Vec<Cell>,
}

/// An alias that was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasUse {
    /// JSON pointer.
    pub pointer: String,
    /// What was written.
    pub written: String,
    /// What it stands for.
    pub meant: String,
}
