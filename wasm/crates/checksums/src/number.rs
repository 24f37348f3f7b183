//! Decimal numbers in ASCII.

/// The value of ASCII digits, of which there are at most nine.
#[inline(never)]
pub fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}

/// Whether a month has such a day in some year.
pub fn is_day_of(day: u32, month: u32) -> bool {
    let last = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=last).contains(&day)
}
