//! A case or an example that failed: why, as a notice and as JSON.

use serde_json::{Map, Value, json};

use super::notice::Notice;
use super::pipeline;
use crate::diagnostic::Diagnostic;
use crate::source::{Library, ReadFailure, SourceFile, Sources};
use crate::trial::{Difference, Trial};
use crate::value::Bilingual;

/// Why a case or an example failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// The application could not be decided.
    Diagnostics(Vec<Diagnostic>),
    /// The case's file could not be read; why.
    Unread(Bilingual),
    /// The case does not say what it expects.
    Unexpecting,
    /// Keys that differ.
    Differs(Vec<Difference>),
}

impl Failure {
    /// What failed, and how it differs, one line a key.
    pub(super) fn notice(&self, trial: &Trial) -> Notice {
        let mut notice = self.heading(trial);
        if let Self::Unread(reason) = self {
            notice.details.push(reason.clone());
        }
        if let Self::Differs(differences) = self {
            notice.details.extend(differences.iter().map(|d| {
                Bilingual::new(
                    format!("{}: väntade {}, blev {}", d.key, d.expected, d.found),
                    format!("{}: expected {}, was {}", d.key, d.expected, d.found),
                )
            }));
        }
        notice
    }

    /// What failed, in a line.
    pub(super) fn heading(&self, trial: &Trial) -> Notice {
        let (sv, en) = match self {
            Self::Unread(_) => ("kunde inte läsas", "could not be read"),
            Self::Diagnostics(_) => ("kunde inte prövas", "could not be decided"),
            Self::Unexpecting => ("säger inte vad som väntas", "does not say what is expected"),
            Self::Differs(_) => ("blev något annat än väntat", "came out otherwise than expected"),
        };
        let place = &trial.place;
        match &trial.example {
            Some((title, _)) => Notice::new(
                format!("exemplet ”{title}” ({place}) {sv}"),
                format!("the example “{title}” ({place}) {en}"),
            ),
            None => Notice::new(
                format!("fallet `{place}` {sv}"),
                format!("the case `{place}` {en}"),
            ),
        }
    }

    /// What failed and why.
    pub(super) fn json(&self, trial: &Trial, sources: &Sources) -> Map<String, Value> {
        let mut json = Map::new();
        json.insert("case".to_owned(), trial.place.clone().into());
        let title = trial.example.as_ref().map(|(title, _)| title.as_str());
        json.insert("example".to_owned(), title.into());
        let (key, value) = match self {
            Self::Diagnostics(diagnostics) => {
                ("diagnostics", pipeline::diagnostics_json(diagnostics, sources))
            }
            Self::Unread(reason) => ("reason", json!(reason)),
            Self::Unexpecting => ("differences", json!([])),
            Self::Differs(differences) => (
                "differences",
                differences
                    .iter()
                    .map(|d| json!({"key": d.key, "expected": d.expected, "found": d.found}))
                    .collect(),
            ),
        };
        json.insert(key.to_owned(), value);
        json
    }
}

/// That a list of sources says otherwise than the rules, one line a name.
pub(super) fn otherwise(place: &str, differences: &[Difference]) -> Notice {
    let mut notice = Notice::new(
        format!("`{place}` säger annat än reglerna"),
        format!("`{place}` says otherwise than the rules"),
    );
    notice.details = differences
        .iter()
        .map(|d| {
            Bilingual::new(
                format!("{}: där står {}, regeln anger {}", d.key, d.expected, d.found),
                format!("{}: it says {}, the rule cites {}", d.key, d.expected, d.found),
            )
        })
        .collect();
    notice
}

/// The files of the rules, and after them the application that was tried.
pub(super) fn with_application(sources: &Sources, trial: &Trial) -> Sources {
    let mut sources = sources.clone();
    sources.add(SourceFile::new(
        trial.place.clone(),
        String::from_utf8_lossy(&trial.bytes),
    ));
    sources
}

/// Why the file of the case is empty, when that is because it can't be read.
pub(super) fn unread(library: &dyn Library, trial: &Trial) -> Option<Bilingual> {
    match library.read(&trial.path) {
        _ if !trial.bytes.is_empty() => None,
        Ok(_) => None,
        Err(ReadFailure::NotFound) => Some(Bilingual::new("filen finns inte", "the file does not exist")),
        Err(ReadFailure::Outside) => Some(Bilingual::new(
            "filen ligger utanför mappen med regelverk",
            "the file is outside the folder of rule sets",
        )),
        Err(ReadFailure::Other(reason)) => Some(Bilingual::new(reason.clone(), reason)),
    }
}
