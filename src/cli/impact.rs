//! `rekvisit impact`: which decisions would another version of the rules change?

mod edition;
mod run;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::applications::{Applications, Entry};
use super::command::{
    allowed, as_of, assessment_date, drawn_as, given, inputs, max_bytes, ruleset as ruleset_named,
};
use super::exit::Exit;
use super::notice::Notice;
use super::pipeline::{self, Loaded, Paper};
use super::terminal::{Terminal, pick};
use super::{Stop, told};
use crate::explain::Explanation;
use crate::impact::{self, Impact};
use crate::render::{self, TextStyle};
use crate::source::FileId;
use crate::value::Language;
use edition::Edition;
use run::{Order, compare};

pub(super) const NAME: &str = "impact";

/// How many changed decisions are shown in a text when nothing else is said.
const SHOWN: usize = 10;

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    let options = t("Val", "Options");
    let version = |name: &'static str, sv, en| {
        Arg::new(name)
            .long(name)
            .value_name(t("SÖKVÄG|REVISION", "PATH|REVISION"))
            .required(true)
            .help(t(sv, en))
            .help_heading(options)
    };
    Command::new(NAME)
        .about(t(
            "Jämför två versioner av ett regelverk på ansökningar: vilka beslut ändras?",
            "Compares two versions of a rule set on applications: which decisions change?",
        ))
        .override_usage(t(
            "rekvisit impact --from <GAMMAL> --to <NY> <ANSÖKNINGAR>... [VAL]",
            "rekvisit impact --from <OLD> --to <NEW> <APPLICATIONS>... [OPTIONS]",
        ))
        .arg(inputs(
            "applications",
            t("ANSÖKNINGAR", "APPLICATIONS"),
            t(
                "Mappar, JSON-filer och NDJSON-filer (en ansökan på varje rad); `-` läser standard in",
                "Folders, JSON files and NDJSON files (one application a line); `-` reads standard input",
            ),
            language,
        ))
        .arg(version(
            "from",
            "Den gamla versionen: en mapp med regelverk, ett regelverks mapp eller fil, eller en revision i git \
             (`HEAD~1`, en tagg, en hash, `REVISION:SÖKVÄG`)",
            "The old version: a folder of rule sets, a rule set's folder or file, or a revision in git \
             (`HEAD~1`, a tag, a hash, `REVISION:PATH`)",
        ))
        .arg(version("to", "Den nya versionen, på samma sätt", "The new version, likewise"))
        .arg(ruleset_named(
            t(
                "Regelverket; annars det enda som båda har, eller det som den första ansökan nämner",
                "The rule set; else the only one that both have, or the one that the first application names",
            ),
            language,
        ))
        .arg(as_of(language))
        .arg(drawn_as(language))
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name(t("ANTAL", "COUNT"))
                .value_parser(clap::value_parser!(usize))
                .help(t(
                    "Hur många ändrade beslut som visas (förvalt 10; i json alla)",
                    "How many changed decisions are shown (10 by default; all in json)",
                ))
                .help_heading(options),
        )
        .arg(
            Arg::new("fail-on-change")
                .long("fail-on-change")
                .action(ArgAction::SetTrue)
                .help(t("Slutkod 1 när något beslut ändras", "Exit code 1 when a decision changes"))
                .help_heading(options),
        )
        .arg(max_bytes(language))
        .after_help(t(
            "Ett beslut ändras när utfallet, beloppet eller den som ärendet hänvisas till blir ett annat. Det beror på de regler som avgör i \
             bara en av versionerna och som själva faller ut olika i dem; finns inga sådana, på alla som avgör i bara en; avgör samma \
             regler i båda, på dem.\n\
             Har GAMMAL och NY var sitt regelverk, till exempel två års, jämförs de som om båda gällde alla dagar; uppgifter som bara det ena \
             frågar efter läses förbi av det andra.\n\
             Slutkoder: 0 jämfört, även när beslut ändras; 1 beslut ändras och `--fail-on-change`; 2 fel användning, eller ingen ansökan \
             kunde läsas; 3 ogiltiga regler.",
            "A decision changes when the outcome, the amount, or whom the case is referred to becomes another. Its causes are the rules that \
             decide by one version only and that come to different things by themselves; where there are none, all that decide by one version \
             only; where the same rules decide by both, those.\n\
             When OLD and NEW have a rule set each, two years' for instance, they are compared as if both were in force on all days; facts that \
             only one of them asks for are passed over by the other.\n\
             Exit codes: 0 compared, also when decisions change; 1 decisions change and `--fail-on-change`; 2 wrong usage, or no application \
             could be read; 3 invalid rules.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let word = |name: &str| matches.get_one::<String>(name).map_or("", String::as_str);
    let language = terminal.language;
    let format = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => Format::Json,
        Some("markdown") => Format::Markdown,
        _ => Format::Text,
    };
    let limit = matches.get_one::<usize>("limit").copied();
    let bytes = allowed(matches);
    let paths = given(matches, "applications");
    let as_of = assessment_date(matches)?;
    let old = Edition::open(word("from"), word("to"), language)?;
    let new = Edition::open(word("to"), word("from"), language)?;
    let mut applications = Applications::of(&paths, bytes, terminal)?;
    let first = applications.piece();
    let (before, after) = match matches.get_one::<String>("ruleset") {
        Some(name) => (name.clone(), name.clone()),
        None => names(&old, &new, &first, bytes)?,
    };
    old.has(&before)?;
    new.has(&after)?;
    let (Some(mut old), Some(mut new)) = (load(&old, &before, terminal)?, load(&new, &after, terminal)?)
    else {
        return Ok(Exit::Rules);
    };
    let two = before != after;
    if two {
        old.0 = pipeline::on_all_days(old.0);
        new.0 = pipeline::on_all_days(new.0);
    }
    let order = Order {
        old: (&old.0, &old.1),
        new: (&new.0, &new.1),
        as_of,
        max_bytes: bytes,
        unknown_keys: two,
        limit: limit.unwrap_or(if format == Format::Json { usize::MAX } else { SHOWN }),
    };
    let style = TextStyle {
        width: terminal.width,
        colour: terminal.colours_results(),
    };
    // The excerpts stand two columns in.
    let inner = TextStyle {
        width: terminal.width.saturating_sub(2),
        ..style
    };
    let (text, exit) = match format {
        Format::Text => {
            let draw = |e: &Explanation| render::excerpt(e, language, &inner);
            let impact = compare(order, first, applications, terminal, draw);
            (impact::text(&impact, language, &style), exit(&impact, matches))
        }
        Format::Markdown => {
            let draw = |e: &Explanation| render::markdown_excerpt(e, language);
            let impact = compare(order, first, applications, terminal, draw);
            (impact::markdown(&impact, language), exit(&impact, matches))
        }
        Format::Json => {
            let impact = compare(order, first, applications, terminal, render::json_excerpt);
            let json = serde_json::to_string_pretty(&impact::json(&impact)).map_err(std::io::Error::from)?;
            (format!("{json}\n"), exit(&impact, matches))
        }
    };
    terminal.result(&text)?;
    Ok(exit)
}

