//! What is wrong with JSON that is not written correctly, in words for a case officer.

use super::scan::Step;
use super::string::Str;
use super::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// A mistake after which nothing more can be read.
pub(super) type Fault = Box<Diagnostic>;

/// A span of bytes; what is beyond 4 GiB is at the end.
pub(super) fn span(file: FileId, start: usize, end: usize) -> Span {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, narrow(start), narrow(end))
}

/// The path as a JSON pointer (RFC 6901).
pub(super) fn pointer(path: &[Step<'_>]) -> String {
    let mut pointer = String::new();
    for step in path {
        match step {
            Step::Object | Step::Array => {}
            Step::Key(key) => add_key(&mut pointer, &key.text()),
            Step::Item(index) => add_index(&mut pointer, *index),
        }
    }
    pointer
}

/// Adds a key to a JSON pointer.
pub(super) fn add_key(pointer: &mut String, key: &str) {
    pointer.push('/');
    for c in key.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// Adds an element's number to a JSON pointer.
pub(super) fn add_index(pointer: &mut String, index: u32) {
    pointer.push('/');
    pointer.push_str(&index.to_string());
}

/// A mistake in the file as a whole.
pub(super) fn plain(code: Code, span: Span, sv: impl Into<String>, en: impl Into<String>) -> Fault {
    Box::new(Diagnostic::error(code, span, sv, en).at(""))
}

/// More bytes than are taken.
pub(super) fn too_large(file: FileId, bytes: usize, most: usize) -> Fault {
    plain(
        Code::InputTooLarge,
        span(file, 0, 0),
        format!("ansökan är {bytes} byte, och högst {most} tas emot"),
        format!("the application is {bytes} bytes, and at most {most} are accepted"),
    )
}

/// A byte order mark at the beginning.
pub(super) fn byte_order_mark(file: FileId) -> Fault {
    let mut fault = plain(
        Code::MalformedJson,
        span(file, 0, 3),
        "filen börjar med en byteordningsmarkering (BOM)",
        "the file begins with a byte order mark (BOM)",
    );
    *fault = fault.help(
        "spara filen som UTF-8 utan BOM",
        "save the file as UTF-8 without BOM",
    );
    fault
}

/// Bytes that are not UTF-8.
pub(super) fn not_utf8(file: FileId, bytes: &[u8], at: usize) -> Fault {
    let byte = bytes.get(at).copied().unwrap_or(0);
    let place = at.saturating_add(1);
    let mut fault = plain(
        Code::InputNotUtf8,
        span(file, at, place),
        format!("byte nummer {place} (0x{byte:02X}) är inte UTF-8"),
        format!("byte number {place} (0x{byte:02X}) is not UTF-8"),
    );
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    *fault = if utf16 {
        fault.help(
            "filen är UTF-16: spara den som UTF-8",
            "the file is UTF-16: save it as UTF-8",
        )
    } else {
        fault.help(
            "filen kan vara sparad som Windows-1252 eller Latin-1: spara den som UTF-8",
            "the file may have been saved as Windows-1252 or Latin-1: save it as UTF-8",
        )
    };
    fault
}

/// Where the scanner stopped.
pub(super) struct Here<'s, 'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// The byte.
    pub(super) at: usize,
    /// The file.
    pub(super) file: FileId,
    /// The path.
    pub(super) path: &'s [Step<'a>],
}

impl Here<'_, '_> {
    /// A value was expected.
    pub(super) fn value(&self) -> Fault {
        let begun = self.rest().trim_end();
        let is_cut = |word: &str| word.len() > begun.len() && word.starts_with(begun);
        if !begun.is_empty() && ["true", "false", "null"].into_iter().any(is_cut) {
            return self.make(
                span(self.file, self.at, self.at.saturating_add(begun.len())),
                format!("filen slutar mitt i ett värde: `{begun}`"),
                format!("the file ends in the middle of a value: `{begun}`"),
            );
        }
        let (after_sv, after_en) = match self.path.last() {
            Some(Step::Key(key)) => (
                format!("efter `{}:` väntades ett värde", words::clip(&key.text())),
                format!("a value was expected after `{}:`", words::clip(&key.text())),
            ),
            Some(Step::Item(index)) => {
                let number = index.saturating_add(1);
                (
                    format!("element {number} i listan väntades"),
                    format!("item {number} of the list was expected"),
                )
            }
            _ => ("ett värde väntades".to_owned(), "a value was expected".to_owned()),
        };
        let fault = self.expected(&after_sv, &after_en);
        let word: String = self
            .rest()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .take(40)
            .collect();
        self.advise(fault, &word)
    }

