//! `rekvisit evaluate`: decides applications.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::Stop;
use super::command::{choice, rules};
use super::exit::Exit;
use super::files::{self, Unread};
use super::notice::Notice;
use super::pipeline::{self, Decided, Loaded, Program};
use super::source::Rules;
use super::terminal::{Terminal, pick};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, SourceFile, Sources};
use crate::value::{Date, Language};

pub(super) const NAME: &str = "evaluate";

/// How large an application may be when nothing else is said: 16 MiB.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    let options = t("Val", "Options");
    Command::new(NAME)
        .about(t(
            "Prövar ansökningar och förklarar utfallet",
            "Decides applications and explains the outcome",
        ))
        .override_usage(t(
            "rekvisit evaluate <ANSÖKAN.json>... [VAL]",
            "rekvisit evaluate <APPLICATION.json>... [OPTIONS]",
        ))
        .arg(
            Arg::new("applications")
                .value_name(t("ANSÖKAN.json", "APPLICATION.json"))
                .value_parser(clap::value_parser!(PathBuf))
                .action(ArgAction::Append)
                .num_args(1..)
                .required(true)
                .help(t("Ansökningar i JSON; `-` läser standard in", "Applications in JSON; `-` reads standard input"))
                .help_heading(t("Argument", "Arguments")),
        )
        .arg(rules(language))
        .arg(
            Arg::new("ruleset")
                .long("ruleset")
                .value_name(t("NAMN", "NAME"))
                .help(t(
                    "Regelverket, när ansökan inte nämner det (`regelverk`)",
                    "The rule set, when the application does not name it (`regelverk`)",
                ))
                .help_heading(options),
        )
        .arg(
            Arg::new("as-of")
                .long("as-of")
                .value_name(t("DATUM", "DATE"))
                .help(t(
                    "Prövningsdag (ÅÅÅÅ-MM-DD); annars ansökans `prövningsdag`, annars den dag som regelverket anger",
                    "Assessment date (YYYY-MM-DD); else the application's `prövningsdag`, else the day that the rule set names",
                ))
                .help_heading(options),
        )
        .arg(
            choice("format", &["text", "markdown", "json"], language)
                .value_name("FORMAT")
                .help(t("Utdata: text (förvalt), markdown eller json", "Output: text (the default), markdown or json")),
        )
        .arg(
            Arg::new("exit-outcome")
                .long("exit-outcome")
                .action(ArgAction::SetTrue)
                .help(t(
                    "Utfallet som slutkod (en ansökan): 0 bifall, 10 delvis bifall, 20 avslag, 21 avvisning, 22 hänvisning, 23 avskrivning, 30 ej avgörbart",
                    "The outcome as exit code (one application): 0 granted, 10 partly granted, 20 rejected, 21 dismissed, 22 referred, 23 discontinued, 30 undetermined",
                ))
                .help_heading(options),
        )
        .arg(
            Arg::new("max-bytes")
                .long("max-bytes")
                .value_name(t("ANTAL", "COUNT"))
                .value_parser(clap::value_parser!(u64))
                .help(t("Största ansökan i byte (förvalt 16777216)", "Largest application in bytes (16777216 by default)"))
                .help_heading(options),
        )
        .after_help(t(
            "Slutkoder: 0 prövat, oavsett utfall; 2 fel användning eller oläsbar ansökan (de övriga prövas); 3 ogiltiga regler.",
            "Exit codes: 0 decided, whatever the outcome; 2 wrong usage or unreadable application (the others are decided); 3 invalid rules.",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let paths: Vec<&PathBuf> = matches.get_many("applications").into_iter().flatten().collect();
    let order = Order::of(matches, paths.len())?;
    if paths.iter().filter(|path| is_stdin(path)).count() > 1 {
        return Err(Notice::new("`-` får stå bara en gång", "`-` may stand only once").into());
    }
    let mut desk = Desk {
        rules: Rules::of(matches, terminal.language)?,
        loaded: BTreeMap::new(),
        order,
    };
    let mut exit = Exit::Done;
    let mut decisions = Vec::new();
    for path in &paths {
        match desk.decide(path, terminal)? {
            Ok((name, decided)) => {
                if desk.order.exit_outcome {
                    exit = exit.and(Exit::Outcome(decided.outcome));
                }
                if let Some(program) = desk.program(&name) {
                    if desk.order.format == Format::Json {
                        decisions.push(decided.json(program));
                    } else {
                        let text = desk.order.written(program, &decided, terminal);
                        let heading = (paths.len() > 1).then_some(path.as_path());
                        print(&text, heading, desk.order.format, terminal)?;
                    }
                }
            }
            Err(why) => exit = exit.and(why),
        }
    }
    if desk.order.format == Format::Json {
        let json = match decisions.as_slice() {
            [] if paths.len() == 1 => return Ok(exit),
            [one] if paths.len() == 1 => serde_json::to_string_pretty(one),
            all => serde_json::to_string_pretty(all),
        };
        let json = json.map_err(std::io::Error::from)?;
        terminal.result(&format!("{json}\n"))?;
    }
    Ok(exit)
}

/// One decision among several has its file's name above it.
fn print(text: &str, heading: Option<&Path>, format: Format, terminal: &mut Terminal) -> Result<(), Stop> {
    if let Some(path) = heading {
        let path = path.display();
        terminal.result(&match format {
            Format::Markdown => format!("<!-- {path} -->\n\n"),
            _ => format!("=== {path} ===\n\n"),
        })?;
    }
    terminal.result(text)?;
    if heading.is_some() {
        terminal.result("\n")?;
    }
    Ok(())
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// How decisions are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Markdown,
    Json,
}

/// What was asked for.
struct Order {
    ruleset: Option<String>,
    as_of: Option<Date>,
    format: Format,
    exit_outcome: bool,
    max_bytes: u64,
}

impl Order {
    fn of(matches: &ArgMatches, applications: usize) -> Result<Self, Notice> {
        let as_of = match matches.get_one::<String>("as-of") {
            None => None,
            Some(text) => Some(Date::parse(text).ok_or_else(|| {
                Notice::new(
                    format!("`{text}` är inget datum"),
                    format!("`{text}` is not a date"),
                )
                .help("skriv som 2021-10-12", "write it as 2021-10-12")
            })?),
        };
        let exit_outcome = matches.get_flag("exit-outcome");
        if exit_outcome && applications > 1 {
            return Err(Notice::new(
                "`--exit-outcome` gäller en ansökan i taget",
                "`--exit-outcome` is for one application at a time",
            ));
        }
        Ok(Self {
            ruleset: matches.get_one::<String>("ruleset").cloned(),
            as_of,
            format: match matches.get_one::<String>("format").map(String::as_str) {
                Some("json") => Format::Json,
                Some("markdown") => Format::Markdown,
                _ => Format::Text,
            },
            exit_outcome,
            max_bytes: matches.get_one::<u64>("max-bytes").copied().unwrap_or(MAX_BYTES),
        })
    }

    fn written(&self, program: &Program, decided: &Decided, terminal: &Terminal) -> String {
        match self.format {
            Format::Markdown => decided.markdown(program, terminal.language),
            _ => decided.text(
                program,
                terminal.language,
                terminal.width,
                terminal.colours_results(),
            ),
        }
    }
}

/// The rules that have been loaded so far.
struct Desk {
    rules: Rules,
    loaded: BTreeMap<String, Loaded>,
    order: Order,
}

/// The name of a rule set, and a decision by it; or the exit code, when what is wrong has been told.
type Turn = Result<(String, Decided), Exit>;

impl Desk {
    fn program(&self, name: &str) -> Option<&Program> {
        self.loaded.get(name)?.program.as_ref()
    }

    /// Decides one application, and tells what is wrong with it. `Err` is a failed write only.
    fn decide(&mut self, path: &Path, terminal: &mut Terminal) -> Result<Turn, Stop> {
        let given = if is_stdin(path) {
            terminal.pick("<standard in>", "<standard input>").to_owned()
        } else {
            path.display().to_string()
        };
        let bytes = match self.read(path, &given) {
            Ok(bytes) => bytes,
            Err(notice) => {
                terminal.notice(&notice)?;
                return Ok(Err(Exit::Usage));
            }
        };
        let alone = Sources::default();
        let named = match pipeline::peek(FileId(0), &bytes) {
            Ok(named) => named,
            Err(diagnostics) => return tell(&diagnostics, &alone, &given, &bytes, terminal),
        };
        let name = match (self.order.ruleset.clone(), named) {
            (Some(asked), Some(named)) if asked != named => {
                let diagnostic = Diagnostic::error(
                    Code::RulesetContradicts,
                    crate::source::Span::default(),
                    format!("ansökan nämner `{named}`, kommandot `{asked}`"),
                    format!("the application names `{named}`, the command `{asked}`"),
                )
                .help(
                    "ta bort `--ruleset`, eller rätta `regelverk` i ansökan",
                    "leave out `--ruleset`, or correct `regelverk` in the application",
                )
                .at("/regelverk");
                return tell(&[diagnostic], &alone, &given, &bytes, terminal);
            }
            (_, Some(name)) | (Some(name), None) => name,
            (None, None) => {
                let list = self.rules.library().rulesets().join(", ");
                let notice = Notice::new(
                    format!("`{given}` nämner inget regelverk"),
                    format!("`{given}` names no rule set"),
                )
                .help(
                    format!("skriv `\"regelverk\": …` i ansökan eller ange `--ruleset`: {list}"),
                    format!("write `\"regelverk\": …` in the application or give `--ruleset`: {list}"),
                );
                terminal.notice(&notice)?;
                return Ok(Err(Exit::Usage));
            }
        };
        if let Err(exit) = self.load(&name, &given, terminal)? {
            return Ok(Err(exit));
        }
        let Some(Loaded {
            program: Some(program),
            sources,
            ..
        }) = self.loaded.get(&name)
        else {
            return Ok(Err(Exit::Rules));
        };
        let file = FileId(u16::try_from(sources.iter().count()).unwrap_or(u16::MAX));
        let decided = pipeline::decode(program, file, &bytes).and_then(|facts| {
            let day = self
                .order
                .as_of
                .or(facts.assessed_on)
                .or_else(|| pipeline::named_day(program, &facts))
                .ok_or_else(|| vec![ask_for_the_day(file)])?;
            pipeline::decide(program, facts, day)
        });
        match decided {
            Ok(decided) => Ok(Ok((name, decided))),
            Err(diagnostics) => tell(&diagnostics, sources, &given, &bytes, terminal),
        }
    }

    /// The bytes of an application.
    fn read(&self, path: &Path, given: &str) -> Result<Vec<u8>, Notice> {
        let limit = self.order.max_bytes;
        let read = if is_stdin(path) {
            files::read_stdin(limit)
        } else {
            files::read(path, limit)
        };
        read.map_err(|unread| match unread {
            Unread::NotFound => Notice::new(
                format!("filen `{given}` finns inte"),
                format!("the file `{given}` does not exist"),
            ),
            Unread::Folder => Notice::new(
                format!("`{given}` är en mapp, inte en ansökan"),
                format!("`{given}` is a folder, not an application"),
            )
            .help(
                format!("ange filerna: {}/*.json", given.trim_end_matches('/')),
                format!("give the files: {}/*.json", given.trim_end_matches('/')),
            ),
            Unread::TooLarge => Notice::new(
                format!("`{given}` är större än {limit} byte [F0107]"),
                format!("`{given}` is larger than {limit} bytes [F0107]"),
            )
            .help(
                "höj gränsen med `--max-bytes`",
                "raise the limit with `--max-bytes`",
            ),
            Unread::Other(_) => unread.notice(given),
        })
    }

    /// Loads the rule set unless it is loaded already; invalid rules are told once.
    fn load(&mut self, name: &str, given: &str, terminal: &mut Terminal) -> Result<Result<(), Exit>, Stop> {
        if !self.loaded.contains_key(name) {
            if !self.rules.library().rulesets().iter().any(|known| known == name) {
                let mut notice = self.rules.unknown(name);
                notice.message.sv = format!("{} ({given}) [F0114]", notice.message.sv);
                notice.message.en = notice.message.en.map(|en| format!("{en} ({given}) [F0114]"));
                terminal.notice(&notice)?;
                return Ok(Err(Exit::Usage));
            }
            let loaded = pipeline::load(self.rules.library(), name);
            let errors: Vec<Diagnostic> = loaded
                .diagnostics
                .iter()
                .filter(|d| d.is_error())
                .cloned()
                .collect();
            super::told::write(&errors, &loaded.sources, terminal)?;
            self.loaded.insert(name.to_owned(), loaded);
        }
        Ok(self.program(name).map(|_| ()).ok_or(Exit::Rules))
    }
}

/// That the assessment date is missing.
fn ask_for_the_day(file: FileId) -> Diagnostic {
    Diagnostic::error(
        Code::NoAssessmentDate,
        crate::source::Span::new(file, 0, 0),
        "vilken dag prövas ansökan?",
        "on which day is the application assessed?",
    )
    .help(
        "ange `--as-of ÅÅÅÅ-MM-DD`, eller skriv `\"prövningsdag\"` i ansökan",
        "give `--as-of YYYY-MM-DD`, or write `\"prövningsdag\"` in the application",
    )
}

/// Tells what is wrong with an application, which stands after the files of the rules.
fn tell(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    given: &str,
    bytes: &[u8],
    terminal: &mut Terminal,
) -> Result<Turn, Stop> {
    let mut sources = sources.clone();
    sources.add(SourceFile::new(given, String::from_utf8_lossy(bytes)));
    super::told::write(diagnostics, &sources, terminal)?;
    Ok(Err(Exit::Usage))
}
