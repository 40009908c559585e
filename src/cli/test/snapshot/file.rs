//! The file of a snapshot, in the format of the crate insta: a header in YAML, then the text.
//!
//! insta's header has `source` and room for `info`, which it keeps and does not compare. There stands what the decision came
//! to, so that a later one can be compared with more than its words.

use std::collections::BTreeMap;

use crate::check::ruleset::Outcome;
use crate::trial::{Digest, State};

/// What a file begins with, and what ends its header.
const FENCE: &str = "---";

/// A snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct SnapFile {
    /// What it is made of: the case.
    pub(in super::super) source: String,
    /// What the decision came to, where the header says it.
    pub(in super::super) digest: Option<Digest>,
    /// The text, without line breaks at its end.
    pub(in super::super) body: String,
}

impl SnapFile {
    /// A snapshot of a text.
    pub(super) fn new(source: String, digest: Option<Digest>, body: &str) -> Self {
        Self {
            source,
            digest,
            body: normal(body),
        }
    }

    /// Reads a file; one without a header is all text.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let text = text.replace("\r\n", "\n");
        let mut header = Vec::new();
        let mut rest = text.split_inclusive('\n');
        if rest.next().map(str::trim_end) == Some(FENCE) {
            for line in rest.by_ref() {
                if line.trim_end() == FENCE {
                    return Self {
                        source: top(&header, "source").unwrap_or_default(),
                        digest: digest(&header),
                        body: normal(&rest.collect::<String>()),
                    };
                }
                header.push(line.trim_end());
            }
        }
        Self::new(String::new(), None, &text)
    }

    /// As it stands in a file. insta writes the same bytes.
    pub(super) fn written(&self) -> String {
        let mut out = format!("{FENCE}\nsource: {}\n", quoted(&self.source));
        if let Some(digest) = &self.digest {
            out.push_str(&format!("info:\n  outcome: {}\n", digest.outcome.as_str()));
            if let Some(amount) = &digest.amount {
                out.push_str(&format!("  amount: SEK {amount}\n"));
            }
            if !digest.decisive.is_empty() {
                out.push_str(&format!("  decisive: {}\n", quoted(&digest.decisive.join(" "))));
            }
            if !digest.rules.is_empty() {
                out.push_str("  rules:\n");
            }
            for state in State::all() {
                let names: Vec<&str> = digest
                    .rules
                    .iter()
                    .filter(|(_, other)| **other == state)
                    .map(|(name, _)| name.as_str())
                    .collect();
                if !names.is_empty() {
                    out.push_str(&format!("    {}: {}\n", state.name(), quoted(&names.join(" "))));
                }
            }
        }
        out.push_str(&format!("{FENCE}\n{}\n", self.body));
        out
    }
}

/// Line breaks at the end of a text don't count, and neither does how lines are broken.
fn normal(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end().to_owned()
}

/// The value of a key at the left edge.
fn top(header: &[&str], key: &str) -> Option<String> {
    header
        .iter()
        .find_map(|line| Some(unquoted(line.strip_prefix(key)?.strip_prefix(": ")?)))
}

/// What `info` says.
fn digest(header: &[&str]) -> Option<Digest> {
    let info = header
        .iter()
        .skip_while(|line| **line != "info:")
        .skip(1)
        .take_while(|line| line.starts_with(' '));
    let mut values = BTreeMap::new();
    let mut rules = BTreeMap::new();
    for line in info {
        let (key, value) = line.split_once(':')?;
        let value = unquoted(value.trim());
        match key.strip_prefix("    ") {
            Some(state) => {
                let state = State::all().find(|s| s.name() == unquoted(state))?;
                rules.extend(value.split(' ').map(|name| (name.to_owned(), state)));
            }
            None => {
                values.insert(key.trim().to_owned(), value);
            }
        }
    }
    Some(Digest {
        outcome: Outcome::parse(values.get("outcome")?)?,
        amount: values
            .get("amount")
            .and_then(|amount| amount.strip_prefix("SEK "))
            .map(str::to_owned),
        decisive: values
            .get("decisive")
            .map(|names| names.split(' ').map(str::to_owned).collect())
            .unwrap_or_default(),
        rules,
    })
}

/// A text as insta's YAML writes it: in quotation marks where it would be read as something else.
fn quoted(text: &str) -> String {
    let plain = !text.is_empty()
        && !text.starts_with([' ', '.', '&', '*', '?', '|', '-', '<', '>', '=', '!', '%', '@'])
        && !text.ends_with(' ')
        && !text.contains(|c: char| c.is_control() || ":{}[],#`\"'\\".contains(c))
        && !text.starts_with("0x")
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "yes" | "no" | "true" | "false" | "on" | "off" | "null" | "~"
        )
        && !reads_as_number(text);
    if plain {
        return text.to_owned();
    }
    serde_json::Value::from(text).to_string()
}

/// Whether YAML reads the text as a number: digits with a point and an exponent, infinity, or what is no number by name.
fn reads_as_number(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text).to_ascii_lowercase();
    if matches!(text.as_str(), "inf" | "infinity" | "nan") {
        return true;
    }
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix(['+', '-']).unwrap_or(exponent)),
        None => (text.as_str(), "0"),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    digits(whole)
        && digits(decimals)
        && digits(exponent)
        && !exponent.is_empty()
        && (!whole.is_empty() || !decimals.is_empty())
}

/// The text that stands there, in quotation marks or not.
fn unquoted(written: &str) -> String {
    if written.starts_with('"')
        && let Ok(text) = serde_json::from_str(written)
    {
        return text;
    }
    written.trim_matches('\'').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::SnapFile;
    use crate::check::ruleset::Outcome;
    use crate::trial::{Digest, State};

    fn digests() -> impl Strategy<Value = Digest> {
        let states: Vec<State> = State::all().collect();
        let names = "[a-zåäö_]{1,6}(\\.[a-z]{1,3})?|no|true|null";
        (
            proptest::sample::select(Outcome::ALL.to_vec()),
            proptest::option::of("[0-9]{1,9}\\.[0-9]{2}"),
            proptest::collection::vec(names, 0..4),
            proptest::collection::btree_map(names, proptest::sample::select(states), 0..9),
        )
            .prop_map(|(outcome, amount, decisive, rules)| Digest {
                outcome,
                amount,
                decisive,
                rules,
            })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            source in "[ -~åäö]{1,20}",
            digest in proptest::option::of(digests()),
            body in "([ -~åäö–]{0,9}\n){0,5}",
        ) {
            let file = SnapFile::new(source, digest, &body);
            prop_assert_eq!(SnapFile::read(file.written().as_bytes()), file.clone());
            let from_windows = file.written().replace('\n', "\r\n");
            prop_assert_eq!(SnapFile::read(from_windows.as_bytes()), file);
        }

        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            SnapFile::read(&bytes);
            SnapFile::read(&[b"---\ninfo:\n".as_slice(), &bytes, b"\n---\nx"].concat());
        }
    }

    #[test]
    fn a_header_that_insta_made_has_no_decision_in_it() {
        let file = SnapFile::read(b"---\nsource: tests/a.rs\nexpression: \"x\"\n---\ntext\n\n");
        assert_eq!(file.source, "tests/a.rs");
        assert_eq!(file.digest, None);
        assert_eq!(file.body, "text");
    }
}
