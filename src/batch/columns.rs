//! A row of CSV as an application: its header says which field each column is.

use std::borrow::Cow;

use super::Row;
use crate::diagnostic::closest;
use crate::program::schema::{Kind, Object, Schema, Slot};
use crate::value::Bilingual;

/// The keys of an application that are no facts.
const RESERVED: [(&str, Form); 4] = [
    ("regelverk", Form::Text),
    ("id", Form::Text),
    ("prövningsdag", Form::Word),
    ("väntar", Form::Word),
];
/// The keys that say how a fact is known, and how each is written; none: as the fact itself.
const STATEMENTS: [(&str, Option<Form>); 7] = [
    ("värde", None),
    ("minst", None),
    ("högst", None),
    ("av", Some(Form::Word)),
    ("den", Some(Form::Word)),
    ("handling", Some(Form::Text)),
    ("motstridigt", Some(Form::Word)),
];

/// How a field is written in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// As a text, as it stands.
    Text,
    /// As a text without the spaces around it: a day, a value of a type, a key.
    Word,
    /// As a number, when it is one.
    Number,
    /// `true` or `false`; `ja` and `nej` too.
    Bool,
}

/// What the columns of a file are.
#[derive(Clone, Debug)]
pub struct Columns {
    delimiter: u8,
    /// How many there are.
    count: usize,
    top: Vec<Node>,
}

/// A key with what stands under it.
#[derive(Clone, Debug)]
struct Node {
    key: String,
    /// The key as JSON, with its colon.
    written: Vec<u8>,
    what: What,
}

impl Node {
    fn new(key: String, what: What) -> Self {
        let mut written = Vec::new();
        string(&key, &mut written);
        written.push(b':');
        Self { key, written, what }
    }
}

#[derive(Clone, Debug)]
enum What {
    /// The value of a column.
    Column(usize, Form),
    /// An object.
    Object(Vec<Node>),
    /// A list: its elements by their number, as keys.
    List(Vec<Node>),
}

/// Why a header can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusableHeader {
    /// What is wrong.
    pub message: Bilingual,
    /// What to do.
    pub help: Option<Bilingual>,
}

impl UnusableHeader {
    fn new(sv: String, en: String) -> Self {
        Self {
            message: Bilingual::new(sv, en),
            help: None,
        }
    }
}

/// Where a column's value goes: keys, the numbers of elements among them.
type Path = Vec<Step>;

#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Element(usize),
}

impl Columns {
    /// What the columns of a header are. A column's name is a field's key; that of a record's field has the record's before it and a full stop
    /// between (`sökande.namn`), that of a list's element its number, from 0 (`insatser.0.kostnad`). `.minst`, `.högst`, `.värde`, `.av`, `.den`
    /// and `.handling` after a field say how it is known. A column whose name begins with `#` is passed over.
    ///
    /// # Errors
    /// [`UnusableHeader`] when a column has no name, is no field, unless `skip_unknown`, or is one that another column is already.
    pub fn new(
        schema: &Schema,
        header: &str,
        delimiter: u8,
        skip_unknown: bool,
    ) -> Result<Self, UnusableHeader> {
        let mut columns = Self {
            delimiter,
            count: 0,
            top: Vec::new(),
        };
        for name in Row::new(header, delimiter) {
            let column = columns.count;
            columns.count = column.saturating_add(1);
            let name = name.trim();
            if name.starts_with('#') {
                continue;
            }
            if name.is_empty() {
                let number = columns.count;
                return Err(UnusableHeader::new(
                    format!("kolumn {number} har inget namn i rubriken"),
                    format!("column {number} has no name in the header"),
                ));
            }
            match find(schema, name) {
                Some((path, form)) => {
                    if !place(&mut columns.top, &path, column, form) {
                        return Err(UnusableHeader::new(
                            format!("kolumnen `{name}` är samma uppgift som en kolumn före den"),
                            format!("the column `{name}` is the same fact as one before it"),
                        ));
                    }
                }
                None if skip_unknown => {}
                None => return Err(unknown(schema, name)),
            }
        }
        Ok(columns)
    }

