//! Judgements: what a body or the case officer answered, when, and in which document.

use super::decode::Reader;
use super::model::{Answer, AnsweredBy, Contradiction, Stated};
use super::scalar;
use super::scan::{Scanned, Shape};
use super::settle;
use super::words;
use crate::check::ruleset::{Answerer, BodyId};
use crate::diagnostic::Code;
use crate::program::schema::{Kind, Slot};
use crate::program::{Cell, Place};
use crate::value::Date;

/// The keys of an answer.
const KEYS: [&str; 4] = ["värde", "av", "den", "handling"];
/// How the case officer is called in an application.
pub(super) const OFFICER: &str = "handläggaren";

impl Reader<'_, '_> {
    /// Reads a judgement: a bare value, `null`, an answer, or a list of answers, one for each body.
    pub(super) fn judgement(&mut self, slot: &Slot, asked: &[Answerer], place: u32) -> Scanned<()> {
        match self.scan.shape()? {
            Shape::Null => {
                self.scan.scalar()?;
                self.facts
                    .answers
                    .push(answer(place, AnsweredBy::Unstated, Cell::Unknown));
                Ok(())
            }
            Shape::Array if !matches!(slot.kind, Kind::List(_)) => self.answers(slot, asked, place),
            Shape::Object if self.is_answer(slot.kind)? => {
                if let Kind::Record(_) = slot.kind {
                    return self.bare_only();
                }
                self.answer(slot, asked, place, "")?;
                let given = self.facts.answers.last();
                if let Some(value) = given.map(|a| a.value).filter(|v| *v != Cell::Unknown) {
                    self.set(place, value);
                }
                Ok(())
            }
            _ => self.value(slot.kind, place),
        }
    }

    /// An error: a record that is judged is given by itself.
    fn bare_only(&mut self) -> Scanned<()> {
        let start = self.scan.at();
        self.pass()?;
        let (sv, en) = words::subject(self.scan.path());
        let diagnostic = self.error(
            Code::MalformedFact,
            start,
            format!("{sv} är en post och anges utan `värde`"),
            format!("{en} is a record and is given without `värde`"),
        );
        self.report(diagnostic);
        Ok(())
    }

    /// Whether the object here is an answer. A record has no field `värde`, but it may have a field `av`.
    fn is_answer(&mut self, kind: Kind) -> Scanned<bool> {
        let mark = self.scan.mark();
        let mut found = false;
        self.scan.enter_object()?;
        while let Some(key) = self.scan.next_key()? {
            let name = key.text();
            found |= match kind {
                Kind::Record(_) => name == "värde",
                _ => KEYS.contains(&name.as_ref()),
            };
            self.scan.pass()?;
        }
        self.scan.reset(mark);
        Ok(found)
    }

    /// Reads one answer and notes it, if nothing is wrong with it; gives who answered.
    fn answer(
        &mut self,
        slot: &Slot,
        asked: &[Answerer],
        place: u32,
        suffix: &str,
    ) -> Scanned<Option<AnsweredBy>> {
        let start = self.scan.at();
        let mut answer = answer(place, AnsweredBy::Unstated, Cell::Unknown);
        let (mut given, mut keys) = (false, Vec::new());
        self.scan.enter_object()?;
        while let Some(key) = self.next_key()? {
            keys.push(key);
            match key.text().as_ref() {
                "värde" => {
                    given = true;
                    answer.value = self.answered(slot, place)?;
                }
                "av" => answer.by = self.body(asked)?.unwrap_or(AnsweredBy::Unstated),
                "den" => {
                    let statements = self.statements_only(Kind::Date)?;
                    let days = statements.into_iter().filter_map(|(cell, source)| match cell {
                        Cell::Date(days) => Date::from_days(days).map(|value| Stated { value, source }),
                        _ => None,
                    });
                    answer.on = days.collect();
                    self.note(place, suffix, "/den", &answer.on, |day| day.to_string());
                }
                "handling" => {
                    let statements = self.statements_only(Kind::Text)?;
                    let arena = &self.facts.arena;
                    let texts = statements.into_iter().filter_map(|(cell, source)| {
                        let value = arena.text(cell)?.to_owned();
                        Some(Stated { value, source })
                    });
                    answer.document = texts.collect();
                    self.note(place, suffix, "/handling", &answer.document, String::clone);
                }
                _ => self.stranger(key, KEYS)?,
            }
        }
        self.repeated(keys);
        if !given {
            let span = self.scan.span_from(start);
            self.lacks_value(span);
        }
        let by = answer.by;
        self.facts.answers.push(answer);
        Ok((by != AnsweredBy::Unstated).then_some(by))
    }

