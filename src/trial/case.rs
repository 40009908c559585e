//! The cases and the examples of a rule set.

use serde_json::{Map, Value};

use super::changes::changed;
use crate::check::RuleSet;
use crate::source::{Library, Span};

/// An application that is tried: a case, or an example in the rule file.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The path of the case below the rules' root: `finsam/cases/a.json`.
    pub path: String,
    /// The place that a person looks at.
    pub place: String,
    /// The example, when it is one: its title and where it stands.
    pub example: Option<(String, Span)>,
    /// The application as JSON, an example's changes laid over its case.
    pub bytes: Vec<u8>,
    /// What an example expects; a case has it in its `väntar`.
    pub expected: Option<Map<String, Value>>,
}

/// All cases of the rule set in the order of their paths, then its examples in the order of the file. A case that can't be read is
/// empty, and is told of when it is decoded.
#[must_use]
pub fn trials(library: &dyn Library, ruleset: &RuleSet) -> Vec<Trial> {
    let cases = library.cases(&ruleset.name).into_iter().map(|path| Trial {
        place: library.display(&path),
        example: None,
        bytes: library.read(&path).unwrap_or_default(),
        expected: None,
        path,
    });
    let examples = ruleset.examples.iter().map(|example| Trial {
        path: example.case.clone(),
        place: library.display(&example.case),
        example: Some((example.title.clone(), example.span)),
        bytes: changed(&library.read(&example.case).unwrap_or_default(), &example.changes),
        expected: Some(example.expected.clone()),
    });
    cases.chain(examples).collect()
}
