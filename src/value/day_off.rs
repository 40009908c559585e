//! Days on which a statutory time limit doesn't end: lag (1930:173) om beräkning av lagstadgad tid, 2 §.

use jiff::civil::Weekday;

use super::{Bilingual, Date};

/// The year from which the National Day is a public holiday in the place of Whit Monday: lag (1989:253) om allmänna helgdagar,
/// as amended by 2004:1320.
const NATIONAL_DAY_FROM: i16 = 2005;

/// Why a day is none on which a statutory time limit ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayOff {
    /// 1 January.
    NewYearsDay,
    /// 6 January.
    Epiphany,
    /// The Friday before Easter.
    GoodFriday,
    /// Easter Sunday.
    EasterSunday,
    /// The Monday after Easter.
    EasterMonday,
    /// 1 May.
    FirstOfMay,
    /// The Thursday 39 days after Easter.
    AscensionDay,
    /// The Sunday 49 days after Easter.
    WhitSunday,
    /// The Monday after Whit Sunday, up to 2004.
    WhitMonday,
    /// 6 June, from 2005.
    NationalDay,
    /// The Friday from 19 to 25 June.
    MidsummersEve,
    /// The day after Midsummer's Eve.
    MidsummersDay,
    /// The Saturday from 31 October to 6 November.
    AllSaintsDay,
    /// 24 December.
    ChristmasEve,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    BoxingDay,
    /// 31 December.
    NewYearsEve,
    /// Any other Saturday.
    Saturday,
    /// Any other Sunday.
    Sunday,
}

impl DayOff {
    /// What the day is, as one says it: *en söndag*, *långfredagen*.
    #[must_use]
    pub fn words(self) -> Bilingual {
        let (sv, en) = match self {
            Self::NewYearsDay => ("nyårsdagen", "New Year's Day"),
            Self::Epiphany => ("trettondedag jul", "Epiphany"),
            Self::GoodFriday => ("långfredagen", "Good Friday"),
            Self::EasterSunday => ("påskdagen", "Easter Sunday"),
            Self::EasterMonday => ("annandag påsk", "Easter Monday"),
            Self::FirstOfMay => ("första maj", "the first of May"),
            Self::AscensionDay => ("Kristi himmelsfärdsdag", "Ascension Day"),
            Self::WhitSunday => ("pingstdagen", "Whit Sunday"),
            Self::WhitMonday => ("annandag pingst", "Whit Monday"),
            Self::NationalDay => ("nationaldagen", "the National Day"),
            Self::MidsummersEve => ("midsommarafton", "Midsummer's Eve"),
            Self::MidsummersDay => ("midsommardagen", "Midsummer's Day"),
            Self::AllSaintsDay => ("alla helgons dag", "All Saints' Day"),
            Self::ChristmasEve => ("julafton", "Christmas Eve"),
            Self::ChristmasDay => ("juldagen", "Christmas Day"),
            Self::BoxingDay => ("annandag jul", "Boxing Day"),
            Self::NewYearsEve => ("nyårsafton", "New Year's Eve"),
            Self::Saturday => ("en lördag", "a Saturday"),
            Self::Sunday => ("en söndag", "a Sunday"),
        };
        Bilingual::new(sv, en)
    }
}

impl Date {
    /// What makes the day one on which a statutory time limit doesn't end, when it is such a day: a Saturday, a Sunday, a
    /// public holiday, or Midsummer's, Christmas or New Year's Eve.
    ///
    /// ```
    /// use rekvisit::value::{Date, DayOff};
    /// let sunday = Date::parse("2024-06-30").expect("a date");
    /// assert_eq!(sunday.day_off(), Some(DayOff::Sunday));
    /// ```
    #[must_use]
    pub fn day_off(self) -> Option<DayOff> {
        let weekday = self.civil()?.weekday();
        let (year, month, day) = self.parts();
        let from_easter = easter(year).map(|easter| self.days().saturating_sub(easter.days()));
        Some(match (month, day) {
            (1, 1) => DayOff::NewYearsDay,
            (1, 6) => DayOff::Epiphany,
            (5, 1) => DayOff::FirstOfMay,
            (6, 6) if year >= NATIONAL_DAY_FROM => DayOff::NationalDay,
            (12, 24) => DayOff::ChristmasEve,
            (12, 25) => DayOff::ChristmasDay,
            (12, 26) => DayOff::BoxingDay,
            (12, 31) => DayOff::NewYearsEve,
            (6, 19..=25) if weekday == Weekday::Friday => DayOff::MidsummersEve,
            (6, 20..=26) if weekday == Weekday::Saturday => DayOff::MidsummersDay,
            (10, 31) | (11, 1..=6) if weekday == Weekday::Saturday => DayOff::AllSaintsDay,
            _ => match from_easter {
                Some(-2) => DayOff::GoodFriday,
                Some(0) => DayOff::EasterSunday,
                Some(1) => DayOff::EasterMonday,
                Some(39) => DayOff::AscensionDay,
                Some(49) => DayOff::WhitSunday,
                Some(50) if year < NATIONAL_DAY_FROM => DayOff::WhitMonday,
                _ if weekday == Weekday::Saturday => DayOff::Saturday,
                _ if weekday == Weekday::Sunday => DayOff::Sunday,
                _ => return None,
            },
        })
    }

    /// Whether a statutory time limit that ends on the day is moved.
    #[must_use]
    pub fn is_nonworking(self) -> bool {
        self.day_off().is_some()
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

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn a_day_off_is_called_what_it_is() {
        for (day, words) in [
            ("2024-06-30", "en söndag"),
            ("2023-04-07", "långfredagen"),
            ("2023-04-09", "påskdagen"),
            ("2024-06-21", "midsommarafton"),
            ("2024-06-22", "midsommardagen"),
            ("2024-11-02", "alla helgons dag"),
            ("2023-12-31", "nyårsafton"),
            ("2024-05-19", "pingstdagen"),
        ] {
            let found = Date::parse(day).unwrap().day_off().map(|off| off.words().sv);
            assert_eq!(found.as_deref(), Some(words), "{day}");
        }
        assert_eq!(Date::parse("2024-07-01").unwrap().day_off(), None);
    }
}