    /// Reads the value of an answer; unknown when no position is taken.
    fn answered(&mut self, slot: &Slot, place: u32) -> Scanned<Cell> {
        if self.scan.shape()? == Shape::Null {
            self.scan.scalar()?;
            return Ok(Cell::Unknown);
        }
        if let Kind::List(_) = slot.kind {
            self.value(slot.kind, place)?;
            return Ok(self.facts.arena.cell(Place(place)));
        }
        Ok(self.fact(slot.kind, place)?.unwrap_or(Cell::Unknown))
    }

    /// Reads a day or a document: one, or several that sources state, but never bounds.
    fn statements_only(&mut self, kind: Kind) -> Scanned<Vec<(Cell, String)>> {
        let start = self.scan.at();
        let statements = self.statements(kind)?.unwrap_or_default();
        if let [(Cell::Range(_), _)] = statements.as_slice() {
            let diagnostic = self.error(
                Code::MalformedFact,
                start,
                "den dag då någon har svarat kan inte anges med `minst` eller `högst`".to_owned(),
                "the day on which somebody answered can't be given with `minst` or `högst`".to_owned(),
            );
            self.report(diagnostic);
        }
        Ok(statements)
    }

    /// Notes that sources state the day or the document differently.
    fn note<T>(
        &mut self,
        place: u32,
        suffix: &str,
        key: &str,
        stated: &[Stated<T>],
        show: impl Fn(&T) -> String,
    ) {
        if stated.len() < 2 {
            return;
        }
        let values = stated.iter().map(|s| Stated {
            value: serde_json::Value::String(show(&s.value)),
            source: s.source.clone(),
        });
        self.facts.contradictions.push(Contradiction {
            pointer: format!("{suffix}{key}"),
            place: Some(Place(place)),
            values: values.collect(),
            cells: Vec::new(),
        });
    }

    /// Reads who answered: one whom the judgement is asked of, or the case officer.
    fn body(&mut self, asked: &[Answerer]) -> Scanned<Option<AnsweredBy>> {
        let Some(written) = self.string()? else {
            return Ok(None);
        };
        let text = written.text();
        if text == OFFICER {
            return Ok(Some(AnsweredBy::Officer));
        }
        let allowed = |id: u32| {
            asked
                .iter()
                .any(|a| matches!(a, Answerer::Body(body) if u32::from(body.0) == id))
        };
        if let Some((id, alias)) = self.schema.bodies.find(&text)
            && allowed(id)
        {
            if alias {
                let name = self.schema.bodies.get(id).unwrap_or("");
                self.alias(&text, name);
            }
            return Ok(u16::try_from(id).ok().map(|id| AnsweredBy::Body(BodyId(id))));
        }
        let mut names: Vec<&str> = (0_u32..)
            .zip(self.schema.bodies.iter())
            .filter(|(id, _)| allowed(*id))
            .map(|(_, name)| name)
            .collect();
        names.push(OFFICER);
        let shown = words::clip(&text);
        let diagnostic = self.error_at(
            Code::UnknownValue,
            written.span,
            format!("bedömningen görs inte av `{shown}`"),
            format!("the judgement is not made by `{shown}`"),
        );
        let diagnostic = words::suggest(diagnostic, &text, names.iter().copied());
        self.report(scalar::possible(diagnostic, names));
        Ok(None)
    }

