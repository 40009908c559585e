//! Single values: a boolean, a number, a date, a text, one of several names.

use super::decode::Reader;
use super::scan::{Scalar, Scanned, Shape};
use super::string::Str;
use super::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::Cell;
use crate::program::schema::{Kind, Names, Scale};
use crate::value::{Date, Number};

/// As many possible values are listed in a message.
const LISTED: usize = 12;

impl<'a, 's> Reader<'a, 's> {
    /// Reads one value, without bounds and contradictions; `None` when it was wrong and said to be.
    pub(super) fn single(&mut self, kind: Kind) -> Scanned<Option<Cell>> {
        let shape = self.scan.shape()?;
        let fits = match kind {
            Kind::Bool => shape == Shape::Bool,
            Kind::Number { .. } => shape == Shape::Number,
            Kind::Period => shape == Shape::Object,
            Kind::TableKey(_) | Kind::RecordKey(_) => matches!(shape, Shape::String | Shape::Number),
            Kind::Record(_) | Kind::List(_) => false,
            _ => shape == Shape::String,
        };
        if shape == Shape::Null {
            let (_, start) = self.scan.scalar()?;
            self.not_absent(start, false);
            return Ok(None);
        }
        if !fits {
            self.wrong_type(kind)?;
            return Ok(None);
        }
        if kind == Kind::Period {
            return self.period();
        }
        let (value, start) = self.scan.scalar()?;
        Ok(match (kind, value) {
            (Kind::Bool, Scalar::Bool(value)) => Some(Cell::Bool(value)),
            (Kind::Number { scale, signed, whole }, Scalar::Number(digits)) => {
                self.number(digits, start, (scale, signed, whole))
            }
            (Kind::Date, Scalar::String(text)) => self.date(text).map(Cell::date),
            (Kind::Timestamp, Scalar::String(text)) => self.timestamp(text).map(Cell::Instant),
            (Kind::Text, Scalar::String(text)) => Some(self.facts.arena.store_text(&text.text())),
            (Kind::Enum(index), Scalar::String(text)) => {
                let names = self.schema.enums.get(usize::from(index));
                let symbol = self.name(&text.text(), start, names)?;
                symbol.and_then(|i| u16::try_from(i).ok()).map(Cell::Symbol)
            }
            (Kind::TableKey(index), Scalar::String(text)) => {
                let names = self.schema.tables.get(usize::from(index));
                self.name(&text.text(), start, names)?.map(Cell::Key)
            }
            (Kind::TableKey(index), Scalar::Number(digits)) => {
                let names = self.schema.tables.get(usize::from(index));
                self.name(digits, start, names)?.map(Cell::Key)
            }
            (Kind::RecordKey(list), Scalar::String(text)) => self.reference(list, &text.text(), start),
            (Kind::RecordKey(list), Scalar::Number(digits)) => self.reference(list, digits, start),
            _ => None,
        })
    }

    /// Reads a number from its digits.
    fn number(
        &mut self,
        digits: &str,
        start: usize,
        (scale, signed, whole): (Scale, bool, bool),
    ) -> Option<Cell> {
        let shown = words::clip(digits);
        let decimals = digits.split_once('.').map_or("", |(_, decimals)| decimals);
        let wrong = |code, sv: String, en: String| {
            let (subject_sv, subject_en) = words::subject(self.scan.path());
            self.error(
                code,
                start,
                format!("{subject_sv} {sv}"),
                format!("{subject_en} {en}"),
            )
        };
        let diagnostic = if digits.contains(['e', 'E']) {
            wrong(
                Code::MalformedFact,
                format!("är skrivet med exponent: `{shown}`"),
                format!("is written with an exponent: `{shown}`"),
            )
            .help("skriv ut alla siffror", "write out all digits")
        } else if !signed && digits.starts_with('-') && digits.bytes().any(|b| matches!(b, b'1'..=b'9')) {
            wrong(
                Code::OutOfRange,
                format!("kan inte vara under noll, men är `{shown}`"),
                format!("can't be below zero, but is `{shown}`"),
            )
        } else if whole && !decimals.is_empty() {
            wrong(
                Code::OutOfRange,
                format!("räknas i hela tal, men är `{shown}`"),
                format!("is counted in whole numbers, but is `{shown}`"),
            )
        } else if scale == Scale::Money && decimals.len() > 2 {
            let diagnostic = wrong(
                Code::MoneyDecimals,
                format!("har fler än två decimaler: `{shown}`"),
                format!("has more than two decimals: `{shown}`"),
            );
            if decimals.len() == 3 {
                let joined = shown.replace('.', "");
                diagnostic.help(
                    format!("är punkten ett tusentalstecken, skriv `{joined}`"),
                    format!("if the point separates thousands, write `{joined}`"),
                )
            } else {
                diagnostic.help(
                    "ett belopp skrivs i kronor och hela ören",
                    "an amount is written in kronor and whole öre",
                )
            }
        } else {
            match exact(digits, scale) {
                Some(number) => return Some(self.facts.arena.store(number)),
                None => wrong(
                    Code::OutOfRange,
                    "är för stort att räkna med".to_owned(),
                    "is too large to calculate with".to_owned(),
                ),
            }
        };
        self.report(diagnostic);
        None
    }

