//! `rekvisit test`: do the cases, the examples and the texts of the decisions come out as expected?

mod attempt;
mod coverage;
mod report;
mod selection;

use std::path::PathBuf;
use std::time::Instant;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::Stop;
use super::command::choice;
use super::exit::Exit;
use super::terminal::{Terminal, pick};
use crate::value::Language;
use report::Report;

pub(super) const NAME: &str = "test";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    let options = t("Val", "Options");
    Command::new(NAME)
        .about(t(
            "Prövar reglernas fall, exempel och beslutstexter",
            "Tests the rules' cases, examples and texts of decisions",
        ))
        .override_usage(t(
            "rekvisit test [SÖKVÄG]... [VAL]",
            "rekvisit test [PATH]... [OPTIONS]",
        ))
        .arg(
            Arg::new("paths")
                .value_name(t("SÖKVÄG", "PATH"))
                .value_parser(clap::value_parser!(PathBuf))
                .action(ArgAction::Append)
                .num_args(0..)
                .help(t(
                    "En mapp med regelverk, ett regelverks mapp, en regelfil eller ett fall; annars ./rules",
                    "A folder of rule sets, a rule set's folder, a rule file or a case; ./rules when none is given",
                ))
                .help_heading(t("Argument", "Arguments")),
        )
        .arg(
            Arg::new("filter")
                .long("filter")
                .value_name(t("ORD", "WORDS"))
                .help(t(
                    "Bara de vars namn, med regelverkets framför, innehåller orden",
                    "Only those whose names, with the rule set's in front, contain the words",
                ))
                .help_heading(options),
        )
        .arg(
            choice("format", &["text", "json", "junit"], language)
                .value_name("FORMAT")
                .help(t(
                    "Utdata: text (förvalt), json eller junit (XML)",
                    "Output: text (the default), json or junit (XML)",
                )),
        )
        .args(coverage::arguments(language))
        .after_help(t(
            "Slutkoder: 0 allt blev som väntat; 1 något blev annat; 2 fel användning; 3 ogiltiga regler.",
            "Exit codes: 0 all came out as expected; 1 something did not; 2 wrong usage; 3 invalid rules.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let started = now();
    let order = Order::of(matches);
    let selection = selection::select(&order, terminal)?;
    let attempts = attempt::all(&selection, terminal);
    let wanted = coverage::Wanted::of(matches);
    let covered = wanted.find(&selection, &attempts);
    wanted.write(&covered)?;
    let report = Report {
        order: &order,
        selection: &selection,
        attempts: &attempts,
        covered: &covered,
        time: started.elapsed(),
    };
    report.write(terminal)?;
    Ok(report.exit())
}

/// What was asked for.
struct Order {
    paths: Vec<PathBuf>,
    /// Words that a name must contain, in lower case.
    filter: Vec<String>,
    format: Format,
}

/// How the result is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Json,
    Junit,
}

impl Order {
    fn of(matches: &ArgMatches) -> Self {
        let words = matches.get_one::<String>("filter").map_or("", String::as_str);
        Self {
            paths: matches.get_many("paths").into_iter().flatten().cloned().collect(),
            filter: words.split_whitespace().map(str::to_lowercase).collect(),
            format: match matches.get_one::<String>("format").map(String::as_str) {
                Some("json") => Format::Json,
                Some("junit") => Format::Junit,
                _ => Format::Text,
            },
        }
    }
}

/// The time, to say how long something took.
fn now() -> Instant {
    #[allow(
        clippy::disallowed_methods,
        reason = "how long a test took is told, and decides nothing"
    )]
    Instant::now()
}
