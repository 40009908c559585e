//! Judgements that were answered with who, when or in which document.

use super::plan::Field;
use super::sink::{Answered, Sink};
use super::walk::Walk;
use crate::check::ruleset::BodyId;
use crate::facts::judgement::OFFICER;
use crate::facts::model::AnsweredBy;

impl<S: Sink> Walk<'_, S> {
    /// Reads an answer with its value: `{"värde": …, "av": …, "den": …, "handling": …}`.
    #[inline(never)]
    pub(super) fn answer(&mut self, field: &Field, place: u32, at: usize) -> Option<usize> {
        let mut at = self.open(at, b'{')?;
        let mut answer = Answered {
            by: AnsweredBy::Unstated,
            on: None,
            document: None,
        };
        let (mut given, bytes) = (false, self.bytes);
        loop {
            let (start, closed) = self.string(at)?;
            let colon = self.blank(closed.wrapping_add(1));
            if self.byte(colon)? != b':' {
                return None;
            }
            let value = self.blank(colon.wrapping_add(1));
            let end = match self.bytes.get(start..closed)? {
                b"av" if answer.by == AnsweredBy::Unstated => {
                    let (start, closed) = self.string(value)?;
                    answer.by = self.body(field, start, closed)?;
                    closed.wrapping_add(1)
                }
                b"den" if answer.on.is_none() => {
                    let (days, end) = self.date(value)?;
                    answer.on = Some(days);
                    end
                }
                b"handling" if answer.document.is_none() => {
                    let (start, closed) = self.string(value)?;
                    answer.document = Some(bytes.get(start..closed)?);
                    closed.wrapping_add(1)
                }
                key if key == "värde".as_bytes() && !given => {
                    given = true;
                    self.value(field.what, place, value)?
                }
                _ => return None,
            };
            at = self.blank(end);
            match self.byte(at)? {
                b'}' => break,
                b',' => at = self.blank(at.wrapping_add(1)),
                _ => return None,
            }
        }
        if !given {
            return None;
        }
        self.sink.answered(place, answer)?;
        Some(at.wrapping_add(1))
    }

    /// Who answered: one whom the judgement is asked of, or the case officer.
    fn body(&self, field: &Field, start: usize, end: usize) -> Option<AnsweredBy> {
        if self.bytes.get(start..end)? == OFFICER.as_bytes() {
            return Some(AnsweredBy::Officer);
        }
        let body = self.plan.bodies.find(self.bytes, start, end)??;
        let asked = self.plan.asked.get(usize::from(field.asked?))?;
        let body = u16::try_from(body).ok().filter(|body| asked.contains(body))?;
        Some(AnsweredBy::Body(BodyId(body)))
    }
}
