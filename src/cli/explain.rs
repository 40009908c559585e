//! `rekvisit explain CODE`: what a diagnostic means and what to do.

use clap::{Arg, ArgMatches, Command};
use include_dir::{Dir, include_dir};

use super::Stop;
use super::exit::Exit;
use super::notice::Notice;
use super::terminal::{STRONG, Terminal, pick};
use crate::diagnostic::Code;
use crate::value::Language;

pub(super) const NAME: &str = "explain";

/// A page for each code.
static PAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/docs/diagnostics");

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    Command::new(NAME)
        .about(t("Förklarar en felkod", "Explains an error code"))
        .override_usage(t("rekvisit explain [KOD]", "rekvisit explain [CODE]"))
        .arg(
            Arg::new("code")
                .value_name(t("KOD", "CODE"))
                .help(t(
                    "Koden, till exempel E0201; utan kod listas alla",
                    "The code, for example E0201; without one, all are listed",
                ))
                .help_heading(t("Argument", "Arguments")),
        )
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let title = |code: Code, language| pick(language, code.title_sv(), code.title_en());
    let text = match matches.get_one::<String>("code") {
        None => Code::ALL
            .iter()
            .map(|code| {
                format!(
                    "{STRONG}{}{STRONG:#}  {}\n",
                    code.as_str(),
                    title(*code, terminal.language)
                )
            })
            .collect(),
        Some(written) => {
            let code = Code::parse(written).ok_or_else(|| {
                Notice::new(
                    format!("koden `{written}` finns inte"),
                    format!("there is no code `{written}`"),
                )
                .did_you_mean(written, Code::ALL.iter().map(|code| code.as_str()))
                .help(
                    "`rekvisit explain` listar alla koder",
                    "`rekvisit explain` lists all codes",
                )
            })?;
            let page = PAGES
                .get_file(format!("{}.md", code.as_str()))
                .and_then(|file| file.contents_utf8());
            match page {
                Some(page) => styled(&in_language(page, terminal.language), terminal.width.min(100)),
                None => format!(
                    "{STRONG}{}{STRONG:#}  {}\n",
                    code.as_str(),
                    title(code, terminal.language)
                ),
            }
        }
    };
    terminal.result(&text)?;
    Ok(Exit::Done)
}

/// The headings of a page, in Swedish and English.
const HEADINGS: [(&str, &str); 4] = [
    ("## Vad", "## What"),
    ("## Varför", "## Why"),
    ("## Fel", "## Wrong"),
    ("## Rätt", "## Right"),
];
/// The section that tells what a page says in English.
const ENGLISH: &str = "## In English";

/// The part of a page that is in the language: its title has both, separated by a slash; in English the last section stands
/// before the examples.
fn in_language(page: &str, language: Language) -> String {
    let (title, rest) = page.split_once('\n').unwrap_or((page, ""));
    let (swedish, english) = rest.split_once(ENGLISH).unwrap_or((rest, ""));
    let (sv, en) = title.split_once(" / ").unwrap_or((title, title));
    match language {
        Language::Swedish => format!("{sv}\n{}\n", swedish.trim_end()),
        Language::English => {
            let code = sv.split_whitespace().nth(1).unwrap_or_default();
            let examples = swedish
                .find("\n## Fel")
                .and_then(|at| swedish.get(at..))
                .unwrap_or_default();
            let mut text = format!("# {code} {en}\n\n{}\n{}\n", english.trim(), examples.trim_end());
            for (sv, en) in HEADINGS {
                text = text.replace(&format!("\n{sv}\n"), &format!("\n{en}\n"));
            }
            text
        }
    }
}

/// Markdown for a terminal: headings stand out, fences become indented blocks.
fn styled(page: &str, width: usize) -> String {
    let mut text = String::new();
    let mut fenced = false;
    for line in page.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            text.push_str(if line.is_empty() { "" } else { "    " });
            text.push_str(line);
            text.push('\n');
        } else if line.starts_with('#') {
            let heading = line.trim_start_matches('#').trim();
            text.push_str(&format!("{STRONG}{heading}{STRONG:#}\n"));
        } else {
            text.push_str(&textwrap::fill(line, width));
            text.push('\n');
        }
    }
    text
}
