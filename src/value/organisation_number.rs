//! Organisation numbers.

/// Whether a text is an organisation number: ten digits with or without a hyphen before the last four, the third
/// digit at least 2, and the last one the check digit (Luhn): every second digit from the first is doubled and its digits added, and the sum is a
/// multiple of ten.
#[must_use]
pub fn is_organisation_number(text: &str) -> bool {
    // Asked of many texts of every application, so nothing is allocated.
    let (group, serial) = match (text.len(), text.as_bytes().split_at_checked(6)) {
        (10, Some((group, serial))) | (11, Some((group, [b'-', serial @ ..]))) => (group, serial),
        _ => return false,
    };
    let mut sum = 0_u32;
    for (index, byte) in group.iter().chain(serial).enumerate() {
        let digit = u32::from(byte.wrapping_sub(b'0'));
        if digit > 9 || (index == 2 && digit < 2) {
            return false;
        }
        sum = sum.saturating_add(match (index.is_multiple_of(2), digit) {
            (true, 5..) => digit.saturating_mul(2).saturating_sub(9),
            (true, _) => digit.saturating_mul(2),
            (false, _) => digit,
        });
    }
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::is_organisation_number;

    #[test]
    fn the_check_digit_decides() {
        for right in [
            "212000-1124",
            "2120001124",
            "212000-1157",
            "802002-8711",
            "5560360793",
        ] {
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
            "212000--124",
            "-2120001124",
            "2120001124-",
            "212000112-4",
            "212000-112a",
            "21200:-1124",
            "21200/1124",
            "å12000-1124",
            "０000000000",
        ] {
            assert!(!is_organisation_number(wrong), "{wrong}");
        }
    }
}
