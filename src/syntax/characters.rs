//! What is looked at before parsing: bytes that are not text, and characters that look like others or like nothing.

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// The largest rule file, in bytes.
const MAX_BYTES: usize = 1024 * 1024;

/// Told at most so many times a file.
const MAX_REPORTS: usize = 20;

/// Default_Ignorable_Code_Point (Unicode 16.0, DerivedCoreProperties), the bidirectional controls among them.
const IGNORABLE: &[(u32, u32)] = &[
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
];

/// The text of a rule file.
///
/// # Errors
/// E0101 with the place when the bytes are not UTF-8, E0104 when they are more than 1 MiB.
#[allow(
    clippy::result_large_err,
    reason = "once a file, and what a caller does with it is report it"
)]
pub fn decode(file: FileId, bytes: &[u8]) -> Result<&str, Diagnostic> {
    if bytes.len() > MAX_BYTES {
        return Err(Diagnostic::error(
            Code::TooLarge,
            Span::new(file, 0, 0),
            format!(
                "filen är {} byte; en regelfil är högst 1 MiB ({MAX_BYTES} byte)",
                bytes.len()
            ),
            format!(
                "the file is {} bytes; a rule file is at most 1 MiB ({MAX_BYTES} bytes)",
                bytes.len()
            ),
        ));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = error.valid_up_to();
        let before = bytes
            .get(..valid)
            .and_then(|b| std::str::from_utf8(b).ok())
            .unwrap_or("");
        let line = before.matches('\n').count().saturating_add(1);
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or("")
            .chars()
            .count()
            .saturating_add(1);
        let byte = bytes.get(valid).copied().unwrap_or(0);
        let end = valid.saturating_add(error.error_len().unwrap_or(1));
        Diagnostic::error(
            Code::NotUtf8,
            span(file, valid, end),
            format!("byte {valid} (0x{byte:02X}, rad {line}, kolumn {column}) är inte UTF-8"),
            format!("byte {valid} (0x{byte:02X}, line {line}, column {column}) is not UTF-8"),
        )
        .help("spara filen som UTF-8", "save the file as UTF-8")
    })
}

/// Where in the file a character stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Code,
    String,
    Comment,
}

/// The state of a scan that knows strings and comments, character by character.
#[derive(Clone, Copy)]
pub(super) struct Scan {
    place: Place,
    escaped: bool,
}

impl Scan {
    pub(super) fn new() -> Self {
        Self {
            place: Place::Code,
            escaped: false,
        }
    }

    /// Where `c` stands; the quotation marks and the `#` are the string's and the comment's own.
    pub(super) fn step(&mut self, c: char) -> Place {
        let here = self.place;
        match (here, c) {
            (_, '\n') => *self = Self::new(),
            (Place::Code, '"') => {
                self.place = Place::String;
                return Place::String;
            }
            (Place::Code, '#') => {
                self.place = Place::Comment;
                return Place::Comment;
            }
            (Place::String, _) if self.escaped => self.escaped = false,
            (Place::String, '\\') => self.escaped = true,
            (Place::String, '"') => self.place = Place::Code,
            _ => {}
        }
        here
    }

    /// Whether a string is open.
    pub(super) fn in_string(self) -> bool {
        self.place == Place::String
    }
}

/// Characters that are not allowed where they stand. An item with one of them is not parsed.
pub(super) fn forbidden(file: FileId, text: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut scan = Scan::new();
    // Between typographic quotation marks on a line, where a text was meant.
    let mut meant = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut place = scan.step(c);
        if c == '\n' {
            meant = false;
        } else if place == Place::Code {
            // The pair is told once, at its first mark.
            if meant {
                place = Place::String;
            }
            if is_typographic(c) {
                meant = !meant;
            }
        }
        let next = chars.peek().map(|(_, c)| *c);
        // Most characters are plain ASCII.
        if matches!(c, ' '..='~' | '\n') {
            continue;
        }
        let here = span(file, at, at.saturating_add(c.len_utf8()));
        if let Some(diagnostic) = forbidden_character(here, at, c, next, place) {
            found.push(diagnostic);
            if found.len() >= MAX_REPORTS {
                break;
            }
        }
    }
    found
}

/// Whether it is a quotation mark that people write around texts, and the language does not.
fn is_typographic(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '«' | '»')
}

