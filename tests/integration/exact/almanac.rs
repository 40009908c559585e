//! What almanacs say: Easter Sundays and weekdays of known days, and the days off of whole years.

use rekvisit::value::{Date, DayOff};

use super::calendar::Day;

/// Easter Sunday in March (below 32) or April (from 32: 1 April), from 1990.
const EASTER: [i64; 49] = [
    46, 31, 50, 42, 34, 47, 38, 30, 43, 35, // 1990–1999
    54, 46, 31, 51, 42, 27, 47, 39, 23, 43, // 2000–2009
    35, 55, 39, 31, 51, 36, 27, 47, 32, 52, // 2010–2019
    43, 35, 48, 40, 31, 51, 36, 28, 47, 32, // 2020–2029
    52, 44, 28, 48, 40, 25, 44, 36, 56, // 2030–2038
];

/// Years with the earliest and the latest Easters that there are, and the two exceptions of Gauss.
const RARE: [(i64, i64); 8] = [
    (1598, 22),
    (1693, 22),
    (1761, 22),
    (1818, 22),
    (1886, 56),
    (1943, 56),
    (1954, 49),
    (1981, 50),
];

/// Easter Sunday by the epacts: the fourteenth day of the church's moon, and the Sunday after it.
fn by_epacts(year: i64) -> i64 {
    let golden = year % 19 + 1;
    let century = year / 100 + 1;
    // Leap years that the centuries leave out, and what the moon is off.
    let solar = 3 * century / 4 - 12;
    let lunar = (8 * century + 5) / 25 - 5;
    let sunday = 5 * year / 4 - solar - 10;
    let mut epact = (11 * golden + 20 + lunar - solar).rem_euclid(30);
    if (epact == 25 && golden > 11) || epact == 24 {
        epact += 1;
    }
    let mut moon = 44 - epact;
    if moon < 21 {
        moon += 30;
    }
    moon + 7 - (sunday + moon).rem_euclid(7)
}

fn in_march(year: i64, day: i64) -> Date {
    let (month, day) = if day > 31 { (4, day - 31) } else { (3, day) };
    Day { year, month, day }.date().unwrap()
}

#[test]
fn easter_is_where_the_almanacs_have_it() {
    for (year, day) in (1990..).zip(EASTER).chain(RARE) {
        assert_eq!(by_epacts(year), day, "{year}");
        assert_eq!(
            in_march(year, day).day_off(),
            Some(DayOff::EasterSunday),
            "{year}"
        );
    }
}

#[test]
fn easter_and_what_moves_with_it_fall_by_the_churchs_moon() {
    for year in 1583..=9999 {
        let easter = in_march(year, by_epacts(year));
        let after = |days| easter.add_days(days).unwrap().day_off();
        assert_eq!(after(-2), Some(DayOff::GoodFriday), "{year}");
        assert_eq!(after(0), Some(DayOff::EasterSunday), "{year}");
        assert_eq!(after(1), Some(DayOff::EasterMonday), "{year}");
        let other = after(39).unwrap();
        assert!(
            matches!(other, DayOff::AscensionDay | DayOff::FirstOfMay),
            "{year}: {other:?}"
        );
        let other = after(49).unwrap();
        assert!(
            matches!(other, DayOff::WhitSunday | DayOff::NationalDay),
            "{year}: {other:?}"
        );
    }
}

#[test]
fn known_days_fall_on_known_weekdays() {
    // 0 is Monday. The third is the first day of the new calendar in Sweden.
    for (day, weekday) in [
        ("0001-01-01", 0),
        ("1582-10-15", 4),
        ("1753-03-01", 3),
        ("1900-01-01", 0),
        ("1945-05-08", 1),
        ("1969-07-20", 6),
        ("1970-01-01", 3),
        ("2000-02-29", 1),
        ("2001-09-11", 1),
        ("2024-02-29", 3),
        ("2026-01-01", 3),
        ("9999-12-31", 4),
    ] {
        let date = Date::parse(day).unwrap();
        assert_eq!((date.days() + 3).rem_euclid(7), weekday, "{day}");
    }
}

/// The days off of a year that are not Saturdays or Sundays, as the calendar on the wall has them.
#[test]
fn days_off_are_those_of_the_almanac() {
    let years: [(i64, &[&str]); 4] = [
        (
            2015,
            &[
                "01-01", "01-06", "04-03", "04-06", "05-01", "05-14", "06-19", "12-24", "12-25", "12-31",
            ],
        ),
        (
            2021,
            &[
                "01-01", "01-06", "04-02", "04-05", "05-13", "06-25", "12-24", "12-31",
            ],
        ),
        (
            2023,
            &[
                "01-06", "04-07", "04-10", "05-01", "05-18", "06-06", "06-23", "12-25", "12-26",
            ],
        ),
        (
            2024,
            &[
                "01-01", "03-29", "04-01", "05-01", "05-09", "06-06", "06-21", "12-24", "12-25", "12-26",
                "12-31",
            ],
        ),
    ];
    for (year, expected) in years {
        let mut found = Vec::new();
        let mut day = Day {
            year,
            month: 1,
            day: 1,
        };
        while day.year == year {
            let date = day.date().unwrap();
            let weekend = (date.days() + 3).rem_euclid(7) >= 5;
            assert!(!weekend || date.is_nonworking(), "{}", day.text());
            if !weekend && date.is_nonworking() {
                found.push(day.text()[5..].to_owned());
            }
            day = day.next();
        }
        assert_eq!(found, expected, "{year}");
    }
}
