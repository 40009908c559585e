//! The hash of an application: what it says, not how it is written.
//!
//! SHA-256 over the application written as compact JSON: the fields in the order of the schema, keys and values by their
//! own names, unknown fields left out, absent ones `null`, money in kronor, all texts in NFC. A judgement that was answered with who,
//! when or in which document is the list of its answers. `regelverk`, `id`, `prövningsdag` and `väntar` are no part of it.

use super::json::Writer;
use super::judgement::OFFICER;
use super::model::{Answer, AnsweredBy, Facts, Stated};
use crate::program::Cell;
use crate::program::schema::{Kind, Schema};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The hash, in hexadecimal.
pub(super) fn of(schema: &Schema, facts: &Facts) -> String {
    let digest = Sha256::digest(canonical(schema, facts));
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string can't fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What the hash is taken of.
pub(super) fn canonical(schema: &Schema, facts: &Facts) -> String {
    let mut writer = Writer::with_answers(schema, facts);
    if let Some(application) = schema.application() {
        writer.object(&application.fields, 0);
    }
    writer.out
}

impl Writer<'_> {
    /// The answers to a judgement.
    pub(super) fn answered(&mut self, kind: Kind, answers: &[&Answer]) {
        self.out.push('[');
        for (index, answer) in answers.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.answer(kind, answer, answers.len() == 1);
        }
        self.out.push(']');
    }

    fn answer(&mut self, kind: Kind, answer: &Answer, alone: bool) {
        let mut first = true;
        self.out.push('{');
        self.key("värde", &mut first);
        if alone && matches!(answer.value, Cell::OneOf(_)) {
            self.stated_at(kind, answer.place, answer.value);
        } else {
            self.cell(kind, answer.value);
        }
        match answer.by {
            AnsweredBy::Body(id) => {
                self.key("av", &mut first);
                let name = self.schema.bodies.get(u32::from(id.0)).unwrap_or("");
                self.text(name);
            }
            AnsweredBy::Officer => {
                self.key("av", &mut first);
                self.text(OFFICER);
            }
            AnsweredBy::Unstated => {}
        }
        if !answer.on.is_empty() {
            self.key("den", &mut first);
            self.stated(&answer.on, ToString::to_string);
        }
        if !answer.document.is_empty() {
            self.key("handling", &mut first);
            self.stated(&answer.document, String::clone);
        }
        self.out.push('}');
    }

    fn stated<T>(&mut self, stated: &[Stated<T>], show: impl Fn(&T) -> String) {
        if let [Stated { value, source }] = stated
            && source.is_empty()
        {
            self.text(&show(value));
            return;
        }
        self.out.push_str("{\"motstridigt\":[");
        for (index, one) in stated.iter().enumerate() {
            self.out.push_str(if index > 0 { ",{" } else { "{" });
            let mut first = true;
            self.key("värde", &mut first);
            self.text(&show(&one.value));
            self.key("källa", &mut first);
            self.text(&one.source);
            self.out.push('}');
        }
        self.out.push_str("]}");
    }
}