    /// In an object, a key or its end was expected.
    pub(super) fn in_object(&self) -> Fault {
        match self.path.last() {
            Some(Step::Key(key)) => {
                let key = key.text();
                let key = words::clip(&key);
                self.expected(
                    &format!("efter värdet av `{key}` väntades `,` eller `}}`"),
                    &format!("`,` or `}}` was expected after the value of `{key}`"),
                )
            }
            _ => {
                let fault = self.expected(
                    "efter `{` väntades en nyckel inom citattecken eller `}`",
                    "a key in quotation marks or `}` was expected after `{`",
                );
                self.advise(fault, "")
            }
        }
    }

    /// After a comma in an object, a key was expected.
    pub(super) fn key_after_comma(&self) -> Fault {
        if self.rest().starts_with('}') {
            return self.comma_before_end();
        }
        let fault = self.expected(
            "efter `,` väntades en nyckel inom citattecken",
            "a key in quotation marks was expected after `,`",
        );
        self.advise(fault, "")
    }

    /// A comma before the end of an object or a list.
    pub(super) fn comma_before_end(&self) -> Fault {
        let end = self.rest().chars().next().unwrap_or('}');
        self.make(
            self.here(),
            format!("ett komma för mycket före `{end}`"),
            format!("one comma too many before `{end}`"),
        )
    }

    /// After a key, a colon was expected.
    pub(super) fn colon(&self, key: Str<'_>) -> Fault {
        let key = key.text();
        let key = words::clip(&key);
        self.expected(
            &format!("efter `{key}` väntades `:`"),
            &format!("`:` was expected after `{key}`"),
        )
    }

    /// In an array, a comma or its end was expected.
    pub(super) fn in_array(&self) -> Fault {
        let number = match self.path.last() {
            Some(Step::Item(index)) => index.saturating_add(1),
            _ => 0,
        };
        self.expected(
            &format!("efter element {number} i listan väntades `,` eller `]`"),
            &format!("`,` or `]` was expected after item {number} of the list"),
        )
    }

    /// Something follows the application.
    pub(super) fn trailing(&self) -> Fault {
        self.expected(
            "ansökan är slut här, och ingenting mer väntades",
            "the application ends here, and nothing more was expected",
        )
    }

    /// Nested too deeply.
    pub(super) fn too_deep(&self, most: usize) -> Fault {
        let mut fault = self.make(
            self.here(),
            format!("ansökan är nästlad djupare än {most} nivåer"),
            format!("the application is nested more than {most} levels deep"),
        );
        fault.code = Code::InputTooDeep;
        fault
    }

    /// A number needs a digit here.
    pub(super) fn digit(&self, start: usize) -> Fault {
        let written = self.text.get(start..self.at).unwrap_or("");
        self.expected(
            &format!("efter `{written}` väntades en siffra"),
            &format!("a digit was expected after `{written}`"),
        )
    }

    /// A number begins with a zero too many.
    pub(super) fn leading_zero(&self, start: usize) -> Fault {
        let written = self.text.get(start..self.at).unwrap_or("");
        let mut fault = self.make(
            span(self.file, start, self.at),
            format!("talet `{written}` börjar med en nolla för mycket"),
            format!("the number `{written}` begins with one zero too many"),
        );
        *fault = fault.help(
            "är det ett nummer som inte räknas med, skriv det inom citattecken",
            "if it is a number that is not calculated with, write it in quotation marks",
        );
        fault
    }

    /// A control character in a string.
    pub(super) fn control_character(&self) -> Fault {
        let byte = self.text.as_bytes().get(self.at).copied().unwrap_or(0);
        let mut fault = self.make(
            self.here(),
            format!("styrtecknet U+{byte:04X} står direkt i en text"),
            format!("the control character U+{byte:04X} stands directly in a text"),
        );
        *fault = match byte {
            b'\n' | b'\r' => fault.help(
                "texten saknar kanske sitt slutande `\"`; en radbrytning i en text skrivs `\\n`",
                "the text may lack its closing `\"`; a line break in a text is written `\\n`",
            ),
            _ => fault.help(
                format!("skriv det `\\u{byte:04x}`"),
                format!("write it `\\u{byte:04x}`"),
            ),
        };
        fault
    }

    /// A string without its end.
    pub(super) fn open_string(&self, start: usize) -> Fault {
        let mut fault = self.make(
            span(self.file, self.at, self.at),
            "texten saknar sitt slutande `\"`, och filen slutar där".to_owned(),
            "the text lacks its closing `\"`, and the file ends there".to_owned(),
        );
        *fault = fault.also(
            span(self.file, start, start.saturating_add(1)),
            "texten börjar här",
            "the text begins here",
        );
        fault
    }

