//! What a case expects (`väntar`): its form is checked, and it is kept as it is.

use super::decode::Reader;
use super::scan::{Scanned, Shape};
use super::{scalar, words};
use crate::check::ruleset::Outcome;
use crate::diagnostic::Code;
use crate::program::schema::Kind;
use serde_json::Value;

/// What stands at a key.
#[derive(Clone, Copy)]
enum Form {
    Outcome,
    Amount,
    Names,
    Outcomes,
    Object,
    Text,
    Bool,
}

/// The keys and what stands there.
const KEYS: [(&str, Form); 11] = [
    ("utfall", Form::Outcome),
    ("belopp", Form::Amount),
    ("avgörande", Form::Names),
    ("möjliga", Form::Outcomes),
    ("saknas", Form::Names),
    ("regler", Form::Object),
    ("anmärkningar", Form::Names),
    ("skyldigheter", Form::Object),
    ("resultat", Form::Object),
    ("enligt", Form::Text),
    ("verkligt", Form::Bool),
];

impl Form {
    fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Outcome => ("ett utfall", "an outcome"),
            Self::Amount => ("ett tal eller `null`", "a number or `null`"),
            Self::Names => ("en lista av texter", "a list of texts"),
            Self::Outcomes => ("en lista av utfall", "a list of outcomes"),
            Self::Object => ("ett objekt (`{…}`)", "an object (`{…}`)"),
            Self::Text => ("en text", "a text"),
            Self::Bool => ("`true` eller `false`", "`true` or `false`"),
        }
    }

    /// Whether the value has the form, and the word in it that is no outcome.
    fn check(self, value: &Value) -> (bool, Option<&str>) {
        let unknown = |text: &str| Outcome::parse(text).is_none();
        match (self, value) {
            (Self::Outcome, Value::String(text)) => (true, Some(text.as_str()).filter(|t| unknown(t))),
            (Self::Outcomes, Value::Array(items)) => (
                items.iter().all(Value::is_string),
                items.iter().filter_map(Value::as_str).find(|t| unknown(t)),
            ),
            (Self::Names, Value::Array(items)) => (items.iter().all(Value::is_string), None),
            (form, value) => (
                match form {
                    Self::Amount => value.is_number() || value.is_null(),
                    Self::Object => value.is_object(),
                    Self::Text => value.is_string(),
                    Self::Bool => value.is_boolean(),
                    _ => false,
                },
                None,
            ),
        }
    }
}

impl Reader<'_, '_> {
    /// Reads `väntar`.
    pub(super) fn expectation(&mut self) -> Scanned<()> {
        let shape = self.scan.shape()?;
        let start = self.scan.at();
        if shape != Shape::Object {
            return self.wrong_type(Kind::Record(0));
        }
        let (mut map, mut keys) = (serde_json::Map::new(), Vec::new());
        self.scan.enter_object()?;
        while let Some(key) = self.next_key()? {
            let name = key.text();
            keys.push(key);
            let Some((_, form)) = KEYS.into_iter().find(|(known, _)| *known == name) else {
                let diagnostic = self
                    .error_at(
                        Code::MalformedExpectation,
                        key.span,
                        format!("`väntar` har ingen nyckel `{name}`"),
                        format!("`väntar` has no key `{name}`"),
                    )
                    .did_you_mean(&name, KEYS.into_iter().map(|(known, _)| known));
                self.report(diagnostic);
                self.pass()?;
                continue;
            };
            self.scan.shape()?;
            let value_start = self.scan.at();
            self.pass()?;
            let parsed = serde_json::from_str::<Value>(self.scan.written(value_start));
            let value = parsed.unwrap_or(Value::Null);
            self.expected_form(form, &value, value_start);
            map.insert(name.into_owned(), value);
        }
        self.repeated(keys);
        if !map.contains_key("utfall") {
            let diagnostic = self
                .error(
                    Code::MalformedExpectation,
                    start,
                    "`väntar` saknar `utfall`".to_owned(),
                    "`väntar` lacks `utfall`".to_owned(),
                )
                .help(
                    "skriv det utfall som ärendet väntas få: `\"utfall\": \"granted\"`",
                    "write the outcome that the case is expected to have: `\"utfall\": \"granted\"`",
                );
            self.report(diagnostic);
        }
        self.facts.expected = Some(map);
        Ok(())
    }

    fn expected_form(&mut self, form: Form, value: &Value, start: usize) {
        let (right, stranger) = form.check(value);
        if right && stranger.is_none() {
            return;
        }
        let code = Code::MalformedExpectation;
        let diagnostic = match stranger.filter(|_| right) {
            Some(word) => {
                let names: Vec<&str> = Outcome::ALL.into_iter().map(Outcome::as_str).collect();
                let diagnostic = self
                    .error(
                        code,
                        start,
                        format!("`{word}` är inget utfall"),
                        format!("`{word}` is not an outcome"),
                    )
                    .did_you_mean(word, names.iter().copied());
                scalar::possible(diagnostic, names)
            }
            None => {
                let (subject, subject_en) = words::subject(self.scan.path());
                let (sv, en) = form.name();
                self.error(
                    code,
                    start,
                    format!("{subject} i `väntar` ska vara {sv}"),
                    format!("{subject_en} in `väntar` must be {en}"),
                )
            }
        };
        self.report(diagnostic);
    }
}
