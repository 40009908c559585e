//! `rekvisit mutate`: do the cases notice when a rule is altered?

mod report;
mod target;
mod unit;
mod value;

use std::path::Path;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use rayon::prelude::*;

use super::Stop;
use super::command::choice;
use super::exit::Exit;
use super::files;
use super::notice::Notice;
use super::progress::Progress;
use super::source::FOLDER;
use super::terminal::{Terminal, pick};
use crate::mutate::Operator;
use crate::value::Language;
use target::Target;
use unit::Unit;

pub(super) const NAME: &str = "mutate";

/// How much stack a thread has: the checker goes as deep as a rule file may be nested.
const STACK: usize = 16 * 1024 * 1024;

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    let options = t("Val", "Options");
    Command::new(NAME)
        .about(t(
            "Ändrar reglerna en sak i taget, och visar vilka ändringar som inget fall märker",
            "Alters the rules one thing at a time, and shows which alterations no case notices",
        ))
        .override_usage(t(
            "rekvisit mutate [SÖKVÄG|NAMN]... [VAL]",
            "rekvisit mutate [PATH|NAME]... [OPTIONS]",
        ))
        .arg(
            Arg::new("paths")
                .value_name(t("SÖKVÄG|NAMN", "PATH|NAME"))
                .action(ArgAction::Append)
                .num_args(0..)
                .help(t(
                    "En mapp med regelverk, ett regelverks mapp eller fil, eller namnet på ett; annars ./rules",
                    "A folder of rule sets, a rule set's folder or file, or the name of one; ./rules when none is given",
                ))
                .help_heading(t("Argument", "Arguments")),
        )
        .arg(
            Arg::new("modules")
                .long("modules")
                .action(ArgAction::SetTrue)
                .help(t(
                    "Ändrar också de moduler som regelverken använder",
                    "Alters the modules that the rule sets use, too",
                ))
                .help_heading(options),
        )
        .arg(
            Arg::new("operators")
                .long("operators")
                .value_name(t("LISTA", "LIST"))
                .value_delimiter(',')
                .value_parser(PossibleValuesParser::new(Operator::ALL.map(Operator::as_str)))
                .hide_possible_values(true)
                .help(t(
                    "Bara ändringar av de här slagen, med komma emellan; slagen står nedan",
                    "Only alterations of these kinds, with commas between; the kinds stand below",
                ))
                .help_heading(options),
        )
        .arg(
            Arg::new("rule")
                .long("rule")
                .value_name(t("NAMN", "NAME"))
                .action(ArgAction::Append)
                .help(t(
                    "Bara ändringar av den regeln, det begreppet eller det avsnittet; kan upprepas",
                    "Only alterations of that rule, concept or chapter; may be repeated",
                ))
                .help_heading(options),
        )
        .arg(
            Arg::new("list")
                .long("list")
                .action(ArgAction::SetTrue)
                .help(t(
                    "Räknar upp ändringarna utan att pröva dem",
                    "Lists the alterations without trying them",
                ))
                .help_heading(options),
        )
        .arg(
            Arg::new("require")
                .long("require")
                .value_name(t("PROCENT", "PERCENT"))
                .value_parser(clap::value_parser!(u8).range(0..=100))
                .help(t(
                    "Slutkod 1 när fallen till någon av filerna märker en mindre andel än så",
                    "Exit code 1 when the cases of one of the files notice a smaller share",
                ))
                .help_heading(options),
        )
        .arg(
            choice("format", &["text", "json"], language)
                .value_name("FORMAT")
                .help(t(
                    "Utdata: text (förvalt) eller json",
                    "Output: text (the default) or json",
                )),
        )
        .after_help(after_help(language))
}

