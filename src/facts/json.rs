//! A cell as JSON, as one would write it in an application.

use super::model::{Answer, Contradiction, Facts};
use super::place;
use crate::program::schema::{Kind, Scale, Schema, Slot};
use crate::program::{Arena, Cell, List, Place, Range};
use crate::value::{Date, Number};
use serde_json::Value;

/// The value at a place, as one would write it in an application; `null` for an absent and for an unknown one.
#[must_use]
pub fn value_json(schema: &Schema, facts: &Facts, place: Place) -> Value {
    let Some(kind) = place::kind(schema, facts, place) else {
        return Value::Null;
    };
    let mut writer = Writer::new(schema, &facts.arena, &facts.contradictions);
    writer.value(kind, place.0);
    writer.parsed()
}

/// A cell of the kind, as one would write it in an application; `null` for an absent and for an unknown one, and for a
/// record, whose fields are other cells. Decimals are exact: a number that a JSON number would not hold exactly is a string.
#[must_use]
pub fn cell_json(schema: &Schema, arena: &Arena, kind: Kind, cell: Cell) -> Value {
    let mut writer = Writer::new(schema, arena, &[]);
    writer.cell(kind, cell);
    writer.parsed()
}

/// Writes cells as compact JSON.
pub(super) struct Writer<'f> {
    pub(super) schema: &'f Schema,
    pub(super) arena: &'f Arena,
    /// By place.
    contradictions: Vec<&'f Contradiction>,
    /// The answers to judgements, when they are to be written too; by place.
    answers: Vec<&'f Answer>,
    pub(super) out: String,
}

impl<'f> Writer<'f> {
    /// A writer of values.
    fn new(schema: &'f Schema, arena: &'f Arena, contradictions: &'f [Contradiction]) -> Self {
        let mut contradictions: Vec<&Contradiction> = contradictions
            .iter()
            .filter(|c| c.place.is_some() && !c.cells.is_empty())
            .collect();
        contradictions.sort_by_key(|c| c.place);
        Self {
            schema,
            arena,
            contradictions,
            answers: Vec::new(),
            out: String::new(),
        }
    }

    /// A writer of a whole application, with the answers to its judgements.
    pub(super) fn with_answers(schema: &'f Schema, facts: &'f Facts) -> Self {
        let mut answers: Vec<&Answer> = facts.answers.iter().collect();
        answers.sort_by_key(|a| a.place);
        Self {
            answers,
            ..Self::new(schema, &facts.arena, &facts.contradictions)
        }
    }

