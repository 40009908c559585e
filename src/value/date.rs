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

    /// Whether it is a Saturday or a Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        use jiff::civil::Weekday::{Saturday, Sunday};
        self.civil()
            .is_some_and(|d| matches!(d.weekday(), Saturday | Sunday))
    }

    /// Whether a statutory time limit that ends on the day is moved (lag 1930:173, 2 §): a Saturday, a Sunday, a public
    /// holiday, or Midsummer's, Christmas or New Year's Eve.
    #[must_use]
    pub fn is_nonworking(self) -> bool {
        let Some(civil) = self.civil() else { return false };
        let (year, month, day) = self.parts();
        let fixed = matches!(
            (month, day),
            (1, 1) | (1, 6) | (5, 1) | (6, 6) | (12, 24) | (12, 25) | (12, 26) | (12, 31)
        );
        let midsummer =
            month == 6 && (19..=25).contains(&day) && civil.weekday() == jiff::civil::Weekday::Friday;
        let from_easter = easter(year).map(|e| self.0.saturating_sub(e.0));
        self.is_weekend() || fixed || midsummer || matches!(from_easter, Some(-2 | 1 | 39))
    }

    /// The day itself, or the first day after it that is not [non-working](Self::is_nonworking).
    ///
    /// ```
    /// use rekvisit::value::Date;
    /// let sunday = Date::parse("2024-06-30").expect("a date");
    /// assert_eq!(sunday.next_working(), Date::parse("2024-07-01"));
    /// ```
    #[must_use]
    pub fn next_working(self) -> Option<Self> {
        let mut date = self;
        while date.is_nonworking() {
            date = date.add_days(1)?;
        }
        Some(date)
    }
}

/// Easter Sunday of the year (Gregorian; Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let a = y.rem_euclid(19);
    let (b, c) = (y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let f = b.checked_add(8)?.div_euclid(25);
    let g = b.checked_sub(f)?.checked_add(1)?.div_euclid(3);
    let h = a
        .checked_mul(19)?
        .checked_add(b)?
        .checked_sub(d)?
        .checked_sub(g)?
        .checked_add(15)?
        .rem_euclid(30);
    let (i, k) = (c.div_euclid(4), c.rem_euclid(4));
    let l = e
        .checked_mul(2)?
        .checked_add(i.checked_mul(2)?)?
        .checked_add(32)?
        .checked_sub(h)?
        .checked_sub(k)?
        .rem_euclid(7);
    let m = a
        .checked_add(h.checked_mul(11)?)?
        .checked_add(l.checked_mul(22)?)?
        .div_euclid(451);
    let n = h
        .checked_add(l)?
        .checked_sub(m.checked_mul(7)?)?
        .checked_add(114)?;
    Date::new(
        year,
        i8::try_from(n.div_euclid(31)).ok()?,
        i8::try_from(n.rem_euclid(31).checked_add(1)?).ok()?,
    )
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

    #[test]
    fn holidays_move_a_statutory_last_day() {
        for (day, moved) in [
            ("2024-06-30", "2024-07-01"), // a Sunday
            ("2023-04-07", "2023-04-11"), // Good Friday to Easter Monday
            ("2024-06-21", "2024-06-24"), // Midsummer's Eve
            ("2023-12-24", "2023-12-27"),
            ("2024-05-09", "2024-05-10"), // Ascension Day
            ("2023-06-01", "2023-06-01"),
        ] {
            assert_eq!(
                Date::parse(day).unwrap().next_working(),
                Date::parse(moved),
                "{day}"
            );
        }
    }
}
