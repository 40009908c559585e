//! Numbers and days from their digits.

use super::block::{Block, eight};

/// `0` in each byte.
const ZEROS: u64 = 0x3030_3030_3030_3030;
/// What makes a byte above 9 reach its highest bit.
const ABOVE_NINE: u64 = 0x7676_7676_7676_7676;
/// The highest bit of each byte.
const TOPS: u64 = 0x8080_8080_8080_8080;

/// The number of the digits at `at`, at most 16 of them and no needless zero first, and where they end.
#[inline(always)]
pub(super) fn digits(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let (first, count) = up_to_eight(eight(bytes, at));
    let end = at.wrapping_add(count);
    if count == 0 || (count > 1 && bytes.get(at) == Some(&b'0')) {
        return None;
    }
    if count < 8 {
        return Some((i64::from(first), end));
    }
    let (second, more) = up_to_eight(eight(bytes, end));
    let end = end.wrapping_add(more);
    let power = POWERS.get(more)?;
    let number = i64::from(first)
        .wrapping_mul(*power)
        .wrapping_add(i64::from(second));
    let goes_on = more == 8 && bytes.get(end).is_some_and(u8::is_ascii_digit);
    (!goes_on).then_some((number, end))
}

/// The number of the digits that the bytes begin with, and how many there are.
#[inline(always)]
fn up_to_eight(bytes: u64) -> (u32, usize) {
    let values = bytes ^ ZEROS;
    // A byte that is no digit may disturb those above it, which are not looked at.
    let others = (values.wrapping_add(ABOVE_NINE) | values) & TOPS;
    let count = others.trailing_zeros() >> 3;
    if count == 0 {
        return (0, 0);
    }
    let values = values.wrapping_shl(64_u32.wrapping_sub(count.wrapping_mul(8)));
    (eight_digits(values), count as usize)
}

/// The number of eight digits: by twos, by fours, all.
#[inline(always)]
fn eight_digits(values: u64) -> u32 {
    let twos = values.wrapping_mul(10).wrapping_add(values >> 8);
    let low = (twos & 0x0000_00FF_0000_00FF).wrapping_mul(0x000F_4240_0000_0064);
    let high = ((twos >> 16) & 0x0000_00FF_0000_00FF).wrapping_mul(0x0000_2710_0000_0001);
    let [.., a, b, c, d] = low.wrapping_add(high).to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The powers of ten.
const POWERS: [i64; 9] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
];

/// Days since 1970-01-01 of the day that is written at `at` as `2023-06-01`, between the years 1 and 9999.
#[inline(always)]
pub(super) fn day(bytes: &[u8], at: usize) -> Option<i32> {
    const HYPHENS: u128 = u128::from_le_bytes(*b"0000-00-00\0\0\0\0\0\0");
    const DIGITS: u128 = u128::from_le_bytes(*b"vvvv\x7Fvv\x7Fvv\0\0\0\0\0\0");
    const HIGHEST: u128 = 0x8080_8080_8080_8080_8080;
    let values = Block::at(bytes, at).first(10) ^ HYPHENS;
    if (values.wrapping_add(DIGITS) | values) & HIGHEST != 0 {
        return None;
    }
    let [a, b, c, d, _, e, f, _, g, h, ..] = values.to_le_bytes();
    let two = |tens: u8, ones: u8| u32::from(tens).wrapping_mul(10).wrapping_add(u32::from(ones));
    let year = two(a, b).wrapping_mul(100).wrapping_add(two(c, d));
    let (month, day) = (two(e, f), two(g, h));
    let leap = u32::from(year & 3 == 0 && (year % 100 != 0 || year % 400 == 0));
    let (before, length) = *MONTHS.get(month as usize)?;
    let (shift, longer) = (leap & u32::from(month > 2), leap & u32::from(month == 2));
    if year == 0 || day == 0 || day > length.wrapping_add(longer) {
        return None;
    }
    let years = year.wrapping_sub(1);
    let days = years
        .wrapping_mul(365)
        .wrapping_add(years / 4)
        .wrapping_sub(years / 100)
        .wrapping_add(years / 400)
        .wrapping_add(before)
        .wrapping_add(shift)
        .wrapping_add(day);
    // 719 163 days from the first day of the year 1 to 1970-01-01, that day itself counted.
    i32::try_from(days).ok().map(|days| days.wrapping_sub(719_163))
}

/// For each month, the days before it in its year and its own, of a year that is no leap year. There is no month 0.
const MONTHS: [(u32, u32); 13] = [
    (0, 0),
    (0, 31),
    (31, 28),
    (59, 31),
    (90, 30),
    (120, 31),
    (151, 30),
    (181, 31),
    (212, 31),
    (243, 30),
    (273, 31),
    (304, 30),
    (334, 31),
];

/// Seconds since 1970-01-01T00:00:00Z of what is written at `at` as `2023-06-01T14:30:00+02:00` or with `Z`, and where it ends.
/// No fraction of a second, and no offset of more than 14 hours.
pub(super) fn instant(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let day = day(bytes, at)?;
    let rest = bytes.get(at.wrapping_add(10)..)?;
    let [b'T', h1, h2, b':', m1, m2, b':', s1, s2, zone, tail @ ..] = rest else {
        return None;
    };
    let (hour, minute, second) = (two(*h1, *h2, 23)?, two(*m1, *m2, 59)?, two(*s1, *s2, 59)?);
    let (offset, len) = match (zone, tail) {
        (b'Z', _) => (0, 20),
        (b'+' | b'-', [h1, h2, b':', m1, m2, ..]) => {
            let minutes = two(*h1, *h2, 13)?
                .checked_mul(60)?
                .checked_add(two(*m1, *m2, 59)?)?;
            (
                if *zone == b'-' {
                    minutes.checked_neg()?
                } else {
                    minutes
                },
                25,
            )
        }
        _ => return None,
    };
    // The first and the last days that an offset could lead out of the calendar are left alone.
    if !(-719_000..2_932_000).contains(&day) {
        return None;
    }
    let minutes = hour.checked_mul(60)?.checked_add(minute)?.checked_sub(offset)?;
    let seconds = minutes.checked_mul(60)?.checked_add(second)?;
    let seconds = i64::from(day).checked_mul(86_400)?.checked_add(seconds)?;
    Some((seconds, at.wrapping_add(len)))
}

/// The number of two digits, if it is not above `most`.
fn two(tens: u8, ones: u8, most: i64) -> Option<i64> {
    let digit = |byte: u8| char::from(byte).to_digit(10).map(i64::from);
    let number = digit(tens)?.checked_mul(10)?.checked_add(digit(ones)?)?;
    (number <= most).then_some(number)
}
