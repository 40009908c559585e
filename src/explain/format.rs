//! Numbers, money, dates and periods as they are written in running text.
//!
//! Swedish groups thousands with no-break spaces and has a decimal comma (`3 419 977 kr`, `12,50 kr`); English groups
//! with commas and has a point (`SEK 3,419,977`).

use super::words::{Words, say};
use crate::value::{Date, Number, Period, Unit, UnitId};

/// The no-break space that stands between thousands and before a unit.
pub const NBSP: char = '\u{a0}';

/// The digits of a number: what stands before and after the decimal mark.
struct Digits {
    negative: bool,
    whole: String,
    decimals: String,
    exact: bool,
}

/// At most `limit` decimals; what is left over is cut off and `exact` is false. Nothing in it can be too large.
fn digits(number: Number, limit: usize) -> Digits {
    let denominator = number.denominator().unsigned_abs();
    let numerator = number.numerator().unsigned_abs();
    let whole = numerator.checked_div(denominator).unwrap_or(0);
    let mut rest = numerator.checked_rem(denominator).unwrap_or(0);
    let mut decimals = String::new();
    while rest != 0 && decimals.len() < limit {
        let (digit, left) = next_decimal(rest, denominator);
        rest = left;
        decimals.push(digit);
    }
    Digits {
        negative: number.is_negative(),
        whole: whole.to_string(),
        decimals,
        exact: rest == 0,
    }
}

/// The first decimal of `rest / denominator`, which is below one, and what is left. Ten times the rest may be more than 128 bits
/// hold, so that it is added ten times.
fn next_decimal(rest: u128, denominator: u128) -> (char, u128) {
    let (mut digit, mut left) = (0, 0_u128);
    for _ in 0..10 {
        let room = denominator.saturating_sub(rest);
        left = match left.checked_sub(room) {
            Some(over) => {
                digit = u32::saturating_add(digit, 1);
                over
            }
            None => left.saturating_add(rest),
        };
    }
    (char::from_digit(digit, 10).unwrap_or('0'), left)
}

impl Digits {
    /// The digits of a hundredth of the number.
    fn hundredth(mut self) -> Self {
        let padded = format!("{:0>3}", self.whole);
        let (whole, moved) = padded.split_at(padded.len().saturating_sub(2));
        self.decimals = format!("{moved}{}", self.decimals);
        self.whole = whole.to_owned();
        if self.exact {
            self.decimals.truncate(self.decimals.trim_end_matches('0').len());
        }
        self
    }

    /// The digits of a hundred times the number.
    fn hundredfold(mut self) -> Self {
        let decimals = format!("{:0<2}", self.decimals);
        let (moved, rest) = decimals.split_at(2);
        let whole = format!("{}{moved}", self.whole);
        let whole = whole.trim_start_matches('0');
        self.whole = if whole.is_empty() { "0" } else { whole }.to_owned();
        self.decimals = rest.to_owned();
        self
    }
}

/// Adds digits in groups of three.
fn group(digits: &str, separator: char, out: &mut String) {
    let mut after = digits.len();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && after.is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
        after = after.saturating_sub(1);
    }
}

/// Both languages' forms of the digits.
fn written(digits: &Digits) -> Words {
    let form = |separator: char, mark: char| {
        // Room for all of it: two bytes for each digit, and the signs.
        let room = digits.whole.len().saturating_add(digits.decimals.len());
        let mut out = String::with_capacity(room.saturating_mul(2).saturating_add(8));
        if !digits.exact {
            out.push_str("≈ ");
        }
        if digits.negative {
            out.push('\u{2212}');
        }
        group(&digits.whole, separator, &mut out);
        if !digits.decimals.is_empty() {
            out.push(mark);
            out.push_str(&digits.decimals);
        }
        out
    };
    Words::new(form(NBSP, ','), form(',', '.'))
}

/// A plain number: `1 625`, `0,5`. One without an end is cut after six decimals and marked with `≈`.
#[must_use]
pub fn number(number: Number) -> Words {
    written(&digits(number, 6))
}

