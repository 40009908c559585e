//! `rekvisit completions SHELL`: what a shell needs to complete the command.

use clap::builder::EnumValueParser;
use clap::{Arg, ArgMatches, Command};
use clap_complete::Shell;

use super::Stop;
use super::command::{PROGRAM, root};
use super::exit::Exit;
use super::terminal::{Terminal, pick};
use crate::value::Language;

pub(super) const NAME: &str = "completions";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    Command::new(NAME)
        .about(t(
            "Skriver ett skals komplettering",
            "Prints a shell's completions",
        ))
        .override_usage(t("rekvisit completions <SKAL>", "rekvisit completions <SHELL>"))
        .arg(
            Arg::new("shell")
                .value_name(t("SKAL", "SHELL"))
                .required(true)
                .value_parser(EnumValueParser::<Shell>::new())
                .hide_possible_values(true)
                .help(t(
                    "Skalet: bash, elvish, fish, powershell eller zsh",
                    "The shell: bash, elvish, fish, powershell or zsh",
                ))
                .help_heading(t("Argument", "Arguments")),
        )
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let mut text = Vec::new();
    if let Some(shell) = matches.get_one::<Shell>("shell") {
        let mut root = root(terminal.language, terminal.width);
        clap_complete::generate(*shell, &mut root, PROGRAM, &mut text);
    }
    terminal.result(&String::from_utf8_lossy(&text))?;
    Ok(Exit::Done)
}
