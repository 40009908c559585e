//! The rules that a failure is about: where each stands, what it has to do with the failure, and its piece of the decision.

use super::super::attempt::Attempt;
use crate::diagnostic::closest;
use crate::explain::{PartExplained, ResultExplained, RuleExplained};
use crate::source::{Sources, Span};
use crate::trial::{self, Concern, Role};
use crate::value::Bilingual;

/// A rule or a named result that a failure is about.
pub(super) struct Told<'a> {
    /// Its name, and what it has to do with the failure.
    pub(super) concern: &'a Concern,
    /// Where it stands: `rules/x/x.regel:12`; none when there is no such rule.
    pub(super) place: Option<String>,
    /// What it has to do with it, in words.
    pub(super) role: Bilingual,
    /// What became of it.
    pub(super) pieces: Vec<Became<'a>>,
}

/// What became of a rule or a named result.
pub(super) enum Became<'a> {
    /// A rule, in the item of a `för varje` when it stands in one.
    Rule(Option<&'a PartExplained>, &'a RuleExplained),
    /// A named result.
    Result(&'a ResultExplained),
}

/// All that the failure is about.
pub(super) fn told<'a>(attempt: &'a Attempt<'_>) -> Vec<Told<'a>> {
    let (Some((_, explanation)), Some(program)) = (&attempt.decided, &attempt.suite.loaded.program) else {
        return Vec::new();
    };
    let ruleset = &program.ruleset;
    let sources = &attempt.suite.loaded.sources;
    attempt
        .concerns
        .iter()
        .map(|concern| {
            let span = if concern.role == Role::Result {
                let result = ruleset.results.iter().find(|result| result.name == concern.id);
                result.map(|result| result.value.span)
            } else {
                let rule = ruleset.rules.iter().find(|rule| rule.id == concern.id);
                rule.map(|rule| rule.name_span)
            };
            let pieces = if concern.role == Role::Result {
                let results = explanation
                    .results
                    .iter()
                    .filter(|result| result.name == concern.id);
                results.map(Became::Result).collect()
            } else {
                trial::named(explanation, &concern.id)
                    .map(|(part, rule)| Became::Rule(part, rule))
                    .collect()
            };
            let names = ruleset.rules.iter().map(|rule| rule.id.as_str());
            Told {
                concern,
                place: span.map(|span| place(sources, span)),
                role: match span {
                    Some(_) => role(concern.role),
                    None => absent(&concern.id, names),
                },
                pieces,
            }
        })
        .collect()
}

/// `rules/x/x.regel:12`
pub(super) fn place(sources: &Sources, span: Span) -> String {
    sources.get(span.file).map_or_else(String::new, |file| {
        format!("{}:{}", file.name, file.position(span.start).line)
    })
}

fn role(role: Role) -> Bilingual {
    let (sv, en) = match role {
        Role::Decided => ("avgjorde", "decided"),
        Role::DecidedInstead => (
            "avgjorde, men det var inte väntat",
            "decided, which was not expected",
        ),
        Role::ExpectedToDecide => (
            "väntades avgöra, men gjorde det inte",
            "was expected to decide, and did not",
        ),
        Role::Concerned => ("berörs", "is concerned"),
        Role::Result => ("räknades ut", "was computed"),
    };
    Bilingual::new(sv, en)
}

/// That there is no rule of the name.
fn absent<'a>(id: &str, names: impl Iterator<Item = &'a str>) -> Bilingual {
    match closest(id, names) {
        Some(name) => Bilingual::new(
            format!("finns inte; menade du `{name}`?"),
            format!("does not exist; did you mean `{name}`?"),
        ),
        None => Bilingual::new("finns inte i regelverket", "does not exist in the rule set"),
    }
}
