//! Bytes to records: encoding, quotation marks, and where each field stands.

use unicode_normalization::is_nfc;

use super::{TABLE_LIMIT, TableInput};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

const MARK: &str = "\u{FEFF}";

/// The table's text without its byte order mark, and the byte at which it begins.
pub(super) fn text<'a>(input: &TableInput<'a>) -> Result<(&'a str, usize), Box<Diagnostic>> {
    if input.bytes.len() > TABLE_LIMIT {
        return Err(Box::new(Diagnostic::error(
            Code::TooLarge,
            input.declared,
            format!(
                "tabellen är {} byte, men får vara högst {TABLE_LIMIT}",
                input.bytes.len()
            ),
            format!(
                "the table is {} bytes, but may be at most {TABLE_LIMIT}",
                input.bytes.len()
            ),
        )));
    }
    let whole = std::str::from_utf8(input.bytes).map_err(|error| {
        Diagnostic::error(
            Code::NotUtf8,
            span(input.file, error.valid_up_to(), error.valid_up_to()),
            "tabellen är inte UTF-8",
            "the table is not UTF-8",
        )
        .label("härifrån är den inte det", "from here on it is not")
        .also(input.declared, "tabellen anges här", "the table is declared here")
        .help("spara filen som CSV UTF-8", "save the file as CSV UTF-8")
    })?;
    let (text, base) = match whole.strip_prefix(MARK) {
        Some(rest) => (rest, MARK.len()),
        None => (whole, 0),
    };
    if let Some((at, character)) = text.char_indices().find(|(_, c)| is_forbidden(*c)) {
        let start = base.saturating_add(at);
        let code = u32::from(character);
        return Err(Box::new(
            Diagnostic::error(
                Code::ForbiddenCharacter,
                span(input.file, start, start.saturating_add(character.len_utf8())),
                format!("tecknet U+{code:04X} får inte förekomma i en tabell"),
                format!("the character U+{code:04X} is not allowed in a table"),
            )
            .label(
                "det syns inte, och kan dölja vad som står",
                "it is invisible, and can hide what is written",
            ),
        ));
    }
    if !is_nfc(text) {
        return Err(Box::new(not_nfc(input, text, base)));
    }
    Ok((text, base))
}

/// Control characters but tab and line breaks, and characters that are invisible or turn the direction of the text.
fn is_forbidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{61C}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn not_nfc(input: &TableInput<'_>, text: &str, base: usize) -> Diagnostic {
    let mut start = base;
    let mut place = span(input.file, base, base);
    'lines: for line in text.split_inclusive('\n') {
        let mut at = start;
        for part in line.split_inclusive([',', ' ']) {
            let end = at.saturating_add(part.len());
            if !is_nfc(part) {
                place = span(input.file, at, end);
                break 'lines;
            }
            at = end;
        }
        start = start.saturating_add(line.len());
    }
    Diagnostic::error(
        Code::NotNfc,
        place,
        "tabellen är inte i normalform NFC",
        "the table is not in normal form NFC",
    )
    .label(
        "här är en bokstav skriven med lösa prickar",
        "a letter is written with loose dots here",
    )
    .help(
        "spara om filen i NFC: `å` som ett tecken, inte som `a` och en ring",
        "save the file in NFC: `å` as one character, not as `a` and a ring",
    )
}

/// The rows of a file.
pub(super) struct Records<'a> {
    file: FileId,
    text: &'a str,
    base: usize,
    /// The header.
    pub(super) header: csv::StringRecord,
    /// The rows after it.
    pub(super) rows: Vec<csv::StringRecord>,
}

