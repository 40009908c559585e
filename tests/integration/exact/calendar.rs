//! The calendar, counted one day at a time from 1 January of the year 1, a Monday.

use rekvisit::value::{Date, DayOff};

/// A day as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
}

/// Which years have a 29 February: each fourth, but of the centuries each fourth.
pub(super) fn is_leap(year: i64) -> bool {
    if year % 100 == 0 {
        year / 100 % 4 == 0
    } else {
        year % 4 == 0
    }
}

pub(super) fn month_length(year: i64, month: i64) -> i64 {
    const LENGTHS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    LENGTHS[usize::try_from(month - 1).unwrap()] + i64::from(month == 2 && is_leap(year))
}

impl Day {
    pub(super) const FIRST: Self = Self {
        year: 1,
        month: 1,
        day: 1,
    };

    pub(super) fn next(self) -> Self {
        let Self { year, month, day } = self;
        if day < month_length(year, month) {
            Self { day: day + 1, ..self }
        } else if month < 12 {
            Self {
                month: month + 1,
                day: 1,
                ..self
            }
        } else {
            Self {
                year: year + 1,
                month: 1,
                day: 1,
            }
        }
    }

    pub(super) fn date(self) -> Option<Date> {
        Date::new(
            self.year.try_into().ok()?,
            self.month.try_into().ok()?,
            self.day.try_into().ok()?,
        )
    }

    pub(super) fn text(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Days from the first day to 1970-01-01: a year has 365 days, and there are 477 leap years before.
const TO_1970: i32 = 1969 * 365 + 477;

#[test]
fn every_day_from_1_to_9999_is_where_it_is_counted() {
    let mut day = Day::FIRST;
    let mut number = -TO_1970;
    // Sunday is 6.
    let mut weekday = 0;
    let mut leap_years = 0;
    while day.year <= 9999 {
        // In the debug profile all days of the years around ours; of the others those at the ends of months.
        let near = (1900..=2100).contains(&day.year);
        let at_an_end = day.day <= 1 || day.day >= 28;
        if near || at_an_end || !cfg!(debug_assertions) {
            let date = day.date().unwrap();
            assert_eq!(date.days(), number, "{day:?}");
            assert_eq!(Date::from_days(number), Some(date), "{day:?}");
            let (year, month, of_month) = date.parts();
            assert_eq!(
                (i64::from(year), i64::from(month), i64::from(of_month)),
                (day.year, day.month, day.day)
            );
        }
        if near {
            let date = day.date().unwrap();
            assert_eq!(date.to_string(), day.text());
            assert_eq!(Date::parse(&day.text()), Some(date));
            let weekend = match date.day_off() {
                Some(DayOff::Saturday | DayOff::MidsummersDay | DayOff::AllSaintsDay) => Some(5),
                Some(DayOff::Sunday | DayOff::EasterSunday | DayOff::WhitSunday) => Some(6),
                Some(DayOff::GoodFriday | DayOff::MidsummersEve) => Some(4),
                Some(DayOff::EasterMonday) => Some(0),
                Some(DayOff::AscensionDay) => Some(3),
                Some(_) => None,
                None => {
                    assert!(weekday < 5, "{day:?} is a day of the weekend");
                    None
                }
            };
            assert!(
                weekend.is_none_or(|weekend| weekend == weekday),
                "{day:?}: {:?} on {weekday}",
                date.day_off()
            );
        }
        if (day.month, day.day) == (2, 29) {
            leap_years += 1;
        }
        day = day.next();
        number += 1;
        weekday = (weekday + 1) % 7;
    }
    assert_eq!(leap_years, 2424);
    assert_eq!(Date::from_days(number), None);
    assert_eq!(Date::from_days(-TO_1970 - 1), None);
}

#[test]
fn days_that_are_not_in_the_calendar_are_refused() {
    for year in 1..=9999 {
        let at = |month, day| Day { year, month, day }.date();
        assert_eq!(at(2, 29).is_some(), is_leap(year), "{year}");
        assert_eq!(at(2, 30), None);
    }
    for month in 1..=12 {
        let last = month_length(2023, month);
        for (day, there) in [
            (0, false),
            (1, true),
            (last, true),
            (last + 1, false),
            (32, false),
            (-1, false),
        ] {
            assert_eq!(
                Day {
                    year: 2023,
                    month,
                    day
                }
                .date()
                .is_some(),
                there,
                "{month} {day}"
            );
        }
    }
    for (year, month) in [(0, 1), (-1, 1), (10_000, 1), (2023, 0), (2023, 13)] {
        assert_eq!(Day { year, month, day: 1 }.date(), None);
    }
}
