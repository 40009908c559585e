//! A rule set tried on its own cases (`cases/*.json`) and examples (`exempel`).

use serde_json::{Map, Value};

use super::expectation::differences;
use crate::cli::library::Overlay;
use crate::cli::notice::Notice;
use crate::cli::pipeline::{self, Loaded, Paper, Program};
use crate::cli::terminal::Terminal;
use crate::cli::{Stop, told};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Library as _, SourceFile};
use crate::value::Bilingual;

/// What became of the trials.
#[derive(Default)]
pub(super) struct Trials {
    /// How many cases there were.
    pub(super) cases: usize,
    /// How many examples there were.
    pub(super) examples: usize,
    /// Those that came out otherwise than expected, as JSON.
    pub(super) failures: Vec<Value>,
}

/// Something to try: what it is called, and an application.
struct Trial<'a> {
    /// The place that a person looks at.
    place: String,
    /// The example's title.
    example: Option<&'a str>,
    bytes: Vec<u8>,
    /// What an example expects; a case has it in its `väntar`.
    expected: Option<&'a Map<String, Value>>,
}

/// What came out otherwise.
enum Failure {
    /// The application could not be decided.
    Diagnostics(Vec<Diagnostic>),
    /// Keys that differ.
    Differs(Vec<super::expectation::Difference>),
}

impl Trials {
    /// Tries a rule set on all of them; says what failed unless it is to be JSON.
    pub(super) fn run(
        &mut self,
        library: &Overlay,
        loaded: &Loaded,
        terminal: &mut Terminal,
        as_json: bool,
    ) -> Result<(), Stop> {
        let Some(program) = &loaded.program else {
            return Ok(());
        };
        for path in library.cases(&program.ruleset.name) {
            self.cases = self.cases.saturating_add(1);
            let trial = Trial {
                place: library.display(&path),
                example: None,
                bytes: library.read(&path).unwrap_or_default(),
                expected: None,
            };
            self.one(&trial, program, loaded, terminal, as_json)?;
        }
        for example in &program.ruleset.examples {
            self.examples = self.examples.saturating_add(1);
            let case = library.read(&example.case).unwrap_or_default();
            let trial = Trial {
                place: library.display(&example.case),
                example: Some(&example.title),
                bytes: changed(&case, &example.changes),
                expected: Some(&example.expected),
            };
            self.one(&trial, program, loaded, terminal, as_json)?;
        }
        Ok(())
    }

    fn one(
        &mut self,
        trial: &Trial<'_>,
        program: &Program,
        loaded: &Loaded,
        terminal: &mut Terminal,
        as_json: bool,
    ) -> Result<(), Stop> {
        let file = FileId(u16::try_from(loaded.sources.iter().count()).unwrap_or(u16::MAX));
        let Err(failure) = attempt(trial, program, file) else {
            return Ok(());
        };
        let mut sources = loaded.sources.clone();
        sources.add(SourceFile::new(
            trial.place.clone(),
            String::from_utf8_lossy(&trial.bytes),
        ));
        let mut json = Map::new();
        json.insert("case".to_owned(), trial.place.clone().into());
        json.insert("example".to_owned(), trial.example.into());
        match &failure {
            Failure::Diagnostics(diagnostics) => {
                json.insert(
                    "diagnostics".to_owned(),
                    pipeline::diagnostics_json(diagnostics, &sources),
                );
            }
            Failure::Differs(differences) => {
                let list: Vec<Value> = differences
                    .iter()
                    .map(|d| serde_json::json!({"key": d.key, "expected": d.expected, "found": d.found}))
                    .collect();
                json.insert("differences".to_owned(), list.into());
            }
        }
        self.failures.push(json.into());
        if as_json {
            return Ok(());
        }
        let notice = match &failure {
            Failure::Diagnostics(diagnostics) => {
                told::write(diagnostics, &sources, terminal)?;
                trial.notice("kunde inte prövas", "could not be decided")
            }
            Failure::Differs(differences) => differences.iter().fold(
                trial.notice("blev något annat än väntat", "came out otherwise than expected"),
                |mut notice, d| {
                    notice.details.push(Bilingual::new(
                        format!("{}: väntade {}, blev {}", d.key, d.expected, d.found),
                        format!("{}: expected {}, was {}", d.key, d.expected, d.found),
                    ));
                    notice
                },
            ),
        };
        Ok(terminal.notice(&notice)?)
    }
}

impl Trial<'_> {
    fn notice(&self, sv: &str, en: &str) -> Notice {
        let place = &self.place;
        match self.example {
            Some(title) => Notice::new(
                format!("exemplet ”{title}” ({place}) {sv}"),
                format!("the example “{title}” ({place}) {en}"),
            ),
            None => Notice::new(
                format!("fallet `{place}` {sv}"),
                format!("the case `{place}` {en}"),
            ),
        }
    }
}

/// Decides it, and compares.
fn attempt(trial: &Trial<'_>, program: &Program, file: FileId) -> Result<(), Failure> {
    let paper = Paper {
        file,
        bytes: &trial.bytes,
        max_bytes: u64::MAX,
    };
    let facts = pipeline::decode(program, paper).map_err(Failure::Diagnostics)?;
    let day = pipeline::assessment_day(program, &facts, None)
        .ok_or_else(|| Failure::Diagnostics(vec![pipeline::ask_for_the_day(file)]))?;
    let expected = trial
        .expected
        .cloned()
        .or_else(|| facts.expected.clone())
        .unwrap_or_default();
    let decided = pipeline::decide(program, facts, day, file).map_err(Failure::Diagnostics)?;
    let differences = differences(&expected, &decided.json());
    if differences.is_empty() {
        Ok(())
    } else {
        Err(Failure::Differs(differences))
    }
}

/// The case with the example's changes laid over it. What can't be read is left to be told when it is decoded.
fn changed(case: &[u8], changes: &[(String, Option<Value>)]) -> Vec<u8> {
    let Ok(mut application) = serde_json::from_slice::<Value>(case) else {
        return case.to_vec();
    };
    if let Some(top) = application.as_object_mut() {
        top.shift_remove("väntar");
    }
    for (pointer, value) in changes {
        let Some((above, key)) = pointer.rsplit_once('/') else {
            continue;
        };
        let key = key.replace("~1", "/").replace("~0", "~");
        if let Some(object) = reach(&mut application, above) {
            match value {
                Some(value) => object.insert(key, value.clone()),
                None => object.shift_remove(&key),
            };
        }
    }
    serde_json::to_vec(&application).unwrap_or_default()
}

/// The object at a pointer; objects that are not there are made.
fn reach<'a>(value: &'a mut Value, pointer: &str) -> Option<&'a mut Map<String, Value>> {
    let mut at = value;
    for key in pointer.split('/').skip(1) {
        let key = key.replace("~1", "/").replace("~0", "~");
        let object = at.as_object_mut()?;
        at = object.entry(key).or_insert_with(|| Map::new().into());
        if !at.is_object() {
            *at = Map::new().into();
        }
    }
    at.as_object_mut()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::changed;

    #[test]
    fn changes_replace_take_away_and_make() {
        let case = json!({"väntar": {}, "a": {"b": 1, "c": 2}, "d": 3});
        let changes = [
            ("/a/b".to_owned(), Some(json!("x"))),
            ("/a/c".to_owned(), None),
            ("/e/f".to_owned(), Some(json!(null))),
        ];
        let after: serde_json::Value =
            serde_json::from_slice(&changed(case.to_string().as_bytes(), &changes)).unwrap();
        assert_eq!(after, json!({"a": {"b": "x"}, "d": 3, "e": {"f": null}}));
    }
}