    /// Reads a list of answers, one for each body.
    fn answers(&mut self, slot: &Slot, asked: &[Answerer], place: u32) -> Scanned<()> {
        let first = self.facts.answers.len();
        let noted = self.facts.contradictions.len();
        let opened = self.scan.at();
        let mut seen = Vec::new();
        self.scan.enter_array()?;
        let mut next: u32 = 0;
        while self.next_item()? {
            let number = next;
            next = next.saturating_add(1);
            let shape = self.scan.shape()?;
            let start = self.scan.at();
            if shape != Shape::Object {
                self.wrong_type(Kind::Record(u16::MAX))?;
                continue;
            }
            let errors = self.diagnostics.len();
            let by = self.answer(slot, asked, place, &format!("/{number}"))?;
            let wrong = match by {
                None => Some((
                    "ett svar bland flera måste säga vem det är `av`",
                    "one answer among several must say whom it is from (`av`)",
                )),
                Some(by) if seen.contains(&by) => {
                    Some(("samma organ svarar två gånger", "the same body answers twice"))
                }
                Some(by) => {
                    seen.push(by);
                    None
                }
            };
            if let Some((sv, en)) = wrong.filter(|_| errors == self.diagnostics.len()) {
                let diagnostic = self.error(Code::MalformedFact, start, sv.to_owned(), en.to_owned());
                self.report(diagnostic);
            }
        }
        self.join(slot, place, first, noted, opened);
        Ok(())
    }

    /// Puts the answers from `first` on together; contradictions of the judgement itself were noted from `noted` on.
    fn join(&mut self, slot: &Slot, place: u32, first: usize, noted: usize, opened: usize) {
        let given: Vec<(AnsweredBy, Cell)> = self
            .facts
            .answers
            .get(first..)
            .unwrap_or(&[])
            .iter()
            .filter(|a| a.value != Cell::Unknown)
            .map(|a| (a.by, a.value))
            .collect();
        if given.len() < 2 {
            if let [(_, only)] = given.as_slice() {
                self.set(place, *only);
            }
            return;
        }
        let mut statements = Vec::new();
        for (by, value) in &given {
            let name = match by {
                AnsweredBy::Body(id) => self.schema.bodies.get(u32::from(id.0)).unwrap_or(""),
                _ => OFFICER,
            };
            for cell in settle::values(&self.facts.arena, *value) {
                statements.push((cell, name.to_owned()));
            }
        }
        let mut at: usize = 0;
        self.facts.contradictions.retain(|c| {
            let keep = at < noted || c.cells.is_empty();
            at = at.saturating_add(1);
            keep
        });
        let same = match statements.as_slice() {
            [(one, _), rest @ ..] => rest
                .iter()
                .all(|(cell, _)| settle::same(&self.facts.arena, *one, *cell))
                .then_some(*one),
            [] => None,
        };
        let cell = match same {
            Some(one) => one,
            None if given.iter().any(|(_, value)| matches!(value, Cell::Range(_))) => {
                let diagnostic = self.error(
                    Code::MalformedFact,
                    opened,
                    "svar som skiljer sig kan inte anges med `minst` och `högst`".to_owned(),
                    "answers that differ can't be given with `minst` and `högst`".to_owned(),
                );
                self.report(diagnostic);
                Cell::Unknown
            }
            None => self.contradiction(slot.kind, place, statements),
        };
        self.set(place, cell);
    }
}

/// An answer of which nothing more is known.
fn answer(place: u32, by: AnsweredBy, value: Cell) -> Answer {
    Answer {
        place: Place(place),
        by,
        value,
        on: Vec::new(),
        document: Vec::new(),
        too_late: false,
    }
}
