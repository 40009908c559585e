//! `rekvisit batch`: decides many applications, of a file of any size or of a pipe.

mod feed;
mod flow;
mod journal;
mod open;
mod order;
mod reject;
mod sink;
mod work;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::Stop;
use super::command::{as_of, choice, max_bytes, rules};
use super::exit::Exit;
use super::files;
use super::notice::Notice;
use super::progress::Progress;
use super::source::Rules;
use super::terminal::{Terminal, pick};
use crate::batch::{Form, Grounds, Summary, html, json, text};
use crate::value::Language;
use feed::Piece;
use flow::{Ended, flow};
use journal::{Journal, Left};
use open::{Opened, opened};
use order::{Order, Output};
use reject::RejectForm;
use sink::{Sink, Target};
use work::{Done, Task};

pub(super) const NAME: &str = "batch";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    let options = t("Val", "Options");
    let file = |name: &'static str, sv, en| {
        Arg::new(name)
            .long(name)
            .value_name(t("FIL", "FILE"))
            .value_parser(clap::value_parser!(PathBuf))
            .help(t(sv, en))
            .help_heading(options)
    };
    let flag = |name: &'static str, sv, en| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(t(sv, en))
            .help_heading(options)
    };
    Command::new(NAME)
        .about(t(
            "Prövar många ansökningar: en fil av vilken storlek som helst, eller ett rör",
            "Decides many applications: a file of any size, or a pipe",
        ))
        .override_usage(t(
            "rekvisit batch [ANSÖKNINGAR] [VAL]",
            "rekvisit batch [APPLICATIONS] [OPTIONS]",
        ))
        .arg(
            Arg::new("applications")
                .value_name(t("ANSÖKNINGAR", "APPLICATIONS"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "NDJSON (en ansökan på varje rad), en JSON-lista eller CSV med rubrik; `-`, eller inget, läser standard in",
                    "NDJSON (one application a line), a JSON list or CSV with a header; `-`, or nothing, reads standard input",
                ))
                .help_heading(t("Argument", "Arguments")),
        )
        .arg(rules(language))
        .arg(
            Arg::new("ruleset")
                .long("ruleset")
                .value_name(t("NAMN", "NAME"))
                .help(t(
                    "Regelverket; annars det enda som finns, eller det som den första ansökan nämner (`regelverk`)",
                    "The rule set; else the only one that there is, or the one that the first application names (`regelverk`)",
                ))
                .help_heading(options),
        )
        .arg(as_of(language))
        .arg(choice("input", &["ndjson", "json", "csv"], language).value_name("FORM").help(t(
            "Hur ansökningarna är skrivna: ndjson, json eller csv; annars efter filens namn och innehåll",
            "How the applications are written: ndjson, json or csv; else by the file's name and what stands in it",
        )))
        .arg(choice("format", &["ndjson", "csv", "summary"], language).value_name("FORMAT").help(t(
            "Utdata: ndjson (förvalt), csv, eller bara sammanfattningen (summary)",
            "Output: ndjson (the default), csv, or only the summary",
        )))
        .arg(
            Arg::new("delimiter")
                .long("delimiter")
                .value_name(t("TECKEN", "CHARACTER"))
                .help(t(
                    "Det som skiljer fält åt i CSV, in och ut: ett tecken eller `tab`. Annars läses det ur rubriken, och `,` skrivs",
                    "What stands between fields in CSV, in and out: a character or `tab`. Else it is read from the header, and `,` is written",
                ))
                .help_heading(options),
        )
        .arg(choice("explain", &["none", "grounds", "full", "rejected"], language).value_name(t("VAD", "WHAT")).help(t(
            "Förklaring: none (utfall, belopp, det som saknas), grounds (förvalt: även reglerna som avgjorde, med källa), full (hela \
             beslutet), rejected (hela beslutet för dem som inte bifalls)",
            "Explanation: none (outcome, amount, what is missing), grounds (the default: the rules that decided too, with their source), full (the \
             whole decision), rejected (the whole decision of those that aren't granted)",
        )))
        .arg(file("out", "Dit besluten skrivs; annars standard ut", "Where the decisions are written; else standard output"))
        .arg(file(
            "rejects",
            "Dit ansökningar som inte kan prövas skrivs, med skälet: rätta dem där och pröva filen",
            "Where applications that can't be decided are written, with the reason: mend them there and decide that file",
        ))
        .arg(
            file(
                "summary",
                "Dit sammanfattningen skrivs, efter namnet som text, JSON (.json) eller en sida (.html); kan stå flera gånger",
                "Where the summary is written, by its name as text, JSON (.json) or a page (.html); may stand several times",
            )
            .action(ArgAction::Append),
        )
        .arg(flag(
            "resume",
            "Fortsätter en avbruten körning där dess utdata slutar",
            "Goes on with a run that was stopped, where its output ends",
        ))
        .arg(flag(
            "fail-fast",
            "Slutar vid den första ansökan som inte kan prövas",
            "Stops at the first application that can't be decided",
        ))
        .arg(flag(
            "lenient",
            "Läser förbi nycklar och kolumner som regelverket inte känner; en felstavad uppgift saknas då",
            "Passes over keys and columns that the rule set doesn't know; a fact that is misspelled is then missing",
        ))
        .arg(
            Arg::new("threads")
                .long("threads")
                .value_name(t("ANTAL", "COUNT"))
                .value_parser(clap::value_parser!(u16).range(1..=1024))
                .help(t("Antal trådar; annars alla kärnor", "How many threads; else all cores"))
                .help_heading(options),
        )
        .arg(max_bytes(language))
        .after_help(t(
            "Besluten står i ansökningarnas ordning, vart och ett med ansökans rad i filen och dess nummer. En ansökan som inte kan prövas \
             räknas, visas med rad och byte, och stoppar inga andra. Vid --out skrivs FIL.batch bredvid: med den kan --resume fortsätta utan \
             att något går förlorat eller skrivs två gånger.\n\
             Slutkoder: 0 alla prövade, oavsett utfall; 1 någon ansökan kunde inte prövas; 2 fel användning, oläsbar fil eller en körning som \
             inte kan fortsättas; 3 ogiltiga regler.",
            "The decisions stand in the order of the applications, each with the line of the application in its file and its number. One that \
             can't be decided is counted, told with its line and byte, and stops no other. With --out, FILE.batch is written beside: by it --resume \
             goes on without anything lost or written twice.\n\
             Exit codes: 0 all decided, whatever the outcome; 1 some application could not be decided; 2 wrong usage, an unreadable file or a run \
             that can't be gone on with; 3 invalid rules.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let order = Order::of(matches)?;
    let library = Rules::of(matches, terminal.language)?;
    let given = match &order.path {
        Some(path) => path.display().to_string(),
        None => terminal.pick("<standard in>", "<standard input>").to_owned(),
    };
    let Some(Opened {
        feed,
        first,
        rules,
        columns,
        reject_form,
        input,
        length,
    }) = opened(&order, &library, &given, terminal)?
    else {
        return Ok(Exit::Rules);
    };
    let form = match order.output {
        Output::Ndjson => Some(Form::Ndjson),
        Output::Csv => Some(Form::Csv(order.delimiter.unwrap_or(b','))),
        Output::Summary => None,
    };
    let task = Task {
        grounds: Grounds::new(&rules),
        rules,
        columns,
        form,
        explain: order.explain,
        rejects: order.rejects.is_some().then(|| reject_form.clone()),
        fail_fast: order.fail_fast,
        language: terminal.language,
    };
    let heads = (form, &reject_form);
    let mut sink = Sink::new(&given, Progress::reading(terminal, length), order.fail_fast);
    let made_of = match &order.out {
        Some(out) => Some((out.as_path(), open::made_of(&order, &task.rules, input, &given)?)),
        None => None,
    };
    let (mut feed, mut first) = (feed, first);
    let mut finished = false;
    match made_of.as_ref().filter(|_| order.resume) {
        Some((out, made_of)) => match gone_on_with(&order, out, made_of, &mut sink)? {
            Some(done) => {
                finished = done;
                if sink.next.byte > 0 {
                    (feed, first) = (open::again(&order, &given, input, sink.next)?, None);
                }
            }
            None => begin(&order, made_of, heads, &mut sink, terminal, out)?,
        },
        None => {
            if let Some((out, made_of)) = &made_of {
                if journal::is_unfinished(out) && files::exists(&journal::beside(out)) {
                    return Err(unfinished(out).into());
                }
                begin(&order, made_of, heads, &mut sink, terminal, out)?;
            } else {
                sink.rejects = order.rejects.clone().map(Target::begin).transpose()?;
                sink.heads(heads, terminal)?;
            }
        }
    }
    let mut exit = Exit::Done;
    if !finished {
        let workers = || {
            let mut worker = task.worker();
            move |piece: &Piece, done: &mut Done| worker.piece(piece, done)
        };
        let ended = flow(feed, first, (order.threads, workers), |done| {
            Ok::<_, Stop>(match sink.piece(done, terminal)? {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            })
        })?;
        match ended {
            Ended::All => sink.finish()?,
            Ended::Stopped => {}
            Ended::Unread(unread) => {
                terminal.notice(&unread.notice(&given))?;
                exit = Exit::Usage;
            }
        }
    }
    let Sink { tally, progress, .. } = sink;
    drop(progress);
    let summary = Summary {
        rules: &task.rules,
        tally: &tally,
        input: &given,
        as_of: order.as_of,
    };
    told(&summary, &order, terminal)?;
    Ok(if tally.not_decided() > 0 {
        exit.and(Exit::Failed)
    } else {
        exit
    })
}

/// Writes the summary: to the terminal, and to the files that were asked for.
fn told(summary: &Summary<'_>, order: &Order, terminal: &mut Terminal) -> Result<(), Stop> {
    let (language, width) = (terminal.language, terminal.width);
    for path in &order.summaries {
        let end = path.extension().and_then(|end| end.to_str());
        let contents = match end {
            Some("html" | "htm") => html(summary, language),
            Some("json") => {
                let json = serde_json::to_string_pretty(&json(summary)).map_err(std::io::Error::from)?;
                format!("{json}\n")
            }
            _ => text(summary, language, 80),
        };
        files::replace(path, contents.as_bytes())
            .map_err(|why| files::not_written(&path.display().to_string(), &why))?;
    }
    let text = text(summary, language, width);
    match order.output {
        Output::Summary => terminal.result(&text)?,
        _ => terminal.message(&text)?,
    }
    Ok(())
}

/// Begins the output and its side file.
fn begin(
    order: &Order,
    made_of: &serde_json::Map<String, serde_json::Value>,
    heads: (Option<Form>, &RejectForm),
    sink: &mut Sink<'_>,
    terminal: &mut Terminal,
    out: &Path,
) -> Result<(), Stop> {
    sink.out = Some(Target::begin(out.to_path_buf())?);
    sink.rejects = order.rejects.clone().map(Target::begin).transpose()?;
    sink.journal = Some(Journal::begin(out, made_of)?);
    sink.heads(heads, terminal)
}

/// Goes on with an earlier run, if there was one: whether it was done.
fn gone_on_with(
    order: &Order,
    out: &Path,
    made_of: &serde_json::Map<String, serde_json::Value>,
    sink: &mut Sink<'_>,
) -> Result<Option<bool>, Stop> {
    let length = |path: &Path| files::length(path).unwrap_or(0);
    let rejects = order.rejects.as_deref().map_or(0, length);
    match journal::left(out, made_of, (length(out), rejects))? {
        Left::Same(reached, at) => {
            if !reached.done {
                sink.out = Some(Target::resume(out.to_path_buf(), reached.out)?);
                let rejects = order.rejects.clone();
                sink.rejects = rejects
                    .map(|path| Target::resume(path, reached.rejects))
                    .transpose()?;
                sink.journal = Some(Journal::resume(out, &reached, at)?);
            }
            sink.next = reached.next;
            sink.before = reached.next.items;
            sink.tally = reached.tally;
            Ok(Some(reached.done))
        }
        Left::Other(differs) => {
            let (sv, en): (Vec<&str>, Vec<&str>) = differs.into_iter().unzip();
            let given = out.display();
            Err(Notice::new(
                format!(
                    "körningen som skrev `{given}` kan inte fortsättas: {} är inte desamma",
                    sv.join(", ")
                ),
                format!(
                    "the run that wrote `{given}` can't be gone on with: {} are not the same",
                    en.join(", ")
                ),
            )
            .help(
                "kör om från början, till en annan fil",
                "run it anew, to another file",
            )
            .into())
        }
        Left::Nothing if files::exists(out) && !files::exists(&journal::beside(out)) => {
            let (given, side) = (out.display(), journal::beside(out));
            let side = side.display();
            Err(Notice::new(
                format!("`{given}` kan inte fortsättas: `{side}`, som säger hur långt den hade kommit, finns inte"),
                format!("`{given}` can't be gone on with: `{side}`, which says how far it had come, does not exist"),
            )
            .help("kör om från början, utan `--resume`", "run it anew, without `--resume`")
            .into())
        }
        Left::Nothing => Ok(None),
    }
}

/// That an output is half made.
fn unfinished(out: &Path) -> Notice {
    let (given, side) = (out.display(), journal::beside(out));
    let side = side.display();
    Notice::new(
        format!("`{given}` är halvfärdig: en körning som skrev den blev avbruten"),
        format!("`{given}` is half made: a run that wrote it was stopped"),
    )
    .help("fortsätt den med `--resume`", "go on with it by `--resume`")
    .help(
        format!("ta bort `{side}` för att börja om från början"),
        format!("remove `{side}` to begin anew"),
    )
}
