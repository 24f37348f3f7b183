//! Dates, which look like other grouped numbers.

use crate::groups::Run;
use crate::text::{byte_at, is_word, number};

/// Whether three groups from `first` on are a day, a month and a year in any usual order, with the same separator
/// between them and not continued by another.
pub fn is_date(run: &Run<'_>, first: usize) -> bool {
    let Some(groups) = run.groups().get(first..first + 3) else { return false };
    let Some(separator) = run.uniform(first..first + 3) else { return false };
    if run.separator_behind(first + 2).is_tight() || groups.iter().any(|group| group.len() > 4) {
        return false;
    }
    let values: [u32; 3] = core::array::from_fn(|at| number(&run.text[groups[at].start..groups[at].end]));
    let lengths: [usize; 3] = core::array::from_fn(|at| groups[at].len());
    let is_day_and_month = |left: usize, right: usize| {
        let (one, other) = (values[left], values[right]);
        lengths[left] <= 2
            && lengths[right] <= 2
            && one >= 1
            && other >= 1
            && one.min(other) <= 12
            && one.max(other) <= 31
    };
    let is_year = |at: usize| lengths[at] == 4 && (1800..=2199).contains(&values[at]);
    is_year(0) && is_day_and_month(1, 2)
        || (is_year(2) || lengths[2] == 2 && separator.is_tight()) && is_day_and_month(0, 1)
}

/// The length of the date, time or both in RFC 3339 format, such as `2026-11-22T10:22:33.120Z`, at the start of a text
/// that begins with `digits` digits. Skipped at once, since logs and documents are full of them.
pub fn end_of_written(text: &[u8], digits: usize) -> Option<usize> {
    match digits {
        4 => {
            let end = end_of_date(text)?;
            let time = text.get(end + 1..).filter(|_| matches!(text[end], b'T' | b' '));
            Some(time.and_then(end_of_time).map_or(end, |length| end + 1 + length))
        }
        2 => end_of_time(text),
        _ => None,
    }
}

/// The length of a time of day, with a fraction and UTC offset if no further digits follow.
fn end_of_time(text: &[u8]) -> Option<usize> {
    let mut end = if fits(text, b"00:00:00") { 8 } else { return None };
    if !is_whole(text, end, b':') {
        return None;
    }
    if byte_at(text, end) == b'.' {
        let digits = text[end + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let behind = end + 1 + digits;
        if !(1..=9).contains(&digits) || !matches!(byte_at(text, behind), b'Z' | b'"' | b',' | b'+') {
            return Some(end);
        }
        end = behind;
    }
    let offset = match text[end..] {
        [b'Z', ref rest @ ..] if !is_word(byte_at(rest, 0)) => 1,
        [b'+' | b'-', a, b, b':', c, d, ..]
            if [a, b, c, d].iter().all(u8::is_ascii_digit) && is_whole(text, end + 6, b':') =>
        {
            6
        }
        _ => 0,
    };
    Some(end + offset)
}

/// The length of a date at the start of a text.
fn end_of_date(text: &[u8]) -> Option<usize> {
    let is_date =
        fits(text, b"0000-00-") && text[8..].len() >= 2 && text[8..10].iter().all(u8::is_ascii_digit);
    (is_date && is_whole(text, 10, b'-')).then_some(10)
}

/// Whether a text begins with a shape in which `0` stands for any digit; compares eight bytes at once.
#[inline(always)]
fn fits(text: &[u8], shape: &[u8; 8]) -> bool {
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let Some(written) = text.first_chunk::<8>() else { return false };
    // Adding this to the XOR of two bytes sets the high bit unless they are equal or, for a `0` in the shape, the other
    // is a digit.
    let room = shape.map(|byte| if byte == b'0' { 0x80 - 10 } else { 0x7f });
    let differs = u64::from_le_bytes(*written) ^ u64::from_le_bytes(*shape);
    ((differs & !HIGHS) + u64::from_le_bytes(room) | differs) & HIGHS == 0
}

/// Whether nothing continues the number that ends here.
fn is_whole(text: &[u8], end: usize, sign: u8) -> bool {
    let next = byte_at(text, end);
    next != sign && !next.is_ascii_digit() && next != b'/'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_is_passed_over_as_far_as_it_goes() {
        for (text, behind) in [
            ("2026-11-22", ""),
            ("2026-11-22T10:22:33Z", "\""),
            ("2026-11-22T10:22:33.123456789Z", ","),
            ("2026-11-22 10:22:33.123+01:00", "\""),
            ("2026-11-22T10:22:33-08:00", ""),
            ("2026-11-22T10:22:33", "+0100"),
            ("2026-11-22", "T10:22"),
            ("2026-11-22T10:22:33", ".1234567890Z"),
            ("10:22:33", " UTC"),
            ("10:22:33.5Z", ""),
        ] {
            let whole = std::format!("{text}{behind}");
            let digits = whole.bytes().take_while(u8::is_ascii_digit).count();
            assert_eq!(end_of_written(whole.as_bytes(), digits), Some(text.len()), "{whole}");
        }
        for text in ["2026-11-22-1", "2026-11-222", "10:22:33:44", "10:22", "2026-1-22"] {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            assert_eq!(end_of_written(text.as_bytes(), digits), None, "{text}");
        }
    }
}