/// Cuts the text into records.
pub(super) fn records<'a>(
    input: &TableInput<'_>,
    text: &'a str,
    base: usize,
) -> Result<Records<'a>, Box<Diagnostic>> {
    quotation_marks(input.file, text, base)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        rows.push(record.map_err(|error| {
            Diagnostic::error(
                Code::MalformedTable,
                input.declared,
                format!("tabellen kan inte läsas: {error}"),
                format!("the table can't be read: {error}"),
            )
        })?);
    }
    if rows.is_empty() {
        return Err(Box::new(
            Diagnostic::error(
                Code::MalformedTable,
                span(input.file, base, base),
                "tabellen är tom",
                "the table is empty",
            )
            .label(
                "här väntades en rad med rubriker",
                "a row of headers was expected here",
            )
            .also(input.declared, "tabellen anges här", "the table is declared here"),
        ));
    }
    let header = rows.remove(0);
    Ok(Records {
        file: input.file,
        text,
        base,
        header,
        rows,
    })
}

/// Each quotation mark that opens a field is closed before a comma, a line break or the end.
fn quotation_marks(file: FileId, text: &str, base: usize) -> Result<(), Box<Diagnostic>> {
    let wrong = |start: usize, end: usize, sv: &str, en: &str| {
        let place = span(file, start.saturating_add(base), end.saturating_add(base));
        Err(Box::new(
            Diagnostic::error(Code::MalformedTable, place, sv, en).help(
                "ett citattecken i ett fält skrivs två gånger: `\"\"`",
                "a quotation mark in a field is written twice: `\"\"`",
            ),
        ))
    };
    let mut bytes = text.bytes().enumerate().peekable();
    let mut field_begins = true;
    while let Some((at, byte)) = bytes.next() {
        if !(field_begins && byte == b'"') {
            field_begins = matches!(byte, b',' | b'\n' | b'\r');
            continue;
        }
        field_begins = false;
        let closed = loop {
            match bytes.next() {
                Some((_, b'"')) if matches!(bytes.peek(), Some((_, b'"'))) => {
                    bytes.next();
                }
                Some((end, b'"')) => break Some(end),
                Some(_) => {}
                None => break None,
            }
        };
        match (closed, bytes.peek()) {
            (None, _) => {
                return wrong(
                    at,
                    at.saturating_add(1),
                    "ett citattecken öppnar ett fält och stängs inte",
                    "a quotation mark opens a field and is not closed",
                );
            }
            (Some(_), None | Some((_, b',' | b'\n' | b'\r'))) => {}
            (Some(end), Some(_)) => {
                return wrong(
                    at,
                    end.saturating_add(1),
                    "efter det avslutande citattecknet fortsätter fältet",
                    "the field goes on after its closing quotation mark",
                );
            }
        }
    }
    Ok(())
}

impl Records<'_> {
    /// The place of a record.
    pub(super) fn whole(&self, record: &csv::StringRecord) -> Span {
        let first = self.field(record, 0);
        first.to(self.field(record, record.len().saturating_sub(1)))
    }

    /// The place of a field, with its quotation marks.
    pub(super) fn field(&self, record: &csv::StringRecord, index: usize) -> Span {
        let start = record
            .position()
            .map_or(0, |p| usize::try_from(p.byte()).unwrap_or(usize::MAX));
        let rest = self.text.get(start..).unwrap_or("");
        // A record's position is before the empty lines that it comes after.
        let blank = rest
            .len()
            .saturating_sub(rest.trim_start_matches(['\r', '\n']).len());
        let rest = rest.get(blank..).unwrap_or("");
        let (mut quoted, mut fields, mut from, mut to) = (false, 0_usize, 0, rest.len());
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'"' if quoted || at == from => quoted = !quoted,
                b',' if !quoted => {
                    if fields == index {
                        to = at;
                        break;
                    }
                    fields = fields.saturating_add(1);
                    from = at.saturating_add(1);
                }
                b'\n' | b'\r' if !quoted => {
                    to = at;
                    break;
                }
                _ => {}
            }
        }
        let begin = self.base.saturating_add(start).saturating_add(blank);
        span(self.file, begin.saturating_add(from), begin.saturating_add(to))
    }
}

fn span(file: FileId, start: usize, end: usize) -> Span {
    let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, offset(start), offset(end))
}
