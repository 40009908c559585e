//! The lines of accounts as a table.

use super::{Account, Told};
use crate::check::ruleset::Outcome;
use crate::explain::{Source, Words};
use crate::render::{inert, kronor};
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
            let rules: Vec<&str> = line.told.iter().filter_map(|told| told.rule.as_deref()).collect();
            row.extend([
                line.outcome.label.get(language).to_owned(),
                match line.outcome.outcome {
                    Outcome::Undetermined => String::new(),
                    _ => kronor(line.counted.unwrap_or(Number::ZERO)),
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
