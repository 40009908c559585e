//! `rekvisit help [COMMAND]`: clap's own is in English only.

use clap::{Arg, ArgMatches, Command};

use super::Stop;
use super::command::root;
use super::exit::Exit;
use super::notice::Notice;
use super::terminal::{Terminal, pick};
use crate::value::Language;

pub(super) const NAME: &str = "help";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    Command::new(NAME)
        .about(t(
            "Visar hjälp, om ett kommando när det anges",
            "Prints help, for a command when one is given",
        ))
        .override_usage(t("rekvisit help [KOMMANDO]", "rekvisit help [COMMAND]"))
        .arg(
            Arg::new("command")
                .value_name(t("KOMMANDO", "COMMAND"))
                .help(t("Kommandot", "The command"))
                .help_heading(t("Argument", "Arguments")),
        )
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let mut root = root(terminal.language, terminal.width);
    // Building hands the width and the settings down to the subcommands.
    root.build();
    let text = match matches.get_one::<String>("command") {
        None => root.render_long_help(),
        Some(name) => {
            let names: Vec<String> = root.get_subcommands().map(|c| c.get_name().to_owned()).collect();
            root.find_subcommand_mut(name)
                .ok_or_else(|| {
                    Notice::new(
                        format!("kommandot `{name}` finns inte"),
                        format!("there is no command `{name}`"),
                    )
                    .did_you_mean(name, names.iter().map(String::as_str))
                })?
                .render_long_help()
        }
    };
    terminal.result(&text.ansi().to_string())?;
    Ok(Exit::Done)
}