/// An amount in öre: `3 419 977 kr`, `12,50 kr`; `SEK 12.50`.
#[must_use]
pub fn money(ore: Number) -> Words {
    let amount = money_digits(ore);
    say!("{amount}\u{a0}kr", "SEK\u{a0}{amount}", amount = written(&amount))
}

/// Kronor and, when they are not whole, two decimals; finer amounts are cut and marked.
fn money_digits(ore: Number) -> Digits {
    let mut digits = digits(ore, 0).hundredth();
    if digits.decimals.len() == 1 {
        digits.decimals.push('0');
    }
    digits
}

/// An amount in öre as the decision's JSON writes it: `3419977.00`.
#[must_use]
pub fn money_value(ore: Number) -> String {
    let amount = money_digits(ore);
    let sign = if amount.negative { "-" } else { "" };
    format!("{sign}{}.{:0<2}", amount.whole, amount.decimals)
}

/// A number as JSON writes it: `0.5`, and `1/3` when decimals have no end.
#[must_use]
pub fn exact_value(number: Number) -> String {
    let form = digits(number, 30);
    let sign = if form.negative { "-" } else { "" };
    match (form.exact, form.decimals.is_empty()) {
        (false, _) => format!("{}/{}", number.numerator(), number.denominator()),
        (true, true) => format!("{sign}{}", form.whole),
        (true, false) => format!("{sign}{}.{}", form.whole, form.decimals),
    }
}

/// A share as a percentage: `50 %`; `50%`.
#[must_use]
pub fn percent(share: Number) -> Words {
    let share = digits(share, 4).hundredfold();
    say!("{n}\u{a0}%", "{n}%", n = written(&share))
}

/// A number with its unit: `2 249 327 kr per år`, `300 personer`. `name` gives a declared unit's word, for one or for
/// several.
#[must_use]
pub fn quantity(value: Number, unit: &Unit, name: &dyn Fn(UnitId, bool) -> Words) -> Words {
    let one = value == Number::whole(1);
    let mut is_money = false;
    let mut named = Vec::new();
    let mut per = Vec::new();
    for (id, power) in unit.factors() {
        if *id == UnitId::ORE && *power == 1 {
            is_money = true;
        } else if *power > 0 {
            named.push(unit_word(*id, one, name));
        } else {
            per.push(unit_word(*id, true, name));
        }
    }
    let mut amount = if is_money { money(value) } else { number(value) };
    if !named.is_empty() {
        let word = Words::joined(&named, "·");
        amount = say!(
            "{amount}\u{a0}{word}",
            "{amount}\u{a0}{word}",
            amount = amount,
            word = word
        );
    }
    if !per.is_empty() {
        let word = Words::joined(&per, " · ");
        amount = say!(
            "{amount} per {word}",
            "{amount} per {word}",
            amount = amount,
            word = word
        );
    }
    amount
}

/// What a unit is called, one or several.
fn unit_word(id: UnitId, one: bool, name: &dyn Fn(UnitId, bool) -> Words) -> Words {
    let (single, plural) = match id {
        UnitId::ORE => return Words::new("kr", "SEK"),
        UnitId::YEAR => (("år", "year"), ("år", "years")),
        UnitId::MONTH => (("månad", "month"), ("månader", "months")),
        UnitId::WEEK => (("vecka", "week"), ("veckor", "weeks")),
        UnitId::DAY => (("dag", "day"), ("dagar", "days")),
        UnitId::PERSON => (("person", "person"), ("personer", "persons")),
        declared => return name(declared, one),
    };
    let (sv, en) = if one { single } else { plural };
    Words::new(sv, en)
}

