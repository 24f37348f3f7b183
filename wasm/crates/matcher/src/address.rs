//! Reading IP addresses from text.

use snapwall_tables::filters::MAPPED_IPV4;

/// Whether `text` is an IPv4 address in dotted decimal or an IPv6 address (RFC 4291 section 2.2), without port,
/// brackets or zone.
pub fn is_address(text: &[u8]) -> bool {
    if text.contains(&b':') { is_ipv6(text) } else { is_ipv4(text) }
}

/// The address that `text` says; an IPv4 address is the IPv6 address that maps it (RFC 4291 section 2.5.5.2).
pub fn read_address(text: &[u8]) -> Option<u128> {
    if !is_address(text) {
        return None;
    }
    let ipv4 = |text: &[u8]| {
        text.split(|byte| *byte == b'.').fold(0, |address, part| {
            address << 8 | part.iter().fold(0, |sum, digit| sum * 10 + u128::from(digit - b'0'))
        })
    };
    if !text.contains(&b':') {
        return Some(MAPPED_IPV4 | ipv4(text));
    }
    // Groups before a double colon count from the left, those behind it from the right.
    let (mut left, mut left_bits, mut right, mut is_behind) = (0u128, 0, 0, false);
    let mut rest = text.strip_prefix(b":").unwrap_or(text);
    while !rest.is_empty() {
        let len = rest.iter().position(|byte| *byte == b':').unwrap_or(rest.len());
        let (group, after) = rest.split_at(len);
        rest = after.get(1..).unwrap_or_default();
        let (value, bits) = match group {
            [] => {
                (is_behind, left) = (true, left.checked_shl(128 - left_bits).unwrap_or(0));
                continue;
            }
            _ if group.contains(&b'.') => (ipv4(group), 32),
            _ => (group.iter().fold(0, |sum, digit| sum << 4 | hex(*digit)), 16),
        };
        if is_behind {
            right = right << bits | value;
        } else {
            (left, left_bits) = (left << bits | value, left_bits + bits);
        }
    }
    Some(left | right)
}

/// The value of a hexadecimal digit.
fn hex(digit: u8) -> u128 {
    u128::from(if digit <= b'9' { digit - b'0' } else { (digit | 0x20) - b'a' + 10 })
}

fn is_ipv4(text: &[u8]) -> bool {
    let mut parts = 0;
    for part in text.split(|byte| *byte == b'.') {
        parts += 1;
        // A leading zero means octal to some parsers and decimal to others: it means nothing here.
        let plain = match part {
            [_] => true,
            [first, ..] => *first != b'0' && part.len() <= 3,
            [] => false,
        };
        let digits = part.iter().all(u8::is_ascii_digit);
        if !plain || !digits || part.iter().fold(0, |sum, d| sum * 10 + u32::from(d - b'0')) > 255 {
            return false;
        }
    }
    parts == 4
}

fn is_ipv6(text: &[u8]) -> bool {
    // The longest form is six groups and an IPv4 address in full.
    if text.len() > 45 {
        return false;
    }
    let mut groups = 0;
    let mut compressed = false;
    let mut rest = text;
    if let Some(after) = rest.strip_prefix(b"::") {
        compressed = true;
        rest = after;
    }
    while !rest.is_empty() {
        let len = rest.iter().position(|byte| *byte == b':').unwrap_or(rest.len());
        let (group, after) = rest.split_at(len);
        if after.is_empty() && group.contains(&b'.') {
            groups += 2;
            if !is_ipv4(group) {
                return false;
            }
        } else {
            groups += 1;
            if !(1..=4).contains(&len) || !group.iter().all(u8::is_ascii_hexdigit) {
                return false;
            }
        }
        rest = match after {
            [] => after,
            [b':', b':', after @ ..] if !compressed => {
                compressed = true;
                after
            }
            [b':', after @ ..] if !after.is_empty() => after,
            _ => return false,
        };
    }
    if compressed { groups < 8 } else { groups == 8 }
}

#[cfg(test)]
mod tests {
    use super::{is_address, read_address};
    use std::net::IpAddr;
    use std::string::String;

    fn assert_agrees(text: &str) {
        let expected = text.parse::<IpAddr>().ok();
        assert_eq!(is_address(text.as_bytes()), expected.is_some(), "{text:?}");
        let number = expected.map(|address| match address {
            IpAddr::V4(address) => u128::from(address.to_ipv6_mapped()),
            IpAddr::V6(address) => u128::from(address),
        });
        assert_eq!(read_address(text.as_bytes()), number, "{text:?}");
    }

    #[test]
    fn agrees_with_the_standard_library_on_a_table() {
        for text in [
            "1.2.3.4",
            "255.255.255.255",
            "0.0.0.0",
            "256.1.1.1",
            "01.2.3.4",
            "1.2.3",
            "1.2.3.4.5",
            "1..2.3",
            "",
            ".",
            "::",
            "::1",
            "1::",
            "1::2",
            ":::",
            "1:::2",
            "1::2::3",
            "::ffff:1.2.3.4",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:1.2.3.4",
            "1:2:3:4:5:6:7:1.2.3.4",
            "1.2.3.4::",
            "12345::",
            "g::",
            ":1",
            "1:",
            "fe80::1%eth0",
            "[::1]",
            "1.2.3.4:80",
            "::1.2.3",
            "banana",
            "1:2:3:4:5:6:7:",
            "::1:",
            "1::2:3:4:5:6:7:8",
            "::1:2:3:4:5:6:7:8",
        ] {
            assert_agrees(text);
        }
    }

    #[test]
    fn agrees_with_the_standard_library_on_random_text() {
        let alphabet = b"0123456789af:::..";
        let mut state = 1u64;
        for _ in 0..200_000 {
            let mut text = String::new();
            for _ in 0..(next(&mut state) % 14) {
                text.push(alphabet[next(&mut state) as usize % alphabet.len()] as char);
            }
            assert_agrees(&text);
        }
    }

    fn next(state: &mut u64) -> u64 {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state >> 11
    }
}
