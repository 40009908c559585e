//! Amounts, percentages, rounding and aggregates as the rule language computes them, from JSON digits to the decision's JSON.

use std::fmt::Write as _;

use super::big::{Big, MODES};
use super::{Rules, result};
use crate::dice::Dice;

/// The units that amounts are rounded to, and how many kronor each is.
const UNITS: [(&str, &str); 9] = [
    ("1 öre", "0.01"),
    ("50 öre", "0.5"),
    ("1 kr", "1"),
    ("5 kr", "5"),
    ("10 kr", "10"),
    ("100 kr", "100"),
    ("1 tkr", "1000"),
    ("0,5 mkr", "500000"),
    ("2,5 kr", "2.5"),
];

/// An element of the list: its amount, its hours, and whether it is chosen.
type Row = (String, String, bool);

struct Application {
    a: String,
    b: String,
    n: String,
    m: String,
    p: String,
    rows: Vec<Row>,
}

/// A decimal number of up to so many digits, and with at most so many decimals.
fn decimal(dice: &mut Dice, digits: usize, decimals: usize, signed: bool) -> String {
    let sign = if signed && dice.once_in(3) { "-" } else { "" };
    let run = |dice: &mut Dice, most: usize| -> String {
        (0..dice.below(most + 1))
            .map(|_| char::from(b'0' + u8::try_from(dice.below(10)).unwrap()))
            .collect()
    };
    let whole = run(dice, digits);
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    };
    match run(dice, decimals) {
        none if none.is_empty() => format!("{sign}{whole}"),
        some => format!("{sign}{whole}.{some}"),
    }
}

impl Application {
    fn new(dice: &mut Dice) -> Self {
        let large = dice.once_in(4);
        let digits = if large { 36 } else { 9 };
        let rows = (0..dice.below(6))
            .map(|_| {
                (
                    decimal(dice, digits, 2, true),
                    decimal(dice, 4, 3, false),
                    dice.once_in(2),
                )
            })
            .collect();
        Self {
            a: decimal(dice, digits, 2, true),
            b: decimal(dice, digits, 2, true),
            n: decimal(dice, digits, 6, true),
            m: decimal(dice, if large { 20 } else { 6 }, 4, true),
            p: decimal(dice, 3, 4, false),
            rows,
        }
    }

    fn json(&self) -> String {
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|(amount, hours, chosen)| {
                format!("{{\"belopp\": {amount}, \"timmar\": {hours}, \"med\": {chosen}}}")
            })
            .collect();
        format!(
            "{{\"a\": {}, \"b\": {}, \"n\": {}, \"m\": {}, \"p\": {}, \"rader\": [{}]}}",
            self.a,
            self.b,
            self.n,
            self.m,
            self.p,
            rows.join(", ")
        )
    }

    /// Each result as it must come to; none where something is divided by nothing, or nothing is asked for its smallest.
    fn must(&self) -> Vec<(String, Option<Big>)> {
        let (a, b) = (Big::read(&self.a), Big::read(&self.b));
        let (n, m) = (Big::read(&self.n), Big::read(&self.m));
        let p = Big::read(&self.p).over(&Big::new(100, 1)).unwrap();
        let zero = || Big::new(0, 1);
        let sum = |of: &dyn Fn(&Row) -> Big, only: bool| {
            let rows = self.rows.iter().filter(|row| row.2 || !only);
            rows.fold(zero(), |sum, row| sum.plus(&of(row)))
        };
        let amount = |row: &Row| Big::read(&row.0);
        let hours = |row: &Row| Big::read(&row.1);
        let one = |_: &Row| Big::new(1, 1);
        let mut all = vec![
            ("summa".to_owned(), Some(n.plus(&m))),
            ("skillnad".to_owned(), Some(n.minus(&m))),
            ("produkt".to_owned(), Some(n.times(&m))),
            ("kvot".to_owned(), n.over(&m)),
            ("förhållande".to_owned(), a.over(&b)),
            ("tillsammans".to_owned(), Some(a.plus(&b))),
            ("kvar".to_owned(), Some(a.minus(&b))),
            ("lägre".to_owned(), Some(a.clone().min(b.clone()))),
            ("högre".to_owned(), Some(a.clone().max(b.clone()))),
            ("andel".to_owned(), Some(p.times(&n))),
            ("åttondel".to_owned(), Some(n.times(&Big::new(125, 1000)))),
            ("allt".to_owned(), Some(sum(&amount, false))),
            ("valt".to_owned(), Some(sum(&amount, true))),
            ("antal".to_owned(), Some(sum(&one, true))),
            (
                "del_belopp".to_owned(),
                sum(&amount, true).over(&sum(&amount, false)),
            ),
            (
                "del_timmar".to_owned(),
                sum(&hours, true).over(&sum(&hours, false)),
            ),
            ("del_rader".to_owned(), sum(&one, true).over(&sum(&one, false))),
            (
                "vägt".to_owned(),
                Some(sum(
                    &|row| amount(row).times(&hours(row)).over(&Big::new(1, 1)).unwrap(),
                    true,
                )),
            ),
            ("lägst".to_owned(), self.rows.iter().map(amount).min()),
            (
                "högst_upp".to_owned(),
                self.rows.iter().filter(|row| row.2).map(amount).max(),
            ),
        ];
        // A sum of amounts that have parts of an öre is rounded, so that it may leave the rules.
        if let Some((_, Some(weighed))) = all.iter_mut().find(|(name, _)| name == "vägt") {
            *weighed = weighed.rounded(super::big::Mode::Nearest, &Big::read("0.01"));
        }
        for (at, (_, step)) in UNITS.iter().enumerate() {
            for (mode, word) in MODES {
                let step = Big::read(step);
                all.push((format!("p_{word}_{at}"), Some(p.times(&a).rounded(mode, &step))));
                all.push((
                    format!("d_{word}_{at}"),
                    a.over(&m).map(|x| x.rounded(mode, &step)),
                ));
            }
        }
        all
    }
}