    /// The answers to the judgement at a place, in the order of the file.
    fn answers_at(&self, place: Place) -> Vec<&'f Answer> {
        let first = self.answers.partition_point(|a| a.place < place);
        let rest = self.answers.get(first..).unwrap_or(&[]);
        rest.iter().take_while(|a| a.place == place).copied().collect()
    }

    fn parsed(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or(Value::Null)
    }

    /// What stands at a place, all of it.
    pub(super) fn value(&mut self, kind: Kind, place: u32) {
        let cell = self.arena.cell(Place(place));
        let object = self.schema.object_of(kind);
        let list = self.arena.list(cell).zip(self.schema.element_of(kind));
        match (cell, object, list) {
            (Cell::Present, Some(object), _) => self.object(&object.fields, place.saturating_add(1)),
            (_, _, Some((list, element))) => self.list(list, element.kind),
            (Cell::OneOf(_), ..) => self.stated_at(kind, Place(place), cell),
            _ => self.cell(kind, cell),
        }
    }

    /// What sources state of the fact at a place, whose values the cell holds.
    pub(super) fn stated_at(&mut self, kind: Kind, place: Place, cell: Cell) {
        let found = self
            .contradictions
            .binary_search_by_key(&Some(place), |c| c.place)
            .ok()
            .and_then(|at| self.contradictions.get(at).copied());
        match found {
            Some(contradiction) => self.contradiction(kind, contradiction),
            None => self.cell(kind, cell),
        }
    }

    /// The fields that are not unknown.
    pub(super) fn object(&mut self, fields: &[Slot], base: u32) {
        self.out.push('{');
        let mut first = true;
        for slot in fields {
            let place = base.saturating_add(slot.offset);
            let answers = match slot.judgement {
                Some(_) => self.answers_at(Place(place)),
                None => Vec::new(),
            };
            if !answers.is_empty() {
                self.key(&slot.json, &mut first);
                self.answered(slot.kind, &answers);
            } else if self.arena.cell(Place(place)) != Cell::Unknown {
                self.key(&slot.json, &mut first);
                self.value(slot.kind, place);
            }
        }
        self.out.push('}');
    }

    fn list(&mut self, list: List, element: Kind) {
        self.out.push('[');
        for index in 0..list.len {
            if index > 0 {
                self.out.push(',');
            }
            let at = list.first.saturating_add(index.saturating_mul(list.stride));
            match self.schema.object_of(element) {
                Some(object) => self.object(&object.fields, at),
                None => self.value(element, at),
            }
        }
        self.out.push(']');
    }

    fn contradiction(&mut self, kind: Kind, contradiction: &Contradiction) {
        self.out.push_str("{\"motstridigt\":[");
        for (index, (cell, stated)) in contradiction.cells.iter().zip(&contradiction.values).enumerate() {
            self.out.push_str(if index > 0 { ",{" } else { "{" });
            let mut first = true;
            self.key("värde", &mut first);
            self.cell(kind, *cell);
            if !stated.source.is_empty() {
                self.key("källa", &mut first);
                self.text(&stated.source);
            }
            self.out.push('}');
        }
        self.out.push_str("]}");
    }

    /// A key of an object and its colon.
    pub(super) fn key(&mut self, key: &str, first: &mut bool) {
        if !*first {
            self.out.push(',');
        }
        *first = false;
        self.text(key);
        self.out.push(':');
    }

    /// A string.
    pub(super) fn text(&mut self, text: &str) {
        self.out.push_str(&Value::from(text).to_string());
    }

    /// One cell.
    pub(super) fn cell(&mut self, kind: Kind, cell: Cell) {
        match cell {
            Cell::Bool(value) => self.out.push_str(if value { "true" } else { "false" }),
            Cell::Int(_) | Cell::Wide(_) => match self.arena.number(cell) {
                Some(number) => self.measure(kind, number),
                None => self.out.push_str("null"),
            },
            Cell::Date(days) => self.measure(Kind::Date, Number::whole(i64::from(days))),
            Cell::Instant(seconds) => self.measure(Kind::Timestamp, Number::whole(seconds)),
            Cell::Period(from, to) => {
                self.out.push_str("{\"från\":");
                self.day(Some(from).filter(|d| *d != i32::MIN));
                self.out.push_str(",\"till\":");
                self.day(Some(to).filter(|d| *d != i32::MAX));
                self.out.push('}');
            }
            Cell::Symbol(_) | Cell::Key(_) => match self.name(kind, cell) {
                Some(name) => self.text(&name),
                None => self.out.push_str("null"),
            },
            Cell::Text(_) => self.text(self.arena.text(cell).unwrap_or("")),
            Cell::List(_) => match self.arena.list(cell).zip(self.schema.element_of(kind)) {
                Some((list, element)) => self.list(list, element.kind),
                None => self.out.push_str("null"),
            },
            Cell::Range(_) => match self.arena.range(cell) {
                Some(range) => self.range(kind, range),
                None => self.out.push_str("null"),
            },
            Cell::OneOf(_) => {
                let cells = self.arena.set(cell).unwrap_or(&[]);
                self.out.push_str("{\"motstridigt\":[");
                for (index, cell) in cells.iter().enumerate() {
                    self.out.push_str(if index > 0 { ",{" } else { "{" });
                    self.key("värde", &mut true);
                    self.cell(kind, *cell);
                    self.out.push('}');
                }
                self.out.push_str("]}");
            }
            Cell::Unknown | Cell::Absent | Cell::Failed(_) | Cell::Present => self.out.push_str("null"),
        }
    }

    fn range(&mut self, kind: Kind, range: Range) {
        self.out.push('{');
        let mut first = true;
        for (key, bound) in [("minst", range.low), ("högst", range.high)] {
            if let Some(bound) = bound {
                self.key(key, &mut first);
                self.measure(kind, bound);
            }
        }
        self.out.push('}');
    }

    /// A number, or the date or instant that it stands for.
    fn measure(&mut self, kind: Kind, number: Number) {
        match kind {
            Kind::Date => {
                let days = number.as_i64().and_then(|d| i32::try_from(d).ok());
                self.day(days);
            }
            Kind::Timestamp => {
                let instant = number.as_i64().and_then(|s| jiff::Timestamp::from_second(s).ok());
                match instant {
                    Some(instant) => self.text(&instant.to_string()),
                    None => self.out.push_str("null"),
                }
            }
            Kind::Number { scale, .. } => {
                let written = match scale {
                    Scale::Plain => Some(number),
                    Scale::Money => number.div(Number::whole(100)),
                    Scale::Percent => number.mul(Number::whole(100)),
                };
                self.number(written.unwrap_or(number));
            }
            _ => self.number(number),
        }
    }

    fn number(&mut self, number: Number) {
        let digits = decimal(number);
        let count = digits.bytes().filter(u8::is_ascii_digit).count();
        let exact = if digits.contains('/') {
            false
        } else if digits.contains('.') {
            count <= 15
        } else {
            digits.parse::<i64>().is_ok()
        };
        if exact {
            self.out.push_str(&digits);
        } else {
            self.text(&digits);
        }
    }

    fn day(&mut self, days: Option<i32>) {
        match days.and_then(Date::from_days) {
            Some(date) => self.text(&date.to_string()),
            None => self.out.push_str("null"),
        }
    }

    /// The name that an enum's value or a key is written with.
    fn name(&self, kind: Kind, cell: Cell) -> Option<String> {
        match (kind, cell) {
            (Kind::Enum(index), Cell::Symbol(symbol)) => {
                let names = self.schema.enums.get(usize::from(index))?;
                names.get(u32::from(symbol)).map(str::to_owned)
            }
            (Kind::TableKey(index), Cell::Key(row)) => {
                let names = self.schema.tables.get(usize::from(index))?;
                names.get(row).map(str::to_owned)
            }
            (Kind::RecordKey(list), Cell::Key(index)) => {
                let slot = self.schema.application()?.fields.get(usize::from(list))?;
                let object = self.schema.object_of(self.schema.element_of(slot.kind)?.kind)?;
                let key = object.fields.get(usize::from(object.key?))?;
                let list = self.arena.list(self.arena.cell(Place(slot.offset)))?;
                let at = list.first.saturating_add(index.saturating_mul(list.stride));
                let cell = self.arena.cell(Place(at.saturating_add(key.offset)));
                match self.arena.text(cell) {
                    Some(text) => Some(text.to_owned()),
                    None => self.arena.number(cell).map(decimal),
                }
            }
            _ => None,
        }
    }
}

