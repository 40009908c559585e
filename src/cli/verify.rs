//! `rekvisit verify`: makes a decision again from its application and its rules, and says what differs.

mod compare;

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command};
use serde_json::{Value, json};

use super::Stop;
use super::applications::too_large;
use super::command::{allowed, choice, max_bytes, rules};
use super::evaluate::{Desk, Format, Order};
use super::exit::Exit;
use super::files::{self, Unread};
use super::notice::Notice;
use super::source::Rules;
use super::terminal::{Terminal, pick};
use crate::value::{Date, Language};
use compare::{Difference, differences};

pub(super) const NAME: &str = "verify";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    let file = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .value_name(value)
            .value_parser(clap::value_parser!(PathBuf))
            .required(true)
            .help(help)
            .help_heading(t("Argument", "Arguments"))
    };
    Command::new(NAME)
        .about(t(
            "Gör om ett beslutsförslag och visar om något skiljer",
            "Makes a proposal for a decision again and shows whether anything differs",
        ))
        .override_usage(t(
            "rekvisit verify <BESLUT.json> <ANSÖKAN.json> [VAL]",
            "rekvisit verify <DECISION.json> <APPLICATION.json> [OPTIONS]",
        ))
        .arg(file(
            "decision",
            t("BESLUT.json", "DECISION.json"),
            t(
                "Beslutsförslaget, som `evaluate --format json` skrev det",
                "The proposal, as `evaluate --format json` wrote it",
            ),
        ))
        .arg(file(
            "application",
            t("ANSÖKAN.json", "APPLICATION.json"),
            t("Ansökan som det gäller", "The application that it is of"),
        ))
        .arg(rules(language))
        .arg(
            choice("format", &["text", "json"], language)
                .value_name("FORMAT")
                .help(t(
                    "Utdata: text (förvalt) eller json",
                    "Output: text (the default) or json",
                )),
        )
        .arg(max_bytes(language))
        .after_help(t(
            "Slutkoder: 0 allt stämmer; 1 något skiljer; 2 fel användning eller oläsbar fil; 3 ogiltiga regler.",
            "Exit codes: 0 everything agrees; 1 something differs; 2 wrong usage or unreadable file; 3 invalid rules.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let (Some(decision), Some(application)) = (
        matches.get_one::<PathBuf>("decision"),
        matches.get_one::<PathBuf>("application"),
    ) else {
        return Ok(Exit::Usage);
    };
    let made = Made::read(decision, allowed(matches))?;
    let rules = Rules::of(matches, terminal.language)?;
    if !rules.library().rulesets().contains(&made.ruleset) {
        return Err(rules
            .unknown(&made.ruleset, Some(&decision.display().to_string()))
            .into());
    }
    let order = Order {
        ruleset: Some(made.ruleset.clone()),
        as_of: made.given_day,
        format: Format::Json,
        exit_outcome: false,
        max_bytes: allowed(matches),
    };
    let again = match Desk::new(rules, order).decide(application, terminal)? {
        Ok(decided) => decided.json(),
        Err(exit) => return Ok(exit),
    };
    let found = differences(&made.json, &again);
    let as_json = matches.get_one::<String>("format").is_some_and(|f| f == "json");
    if as_json {
        let list: Vec<Value> = found
            .iter()
            .map(|d| json!({"path": d.path, "stated": d.stated, "found": d.found}))
            .collect();
        let report = json!({"agrees": found.is_empty(), "differences": list});
        let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::from)?;
        terminal.result(&format!("{text}\n"))?;
    } else {
        terminal.result(&told(&found, terminal))?;
    }
    Ok(if found.is_empty() {
        Exit::Done
    } else {
        Exit::Failed
    })
}

/// A proposal that was made before.
struct Made {
    json: Value,
    ruleset: String,
    /// The assessment date, when it was given with the application rather than read from it.
    given_day: Option<Date>,
}

impl Made {
    fn read(path: &Path, limit: u64) -> Result<Self, Notice> {
        let given = path.display().to_string();
        let bytes = files::read(path, limit).map_err(|unread| match unread {
            Unread::TooLarge => too_large(&given, limit),
            other => other.notice(&given),
        })?;
        let json: Value = serde_json::from_slice(&bytes).map_err(|error| {
            Notice::new(
                format!(
                    "`{given}` är inte JSON (rad {}, kolumn {})",
                    error.line(),
                    error.column()
                ),
                format!(
                    "`{given}` is not JSON (line {}, column {})",
                    error.line(),
                    error.column()
                ),
            )
        })?;
        let text = |pointer| json.pointer(pointer).and_then(Value::as_str);
        let (Some(ruleset), Some(day)) = (text("/ruleset/name"), text("/assessed_on").and_then(Date::parse))
        else {
            return Err(Notice::new(
                format!("`{given}` är inget beslutsförslag"),
                format!("`{given}` is no proposal for a decision"),
            )
            .help(
                "ett beslutsförslag är vad `rekvisit evaluate ANSÖKAN.json --format json` skriver för en ansökan",
                "a proposal is what `rekvisit evaluate APPLICATION.json --format json` writes for one application",
            ));
        };
        let read_from_it = matches!(text("/assessed_on_from"), Some("application" | "ruleset"));
        Ok(Self {
            ruleset: ruleset.to_owned(),
            given_day: (!read_from_it).then_some(day),
            json,
        })
    }
}

/// What differs, in words: what the hashes and the versions say first.
fn told(found: &[Difference], terminal: &Terminal) -> String {
    if found.is_empty() {
        return terminal
            .pick(
                "Stämmer. Samma regler, samma ansökan och samma dag ger samma förslag.\n",
                "Agrees. The same rules, application and day give the same proposal.\n",
            )
            .to_owned();
    }
    let differs = |path: &str| found.iter().any(|d| d.path == path);
    let mut text = terminal.pick("Stämmer inte.\n", "Does not agree.\n").to_owned();
    let causes = [
        (
            "/ruleset/hash",
            "Reglerna är inte de som förslaget gjordes med.",
            "The rules are not those that the proposal was made by.",
        ),
        (
            "/application/hash",
            "Uppgifterna i ansökan är inte de som förslaget gjordes av.",
            "The facts of the application are not those that the proposal was made of.",
        ),
        (
            "/engine",
            "Förslaget gjordes med en annan version av Rekvisit.",
            "The proposal was made by another version of Rekvisit.",
        ),
    ];
    let known: Vec<_> = causes.iter().filter(|(path, ..)| differs(path)).collect();
    for (_, sv, en) in &known {
        text.push_str(terminal.pick(sv, en));
        text.push('\n');
    }
    if known.is_empty() {
        text.push_str(terminal.pick(
            "Reglerna, ansökan och programmets version är desamma: förslaget har ändrats efteråt.\n",
            "The rules, the application and the program's version are the same: the proposal was changed afterwards.\n",
        ));
    }
    text.push('\n');
    for difference in found {
        let (stated, again) = (
            compare::short(&difference.stated),
            compare::short(&difference.found),
        );
        let line = match terminal.language {
            Language::Swedish => format!("{}: stod {stated}, blir {again}\n", difference.path),
            Language::English => format!("{}: stated {stated}, is {again}\n", difference.path),
        };
        text.push_str(&crate::render::visible(line.trim_end()));
        text.push('\n');
    }
    text
}
