//! A decision as a line.

use serde::Serialize;
use serde_json::Value;

use crate::explain::format::money_value;
use crate::explain::{Explanation, Words};
use crate::render::DecisionObject;
use crate::service::{Decision, RuleSet};
use crate::value::{Date, Number};

/// The columns of a decision as CSV.
pub const CSV_HEADER: [&str; 10] = [
    "line",
    "item",
    "id",
    "assessed_on",
    "outcome",
    "amount",
    "referred_to",
    "missing",
    "grounds",
    "next_step",
];

/// Where an application stands in its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The line that it begins in, from 1.
    pub line: u64,
    /// Which of the file's applications it is, from 1.
    pub item: u64,
    /// The byte that it begins at, from 0.
    pub byte: u64,
}

/// How a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A JSON object.
    Ndjson,
    /// A row of CSV (RFC 4180), with its delimiter.
    Csv(u8),
}

/// The rules of a rule set as decisions name them as grounds, made once.
#[derive(Clone, Debug)]
pub struct Grounds {
    json: Vec<String>,
    text: Vec<String>,
}

impl Grounds {
    /// Those of a rule set.
    #[must_use]
    pub fn new(rules: &RuleSet) -> Self {
        let all = (0..).map(crate::check::ruleset::RuleId);
        let grounds = all.map_while(|id| rules.ground(id));
        let (json, text) = grounds
            .map(|ground| {
                let clauses: Vec<Value> = ground
                    .clauses()
                    .map(|(document, locator)| serde_json::json!({"document": Words::from(document), "locator": locator}))
                    .collect();
                let cited: Vec<String> = ground
                    .clauses()
                    .map(|(document, locator)| match locator {
                        "" => document.sv.clone(),
                        _ => format!("{}, {locator}", document.sv),
                    })
                    .collect();
                let text = match cited.as_slice() {
                    [] => ground.id().to_owned(),
                    cited => format!("{} ({})", ground.id(), cited.join("; ")),
                };
                let title = Words::from(ground.title());
                let json = serde_json::json!({
                    "rule": ground.id(),
                    "title": title,
                    "sources": clauses,
                    "assumption": ground.assumption().map(Words::from),
                });
                (json.to_string(), text)
            })
            .unzip();
        Self { json, text }
    }
}

impl Form {
    /// What stands before the first line.
    #[must_use]
    pub fn head(self) -> Vec<u8> {
        match self {
            Self::Ndjson => Vec::new(),
            Self::Csv(delimiter) => {
                let mut out = Vec::new();
                for name in CSV_HEADER {
                    field(name.as_bytes(), delimiter, &mut out);
                }
                end(&mut out);
                out
            }
        }
    }
}

/// Writes decisions as lines, one after another.
#[derive(Clone, Debug)]
pub struct Scribe<'a> {
    rules: &'a RuleSet,
    form: Form,
    grounds: Option<&'a Grounds>,
    /// The last assessment date, and how it is written: most have the same.
    day: Option<(Date, String)>,
    /// Room for a field.
    field: Vec<u8>,
}

impl<'a> Scribe<'a> {
    /// One for the decisions of a rule set. `grounds` are named when they are given.
    #[must_use]
    pub fn new(rules: &'a RuleSet, form: Form, grounds: Option<&'a Grounds>) -> Self {
        Self {
            rules,
            form,
            grounds,
            day: None,
            field: Vec::new(),
        }
    }

    /// Writes a decision. With `whole` the whole of it is written too, for which a row of CSV has no column.
    pub fn line(
        &mut self,
        place: Place,
        decision: &Decision,
        whole: Option<&Explanation>,
        out: &mut Vec<u8>,
    ) {
        match self.form {
            Form::Ndjson => self.object(place, decision, whole, out),
            Form::Csv(delimiter) => self.row(place, decision, delimiter, out),
        }
    }

