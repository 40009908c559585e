//! A decision as a text for a person, before it is drawn: the lead, the sections, the closing line.

mod appeal;
mod closing;
mod lead;
mod sections;
mod tree;

pub(crate) use sections::{assumption_line, content, full_stop, goals, named, sources_line};

use crate::eval::Effect;
use crate::explain::{Explanation, ResultExplained, RuleExplained, Truth};
use crate::value::Language;

/// A decision's text in one language.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    /// What the decision is about: the rule set's title and the application's id.
    pub(crate) heading: String,
    /// The outcome and what decided it.
    pub(crate) lead: String,
    /// The sections, none of them empty.
    pub(crate) sections: Vec<Section>,
    /// Whose decision it is, and what the proposal was made with.
    pub(crate) closing: String,
}

/// A section: it can be pasted by itself.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// Its heading.
    pub(crate) heading: String,
    /// What stands in it.
    pub(crate) items: Vec<Item>,
}

/// A line of a section, with what belongs to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Item {
    /// Whether what it speaks of holds; no mark for plain text.
    pub(crate) mark: Option<Truth>,
    /// Whether it is a paragraph of its own rather than an entry of a list.
    pub(crate) paragraph: bool,
    /// Its text.
    pub(crate) text: String,
    /// What is said under it.
    pub(crate) details: Vec<String>,
    /// Why.
    pub(crate) tree: Vec<Branch>,
}

/// A branch of a reason.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    /// Whether it holds; no mark for a computation or a note.
    pub(crate) mark: Option<Truth>,
    /// Its text.
    pub(crate) text: String,
    /// The facts that it reads, one a line.
    pub(crate) facts: Vec<String>,
    /// What it rests on.
    pub(crate) children: Vec<Branch>,
}

impl Item {
    /// A paragraph.
    pub(crate) fn paragraph(text: impl Into<String>) -> Self {
        Self {
            paragraph: true,
            text: text.into(),
            ..Self::default()
        }
    }

    /// An entry of a list.
    pub(crate) fn entry(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// An entry with a mark.
    pub(crate) fn marked(mark: Truth, text: impl Into<String>) -> Self {
        Self {
            mark: Some(mark),
            text: text.into(),
            ..Self::default()
        }
    }

    /// Something said under it.
    pub(crate) fn detail(mut self, text: impl Into<String>) -> Self {
        self.details.push(text.into());
        self
    }
}

/// The part that decided: the lead and the grounds.
#[must_use]
pub(crate) fn excerpt(explanation: &Explanation, language: Language) -> (String, Vec<Item>) {
    (
        lead::lead(explanation).get(language).to_owned(),
        sections::grounds(explanation, language),
    )
}

/// A piece of a report, to be shown by itself.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a> {
    /// A rule with its reason, as it stands among the grounds.
    Rule(&'a RuleExplained),
    /// A named result, with how it was computed.
    Result(&'a ResultExplained),
    /// What is missing in the decision.
    Missing(&'a Explanation),
}

impl Piece<'_> {
    /// Its entries.
    pub(crate) fn items(self, language: Language) -> Vec<Item> {
        match self {
            Self::Rule(rule) if rule.effect == Effect::Applies => vec![sections::ground(rule, language)],
            // What would follow is not said of a rule that nothing follows from.
            Self::Rule(rule) => {
                let silent = RuleExplained {
                    text: None,
                    ..rule.clone()
                };
                vec![sections::ground(&silent, language)]
            }
            Self::Result(result) => vec![sections::named_result(result, language)],
            Self::Missing(explanation) => sections::missing(explanation, language),
        }
    }
}

/// Writes the report of an explanation.
#[must_use]
pub(crate) fn report(explanation: &Explanation, language: Language) -> Report {
    let title = explanation.ruleset.title.get(language);
    let title = if title.is_empty() {
        &explanation.ruleset.name
    } else {
        title
    };
    let heading = match &explanation.application_id {
        Some(id) => format!("{title}, {id}"),
        None => title.to_owned(),
    };
    Report {
        heading,
        lead: lead::lead(explanation).get(language).to_owned(),
        sections: sections::sections(explanation, language),
        closing: closing::closing(explanation).get(language).to_owned(),
    }
}
