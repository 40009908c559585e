//! `rekvisit account`: how a grant was used, line by line.

mod read;

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::Stop;
use super::command::{
    allowed, as_of, assessment_date, choice, delimiter, given, inputs, max_bytes, out, rules, separator,
    subject, write,
};
use super::exit::Exit;
use super::notice::Notice;
use super::pipeline::{self, Paper};
use super::source::Rules;
use super::terminal::{Terminal, pick};
use super::told;
use crate::diagnostic::Diagnostic;
use crate::follow_up::{self, Account};
use crate::program::Program;
use crate::render::TextStyle;
use crate::source::{FileId, SourceFile};
use crate::value::{Date, Language};
use read::{Given, Reader};

pub(super) const NAME: &str = "account";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    let options = t("Val", "Options");
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(help)
            .help_heading(options)
    };
    Command::new(NAME)
        .about(t(
            "Prövar redovisningar rad för rad: vad som räknas, och vad som ska betalas tillbaka",
            "Decides accounts line by line: what counts, and what is to be repaid",
        ))
        .override_usage(t(
            "rekvisit account <REGELVERK> <REDOVISNING>... [VAL]",
            "rekvisit account <RULESET> <ACCOUNT>... [OPTIONS]",
        ))
        .arg(subject(
            t(
                "Regelverket som redovisningen prövas mot",
                "The rule set that decides the account",
            ),
            language,
        ))
        .arg(inputs(
            "accounts",
            t("REDOVISNING", "ACCOUNT"),
            t(
                "JSON-filer, NDJSON-filer, CSV-filer med rader, eller mappar av dem",
                "JSON files, NDJSON files, CSV files of lines, or folders of them",
            ),
            language,
        ))
        .arg(rules(language))
        .arg(as_of(language))
        .arg(
            option(
                "with",
                t("FIL.json", "FILE.json"),
                t(
                    "Det som inte står i CSV-filen; annars läses JSON-filen med samma namn bredvid den",
                    "What does not stand in the CSV file; else the JSON file of the same name beside it is read",
                ),
            )
            .value_parser(clap::value_parser!(PathBuf)),
        )
        .arg(option(
            "list",
            t("NAMN", "NAME"),
            t(
                "Listan som CSV-filens rader hör till, när regelverket prövar flera",
                "The list that the lines of the CSV file belong to, when the rule set judges several",
            ),
        ))
        .arg(delimiter(language))
        .arg(
            choice("format", &["text", "markdown", "json", "csv"], language)
                .value_name("FORMAT")
                .help(t(
                    "Utdata: text (förvalt), markdown, json eller csv (raderna, med skälen)",
                    "Output: text (the default), markdown, json or csv (the lines, with the reasons)",
                )),
        )
        .arg(
            Arg::new("all")
                .long("all")
                .action(ArgAction::SetTrue)
                .help(t(
                    "Visar också de rader som räknas utan anmärkning",
                    "Shows the lines too that count without a remark",
                ))
                .help_heading(options),
        )
        .arg(out(language))
        .arg(max_bytes(language))
        .after_help(t(
            "En CSV-fil har en rubrik med namnen på radernas uppgifter. En tom cell är inte känd, och `-` säger att uppgiften inte finns. \
             Belopp skrivs `419977,50`, `419 977,50` eller `419977.50`; det som kan läsas på två sätt är ett fel.\n\
             Slutkoder: 0 prövat; 2 fel användning eller oläsbar redovisning (de övriga prövas); 3 ogiltiga regler.",
            "A CSV file has a header with the names of the lines' facts. An empty cell is not known, and `-` says that there is none. \
             Amounts are written `419977.50`, `419 977,50` or `419977,50`; what can be read in two ways is an error.\n\
             Exit codes: 0 decided; 2 wrong usage or unreadable account (the others are decided); 3 invalid rules.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let name = matches.get_one::<String>("ruleset").map_or("", String::as_str);
    let rules = Rules::of(matches, terminal.language)?;
    rules.has(name)?;
    let as_of = assessment_date(matches)?;
    let loaded = pipeline::load(rules.library(), name);
    told::errors(&loaded.diagnostics, &loaded.sources, terminal)?;
    let Some(program) = &loaded.program else {
        return Ok(Exit::Rules);
    };
    let reader = Reader {
        program,
        with: matches.get_one::<PathBuf>("with"),
        list: matches.get_one::<String>("list").map(String::as_str),
        delimiter: separator(matches)?,
        limit: allowed(matches),
    };
    let mut exit = Exit::Done;
    let mut accounts = Vec::new();
    for path in given(matches, "accounts") {
        for account in reader.accounts(&path, terminal)? {
            let account = match account {
                Ok(account) => account,
                Err(notices) => {
                    for notice in notices {
                        terminal.notice(&notice)?;
                    }
                    exit = exit.and(Exit::Usage);
                    continue;
                }
            };
            match decided(
                program,
                &account,
                as_of,
                reader.limit,
                loaded.sources.iter().count(),
            ) {
                Ok(account) => accounts.push(account),
                Err(diagnostics) => {
                    let mut sources = loaded.sources.clone();
                    sources.add(SourceFile::new(
                        &account.place,
                        String::from_utf8_lossy(&account.bytes),
                    ));
                    told::write(&diagnostics, &sources, terminal)?;
                    exit = exit.and(Exit::Usage);
                }
            }
        }
    }
    if accounts.is_empty() {
        return Ok(exit);
    }
    let text = drawn(&accounts, matches, reader.delimiter, terminal)?;
    write(matches, text.as_bytes(), terminal)?;
    Ok(exit)
}

/// An account, decided.
fn decided(
    program: &Program,
    given: &Given,
    as_of: Option<Date>,
    max_bytes: u64,
    files: usize,
) -> Result<Account, Vec<Diagnostic>> {
    let paper = Paper {
        // The account's file stands after the files of the rules.
        file: FileId(u16::try_from(files).unwrap_or(u16::MAX)),
        bytes: &given.bytes,
        max_bytes,
    };
    let facts = pipeline::decode(program, paper)?;
    let day = pipeline::assessment_day(program, &facts, as_of)
        .ok_or_else(|| vec![pipeline::ask_for_the_day(paper.file)])?;
    let explanation = pipeline::decide(program, facts, day, paper.file)?.explanation;
    Ok(follow_up::account(explanation, &given.written, &given.place))
}

fn drawn(
    accounts: &[Account],
    matches: &ArgMatches,
    delimiter: u8,
    terminal: &Terminal,
) -> Result<String, Stop> {
    let language = terminal.language;
    let all = matches.get_flag("all");
    let style = TextStyle {
        width: terminal.width,
        colour: terminal.colours_results() && !matches.contains_id("out"),
    };
    let texts = |draw: &dyn Fn(&Account) -> String| accounts.iter().map(draw).collect::<Vec<_>>().join("\n");
    Ok(match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => {
            let all: Vec<_> = accounts.iter().map(follow_up::account_json).collect();
            let json = match all.as_slice() {
                [one] => serde_json::to_string_pretty(one),
                _ => serde_json::to_string_pretty(&all),
            };
            format!("{}\n", json.map_err(std::io::Error::from)?)
        }
        Some("csv") => follow_up::account_csv(accounts, delimiter, language)
            .ok_or_else(|| Notice::new("tabellen gick inte att skriva", "the table could not be written"))?,
        Some("markdown") => texts(&|account| follow_up::account_markdown(account, all, language)),
        _ => texts(&|account| follow_up::account_text(account, all, language, &style)),
    })
}
