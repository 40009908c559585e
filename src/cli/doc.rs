//! `rekvisit doc`: a rule set as a book.

mod out;
mod subject;

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::command::choice;
use super::exit::Exit;
use super::notice::Notice;
use super::pipeline::{self, Book};
use super::progress::Progress;
use super::terminal::{Terminal, pick};
use super::{Stop, told};
use crate::value::Language;
use out::{Format, Out};
use subject::Subject;

pub(super) const NAME: &str = "doc";

pub(super) fn command(language: Language) -> Command {
    let t = |sv, en| pick(language, sv, en);
    Command::new(NAME)
        .about(t(
            "Skriver ett regelverk som en bok att läsa, i Markdown eller HTML",
            "Writes a rule set as a book to read, in Markdown or HTML",
        ))
        .override_usage(t(
            "rekvisit doc [SÖKVÄG|NAMN]... [VAL]",
            "rekvisit doc [PATH|NAME]... [OPTIONS]",
        ))
        .arg(
            Arg::new("subjects")
                .value_name(t("SÖKVÄG|NAMN", "PATH|NAME"))
                .action(ArgAction::Append)
                .num_args(0..)
                .help(t(
                    "En mapp med regelverk, ett regelverks mapp, en regelfil, eller namnet på ett regelverk som följer med; annars ./rules",
                    "A folder of rule sets, a rule set's folder, a rule file, or the name of a shipped rule set; ./rules when none is given",
                ))
                .help_heading(t("Argument", "Arguments")),
        )
        .arg(
            choice("format", &["markdown", "html"], language)
                .value_name("FORMAT")
                .help(t(
                    "Utdata: markdown eller html; förvalt är vad FIL slutar på, html i en mapp, annars markdown",
                    "Output: markdown or html; by default what FILE ends in, html in a folder, else markdown",
                )),
        )
        .arg(
            Arg::new("out")
                .long("out")
                .value_name(t("FIL|MAPP", "FILE|DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "Dit skrivs boken; flera böcker skrivs i en mapp, med en förteckning. Utan --out skrivs en bok på standard ut",
                    "Where the book is written; several are written in a folder, with an index. Without --out one book is printed",
                ))
                .help_heading(t("Val", "Options")),
        )
        .after_help(t(
            "En HTML-sida behöver inget utanför sig själv. I en mapp står bilden till en bok i Markdown som en SVG-fil bredvid.\n\
             Slutkoder: 0 skrivet; 2 fel användning; 3 ogiltiga regler (då skrivs ingenting).",
            "An HTML page needs nothing outside itself. In a folder the picture of a book in Markdown stands beside it as an SVG file.\n\
             Exit codes: 0 written; 2 wrong usage; 3 invalid rules (nothing is written then).",
        ))
}

pub(super) fn run(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Exit, Stop> {
    let given: Vec<&String> = matches.get_many("subjects").into_iter().flatten().collect();
    let subjects = subject::subjects(&given, terminal.language)?;
    let format = matches.get_one::<String>("format").map(|f| match f.as_str() {
        "html" => Format::Html,
        _ => Format::Markdown,
    });
    let out = matches.get_one::<PathBuf>("out").map(PathBuf::as_path);
    let out = Out::of(out, format, subjects.len())?;
    let mut books = Vec::new();
    let progress = Progress::new(terminal, subjects.len(), ("regelverk", "rule sets"));
    for subject in &subjects {
        match book(subject, terminal)? {
            Some(book) => books.push(book),
            None => return Ok(Exit::Rules),
        }
        progress.step();
    }
    drop(progress);
    write(&books, &out, terminal)?;
    Ok(Exit::Done)
}

/// The book of a rule set; none when its rules are wrong, which has been told.
fn book(subject: &Subject, terminal: &mut Terminal) -> Result<Option<Book>, Stop> {
    let loaded = pipeline::load(subject.library(), &subject.name);
    told::write(&loaded.diagnostics, &loaded.sources, terminal)?;
    let Some(program) = &loaded.program else {
        return Ok(None);
    };
    let (book, undecided) = pipeline::book(subject.library(), program);
    for case in undecided {
        let notice = Notice::new(
            format!("fallet `{case}` kunde inte prövas, och boken säger det"),
            format!("the case `{case}` could not be decided, and the book says so"),
        )
        .help(
            "`rekvisit check` säger vad som är fel",
            "`rekvisit check` says what is wrong",
        );
        terminal.notice(&notice)?;
    }
    Ok(Some(book))
}

/// Prints the book, or writes the files. All of them are made before the first is written.
fn write(books: &[Book], out: &Out<'_>, terminal: &mut Terminal) -> Result<(), Stop> {
    let language = terminal.language;
    match out {
        Out::Print(format) => {
            for book in books {
                terminal.result(&text(book, *format, language, None))?;
            }
        }
        Out::File(path, format) => {
            for book in books {
                out::put(path, &text(book, *format, language, None))?;
            }
        }
        Out::Folder(folder, format) => {
            let mut files: Vec<(String, String)> = Vec::new();
            for book in books {
                let picture = format!("{}.svg", book.name);
                let svg = pipeline::book_svg(book, language).filter(|_| *format == Format::Markdown);
                let beside = svg.is_some().then_some(picture.as_str());
                files.push((
                    format!("{}.{}", book.name, format.ending()),
                    text(book, *format, language, beside),
                ));
                files.extend(svg.map(|svg| (picture.clone(), svg)));
            }
            if books.len() > 1 {
                let index = match format {
                    Format::Html => pipeline::index_html(books, language),
                    Format::Markdown => pipeline::index_markdown(books, language),
                };
                files.push((format!("index.{}", format.ending()), index));
            }
            out::folder(folder)?;
            for (name, text) in &files {
                out::put(&Path::new(folder).join(name), text)?;
            }
        }
    }
    Ok(())
}

/// A book in the format.
fn text(book: &Book, format: Format, language: Language, picture: Option<&str>) -> String {
    match format {
        Format::Html => pipeline::book_html(book, language),
        Format::Markdown => pipeline::book_markdown(book, language, picture),
    }
}