/// The number in decimals, with a point; as a fraction when it has no end.
fn decimal(number: Number) -> String {
    let (mut numerator, mut denominator) = (number.numerator(), number.denominator());
    let mut decimals: usize = 0;
    while denominator != 1 && decimals < 30 {
        let divisor = if denominator.rem_euclid(10) == 0 {
            10
        } else if denominator.rem_euclid(2) == 0 {
            2
        } else if denominator.rem_euclid(5) == 0 {
            5
        } else {
            break;
        };
        let Some(raised) = numerator.checked_mul(10_i128.div_euclid(divisor)) else {
            break;
        };
        numerator = raised;
        denominator = denominator.div_euclid(divisor);
        decimals = decimals.saturating_add(1);
    }
    if denominator != 1 {
        return format!("{}/{}", number.numerator(), number.denominator());
    }
    let sign = if numerator < 0 { "-" } else { "" };
    let width = decimals.saturating_add(1);
    let digits = format!("{:0>width$}", numerator.unsigned_abs());
    match digits.split_at_checked(digits.len().saturating_sub(decimals)) {
        Some((whole, rest)) if decimals > 0 => format!("{sign}{whole}.{rest}"),
        _ => format!("{sign}{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::decimal;
    use crate::value::Number;

    #[test]
    fn numbers_are_written_with_the_decimals_that_they_have() {
        for text in ["0", "12", "-12.5", "0.05", "-0.125", "2249327.25", "100"] {
            assert_eq!(decimal(Number::parse_decimal(text).unwrap()), text);
        }
        assert_eq!(decimal(Number::fraction(1, 3).unwrap()), "1/3");
    }
}
