//! Days that are reckoned: so many days, weeks, months and years on, time limits and terms, the lengths of periods, the day in
//! Stockholm. The other reckoning steps from day to day, and from month to month.

use std::fmt::Write as _;
use std::sync::LazyLock;

use super::calendar::{Day, month_length};
use super::{Rules, result};
use crate::dice::Dice;

/// The number of days from the first day to that of each year, by adding up the lengths of the months.
static YEARS: LazyLock<Vec<i64>> = LazyLock::new(|| {
    let mut before = vec![0, 0];
    for year in 1..=9999 {
        let length: i64 = (1..=12).map(|month| month_length(year, month)).sum();
        before.push(before.last().unwrap() + length);
    }
    before
});

/// So many days on.
fn days_on(day: Day, count: i64) -> Option<Day> {
    let months: i64 = (1..day.month).map(|month| month_length(day.year, month)).sum();
    let at = YEARS[usize::try_from(day.year).unwrap()] + months + day.day - 1 + count;
    if at < 0 {
        return None;
    }
    // The last year that begins on the day or before it.
    let year = YEARS.partition_point(|first| *first <= at) - 1;
    if year > 9999 {
        return None;
    }
    let mut rest = at - YEARS[year];
    let year = i64::try_from(year).unwrap();
    let mut month = 1;
    while rest >= month_length(year, month) {
        rest -= month_length(year, month);
        month += 1;
    }
    Some(Day {
        year,
        month,
        day: rest + 1,
    })
}

/// The same-numbered day so many months on; none where the month has no such day, with the month's length.
fn months_on(day: Day, count: i64) -> Option<Result<Day, Day>> {
    let (mut year, mut month) = (day.year, day.month);
    for _ in 0..count.abs() {
        month += count.signum();
        if month == 13 {
            (year, month) = (year + 1, 1);
        } else if month == 0 {
            (year, month) = (year - 1, 12);
        }
    }
    if !(1..=9999).contains(&year) {
        return None;
    }
    let last = month_length(year, month);
    Some(if day.day <= last {
        Ok(Day { year, month, ..day })
    } else {
        Err(Day {
            year,
            month,
            day: last,
        })
    })
}

fn some_day(dice: &mut Dice) -> Day {
    let year = match dice.below(8) {
        0 => dice.pick(&[1, 2, 1899, 1900, 1999, 2000, 2100, 9998, 9999]),
        _ => 1990 + i64::try_from(dice.below(60)).unwrap(),
    };
    let month = i64::try_from(dice.below(12)).unwrap() + 1;
    let last = month_length(year, month);
    let day = match dice.below(3) {
        0 => last,
        1 => (last - 2 + i64::try_from(dice.below(3)).unwrap()).max(1),
        _ => i64::try_from(dice.below(28)).unwrap() + 1,
    };
    Day { year, month, day }
}

/// Lengths that are written in rules: time limits and terms.
const LENGTHS: [(i64, &str, &str); 14] = [
    (1, "dag", "d"),
    (30, "dagar", "d"),
    (365, "dagar", "d"),
    (1, "vecka", "v"),
    (3, "veckor", "v"),
    (52, "veckor", "v"),
    (1, "månad", "m"),
    (2, "månader", "m"),
    (6, "månader", "m"),
    (11, "månader", "m"),
    (18, "månader", "m"),
    (1, "år", "å"),
    (4, "år", "å"),
    (100, "år", "å"),
];

/// The same-numbered day, or the month's last and `false`.
fn limit(from: Day, count: i64, unit: &str) -> Option<(Day, bool)> {
    let months = match unit {
        "d" => return Some((days_on(from, count)?, true)),
        "v" => return Some((days_on(from, 7 * count)?, true)),
        "m" => count,
        _ => 12 * count,
    };
    Some(match months_on(from, months)? {
        Ok(day) => (day, true),
        Err(last) => (last, false),
    })
}

