//! `rekvisit overview`: a whole programme, summed.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::applications::Applications;
use super::command::{
    allowed, assessment_date, cases, choice, decided_by, delimiter, given, max_bytes, out, separator, write,
};
use super::exit::Exit;
use super::notice::Notice;
use super::pipeline::{self, Loaded, Paper};
use super::progress::Progress;
use super::source::Rules;
use super::terminal::{Terminal, pick};
use super::{Stop, told};
use crate::diagnostic::Diagnostic;
use crate::follow_up::{self, Overview};
use crate::render::TextStyle;
use crate::source::{FileId, SourceFile};
use crate::value::Language;

pub(super) const NAME: &str = "overview";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    let options = t("Val", "Options");
    Command::new(NAME)
        .about(t(
            "Summerar många ärenden: för varje grupp och i allt",
            "Sums many cases: by group and in all",
        ))
        .override_usage(t(
            "rekvisit overview <ÄRENDE>... [VAL]",
            "rekvisit overview <CASE>... [OPTIONS]",
        ))
        .arg(cases(language))
        .args(decided_by(
            t(
                "Regelverket för de ärenden som inte nämner något (`regelverk`)",
                "The rule set of the cases that name none (`regelverk`)",
            ),
            language,
        ))
        .arg(
            Arg::new("by")
                .long("by")
                .value_name(t("RESULTAT", "RESULT"))
                .help(t(
                    "Det namngivna resultat som ärendena grupperas efter, till exempel län",
                    "The named result that the cases are grouped by, a county for example",
                ))
                .help_heading(options),
        )
        .arg(
            Arg::new("columns")
                .long("columns")
                .value_name(t("NAMN,…", "NAMES"))
                .value_delimiter(',')
                .action(ArgAction::Append)
                .help(t(
                    "De namngivna resultat som summeras, i ordning; annars alla som är belopp",
                    "The named results that are summed, in order; else all that are amounts",
                ))
                .help_heading(options),
        )
        .arg(
            choice("format", &["text", "csv", "xlsx", "json"], language)
                .value_name("FORMAT")
                .help(t(
                    "Utdata: text (förvalt), csv, xlsx (med --out) eller json",
                    "Output: text (the default), csv, xlsx (with --out) or json",
                )),
        )
        .arg(delimiter(language))
        .arg(out(language))
        .arg(max_bytes(language))
        .after_help(t(
            "Ärenden från flera regelverk kan summeras tillsammans: ett resultat med samma namn är samma kolumn. Ett belopp som inte är känt i \
             något ärende har ett frågetecken, och cellen är tom i csv och xlsx.\n\
             Slutkoder: 0 summerat; 2 fel användning eller oläsbara ärenden (de övriga summeras); 3 ogiltiga regler.",
            "Cases of several rule sets can be summed together: a result of the same name is the same column. An amount that is not known in \
             some case has a question mark, and its cell is empty in csv and xlsx.\n\
             Exit codes: 0 summed; 2 wrong usage or unreadable cases (the others are summed); 3 invalid rules.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let format = matches.get_one::<String>("format").map_or("text", String::as_str);
    if format == "xlsx" && !matches.contains_id("out") {
        return Err(Notice::new(
            "en arbetsbok skrivs inte på standard ut",
            "a workbook is not written to standard output",
        )
        .help("ange filen: `--out FIL.xlsx`", "give the file: `--out FILE.xlsx`")
        .into());
    }
    let delimiter = separator(matches)?;
    let language = terminal.language;
    let (overview, exit) = summed(matches, terminal)?;
    if overview.total.cases == 0 {
        return Ok(exit);
    }
    let style = TextStyle {
        width: terminal.width,
        colour: false,
    };
    let bytes = match format {
        "xlsx" => follow_up::overview_xlsx(&overview, language).map_err(|why| {
            Notice::new(
                format!("arbetsboken gick inte att skriva: {why}"),
                format!("the workbook could not be written: {why}"),
            )
        })?,
        "csv" => follow_up::overview_csv(&overview, delimiter, language)
            .ok_or_else(|| Notice::new("tabellen gick inte att skriva", "the table could not be written"))?
            .into_bytes(),
        "json" => {
            let json = serde_json::to_string_pretty(&follow_up::overview_json(&overview));
            format!("{}\n", json.map_err(std::io::Error::from)?).into_bytes()
        }
        _ => follow_up::overview_text(&overview, language, &style).into_bytes(),
    };
    write(matches, &bytes, terminal)?;
    Ok(exit)
}

/// Decides the cases and adds them up.
fn summed(matches: &ArgMatches, terminal: &mut Terminal) -> Result<(Overview, Exit), Stop> {
    let limit = allowed(matches);
    let as_of = assessment_date(matches)?;
    let rules = Rules::of(matches, terminal.language)?;
    let fallback = matches.get_one::<String>("ruleset");
    let paths = given(matches, "applications");
    let mut applications = Applications::of(&paths, limit, terminal)?;
    let what = ("ärenden", "cases");
    let progress = match applications.known() {
        Some(total) => Progress::new(terminal, total, what),
        None => Progress::counting(terminal, what),
    };
    let asked = matches
        .get_many::<String>("columns")
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let mut overview = Overview::new(matches.get_one::<String>("by").cloned(), asked);
    let mut loaded: BTreeMap<String, Loaded> = BTreeMap::new();
    let mut exit = Exit::Done;
    loop {
        let piece = applications.piece();
        if piece.is_empty() {
            break;
        }
        let mut named = Vec::new();
        for entry in piece {
            let Some((place, bytes)) = entry.told(limit, terminal)? else {
                exit = exit.and(Exit::Usage);
                continue;
            };
            let paper = Paper {
                file: FileId(0),
                bytes: &bytes,
                max_bytes: limit,
            };
            let name = match pipeline::named_ruleset(paper) {
                Ok(name) => name.or_else(|| fallback.cloned()).unwrap_or_default(),
                Err(diagnostics) => {
                    wrong(&diagnostics, None, &place, &bytes, terminal)?;
                    exit = exit.and(Exit::Usage);
                    continue;
                }
            };
            if !rules.library().rulesets().contains(&name) {
                terminal.notice(&rules.unknown(&name, Some(&place)))?;
                exit = exit.and(Exit::Usage);
                continue;
            }
            if !loaded.contains_key(&name) {
                let rules = pipeline::load(rules.library(), &name);
                told::errors(&rules.diagnostics, &rules.sources, terminal)?;
                if let Some(program) = &rules.program {
                    overview.welcome(&program.ruleset);
                }
                loaded.insert(name.clone(), rules);
            }
            named.push((place, bytes, name));
        }
        for (place, bytes, name) in named {
            let Some(rules) = loaded.get(&name) else { continue };
            let Some(program) = &rules.program else {
                exit = exit.and(Exit::Rules);
                continue;
            };
            let paper = Paper {
                file: FileId(u16::try_from(rules.sources.iter().count()).unwrap_or(u16::MAX)),
                bytes: &bytes,
                max_bytes: limit,
            };
            let decided = pipeline::decode(program, paper).and_then(|facts| {
                let day = pipeline::assessment_day(program, &facts, as_of)
                    .ok_or_else(|| vec![pipeline::ask_for_the_day(paper.file)])?;
                pipeline::decide(program, facts, day, paper.file)
            });
            match decided {
                Ok(decided) => overview.add(&decided.explanation, &place),
                Err(diagnostics) => {
                    wrong(&diagnostics, Some(rules), &place, &bytes, terminal)?;
                    exit = exit.and(Exit::Usage);
                }
            }
            progress.step();
        }
    }
    let rulesets: Vec<_> = loaded
        .values()
        .filter_map(|l| l.program.as_ref())
        .map(|p| p.ruleset.as_ref())
        .collect();
    if let Some(name) = overview.unmet(&rulesets).first().filter(|_| !rulesets.is_empty()) {
        let known: Vec<&str> = rulesets
            .iter()
            .flat_map(|r| &r.results)
            .map(|r| r.name.as_str())
            .collect();
        let list = known.join(", ");
        return Err(Notice::new(
            format!("resultatet `{name}` finns inte, eller är inget belopp"),
            format!("the result `{name}` does not exist, or is no amount"),
        )
        .did_you_mean(name, known.iter().copied())
        .help(
            format!("de som finns: {list}"),
            format!("those that there are: {list}"),
        )
        .into());
    }
    Ok((overview, exit))
}

/// Tells what is wrong with a case.
fn wrong(
    diagnostics: &[Diagnostic],
    rules: Option<&Loaded>,
    place: &str,
    bytes: &[u8],
    terminal: &mut Terminal,
) -> std::io::Result<()> {
    let mut sources = rules.map(|rules| rules.sources.clone()).unwrap_or_default();
    sources.add(SourceFile::new(place, String::from_utf8_lossy(bytes)));
    told::write(diagnostics, &sources, terminal)
}
