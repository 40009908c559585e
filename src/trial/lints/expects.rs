//! E0821: a rule set without cases and examples. E0822: cases and examples that expect no outcome. E0823: examples that only
//! repeat the case that they start from.

use serde_json::{Map, Value};

use super::Seen;
use crate::check::RuleSet;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// How long the word is that an example begins with, in either language.
const EXAMPLE: u32 = 7;

/// What the cases and examples leave unsaid.
pub(super) fn look(ruleset: &RuleSet, seen: &[Seen]) -> Vec<Diagnostic> {
    if seen.is_empty() {
        return vec![none(ruleset)];
    }
    let silent = seen.iter().filter(|s| !s.expected.contains_key("utfall"));
    // What could not be decided is told of already, and may expect what could not be read.
    let silent = silent.filter(|s| s.reached.is_some());
    let mut found: Vec<Diagnostic> = silent.map(|s| expects_nothing(ruleset, s)).collect();
    for (number, example) in ruleset.examples.iter().enumerate() {
        let case = seen
            .iter()
            .find(|s| s.trial.example.is_none() && s.trial.path == example.case);
        let earlier = ruleset.examples.iter().take(number);
        let again = earlier
            .filter(|other| other.case == example.case && other.changes.is_empty())
            .map(|other| &other.expected);
        let said = case.map(|case| &case.expected).into_iter().chain(again);
        if example.changes.is_empty() && said.into_iter().any(|said| says_all(said, &example.expected)) {
            found.push(shows_nothing(word(example.span), &example.title));
        }
    }
    found
}

/// Whether all that is expected is expected already; lists as sets.
fn says_all(said: &Map<String, Value>, expected: &Map<String, Value>) -> bool {
    expected.iter().all(|(key, value)| match (value, said.get(key)) {
        (Value::Array(list), Some(Value::Array(other))) => {
            list.len() == other.len() && list.iter().all(|item| other.contains(item))
        }
        (value, said) => said == Some(value),
    })
}

/// The word that an example begins with: the whole would be many lines.
fn word(example: Span) -> Span {
    let end = example.start.saturating_add(EXAMPLE).min(example.end);
    Span::new(example.file, example.start, end)
}

fn none(ruleset: &RuleSet) -> Diagnostic {
    let name = &ruleset.name;
    Diagnostic::warning(
        Code::NoTrials,
        ruleset.place,
        format!("regelverket `{name}` har varken fall eller exempel"),
        format!("the rule set `{name}` has neither cases nor examples"),
    )
    .label(
        "inget visar att det blir som det är tänkt",
        "nothing shows that it works as meant",
    )
    .help(
        format!("lägg en ansökan med `väntar` i `{name}/cases/`"),
        format!("put an application with `väntar` in `{name}/cases/`"),
    )
}

fn expects_nothing(ruleset: &RuleSet, seen: &Seen) -> Diagnostic {
    let (span, sv, en) = match &seen.trial.example {
        Some((title, span)) => (
            word(*span),
            format!("exemplet ”{title}” väntar inget utfall"),
            format!("the example “{title}” expects no outcome"),
        ),
        None => (
            ruleset.place,
            format!("fallet `{}` väntar inget utfall", seen.trial.place),
            format!("the case `{}` expects no outcome", seen.trial.place),
        ),
    };
    let diagnostic = Diagnostic::warning(Code::ExpectsNothing, span, sv, en);
    if seen.trial.example.is_some() {
        diagnostic.help(
            "skriv utfallet också, till exempel `väntar bifall`",
            "write the outcome too, for example `väntar bifall`",
        )
    } else {
        diagnostic.help(
            "lägg till `\"väntar\": {\"utfall\": \"granted\"}` med det utfall som ska bli",
            "add `\"väntar\": {\"utfall\": \"granted\"}` with the outcome that it is to have",
        )
    }
}

fn shows_nothing(span: Span, title: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::ShowsNothing,
        span,
        format!("exemplet ”{title}” ändrar inget och väntar vad fallet redan väntar"),
        format!("the example “{title}” changes nothing and expects what the case expects already"),
    )
    .help(
        "ta bort exemplet, eller ändra något med `sätt`",
        "remove the example, or change something by `sätt`",
    )
}
