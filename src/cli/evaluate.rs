//! `rekvisit evaluate`: decides applications.

mod desk;

use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::Stop;
use super::command::{allowed, assessment_date, decided_by, drawn_as, given, inputs, max_bytes};
use super::exit::Exit;
use super::notice::Notice;
use super::pipeline::Decided;
use super::source::Rules;
use super::terminal::{Terminal, pick};
use crate::value::{Date, Language};
pub(super) use desk::Desk;

pub(super) const NAME: &str = "evaluate";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    let options = t("Val", "Options");
    Command::new(NAME)
        .about(t(
            "Prövar ansökningar och förklarar utfallet",
            "Decides applications and explains the outcome",
        ))
        .override_usage(t(
            "rekvisit evaluate <ANSÖKAN.json>... [VAL]",
            "rekvisit evaluate <APPLICATION.json>... [OPTIONS]",
        ))
        .arg(inputs(
            "applications",
            t("ANSÖKAN.json", "APPLICATION.json"),
            t(
                "Ansökningar i JSON; `-` läser standard in",
                "Applications in JSON; `-` reads standard input",
            ),
            language,
        ))
        .args(decided_by(
            t(
                "Regelverket, när ansökan inte nämner det (`regelverk`)",
                "The rule set, when the application does not name it (`regelverk`)",
            ),
            language,
        ))
        .arg(drawn_as(language))
        .arg(
            Arg::new("exit-outcome")
                .long("exit-outcome")
                .action(ArgAction::SetTrue)
                .help(t(
                    "Utfallet som slutkod (en ansökan): 0 bifall, 10 delvis bifall, 20 avslag, 21 avvisning, 22 hänvisning, 23 avskrivning, 30 ej avgörbart",
                    "The outcome as exit code (one application): 0 granted, 10 partly granted, 20 rejected, 21 dismissed, 22 referred, 23 discontinued, 30 undetermined",
                ))
                .help_heading(options),
        )
        .arg(max_bytes(language))
        .after_help(t(
            "Slutkoder: 0 prövat, oavsett utfall; 2 fel användning eller oläsbar ansökan (de övriga prövas); 3 ogiltiga regler.",
            "Exit codes: 0 decided, whatever the outcome; 2 wrong usage or unreadable application (the others are decided); 3 invalid rules.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let paths = given(matches, "applications");
    let order = Order::of(matches, paths.len())?;
    if paths.iter().filter(|path| is_stdin(path)).count() > 1 {
        return Err(Notice::new("`-` får stå bara en gång", "`-` may stand only once").into());
    }
    let format = order.format;
    let exit_outcome = order.exit_outcome;
    let rules = Rules::of(matches, terminal.language)?;
    if let Some(name) = &order.ruleset {
        rules.has(name)?;
    }
    let mut desk = Desk::new(rules, order);
    let mut exit = Exit::Done;
    let mut decisions = Vec::new();
    for path in &paths {
        match desk.decide(path, terminal)? {
            Ok(decided) => {
                if exit_outcome {
                    exit = exit.and(Exit::Outcome(decided.outcome));
                }
                if format == Format::Json {
                    decisions.push(decided.json());
                } else {
                    let heading = (paths.len() > 1).then_some(path.as_path());
                    print(&decided, heading, format, terminal)?;
                }
            }
            Err(why) => exit = exit.and(why),
        }
    }
    if format == Format::Json {
        let json = match decisions.as_slice() {
            [] if paths.len() == 1 => return Ok(exit),
            [one] if paths.len() == 1 => serde_json::to_string_pretty(one),
            all => serde_json::to_string_pretty(all),
        };
        let json = json.map_err(std::io::Error::from)?;
        terminal.result(&format!("{json}\n"))?;
    }
    Ok(exit)
}

/// Prints a decision; one among several has its file's name above it.
fn print(
    decided: &Decided,
    heading: Option<&Path>,
    format: Format,
    terminal: &mut Terminal,
) -> Result<(), Stop> {
    let text = match format {
        Format::Markdown => decided.markdown(terminal.language),
        _ => decided.text(terminal.language, terminal.width, terminal.colours_results()),
    };
    let Some(path) = heading else {
        return Ok(terminal.result(&text)?);
    };
    let path = crate::render::visible(&path.display().to_string());
    terminal.result(&match format {
        Format::Markdown => format!("<!-- {} -->\n\n{text}\n", path.replace("--", "- -")),
        _ => format!("=== {path} ===\n\n{text}\n"),
    })?;
    Ok(())
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// How decisions are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Markdown,
    Json,
}

/// What was asked for.
pub(super) struct Order {
    /// The rule set, when the application may not name it.
    pub(super) ruleset: Option<String>,
    /// The assessment date, when it is given.
    pub(super) as_of: Option<Date>,
    /// How decisions are written.
    pub(super) format: Format,
    /// Whether the outcome is the exit code.
    pub(super) exit_outcome: bool,
    /// How large an application may be.
    pub(super) max_bytes: u64,
}

impl Order {
    fn of(matches: &ArgMatches, applications: usize) -> Result<Self, Notice> {
        let as_of = assessment_date(matches)?;
        let exit_outcome = matches.get_flag("exit-outcome");
        if exit_outcome && applications > 1 {
            return Err(Notice::new(
                "`--exit-outcome` gäller en ansökan i taget",
                "`--exit-outcome` is for one application at a time",
            ));
        }
        Ok(Self {
            ruleset: matches.get_one::<String>("ruleset").cloned(),
            as_of,
            format: match matches.get_one::<String>("format").map(String::as_str) {
                Some("json") => Format::Json,
                Some("markdown") => Format::Markdown,
                _ => Format::Text,
            },
            exit_outcome,
            max_bytes: allowed(matches),
        })
    }
}
