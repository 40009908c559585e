//! What kind of value something is, in words.

use super::noun::spaced;
use super::value::quoted;
use super::wording::Wording;
use super::words::{Words, say};
use crate::check::ruleset::{Record, RecordId, Type};
use crate::value::{Bilingual, Unit, UnitId};

impl Wording<'_> {
    /// A type as a person would say it, without a capital: `kronor per år`, `lista av insatser`. A share that is written in per cent
    /// is said to be.
    #[must_use]
    pub fn type_words(&self, ty: &Type, percent: bool) -> Words {
        match ty {
            Type::Number { .. } if percent => Words::new("procent", "per cent"),
            Type::Number { unit, .. } => self.number_words(unit),
            Type::Bool => Words::new("ja eller nej", "yes or no"),
            Type::Date => Words::new("datum", "date"),
            Type::Timestamp => Words::new("tidpunkt", "instant"),
            Type::Period => Words::new("period, båda dagarna inräknade", "period, both days included"),
            Type::Text => Words::new("text", "text"),
            Type::Document => Words::new("handling", "document"),
            Type::Enum(id) => {
                let name = self.ruleset.enums.get(usize::from(id.0)).map(|e| spaced(&e.name));
                say!(
                    "ett av värdena i {name}",
                    "one of the values of {name}",
                    name = Words::same(name.unwrap_or_default())
                )
            }
            Type::Record(id) => self.record_words(*id),
            Type::List(element) => say!(
                "lista av {element}",
                "list of {element}",
                element = quoted_record(element, self.type_words(element, percent))
            ),
            Type::TableKey(id) => {
                let table = self.ruleset.tables.get(usize::from(id.0));
                say!(
                    "en rad i tabellen {table}",
                    "a row of the table {table}",
                    table = table.map(|t| quoted(&Words::from(&t.title))).unwrap_or_default()
                )
            }
            Type::RecordKey(list, _) => {
                let field = self.ruleset.application.get(usize::from(*list));
                say!(
                    "nyckeln för ett av {list}",
                    "the key of one of {list}",
                    list = Words::same(field.map(|f| f.label.clone()).unwrap_or_default())
                )
            }
        }
    }

    /// A record's title.
    fn record_words(&self, id: RecordId) -> Words {
        let record = self.ruleset.records.get(usize::from(id.0));
        record.map(|r| Words::from(&record_title(r))).unwrap_or_default()
    }

    /// `kronor per år`, `antal personer`, `tal`.
    #[must_use]
    pub fn number_words(&self, unit: &Unit) -> Words {
        let named = |above: bool| -> Vec<Words> {
            unit.factors()
                .iter()
                .filter(|(_, power)| (*power > 0) == above)
                .map(|(id, _)| self.unit_words(*id))
                .collect()
        };
        let (factors, per) = (named(true), named(false));
        let counted = Words::joined(&factors, " × ");
        match (factors.is_empty(), per.is_empty()) {
            (true, true) => Words::new("tal", "number"),
            (_, true) if unit.money_power() > 0 => counted,
            (_, true) => say!("antal {counted}", "number of {counted}", counted = counted),
            (_, false) => say!(
                "{counted} per {per}",
                "{counted} per {per}",
                counted = counted,
                per = Words::joined(&per, " × ")
            ),
        }
    }

    /// What a unit is called, several of it.
    fn unit_words(&self, id: UnitId) -> Words {
        if id == UnitId::ORE {
            return Words::same("kronor");
        }
        let unit = self.ruleset.units.get(usize::from(id.0));
        unit.map(|u| Words::from(&u.title)).unwrap_or_default()
    }
}

/// A record's title; its name in words where none is written.
#[must_use]
pub fn record_title(record: &Record) -> Bilingual {
    if record.title.is_empty() {
        Bilingual {
            sv: spaced(&record.name),
            en: None,
        }
    } else {
        record.title.clone()
    }
}

/// A record's title stands in quotation marks inside a sentence.
fn quoted_record(ty: &Type, words: Words) -> Words {
    if matches!(ty, Type::Record(_)) {
        quoted(&words)
    } else {
        words
    }
}
