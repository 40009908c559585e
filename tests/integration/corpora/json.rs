//! JSONTestSuite: what the reading of applications takes for JSON.

use insta::assert_snapshot;
use rekvisit::diagnostic::{Code, Diagnostic};
use rekvisit::program::Program;
use rekvisit::source::SourceFile;

use super::{compiled, corpus, decode};
use crate::snapshots;

const RULES: &str = r#"regelverk prov "Prov"
  gäller 2020-01-01..
  antagande "Påhittat"

ansökan {
  a: text?
}

bifall godkänd "Godkänd"
  när a finns
"#;

/// What is wrong with it as JSON, not as an application.
fn not_json(found: &[Diagnostic]) -> Option<&Diagnostic> {
    let codes = [
        Code::MalformedJson,
        Code::InputNotUtf8,
        Code::InputTooDeep,
        Code::InputTooLarge,
    ];
    found.iter().find(|d| codes.contains(&d.code))
}

fn read(program: &Program, bytes: &[u8]) -> Vec<Diagnostic> {
    decode(program, bytes).err().unwrap_or_default()
}

#[test]
fn what_must_be_accepted_is() {
    let program = compiled(RULES);
    let files = corpus("JSONTestSuite/test_parsing");
    let accepted: Vec<_> = files.iter().filter(|(name, _)| name.starts_with("y_")).collect();
    assert_eq!(accepted.len(), 95);
    for (name, bytes) in accepted {
        let found = read(&program, bytes);
        assert_eq!(not_json(&found), None, "{name}");
        // Valid JSON, and yet an error: which of the two values is meant?
        if name.starts_with("y_object_duplicated_key") {
            let repeated = found.iter().any(|d| d.code == Code::RepeatedKey);
            assert!(repeated, "{name}: {found:?}");
        }
    }
}

#[test]
fn what_must_be_rejected_is_with_its_place() {
    let program = compiled(RULES);
    let files = corpus("JSONTestSuite/test_parsing");
    let rejected: Vec<_> = files.iter().filter(|(name, _)| name.starts_with("n_")).collect();
    assert_eq!(rejected.len(), 188);
    let mut places = Vec::new();
    for (name, bytes) in rejected {
        let found = read(&program, bytes);
        // A file of white space is told to be empty.
        let empty = bytes.trim_ascii().is_empty();
        let fault = if empty { found.first() } else { not_json(&found) };
        let fault = fault.unwrap_or_else(|| panic!("{name} is taken for JSON: {found:?}"));
        let span = fault.span();
        assert!(span.end as usize <= bytes.len(), "{name}: {span:?}");
        let place = SourceFile::new("a", String::from_utf8_lossy(bytes)).position(span.start);
        places.push(format!(
            "{name} {} {}:{} {}",
            fault.code.as_str(),
            place.line,
            place.column,
            fault.message.sv
        ));
    }
    snapshots::settings("corpora").bind(|| assert_snapshot!("json-rejected", places.join("\n")));
}

#[test]
fn what_is_left_open_is_decided_and_stays_so() {
    let program = compiled(RULES);
    let mut decided = Vec::new();
    for folder in ["test_parsing", "test_transform"] {
        for (name, bytes) in corpus(&format!("JSONTestSuite/{folder}")) {
            if folder == "test_parsing" && !name.starts_with("i_") {
                continue;
            }
            let said = match not_json(&read(&program, &bytes)) {
                Some(fault) => format!("{} {}", fault.code.as_str(), fault.message.sv),
                None => match read(&program, &bytes).first() {
                    Some(fault) => format!("JSON; {} {}", fault.code.as_str(), fault.message.sv),
                    None => "JSON".to_owned(),
                },
            };
            decided.push(format!("{name}: {said}"));
        }
    }
    let open = decided.iter().filter(|line| line.starts_with("i_")).count();
    assert_eq!(open, 35);
    snapshots::settings("corpora").bind(|| assert_snapshot!("json-decided", decided.join("\n")));
}