/// The kinds of alteration, and the exit codes.
fn after_help(language: Language) -> String {
    let mut help = pick(language, "Slag av ändringar:\n", "Kinds of alteration:\n").to_owned();
    for operator in Operator::ALL {
        let title = operator.title();
        help.push_str(&format!("  {:<12}{}\n", operator.as_str(), title.get(language)));
    }
    help.push_str(pick(
        language,
        "\nEn ändring som inte spelar någon roll godtas i filen: godta ändring \"senast → före\" för REGEL \"skälet\".\n\
         Slutkoder: 0 klart; 1 andelen nås inte, en godtagen ändring behövs inte eller ett fall blev annat än väntat; \
         2 fel användning; 3 ogiltiga regler.",
        "\nAn alteration that makes no difference is accepted in the file: accept alteration \"senast → före\" for RULE \"the reason\".\n\
         Exit codes: 0 done; 1 the share is not reached, an accepted alteration is needless, or a case came out otherwise; \
         2 wrong usage; 3 invalid rules.",
    ));
    help
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let given: Vec<String> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    let targets = targets(given, terminal)?;
    let modules = matches.get_flag("modules");
    let operators: Vec<Operator> = matches
        .get_many::<String>("operators")
        .into_iter()
        .flatten()
        .filter_map(|name| Operator::parse(name))
        .collect();
    let rules: Vec<&String> = matches.get_many("rule").into_iter().flatten().collect();
    let as_json = matches.get_one::<String>("format").is_some_and(|f| f == "json");
    let require = matches.get_one::<u8>("require").copied();
    let mut exit = Exit::Done;
    let mut units: Vec<Unit<'_>> = Vec::new();
    for target in &targets {
        let (found, failed) = unit::units(target, modules, terminal)?;
        units.extend(found);
        exit = exit.and(failed);
    }
    for unit in &mut units {
        unit.keep(|mutant| {
            let wanted = |name: &&String| {
                mutant.subject.name == **name || mutant.subject.heading.ends_with(&format!(" {name}"))
            };
            (operators.is_empty() || operators.contains(&mutant.operator))
                && (rules.is_empty() || rules.iter().any(wanted))
        });
    }
    if !rules.is_empty() && !units.is_empty() && units.iter().all(|unit| unit.count() == 0) {
        let named: Vec<String> = rules.iter().map(|name| format!("`{name}`")).collect();
        return Err(Notice::new(
            format!("det finns inget att ändra i {}", named.join(", ")),
            format!("there is nothing to alter in {}", named.join(", ")),
        )
        .help(
            "`--list` räknar upp ändringarna med det som de ändrar",
            "`--list` lists the alterations with what they alter",
        )
        .into());
    }
    if matches.get_flag("list") {
        report::list(&units, terminal, as_json)?;
        return Ok(exit);
    }
    attempt(&mut units, terminal)?;
    let reached = report::write(&units, require, terminal, as_json)?;
    Ok(exit.and(reached))
}

/// What is to be altered.
fn targets(mut given: Vec<String>, terminal: &Terminal) -> Result<Vec<Target>, Stop> {
    if given.is_empty() {
        if !files::is_folder(Path::new(FOLDER)) {
            return Err(Notice::new(
                "här finns ingen mapp `rules` med regelverk",
                "there is no folder `rules` with rule sets here",
            )
            .help(
                "ange var reglerna finns, eller ett regelverks namn: rekvisit mutate SÖKVÄG",
                "say where the rules are, or the name of a rule set: rekvisit mutate PATH",
            )
            .into());
        }
        given.push(FOLDER.to_owned());
    }
    let mut targets = Vec::new();
    for given in &given {
        targets.push(Target::of(given, terminal.language)?);
    }
    Ok(targets)
}

/// Tries all alterations, as many at once as the machine can.
fn attempt(units: &mut [Unit<'_>], terminal: &Terminal) -> Result<(), Stop> {
    let total = units.iter().map(Unit::count).sum();
    let bar = Progress::new(terminal, total, ("ändringar", "alterations"));
    let pool = rayon::ThreadPoolBuilder::new()
        .stack_size(STACK)
        .build()
        .map_err(|error| {
            Notice::new(
                format!("det gick inte att starta trådar: {error}"),
                format!("threads could not be started: {error}"),
            )
        })?;
    pool.install(|| {
        for unit in units.iter_mut() {
            let fates = (0..unit.count())
                .into_par_iter()
                .map(|index| {
                    let fate = unit.fate(index);
                    bar.step();
                    fate
                })
                .collect();
            unit.told(fates);
        }
    });
    Ok(())
}