    /// An escape that doesn't exist.
    pub(super) fn escape(&self, start: usize) -> Fault {
        let rest = self.text.get(start..).unwrap_or("");
        let written: String = match rest.chars().nth(1) {
            Some('u') => rest.chars().take(6).take_while(|c| *c != '"').collect(),
            _ => rest.chars().take(2).filter(|c| !c.is_control()).collect(),
        };
        let mut fault = self.make(
            span(self.file, start, start.saturating_add(written.len())),
            format!("`{written}` betyder ingenting i en text"),
            format!("`{written}` means nothing in a text"),
        );
        *fault = fault.help(
            "ett bakvänt snedstreck skrivs `\\\\`",
            "a backslash is written `\\\\`",
        );
        fault
    }

    /// Half of a surrogate pair.
    pub(super) fn half_surrogate(&self, start: usize) -> Fault {
        let written: String = self.text.get(start..).unwrap_or("").chars().take(6).collect();
        self.make(
            span(self.file, start, start.saturating_add(written.len())),
            format!("`{written}` är ett halvt tecken (ett ensamt surrogat)"),
            format!("`{written}` is half a character (a lone surrogate)"),
        )
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The next character's place.
    fn here(&self) -> Span {
        let length = self.rest().chars().next().map_or(0, char::len_utf8);
        span(self.file, self.at, self.at.saturating_add(length))
    }

    fn make(&self, span: Span, sv: String, en: String) -> Fault {
        Box::new(Diagnostic::error(Code::MalformedJson, span, sv, en).at(pointer(self.path)))
    }

    /// What was expected, and what stands there instead.
    fn expected(&self, sv: &str, en: &str) -> Fault {
        let (sv, en) = match self.rest().chars().next() {
            None => (
                format!("{sv}, men filen slutar där"),
                format!("{en}, but the file ends there"),
            ),
            Some(c) if c.is_control() || (c.is_whitespace() && c != ' ') || c == '\u{feff}' => {
                let number = u32::from(c);
                (
                    format!("{sv}, men där står tecknet U+{number:04X}"),
                    format!("{en}, but the character U+{number:04X} stands there"),
                )
            }
            Some(c) => (
                format!("{sv}, men där står `{c}`"),
                format!("{en}, but `{c}` stands there"),
            ),
        };
        self.make(self.here(), sv, en)
    }

    /// Help for what people write who are used to something else than JSON.
    fn advise(&self, mut fault: Fault, word: &str) -> Fault {
        let first = self.rest().chars().next();
        let (sv, en) = match (first, word) {
            (Some('\'' | '”' | '“' | '’' | '»'), _) => (
                "texter och nycklar skrivs inom raka citattecken: `\"`".to_owned(),
                "texts and keys are written in straight quotation marks: `\"`".to_owned(),
            ),
            (Some('/' | '#'), _) => (
                "JSON har inga kommentarer".to_owned(),
                "JSON has no comments".to_owned(),
            ),
            (Some('.' | '+'), _) => (
                "ett tal börjar med en siffra eller `-`".to_owned(),
                "a number begins with a digit or `-`".to_owned(),
            ),
            (_, "True" | "TRUE" | "ja" | "Ja" | "sant") => (
                "skriv `true` för ja".to_owned(),
                "write `true` for yes".to_owned(),
            ),
            (_, "False" | "FALSE" | "nej" | "Nej" | "falskt") => (
                "skriv `false` för nej".to_owned(),
                "write `false` for no".to_owned(),
            ),
            (_, "NaN" | "Infinity" | "Inf" | "inf" | "nan") => (
                "JSON har bara ändliga tal".to_owned(),
                "JSON has finite numbers only".to_owned(),
            ),
            (_, "tru" | "tr" | "t") => ("skriv `true`".to_owned(), "write `true`".to_owned()),
            (_, "fals" | "fal" | "fa" | "f") => ("skriv `false`".to_owned(), "write `false`".to_owned()),
            (_, "nul" | "nu" | "n") => ("skriv `null`".to_owned(), "write `null`".to_owned()),
            (_, "None" | "NULL" | "Null" | "undefined") => {
                ("skriv `null`".to_owned(), "write `null`".to_owned())
            }
            (_, word) if !word.is_empty() => (
                format!("en text skrivs inom citattecken: `\"{word}\"`"),
                format!("a text is written in quotation marks: `\"{word}\"`"),
            ),
            // Where a value is expected, what begins so is a word.
            (Some(c), _) if c.is_alphabetic() || c == '_' => (
                "en nyckel skrivs inom citattecken".to_owned(),
                "a key is written in quotation marks".to_owned(),
            ),
            _ => return fault,
        };
        *fault = fault.help(sv, en);
        fault
    }
}
