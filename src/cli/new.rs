//! `rekvisit new`: a rule set to begin from, which runs and passes as it stands.

mod folder;
mod name;
mod starter;

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command};

use super::command::choice;
use super::exit::Exit;
use super::files;
use super::notice::Notice;
use super::source::FOLDER;
use super::terminal::{STRONG, Terminal, pick};
use super::{Stop, library};
use crate::value::Language;

pub(super) const NAME: &str = "new";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    Command::new(NAME)
        .about(t(
            "Gör ett regelverk att börja från: regler, ett fall och källor",
            "Makes a rule set to begin from: rules, a case and sources",
        ))
        .override_usage(t("rekvisit new <NAMN> [VAL]", "rekvisit new <NAME> [OPTIONS]"))
        .arg(
            Arg::new("name")
                .value_name(t("NAMN", "NAME"))
                .required(true)
                .help(t(
                    "Regelverkets namn, som också blir mappens: a–z, siffror, - och _",
                    "The rule set's name, which is also the folder's: a–z, digits, - and _",
                ))
                .help_heading(t("Argument", "Arguments")),
        )
        // A name of several words is told of as one, with a name that will do.
        .arg(Arg::new("more").num_args(0..).hide(true))
        .arg(
            Arg::new("in")
                .long("in")
                .value_name(t("MAPP", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "Mappen som regelverkets mapp ska stå i; annars ./rules om den finns, annars den mapp som du står i",
                    "The folder that the rule set's folder is to stand in; otherwise ./rules if there is one, else the current folder",
                ))
                .help_heading(t("Val", "Options")),
        )
        .arg(
            choice("keywords", &["sv", "en"], language)
                .value_name(t("SPRÅK", "LANGUAGE"))
                .help(t(
                    "Nyckelordens språk i regelfilen: sv (förvalt) eller en",
                    "The language of the keywords in the rule file: sv (the default) or en",
                )),
        )
        .after_help(t(
            "Ingenting skrivs över: finns mappen redan så görs ingenting.",
            "Nothing is written over: when the folder is already there, nothing is made.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let words: Vec<&str> = ["name", "more"]
        .into_iter()
        .filter_map(|part| matches.get_many::<String>(part))
        .flatten()
        .map(String::as_str)
        .collect();
    let name = words.join(" ");
    name::check(&name)?;
    let given = matches.get_one::<PathBuf>("in");
    let inside = match given {
        Some(folder) => folder.clone(),
        None if files::is_folder(Path::new(FOLDER)) => PathBuf::from(FOLDER),
        None => PathBuf::new(),
    };
    refuse_unsuitable(&inside)?;
    let english = matches.get_one::<String>("keywords").is_some_and(|k| k == "en");
    folder::make(&inside, &name, &starter::files(&name, english))?;
    let text = report(&inside.join(&name), &name, terminal);
    terminal.result(&text)?;
    Ok(Exit::Done)
}

/// The folder must be there, and not be a rule set's own: a rule set inside another is not found by any command.
fn refuse_unsuitable(inside: &Path) -> Result<(), Notice> {
    let path = if inside.as_os_str().is_empty() {
        Path::new(".")
    } else {
        inside
    };
    let given = inside.display();
    if !files::is_folder(path) {
        return Err(if files::is_file(path) {
            Notice::new(
                format!("`{given}` är ingen mapp"),
                format!("`{given}` is not a folder"),
            )
        } else {
            Notice::new(
                format!("mappen `{given}` finns inte"),
                format!("the folder `{given}` does not exist"),
            )
            .help(
                "skapa den först, eller ange en annan med `--in`",
                "make it first, or give another with `--in`",
            )
        });
    }
    let Some(of) = library::ruleset_of(path) else {
        return Ok(());
    };
    Err(Notice::new(
        format!("det här är mappen för regelverket `{of}`, och ett regelverk kan inte stå i ett annat"),
        format!("this is the folder of the rule set `{of}`, and a rule set can't stand in another"),
    )
    .help(
        "ange en annan mapp med `--in`, till exempel den som den här mappen står i",
        "give another folder with `--in`, for example the one that this folder stands in",
    ))
}

/// What was made, and what to do next.
fn report(folder: &Path, name: &str, terminal: &Terminal) -> String {
    let rules = folder.join(format!("{name}.regel"));
    let case = folder.join(starter::CASE);
    let sources = folder.join(starter::SOURCES);
    let made = [
        (
            rules.display().to_string(),
            terminal
                .pick("reglerna, med fyra exempel", "the rules, with four examples")
                .to_owned(),
        ),
        (
            case.display().to_string(),
            terminal
                .pick(
                    "ett fall: en ansökan, och vad den ska leda till",
                    "a case: an application, and what it is to lead to",
                )
                .to_owned(),
        ),
        (
            sources.display().to_string(),
            terminal
                .pick(
                    "vilken punkt i dokumenten varje regel vilar på",
                    "which clause of the documents each rule rests on",
                )
                .to_owned(),
        ),
    ];
    let path = quoted(folder);
    let next = [
        (
            terminal.pick("Kontrollera reglerna:", "Check the rules:"),
            format!("rekvisit check {path}"),
        ),
        (
            terminal.pick("Pröva fall och exempel:", "Test case and examples:"),
            format!("rekvisit test {path}"),
        ),
        (
            terminal.pick("Gör filen prydlig:", "Tidy the file:"),
            format!("rekvisit fmt {path}"),
        ),
        (
            terminal.pick("Läs beslutet i fallet:", "Read the decision:"),
            format!("rekvisit evaluate {} --rules {path}", quoted(&case)),
        ),
    ]
    .map(|(what, command)| (what.to_owned(), command));
    let title = match terminal.language {
        Language::Swedish => format!("Regelverket `{name}` finns nu:"),
        Language::English => format!("The rule set `{name}` has been made:"),
    };
    let then = terminal.pick(
        "Allt i det är påhittat. Byt ut det mot ert eget, en sak i taget.",
        "All of it is invented. Replace it by your own, one thing at a time.",
    );
    format!(
        "{STRONG}{title}{STRONG:#}\n{}\n{then}\n\n{}",
        columns(&made),
        columns(&next)
    )
}

/// Lines with what is said of each thing in a column of its own.
fn columns(rows: &[(String, String)]) -> String {
    let width = rows
        .iter()
        .map(|(left, _)| left.chars().count())
        .max()
        .unwrap_or(0);
    rows.iter()
        .map(|(left, right)| format!("  {left:width$}  {right}\n"))
        .collect()
}

/// A path as it is typed.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '\\' | '.' | '-' | '_' | ':' | '~');
    if path.chars().all(plain) {
        path
    } else {
        format!("\"{path}\"")
    }
}
