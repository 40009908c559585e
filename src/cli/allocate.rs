//! `rekvisit allocate`: shares an amount among the rows of a table, as a rule of the rule set says.

mod compare;
mod json;
mod row;
mod said;
mod table;

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};

use super::Stop;
use super::command::{as_of, assessment_date, delimiter, out, rules, subject};
use super::exit::Exit;
use super::notice::Notice;
use super::pipeline::{self, Program};
use super::sheet::{self, Format, Output};
use super::source::Rules;
use super::terminal::{Terminal, pick};
use crate::apportion::{self, Apportioned};
use crate::check::RuleSet;
use crate::check::ruleset::{Apportionment, ApportionmentId, Pot, Table};
use crate::source::Sources;
use crate::value::{Date, Language};

pub(super) use compare::{compared, published};
pub(super) use json::{amount, head, written};
pub(super) use said::{notes, paragraphs};

pub(super) const NAME: &str = "allocate";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    Command::new(NAME)
        .about(t(
            "Fördelar ett belopp efter en nyckel, som regelverket säger",
            "Shares an amount by a key, as the rule set says",
        ))
        .override_usage(t(
            "rekvisit allocate <REGELVERK> [VAL]",
            "rekvisit allocate <RULESET> [OPTIONS]",
        ))
        .arg(subject(t("Regelverket", "The rule set"), language))
        .arg(rules(language))
        .arg(apportionment(language))
        .arg(as_of(language).help(t(
            "Dagen som fördelningen görs (ÅÅÅÅ-MM-DD); förvalt den första dag som regelverket gäller",
            "The day on which it is made (YYYY-MM-DD); the first on which the rule set is in force by default",
        )))
        .arg(
            Arg::new("row")
                .long("row")
                .value_name(t("NAMN", "NAME"))
                .help(t(
                    "Visar hur en rads del räknas ut",
                    "Shows how the part of one row is computed",
                ))
                .help_heading(t("Val", "Options")),
        )
        .arg(check(language))
        .arg(column(language))
        .arg(sheet::formats(language))
        .arg(out(language))
        .arg(delimiter(language))
        .after_help(t(
            "Slutkoder: 0 fördelat; 1 något skiljer från --check eller från det publicerade, eller kan inte fördelas; 2 fel användning \
             eller oläsbar fil; 3 ogiltiga regler.",
            "Exit codes: 0 shared; 1 something differs from --check or from what is published, or can't be shared; 2 wrong usage or \
             unreadable file; 3 invalid rules.",
        ))
}

/// `--apportionment`.
pub(super) fn apportionment(language: Language) -> Arg {
    let t = |sv, en| pick(language, sv, en);
    Arg::new("apportionment")
        .long("apportionment")
        .value_name(t("NAMN", "NAME"))
        .help(t(
            "Vilken fördelning, när regelverket har flera",
            "Which apportionment, when the rule set has several",
        ))
        .help_heading(t("Val", "Options"))
}