    /// Reads a date.
    pub(super) fn date(&mut self, written: Str<'a>) -> Option<Date> {
        let text = written.text();
        let date = Date::parse(&text);
        if date.is_none() {
            let (subject_sv, subject_en) = words::subject(self.scan.path());
            let shown = words::clip(&text);
            let diagnostic = self.error_at(
                Code::NotADate,
                written.span,
                format!("{subject_sv} är inget datum: `{shown}`"),
                format!("{subject_en} is not a date: `{shown}`"),
            );
            self.report(date_help(diagnostic, &text));
        }
        date
    }

    /// Reads an instant: a day, a time with seconds, and an offset from UTC.
    fn timestamp(&mut self, written: Str<'a>) -> Option<i64> {
        let text = written.text();
        let (shape, fraction) = timestamp_shape(&text);
        let day = text.get(..10).and_then(Date::parse);
        let instant = text
            .parse::<jiff::Timestamp>()
            .ok()
            .filter(|_| shape && day.is_some());
        if let Some(instant) = instant.filter(|_| !fraction) {
            return Some(instant.as_second());
        }
        let (subject_sv, subject_en) = words::subject(self.scan.path());
        let shown = words::clip(&text);
        let diagnostic = self.error_at(
            Code::NotADate,
            written.span,
            format!("{subject_sv} är ingen tidpunkt: `{shown}`"),
            format!("{subject_en} is not a point in time: `{shown}`"),
        );
        self.report(if instant.is_some() {
            diagnostic.help(
                "skriv tidpunkten i hela sekunder",
                "write the point in time in whole seconds",
            )
        } else if shape && day.is_none() {
            diagnostic.help("den dagen finns inte", "there is no such day")
        } else {
            diagnostic.help(
                "en tidpunkt skrivs med sekunder och avstånd till UTC: `2023-06-01T14:30:00+02:00`",
                "a point in time is written with seconds and an offset from UTC: `2023-06-01T14:30:00+02:00`",
            )
        });
        None
    }

    /// Finds a name among those that are possible.
    fn name(&mut self, text: &str, start: usize, names: Option<&'s Names>) -> Scanned<Option<u32>> {
        let Some(names) = names else { return Ok(None) };
        if let Some((index, alias)) = names.find(text) {
            if alias {
                self.alias(text, names.get(index).unwrap_or(text));
            }
            return Ok(Some(index));
        }
        let (subject_sv, subject_en) = words::subject(self.scan.path());
        let shown = words::clip(text);
        let diagnostic = self.error(
            Code::UnknownValue,
            start,
            format!("{subject_sv} kan inte vara `{shown}`"),
            format!("{subject_en} can't be `{shown}`"),
        );
        let diagnostic = words::suggest(diagnostic, text, names.iter());
        self.report(possible(diagnostic, names.iter().collect()));
        Ok(None)
    }

