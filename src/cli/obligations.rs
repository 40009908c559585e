//! `rekvisit obligations`: what is owed in a case, over time.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::Stop;
use super::applications::Applications;
use super::command::{allowed, assessment_date, cases, choice, decided_by, given, max_bytes, out, write};
use super::evaluate::{Desk, Format as Drawn, Order};
use super::exit::Exit;
use super::source::Rules;
use super::terminal::{Terminal, counted, pick};
use crate::follow_up::{self, Calendar};
use crate::render::TextStyle;
use crate::value::Language;

pub(super) const NAME: &str = "obligations";

/// How many days before the last day a reminder comes when nothing else is said.
const ALARMS: [u16; 2] = [14, 1];
/// The earliest reminder.
const EARLIEST: u16 = 366;

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    let options = t("Val", "Options");
    Command::new(NAME)
        .about(t(
            "Visar vad som ska göras i ett ärende och när, och skriver det som kalender",
            "Shows what is to be done in a case and when, and writes it as a calendar",
        ))
        .override_usage(t(
            "rekvisit obligations <ÄRENDE>... [VAL]",
            "rekvisit obligations <CASE>... [OPTIONS]",
        ))
        .arg(cases(language))
        .args(decided_by(
            t(
                "Regelverket, när ärendet inte nämner det (`regelverk`)",
                "The rule set, when the case does not name it (`regelverk`)",
            ),
            language,
        ))
        .arg(
            choice("format", &["text", "markdown", "json", "ics"], language)
                .value_name("FORMAT")
                .help(t(
                    "Utdata: text (förvalt), markdown, json eller ics (en fil som kalenderprogram läser in)",
                    "Output: text (the default), markdown, json or ics (a file that calendar programs import)",
                )),
        )
        .arg(
            Arg::new("alarm")
                .long("alarm")
                .value_name(t("DAGAR", "DAYS"))
                .value_delimiter(',')
                .action(ArgAction::Append)
                .value_parser(clap::value_parser!(u16).range(0..=i64::from(EARLIEST)))
                .help(t(
                    "Hur många dagar före sista dagen kalendern påminner, kl. 9 (förvalt 14,1)",
                    "How many days before the last day the calendar reminds, at nine (14,1 by default)",
                ))
                .help_heading(options),
        )
        .arg(out(language))
        .arg(max_bytes(language))
        .after_help(t(
            "En skyldighet är kommande, att göra nu (på sista dagen, eller när ingen är satt), fullgjord, försenad, oavgjord eller inte uppkommen. \
             En sista dag som infaller på en helg flyttas bara när regelverket säger det.\n\
             Samma ärende ger samma händelse i kalendern från dag till dag: läs in filen på nytt när något har ändrats.\n\
             Slutkoder: 0 visat; 2 fel användning eller oläsbart ärende (de övriga visas); 3 ogiltiga regler.",
            "An obligation is upcoming, to do now (on the last day, or when none is set), fulfilled, late, undetermined or not arisen. \
             A last day that falls on a day off is moved only when the rule set says so.\n\
             The same case gives the same event in the calendar from day to day: import the file again when something has changed.\n\
             Exit codes: 0 shown; 2 wrong usage or unreadable case (the others are shown); 3 invalid rules.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let limit = allowed(matches);
    let paths = given(matches, "applications");
    let ruleset = matches.get_one::<String>("ruleset").cloned();
    let rules = Rules::of(matches, terminal.language)?;
    if let Some(name) = &ruleset {
        rules.has(name)?;
    }
    let mut desk = Desk::new(
        rules,
        Order {
            ruleset,
            as_of: assessment_date(matches)?,
            format: Drawn::Text,
            exit_outcome: false,
            max_bytes: limit,
        },
    );
    let format = matches.get_one::<String>("format").map_or("text", String::as_str);
    let mut applications = Applications::of(&paths, limit, terminal)?;
    let several = applications.known() != Some(1);
    let mut exit = Exit::Done;
    let mut calendars = Vec::new();
    loop {
        let piece = applications.piece();
        if piece.is_empty() {
            break;
        }
        for entry in piece {
            let Some((place, bytes)) = entry.told(limit, terminal)? else {
                exit = exit.and(Exit::Usage);
                continue;
            };
            let calendar = desk.with(&place, &bytes, terminal, |program, facts, day, file| {
                follow_up::calendar(program, facts, day, file, &place)
            })?;
            match calendar {
                Ok(calendar) => calendars.push(calendar),
                Err(why) => exit = exit.and(why),
            }
        }
    }
    if calendars.is_empty() {
        return Ok(exit);
    }
    let text = drawn(&calendars, several, format, matches, terminal)?;
    write(matches, text.as_bytes(), terminal)?;
    Ok(exit)
}

fn drawn(
    calendars: &[Calendar],
    several: bool,
    format: &str,
    matches: &ArgMatches,
    terminal: &mut Terminal,
) -> Result<String, Stop> {
    let language = terminal.language;
    let style = TextStyle {
        width: terminal.width,
        colour: terminal.colours_results() && !matches.contains_id("out"),
    };
    Ok(match format {
        "json" => {
            let all: Vec<_> = calendars.iter().map(follow_up::calendar_json).collect();
            let json = match (all.as_slice(), several) {
                ([one], false) => serde_json::to_string_pretty(one),
                _ => serde_json::to_string_pretty(&all),
            };
            format!("{}\n", json.map_err(std::io::Error::from)?)
        }
        "ics" => {
            let alarms: Vec<u16> = match matches.get_many::<u16>("alarm") {
                Some(days) => days.copied().collect(),
                None => ALARMS.to_vec(),
            };
            let (text, dayless) = follow_up::calendar_ics(calendars, &alarms, language);
            let told = counted(
                dayless,
                [
                    "skyldighet har ingen sista dag och står inte i kalendern",
                    "skyldigheter har ingen sista dag och står inte i kalendern",
                ],
                [
                    "obligation has no last day and is not in the calendar",
                    "obligations have no last day and are not in the calendar",
                ],
                language,
            );
            if let Some(told) = told {
                terminal.message(&format!("{told}\n"))?;
            }
            text
        }
        "markdown" => {
            let all: Vec<String> = calendars
                .iter()
                .map(|calendar| follow_up::calendar_markdown(calendar, language))
                .collect();
            all.join("\n")
        }
        _ => {
            let all: Vec<String> = calendars
                .iter()
                .map(|calendar| follow_up::calendar_text(calendar, language, &style))
                .collect();
            all.join("\n")
        }
    })
}
