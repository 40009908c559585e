//! The comparison as a text for a person, as Markdown to attach to a proposal, and as JSON for a program.

mod json;
mod markdown;
mod table;
mod text;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use super::{Both, Summary};
use crate::check::RuleSet;
use crate::check::ruleset::Outcome;
use crate::explain::{Words, usual_word};
use crate::program::Program;
use crate::value::{Date, Language};

pub use json::json;
pub use markdown::markdown;
pub use text::text;

/// Which rules a version is.
#[derive(Clone, Debug)]
pub struct Version {
    /// Where they were read: a path, or a revision with its hash.
    pub place: String,
    /// The version as the rule set writes it; empty when it writes none.
    pub version: String,
    /// The hash of the rules.
    pub hash: String,
}

impl Version {
    /// The version that was read at the place.
    #[must_use]
    pub fn of(program: &Program, place: String) -> Self {
        Self {
            place,
            version: program.ruleset.version.clone(),
            hash: program.ruleset.hash.clone(),
        }
    }
}

/// A changed decision that is shown.
#[derive(Clone, Debug)]
pub struct Shown<E> {
    /// Where the application stands: a file, or a file and a line.
    pub place: String,
    /// What it came to.
    pub both: Both,
    /// The part of the old decision that decided, in the form of the report.
    pub old: E,
    /// The part of the new decision that decided.
    pub new: E,
}

/// An application that isn't compared.
#[derive(Clone, Debug)]
pub struct Unread {
    /// Where it stands.
    pub place: String,
    /// Whether the old version decides it, and whether the new one does.
    pub decided: (bool, bool),
    /// What is wrong with it, a line each; by the version that doesn't decide it.
    pub why: Vec<Words>,
}

/// A comparison that is done.
#[derive(Clone, Debug)]
pub struct Impact<E> {
    /// The rule set's name.
    pub ruleset: String,
    /// Its title by the new version.
    pub title: Words,
    /// The version that is compared with.
    pub old: Version,
    /// The version that is compared.
    pub new: Version,
    /// The assessment date, when one was given for all.
    pub as_of: Option<Date>,
    /// The counts.
    pub summary: Summary,
    /// The titles of the rules, by the new version where it has them.
    pub titles: BTreeMap<String, Words>,
    /// What the outcomes are called, by the new version.
    pub outcomes: BTreeMap<Outcome, Words>,
    /// The changed decisions that are shown, in the order of the applications.
    pub shown: Vec<Shown<E>>,
    /// The applications that aren't compared and are shown.
    pub unread: Vec<Unread>,
}

impl<E> Impact<E> {
    /// A comparison of two versions, with nothing counted yet.
    #[must_use]
    pub fn new(old: (&Program, String), new: (&Program, String), as_of: Option<Date>) -> Self {
        let (before, after): (&RuleSet, &RuleSet) = (&old.0.ruleset, &new.0.ruleset);
        let titles = before.rules.iter().chain(&after.rules);
        let own = |outcome: Outcome| after.words.iter().find(|(named, _)| *named == outcome);
        Self {
            ruleset: after.name.clone(),
            title: Words::from(&after.title),
            as_of,
            summary: Summary::default(),
            titles: titles
                .map(|rule| (rule.id.clone(), Words::from(&rule.title)))
                .collect(),
            outcomes: Outcome::ALL
                .into_iter()
                .map(|outcome| {
                    let word =
                        own(outcome).map_or_else(|| usual_word(outcome), |(_, word)| Words::from(word));
                    (outcome, word)
                })
                .collect(),
            shown: Vec::new(),
            unread: Vec::new(),
            old: Version::of(old.0, old.1),
            new: Version::of(new.0, new.1),
        }
    }

    /// What an outcome is called.
    fn outcome(&self, outcome: Outcome, language: Language) -> &str {
        self.outcomes
            .get(&outcome)
            .map_or("", |words| words.get(language))
    }

    /// `avvisning → bifall`.
    fn transition(&self, (old, new): (Outcome, Outcome), language: Language) -> String {
        format!(
            "{} → {}",
            self.outcome(old, language),
            self.outcome(new, language)
        )
    }

    /// The rules with their titles: `Ansökan ska ha kommit in i tid (i_tid)`.
    fn rules(&self, names: &BTreeSet<String>, language: Language) -> String {
        if names.is_empty() {
            let none = Words::new("ingen regel avgör", "no rule decides");
            return none.get(language).to_owned();
        }
        let named = |name: &String| match self.titles.get(name).map(|title| title.get(language)) {
            Some(title) if !title.is_empty() => format!("{title} ({name})"),
            _ => name.clone(),
        };
        names.iter().map(named).collect::<Vec<_>>().join("; ")
    }
}
