//! Civil dates in Europe/Stockholm, as a number of days since 1970-01-01.

use std::fmt;

/// A civil date, between the years 1 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

impl Date {
    /// The date of a year, a month and a day, if there is one.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        if year < 1 {
            return None;
        }
        jiff::civil::Date::new(year, month, day)
            .ok()
            .and_then(Self::from_civil)
    }

    /// Reads `2023-06-01`: four, two and two digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| {
                if i == 4 || i == 7 {
                    *b == b'-'
                } else {
                    b.is_ascii_digit()
                }
            });
        if !shape {
            return None;
        }
        Self::new(
            text.get(0..4)?.parse().ok()?,
            text.get(5..7)?.parse().ok()?,
            text.get(8..10)?.parse().ok()?,
        )
    }

    /// The date `days` after 1970-01-01, if it is between the years 1 and 9999.
    #[must_use]
    pub fn from_days(days: i32) -> Option<Self> {
        let date = Self(days);
        let civil = date.civil()?;
        (civil.year() >= 1).then_some(date)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn days(self) -> i32 {
        self.0
    }

    /// The same day in jiff's type.
    #[must_use]
    pub fn civil(self) -> Option<jiff::civil::Date> {
        jiff::civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().try_days(i64::from(self.0)).ok()?)
            .ok()
    }

    /// The date of jiff's type, if it is between the years 1 and 9999.
    #[must_use]
    pub fn from_civil(date: jiff::civil::Date) -> Option<Self> {
        let days = date
            .since((jiff::Unit::Day, jiff::civil::date(1970, 1, 1)))
            .ok()?
            .get_days();
        (date.year() >= 1).then_some(Self(days))
    }

    /// Year, month (1–12) and day (1–31).
    #[must_use]
    pub fn parts(self) -> (i16, i8, i8) {
        self.civil().map_or((0, 0, 0), |d| (d.year(), d.month(), d.day()))
    }

    /// The date `days` later (earlier when negative).
    #[must_use]
    pub fn add_days(self, days: i32) -> Option<Self> {
        Self::from_days(self.0.checked_add(days)?)
    }

    /// The same-numbered day `months` later, and whether there is one; else the month's last day and `false`.
    #[must_use]
    pub fn add_months(self, months: i32) -> Option<(Self, bool)> {
        let civil = self.civil()?;
        let moved = civil
            .checked_add(jiff::Span::new().try_months(i64::from(months)).ok()?)
            .ok()?;
        Some((Self::from_civil(moved)?, moved.day() == civil.day()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_strictly() {
        assert_eq!(Date::parse("1970-01-01").unwrap().days(), 0);
        assert_eq!(Date::parse("2023-06-01").unwrap().to_string(), "2023-06-01");
        for wrong in [
            "2023-6-1",
            "2023-02-29",
            "0000-01-01",
            "2023-06-01T",
            "20230601",
            "+023-06-01",
        ] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }
}
