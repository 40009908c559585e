//! The command as a whole, and what its parts have in common.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::notice::Notice;
use super::terminal::{Terminal, pick};
use super::{Stop, files};
use super::{
    account, allocate, batch, check, completions, doc, evaluate, explain, fmt, help, impact, man, mutate,
    new, obligations, overview, redistribute, rulesets, schema, test, verify,
};
use crate::value::{Date, Language};

/// The program's name.
pub(super) const PROGRAM: &str = "rekvisit";

/// The whole command, with its help in the language.
pub(super) fn root(language: Language, width: usize) -> Command {
    let t = |sv, en| pick(language, sv, en);
    let heading = t("Kommandon", "Commands");
    let command = Command::new(PROGRAM)
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(
            "Prövar ansökningar om bidrag mot regler, och visar varför utfallet blev som det blev.",
            "Decides applications for grants by rules, and shows why the outcome is what it is.",
        ))
        .override_usage(t("rekvisit <KOMMANDO> [VAL]", "rekvisit <COMMAND> [OPTIONS]"))
        .after_help(t(
            "Resultatet är ett förslag till beslut; beslutet fattas av en människa.\n\
             `rekvisit help KOMMANDO` berättar mer. Felkoder förklaras av `rekvisit explain KOD`.",
            "The result is a proposal for a decision; a person decides.\n\
             `rekvisit help COMMAND` tells more. `rekvisit explain CODE` explains error codes.",
        ))
        .subcommand_help_heading(heading)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(t("Visar programmets version", "Prints the program's version"))
                .help_heading(t("Val", "Options")),
        )
        .term_width(width.min(100));
    let command = describe(command, language);
    [
        evaluate::command(language),
        batch::command(language),
        verify::command(language),
        check::command(language),
        mutate::command(language),
        test::command(language),
        impact::command(language),
        allocate::command(language),
        redistribute::command(language),
        obligations::command(language),
        account::command(language),
        overview::command(language),
        fmt::command(language),
        rulesets::command(language),
        new::command(language),
        schema::command(language),
        doc::command(language),
        explain::command(language),
        completions::command(language),
        man::command(language),
        help::command(language),
    ]
    .into_iter()
    .fold(command, |command, sub| {
        command.subcommand(describe(sub, language))
    })
}

/// What every command has: the layout of its help in the language, `--lang`, `--color` and `--help`.
fn describe(command: Command, language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    let options = t("Val", "Options");
    command
        .help_template(match language {
            Language::Swedish => "{about-with-newline}\nAnvändning: {usage}\n\n{all-args}{after-help}",
            Language::English => "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
        })
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            choice("lang", &["sv", "en"], language)
                .value_name(t("SPRÅK", "LANGUAGE"))
                .help(t(
                    "Språk: sv (förvalt) eller en",
                    "Language: sv (the default) or en",
                ))
                .help_heading(options)
                .display_order(900),
        )
        .arg(
            choice("color", &["auto", "always", "never"], language)
                .value_name(t("NÄR", "WHEN"))
                .help(t(
                    "Färg: auto (förvalt), always eller never",
                    "Colour: auto (the default), always or never",
                ))
                .help_heading(options)
                .display_order(901),
        )
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(t("Visar den här hjälpen", "Prints this help"))
                .help_heading(options)
                .display_order(902),
        )
}

/// An option that takes one of a few words. Its help names them itself, in the user's language.
pub(super) fn choice(name: &'static str, values: &[&'static str], language: Language) -> Arg {
    Arg::new(name)
        .long(name)
        .value_parser(PossibleValuesParser::new(values.iter().copied()))
        .hide_possible_values(true)
        .help_heading(pick(language, "Val", "Options"))
}

/// `--as-of`.
pub(super) fn as_of(language: Language) -> Arg {
    let t = |sv, en| pick(language, sv, en);
    Arg::new("as-of")
        .long("as-of")
        .value_name(t("DATUM", "DATE"))
        .help(t(
            "Prövningsdag (ÅÅÅÅ-MM-DD); går före ansökans `prövningsdag`, som går före den dag som regelverket anger",
            "Assessment date (YYYY-MM-DD); goes before the application's `prövningsdag`, which goes before the day that the rule set names",
        ))
        .help_heading(t("Val", "Options"))
}

/// The day that `--as-of` gives.
pub(super) fn assessment_date(matches: &ArgMatches) -> Result<Option<Date>, Notice> {
    let Some(text) = matches.get_one::<String>("as-of") else {
        return Ok(None);
    };
    match Date::parse(text) {
        Some(day) => Ok(Some(day)),
        None => Err(Notice::new(
            format!("`{text}` är inget datum"),
            format!("`{text}` is not a date"),
        )
        .help("skriv som 2021-10-12", "write it as 2021-10-12")),
    }
}

/// Paths of which there must be at least one: of applications, of accounts.
pub(super) fn inputs(
    name: &'static str,
    called: &'static str,
    help: &'static str,
    language: Language,
) -> Arg {
    Arg::new(name)
        .value_name(called)
        .value_parser(clap::value_parser!(PathBuf))
        .action(ArgAction::Append)
        .num_args(1..)
        .required(true)
        .help(help)
        .help_heading(pick(language, "Argument", "Arguments"))
}

/// The paths that [`inputs`] of the name were given.
pub(super) fn given(matches: &ArgMatches, name: &str) -> Vec<PathBuf> {
    matches.get_many(name).into_iter().flatten().cloned().collect()
}

