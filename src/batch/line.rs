//! A decision as a line.

use serde_json::{Value, json};

use crate::explain::Words;
use crate::explain::format::money_value;
use crate::service::{Decision, RuleSet};

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
                    .map(|(document, locator)| json!({"document": Words::from(document), "locator": locator}))
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
                let json = json!({
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
    /// Writes the decision as a line. `grounds` are named when they are given; `whole` is the whole decision as JSON, which a row of CSV has no
    /// column for.
    pub fn line(
        self,
        (rules, place): (&RuleSet, Place),
        decision: &Decision,
        grounds: Option<&Grounds>,
        whole: Option<&Value>,
        out: &mut Vec<u8>,
    ) {
        match self {
            Self::Ndjson => object((rules, place), decision, grounds, whole, out),
            Self::Csv(delimiter) => row((rules, place), decision, grounds, delimiter, out),
        }
    }

    /// What stands before the first line.
    #[must_use]
    pub fn head(self) -> Vec<u8> {
        match self {
            Self::Ndjson => Vec::new(),
            Self::Csv(delimiter) => {
                let mut out = Vec::new();
                record(&CSV_HEADER, delimiter, &mut out);
                out
            }
        }
    }
}

fn object(
    (rules, place): (&RuleSet, Place),
    decision: &Decision,
    grounds: Option<&Grounds>,
    whole: Option<&Value>,
    out: &mut Vec<u8>,
) {
    out.extend_from_slice(b"{\"line\":");
    out.extend_from_slice(place.line.to_string().as_bytes());
    out.extend_from_slice(b",\"item\":");
    out.extend_from_slice(place.item.to_string().as_bytes());
    out.extend_from_slice(b",\"id\":");
    text(decision.id.as_deref(), out);
    out.extend_from_slice(b",\"assessed_on\":\"");
    out.extend_from_slice(decision.assessed_on.to_string().as_bytes());
    out.extend_from_slice(b"\",\"outcome\":\"");
    out.extend_from_slice(decision.outcome.as_str().as_bytes());
    out.extend_from_slice(b"\",\"amount\":");
    text(decision.amount.map(money_value).as_deref(), out);
    out.extend_from_slice(b",\"referred_to\":");
    text(decision.referred_to.and_then(|body| rules.body(body)), out);
    out.extend_from_slice(b",\"missing\":[");
    for (at, missing) in decision.missing.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        text(Some(&missing.pointer), out);
    }
    out.push(b']');
    if let Some(grounds) = grounds {
        out.extend_from_slice(b",\"grounds\":[");
        let mut first = true;
        for rule in decision.grounds() {
            if !std::mem::replace(&mut first, false) {
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
        // Writing to memory does not fail.
        let _ = serde_json::to_writer(&mut *out, whole);
    }
    out.extend_from_slice(b"}\n");
}

fn text(text: Option<&str>, out: &mut Vec<u8>) {
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, &text);
}

fn row(
    (rules, place): (&RuleSet, Place),
    decision: &Decision,
    grounds: Option<&Grounds>,
    delimiter: u8,
    out: &mut Vec<u8>,
) {
    let missing: Vec<&str> = decision.missing.iter().map(|m| m.pointer.as_str()).collect();
    let named: Vec<&str> = grounds
        .into_iter()
        .flat_map(|grounds| {
            decision
                .grounds()
                .map(move |rule| grounds.text.get(usize::from(rule.0)))
        })
        .flatten()
        .map(String::as_str)
        .collect();
    record(
        &[
            place.line.to_string().as_str(),
            place.item.to_string().as_str(),
            decision.id.as_deref().unwrap_or_default(),
            decision.assessed_on.to_string().as_str(),
            decision.outcome.as_str(),
            decision.amount.map(money_value).unwrap_or_default().as_str(),
            decision
                .referred_to
                .and_then(|body| rules.body(body))
                .unwrap_or_default(),
            missing.join(" ").as_str(),
            named.join("; ").as_str(),
            decision.next_step.as_str(),
        ],
        delimiter,
        out,
    );
}

/// A row, with the quotation marks and the line break of RFC 4180.
fn record(fields: &[&str], delimiter: u8, out: &mut Vec<u8>) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            out.push(delimiter);
        }
        let marks = |byte: u8| byte == delimiter || matches!(byte, b'"' | b'\r' | b'\n');
        if field.bytes().any(marks) {
            out.push(b'"');
            out.extend_from_slice(field.replace('"', "\"\"").as_bytes());
            out.push(b'"');
        } else {
            out.extend_from_slice(field.as_bytes());
        }
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::record;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn another_reader_reads_what_is_written(fields in prop::collection::vec("[a\",;\r\n åz]{0,6}", 2..6)) {
            let mut out = Vec::new();
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            record(&fields, b';', &mut out);
            let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(out.as_slice());
            let read = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(read.iter().collect::<Vec<_>>(), fields);
        }
    }
}
