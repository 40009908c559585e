//! The lines of an account from a table: CSV with a header.

use serde_json::{Map, Value};

use super::cell::{self, folded};
use crate::check::RuleSet;
use crate::check::ruleset::{ExprKind, Field, Record, Type};
use crate::diagnostic::closest;
use crate::explain::Words;

/// What is wrong in a table, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// The line of the file, from 1.
    pub line: u64,
    /// The column, from 1, and what stands above it.
    pub column: Option<(usize, String)>,
    /// What is wrong.
    pub message: Words,
    /// What to do.
    pub help: Option<Words>,
}

/// Reads the lines of a table for a list of the application: the one named, else the only one that a `för varje` is about, else the
/// only list of records. Gives its key in JSON and the lines as an application writes them.
///
/// # Errors
/// All that is wrong in the table, in its order.
pub fn read(
    bytes: &[u8],
    delimiter: u8,
    list: Option<&str>,
    ruleset: &RuleSet,
) -> Result<(String, Vec<Value>), Vec<CellFault>> {
    let whole = |message: Words, help: Option<Words>| {
        vec![CellFault {
            line: 1,
            column: None,
            message,
            help,
        }]
    };
    let (field, record) = listed(list, ruleset).map_err(|(message, help)| whole(message, help))?;
    let text = std::str::from_utf8(bytes).map_err(|_| {
        whole(
            Words::new("tabellen är inte UTF-8", "the table is not UTF-8"),
            Some(Words::new(
                "spara filen som CSV UTF-8",
                "save the file as CSV UTF-8",
            )),
        )
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|_| unreadable(1))?.clone();
    let columns = columns(&header, delimiter, record)?;
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                faults.extend(unreadable(error.position().map_or(1, ::csv::Position::line)));
                break;
            }
        };
        let at = row.position().map_or(1, ::csv::Position::line);
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if row.len() != header.len() {
            faults.push(CellFault {
                line: at,
                column: None,
                message: Words::new(
                    format!("raden har {} fält, men rubriken har {}", row.len(), header.len()),
                    format!(
                        "the line has {} fields, but the header has {}",
                        row.len(),
                        header.len()
                    ),
                ),
                help: Some(Words::new(
                    "ett värde med skiljetecknet i sig står inom citattecken",
                    "a value that holds the delimiter stands in quotation marks",
                )),
            });
            continue;
        }
        let mut line = Map::new();
        for (number, (text, field)) in row.iter().zip(&columns).enumerate() {
            let Some(field) = field else { continue };
            match cell::value(text, field, ruleset) {
                Ok(None) => {}
                Ok(Some(value)) => {
                    line.insert(field.json.clone(), value);
                }
                Err((message, help)) => faults.push(CellFault {
                    line: at,
                    column: Some((number.saturating_add(1), field.json.clone())),
                    message,
                    help,
                }),
            }
        }
        lines.push(Value::Object(line));
    }
    if faults.is_empty() {
        Ok((field.json.clone(), lines))
    } else {
        Err(faults)
    }
}

/// The list that the table is for, and what its items are.
fn listed<'a>(name: Option<&str>, ruleset: &'a RuleSet) -> Result<(&'a Field, &'a Record), cell::Fault> {
    let lists: Vec<(usize, &Field, &Record)> = ruleset
        .application
        .iter()
        .enumerate()
        .filter_map(|(at, field)| match &field.ty {
            Type::List(item) => match item.as_ref() {
                Type::Record(id) => Some((at, field, ruleset.records.get(usize::from(id.0))?)),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let judged = |at: usize| {
        let own = |kind: &ExprKind| matches!(kind, ExprKind::Fact(field) if usize::from(*field) == at);
        ruleset.blocks.iter().any(|block| own(&block.list.kind))
    };
    let names: Vec<&str> = lists.iter().map(|(_, field, _)| field.json.as_str()).collect();
    let among = names.join(", ");
    let chosen: Vec<&(usize, &Field, &Record)> = match name {
        Some(name) => lists
            .iter()
            .filter(|(_, field, _)| folded(&field.json) == folded(name))
            .collect(),
        None => {
            let judged: Vec<_> = lists.iter().filter(|(at, ..)| judged(*at)).collect();
            if judged.is_empty() {
                lists.iter().collect()
            } else {
                judged
            }
        }
    };
    match chosen.as_slice() {
        [(_, field, record)] => Ok((*field, *record)),
        [] if names.is_empty() => Err((
            Words::new(
                format!("regelverket `{}` har ingen lista att redovisa", ruleset.name),
                format!("the rule set `{}` has no list to account for", ruleset.name),
            ),
            None,
        )),
        _ => Err((
            Words::new("vilken lista är tabellen?", "which list is the table?"),
            Some(Words::new(
                format!("ange `--list`; de som finns: {among}"),
                format!("give `--list`; those that there are: {among}"),
            )),
        )),
    }
}

/// The field of each column; none for one without a name.
fn columns<'a>(
    header: &::csv::StringRecord,
    delimiter: u8,
    record: &'a Record,
) -> Result<Vec<Option<&'a Field>>, Vec<CellFault>> {
    let mut columns: Vec<Option<&Field>> = Vec::new();
    let mut faults = Vec::new();
    for (number, name) in header.iter().enumerate() {
        let wanted = folded(name);
        let same = |other: &str| folded(other) == wanted;
        let field = record.fields.iter().find(|field| {
            same(&field.json) || same(&field.name) || field.aliases.iter().any(|alias| same(alias))
        });
        let fault = |message: Words, help: Option<Words>| CellFault {
            line: 1,
            column: Some((number.saturating_add(1), name.to_owned())),
            message,
            help,
        };
        match field {
            Some(field) if columns.iter().flatten().any(|other| other.json == field.json) => {
                faults.push(fault(
                    Words::new(
                        format!("kolumnen `{}` finns två gånger", field.json),
                        format!("the column `{}` is there twice", field.json),
                    ),
                    None,
                ));
            }
            None if !wanted.is_empty() => {
                let names: Vec<&str> = record.fields.iter().map(|field| field.json.as_str()).collect();
                let list = names.join(", ");
                let other = [';', '\t'].into_iter().find(|mark| name.contains(*mark));
                let help = match (other, closest(&wanted, names.iter().copied())) {
                    (Some(mark), _) if header.len() == 1 && delimiter == b',' => {
                        let mark = if mark == ';' { "';'" } else { "tab" };
                        Words::new(
                            format!("ange `--delimiter {mark}`"),
                            format!("give `--delimiter {mark}`"),
                        )
                    }
                    (_, Some(name)) => {
                        Words::new(format!("menade du `{name}`?"), format!("did you mean `{name}`?"))
                    }
                    _ => Words::new(format!("kolumnerna är {list}"), format!("the columns are {list}")),
                };
                faults.push(fault(
                    Words::new(
                        format!("kolumnen `{name}` finns inte i regelverket"),
                        format!("the rule set has no column `{name}`"),
                    ),
                    Some(help),
                ));
            }
            _ => {}
        }
        columns.push(field);
    }
    if faults.is_empty() && columns.iter().all(Option::is_none) {
        faults.push(CellFault {
            line: 1,
            column: None,
            message: Words::new("tabellen har ingen rubrik", "the table has no header"),
            help: None,
        });
    }
    if faults.is_empty() {
        Ok(columns)
    } else {
        Err(faults)
    }
}

fn unreadable(line: u64) -> Vec<CellFault> {
    vec![CellFault {
        line,
        column: None,
        message: Words::new("raden går inte att läsa som CSV", "the line can't be read as CSV"),
        help: None,
    }]
}