fn forbidden_character(
    here: Span,
    at: usize,
    c: char,
    next: Option<char>,
    place: Place,
) -> Option<Diagnostic> {
    let code = u32::from(c);
    let error = |sv: String, en: String| Diagnostic::error(Code::ForbiddenCharacter, here, sv, en);
    if c == '\u{FEFF}' && at == 0 {
        return Some(
            error(
                "filen börjar med en BOM (U+FEFF)".into(),
                "the file begins with a BOM (U+FEFF)".into(),
            )
            .help(
                "spara filen som UTF-8 utan BOM",
                "save the file as UTF-8 without a BOM",
            ),
        );
    }
    if c == '\r' {
        return (next != Some('\n')).then(|| {
            error(
                "ett ensamt vagnreturtecken (U+000D)".into(),
                "a lone carriage return (U+000D)".into(),
            )
            .help("avsluta rader med LF eller CR LF", "end lines with LF or CR LF")
        });
    }
    if IGNORABLE.iter().any(|(from, to)| (*from..=*to).contains(&code)) {
        return Some(
            error(
                format!("tecknet U+{code:04X} syns inte"),
                format!("the character U+{code:04X} can't be seen"),
            )
            .help("ta bort det", "take it away"),
        );
    }
    if (c.is_control() && c != '\t') || matches!(c, '\u{2028}' | '\u{2029}') {
        return Some(error(
            format!("styrtecknet U+{code:04X}"),
            format!("the control character U+{code:04X}"),
        ));
    }
    if place != Place::Code {
        return None;
    }
    let (sv, en) = match c {
        c if is_typographic(c) => (
            "text står inom raka citattecken: `\"`",
            "text stands in straight quotation marks: `\"`",
        ),
        '‘' | '’' | '‚' => ("ett namn har inga citattecken", "a name has no quotation marks"),
        '–' | '—' | '‐' | '‑' | '‒' | '―' => (
            "minus skrivs `-` med mellanrum omkring, en period `2023-01-01..2023-12-31`",
            "minus is written `-` with spaces around it, a period `2023-01-01..2023-12-31`",
        ),
        '\u{A0}' | '\u{202F}' => return None,
        c if c.is_whitespace() && c != '\t' => (
            "använd ett vanligt mellanslag, eller U+00A0 i ett tal",
            "use an ordinary space, or U+00A0 in a number",
        ),
        _ => return None,
    };
    let shown = if c.is_whitespace() {
        String::new()
    } else {
        format!("`{c}` ")
    };
    Some(
        error(
            format!("tecknet {shown}(U+{code:04X}) används inte utanför texter"),
            format!("the character {shown}(U+{code:04X}) is not used outside texts"),
        )
        .help(sv, en),
    )
}

/// E0102, at the first place that normalising would change.
pub(super) fn not_normal(file: FileId, text: &str) -> Option<Diagnostic> {
    if text.is_ascii() || unicode_normalization::is_nfc(text) {
        return None;
    }
    let mut normal = text.nfc();
    let at = text
        .char_indices()
        .find(|(_, c)| normal.next() != Some(*c))
        .map_or(text.len(), |(at, _)| at);
    let rest = text.get(at..).unwrap_or("");
    // The character and what is combined with it.
    let length = rest
        .char_indices()
        .skip(1)
        .find(|(_, c)| unicode_normalization::char::canonical_combining_class(*c) == 0)
        .map_or(rest.len(), |(i, _)| i);
    let written: String = rest.get(..length).unwrap_or("").to_owned();
    let right: String = written.nfc().collect();
    let points = |t: &str| {
        let points: Vec<_> = t.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
        points.join(" ")
    };
    Some(
        Diagnostic::error(
            Code::NotNfc,
            span(file, at, at.saturating_add(length)),
            format!(
                "`{right}` är skrivet som {}, inte som {}",
                points(&written),
                points(&right)
            ),
            format!(
                "`{right}` is written as {}, not as {}",
                points(&written),
                points(&right)
            ),
        )
        .help(
            "spara filen i Unicodes normalform NFC; inget annat behöver ändras",
            "save the file in Unicode's normal form NFC; nothing else has to change",
        ),
    )
}

pub(super) fn span(file: FileId, start: usize, end: usize) -> Span {
    let place = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Span::new(file, place(start), place(end))
}