/// The months, Swedish and English.
const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("mars", "March"),
    ("april", "April"),
    ("maj", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augusti", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// `1 juni`, without the year.
fn day_and_month(date: Date) -> Words {
    let (_, month, day) = date.parts();
    let name = usize::try_from(month)
        .ok()
        .and_then(|m| m.checked_sub(1))
        .and_then(|m| MONTHS.get(m))
        .copied()
        .unwrap_or_default();
    Words::new(format!("{day} {}", name.0), format!("{day} {}", name.1))
}

/// `1 juni 2023`.
fn bare_date(date: Date) -> Words {
    let year = Words::same(date.parts().0.to_string());
    say!(
        "{day} {year}",
        "{day} {year}",
        day = day_and_month(date),
        year = year
    )
}

/// `den 1 juni 2023`; `1 June 2023`.
#[must_use]
pub fn date(date: Date) -> Words {
    say!("den {day}", "{day}", day = bare_date(date))
}

/// `1 januari 2022–31 december 2023`, `1 februari–31 december 2023`, `från och med den 16 februari 2023`.
#[must_use]
pub fn period(period: Period) -> Words {
    match (period.from, period.to) {
        (Some(from), Some(to)) if from == to => date(from),
        (Some(from), Some(to)) => {
            let same_year = from.parts().0 == to.parts().0;
            let first = if same_year {
                day_and_month(from)
            } else {
                bare_date(from)
            };
            say!("{a}–{b}", "{a}–{b}", a = first, b = bare_date(to))
        }
        (Some(from), None) => say!("från och med {day}", "from {day}", day = date(from)),
        (None, Some(to)) => say!("till och med {day}", "until {day}", day = date(to)),
        (None, None) => Words::new("alla dagar", "all days"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        Number::parse_decimal(text).unwrap()
    }

    fn d(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn money_has_ore_only_when_it_is_not_whole() {
        assert_eq!(
            money(n("341997700")),
            Words::new("3\u{a0}419\u{a0}977\u{a0}kr", "SEK\u{a0}3,419,977")
        );
        assert_eq!(money(n("1250")), Words::new("12,50\u{a0}kr", "SEK\u{a0}12.50"));
        assert_eq!(money(n("-5")).sv, "\u{2212}0,05\u{a0}kr");
        assert_eq!(money_value(n("341997700")), "3419977.00");
        assert_eq!(money_value(n("1250")), "12.50");
    }

    #[test]
    fn units_are_singular_for_one_and_after_per() {
        let name = |_: UnitId, _: bool| Words::new("besök", "visits");
        let q = |value: &str, unit: &Unit| quantity(n(value), unit, &name);
        let year = Unit::of(UnitId::YEAR);
        assert_eq!(q("1", &Unit::of(UnitId::PERSON)).sv, "1\u{a0}person");
        assert_eq!(q("300", &Unit::of(UnitId::PERSON)).en, "300\u{a0}persons");
        assert_eq!(
            q("224932700", &Unit::of(UnitId::ORE).per(&year)),
            Words::new(
                "2\u{a0}249\u{a0}327\u{a0}kr per år",
                "SEK\u{a0}2,249,327 per year"
            )
        );
        assert_eq!(q("3", &Unit::of(UnitId(9))).sv, "3\u{a0}besök");
    }

    #[test]
    fn numbers_without_an_end_are_marked() {
        let third = Number::fraction(1, 3).unwrap();
        assert_eq!(number(third).sv, "≈ 0,333333");
        assert_eq!(exact_value(third), "1/3");
        assert_eq!(exact_value(n("0.5")), "0.5");
        assert_eq!(percent(n("0.5")), Words::new("50\u{a0}%", "50%"));
    }

    #[test]
    fn periods_say_each_end_once() {
        let p = |a, b| period(Period { from: a, to: b });
        assert_eq!(
            p(Some(d("2022-01-01")), Some(d("2023-12-31"))).sv,
            "1 januari 2022–31 december 2023"
        );
        assert_eq!(
            p(Some(d("2023-02-01")), Some(d("2023-12-31"))).en,
            "1 February–31 December 2023"
        );
        assert_eq!(
            p(Some(d("2023-02-16")), None).sv,
            "från och med den 16 februari 2023"
        );
        assert_eq!(p(None, Some(d("2023-06-01"))).en, "until 1 June 2023");
        assert_eq!(
            date(d("2023-06-01")),
            Words::new("den 1 juni 2023", "1 June 2023")
        );
    }
}