fn rules() -> Rules {
    let mut text = r#"
ansökan { d: datum   e: datum   dagar_till: dagar   veckor_till: veckor   månader_till: månader   år_till: år   tiden: period }
bifall ja_tack "Ja"
resultat d_plus "D" = d + dagar_till
resultat d_minus "D" = d - dagar_till
resultat v_plus "V" = d + veckor_till
resultat v_minus "V" = d - veckor_till
resultat m_plus_ned "M" = d + månader_till avrundat nedåt
resultat m_plus_upp "M" = d + månader_till avrundat uppåt
resultat m_minus_ned "M" = d - månader_till avrundat nedåt
resultat m_minus_upp "M" = d - månader_till avrundat uppåt
resultat å_plus_ned "Å" = d + år_till avrundat nedåt
resultat å_plus_upp "Å" = d + år_till avrundat uppåt
resultat å_minus_ned "Å" = d - år_till avrundat nedåt
resultat å_minus_upp "Å" = d - år_till avrundat uppåt
resultat först "F" = minsta av (d, e)
resultat sist "S" = största av (d, e)
resultat längd "L" = antalet dagar i tiden
resultat början "B" = tiden.från
resultat slutet "E" = tiden.till
"#
    .to_owned();
    for (at, (count, unit, _)) in LENGTHS.iter().enumerate() {
        let _ = writeln!(text, "resultat frist_{at} \"F\" = frist {count} {unit} från d");
        let _ = writeln!(text, "resultat löptid_{at} \"L\" = löptid {count} {unit} från d");
    }
    Rules::new(&text)
}

#[test]
fn days_that_are_reckoned_are_those_that_are_counted() {
    let rules = rules();
    let mut dice = Dice::of(6);
    let (mut reckoned, mut refused) = (0, 0);
    for _ in 0..1_200 {
        let (d, e) = (some_day(&mut dice), some_day(&mut dice));
        let count = |dice: &mut Dice, most: usize| i64::try_from(dice.below(most)).unwrap();
        let (days, weeks) = (count(&mut dice, 5_000), count(&mut dice, 700));
        let (months, years) = (count(&mut dice, 60), count(&mut dice, 30));
        let length = count(&mut dice, 2_000);
        let end = days_on(d, length).unwrap_or(d);
        let length = if end == d { 1 } else { length + 1 };
        let application = format!(
            "{{\"d\": \"{}\", \"e\": \"{}\", \"dagar_till\": {days}, \"veckor_till\": {weeks}, \"månader_till\": {months}, \
             \"år_till\": {years}, \"tiden\": {{\"från\": \"{0}\", \"till\": \"{}\"}}}}",
            d.text(),
            e.text(),
            end.text()
        );
        let decision = rules
            .decide(&application)
            .unwrap_or_else(|| panic!("{application}"));
        let down = |day: Result<Day, Day>| Some(day.unwrap_or_else(|last| last));
        let up = |day: Result<Day, Day>| match day {
            Ok(day) => Some(day),
            Err(last) => days_on(last, 1),
        };
        let order = |day: &Day| (day.year, day.month, day.day);
        let mut must = vec![
            ("d_plus".to_owned(), days_on(d, days)),
            ("d_minus".to_owned(), days_on(d, -days)),
            ("v_plus".to_owned(), days_on(d, 7 * weeks)),
            ("v_minus".to_owned(), days_on(d, -7 * weeks)),
            ("m_plus_ned".to_owned(), months_on(d, months).and_then(down)),
            ("m_plus_upp".to_owned(), months_on(d, months).and_then(up)),
            ("m_minus_ned".to_owned(), months_on(d, -months).and_then(down)),
            ("m_minus_upp".to_owned(), months_on(d, -months).and_then(up)),
            ("å_plus_ned".to_owned(), months_on(d, 12 * years).and_then(down)),
            ("å_plus_upp".to_owned(), months_on(d, 12 * years).and_then(up)),
            ("å_minus_ned".to_owned(), months_on(d, -12 * years).and_then(down)),
            ("å_minus_upp".to_owned(), months_on(d, -12 * years).and_then(up)),
            ("först".to_owned(), [d, e].into_iter().min_by_key(order)),
            ("sist".to_owned(), [d, e].into_iter().max_by_key(order)),
            ("början".to_owned(), Some(d)),
            ("slutet".to_owned(), Some(end)),
        ];
        for (at, (count, _, unit)) in LENGTHS.iter().enumerate() {
            let found = limit(d, *count, unit);
            must.push((format!("frist_{at}"), found.map(|(day, _)| day)));
            // A term's last day is the one before; where the month is too short for the day, it is the month's last.
            let term = found.and_then(|(day, same)| if same { days_on(day, -1) } else { Some(day) });
            must.push((format!("löptid_{at}"), term));
        }
        for (name, must) in must {
            assert_eq!(
                result(&decision, &name),
                must.map(Day::text),
                "{name} of {application}"
            );
            if must.is_some() {
                reckoned += 1;
            } else {
                refused += 1;
            }
        }
        assert_eq!(
            result(&decision, "längd"),
            Some(length.to_string()),
            "{application}"
        );
    }
    assert!(reckoned > 40_000 && refused > 500, "{reckoned} {refused}");
}

