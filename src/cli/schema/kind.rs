//! What kind of answer a question takes, in words.

use crate::check::RuleSet;
use crate::check::ruleset::{EnumId, Field, RecordId, TableId, Type};
use crate::cli::terminal::pick;
use crate::explain::Wording;
use crate::value::Language;

/// What a field's answer of the type is (its own, or its elements'). A percentage is a plain number to the rules, and
/// stands as its percent in an application.
pub(super) fn kind_of(ruleset: &RuleSet, field: &Field, ty: &Type, language: Language) -> String {
    let percent = pick(
        language,
        "Procent, till exempel 20 för 20 %",
        "Percent, for example 20 for 20%",
    );
    match ty {
        ty if !field.percent => kind(ruleset, ty, language),
        Type::List(_) => format!("{}: {percent}", pick(language, "Lista", "List")),
        _ => percent.to_owned(),
    }
}

/// The type, as a person would say it.
fn kind(ruleset: &RuleSet, ty: &Type, language: Language) -> String {
    let t = |sv, en| pick(language, sv, en);
    match ty {
        Type::Bool => t("Ja eller nej (true eller false)", "Yes or no (true or false)").to_owned(),
        Type::Number { unit, .. } => {
            let words = Wording::new(ruleset).number_words(unit);
            words.capitalised().get(language).to_owned()
        }
        Type::Date => t("Datum (ÅÅÅÅ-MM-DD)", "Date (YYYY-MM-DD)").to_owned(),
        Type::Timestamp => t("Tidpunkt (RFC 3339)", "Instant (RFC 3339)").to_owned(),
        Type::Period => t("Period, båda dagarna inräknade", "Period, both days included").to_owned(),
        Type::Text => t("Text", "Text").to_owned(),
        Type::Document => t("Handling", "Document").to_owned(),
        Type::Enum(EnumId(id)) => {
            let names: Vec<&str> = ruleset
                .enums
                .get(usize::from(*id))
                .map(|e| e.variants.iter().map(|v| v.name.as_str()).collect())
                .unwrap_or_default();
            format!("{}: {}", t("Något av", "One of"), names.join(", "))
        }
        Type::Record(RecordId(id)) => ruleset
            .records
            .get(usize::from(*id))
            .map(|record| record.title.get(language).to_owned())
            .unwrap_or_default(),
        Type::List(element) => format!("{}: {}", t("Lista", "List"), kind(ruleset, element, language)),
        Type::TableKey(TableId(id)) => {
            let table = ruleset.tables.get(usize::from(*id));
            let title = table.map(|table| table.title.get(language)).unwrap_or_default();
            format!("{} ”{title}”", t("En rad i tabellen", "A row of the table"))
        }
        Type::RecordKey(list, _) => {
            let label = ruleset
                .application
                .get(usize::from(*list))
                .map(|f| f.label.as_str());
            format!(
                "{} {}",
                t("Nyckeln för ett av", "The key of one of"),
                label.unwrap_or_default()
            )
        }
    }
}

/// Who answers.
pub(super) fn answerers(ruleset: &RuleSet, field: &Field, language: Language) -> String {
    let words = Wording::new(ruleset).answerers(field);
    words.get(language).to_owned()
}