/// Cases of a programme.
pub(super) fn cases(language: Language) -> Arg {
    let t = |sv, en| pick(language, sv, en);
    inputs(
        "applications",
        t("ÄRENDE", "CASE"),
        t(
            "Mappar, JSON-filer och NDJSON-filer (ett ärende per rad); `-` läser standard in",
            "Folders, JSON files and NDJSON files (one case a line); `-` reads standard input",
        ),
        language,
    )
}

/// The rule set that a command is about.
pub(super) fn subject(help: &'static str, language: Language) -> Arg {
    let t = |sv, en| pick(language, sv, en);
    Arg::new("ruleset")
        .value_name(t("REGELVERK", "RULESET"))
        .required(true)
        .help(help)
        .help_heading(t("Argument", "Arguments"))
}

/// `--ruleset`.
pub(super) fn ruleset(help: &'static str, language: Language) -> Arg {
    let t = |sv, en| pick(language, sv, en);
    Arg::new("ruleset")
        .long("ruleset")
        .value_name(t("NAMN", "NAME"))
        .help(help)
        .help_heading(t("Val", "Options"))
}

/// By which rules and on which day applications are decided: `--rules`, `--ruleset` with its help, `--as-of`.
pub(super) fn decided_by(ruleset_help: &'static str, language: Language) -> [Arg; 3] {
    [rules(language), ruleset(ruleset_help, language), as_of(language)]
}

/// How a decision for a person or a program is written: `--format`.
pub(super) fn drawn_as(language: Language) -> Arg {
    choice("format", &["text", "markdown", "json"], language)
        .value_name("FORMAT")
        .help(pick(
            language,
            "Utdata: text (förvalt), markdown eller json",
            "Output: text (the default), markdown or json",
        ))
}

/// How large an application may be: `--max-bytes`, else 16 MiB.
pub(super) fn allowed(matches: &ArgMatches) -> u64 {
    matches.get_one::<u64>("max-bytes").copied().unwrap_or(MAX_BYTES)
}

/// How large an application may be when nothing else is said: 16 MiB.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// `--max-bytes`.
pub(super) fn max_bytes(language: Language) -> Arg {
    let t = |sv, en| pick(language, sv, en);
    Arg::new("max-bytes")
        .long("max-bytes")
        .value_name(t("ANTAL", "COUNT"))
        .value_parser(clap::value_parser!(u64))
        .help(t(
            "Största ansökan i byte (förvalt 16777216)",
            "Largest application in bytes (16777216 by default)",
        ))
        .help_heading(t("Val", "Options"))
}

/// `--out`.
pub(super) fn out(language: Language) -> Arg {
    let t = |sv, en| pick(language, sv, en);
    Arg::new("out")
        .long("out")
        .short('o')
        .value_name(t("FIL", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(t(
            "Skriver till en fil i stället för standard ut",
            "Writes to a file instead of standard output",
        ))
        .help_heading(t("Val", "Options"))
}

/// Writes what a command made to the file that `--out` names, whole or not at all, else to standard output.
pub(super) fn write(matches: &ArgMatches, bytes: &[u8], terminal: &mut Terminal) -> Result<(), Stop> {
    match matches.get_one::<PathBuf>("out") {
        Some(path) => {
            let given = path.display().to_string();
            Ok(files::replace(path, bytes).map_err(|why| files::not_written(&given, &why))?)
        }
        None => Ok(terminal.result(&String::from_utf8_lossy(bytes))?),
    }
}

/// `--delimiter`.
pub(super) fn delimiter(language: Language) -> Arg {
    let t = |sv, en| pick(language, sv, en);
    Arg::new("delimiter")
        .long("delimiter")
        .value_name(t("TECKEN", "CHARACTER"))
        .help(t(
            "Skiljetecknet i CSV: komma (förvalt), `;` eller `tab`",
            "The delimiter of CSV: a comma (the default), `;` or `tab`",
        ))
        .help_heading(t("Val", "Options"))
}

/// The delimiter that `--delimiter` gives.
pub(super) fn separator(matches: &ArgMatches) -> Result<u8, Notice> {
    match matches.get_one::<String>("delimiter").map(String::as_str) {
        None => Ok(b','),
        Some("tab" | "\t" | "\\t") => Ok(b'\t'),
        Some(other) => match other.as_bytes() {
            [one] if one.is_ascii_punctuation() && !matches!(one, b'"' | b'.' | b'-') => Ok(*one),
            _ => Err(Notice::new(
                format!("`{other}` är inget skiljetecken"),
                format!("`{other}` is no delimiter"),
            )
            .help("skriv `;`, `,` eller `tab`", "write `;`, `,` or `tab`")),
        },
    }
}

/// Where rules are, as paths.
pub(super) fn paths(help: &'static str, language: Language) -> Arg {
    Arg::new("paths")
        .value_name(pick(language, "SÖKVÄG", "PATH"))
        .value_parser(clap::value_parser!(PathBuf))
        .action(ArgAction::Append)
        .num_args(0..)
        .help(help)
        .help_heading(pick(language, "Argument", "Arguments"))
}

/// `--rules`.
pub(super) fn rules(language: Language) -> Arg {
    let t = |sv, en| pick(language, sv, en);
    Arg::new("rules")
        .long("rules")
        .value_name(t("MAPP|FIL", "DIR|FILE"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(t(
            "Egna regelverk i stället för dem som följer med: en mapp med regelverk, ett regelverks mapp eller dess fil",
            "Rule sets of your own instead of those that are shipped: a folder of rule sets, a rule set's folder or its file",
        ))
        .help_heading(t("Val", "Options"))
}
