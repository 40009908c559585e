//! The four rules of arithmetic, rounding, order and reading, on numbers of every size.

use rekvisit::value::{Number, RoundMode};

use super::big::{Big, MODES, Mode};
use crate::dice::Dice;

/// A whole number with so many bits that all lengths are as common, and often one of the edges.
fn term(dice: &mut Dice) -> i128 {
    let edges = [
        0,
        1,
        2,
        3,
        7,
        10,
        99,
        100,
        101,
        i128::MAX,
        i128::MAX - 1,
        i128::MAX / 2,
        i128::MAX / 100,
        1 << 126,
    ];
    let magnitude = if dice.once_in(4) {
        dice.pick(&edges)
    } else {
        let bits = ((dice.below(usize::MAX) as u128) << 64) | dice.below(usize::MAX) as u128;
        (bits >> (1 + dice.below(127))).cast_signed()
    };
    if dice.once_in(2) { -magnitude } else { magnitude }
}

fn number(dice: &mut Dice) -> (Number, Big) {
    let denominator = match dice.below(4) {
        0 | 1 => 1,
        2 => dice.pick(&[2, 3, 4, 7, 8, 10, 25, 100, 1000, 1_000_000_007]),
        _ => term(dice).abs().max(1),
    };
    let numerator = term(dice);
    let number = Number::fraction(numerator, denominator).unwrap();
    (number, Big::new(numerator, denominator))
}

fn big(number: Number) -> Big {
    Big::new(number.numerator(), number.denominator())
}

/// Equal to what it must be, or refused though it must not be: then one of the products on the way is beyond 128 bits.
fn agrees(what: &str, seen: Option<Number>, must: Option<&Big>, counts: &mut Counts) {
    match (seen, must) {
        (Some(seen), Some(must)) => {
            assert_eq!(big(seen), *must, "{what}");
            assert_eq!(
                (big(seen).0, big(seen).1),
                (must.lowest().0, must.lowest().1),
                "{what}"
            );
            counts.exact += 1;
        }
        (None, Some(must)) => {
            counts.refused += 1;
            if must.fits() {
                counts.refused_on_the_way += 1;
            }
        }
        (None, None) => {}
        (Some(seen), None) => panic!("{what} is {seen:?}"),
    }
}

#[derive(Debug, Default)]
struct Counts {
    exact: u32,
    refused: u32,
    refused_on_the_way: u32,
}

#[test]
fn arithmetic_is_exact_or_refused() {
    let mut dice = Dice::of(1);
    let mut counts = Counts::default();
    for _ in 0..40_000 {
        let ((a, x), (b, y)) = (number(&mut dice), number(&mut dice));
        let what = |op: &str| format!("{}/{} {op} {}/{}", x.0, x.1, y.0, y.1);
        agrees(&what("+"), a.add(b), Some(&x.plus(&y)), &mut counts);
        agrees(&what("-"), a.sub(b), Some(&x.minus(&y)), &mut counts);
        agrees(&what("×"), a.mul(b), Some(&x.times(&y)), &mut counts);
        agrees(&what("/"), a.div(b), x.over(&y).as_ref(), &mut counts);
        agrees(
            &what("neg"),
            a.neg(),
            Some(&Big::new(0, 1).minus(&x)),
            &mut counts,
        );
        assert_eq!(a.cmp(&b), x.cmp(&y), "{}", what("<"));
        assert_eq!(a == b, x == y);
        assert_eq!(a.is_negative(), x < Big::new(0, 1));
        assert_eq!(a.is_zero(), x == Big::new(0, 1));
        assert_eq!(a.is_whole(), x.lowest().1 == 1.into());
        assert_eq!(
            a.as_i64().map(i128::from),
            i64::try_from(a.numerator())
                .ok()
                .filter(|_| a.is_whole())
                .map(i128::from)
        );
    }
    assert!(counts.exact > 100_000 && counts.refused > 20_000, "{counts:?}");
    // Of whole numbers nothing is refused that fits.
    let mut counts = Counts::default();
    for _ in 0..20_000 {
        let (a, b) = (term(&mut dice), term(&mut dice));
        let (x, y) = (Big::new(a, 1), Big::new(b, 1));
        let (a, b) = (Number::fraction(a, 1).unwrap(), Number::fraction(b, 1).unwrap());
        for (seen, must) in [
            (a.add(b), x.plus(&y)),
            (a.sub(b), x.minus(&y)),
            (a.mul(b), x.times(&y)),
        ] {
            agrees("whole numbers", seen, Some(&must), &mut counts);
        }
    }
    assert_eq!(counts.refused_on_the_way, 0);
    assert!(counts.exact > 20_000 && counts.refused > 5_000, "{counts:?}");
}