fn rules() -> Rules {
    let mut text = r#"
post Rad { belopp: kronor med tecken   timmar: tal   med: ja/nej }
ansökan {
  a: kronor med tecken
  b: kronor med tecken
  n: tal
  m: tal
  p: procent
  rader: [Rad]
}
bifall ja_tack "Ja"
resultat summa "1" = n + m
resultat skillnad "2" = n - m
resultat produkt "3" = n × m
resultat kvot "4" = n / m
resultat förhållande "5" = a / b
resultat tillsammans "6" = a + b
resultat kvar "7" = a - b
resultat lägre "8" = minsta av (a, b)
resultat högre "9" = största av (a, b)
resultat andel "10" = p × n
resultat åttondel "11" = 12,5 % av n
resultat allt "12" = summan av belopp i rader
resultat valt "13" = summan av belopp i rader där med
resultat antal "14" = antalet i rader där med
resultat del_belopp "15" = andelen av belopp i rader där med
resultat del_timmar "16" = andelen av timmar i rader där med
resultat del_rader "17" = andelen i rader där med
resultat vägt "18" = (summan av (belopp × timmar) i rader där med) avrundat närmast till 1 öre
resultat lägst "19" = minsta av belopp i rader
resultat högst_upp "20" = största av belopp i rader där med
"#
    .to_owned();
    for (at, (unit, _)) in UNITS.iter().enumerate() {
        for (_, word) in MODES {
            let _ = writeln!(
                text,
                "resultat p_{word}_{at} \"P\" = (p × a) avrundat {word} till {unit}"
            );
            let _ = writeln!(
                text,
                "resultat d_{word}_{at} \"D\" = (a / m) avrundat {word} till {unit}"
            );
        }
    }
    Rules::new(&text)
}

#[test]
fn amounts_are_computed_exactly_or_not_at_all() {
    let rules = rules();
    let mut dice = Dice::of(5);
    let (mut exact, mut refused, mut unread) = (0, 0, 0);
    for _ in 0..1_500 {
        let application = Application::new(&mut dice);
        let json = application.json();
        let Some(decision) = rules.decide(&json) else {
            unread += 1;
            let large = json
                .split([':', ',', '}'])
                .any(|part| part.bytes().filter(u8::is_ascii_digit).count() > 36);
            assert!(large, "not read: {json}");
            continue;
        };
        for (name, must) in application.must() {
            let Some(seen) = result(&decision, &name) else {
                refused += 1;
                // What has few digits is always computed.
                let small = json.split([':', ',', '}']).all(|part| part.len() < 16);
                assert!(must.is_none() || !small, "{name} is not computed: {json}");
                continue;
            };
            let Some(must) = must else {
                panic!("{name} is {seen}: {json}")
            };
            assert_eq!(Big::read(&seen), must, "{name} is {seen}: {json}");
            exact += 1;
        }
    }
    assert!(
        exact > 70_000 && refused > 3_000 && unread > 0,
        "{exact} {refused} {unread}"
    );
}

#[test]
fn digits_of_an_application_are_taken_as_they_stand() {
    let rules = Rules::new(
        "ansökan { n: tal   k: kronor med tecken   p: procent }\nbifall ja_tack \"Ja\"\nresultat n_ut \"N\" = n\nresultat k_ut \"K\" = k\nresultat p_ut \"P\" = p\n",
    );
    let with = |n: &str, k: &str, p: &str| rules.decide(&format!("{{\"n\": {n}, \"k\": {k}, \"p\": {p}}}"));
    // No binary fraction is these.
    for (n, k, p) in [
        ("0.1", "0.30", "33.3"),
        ("9007199254740993", "9007199254740993.01", "0.1"),
        ("0.1000000000000000055511151231257827", "-0.07", "12.5"),
        (
            "123456789012345678901234567890.123",
            "1234567890123456789012345678901234.56",
            "100",
        ),
        ("-0", "-0.00", "0.00"),
        ("1.50000000000000000000000000000000000000000000", "1.10", "7"),
        (
            "170141183460469231731687303715884105727",
            "1701411834604692317316873037158841057.27",
            "1",
        ),
    ] {
        let decision = with(n, k, p).unwrap_or_else(|| panic!("{n} {k} {p} is not read"));
        let seen = |name| Big::read(&result(&decision, name).unwrap());
        assert_eq!(seen("n_ut"), Big::read(n));
        assert_eq!(seen("k_ut"), Big::read(k));
        assert_eq!(seen("p_ut").times(&Big::new(100, 1)), Big::read(p));
    }
    for (n, k, p) in [
        ("1e3", "1", "1"),
        ("1E-3", "1", "1"),
        ("1", "1e2", "1"),
        ("1", "0.001", "1"),
        ("1", "1", "1e1"),
        ("170141183460469231731687303715884105728", "1", "1"),
        ("1", "1701411834604692317316873037158841057.28", "1"),
        ("01", "1", "1"),
        (".5", "1", "1"),
        ("+1", "1", "1"),
        ("NaN", "1", "1"),
    ] {
        assert!(with(n, k, p).is_none(), "{n} {k} {p} is read");
    }
}
