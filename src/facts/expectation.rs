//! What a case expects (`väntar`): its form is checked, and it is kept as it is.

use super::decode::Reader;
use super::scan::{Scanned, Shape};
use super::{scalar, words};
use crate::check::ruleset::Outcome;
use crate::diagnostic::Code;
use crate::program::schema::Kind;
use crate::value::Number;
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
const KEYS: [(&str, Form); 15] = [
    ("utfall", Form::Outcome),
    ("belopp", Form::Amount),
    ("avgörande", Form::Names),
    ("möjliga", Form::Outcomes),
    ("saknas", Form::Names),
    ("regler", Form::Object),
    ("anmärkningar", Form::Names),
    ("skyldigheter", Form::Object),
    ("resultat", Form::Object),
    ("hänvisas_till", Form::Text),
    ("nästa_steg", Form::Text),
    ("talar_för", Form::Names),
    ("talar_emot", Form::Names),
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
                let shown = words::clip(&name);
                let diagnostic = self.error_at(
                    Code::MalformedExpectation,
                    key.span,
                    format!("`väntar` har ingen nyckel `{shown}`"),
                    format!("`väntar` has no key `{shown}`"),
                );
                let known = KEYS.into_iter().map(|(known, _)| known);
                self.report(words::suggest(diagnostic, &name, known));
                self.pass()?;
                continue;
            };
            self.scan.shape()?;
            let value_start = self.scan.at();
            self.pass()?;
            match serde_json::from_str::<Value>(self.scan.written(value_start)) {
                Ok(value) => {
                    self.expected_form(form, &value, value_start);
                    let exact = exactly(self.scan.written(value_start)).unwrap_or(value);
                    map.insert(name.into_owned(), exact);
                }
                // The scanner has read it: what is left is a number that no JSON number can hold.
                Err(_) => self.misshapen(form, value_start),
            }
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
        let Some(word) = stranger.filter(|_| right) else {
            return self.misshapen(form, start);
        };
        let names: Vec<&str> = Outcome::ALL.into_iter().map(Outcome::as_str).collect();
        let shown = words::clip(word);
        let diagnostic = self.error(
            Code::MalformedExpectation,
            start,
            format!("`{shown}` är inget utfall"),
            format!("`{shown}` is not an outcome"),
        );
        let diagnostic = words::suggest(diagnostic, word, names.iter().copied());
        self.report(scalar::possible(diagnostic, names));
    }

    /// An error: a value of another form than the key takes.
    fn misshapen(&mut self, form: Form, start: usize) {
        let (subject_sv, subject_en) = words::subject(self.scan.path());
        let (sv, en) = form.name();
        let diagnostic = self.error(
            Code::MalformedExpectation,
            start,
            format!("{subject_sv} i `väntar` ska vara {sv}"),
            format!("{subject_en} in `väntar` must be {en}"),
        );
        self.report(diagnostic);
    }
}

/// The JSON value with each number that a JSON number in memory would change as the text of its digits: an amount with many digits
/// is compared as it is written. `None` when it isn't JSON.
fn exactly(written: &str) -> Option<Value> {
    let mut exact = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => text_length(rest),
            '-' | '0'..='9' => rest.find(|c: char| !matches!(c, '-' | '+' | '.' | 'e' | 'E' | '0'..='9')),
            _ => Some(first.len_utf8()),
        };
        let (token, after) = rest.split_at_checked(length.unwrap_or(rest.len()))?;
        let digits = Number::parse_decimal(token);
        let kept: Option<Value> = digits.and_then(|_| serde_json::from_str(token).ok());
        if kept.is_some_and(|kept| Number::parse_decimal(&kept.to_string()) != digits) {
            exact.push_str(&Value::from(token).to_string());
        } else {
            exact.push_str(token);
        }
        rest = after;
    }
    serde_json::from_str(&exact).ok()
}

/// The length of the text in quotation marks that stands first.
fn text_length(rest: &str) -> Option<usize> {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map(|(at, _)| at.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::exactly;
    use serde_json::json;

    #[test]
    fn many_digits_are_kept() {
        let kept = |text: &str| exactly(text).unwrap();
        assert_eq!(kept("12.50"), json!(12.50));
        assert_eq!(kept("9007199254740993"), json!(9_007_199_254_740_993_u64));
        assert_eq!(kept("90071992547409.93125"), json!("90071992547409.93125"));
        assert_eq!(
            kept(r#"{"a": [1, -100000000000000000000], "b\"1.00000000000000000001": null}"#),
            json!({"a": [1, "-100000000000000000000"], "b\"1.00000000000000000001": null})
        );
    }
}
