//! The days on which a statutory time limit doesn't end, held to a table that others made.

use std::collections::BTreeMap;

use rekvisit::value::{Date, DayOff};

/// The public holidays by day; several on one day are told apart.
fn published() -> BTreeMap<Date, Vec<String>> {
    let table = include_str!("../corpora/swedish-holidays/1990-2060.csv");
    table
        .lines()
        .skip(1)
        .map(|line| {
            let (day, names) = line.split_once(',').unwrap();
            let names = names.split("; ").map(str::to_lowercase).collect();
            (Date::parse(day).unwrap(), names)
        })
        .collect()
}

#[test]
fn every_day_of_seventy_years_is_what_the_table_says() {
    let published = published();
    let mut day = Date::new(1990, 1, 1).unwrap();
    let last = Date::new(2060, 12, 31).unwrap();
    let mut holidays = 0;
    while day <= last {
        let off = day.day_off();
        // Act 1930:173 adds the three eves, Saturdays and Sundays to the holidays.
        let eve = matches!(
            off,
            Some(DayOff::MidsummersEve | DayOff::ChristmasEve | DayOff::NewYearsEve)
        );
        let weekend = matches!(off, Some(DayOff::Saturday | DayOff::Sunday));
        match published.get(&day) {
            Some(names) => {
                holidays += 1;
                let name = off.map(|off| off.words().sv.to_lowercase());
                assert!(
                    name.is_some_and(|name| names.contains(&name)),
                    "{day} {off:?} {names:?}"
                );
            }
            None => assert!(off.is_none() || eve || weekend, "{day} {off:?}"),
        }
        let weekday = day.civil().unwrap().weekday();
        if matches!(
            weekday,
            jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday
        ) {
            assert!(day.is_nonworking(), "{day}");
        }
        let next = day.next_working().unwrap();
        assert!(next >= day && !next.is_nonworking(), "{day}");
        day = day.add_days(1).unwrap();
    }
    assert_eq!(holidays, published.len());
}

#[test]
fn the_three_eves_are_where_the_act_says() {
    for year in 1990..=2060 {
        for (month, day) in [(12, 24), (12, 31)] {
            assert!(Date::new(year, month, day).unwrap().is_nonworking());
        }
        let midsummer = published()
            .into_iter()
            .find(|(day, names)| day.parts().0 == year && names.contains(&"midsommardagen".to_owned()))
            .unwrap()
            .0;
        let eve = midsummer.add_days(-1).unwrap();
        assert_eq!(eve.day_off(), Some(DayOff::MidsummersEve), "{eve}");
    }
}
