//! The calendar, counted by hand: days since 1970-01-01.

use super::value::{NO_FIRST, NO_LAST};

pub(super) fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days before the year, from year 1.
fn days_before(year: i64) -> i64 {
    let past = year - 1;
    past * 365 + past / 4 - past / 100 + past / 400
}

pub(super) fn day(year: i64, month: i64, of_month: i64) -> i64 {
    let before: i64 = (1..month).map(|m| month_length(year, m)).sum();
    days_before(year) + before + of_month - 1 - days_before(1970)
}

pub(super) fn parts(day: i64) -> (i64, i64, i64) {
    let mut rest = day + days_before(1970);
    let mut year = rest / 366 + 1;
    while days_before(year + 1) <= rest {
        year += 1;
    }
    rest -= days_before(year);
    let mut month = 1;
    while rest >= month_length(year, month) {
        rest -= month_length(year, month);
        month += 1;
    }
    (year, month, rest + 1)
}

pub(super) fn parse(text: &str) -> i64 {
    let part = |range: std::ops::Range<usize>| text[range].parse().unwrap();
    day(part(0..4), part(5..7), part(8..10))
}

/// The day, if it is one between the years 1 and 9999.
pub(super) fn within_range(at: i64) -> Option<i64> {
    (at != NO_FIRST && at != NO_LAST && (day(1, 1, 1)..=day(9999, 12, 31)).contains(&at)).then_some(at)
}

/// The same-numbered day so many months later; where there is none, the month's last day and `false`.
pub(super) fn add_months(at: i64, months: i64) -> Option<(i64, bool)> {
    let (year, month, of_month) = parts(at);
    let count = year * 12 + (month - 1) + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    if !(1..=9999).contains(&year) {
        return None;
    }
    let last = month_length(year, month);
    Some((day(year, month, of_month.min(last)), of_month <= last))
}

/// 0 is Monday.
fn weekday(at: i64) -> i64 {
    (at + 3).rem_euclid(7)
}

/// Easter Sunday, by Gauss' method with the corrections for the Gregorian calendar.
fn easter(year: i64) -> i64 {
    let (a, b, c) = (year % 19, year % 4, year % 7);
    let k = year / 100;
    let p = (13 + 8 * k) / 25;
    let q = k / 4;
    let m = (15 - p + k - q) % 30;
    let n = (4 + k - q) % 7;
    let d = (19 * a + m) % 30;
    let e = (2 * b + 4 * c + 6 * d + n) % 7;
    let march = 22 + d + e;
    let corrected = if (d == 29 && e == 6) || (d == 28 && e == 6 && (11 * m + 11) % 30 < 19) {
        march - 7
    } else {
        march
    };
    day(year, 3, 1) + corrected - 1
}

/// Saturdays, Sundays, public holidays, and Midsummer's, Christmas and New Year's Eve.
fn is_free(at: i64) -> bool {
    let (year, month, of_month) = parts(at);
    let easter = easter(year);
    let midsummer_eve = (19..=25).map(|d| day(year, 6, d)).find(|d| weekday(*d) == 4);
    let fixed = [(1, 1), (1, 6), (5, 1), (12, 24), (12, 25), (12, 26), (12, 31)];
    weekday(at) >= 5
        || fixed.contains(&(month, of_month))
        || Some(at) == midsummer_eve
        || [easter - 2, easter + 1, easter + 39].contains(&at)
        || if year < 2005 {
            at == easter + 50
        } else {
            (month, of_month) == (6, 6)
        }
}

pub(super) fn next_working(mut at: i64) -> i64 {
    while is_free(at) {
        at += 1;
    }
    at
}

/// The last Sunday of a month of 31 days.
fn last_sunday(year: i64, month: i64) -> i64 {
    let last = day(year, month, 31);
    last - (weekday(last) + 1) % 7
}

/// The civil day in Stockholm: an hour ahead of Greenwich, two from the last Sunday of March to that of October.
pub(super) fn stockholm_day(second: i64) -> i64 {
    let (year, ..) = parts(second.div_euclid(86_400));
    let turn = |month| last_sunday(year, month) * 86_400 + 3_600;
    let summer = (turn(3)..turn(10)).contains(&second);
    (second + if summer { 7_200 } else { 3_600 }).div_euclid(86_400)
}
