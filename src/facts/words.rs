//! What values, kinds and places are called in messages: Swedish and English beside each other.

use super::scan::{Shape, Step};
use super::string::Str;
use crate::diagnostic::Diagnostic;
use crate::program::schema::{Kind, Scale};
use std::borrow::Cow;

/// As many characters of what somebody wrote are repeated in a message.
const SHOWN: usize = 60;

/// What somebody wrote, cut off where it is long.
pub(super) fn clip(written: &str) -> Cow<'_, str> {
    match written.char_indices().nth(SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", written.get(..end).unwrap_or(""))),
        None => Cow::Borrowed(written),
    }
}

/// Adds "did you mean", for a word of ordinary length.
pub(super) fn suggest<'n>(
    diagnostic: Diagnostic,
    word: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    if word.len() > 4 * SHOWN {
        return diagnostic;
    }
    diagnostic.did_you_mean(word, names)
}

/// The value at hand: its key, or which element of which list it is.
pub(super) fn subject(path: &[Step<'_>]) -> (String, String) {
    match path {
        [.., Step::Key(list), Step::Item(index)] => {
            let (name, number) = (clip_key(*list), index.saturating_add(1));
            (
                format!("element {number} i `{name}`"),
                format!("item {number} of `{name}`"),
            )
        }
        [.., Step::Key(key)] => {
            let name = clip_key(*key);
            (format!("`{name}`"), format!("`{name}`"))
        }
        [.., Step::Item(index)] => {
            let number = index.saturating_add(1);
            (format!("element {number}"), format!("item {number}"))
        }
        _ => ("ansökan".to_owned(), "the application".to_owned()),
    }
}

fn clip_key(key: Str<'_>) -> String {
    clip(&key.text()).into_owned()
}

/// What to do where `null` may not stand: for an element of a list and for what one source says there is no key to leave out.
pub(super) fn instead_of_null(path: &[Step<'_>], object: bool) -> (&'static str, &'static str) {
    match path {
        [.., Step::Item(_)] if object => (
            "är allt om den okänt, skriv `{}`",
            "if all of it is unknown, write `{}`",
        ),
        [.., Step::Item(_)] => (
            "är listan inte känd i sin helhet, ta bort dess nyckel",
            "if the list is not known as a whole, leave its key out",
        ),
        [.., Step::Key(list), Step::Item(_), Step::Key(_)] if list.text() == "motstridigt" => (
            "säger källan inget, ta bort den",
            "if the source states nothing, leave it out",
        ),
        _ => (
            "är värdet okänt, ta bort nyckeln",
            "if the value is unknown, leave the key out",
        ),
    }
}

/// What a value looks like.
pub(super) fn shape(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Object => ("ett objekt (`{…}`)", "an object (`{…}`)"),
        Shape::Array => ("en lista (`[…]`)", "a list (`[…]`)"),
        Shape::String => ("en text", "a text"),
        Shape::Number => ("ett tal", "a number"),
        Shape::Bool => ("`true` eller `false`", "`true` or `false`"),
        Shape::Null => ("`null`", "`null`"),
    }
}

/// What a value must be.
pub(super) fn kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Bool => ("`true` eller `false`", "`true` or `false`"),
        Kind::Number {
            scale: Scale::Money, ..
        } => ("ett belopp i kronor", "an amount in kronor"),
        Kind::Number {
            scale: Scale::Percent,
            ..
        } => ("ett tal i procent", "a number of per cent"),
        Kind::Number { whole: true, .. } => ("ett helt tal", "a whole number"),
        Kind::Number { .. } => ("ett tal", "a number"),
        Kind::Date => ("ett datum", "a date"),
        Kind::Timestamp => ("en tidpunkt", "a point in time"),
        Kind::Period => (
            "en period (`{\"från\": …, \"till\": …}`)",
            "a period (`{\"från\": …, \"till\": …}`)",
        ),
        Kind::Text => ("en text", "a text"),
        Kind::Enum(_) => ("ett av de möjliga värdena", "one of the possible values"),
        Kind::TableKey(_) => ("en nyckel i tabellen", "a key of the table"),
        Kind::RecordKey(_) => ("nyckeln för en post i listan", "the key of a record in the list"),
        Kind::Record(_) => ("ett objekt (`{…}`)", "an object (`{…}`)"),
        Kind::List(_) => ("en lista (`[…]`)", "a list (`[…]`)"),
    }
}

/// Adds how the value would be written, where that can be seen from what is written.
pub(super) fn how_to_write(diagnostic: Diagnostic, kind: Kind, shape: Shape, written: &str) -> Diagnostic {
    match (kind, shape) {
        (Kind::Number { .. }, Shape::String) => match digits(written.trim_matches('"')) {
            Some(number) => diagnostic.help(
                format!("skriv talet utan citattecken: `{number}`"),
                format!("write the number without quotation marks: `{number}`"),
            ),
            None => diagnostic,
        },
        (Kind::Bool, Shape::String) => diagnostic.help(
            "skriv `true` för ja och `false` för nej, utan citattecken",
            "write `true` for yes and `false` for no, without quotation marks",
        ),
        (Kind::Date, _) => diagnostic.help(
            "ett datum skrivs `\"2023-06-01\"`",
            "a date is written `\"2023-06-01\"`",
        ),
        (Kind::Timestamp, _) => diagnostic.help(
            "en tidpunkt skrivs `\"2023-06-01T14:30:00+02:00\"`",
            "a point in time is written `\"2023-06-01T14:30:00+02:00\"`",
        ),
        (Kind::Text, Shape::Number) => diagnostic.help(
            format!("skriv värdet inom citattecken: `\"{}\"`", clip(written)),
            format!("write the value in quotation marks: `\"{}\"`", clip(written)),
        ),
        (Kind::List(_), Shape::Object | Shape::String | Shape::Number) => diagnostic.help(
            "skriv hakparenteser omkring, också när det bara är ett",
            "put square brackets around it, also when there is only one",
        ),
        _ => diagnostic,
    }
}

/// A number as it would be written in JSON, from what a person writes: `143 500,50 kr`.
fn digits(written: &str) -> Option<String> {
    if written.len() > SHOWN {
        return None;
    }
    let bare = written.trim().trim_end_matches("kr").trim_end_matches('%');
    let number: String = bare
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            ',' => '.',
            '\u{2212}' => '-',
            other => other,
        })
        .collect();
    crate::value::Number::parse_decimal(&number)?;
    let bare = number.trim_start_matches('-');
    let leading = bare.len() > 1 && bare.starts_with('0') && !bare.starts_with("0.");
    (!leading && !number.ends_with('.')).then_some(number)
}
