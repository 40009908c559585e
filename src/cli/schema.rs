//! `rekvisit schema`: what an application looks like.

mod application;
mod kind;
mod template;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::Stop;
use super::command::rules;
use super::exit::Exit;
use super::pipeline;
use super::source::Rules;
use super::terminal::{Terminal, pick};
use crate::value::Language;

pub(super) const NAME: &str = "schema";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    Command::new(NAME)
        .about(t(
            "Skriver ett regelverks ansökan som JSON Schema, med frågorna",
            "Prints a rule set's application as JSON Schema, with the questions",
        ))
        .override_usage(t("rekvisit schema <NAMN> [VAL]", "rekvisit schema <NAME> [OPTIONS]"))
        .arg(
            Arg::new("name")
                .value_name(t("NAMN", "NAME"))
                .required(true)
                .help(t("Regelverket", "The rule set"))
                .help_heading(t("Argument", "Arguments")),
        )
        .arg(rules(language))
        .arg(
            Arg::new("template")
                .long("template")
                .action(ArgAction::SetTrue)
                .help(t("Skriver en tom ansökan i stället", "Prints a blank application instead"))
                .help_heading(t("Val", "Options")),
        )
        .after_help(t(
            "I en tom ansökan står frågan där svaret ska stå, som {\"?\": …}. Ersätt den med svaret, eller ta bort nyckeln: det som \
             saknas är okänt. En fråga som står kvar är ett fel, så att ingenting fylls i av misstag.",
            "In a blank application the question stands where the answer is to stand, as {\"?\": …}. Replace it by the answer, or \
             take the key away: what is missing is unknown. A question left in place is an error, so that nothing is filled in by mistake.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let rules = Rules::of(matches, terminal.language)?;
    let Some(name) = matches.get_one::<String>("name") else {
        return Ok(Exit::Usage);
    };
    rules.has(name)?;
    let loaded = pipeline::load(rules.library(), name);
    let Some(program) = &loaded.program else {
        super::told::write(&loaded.diagnostics, &loaded.sources, terminal)?;
        return Ok(Exit::Rules);
    };
    let value = if matches.get_flag("template") {
        template::blank(&program.ruleset, terminal.language)
    } else {
        application::schema(&program.ruleset, terminal.language)
    };
    let text = serde_json::to_string_pretty(&value).map_err(std::io::Error::from)?;
    terminal.result(&format!("{text}\n"))?;
    Ok(Exit::Done)
}
