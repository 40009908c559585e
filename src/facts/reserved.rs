//! The keys of an application that are no facts: `regelverk`, `id`, `prövningsdag`, `väntar`.

use super::decode::Reader;
use super::scan::{Scanned, Shape};
use super::string::Str;
use crate::program::schema::Kind;

/// The reserved keys.
pub(super) const KEYS: [&str; 4] = ["regelverk", "id", "prövningsdag", "väntar"];

impl<'a> Reader<'a, '_> {
    /// Reads the value of a reserved key, if it is one.
    pub(super) fn reserved(&mut self, key: Str<'a>) -> Scanned<bool> {
        let name = key.text();
        if !KEYS.contains(&name.as_ref()) {
            return Ok(false);
        }
        if self.scan.shape()? == Shape::Null {
            let (_, start) = self.scan.scalar()?;
            self.not_absent(start, false);
            return Ok(true);
        }
        match name.as_ref() {
            "regelverk" => self.facts.ruleset = self.words()?,
            "id" => self.facts.id = self.words()?,
            "prövningsdag" => {
                if self.scan.shape()? == Shape::String {
                    self.facts.assessed_on = self.day()?;
                } else {
                    self.wrong_type(Kind::Date)?;
                }
            }
            _ => self.expectation()?,
        }
        Ok(true)
    }
}