    /// Writes a row as an application. An empty field is a key that is left out: the fact is unknown; `null` states that it is absent. A field
    /// that begins with `{` or `[` and is JSON is taken as it stands.
    ///
    /// # Errors
    /// What is wrong with the row as a whole; what is wrong with its values is for whoever reads the application.
    pub fn application(&self, row: &str, out: &mut Vec<u8>) -> Result<(), Bilingual> {
        let mut fields: Vec<Cow<'_, str>> = Vec::with_capacity(self.count);
        fields.extend(Row::new(row, self.delimiter));
        let (found, count) = (fields.len(), self.count);
        if found != count {
            return Err(Bilingual::new(
                format!("raden har {found} fält, rubriken {count}"),
                format!("the row has {found} fields, the header {count}"),
            ));
        }
        if !object(&self.top, &fields, out) {
            out.extend_from_slice(b"{}");
        }
        Ok(())
    }
}

/// The field that a column's name is, or a key that is no field's.
fn find(schema: &Schema, name: &str) -> Option<(Path, Form)> {
    if let Some((_, form)) = RESERVED.iter().find(|(key, _)| *key == name) {
        return Some((vec![Step::Key(name.to_owned())], *form));
    }
    let mut path = Path::new();
    let form = field(schema, schema.application()?, name, &mut path)?;
    Some((path, form))
}

/// The field of an object. Its key may have full stops in it: the longest that is a key is the one.
fn field(schema: &Schema, object: &Object, name: &str, path: &mut Path) -> Option<Form> {
    if let Some(slot) = slot(object, name) {
        path.push(Step::Key(name.to_owned()));
        return Some(form(slot.kind));
    }
    let stops = name.rmatch_indices('.').map(|(at, _)| at);
    for at in stops {
        let (Some(key), Some(rest)) = (name.get(..at), name.get(at.saturating_add(1)..)) else {
            continue;
        };
        if let Some(slot) = slot(object, key) {
            path.push(Step::Key(key.to_owned()));
            return within(schema, slot.kind, rest, path);
        }
    }
    None
}

/// The field of a key.
fn slot<'s>(object: &'s Object, key: &str) -> Option<&'s Slot> {
    object.fields.get(object.keys.find(key)?.0 as usize)
}

/// What stands within a value.
fn within(schema: &Schema, kind: Kind, name: &str, path: &mut Path) -> Option<Form> {
    if let Some(record) = schema.object_of(kind) {
        return field(schema, record, name, path);
    }
    if let Some(element) = schema.element_of(kind) {
        let (number, rest) = name
            .split_once('.')
            .map_or((name, None), |(n, rest)| (n, Some(rest)));
        path.push(Step::Element(number.parse().ok()?));
        return match rest {
            Some(rest) => within(schema, element.kind, rest, path),
            None => Some(form(element.kind)),
        };
    }
    let (key, stated) = STATEMENTS.iter().find(|(key, _)| *key == name)?;
    path.push(Step::Key((*key).to_owned()));
    Some(stated.unwrap_or_else(|| form(kind)))
}

fn form(kind: Kind) -> Form {
    match kind {
        Kind::Bool => Form::Bool,
        Kind::Number { .. } => Form::Number,
        Kind::Text => Form::Text,
        _ => Form::Word,
    }
}

/// Puts a column in its place; `false` when something stands there already.
fn place(nodes: &mut Vec<Node>, path: &[Step], column: usize, form: Form) -> bool {
    let Some((step, rest)) = path.split_first() else {
        return false;
    };
    let key = match step {
        Step::Key(key) => key.clone(),
        Step::Element(number) => format!("{number:08}"),
    };
    let found = nodes.iter().position(|node| node.key == key);
    if rest.is_empty() {
        if found.is_some() {
            return false;
        }
        nodes.push(Node::new(key, What::Column(column, form)));
        return true;
    }
    let at = found.unwrap_or(nodes.len());
    if found.is_none() {
        let inner = match rest.first() {
            Some(Step::Element(_)) => What::List(Vec::new()),
            _ => What::Object(Vec::new()),
        };
        nodes.push(Node::new(key, inner));
    }
    match nodes.get_mut(at).map(|node| &mut node.what) {
        Some(What::Object(inner)) => place(inner, rest, column, form),
        Some(What::List(inner)) => {
            let placed = place(inner, rest, column, form);
            inner.sort_by(|a, b| a.key.cmp(&b.key));
            placed
        }
        _ => false,
    }
}

