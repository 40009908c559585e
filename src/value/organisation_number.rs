//! Organisation numbers.

/// Whether a text is an organisation number: ten digits with or without a hyphen before the last four, the third
/// digit at least 2, and the last one the check digit (Luhn).
#[must_use]
pub fn is_organisation_number(text: &str) -> bool {
    let compact: Vec<u32> = match text.split_once('-') {
        Some((group, serial)) if group.len() == 6 && serial.len() == 4 => {
            digits(group).chain(digits(serial)).collect()
        }
        Some(_) => return false,
        None => digits(text).collect(),
    };
    let shape = compact.len() == 10
        && text.chars().all(|c| c.is_ascii_digit() || c == '-')
        && compact.get(2).is_some_and(|third| *third >= 2);
    shape && luhn(&compact)
}

fn digits(text: &str) -> impl Iterator<Item = u32> + '_ {
    text.chars().filter_map(|c| c.to_digit(10))
}

/// Every second digit from the first is doubled, its digits added; the sum is a multiple of ten.
fn luhn(digits: &[u32]) -> bool {
    let sum = digits.iter().enumerate().fold(0_u32, |sum, (index, digit)| {
        let weighted = if index.is_multiple_of(2) {
            digit.saturating_mul(2)
        } else {
            *digit
        };
        let folded = if weighted > 9 {
            weighted.saturating_sub(9)
        } else {
            weighted
        };
        sum.saturating_add(folded)
    });
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::is_organisation_number;

    #[test]
    fn the_check_digit_decides() {
        for right in ["212000-1124", "2120001124", "212000-1157"] {
            assert!(is_organisation_number(right), "{right}");
        }
        for wrong in [
            "212000-1125",
            "211000-1124",
            "21200-01124",
            "212000 1124",
            "",
            "212000-11240",
            "12120001124",
        ] {
            assert!(!is_organisation_number(wrong), "{wrong}");
        }
    }
}
