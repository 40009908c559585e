//! `rekvisit test`: do the cases, the examples and the texts of the decisions come out as expected?

mod attempt;
mod boundaries;
mod coverage;
mod report;
mod selection;
mod snapshot;

use std::path::PathBuf;
use std::time::Instant;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::Stop;
use super::command::{choice, paths};
use super::exit::Exit;
use super::notice::Notice;
use super::source;
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
            paths(t(
                    "En mapp med regelverk, ett regelverks mapp, en regelfil eller ett fall; annars ./rules",
                    "A folder of rule sets, a rule set's folder, a rule file or a case; ./rules when none is given",
                ), language),
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
        .arg(
            choice("snapshots", &["real", "all", "none"], language)
                .value_name(t("VILKA", "WHICH"))
                .help(t(
                    "Fall vars beslutstext jämförs: real (förvalt; verkliga fall, och fall som redan har en beslutstext i mappen `snapshots`), all eller none",
                    "Cases whose text is compared: real (the default; real cases, and cases that already have a text in the folder `snapshots`), all or none",
                )),
        )
        .arg(
            Arg::new("update")
                .long("update")
                .action(ArgAction::SetTrue)
                .help(t(
                    "Godtar beslutstexterna som de är nu, och berättar vilka beslut som har ändrats; `väntar` ändras aldrig",
                    "Accepts the texts as they are now, and tells which decisions have changed; `väntar` is never changed",
                ))
                .help_heading(options),
        )
        .arg(
            Arg::new("pending")
                .long("pending")
                .action(ArgAction::SetTrue)
                .conflicts_with("update")
                .help(t(
                    "Skriver ändrade beslutstexter bredvid de gamla, som `.snap.new`, för `cargo insta review`",
                    "Writes changed texts beside the old ones, as `.snap.new`, for `cargo insta review`",
                ))
                .help_heading(options),
        )
        .arg(
            Arg::new("output")
                .long("output")
                .value_name(t("FIL", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "Skriver resultatet i formatet till filen; till terminalen skrivs text",
                    "Writes the result in the format to the file; the terminal is given text",
                ))
                .help_heading(options),
        )
        .args(coverage::arguments(language))
        .arg(
            Arg::new("boundaries")
                .long("boundaries")
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["update", "pending", "snapshots", "output", "coverage"])
                .help(t(
                    "Härleder i stället fall strax under, på och strax över varje gräns i reglerna, ur fallen som finns",
                    "Derives instead cases just below, at and just above each threshold in the rules, from the cases that there are",
                ))
                .help_heading(options),
        )
        .arg(
            Arg::new("missing")
                .long("missing")
                .action(ArgAction::SetTrue)
                .requires("boundaries")
                .help(t(
                    "Med --boundaries: bara gränser som inte redan har fall på båda sidor",
                    "With --boundaries: only thresholds that don't have cases on both sides already",
                ))
                .help_heading(options),
        )
        .arg(
            Arg::new("write")
                .long("write")
                .value_name(t("MAPP", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .requires("boundaries")
                .help(t(
                    "Med --boundaries: skriver fallen som saknas som filer i mappen; skriver aldrig över något",
                    "With --boundaries: writes the cases that are missing as files in the folder; never overwrites anything",
                ))
                .help_heading(options),
        )
        .after_help(t(
            "Slutkoder: 0 allt blev som väntat; 1 något blev annat eller för lite är prövat; 2 fel användning; 3 ogiltiga regler.",
            "Exit codes: 0 all came out as expected; 1 something did not, or too little is covered; 2 wrong usage; 3 invalid rules.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let started = now();
    let order = Order::of(matches)?;
    if matches.get_flag("boundaries") {
        return boundaries::run(matches, &order, terminal);
    }
    if let Some(notice) = order.output.as_deref().and_then(report::no_place) {
        return Err(notice.into());
    }
    let selection = selection::select(&order, terminal)?;
    let attempts = attempt::all(&selection, terminal);
    let wanted = coverage::Wanted::of(matches);
    let covered = wanted.find(&selection, &attempts);
    wanted.write(&covered)?;
    let snapshots = snapshot::all(&selection, &attempts, &order)?;
    let report = Report {
        order: &order,
        selection: &selection,
        attempts: &attempts,
        covered: &covered,
        snapshots: &snapshots,
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
    /// The file that it is written to, else standard output.
    output: Option<PathBuf>,
    kept: Kept,
    writes: Writes,
}

/// Which cases have their decision's text kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// Real cases, and those that have it already.
    Real,
    All,
    None,
}

/// Which snapshots are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writes {
    Nothing,
    /// In place of the old ones.
    Accepted,
    /// Beside the old ones.
    Pending,
}

/// How the result is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Json,
    Junit,
}

impl Order {
    /// Whether standard output is for a program to read, and all that is to be said must be in it.
    fn is_for_a_program(&self) -> bool {
        self.format != Format::Text && self.output.is_none()
    }

    fn of(matches: &ArgMatches) -> Result<Self, Notice> {
        let words = matches.get_one::<String>("filter").map_or("", String::as_str);
        let paths = source::paths(matches, || {
            Notice::new(
                "här finns ingen mapp `rules` att testa",
                "there is no folder `rules` here to test",
            )
            .help(
                "ange var reglerna finns: rekvisit test SÖKVÄG",
                "say where the rules are: rekvisit test PATH",
            )
        })?;
        Ok(Self {
            paths,
            filter: words.split_whitespace().map(str::to_lowercase).collect(),
            format: match matches.get_one::<String>("format").map(String::as_str) {
                Some("json") => Format::Json,
                Some("junit") => Format::Junit,
                _ => Format::Text,
            },
            output: matches.get_one::<PathBuf>("output").cloned(),
            kept: match matches.get_one::<String>("snapshots").map(String::as_str) {
                Some("all") => Kept::All,
                Some("none") => Kept::None,
                _ => Kept::Real,
            },
            writes: match (matches.get_flag("update"), matches.get_flag("pending")) {
                (true, _) => Writes::Accepted,
                (_, true) => Writes::Pending,
                _ => Writes::Nothing,
            },
        })
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