/// That a column is no field.
fn unknown(schema: &Schema, name: &str) -> UnusableHeader {
    let own = schema
        .application()
        .into_iter()
        .flat_map(|object| object.fields.iter());
    let known = own.map(|slot| slot.json.as_str());
    let known = known.chain(RESERVED.iter().map(|(key, _)| *key));
    let help = match closest(name, known) {
        Some(near) => Bilingual::new(
            format!("menade du `{near}`? En kolumn som inte ska läsas får ett namn som börjar med `#`"),
            format!("did you mean `{near}`? A column that is not to be read has a name that begins with `#`"),
        ),
        None => Bilingual::new(
            "en kolumn som inte ska läsas får ett namn som börjar med `#`; `--lenient` läser förbi alla okända",
            "a column that is not to be read has a name that begins with `#`; `--lenient` passes over all that are unknown",
        ),
    };
    UnusableHeader {
        help: Some(help),
        ..UnusableHeader::new(
            format!("kolumnen `{name}` är ingen uppgift i regelverket"),
            format!("the column `{name}` is no fact of the rule set"),
        )
    }
}

/// Writes an object, when something stands in it.
fn object(nodes: &[Node], fields: &[Cow<'_, str>], out: &mut Vec<u8>) -> bool {
    let begin = out.len();
    out.push(b'{');
    let first = out.len();
    for node in nodes {
        let before = out.len();
        if before > first {
            out.push(b',');
        }
        out.extend_from_slice(&node.written);
        if !value(&node.what, fields, out) {
            out.truncate(before);
        }
    }
    if out.len() == first {
        out.truncate(begin);
        return false;
    }
    out.push(b'}');
    true
}

/// Writes what stands under a key; `false` when nothing does.
fn value(what: &What, fields: &[Cow<'_, str>], out: &mut Vec<u8>) -> bool {
    match what {
        What::Column(column, form) => scalar(fields.get(*column).map_or("", AsRef::as_ref), *form, out),
        What::Object(nodes) => object(nodes, fields, out),
        What::List(nodes) => {
            let begin = out.len();
            out.push(b'[');
            let first = out.len();
            for node in nodes {
                let before = out.len();
                if before > first {
                    out.push(b',');
                }
                if !value(&node.what, fields, out) {
                    out.truncate(before);
                }
            }
            if out.len() == first {
                out.truncate(begin);
                return false;
            }
            out.push(b']');
            true
        }
    }
}

/// Writes a field's value; nothing when it is empty.
fn scalar(field: &str, form: Form, out: &mut Vec<u8>) -> bool {
    let word = field.trim();
    if word.is_empty() {
        return false;
    }
    let json = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    let as_it_stands = match (word.as_bytes().first(), form) {
        (Some(b'{' | b'['), _) => json(word),
        (Some(b'-' | b'0'..=b'9'), Form::Number) => is_whole(word) || json(word),
        _ => word == "null" || (form == Form::Bool && matches!(word, "true" | "false")),
    };
    match word {
        _ if as_it_stands => out.extend_from_slice(word.as_bytes()),
        "ja" if form == Form::Bool => out.extend_from_slice(b"true"),
        "nej" if form == Form::Bool => out.extend_from_slice(b"false"),
        _ => string(if form == Form::Text { field } else { word }, out),
    }
    true
}

/// Whether it is a whole number as JSON writes it, without a sign: most are, and need no reader to tell.
fn is_whole(word: &str) -> bool {
    let bytes = word.as_bytes();
    (bytes.first() != Some(&b'0') || bytes.len() == 1) && bytes.iter().all(u8::is_ascii_digit)
}

fn string(text: &str, out: &mut Vec<u8>) {
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, text);
}