/// `--check`.
pub(super) fn check(language: Language) -> Arg {
    let t = |sv, en| pick(language, sv, en);
    Arg::new("check")
        .long("check")
        .value_name(t("FIL", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(t(
            "Jämför med en publicerad lista i CSV och nämner varje skillnad",
            "Compares with a published list in CSV and names each difference",
        ))
        .help_heading(t("Val", "Options"))
}

/// `--column`.
pub(super) fn column(language: Language) -> Arg {
    let t = |sv, en| pick(language, sv, en);
    Arg::new("column")
        .long("column")
        .value_name(t("NAMN", "NAME"))
        .requires("check")
        .help(t(
            "Kolumnen med belopp i den publicerade listan",
            "The column of amounts in the published list",
        ))
        .help_heading(t("Val", "Options"))
}

/// An apportionment with what belongs to it.
pub(super) struct Subject<'a> {
    /// The rule set.
    pub(super) set: &'a RuleSet,
    /// Which.
    pub(super) id: ApportionmentId,
    /// The apportionment.
    pub(super) item: &'a Apportionment,
    /// The table whose rows take part.
    pub(super) table: &'a Table,
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let output = Output::of(matches)?;
    let given = assessment_date(matches)?;
    let Some((program, _)) = load(matches, terminal)? else {
        return Ok(Exit::Rules);
    };
    let subject = chosen(&program.ruleset, matches, false)?;
    let made = match made(&subject, given)? {
        Ok(made) => made,
        Err(notice) => {
            terminal.notice(&notice)?;
            return Ok(Exit::Failed);
        }
    };
    if let Some(name) = matches.get_one::<String>("row") {
        let row = row_named(&subject, name)?;
        let text = match output.format {
            Format::Json => json::one(&subject, &made, row)?,
            _ => row::explained(&subject, &made, row, name, terminal.language, terminal.width),
        };
        output.put(text.as_bytes(), terminal)?;
        return Ok(Exit::Done);
    }
    if let Some(path) = matches.get_one::<PathBuf>("check") {
        let list = published(
            path,
            &subject,
            matches.get_one::<String>("column"),
            output.delimiter,
        )?;
        let parts: Vec<_> = (0..made.rows.len()).map(|row| made.amount(row)).collect();
        return compared(&subject, &parts, &list, &output, terminal);
    }
    let unlike = said::unlike(&subject, &made);
    match output.format {
        Format::Text => {
            let text = table::text(&subject, &made, &unlike, terminal.language, terminal.width);
            output.put(text.as_bytes(), terminal)?;
        }
        Format::Json => output.put(json::all(&subject, &made, &unlike)?.as_bytes(), terminal)?,
        Format::Csv | Format::Xlsx => {
            let sheet = table::sheet(&subject, &made);
            output.sheet(&sheet, made.day, terminal)?;
        }
    }
    if unlike.is_empty() {
        return Ok(Exit::Done);
    }
    if output.format != Format::Text || !output.is_shown() {
        terminal.notice(&said::differs(&subject, &unlike))?;
    }
    Ok(Exit::Failed)
}

/// The rule set that is named; nothing when it has errors, which are told.
pub(super) fn load(
    matches: &ArgMatches,
    terminal: &mut Terminal,
) -> Result<Option<(Program, Sources)>, Stop> {
    let rules = Rules::of(matches, terminal.language)?;
    let Some(name) = matches.get_one::<String>("ruleset") else {
        return Ok(None);
    };
    rules.has(name)?;
    let loaded = pipeline::load(rules.library(), name);
    if loaded.program.is_none() {
        super::told::write(&loaded.diagnostics, &loaded.sources, terminal)?;
    }
    Ok(loaded.program.map(|program| (program, loaded.sources)))
}

/// The apportionment that is meant: of an amount, or of what is left.
pub(super) fn chosen<'a>(set: &'a RuleSet, matches: &ArgMatches, left: bool) -> Result<Subject<'a>, Notice> {
    let of_kind = |item: &Apportionment| matches!(item.pot, Pot::Left(..)) == left;
    let all: Vec<(ApportionmentId, &Apportionment)> = (0..)
        .map(ApportionmentId)
        .zip(&set.apportionments)
        .filter(|(_, item)| of_kind(item))
        .collect();
    let names: Vec<&str> = all.iter().map(|(_, item)| item.name.as_str()).collect();
    let list = names.join(", ");
    let asked = matches.get_one::<String>("apportionment");
    let found = match (asked, all.as_slice()) {
        (Some(name), _) => all.iter().find(|(_, item)| item.name == *name).copied(),
        (None, [one]) => Some(*one),
        (None, _) => None,
    };
    let Some((id, item)) = found else {
        let (set, word) = (
            &set.name,
            if left {
                ("omfördelning", "redistribution")
            } else {
                ("fördelning", "apportionment")
            },
        );
        if all.is_empty() {
            return Err(Notice::new(
                format!("regelverket `{set}` har ingen {}", word.0),
                format!("the rule set `{set}` has no {}", word.1),
            )
            .help(
                "en fördelning anges med `fördelning NAMN`; se grammar/REFERENCE.md",
                "an apportionment is declared by `fördelning NAME`; see grammar/REFERENCE.md",
            ));
        }
        let notice = match asked {
            Some(name) => Notice::new(
                format!("regelverket `{set}` har ingen {} `{name}`", word.0),
                format!("the rule set `{set}` has no {} `{name}`", word.1),
            )
            .did_you_mean(name, names.iter().copied()),
            None => Notice::new(
                format!("regelverket `{set}` har flera: vilken menas?"),
                format!("the rule set `{set}` has several: which is meant?"),
            )
            .help(
                "ange den med --apportionment NAMN",
                "give it with --apportionment NAME",
            ),
        };
        return Err(notice.help(
            format!("de som finns: {list}"),
            format!("those that there are: {list}"),
        ));
    };
    match set.tables.get(usize::from(item.table.0)) {
        Some(table) => Ok(Subject { set, id, item, table }),
        None => Err(Notice::new("tabellen saknas", "the table is missing")),
    }
}

/// The apportionment on the day; why not, when it can't be made.
pub(super) fn made(
    subject: &Subject<'_>,
    given: Option<Date>,
) -> Result<Result<Apportioned, Notice>, Notice> {
    let set = subject.set;
    let Some(day) = given.or_else(|| apportion::first_day(set)) else {
        return Err(
            Notice::new("vilken dag görs fördelningen?", "on which day is it made?")
                .help("ange `--as-of ÅÅÅÅ-MM-DD`", "give `--as-of YYYY-MM-DD`"),
        );
    };
    if !set.valid.period.contains(day) {
        let period = pipeline::written(set.valid.period);
        return Err(Notice::new(
            format!("regelverket `{}` gäller inte {day}", set.name),
            format!("the rule set `{}` is not in force on {day}", set.name),
        )
        .help(format!("det gäller {period}"), format!("it is in force {period}")));
    }
    Ok(apportion::apportion(set, subject.id, day).map_err(|refusal| {
        let (sv, en) = refusal.words();
        let name = &subject.item.name;
        Notice::new(
            format!("`{name}` kan inte göras {day}: {sv}"),
            format!("`{name}` can't be made on {day}: {en}"),
        )
    }))
}

/// The row of a name or of another spelling of it.
fn row_named(subject: &Subject<'_>, name: &str) -> Result<usize, Notice> {
    apportion::row_of(subject.table, name).ok_or_else(|| {
        let table = &subject.table.name;
        Notice::new(
            format!("tabellen `{table}` har ingen rad `{name}`"),
            format!("the table `{table}` has no row `{name}`"),
        )
        .did_you_mean(name, subject.table.keys.iter().map(String::as_str))
    })
}
