//! As JSON: amounts in kronor as decisions have them, exact parts as they are.

use serde_json::{Map, Value, json};

use super::Subject;
use super::said;
use crate::apportion::{Apportioned, Bound, Unlike, cell};
use crate::check::ruleset::{Grounds, Residual};
use crate::explain::format;
use crate::value::{Number, RoundMode};

/// An amount in öre.
pub(in crate::cli) fn amount(ore: Number) -> Value {
    json!({"value": format::money_value(ore), "currency": "SEK"})
}

/// What every apportionment begins with.
pub(in crate::cli) fn head(subject: &Subject<'_>, made: &Apportioned) -> Map<String, Value> {
    let (set, item) = (subject.set, subject.item);
    let key = subject.table.columns.get(usize::from(item.key));
    let head = json!({
        "format": 1,
        "ruleset": {"name": set.name, "version": set.version, "hash": set.hash},
        "apportionment": item.name,
        "title": item.title,
        "day": made.day.to_string(),
        "sources": sources(subject, &item.grounds),
        "assumed": item.grounds.assumed,
        "table": {
            "name": subject.table.name,
            "key": key.map(|column| &column.name),
            "sources": sources(subject, &subject.table.grounds),
            "assumed": subject.table.grounds.assumed,
        },
        "rounding": {
            "mode": match item.mode {
                RoundMode::Up => "up",
                RoundMode::Down => "down",
                RoundMode::Nearest => "nearest",
            },
            "step": format::money_value(item.step),
            "residual": match item.residual {
                Residual::Largest => "largest",
                Residual::Fraction => "fraction",
                Residual::Kept => "kept",
            },
        },
    });
    match head {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn sources(subject: &Subject<'_>, grounds: &Grounds) -> Vec<Value> {
    let cites = grounds.cites.iter().filter_map(|cite| {
        let source = subject.set.sources.get(usize::from(cite.source.0))?;
        Some(json!({"document": source.title, "locator": cite.locator}))
    });
    cites.collect()
}

/// Öre as kronor, with no end cut.
fn exact(ore: Number) -> String {
    format::exact_value(ore.div(Number::whole(100)).unwrap_or(ore))
}

/// A row.
fn row(subject: &Subject<'_>, made: &Apportioned, at: usize) -> Value {
    let key = subject.table.keys.get(at);
    let count = cell(subject.table, at, subject.item.key).map(format::exact_value);
    let published = subject
        .item
        .published
        .and_then(|column| cell(subject.table, at, column));
    let mut row = json!({"row": key, "count": count, "takes_part": made.part(at).is_some()});
    if let (Some(map), Some(part)) = (row.as_object_mut(), made.part(at)) {
        map.insert("exact".to_owned(), exact(part.exact).into());
        let bound = match part.bound {
            Bound::Free => Value::Null,
            Bound::Floor => "floor".into(),
            Bound::Cap => "cap".into(),
        };
        map.insert("bound".to_owned(), bound);
        map.insert("rounded".to_owned(), format::money_value(part.rounded).into());
        map.insert("residual".to_owned(), format::money_value(part.residual).into());
    }
    if let Some(map) = row.as_object_mut() {
        map.insert("amount".to_owned(), amount(made.amount(at)));
        if let Some(published) = published {
            map.insert("published".to_owned(), amount(published));
        }
    }
    row
}

/// One row with what it is a part of.
pub(super) fn one(subject: &Subject<'_>, made: &Apportioned, at: usize) -> Result<String, std::io::Error> {
    let mut all = head(subject, made);
    all.insert("whole".to_owned(), amount(made.sharing.whole));
    all.insert("keys".to_owned(), format::exact_value(said::keys(made)).into());
    all.insert("row".to_owned(), row(subject, made, at));
    written(all)
}

/// All rows and their sums.
pub(super) fn all(
    subject: &Subject<'_>,
    made: &Apportioned,
    unlike: &[Unlike],
) -> Result<String, std::io::Error> {
    let sharing = &made.sharing;
    let mut all = head(subject, made);
    let parts = sharing.whole.sub(sharing.kept).unwrap_or(sharing.whole);
    let rows: Vec<Value> = (0..made.rows.len()).map(|at| row(subject, made, at)).collect();
    all.insert("whole".to_owned(), amount(sharing.whole));
    all.insert("parts".to_owned(), amount(parts));
    all.insert("kept".to_owned(), amount(sharing.kept));
    all.insert("residual".to_owned(), amount(sharing.residual));
    all.insert("keys".to_owned(), format::exact_value(said::keys(made)).into());
    if subject.item.published.is_some() {
        all.insert("differences".to_owned(), unlike.len().into());
    }
    all.insert("rows".to_owned(), rows.into());
    written(all)
}

pub(in crate::cli) fn written(all: Map<String, Value>) -> Result<String, std::io::Error> {
    let text = serde_json::to_string_pretty(&Value::Object(all))?;
    Ok(format!("{text}\n"))
}
