//! What is written of a number is the number: every digit that stands there, and a mark where some are left out.

use rekvisit::explain::format;
use rekvisit::value::{Language, Number};

use super::big::{Big, Mode};
use crate::dice::Dice;

fn number(dice: &mut Dice) -> (Number, Big) {
    let bits = |dice: &mut Dice, most: usize| {
        let all = ((dice.below(usize::MAX) as u128) << 64) | dice.below(usize::MAX) as u128;
        (all >> (128 - most + dice.below(most))).cast_signed()
    };
    let denominator = match dice.below(3) {
        0 => 1,
        1 => dice.pick(&[2, 3, 8, 100, 625, 1 << 20]),
        _ => bits(dice, 127).max(1),
    };
    let numerator = bits(dice, 127) * dice.pick(&[1, -1]);
    (
        Number::fraction(numerator, denominator).unwrap(),
        Big::new(numerator, denominator),
    )
}

/// The digits of a text in Swedish: whether some are left out, and the number of the others.
fn read(text: &str, unit: &str) -> (bool, Big) {
    let digits = text.strip_suffix(unit).unwrap_or_else(|| panic!("{text}"));
    let (cut, digits) = match digits.strip_prefix("≈ ") {
        Some(digits) => (true, digits),
        None => (false, digits),
    };
    (
        cut,
        Big::read(
            &digits
                .replace('\u{a0}', "")
                .replace('\u{2212}', "-")
                .replace(',', "."),
        ),
    )
}

/// Towards zero to so many decimals, and whether that is another number.
fn cut(number: &Big, decimals: u32) -> (bool, Big) {
    let step = Big::new(1, 10_i64.pow(decimals));
    let mode = if *number < Big::new(0, 1) {
        Mode::Up
    } else {
        Mode::Down
    };
    let cut = number.rounded(mode, &step);
    (cut != *number, cut)
}

#[test]
fn every_size_of_number_is_written_with_its_own_digits() {
    let mut dice = Dice::of(4);
    let hundred = Big::new(100, 1);
    for _ in 0..20_000 {
        let (number, must) = number(&mut dice);
        let sv = |words: rekvisit::explain::Words| words.get(Language::Swedish).to_owned();
        let told = format!("{}/{}", must.0, must.1);
        assert_eq!(read(&sv(format::number(number)), ""), cut(&must, 6), "{told}");
        let kronor = must.over(&hundred).unwrap();
        assert_eq!(
            read(&sv(format::money(number)), "\u{a0}kr"),
            cut(&kronor, 2),
            "{told}"
        );
        assert_eq!(
            Big::read(&format::money_value(number)),
            cut(&kronor, 2).1,
            "{told}"
        );
        assert_eq!(
            read(&sv(format::percent(number)), "\u{a0}%"),
            cut(&must.times(&hundred), 2),
            "{told}"
        );
        assert_eq!(Big::read(&format::exact_value(number)), must, "{told}");
        let decimals = format::money_value(number);
        assert_eq!(decimals.rsplit_once('.').unwrap().1.len(), 2, "{decimals}");
    }
}

#[test]
fn an_amount_that_has_no_hundredth_in_128_bits_is_not_shown_a_hundredfold() {
    // 64 öre, but for less than can be seen.
    let ore = Number::fraction(i128::MAX, (1 << 121) + 1).unwrap();
    let sv = format::money(ore).get(Language::Swedish).to_owned();
    assert_eq!(sv, "≈ 0,63\u{a0}kr");
    let share = Number::fraction(i128::MAX - 1, i128::MAX).unwrap();
    let sv = format::percent(share).get(Language::Swedish).to_owned();
    assert_eq!(sv, "≈ 99,99\u{a0}%");
}