    /// Finds the record that a key refers to.
    fn reference(&mut self, list: u16, text: &str, start: usize) -> Option<Cell> {
        if let Some(index) = self.references.find(list, text) {
            return Some(Cell::Key(index));
        }
        if !self.references.complete() {
            return None;
        }
        let object = self.schema.application();
        let name = object
            .and_then(|o| o.fields.get(usize::from(list)))
            .map_or("", |f| f.json.as_str());
        let shown = words::clip(text);
        let diagnostic = self.error(
            Code::DanglingKey,
            start,
            format!("ingen post i `{name}` har nyckeln `{shown}`"),
            format!("no record in `{name}` has the key `{shown}`"),
        );
        let diagnostic = if self.references.has_list(list) {
            let keys: Vec<&str> = self.references.keys(list).collect();
            possible(words::suggest(diagnostic, text, keys.iter().copied()), keys)
        } else {
            diagnostic.help(
                format!("listan `{name}` saknas i ansökan"),
                format!("the list `{name}` is missing in the application"),
            )
        };
        self.report(diagnostic);
        None
    }
}

/// Adds the possible values, unless they are many.
pub(super) fn possible(diagnostic: Diagnostic, names: Vec<&str>) -> Diagnostic {
    if names.is_empty() || names.len() > LISTED {
        return diagnostic;
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let all = quoted.join(", ");
    diagnostic.help(
        format!("möjliga värden: {all}"),
        format!("possible values: {all}"),
    )
}

/// The number of the digits, in the cell's unit. There is no exponent.
pub(super) fn exact(digits: &str, scale: Scale) -> Option<Number> {
    let number = match digits.parse::<i64>() {
        Ok(whole) => Number::whole(whole),
        Err(_) => Number::parse_decimal(digits)?,
    };
    match scale {
        Scale::Plain => Some(number),
        Scale::Money => number.mul(Number::whole(100)),
        Scale::Percent => number.div(Number::whole(100)),
    }
}

/// Whether the text has the form of RFC 3339 with seconds below 60, and whether it has a fraction of a second.
fn timestamp_shape(text: &str) -> (bool, bool) {
    let fits = |part: &str, pattern: &str| {
        part.len() == pattern.len()
            && part.bytes().zip(pattern.bytes()).all(|(b, p)| match p {
                b'0' => b.is_ascii_digit(),
                other => b == other,
            })
    };
    let Some((head, tail)) = text.split_at_checked(19) else {
        return (false, false);
    };
    let head_fits = fits(head, "0000-00-00T00:00:00") && !head.ends_with("60");
    let (decimals, offset) = match tail.strip_prefix('.') {
        Some(rest) => {
            let end = rest.bytes().take_while(u8::is_ascii_digit).count();
            rest.split_at_checked(end).unwrap_or(("", rest))
        }
        None => ("0", tail),
    };
    let offset_fits = offset == "Z" || fits(offset, "+00:00") || fits(offset, "-00:00");
    (
        head_fits && offset_fits && !decimals.is_empty(),
        decimals.bytes().any(|b| b != b'0'),
    )
}

/// Adds how the date would be written, where that can be seen.
fn date_help(diagnostic: Diagnostic, text: &str) -> Diagnostic {
    if let Some(day) = text.get(..10).filter(|day| Date::parse(day).is_some()) {
        return diagnostic.help(
            format!("skriv bara dagen: `{day}`"),
            format!("write the day only: `{day}`"),
        );
    }
    let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
    let padded = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        [all] if all.len() == 8 && all.is_ascii() => {
            let (year, rest) = all.split_at_checked(4).unwrap_or(("", ""));
            let (month, day) = rest.split_at_checked(2).unwrap_or(("", ""));
            format!("{year}-{month}-{day}")
        }
        _ => String::new(),
    };
    if padded == text && !text.is_empty() {
        return diagnostic.help("den dagen finns inte", "there is no such day");
    }
    if Date::parse(&padded).is_some() {
        return diagnostic.help(format!("skriv `{padded}`"), format!("write `{padded}`"));
    }
    diagnostic.help(
        "ett datum skrivs ÅÅÅÅ-MM-DD: `2023-06-01`",
        "a date is written YYYY-MM-DD: `2023-06-01`",
    )
}
