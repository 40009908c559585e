//! A derived case as a file, complete with what the rules say of it today.

use serde_json::{Map, Value, json};

use super::derive::{Row, Side};
use super::threshold::{Compared, Threshold};
use crate::check::visit::Owner;
use crate::program::Program;
use crate::render;

impl Side {
    /// Its name in files and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::At => "at",
            Self::Above => "above",
        }
    }

    /// Its name in a case's file name and id, which are Swedish.
    fn slug(self) -> &'static str {
        match self {
            Self::Below => "under",
            Self::At => "pa",
            Self::Above => "over",
        }
    }
}

/// The name of the case's file, without its end: the rule, which of its thresholds (from 1), and the side.
#[must_use]
pub fn file_name(threshold: &Threshold<'_>, number: usize, side: Side) -> String {
    let name: String = threshold
        .name
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            'é' => 'e',
            c if c.is_ascii_alphanumeric() => c,
            _ => '-',
        })
        .collect();
    format!("grans-{name}-{number}-{}", side.slug())
}

/// The case with `väntar` as the rules decide it today: the outcome, the amount, the decisive rules, and what the threshold's rule or
/// obligation came to. None when nothing could be decided.
#[must_use]
pub fn adopted(program: &Program, threshold: &Threshold<'_>, row: &Row, id: &str) -> Option<Value> {
    let tried = row.tried.as_ref().ok()?;
    let decision = render::json(&tried.explanation(&program.ruleset));
    let mut expected = Map::new();
    expected.insert("utfall".to_owned(), decision.get("outcome")?.clone());
    if let Some(amount) = decision.pointer("/amount/value").and_then(Value::as_str) {
        let amount = amount.strip_suffix(".00").unwrap_or(amount);
        expected.insert("belopp".to_owned(), serde_json::from_str(amount).ok()?);
    }
    expected.insert("avgörande".to_owned(), decision.get("decisive")?.clone());
    if let Owner::Rule(_) = threshold.owner {
        let name = threshold.name;
        let listed = |list: &str, key: &str| {
            let items = decision.get(list)?.as_array()?;
            let own = items
                .iter()
                .find(|item| item.get("id").and_then(Value::as_str) == Some(name))?;
            own.get(key).cloned()
        };
        let is_duty = matches!(
            threshold.compared,
            Compared::Performed(..) | Compared::Assessed(_)
        );
        match (listed("obligations", "state"), listed("rules", "status")) {
            (Some(state), _) => expected.insert("skyldigheter".to_owned(), json!({name: state})),
            (None, Some(status)) if !is_duty => expected.insert("regler".to_owned(), json!({name: status})),
            _ => None,
        };
    }
    let mut case = Map::new();
    case.insert("regelverk".to_owned(), json!(program.ruleset.name));
    case.insert("id".to_owned(), json!(id));
    let own = row.application.as_object()?;
    if let Some(day) = own.get("prövningsdag") {
        case.insert("prövningsdag".to_owned(), day.clone());
    }
    case.insert("väntar".to_owned(), expected.into());
    for (key, value) in own {
        if !matches!(key.as_str(), "regelverk" | "id" | "prövningsdag" | "väntar") {
            case.insert(key.clone(), value.clone());
        }
    }
    Some(case.into())
}
