//! An application that could not be decided: why, and how it is written so that it can be mended and decided again.

use serde_json::{Value, json};

use crate::batch::Place;
use crate::diagnostic::Diagnostic;
use crate::render;
use crate::service::Refused;
use crate::source::Sources;
use crate::value::{Bilingual, Language};

/// How many of an application's mistakes are told.
const MISTAKES: usize = 5;

/// An application that could not be decided.
pub(super) struct Reject<'a> {
    /// Where it stands.
    pub(super) place: Place,
    /// The byte of the file at which its first mistake is; of a row of CSV, at which the row begins.
    pub(super) byte: u64,
    /// Its mistakes: the code, the place in the application as a JSON pointer, and the words.
    pub(super) reasons: Vec<Reason>,
    /// What stands in the file.
    pub(super) text: &'a [u8],
}

/// A mistake.
pub(super) struct Reason {
    code: &'static str,
    pointer: Option<String>,
    words: Bilingual,
}

impl Reason {
    /// What is wrong with a line before it is an application.
    pub(super) fn plain(words: &Bilingual) -> Self {
        let (sv, en) = (words.get(Language::Swedish), words.get(Language::English));
        Self {
            code: "",
            pointer: None,
            words: Bilingual::new(format!("fel: {sv}"), format!("error: {en}")),
        }
    }

    /// The first of an application's mistakes.
    pub(super) fn all(refused: &Refused) -> Vec<Self> {
        refused.diagnostics.iter().take(MISTAKES).map(Self::of).collect()
    }

    /// A mistake on one line, by its pointer.
    fn of(diagnostic: &Diagnostic) -> Self {
        let mut alone = diagnostic.clone();
        alone.labels.clear();
        alone.pointer = alone.pointer.filter(|pointer| !pointer.is_empty());
        let line = |language| render::diagnostic_line(&alone, &Sources::default(), language);
        Self {
            code: alone.code.as_str(),
            words: Bilingual::new(line(Language::Swedish), line(Language::English)),
            pointer: alone.pointer,
        }
    }

    /// The mistake on a line.
    pub(super) fn line(&self, language: Language) -> &str {
        self.words.get(language)
    }

    /// For a program.
    fn json(&self) -> Value {
        json!({"code": self.code, "path": self.pointer, "sv": self.words.sv, "en": self.words.en})
    }
}

/// How rejects are written: as their lines, so that they can be mended and decided again.
#[derive(Clone, Debug)]
pub(super) enum RejectForm {
    /// A remark with the reason, and the application on a line.
    Ndjson,
    /// Rows, with two columns before the others that are passed over when they are read; with the header.
    Csv(u8, Vec<u8>),
}

impl RejectForm {
    /// What stands before the first.
    pub(super) fn head(&self) -> Vec<u8> {
        match self {
            Self::Ndjson => Vec::new(),
            Self::Csv(delimiter, header) => {
                let between = char::from(*delimiter);
                let mut line = format!("#line{between}#reason{between}").into_bytes();
                line.extend_from_slice(header);
                line.extend_from_slice(b"\r\n");
                line
            }
        }
    }

    /// Writes one.
    pub(super) fn write(&self, reject: &Reject<'_>, language: Language, out: &mut Vec<u8>) {
        match self {
            Self::Ndjson => {
                let reasons: Vec<_> = reject.reasons.iter().map(Reason::json).collect();
                let remark = json!({
                    "line": reject.place.line,
                    "item": reject.place.item,
                    "byte": reject.byte,
                    "reasons": reasons,
                });
                out.extend_from_slice(format!("#{remark}\n").as_bytes());
                // An element of a list may have several lines; between them there is nothing but white space.
                let line = reject.text.iter().map(|byte| match byte {
                    b'\n' | b'\r' => b' ',
                    other => *other,
                });
                out.extend(line);
                if !reject.text.is_empty() {
                    out.push(b'\n');
                }
            }
            Self::Csv(delimiter, _) => {
                let reasons: Vec<&str> = reject
                    .reasons
                    .iter()
                    .map(|reason| reason.line(language))
                    .collect();
                let reason = reasons.join(" | ").replace('"', "\"\"");
                let between = char::from(*delimiter);
                let line = format!("{}{between}\"{reason}\"{between}", reject.place.line);
                out.extend_from_slice(line.as_bytes());
                out.extend_from_slice(reject.text);
                out.extend_from_slice(b"\r\n");
            }
        }
    }
}
