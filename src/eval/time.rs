//! Calendar arithmetic. Months and years keep the day's number; where the month has no such day, the rule says
//! whether its last day or the next month's first is meant, and a time limit ends on its last (lag 1930:173, 1 §).

use super::interval::Interval;
use super::machine::{Events, Machine};
use crate::program::op::{MonthEnd, TimeUnit};
use crate::program::{Cell, Failure, Range};
use crate::value::{Date, Number};

impl<E: Events> Machine<'_, E> {
    pub(super) fn add_time(
        &mut self,
        date: Cell,
        length: Cell,
        unit: TimeUnit,
        subtract: bool,
        end: MonthEnd,
    ) -> Cell {
        self.binary(date, length, |m, date, length| {
            let length = m
                .interval(length)
                .map(|i| if subtract { negated(i) } else { Some(i) });
            let Some(Some(length)) = length else {
                return Cell::Unknown;
            };
            m.on_days(date, length, |date, length| {
                add(date, length, unit, end).map(|(date, _)| date)
            })
        })
    }

    pub(super) fn time_limit(
        &mut self,
        from: Cell,
        length: Cell,
        unit: TimeUnit,
        term: bool,
        moved: bool,
    ) -> Cell {
        self.binary(from, length, |m, from, length| {
            let Some(length) = m.interval(length) else {
                return Cell::Unknown;
            };
            m.on_days(from, length, |from, length| {
                last_day(from, length, unit, term, moved)
            })
        })
    }

    /// Applies a function that grows with both its operands to the ends of what they can still be.
    fn on_days(&mut self, date: Cell, length: Interval, f: impl Fn(Date, i64) -> Option<Date>) -> Cell {
        let Some(days) = self.interval(date) else {
            return Cell::Unknown;
        };
        let at = |day: Option<Number>, length: Option<Number>| -> Result<Option<Date>, Failure> {
            let Some((day, length)) = day.zip(length) else {
                return Ok(None);
            };
            let day = day.as_i64().and_then(|d| i32::try_from(d).ok());
            if let Some(i32::MIN | i32::MAX) = day {
                return Err(Failure::OpenEnd);
            }
            let day = day.and_then(Date::from_days);
            let length = length.as_i64();
            day.zip(length)
                .and_then(|(day, length)| f(day, length))
                .map(Some)
                .ok_or(Failure::Overflow)
        };
        match (at(days.low, length.low), at(days.high, length.high)) {
            (Ok(low), Ok(high)) => {
                if low.is_some() && days.single().is_some() && length.single().is_some() {
                    return low.map_or(Cell::Unknown, Cell::date);
                }
                let number = |d: Option<Date>| d.map(|d| Number::whole(i64::from(d.days())));
                self.arena.store_range(Range {
                    low: number(low),
                    high: number(high),
                    date: true,
                })
            }
            (Err(low), Err(high)) => Cell::Failed(low.min(high)),
            (Err(failure), _) | (_, Err(failure)) => Cell::Failed(failure),
        }
    }

    pub(super) fn days_in(&mut self, period: Cell) -> Cell {
        match period {
            Cell::Period(i32::MIN, _) | Cell::Period(_, i32::MAX) => Cell::Failed(Failure::OpenEnd),
            Cell::Period(from, to) => {
                let days = i64::from(to)
                    .checked_sub(i64::from(from))
                    .and_then(|d| d.checked_add(1));
                days.map_or(Cell::Failed(Failure::Overflow), Cell::Int)
            }
            // Of a period without a first or a last day there is no number of days.
            _ => Cell::Unknown,
        }
    }

    /// The civil day of an instant in Europe/Stockholm, by the built-in time zone data.
    pub(super) fn day_of(&mut self, instant: Cell) -> Cell {
        let Cell::Instant(second) = instant else {
            return Cell::Unknown;
        };
        let day = civil_day(second);
        day.map_or(Cell::Failed(Failure::Overflow), Cell::date)
    }
}

/// The civil day of an instant in Europe/Stockholm.
pub(super) fn civil_day(second: i64) -> Option<Date> {
    let at = jiff::Timestamp::from_second(second).ok()?;
    let zone = jiff::tz::TimeZone::get("Europe/Stockholm").ok()?;
    Date::from_civil(at.to_zoned(zone).date())
}

fn negated(interval: Interval) -> Option<Interval> {
    let neg = |end: Option<Number>| match end {
        Some(end) => end.neg().map(Some),
        None => Some(None),
    };
    Some(Interval {
        low: neg(interval.high)?,
        high: neg(interval.low)?,
    })
}

/// The last day of a time limit or of a term.
pub(super) fn last_day(from: Date, length: i64, unit: TimeUnit, term: bool, moved: bool) -> Option<Date> {
    let (day, same_number) = add(from, length, unit, MonthEnd::Last)?;
    // A term's last day is the one before the same-numbered day; where the month has none, its last day.
    let day = if term && same_number {
        day.add_days(-1)?
    } else {
        day
    };
    if moved { day.next_working() } else { Some(day) }
}

/// The date a number of units later, and whether it has the same day's number.
pub(super) fn add(date: Date, count: i64, unit: TimeUnit, end: MonthEnd) -> Option<(Date, bool)> {
    let days = |factor: i64| -> Option<(Date, bool)> {
        Some((
            date.add_days(i32::try_from(count.checked_mul(factor)?).ok()?)?,
            true,
        ))
    };
    let months = |factor: i64| -> Option<(Date, bool)> {
        let (day, same_number) = date.add_months(i32::try_from(count.checked_mul(factor)?).ok()?)?;
        match end {
            MonthEnd::Next if !same_number => Some((day.add_days(1)?, false)),
            _ => Some((day, same_number)),
        }
    };
    match unit {
        TimeUnit::Day => days(1),
        TimeUnit::Week => days(7),
        TimeUnit::Month => months(1),
        TimeUnit::Year => months(12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_and_a_month_end_where_the_calendar_says() {
        let date = |text: &str| Date::parse(text).unwrap();
        let cases = [
            ("2024-01-01", 1, TimeUnit::Year, MonthEnd::Last, "2025-01-01"),
            ("2024-02-29", 1, TimeUnit::Year, MonthEnd::Last, "2025-02-28"),
            ("2024-01-31", 1, TimeUnit::Month, MonthEnd::Last, "2024-02-29"),
            ("2024-01-31", 1, TimeUnit::Month, MonthEnd::Next, "2024-03-01"),
            ("2024-06-30", -1, TimeUnit::Week, MonthEnd::Last, "2024-06-23"),
        ];
        for (from, count, unit, end, to) in cases {
            assert_eq!(
                add(date(from), count, unit, end).unwrap().0,
                date(to),
                "{from} + {count} {unit:?}"
            );
        }
    }
}