#[test]
fn rounding_is_exact_in_every_mode_and_unit() {
    let mut dice = Dice::of(2);
    let mut counts = Counts::default();
    let steps = [
        (1, 1),
        (50, 1),
        (100, 1),
        (500, 1),
        (1_000, 1),
        (10_000, 1),
        (100_000, 1),
        (1, 2),
        (1, 100),
        (1, 3),
        (5, 100),
    ];
    for _ in 0..8_000 {
        let (mut a, mut x) = number(&mut dice);
        let (n, d) = dice.pick(&steps);
        let (step, size) = (Number::fraction(n, d).unwrap(), Big::new(n, d));
        if dice.once_in(3) {
            // Halfway between two multiples, or a thousandth of a step beside it.
            let whole = i128::try_from(dice.below(2_000_001)).unwrap() - 1_000_000;
            let beside = dice.pick(&[-1, 0, 0, 1]);
            let (n, d) = ((whole * 1_000 + 500 + beside) * n, 1_000 * d);
            (a, x) = (Number::fraction(n, d).unwrap(), Big::new(n, d));
        }
        for (mode, _) in MODES {
            let by = match mode {
                Mode::Up => RoundMode::Up,
                Mode::Down => RoundMode::Down,
                Mode::Nearest => RoundMode::Nearest,
            };
            let must = x.rounded(mode, &size);
            agrees(
                &format!("{}/{} {mode:?} {n}/{d}", x.0, x.1),
                a.round(by, step),
                Some(&must),
                &mut counts,
            );
        }
    }
    assert!(counts.exact > 15_000 && counts.refused > 500, "{counts:?}");
    for step in [Number::ZERO, Number::whole(-100)] {
        assert_eq!(Number::whole(5).round(RoundMode::Up, step), None);
    }
}

#[test]
fn the_number_without_a_negative_is_never_reached() {
    let least = Number::fraction(-i128::MAX, 1).unwrap();
    let one = Number::whole(1);
    assert_eq!(Number::fraction(i128::MIN, 1), None);
    assert_eq!(Number::fraction(1, i128::MIN), None);
    assert_eq!(least.sub(one), None);
    assert_eq!(least.add(Number::whole(-1)), None);
    assert_eq!(
        Number::fraction(1 << 126, 1).unwrap().mul(Number::whole(-2)),
        None
    );
    assert_eq!(
        Number::fraction(1 << 126, 1)
            .unwrap()
            .div(Number::fraction(-1, 2).unwrap()),
        None
    );
    assert_eq!(least.neg(), Number::fraction(i128::MAX, 1));
}

#[test]
fn digits_are_read_as_they_stand() {
    let mut dice = Dice::of(3);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let mut digits = |most: usize| -> String {
            (0..dice.below(most))
                .map(|_| char::from(b'0' + u8::try_from(dice.below(10)).unwrap()))
                .collect()
        };
        let (whole, decimals) = (format!("{}7", digits(26)), digits(20));
        let sign = dice.pick(&["", "-"]);
        let text = if decimals.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{decimals}")
        };
        let must = Big::read(&text);
        for text in [
            text.clone(),
            text.replace('.', ","),
            format!("{text}{}", if decimals.is_empty() { "" } else { "000" }),
        ] {
            match Number::parse_decimal(&text) {
                Some(number) => {
                    assert_eq!(big(number), must, "{text}");
                    read += 1;
                }
                None => {
                    let all = format!("{whole}{}", decimals.trim_end_matches('0'));
                    assert!(all.parse::<i128>().is_err(), "{text} is refused");
                    refused += 1;
                }
            }
        }
    }
    assert!(read > 30_000 && refused > 1_000, "{read} {refused}");
    let largest = i128::MAX.to_string();
    assert_eq!(Number::parse_decimal(&largest).unwrap().numerator(), i128::MAX);
    assert_eq!(
        Number::parse_decimal(&format!("-{largest}")).unwrap().numerator(),
        -i128::MAX
    );
    assert_eq!(
        Number::parse_decimal("170141183460469231731687303715884105728"),
        None
    );
    let zeros = format!("1.{}", "0".repeat(400));
    assert_eq!(Number::parse_decimal(&zeros), Some(Number::whole(1)));
    for wrong in [
        "", "-", "+1", ".5", "1e3", "1.2.3", "1,2.3", "1 000", "0x1", "∞", "NaN", "inf", "١", "--1",
    ] {
        assert_eq!(Number::parse_decimal(wrong), None, "{wrong}");
    }
}
