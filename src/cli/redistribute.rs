//! `rekvisit redistribute`: what the requisitions of a grant draw down, what is left, and how that is shared again.

mod decide;
mod json;
mod rows;
mod said;
mod table;

use std::path::PathBuf;

use clap::{ArgMatches, Command};

use super::Stop;
use super::allocate::{self, Subject};
use super::applications::Applications;
use super::command::{
    allowed, as_of, assessment_date, delimiter, given, inputs, max_bytes, out, rules, subject,
};
use super::exit::Exit;
use super::notice::Notice;
use super::sheet::{self, Format, Output};
use super::terminal::{Terminal, pick};
use crate::apportion::{self, Redistributed, Round};
use crate::value::Language;

pub(super) const NAME: &str = "redistribute";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    Command::new(NAME)
        .about(t(
            "Delar det som rekvisitionerna lämnar kvar, som regelverket säger",
            "Shares what the requisitions leave, as the rule set says",
        ))
        .override_usage(t(
            "rekvisit redistribute <REGELVERK> <REKVISITIONER>... [VAL]",
            "rekvisit redistribute <RULESET> <REQUISITIONS>... [OPTIONS]",
        ))
        .arg(subject(t("Regelverket", "The rule set"), language))
        .arg(inputs(
            "requisitions",
            t("REKVISITIONER", "REQUISITIONS"),
            t(
                "Alla rekvisitioner: mappar med JSON-filer, NDJSON med en på varje rad, CSV med nycklarna som rubriker; `-` läser standard in",
                "All requisitions: folders of JSON files, NDJSON with one a line, CSV with the keys as headers; `-` reads standard input",
            ),
            language,
        ))
        .arg(rules(language))
        .arg(allocate::apportionment(language))
        .arg(as_of(language))
        .arg(allocate::check(language))
        .arg(allocate::column(language))
        .arg(sheet::formats(language))
        .arg(out(language))
        .arg(delimiter(language))
        .arg(max_bytes(language))
        .after_help(t(
            "Rekvisitionerna prövas av regelverket. Den som inte har skickat någon, eller inte har beviljats den, lämnar hela sin del kvar. \
             Inget delas så länge en rekvisition är oavgjord.\n\n\
             Slutkoder: 0 delat; 1 något står i vägen, eller skiljer från --check; 2 fel användning eller oläsbar rekvisition; 3 ogiltiga regler.",
            "The requisitions are decided by the rule set. Those that have sent none, or were not granted it, leave their whole part. \
             Nothing is shared while a requisition is undecided.\n\n\
             Exit codes: 0 shared; 1 something stands in the way, or differs from --check; 2 wrong usage or unreadable requisition; 3 invalid rules.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let output = Output::of(matches)?;
    let as_of_day = assessment_date(matches)?;
    let Some((program, sources)) = allocate::load(matches, terminal)? else {
        return Ok(Exit::Rules);
    };
    let set = &program.ruleset;
    let subject = allocate::chosen(set, matches, true)?;
    let Some(round) = Round::new(set, subject.id) else {
        return Ok(Exit::Usage);
    };
    let paths = given(matches, "requisitions");
    let limit = allowed(matches);
    let (tables, others): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.into_iter().partition(|path| rows::is_csv(path));
    let mut applications = Applications::of(&others, limit, terminal)?;
    let mut first = Vec::new();
    for path in &tables {
        let delimiter = matches.contains_id("delimiter").then_some(output.delimiter);
        first.extend(rows::read(path, &round.program.schema, delimiter)?);
    }
    let found = decide::all(
        &round,
        first,
        &mut applications,
        &sources,
        (as_of_day, limit),
        terminal,
    )?;
    let Some(drawn) = found else {
        return Ok(Exit::Usage);
    };
    let Some(first) = set.apportionments.get(usize::from(round.first().0)) else {
        return Ok(Exit::Usage);
    };
    let whole = Subject {
        set,
        id: round.first(),
        item: first,
        table: subject.table,
    };
    let first = match allocate::made(&whole, as_of_day)? {
        Ok(first) => first,
        Err(notice) => {
            terminal.notice(&notice)?;
            return Ok(Exit::Failed);
        }
    };
    let found = match round.redistribute(first, drawn) {
        Ok(found) => found,
        Err(obstacles) => {
            terminal.notice(&said::in_the_way(&subject, &obstacles))?;
            return Ok(Exit::Failed);
        }
    };
    if let Some(path) = matches.get_one::<PathBuf>("check") {
        let column = matches.get_one::<String>("column");
        let list = allocate::published(path, &subject, column, output.delimiter)?;
        let parts: Vec<_> = found.rows.iter().map(|row| row.second).collect();
        return allocate::compared(&subject, &parts, &list, &output, terminal);
    }
    write(&subject, &found, &output, terminal)
}

/// Writes it in the format, once the sums are seen to agree.
fn write(
    subject: &Subject<'_>,
    found: &Redistributed,
    output: &Output,
    terminal: &mut Terminal,
) -> Result<Exit, Stop> {
    let Some(sums) = apportion::sums(found) else {
        terminal.notice(&Notice::new(
            "summorna stämmer inte: något har skapats eller gått förlorat",
            "the sums do not agree: something was created or lost",
        ))?;
        return Ok(Exit::Failed);
    };
    match output.format {
        Format::Text => {
            let text = table::text(subject, found, &sums, terminal.language, terminal.width);
            output.put(text.as_bytes(), terminal)?;
        }
        Format::Json => output.put(json::all(subject, found, &sums)?.as_bytes(), terminal)?,
        Format::Csv | Format::Xlsx => {
            let sheet = table::sheet(subject, found, &sums);
            output.sheet(&sheet, found.first.day, terminal)?;
        }
    }
    Ok(Exit::Done)
}
