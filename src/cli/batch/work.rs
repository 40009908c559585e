//! What a thread does with a piece: each application is decided, written as a line and counted.

use super::feed::{Piece, Position, Record};
use super::order::Explain;
use super::reject::{Reason, Reject, RejectForm};
use super::sink::TOLD;
use crate::batch::{Columns, Counter, Form, Grounds, Scribe, Tally};
use crate::service::{RuleSet, Scratch};
use crate::value::{Bilingual, Language};

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
    /// How those that can't be decided are written; none when they are only told of.
    pub(super) rejects: Option<RejectForm>,
    /// Whether a piece ends with its first application that can't be decided.
    pub(super) fail_fast: bool,
    pub(super) language: Language,
}

/// What a piece came to.
#[derive(Default)]
pub(super) struct Done {
    /// The lines of its decisions.
    pub(super) lines: Vec<u8>,
    /// Those that could not be decided, as they are written.
    pub(super) rejects: Vec<u8>,
    /// The first of them, as they are told of.
    pub(super) told: Vec<Told>,
    /// What was counted.
    pub(super) tally: Tally,
    /// What comes after the piece.
    pub(super) next: Position,
}

/// What is told of an application that could not be decided.
pub(super) struct Told {
    /// The line that it begins in.
    pub(super) line: u64,
    /// The byte of its first mistake.
    pub(super) byte: u64,
    /// That mistake.
    pub(super) reason: String,
}

/// A thread that does it, with what it remembers from application to application.
pub(super) struct Worker<'a> {
    task: &'a Task,
    scratch: Scratch,
    scribe: Option<Scribe<'a>>,
    counter: Counter,
    /// A row of CSV as an application.
    row: Vec<u8>,
}

impl Task {
    /// A thread's own worker.
    pub(super) fn worker(&self) -> Worker<'_> {
        let grounds = (self.explain == Explain::Grounds).then_some(&self.grounds);
        Worker {
            task: self,
            scratch: Scratch::default(),
            scribe: self.form.map(|form| Scribe::new(&self.rules, form, grounds)),
            counter: Counter::default(),
            row: Vec::new(),
        }
    }
}

impl Worker<'_> {
    /// Does it.
    pub(super) fn piece(&mut self, piece: &Piece, done: &mut Done) {
        let task = self.task;
        done.lines.clear();
        done.rejects.clear();
        done.told.clear();
        for record in &piece.records {
            let Err(reject) = self.record(record, piece.bytes(record), &mut done.lines) else {
                continue;
            };
            // One more, so that it is told that there are more.
            if done.told.len() <= TOLD {
                let reason = reject.reasons.first().map(|reason| reason.line(task.language));
                done.told.push(Told {
                    line: reject.place.line,
                    byte: reject.byte,
                    reason: reason.unwrap_or_default().to_owned(),
                });
            }
            if let Some(form) = &task.rejects {
                form.write(&reject, task.language, &mut done.rejects);
            }
            if task.fail_fast {
                break;
            }
        }
        done.tally = self.counter.take(&task.rules);
        done.next = piece.next;
    }

    fn record<'p>(
        &mut self,
        record: &Record,
        bytes: &'p [u8],
        lines: &mut Vec<u8>,
    ) -> Result<(), Reject<'p>> {
        let (task, place) = (self.task, record.place);
        let reject = |byte, reasons| Reject {
            place,
            byte,
            reasons,
            text: bytes,
        };
        let application = match application(task, record, bytes, &mut self.row) {
            Ok(application) => application,
            Err(words) => {
                self.counter.refusal(None);
                return Err(reject(place.byte, vec![Reason::plain(&words)]));
            }
        };
        let decided = task
            .rules
            .evaluate_in(&mut self.scratch, application)
            .and_then(|decision| {
                let whole = match task.explain {
                    Explain::Full => true,
                    Explain::Rejected => !decision.is_granted(),
                    Explain::Nothing | Explain::Grounds => false,
                };
                let whole = whole.then(|| task.rules.explain(application)).transpose()?;
                Ok((decision, whole))
            });
        match decided {
            Ok((decision, whole)) => {
                self.counter.decision(&task.rules, &decision);
                if let Some(scribe) = &mut self.scribe {
                    scribe.line(place, &decision, whole.as_ref(), lines);
                }
                Ok(())
            }
            Err(refused) => {
                self.counter
                    .refusal(refused.diagnostics.first().map(|first| first.code));
                let within = if task.columns.is_some() { 0 } else { refused.byte() };
                let byte = place.byte.saturating_add(u64::from(within));
                Err(reject(byte, Reason::all(&refused)))
            }
        }
    }
}

/// The application that stands in a record; else what is wrong with it.
fn application<'b>(
    task: &Task,
    record: &Record,
    bytes: &'b [u8],
    row: &'b mut Vec<u8>,
) -> Result<&'b [u8], Bilingual> {
    if let Some(broken) = record.broken {
        return Err(broken.words());
    }
    let Some(columns) = &task.columns else {
        return Ok(bytes);
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(Bilingual::new("raden är inte UTF-8", "the row is not UTF-8"));
    };
    row.clear();
    columns.application(text, row)?;
    Ok(row)
}
