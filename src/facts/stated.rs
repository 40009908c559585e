//! What is not one single value: bounds, what sources state differently, and periods.

use super::decode::Reader;
use super::json;
use super::model::{Contradiction, Stated};
use super::scan::{Scalar, Scanned, Shape};
use super::string::Str;
use super::words;
use crate::diagnostic::Code;
use crate::program::schema::Kind;
use crate::program::{Cell, Place, Range};
use crate::source::Span;
use crate::value::{Number, Period};

/// The keys of a period.
const PERIOD: [&str; 2] = ["från", "till"];
/// The keys of one statement among several.
const STATEMENT: [&str; 2] = ["värde", "källa"];
/// The key of statements that differ.
const CONTRADICTORY: &str = "motstridigt";

/// What is stated: a value, or different values and who states them.
pub(super) type Statements = Vec<(Cell, String)>;

impl<'a> Reader<'a, '_> {
    /// Reads a fact that is not a record or a list; what its sources state differently is noted for the place.
    pub(super) fn fact(&mut self, kind: Kind, place: u32) -> Scanned<Option<Cell>> {
        let statements = self.statements(kind)?;
        Ok(statements.map(|statements| match statements.as_slice() {
            [(only, _)] => *only,
            _ => self.contradiction(kind, place, statements),
        }))
    }

    /// Reads a fact as what is stated of it: one value when there is no contradiction.
    pub(super) fn statements(&mut self, kind: Kind) -> Scanned<Option<Statements>> {
        if self.scan.shape()? != Shape::Object {
            return Ok(self.single(kind)?.map(|cell| vec![(cell, String::new())]));
        }
        let special = self.special()?;
        match (special, kind) {
            (Some("minst" | "högst"), Kind::Number { .. } | Kind::Date | Kind::Timestamp) => {
                Ok(self.bounds(kind)?.map(|cell| vec![(cell, String::new())]))
            }
            (Some(CONTRADICTORY), _) => self.contradictory(kind),
            (Some("värde"), _) => {
                let start = self.scan.at();
                self.pass()?;
                let (sv, en) = words::subject(self.scan.path());
                let diagnostic = self
                    .error(
                        Code::WrongType,
                        start,
                        format!("{sv} är ingen bedömning och anges utan `värde`"),
                        format!("{en} is not a judgement and is given without `värde`"),
                    )
                    .help("skriv bara värdet", "write the value alone");
                self.report(diagnostic);
                Ok(None)
            }
            _ => Ok(self.single(kind)?.map(|cell| vec![(cell, String::new())])),
        }
    }

    /// Which of the keys that say more than a single value the object here has: its first key tells, if it is written right.
    fn special(&mut self) -> Scanned<Option<&'static str>> {
        const KEYS: [&str; 4] = ["minst", "högst", CONTRADICTORY, "värde"];
        let mark = self.scan.mark();
        let mut found = None;
        self.scan.enter_object()?;
        while let Some(key) = self.scan.next_key()? {
            let name = key.text();
            found = KEYS.into_iter().find(|k| *k == name);
            if found.is_some() || PERIOD.contains(&name.as_ref()) {
                break;
            }
            self.scan.pass()?;
        }
        self.scan.reset(mark);
        Ok(found)
    }

    /// Reads bounds, both included.
    fn bounds(&mut self, kind: Kind) -> Scanned<Option<Cell>> {
        let start = self.scan.at();
        let (mut low, mut high, mut right, mut keys) = (None, None, true, Vec::new());
        self.scan.enter_object()?;
        while let Some(key) = self.next_key()? {
            keys.push(key);
            let bound = match key.text().as_ref() {
                "minst" => &mut low,
                "högst" => &mut high,
                _ => {
                    self.stranger(key, ["minst", "högst"])?;
                    right = false;
                    continue;
                }
            };
            *bound = self.single(kind)?;
            right &= bound.is_some();
        }
        self.repeated(keys);
        if !right {
            return Ok(None);
        }
        let number = |cell: Option<Cell>| cell.and_then(|cell| self.measure(cell));
        let (least, most) = (number(low), number(high));
        if let (Some(least), Some(most)) = (least, most) {
            if most < least {
                let (sv, en) = words::subject(self.scan.path());
                let diagnostic = self.error(
                    Code::MalformedFact,
                    start,
                    format!("{sv} har ett `minst` som är större än `högst`"),
                    format!("{en} has a `minst` that is above `högst`"),
                );
                self.report(diagnostic);
                return Ok(None);
            }
            if least == most {
                return Ok(low);
            }
        }
        Ok(Some(self.facts.arena.store_range(Range {
            low: least,
            high: most,
            date: kind == Kind::Date,
        })))
    }

    /// The number of a bound: of a date, its days; of an instant, its seconds.
    fn measure(&self, cell: Cell) -> Option<Number> {
        match cell {
            Cell::Date(days) => Some(Number::whole(i64::from(days))),
            Cell::Instant(seconds) => Some(Number::whole(seconds)),
            other => self.facts.arena.number(other),
        }
    }

    /// Reads a period; its ends are included, and a missing one is open.
    pub(super) fn period(&mut self) -> Scanned<Option<Cell>> {
        let start = self.scan.at();
        let (mut period, mut right, mut keys) = (Period::default(), true, Vec::new());
        self.scan.enter_object()?;
        while let Some(key) = self.next_key()? {
            keys.push(key);
            let from = match key.text().as_ref() {
                "från" => true,
                "till" => false,
                _ => {
                    self.stranger(key, PERIOD)?;
                    right = false;
                    continue;
                }
            };
            if self.scan.shape()? == Shape::Null {
                self.scan.scalar()?;
                continue;
            }
            let Some(day) = self.day()? else {
                right = false;
                continue;
            };
            *(if from { &mut period.from } else { &mut period.to }) = Some(day);
        }
        let empty = keys.is_empty();
        self.repeated(keys);
        if !right {
            return Ok(None);
        }
        let (sv, en) = words::subject(self.scan.path());
        let (sv, en) = if empty {
            (
                format!("{sv} har varken `från` eller `till`"),
                format!("{en} has neither `från` nor `till`"),
            )
        } else if Period::new(period.from, period.to).is_none() {
            (
                format!("{sv} slutar före sin början"),
                format!("{en} ends before it begins"),
            )
        } else {
            return Ok(Some(Cell::period(period)));
        };
        let diagnostic = self.error(Code::MalformedFact, start, sv, en);
        self.report(diagnostic);
        Ok(None)
    }

    /// Reads a date that stands alone.
    pub(super) fn day(&mut self) -> Scanned<Option<crate::value::Date>> {
        Ok(match self.single(Kind::Date)? {
            Some(Cell::Date(days)) => crate::value::Date::from_days(days),
            _ => None,
        })
    }

    /// Reads `{"motstridigt": […]}`.
    fn contradictory(&mut self, kind: Kind) -> Scanned<Option<Statements>> {
        let start = self.scan.at();
        let (mut statements, mut right, mut keys) = (Vec::new(), true, Vec::new());
        self.scan.enter_object()?;
        while let Some(key) = self.next_key()? {
            keys.push(key);
            if key.text() != CONTRADICTORY {
                self.stranger(key, [CONTRADICTORY])?;
                right = false;
            } else if self.scan.shape()? != Shape::Array {
                self.wrong_type(Kind::List(u16::MAX))?;
                right = false;
            } else {
                self.scan.enter_array()?;
                while self.next_item()? {
                    match self.statement(kind)? {
                        Some(statement) => statements.push(statement),
                        None => right = false,
                    }
                }
            }
        }
        self.repeated(keys);
        if !right {
            return Ok(None);
        }
        if statements.len() < 2 {
            let diagnostic = self
                .error(
                    Code::MalformedFact,
                    start,
                    "`motstridigt` kräver minst två uppgifter".to_owned(),
                    "`motstridigt` takes at least two statements".to_owned(),
                )
                .help(
                    "är det bara en uppgift, skriv värdet direkt",
                    "if there is only one statement, write the value itself",
                );
            self.report(diagnostic);
            return Ok(None);
        }
        if let [(first, _), rest @ ..] = statements.as_slice()
            && rest.iter().all(|(cell, _)| self.facts.arena.same(*first, *cell))
        {
            statements.truncate(1);
        }
        Ok(Some(statements))
    }

    /// Reads `{"värde": …, "källa": "…"}`.
    fn statement(&mut self, kind: Kind) -> Scanned<Option<(Cell, String)>> {
        let shape = self.scan.shape()?;
        let start = self.scan.at();
        if shape != Shape::Object {
            self.wrong_type(Kind::Record(u16::MAX))?;
            return Ok(None);
        }
        let (mut value, mut source, mut right, mut keys) = (None, String::new(), true, Vec::new());
        self.scan.enter_object()?;
        while let Some(key) = self.next_key()? {
            keys.push(key);
            match key.text().as_ref() {
                "värde" => {
                    value = self.single(kind)?;
                    right &= value.is_some();
                }
                "källa" => match self.words()? {
                    Some(text) => source = text,
                    None => right = false,
                },
                _ => {
                    self.stranger(key, STATEMENT)?;
                    right = false;
                }
            }
        }
        self.repeated(keys);
        if right && value.is_none() {
            let span = self.scan.span_from(start);
            self.lacks_value(span);
        }
        Ok(value.filter(|_| right).map(|value| (value, source)))
    }

    /// An error: an object without `värde`.
    pub(super) fn lacks_value(&mut self, span: Span) {
        let diagnostic = self.error_at(
            Code::MalformedFact,
            span,
            "`värde` saknas".to_owned(),
            "`värde` is missing".to_owned(),
        );
        self.report(diagnostic);
    }

    /// Reads a text that is no fact.
    pub(super) fn words(&mut self) -> Scanned<Option<String>> {
        Ok(self.string()?.map(|text| text.text().into_owned()))
    }

    /// Reads a string as it stands.
    pub(super) fn string(&mut self) -> Scanned<Option<Str<'a>>> {
        if self.scan.shape()? != Shape::String {
            self.wrong_type(Kind::Text)?;
            return Ok(None);
        }
        Ok(match self.scan.scalar()? {
            (Scalar::String(text), _) => Some(text),
            _ => None,
        })
    }

    /// Notes values that differ, and gives the cell that holds them.
    pub(super) fn contradiction(&mut self, kind: Kind, place: u32, statements: Statements) -> Cell {
        let arena = &self.facts.arena;
        let cells: Vec<Cell> = statements.iter().map(|(cell, _)| *cell).collect();
        let values = statements
            .into_iter()
            .map(|(cell, source)| Stated {
                value: json::cell_json(self.schema, arena, kind, cell),
                source,
            })
            .collect();
        self.facts.contradictions.push(Contradiction {
            pointer: String::new(),
            place: Some(Place(place)),
            values,
            cells: cells.clone(),
        });
        self.facts.arena.store_set(cells)
    }
}