    fn object(&mut self, place: Place, decision: &Decision, whole: Option<&Explanation>, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"line\":");
        json(place.line, out);
        out.extend_from_slice(b",\"item\":");
        json(place.item, out);
        out.extend_from_slice(b",\"id\":");
        json(decision.id.as_deref(), out);
        out.extend_from_slice(b",\"assessed_on\":\"");
        out.extend_from_slice(self.day(decision.assessed_on).as_bytes());
        out.extend_from_slice(b"\",\"outcome\":\"");
        out.extend_from_slice(decision.outcome.as_str().as_bytes());
        out.extend_from_slice(b"\",\"amount\":");
        match decision.amount {
            Some(amount) => {
                out.push(b'"');
                money(amount, out);
                out.push(b'"');
            }
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"referred_to\":");
        json(decision.referred_to.and_then(|body| self.rules.body(body)), out);
        out.extend_from_slice(b",\"missing\":[");
        for (at, missing) in decision.missing.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            json(missing.pointer.as_str(), out);
        }
        out.push(b']');
        if let Some(grounds) = self.grounds {
            out.extend_from_slice(b",\"grounds\":[");
            for (at, rule) in decision.grounds().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                let ground = grounds.json.get(usize::from(rule.0));
                out.extend_from_slice(ground.map_or("null", String::as_str).as_bytes());
            }
            out.extend_from_slice(b"],\"next_step\":\"");
            out.extend_from_slice(decision.next_step.as_str().as_bytes());
            out.push(b'"');
        }
        if let Some(whole) = whole {
            out.extend_from_slice(b",\"decision\":");
            json(DecisionObject(whole), out);
        }
        out.extend_from_slice(b"}\n");
    }

    fn row(&mut self, place: Place, decision: &Decision, delimiter: u8, out: &mut Vec<u8>) {
        let mut room = std::mem::take(&mut self.field);
        let mut next = |fill: &mut dyn FnMut(&mut Vec<u8>)| {
            room.clear();
            fill(&mut room);
            field(&room, delimiter, out);
        };
        next(&mut |text| json(place.line, text));
        next(&mut |text| json(place.item, text));
        next(&mut |text| text.extend_from_slice(decision.id.as_deref().unwrap_or_default().as_bytes()));
        next(&mut |text| text.extend_from_slice(self.day(decision.assessed_on).as_bytes()));
        next(&mut |text| text.extend_from_slice(decision.outcome.as_str().as_bytes()));
        next(&mut |text| {
            if let Some(amount) = decision.amount {
                money(amount, text);
            }
        });
        let body = decision.referred_to.and_then(|body| self.rules.body(body));
        next(&mut |text| text.extend_from_slice(body.unwrap_or_default().as_bytes()));
        next(&mut |text| {
            for (at, missing) in decision.missing.iter().enumerate() {
                if at > 0 {
                    text.push(b' ');
                }
                text.extend_from_slice(missing.pointer.as_bytes());
            }
        });
        next(&mut |text| {
            for (at, rule) in decision.grounds().enumerate() {
                let ground = self.grounds.and_then(|g| g.text.get(usize::from(rule.0)));
                let Some(ground) = ground else { continue };
                if at > 0 {
                    text.extend_from_slice(b"; ");
                }
                text.extend_from_slice(ground.as_bytes());
            }
        });
        next(&mut |text| text.extend_from_slice(decision.next_step.as_str().as_bytes()));
        end(out);
        self.field = room;
    }

    /// How a day is written.
    fn day(&mut self, day: Date) -> &str {
        if self.day.as_ref().is_none_or(|(last, _)| *last != day) {
            self.day = None;
        }
        let (_, text) = self.day.get_or_insert_with(|| (day, day.to_string()));
        text
    }
}

/// Writes something as JSON.
fn json(what: impl Serialize, out: &mut Vec<u8>) {
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, &what);
}

/// Writes an amount in öre as kronor with two decimals.
fn money(ore: Number, out: &mut Vec<u8>) {
    let whole = ore.as_i64().and_then(|ore| u64::try_from(ore).ok());
    let parts = whole.and_then(|ore| Some((ore.checked_div(100)?, ore.checked_rem(100)?)));
    match parts {
        Some((kronor, ore)) => {
            json(kronor, out);
            out.extend_from_slice(if ore < 10 { b".0" } else { b"." });
            json(ore, out);
        }
        None => out.extend_from_slice(money_value(ore).as_bytes()),
    }
}

/// Writes a field of a row and what stands between it and the next, with the quotation marks of RFC 4180.
fn field(field: &[u8], delimiter: u8, out: &mut Vec<u8>) {
    let marks = |byte: &u8| *byte == delimiter || matches!(byte, b'"' | b'\r' | b'\n');
    if field.iter().any(marks) {
        out.push(b'"');
        for byte in field {
            if *byte == b'"' {
                out.push(b'"');
            }
            out.push(*byte);
        }
        out.push(b'"');
    } else {
        out.extend_from_slice(field);
    }
    out.push(delimiter);
}

/// Ends a row after its last field.
fn end(out: &mut Vec<u8>) {
    out.pop();
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::{end, field, money, money_value};
    use crate::value::Number;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn another_reader_reads_what_is_written(fields in prop::collection::vec("[a\",;\r\n åz]{0,6}", 2..6)) {
            let mut out = Vec::new();
            for text in &fields {
                field(text.as_bytes(), b';', &mut out);
            }
            end(&mut out);
            let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(out.as_slice());
            let read = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(read.iter().collect::<Vec<_>>(), fields);
        }

        /// The short way to write an amount is the same as the one that knows all.
        #[test]
        fn an_amount_is_written_as_in_a_decision(
            ore in prop_oneof![-300_i64..300, any::<i64>()],
            denominator in prop_oneof![Just(1_i128), 1_i128..1000],
        ) {
            let amount = Number::fraction(i128::from(ore), denominator).unwrap();
            let mut out = Vec::new();
            money(amount, &mut out);
            prop_assert_eq!(String::from_utf8(out).unwrap(), money_value(amount));
        }
    }
}
