//! The input: what form it has, which rule set it is for, and how its rows are read.

use serde_json::{Map, Value, json};

use super::feed::{Feed, Piece, Position, first_text_line};
use super::order::{Input, Order, Output};
use super::reject::RejectForm;
use crate::batch::{Columns, Splitter, delimiter_of};
use crate::cli::files::{self, Unread};
use crate::cli::notice::Notice;
use crate::cli::pipeline::{self, Paper};
use crate::cli::source::Rules;
use crate::cli::terminal::Terminal;
use crate::cli::{Stop, told};
use crate::facts::Limits;
use crate::service::{InvalidRules, RuleSet};
use crate::source::FileId;

/// What is to be decided, and by what.
pub(super) struct Opened {
    /// The applications that follow the first ones.
    pub(super) feed: Feed,
    /// The first ones.
    pub(super) first: Option<Piece>,
    /// The rules, with the day and the limits.
    pub(super) rules: RuleSet,
    /// How rows are read.
    pub(super) columns: Option<Columns>,
    /// How rejects are written.
    pub(super) reject_form: RejectForm,
    /// The form of the input, and what stands between its fields.
    pub(super) input: (Input, u8),
    /// How many bytes it has, when that is known.
    pub(super) length: Option<u64>,
}

/// Opens the input and loads the rules; none when the rules are wrong, which has been told.
pub(super) fn opened(
    order: &Order,
    library: &Rules,
    given: &str,
    terminal: &mut Terminal,
) -> Result<Option<Opened>, Stop> {
    let unreadable = |unread: Unread| -> Stop { unread.notice(given).into() };
    let feed =
        |reader| Feed::new(reader, Position::START, order.max_bytes).in_pieces_of(order.explain.at_a_time());
    let (mut feed, length) = match &order.path {
        Some(path) => {
            let (reader, length) = files::open_at(path, 0).map_err(unreadable)?;
            (feed(reader).at_hand(), Some(length))
        }
        None => (feed(files::stdin()), None),
    };
    let beginning = feed.beginning().map_err(unreadable)?;
    let input = order.input.unwrap_or_else(|| form(given, beginning));
    let delimiter = match order.delimiter {
        Some(delimiter) => delimiter,
        None => {
            let line = beginning.split(|byte| *byte == b'\n').next().unwrap_or(&[]);
            delimiter_of(&String::from_utf8_lossy(line))
        }
    };
    feed.splits(splitter((input, delimiter)));
    let header = match input {
        Input::Csv => Some(header(&mut feed, given)?),
        _ => None,
    };
    let mut piece = Piece::default();
    let first = feed.piece(&mut piece).map_err(unreadable)?.then_some(piece);
    let name = named(
        order,
        library,
        given,
        header.as_deref(),
        delimiter,
        first.as_ref(),
    )?;
    let rules = match RuleSet::load(library.library(), &name) {
        Ok(rules) => rules,
        Err(InvalidRules { diagnostics, sources }) => {
            let errors: Vec<_> = diagnostics.into_iter().filter(|d| d.is_error()).collect();
            told::write(&errors, &sources, terminal)?;
            return Ok(None);
        }
    };
    let rules = rules.within(Limits {
        max_bytes: usize::try_from(order.max_bytes).unwrap_or(usize::MAX),
        unknown_keys: order.lenient,
        ..Limits::default()
    });
    let rules = match order.as_of {
        Some(day) => rules.on(day),
        None => rules,
    };
    let columns = match &header {
        Some(header) => Some(
            Columns::new(&rules.program().schema, header, delimiter, order.lenient).map_err(|wrong| {
                let mut notice = Notice::new("", "");
                notice.message = wrong.message;
                notice.help.extend(wrong.help);
                notice
            })?,
        ),
        None => None,
    };
    let reject_form = match header {
        Some(header) => RejectForm::Csv(delimiter, header.into_bytes()),
        None => RejectForm::Ndjson,
    };
    Ok(Some(Opened {
        feed,
        first,
        rules,
        columns,
        reject_form,
        input: (input, delimiter),
        length,
    }))
}

/// The applications from a place on.
pub(super) fn again(order: &Order, given: &str, input: (Input, u8), at: Position) -> Result<Feed, Notice> {
    let path = order.path.as_deref().unwrap_or(std::path::Path::new(""));
    let (reader, _) = files::open_at(path, at.byte).map_err(|unread| unread.notice(given))?;
    let mut again = Feed::new(reader, at, order.max_bytes)
        .in_pieces_of(order.explain.at_a_time())
        .at_hand();
    again.splits(splitter(input));
    Ok(again)
}