#[test]
fn a_time_limit_that_is_moved_ends_on_the_first_working_day() {
    let rules = Rules::new(
        "ansökan { d: datum }\nbifall ja_tack \"Ja\"\nresultat flyttad \"F\" = frist 0 dagar från d flyttad till vardag\n",
    );
    for (day, moved) in [
        ("2015-04-02", "2015-04-02"),
        ("2015-04-03", "2015-04-07"),
        ("2020-06-19", "2020-06-22"),
        ("2021-12-24", "2021-12-27"),
        ("2022-06-06", "2022-06-07"),
        ("2023-12-23", "2023-12-27"),
        ("2024-03-29", "2024-04-02"),
        ("2024-05-09", "2024-05-10"),
        ("2024-11-02", "2024-11-04"),
        ("2024-12-24", "2024-12-27"),
        ("2024-12-31", "2025-01-02"),
        ("2026-01-03", "2026-01-05"),
        ("2027-01-01", "2027-01-04"),
    ] {
        let decision = rules.decide(&format!("{{\"d\": \"{day}\"}}")).unwrap();
        assert_eq!(result(&decision, "flyttad").as_deref(), Some(moved), "{day}");
    }
    // 31 December 9999 is New Year's Eve, and there is no day after it.
    let decision = rules.decide("{\"d\": \"9999-12-31\"}").unwrap();
    assert_eq!(result(&decision, "flyttad"), None);
}

#[test]
fn the_day_in_stockholm_changes_when_its_clocks_say() {
    let rules =
        Rules::new("ansökan { t: tidpunkt }\nbifall ja_tack \"Ja\"\nresultat dagen \"D\" = dagen för t\n");
    // Summer time began and ended on these Sundays, at one o'clock in Greenwich.
    let turns = [
        (1996, 31, 27),
        (2000, 26, 29),
        (2007, 25, 28),
        (2012, 25, 28),
        (2016, 27, 30),
        (2020, 29, 25),
        (2023, 26, 29),
        (2024, 31, 27),
        (2025, 30, 26),
        (2026, 29, 25),
    ];
    let day = |t: &str| {
        let decision = rules
            .decide(&format!("{{\"t\": \"{t}\"}}"))
            .unwrap_or_else(|| panic!("{t}"));
        result(&decision, "dagen").unwrap()
    };
    for (year, march, october) in turns {
        // In winter the day begins at 23 in Greenwich, in summer at 22.
        let before = |month: &str, day: i64| format!("{year}-{month}-{:02}", day);
        for (month, of_month, hour) in [
            ("03", march - 1, 23),
            ("03", march, 22),
            ("10", october - 1, 22),
            ("10", october, 23),
        ] {
            let date = before(month, of_month);
            let next = if of_month == 31 {
                format!("{year}-04-01")
            } else {
                before(month, of_month + 1)
            };
            assert_eq!(day(&format!("{date}T{:02}:59:59Z", hour - 1)), date);
            assert_eq!(day(&format!("{date}T{hour:02}:00:00Z")), next);
        }
    }
    assert_eq!(day("2023-06-01T00:30:00+02:00"), "2023-06-01");
    assert_eq!(day("2023-06-01T00:30:00+03:00"), "2023-05-31");
    // The last hour that is read.
    assert_eq!(day("9999-12-30T22:00:00Z"), "9999-12-30");
}
