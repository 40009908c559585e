//! `rekvisit man [COMMAND]`: the manual page, in roff.

use clap::{Arg, ArgMatches, Command};

use super::Stop;
use super::command::root;
use super::exit::Exit;
use super::notice::Notice;
use super::terminal::{Terminal, pick};
use crate::value::Language;

pub(super) const NAME: &str = "man";

/// Headings of a page that clap_mangen writes in English.
const HEADINGS: [(&str, &str); 8] = [
    (".SH NAME", ".SH NAMN"),
    (".SH SYNOPSIS", ".SH ÖVERSIKT"),
    (".SH DESCRIPTION", ".SH BESKRIVNING"),
    (".SH OPTIONS", ".SH VAL"),
    (".SH SUBCOMMANDS", ".SH KOMMANDON"),
    (".SH EXTRA", ".SH ANMÄRKNINGAR"),
    (".SH VERSION", ".SH VERSION"),
    (".SH \"SEE ALSO\"", ".SH \"SE ÄVEN\""),
];

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    Command::new(NAME)
        .about(t("Skriver manualsidan (roff)", "Prints the manual page (roff)"))
        .override_usage(t("rekvisit man [KOMMANDO]", "rekvisit man [COMMAND]"))
        .arg(
            Arg::new("command")
                .value_name(t("KOMMANDO", "COMMAND"))
                .help(t(
                    "Kommandot vars sida skrivs",
                    "The command whose page is printed",
                ))
                .help_heading(t("Argument", "Arguments")),
        )
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let mut root = root(terminal.language, terminal.width);
    root.build();
    let page = match matches.get_one::<String>("command") {
        None => root,
        Some(name) => root.find_subcommand(name).cloned().ok_or_else(|| {
            Notice::new(
                format!("kommandot `{name}` finns inte"),
                format!("there is no command `{name}`"),
            )
            .did_you_mean(name, root.get_subcommands().map(Command::get_name))
        })?,
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    let mut text = String::from_utf8_lossy(&text).into_owned();
    if terminal.language == Language::Swedish {
        for (english, swedish) in HEADINGS {
            text = text.replace(&format!("{english}\n"), &format!("{swedish}\n"));
        }
    }
    terminal.result(&text)?;
    Ok(Exit::Done)
}
