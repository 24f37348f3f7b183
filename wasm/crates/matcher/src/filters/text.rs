//! Text rewritten in place.

use core::ops::Range;

/// Percent-decodes once, `+` as a space; a `%` not followed by two hexadecimal digits stays. Returns how many bytes
/// remain.
///
/// Works on bytes: invalid UTF-8 and NUL are kept as they are.
pub fn decode(text: &mut [u8]) -> usize {
    let (mut read, mut written) = (0, 0);
    while read < text.len() {
        let (byte, len) = decode_at(text, read);
        text[written] = byte;
        read += len;
        written += 1;
    }
    written
}

/// Decodes until nothing changes, at most `rounds` times. Returns how many bytes remain.
pub fn decode_repeatedly(text: &mut [u8], rounds: u32) -> usize {
    let mut len = text.len();
    for _ in 0..rounds {
        let left = decode(&mut text[..len]);
        // Nothing got shorter, so only `+` can have changed, and that no longer decodes to anything else.
        if left == len {
            break;
        }
        len = left;
    }
    len
}

/// The decoded byte at `at`, and how many bytes its encoding takes.
pub fn decode_at(text: &[u8], at: usize) -> (u8, usize) {
    match text[at] {
        b'+' => (b' ', 1),
        b'%' if at + 2 < text.len() => match (hex(text[at + 1]), hex(text[at + 2])) {
            (Some(high), Some(low)) => (high << 4 | low, 3),
            _ => (b'%', 1),
        },
        byte => (byte, 1),
    }
}

fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' | b'A'..=b'F' => Some((byte | 0x20) - b'a' + 10),
        _ => None,
    }
}

/// Drops every byte that is in `unwanted`. Returns how many remain.
pub fn remove_bytes(text: &mut [u8], unwanted: &[u8]) -> usize {
    let mut is_unwanted = [0u32; 8];
    for byte in unwanted {
        is_unwanted[usize::from(byte >> 5)] |= 1 << (byte & 31);
    }
    let mut written = 0;
    for read in 0..text.len() {
        let byte = text[read];
        if is_unwanted[usize::from(byte >> 5)] >> (byte & 31) & 1 == 0 {
            text[written] = byte;
            written += 1;
        }
    }
    written
}

/// The range from `start` up to `end`; negative values count from the end, and both are clamped to the text.
pub fn substring(len: usize, start: i32, end: i32) -> Range<usize> {
    let place = |at: i32| {
        let at = if at < 0 { at as i64 + len as i64 } else { i64::from(at) };
        at.clamp(0, len as i64) as usize
    };
    let (start, end) = (place(start), place(end));
    start..end.max(start)
}

/// The value of a decimal integer, if it fits 64 bits.
pub fn parse_integer(text: &[u8]) -> Option<i64> {
    if text.is_empty() {
        return None;
    }
    text.iter().try_fold(0i64, |sum, byte| {
        let digit = byte.is_ascii_digit().then_some(i64::from(byte.wrapping_sub(b'0')))?;
        sum.checked_mul(10)?.checked_add(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    fn decoded(text: &[u8]) -> Vec<u8> {
        let mut text = text.to_vec();
        let len = decode(&mut text);
        text.truncate(len);
        text
    }

    #[test]
    fn what_is_malformed_stays_and_bytes_stay_bytes() {
        for (text, expected) in [
            (&b"a%20b+c"[..], &b"a b c"[..]),
            (b"%4", b"%4"),
            (b"%", b"%"),
            (b"%%41", b"%A"),
            (b"%zz%4g%41", b"%zz%4gA"),
            (b"%2541", b"%41"),
            (b"%00%ff\xff", b"\0\xff\xff"),
            (b"%u0041", b"%u0041"),
            (b"", b""),
        ] {
            assert_eq!(decoded(text), expected, "{text:?}");
        }
    }

    #[test]
    fn places_are_cut_to_the_text() {
        assert_eq!(substring(5, 1, 3), 1..3);
        assert_eq!(substring(5, -3, i32::MAX), 2..5);
        assert_eq!(substring(5, 0, -1), 0..4);
        assert_eq!(substring(5, 4, 2), 4..4);
        assert_eq!(substring(5, -99, 99), 0..5);
        assert_eq!(substring(0, 1, 2), 0..0);
    }

    #[test]
    fn integers_are_digits_of_64_bits() {
        assert_eq!(parse_integer(b"0042"), Some(42));
        assert_eq!(parse_integer(b"9223372036854775807"), Some(i64::MAX));
        for text in [&b""[..], b"9223372036854775808", b"-1", b"+1", b" 1", b"1.0", b"0x1"] {
            assert_eq!(parse_integer(text), None, "{text:?}");
        }
    }

    #[test]
    fn unwanted_bytes_are_dropped() {
        let mut text = *b"a.b.c\xff";
        let len = remove_bytes(&mut text, b".\xff");
        assert_eq!(&text[..len], b"abc");
    }
}
