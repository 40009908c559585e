//! The lines of accounts as a table.

use super::{Account, Told};
use crate::check::ruleset::Outcome;
use crate::explain::{Source, Words, format};
use crate::value::{Language, Number};

/// The lines of all the accounts as CSV, with what each says of itself and how it was judged; none when that can't be written.
#[must_use]
pub fn csv(accounts: &[Account], delimiter: u8, language: Language) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in accounts
        .iter()
        .flat_map(|a| &a.lines)
        .flat_map(|line| &line.fields)
    {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    let head = |sv, en| Words::new(sv, en).get(language).to_owned();
    let first = [head("ärende", "case"), head("rad", "line")];
    let last = [
        head("utfall", "outcome"),
        head("räknas", "counts"),
        head("regler", "rules"),
        head("skäl", "reasons"),
        head("enligt", "according to"),
        head("anmärkningar", "remarks"),
    ];
    let fields = names.iter().map(|name| (*name).to_owned());
    writer
        .write_record(first.into_iter().chain(fields).chain(last))
        .ok()?;
    for account in accounts {
        for line in &account.lines {
            let mut row = vec![inert(&account.key), line.number.to_string()];
            for name in &names {
                let value = line.fields.iter().find(|(own, _)| own == name);
                row.push(value.map(|(_, value)| inert(value)).unwrap_or_default());
            }
            let (remarks, reasons): (Vec<&Told>, Vec<&Told>) = line.told.iter().partition(|told| told.remark);
            let texts = |told: &[&Told]| {
                let texts: Vec<&str> = told.iter().map(|told| told.text.get(language)).collect();
                inert(&texts.join(" "))
            };
            let rules: Vec<&str> = line.told.iter().map(|told| told.rule.as_str()).collect();
            row.extend([
                line.outcome.label.get(language).to_owned(),
                match line.outcome.outcome {
                    Outcome::Undetermined => String::new(),
                    _ => amount(line.counted.unwrap_or(Number::ZERO)),
                },
                rules.join(" "),
                texts(&reasons),
                sources(&line.told, language),
                texts(&remarks),
            ]);
            writer.write_record(row).ok()?;
        }
    }
    String::from_utf8(writer.into_inner().ok()?).ok()
}

/// Kronor, with decimals only when there are öre.
pub(in super::super) fn amount(ore: Number) -> String {
    let text = format::money_value(ore);
    text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
}

/// The clauses, each once.
fn sources(told: &[Told], language: Language) -> String {
    let mut all: Vec<String> = Vec::new();
    for Source { document, locator } in told.iter().flat_map(|told| &told.sources) {
        let text = format!("{}, {locator}", document.get(language));
        if !all.contains(&text) {
            all.push(text);
        }
    }
    inert(&all.join("; "))
}

/// Digits, perhaps with a sign before them and a point among them.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, parts) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, parts]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// A text that a spreadsheet takes for a text: what begins as a formula does has an apostrophe before it.
pub(in super::super) fn inert(text: &str) -> String {
    let number = is_plain_number(text);
    if !number && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
