//! What a worker does with a piece: each application is decided, written as a line and counted.

use serde_json::{Value, json};

use super::feed::{Piece, Position, Record};
use super::order::Explain;
use crate::batch::{Columns, Form, Grounds, Place, Tally};
use crate::diagnostic::Diagnostic;
use crate::render;
use crate::service::{Refused, RuleSet, Scratch};
use crate::source::Sources;
use crate::value::{Bilingual, Language};

/// How many of an application's mistakes are told.
const MISTAKES: usize = 5;

/// What is to be done with every piece.
pub(super) struct Task {
    /// The rules, with the day.
    pub(super) rules: RuleSet,
    /// How applications are read from rows.
    pub(super) columns: Option<Columns>,
    /// How decisions are written; none when they are only counted.
    pub(super) form: Option<Form>,
    /// What of each decision is explained.
    pub(super) explain: Explain,
    /// The rules as grounds.
    pub(super) grounds: Grounds,
    /// Whether a piece ends with its first application that can't be decided.
    pub(super) fail_fast: bool,
}

/// What a piece came to.
pub(super) struct Done {
    /// The lines of its decisions.
    pub(super) lines: Vec<u8>,
    /// Those that could not be decided.
    pub(super) rejects: Vec<Reject>,
    /// What was counted.
    pub(super) tally: Tally,
    /// What comes after the piece.
    pub(super) next: Position,
}

/// An application that could not be decided.
pub(super) struct Reject {
    /// Where it stands.
    pub(super) place: Place,
    /// The byte of the file at which its first mistake is; of a row of CSV, at which the row begins.
    pub(super) byte: u64,
    /// Its mistakes: the code, the place in the application as a JSON pointer, and the words.
    pub(super) reasons: Vec<Reason>,
    /// What stands in the file.
    pub(super) text: Vec<u8>,
}

/// A mistake.
pub(super) struct Reason {
    code: &'static str,
    pointer: Option<String>,
    words: Bilingual,
}

impl Reason {
    /// The mistake on a line.
    pub(super) fn line(&self, language: Language) -> &str {
        self.words.get(language)
    }

    /// For a program.
    pub(super) fn json(&self) -> Value {
        json!({"code": self.code, "path": self.pointer, "sv": self.words.sv, "en": self.words.en})
    }
}

impl Task {
    /// Does it.
    pub(super) fn piece(&self, scratch: &mut Scratch, piece: &Piece) -> Done {
        let mut done = Done {
            lines: Vec::with_capacity(piece.records.len().saturating_mul(128)),
            rejects: Vec::new(),
            tally: Tally::default(),
            next: piece.next,
        };
        let mut row = Vec::new();
        for record in &piece.records {
            let bytes = piece.bytes(record);
            if let Err(reject) = self.record(scratch, record, bytes, &mut row, &mut done) {
                done.rejects.push(reject);
                if self.fail_fast {
                    break;
                }
            }
        }
        done
    }

    fn record(
        &self,
        scratch: &mut Scratch,
        record: &Record,
        bytes: &[u8],
        row: &mut Vec<u8>,
        done: &mut Done,
    ) -> Result<(), Reject> {
        let place = record.place;
        let mut malformed = |words: Bilingual| {
            done.tally.refusal(None);
            Err(Reject {
                place,
                byte: place.byte,
                reasons: vec![plain(words)],
                text: bytes.to_vec(),
            })
        };
        if let Some(broken) = record.broken {
            return malformed(broken.words());
        }
        let application = match &self.columns {
            None => bytes,
            Some(columns) => {
                row.clear();
                let Ok(text) = std::str::from_utf8(bytes) else {
                    return malformed(Bilingual::new("raden är inte UTF-8", "the row is not UTF-8"));
                };
                if let Err(words) = columns.application(text, row) {
                    return malformed(words);
                }
                row.as_slice()
            }
        };
        let decided = self.rules.evaluate_in(scratch, application).and_then(|decision| {
            let whole = match self.explain {
                Explain::Full => true,
                Explain::Rejected => !decision.is_granted(),
                Explain::Nothing | Explain::Grounds => false,
            };
            let whole = whole.then(|| self.rules.explain(application)).transpose()?;
            Ok((decision, whole.map(|explanation| render::json(&explanation))))
        });
        match decided {
            Ok((decision, whole)) => {
                done.tally.decision(&self.rules, &decision);
                if let Some(form) = self.form {
                    let grounds = (self.explain == Explain::Grounds).then_some(&self.grounds);
                    form.line(
                        (&self.rules, place),
                        &decision,
                        grounds,
                        whole.as_ref(),
                        &mut done.lines,
                    );
                }
                Ok(())
            }
            Err(refused) => {
                done.tally
                    .refusal(refused.diagnostics.first().map(|first| first.code));
                let within = if self.columns.is_some() { 0 } else { refused.byte() };
                Err(Reject {
                    place,
                    byte: place.byte.saturating_add(u64::from(within)),
                    reasons: reasons(&refused),
                    text: bytes.to_vec(),
                })
            }
        }
    }
}

/// The first of an application's mistakes.
fn reasons(refused: &Refused) -> Vec<Reason> {
    refused.diagnostics.iter().take(MISTAKES).map(reason).collect()
}

/// A mistake on one line, by its pointer.
fn reason(diagnostic: &Diagnostic) -> Reason {
    let mut alone = diagnostic.clone();
    alone.labels.clear();
    alone.pointer = alone.pointer.filter(|pointer| !pointer.is_empty());
    let line = |language| render::diagnostic_line(&alone, &Sources::default(), language);
    Reason {
        code: alone.code.as_str(),
        words: Bilingual::new(line(Language::Swedish), line(Language::English)),
        pointer: alone.pointer,
    }
}

/// What is wrong with a line before it is an application.
fn plain(words: Bilingual) -> Reason {
    let (sv, en) = (words.get(Language::Swedish), words.get(Language::English));
    Reason {
        code: "",
        pointer: None,
        words: Bilingual::new(format!("fel: {sv}"), format!("error: {en}")),
    }
}