/// What an output is made of: all that its bytes depend on.
pub(super) fn made_of(
    order: &Order,
    rules: &RuleSet,
    (input, delimiter): (Input, u8),
    given: &str,
) -> Result<Map<String, Value>, Notice> {
    let digest = match &order.path {
        Some(path) => Some(files::digest(path, order.threads).map_err(|unread| unread.notice(given))?),
        None => None,
    };
    let output = match order.output {
        Output::Ndjson => json!("ndjson"),
        Output::Csv => json!(["csv", order.delimiter.unwrap_or(b',')]),
        Output::Summary => json!("summary"),
    };
    let read_as = match input {
        Input::Csv => json!([input.name(), delimiter, order.lenient, order.max_bytes]),
        _ => json!([input.name(), order.lenient, order.max_bytes]),
    };
    let made_of = json!({
        "rekvisit": "batch",
        "engine": env!("CARGO_PKG_VERSION"),
        "ruleset": {"name": rules.name(), "hash": rules.hash()},
        "as_of": order.as_of.map(|day| day.to_string()),
        "given": given,
        "input": {"sha256_of_parts": digest},
        "read_as": read_as,
        "written_as": output,
        "explain": format!("{:?}", order.explain),
        "rejects": order.rejects.is_some(),
    });
    Ok(match made_of {
        Value::Object(map) => map,
        _ => Map::new(),
    })
}

/// The form that a file has by its name, else by what it begins with.
fn form(given: &str, beginning: &[u8]) -> Input {
    let ends = |ends: &[&str]| ends.iter().any(|end| given.ends_with(end));
    if ends(&[".ndjson", ".jsonl"]) {
        return Input::Ndjson;
    }
    if ends(&[".csv", ".tsv"]) {
        return Input::Csv;
    }
    let Some((line, ended)) = first_text_line(beginning) else {
        return if ends(&[".json"]) {
            Input::Json
        } else {
            Input::Ndjson
        };
    };
    let text = line.trim_ascii();
    match text.first() {
        Some(b'[') => Input::Json,
        // An object that goes on after its line is one of several lines.
        Some(b'{') => match serde_json::from_slice::<serde::de::IgnoredAny>(text) {
            Err(error) if error.is_eof() && ended => Input::Json,
            _ => Input::Ndjson,
        },
        _ if ends(&[".json"]) => Input::Json,
        _ => Input::Csv,
    }
}

/// How applications of a form are told apart.
fn splitter((input, delimiter): (Input, u8)) -> Splitter {
    match input {
        Input::Ndjson => Splitter::lines(),
        Input::Json => Splitter::json(),
        Input::Csv => Splitter::csv(delimiter),
    }
}

/// The header of CSV.
fn header(feed: &mut Feed, given: &str) -> Result<String, Notice> {
    let header = feed.header().map_err(|unread| unread.notice(given))?;
    match header.map(String::from_utf8) {
        Some(Ok(header)) => Ok(header),
        Some(Err(_)) => Err(Notice::new(
            format!("rubriken i `{given}` är inte UTF-8"),
            format!("the header of `{given}` is not UTF-8"),
        )
        .help("spara filen som CSV UTF-8", "save the file as CSV UTF-8")),
        None => Err(Notice::new(
            format!("`{given}` har ingen rubrik"),
            format!("`{given}` has no header"),
        )
        .help(
            "den första raden i CSV säger vilken uppgift varje kolumn är",
            "the first line of CSV says which fact each column is",
        )),
    }
}

/// The rule set: the one that is asked for, the only one, or the one that the first application names.
fn named(
    order: &Order,
    library: &Rules,
    given: &str,
    header: Option<&str>,
    delimiter: u8,
    first: Option<&Piece>,
) -> Result<String, Notice> {
    let known = library.library().rulesets();
    if let Some(name) = &order.ruleset {
        return match known.contains(name) {
            true => Ok(name.clone()),
            false => Err(library.unknown(name, None)),
        };
    }
    if let [only] = known.as_slice() {
        return Ok(only.clone());
    }
    let record = first.and_then(|piece| Some((piece, piece.records.first()?)));
    let named = record.and_then(|(piece, record)| {
        let bytes = piece.bytes(record);
        match header {
            Some(header) => column("regelverk", header, std::str::from_utf8(bytes).ok()?, delimiter),
            None => {
                let paper = Paper {
                    file: FileId(0),
                    bytes,
                    max_bytes: order.max_bytes,
                };
                pipeline::named_ruleset(paper).ok()?
            }
        }
    });
    match named {
        Some(name) if known.contains(&name) => Ok(name),
        Some(name) => Err(library.unknown(&name, Some(given))),
        None => {
            let list = known.join(", ");
            Err(Notice::new(
                format!("den första ansökan i `{given}` nämner inget regelverk"),
                format!("the first application of `{given}` names no rule set"),
            )
            .help(
                format!("ange `--ruleset`; de som finns: {list}"),
                format!("give `--ruleset`; those that there are: {list}"),
            ))
        }
    }
}

/// What stands in a column of a row.
fn column(name: &str, header: &str, row: &str, delimiter: u8) -> Option<String> {
    let at = crate::batch::Row::new(header, delimiter).position(|column| column.trim() == name)?;
    let field = crate::batch::Row::new(row, delimiter).nth(at)?;
    Some(field.trim().to_owned()).filter(|field| !field.is_empty())
}
