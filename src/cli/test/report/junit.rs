//! What came of the tests as JUnit XML: a `testsuite` a rule set, a `testcase` a case, an example and a decision's text.

use std::io;
use std::time::Duration;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::super::super::failure;
use super::super::attempt::Attempt;
use super::super::selection::{Suite, short};
use super::super::snapshot::Snapshot;
use super::text::{self, Look};
use super::{Report, decisions};
use crate::render;
use crate::source::Library as _;
use crate::trial::Difference;
use crate::value::Language;

/// A `testcase`.
struct Test {
    name: String,
    class: String,
    /// The file that it stands in.
    file: String,
    time: Duration,
    failed: Option<Failed>,
}

/// Why one failed.
struct Failed {
    /// `failure` when it came out otherwise, `error` when it could not be tried.
    element: &'static str,
    /// What kind of failure.
    kind: &'static str,
    /// In a line.
    message: String,
    /// All of it.
    text: String,
}

/// The document.
pub(super) fn junit(report: &Report<'_>, look: Look) -> io::Result<String> {
    let suites: Vec<(&str, Vec<Test>)> = report
        .selection
        .suites
        .iter()
        .enumerate()
        .map(|(at, suite)| (suite.name.as_str(), tests(report, at, suite, look)))
        .collect();
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all = || suites.iter().flat_map(|(_, tests)| tests);
    let mut root = writer
        .create_element("testsuites")
        .with_attribute(("name", "rekvisit"));
    for (key, value) in totals(all(), report.time) {
        root = root.with_attribute((key, value.as_str()));
    }
    root.write_inner_content(|writer| {
        for (name, tests) in &suites {
            suite(writer, name, tests)?;
        }
        Ok(())
    })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn suite(writer: &mut Writer<Vec<u8>>, name: &str, tests: &[Test]) -> io::Result<()> {
    let time = tests.iter().map(|test| test.time).sum();
    let mut element = writer.create_element("testsuite").with_attribute(("name", name));
    for (key, value) in totals(tests.iter(), time) {
        element = element.with_attribute((key, value.as_str()));
    }
    element.write_inner_content(|writer| {
        for test in tests {
            let element = writer
                .create_element("testcase")
                .with_attribute(("name", plain(&test.name).as_str()))
                .with_attribute(("classname", test.class.as_str()))
                .with_attribute(("file", plain(&test.file).as_str()))
                .with_attribute(("time", seconds(test.time).as_str()));
            match &test.failed {
                None => {
                    element.write_empty()?;
                }
                Some(failed) => {
                    element.write_inner_content(|writer| {
                        writer
                            .create_element(failed.element)
                            .with_attribute(("message", plain(&failed.message).as_str()))
                            .with_attribute(("type", failed.kind))
                            .write_text_content(BytesText::new(plain(&failed.text).trim_end()))?;
                        Ok(())
                    })?;
                }
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// How many there are and how many failed, as attributes.
fn totals<'a>(tests: impl Iterator<Item = &'a Test>, time: Duration) -> [(&'static str, String); 4] {
    let (mut count, mut failures, mut errors) = (0_usize, 0_usize, 0_usize);
    for test in tests {
        count = count.saturating_add(1);
        match test.failed.as_ref().map(|failed| failed.element) {
            Some("error") => errors = errors.saturating_add(1),
            Some(_) => failures = failures.saturating_add(1),
            None => {}
        }
    }
    [
        ("tests", count.to_string()),
        ("failures", failures.to_string()),
        ("errors", errors.to_string()),
        ("time", seconds(time)),
    ]
}

/// The tests of a rule set; of one with invalid rules, that they are.
fn tests(report: &Report<'_>, at: usize, suite: &Suite, look: Look) -> Vec<Test> {
    let mut tests = Vec::new();
    let errors: Vec<_> = report
        .selection
        .errors
        .iter()
        .filter(|(of, _)| *of == at)
        .map(|(_, error)| error.clone())
        .collect();
    if suite.loaded.program.is_none() {
        let sources = &suite.loaded.sources;
        let first = errors
            .first()
            .map(|error| error.message.get(look.language).to_owned());
        tests.push(Test {
            name: look.pick("reglerna", "the rules").to_owned(),
            class: suite.name.clone(),
            file: suite.library.display(&format!("{0}/{0}.regel", suite.name)),
            time: Duration::ZERO,
            failed: Some(Failed {
                element: "error",
                kind: "rules",
                message: first.unwrap_or_else(|| look.pick("ogiltiga regler", "invalid rules").to_owned()),
                text: render::diagnostics(&errors, sources, look.language, false, look.width),
            }),
        });
    }
    tests.extend(report.of(suite).map(|attempt| tried(attempt, look)));
    tests.extend(
        suite
            .registers
            .iter()
            .map(|register| sources(suite, register, look)),
    );
    let snapshots = report.snapshots.iter().filter(|s| std::ptr::eq(s.suite, suite));
    tests.extend(snapshots.map(|snapshot| kept(report, snapshot, look)));
    tests
}

fn tried(attempt: &Attempt<'_>, look: Look) -> Test {
    let (kind, file) = match &attempt.trial.example {
        Some((_, span)) => {
            let rules = attempt.suite.loaded.sources.get(span.file);
            let name = rules.map_or("", |file| file.name.as_str());
            (look.pick("exempel", "examples"), name)
        }
        None => (look.pick("fall", "cases"), attempt.trial.place.as_str()),
    };
    Test {
        name: short(attempt.trial).to_owned(),
        class: format!("{}.{kind}", attempt.suite.name),
        file: file.to_owned(),
        time: attempt.time,
        failed: attempt.failure.as_ref().map(|failure| Failed {
            element: "failure",
            kind: "expectation",
            message: failure
                .heading(attempt.trial)
                .message
                .get(look.language)
                .to_owned(),
            text: text::failed(attempt, look),
        }),
    }
}

fn sources(suite: &Suite, register: &(String, Vec<Difference>), look: Look) -> Test {
    let notice = failure::otherwise(&register.0, &register.1);
    Test {
        name: "SOURCES.md".to_owned(),
        class: format!("{}.{}", suite.name, look.pick("källor", "sources")),
        file: register.0.clone(),
        time: Duration::ZERO,
        failed: Some(Failed {
            element: "failure",
            kind: "sources",
            message: notice.message.get(look.language).to_owned(),
            text: text::otherwise(register, look),
        }),
    }
}

fn kept(report: &Report<'_>, snapshot: &Snapshot<'_>, look: Look) -> Test {
    let failed = report.fails(snapshot).then(|| {
        let text = decisions::differing(snapshot, report.order, look);
        Failed {
            element: "failure",
            kind: "snapshot",
            message: decisions::heading(snapshot, look.language),
            text,
        }
    });
    Test {
        name: snapshot.case.clone(),
        class: format!("{}.{}", snapshot.suite.name, look.pick("beslutstexter", "texts")),
        file: decisions::place(snapshot).to_owned(),
        time: snapshot.time,
        failed,
    }
}

/// Without colours and without what XML can't hold.
fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text)
        .to_string()
        .chars()
        .filter(|c| matches!(c, '\t' | '\n') || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

/// `0.004`
fn seconds(time: Duration) -> String {
    format!("{}.{:03}", time.as_secs(), time.subsec_millis())
}

/// The look of a text in the document.
pub(super) fn look(language: Language) -> Look {
    Look { language, width: 80 }
}