/// How the comparison is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Markdown,
    Json,
}

/// How the command ends.
fn exit<E>(impact: &Impact<E>, matches: &ArgMatches) -> Exit {
    let summary = &impact.summary;
    if summary.applications() == summary.neither {
        Exit::Usage
    } else if matches.get_flag("fail-on-change") && summary.changed.count > 0 {
        Exit::Failed
    } else {
        Exit::Done
    }
}

/// The rule sets that are meant when none is named: the only ones of two versions that have one each, whatever they are called; else the
/// only one that both have, else the first application's.
fn names(old: &Edition, new: &Edition, first: &[Entry], max_bytes: u64) -> Result<(String, String), Notice> {
    if let ([before], [after]) = (
        old.library.rulesets().as_slice(),
        new.library.rulesets().as_slice(),
    ) {
        return Ok((before.clone(), after.clone()));
    }
    let name = ruleset(old, new, first, max_bytes)?;
    Ok((name.clone(), name))
}

/// The rule set of the same name that is meant.
fn ruleset(old: &Edition, new: &Edition, first: &[Entry], max_bytes: u64) -> Result<String, Notice> {
    let (before, after) = (old.library.rulesets(), new.library.rulesets());
    let mut both: Vec<String> = before
        .iter()
        .filter(|name| after.contains(name))
        .cloned()
        .collect();
    if both.is_empty() {
        let (before, after) = (before.join(", "), after.join(", "));
        return Err(Notice::new(
            "de två versionerna har inget regelverk med samma namn",
            "the two versions have no rule set of the same name",
        )
        .help(
            format!("den gamla har {before}; den nya har {after}"),
            format!("the old one has {before}; the new one has {after}"),
        ));
    }
    if both.len() == 1 {
        return Ok(both.remove(0));
    }
    let named = first.iter().find_map(|entry| {
        let paper = Paper {
            file: FileId(0),
            bytes: entry.bytes.as_ref().ok()?,
            max_bytes,
        };
        pipeline::named_ruleset(paper).ok()?
    });
    named.ok_or_else(|| {
        let list = both.join(", ");
        Notice::new(
            "vilket regelverk ska jämföras?",
            "which rule set is to be compared?",
        )
        .help(
            format!("ange `--ruleset`; de som båda versionerna har: {list}"),
            format!("give `--ruleset`; those that both versions have: {list}"),
        )
    })
}

/// Loads the rule set; none when it has errors, which are told.
fn load(
    edition: &Edition,
    name: &str,
    terminal: &mut Terminal,
) -> Result<Option<(pipeline::Program, String)>, Stop> {
    let Loaded {
        program,
        sources,
        diagnostics,
    } = pipeline::load(edition.library.as_ref(), name);
    if program.is_none() {
        told::errors(&diagnostics, &sources, terminal)?;
    }
    Ok(program.map(|program| (program, edition.place.clone())))
}
