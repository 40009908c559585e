//! A row of CSV, cut into its fields.

use std::borrow::Cow;

/// The fields of a row whose quotation marks are in order, as a [`Splitter`](super::Splitter) finds it.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    rest: Option<&'a str>,
    delimiter: char,
}

impl<'a> Row<'a> {
    /// The fields of a row.
    #[must_use]
    pub fn new(text: &'a str, delimiter: u8) -> Self {
        Self {
            rest: Some(text),
            delimiter: char::from(delimiter),
        }
    }
}

impl<'a> Iterator for Row<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Cow<'a, str>> {
        let text = self.rest?;
        let Some(quoted) = text.strip_prefix('"') else {
            let (field, rest) = match text.split_once(self.delimiter) {
                Some((field, rest)) => (field, Some(rest)),
                None => (text, None),
            };
            self.rest = rest;
            return Some(Cow::Borrowed(field));
        };
        let mut field = Cow::Borrowed("");
        let mut left = quoted;
        loop {
            let (part, after) = left.split_once('"').unwrap_or((left, ""));
            if field.is_empty() {
                field = Cow::Borrowed(part);
            } else {
                field.to_mut().push_str(part);
            }
            match after.strip_prefix('"') {
                Some(more) => {
                    field.to_mut().push('"');
                    left = more;
                }
                None => {
                    self.rest = after.strip_prefix(self.delimiter);
                    return Some(field);
                }
            }
        }
    }
}

/// The delimiter that a header seems to have: the one of `,`, `;` and tab that stands in it most often outside quotation marks.
#[must_use]
pub fn delimiter_of(header: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    for byte in header.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        }
        for (delimiter, count) in &mut counts {
            if !quoted && byte == *delimiter {
                *count = count.saturating_add(1);
            }
        }
    }
    // Of those that stand equally often, the first.
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(delimiter, _)| delimiter)
}

#[cfg(test)]
mod tests {
    use super::{Row, delimiter_of};
    use proptest::prelude::*;

    #[test]
    fn the_delimiter_is_the_one_that_is_used() {
        assert_eq!(delimiter_of("id,sökt"), b',');
        assert_eq!(delimiter_of("id;\"a,b,c,d\";sökt"), b';');
        assert_eq!(delimiter_of("id\tsökt"), b'\t');
        assert_eq!(delimiter_of("id"), b',');
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(fields in prop::collection::vec("[a\",;\n åz]{0,6}", 1..5)) {
            let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
            writer.write_record(&fields).unwrap();
            let bytes = writer.into_inner().unwrap();
            let text = std::str::from_utf8(&bytes).unwrap().strip_suffix('\n').unwrap();
            let read: Vec<String> = Row::new(text, b';').map(|field| field.into_owned()).collect();
            prop_assert_eq!(read, fields);
        }
    }
}
