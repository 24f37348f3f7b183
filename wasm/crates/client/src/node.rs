//! One hop as a proxy writes it into a header.

use snapwall_tables::{parse_address, parse_dotted};

use crate::hops::Refusal;

/// The longest zone id that is accepted and ignored: interface names are shorter everywhere.
const ZONE_MAX_BYTES: usize = 64;

/// The address of a node: an IPv4 or IPv6 address, bare or in brackets, with optional port, zone id, surrounding blanks
/// and quotation marks (RFC 7239 section 6, and what `X-Forwarded-For` holds in practice).
///
/// # Errors
/// [`Refusal::Hidden`] for `unknown` and obfuscated identifiers, [`Refusal::Malformed`] for everything else.
#[inline(always)]
pub fn read_node(text: &[u8]) -> Result<u128, Refusal> {
    parse_dotted(text).map_or_else(|| read_other(text), Ok)
}

/// Every other form. Nearly all nodes are bare IPv4 addresses, and a first request waits for all code it calls to be
/// compiled.
#[inline(never)]
fn read_other(text: &[u8]) -> Result<u128, Refusal> {
    let text = trim(text);
    let text = match text {
        [b'"', inner @ .., b'"'] => trim(inner),
        _ => text,
    };
    if is_hidden(text) { Err(Refusal::Hidden) } else { read_address(text).ok_or(Refusal::Malformed) }
}

fn read_address(text: &[u8]) -> Option<u128> {
    if let [b'[', inner @ ..] = text {
        let end = inner.iter().position(|byte| *byte == b']')?;
        let address = &inner[..end];
        // Brackets are for IPv6 addresses only.
        return parse_zoned(address).filter(|_| address.contains(&b':') && is_port(&inner[end + 1..]));
    }
    // A single colon separates an IPv4 address from its port; two or more belong to an IPv6 address.
    let colon = text.iter().position(|byte| *byte == b':');
    match colon.filter(|at| !text[at + 1..].contains(&b':')) {
        Some(at) => parse_address(&text[..at]).filter(|_| is_port(&text[at..])),
        None => parse_zoned(text),
    }
}

/// An address, optionally followed by `%` and an IPv6 zone (RFC 4007 section 11), which only means something on the
/// proxy.
fn parse_zoned(text: &[u8]) -> Option<u128> {
    let Some(at) = text.iter().position(|byte| *byte == b'%') else { return parse_address(text) };
    let (address, zone) = (&text[..at], &text[at + 1..]);
    let is_zone = matches!(zone.len(), 1..=ZONE_MAX_BYTES) && zone.iter().all(|byte| is_name(*byte));
    parse_address(address).filter(|_| is_zone && address.contains(&b':'))
}

/// Nothing, or a colon and a port: up to five digits, or an obfuscated one.
fn is_port(text: &[u8]) -> bool {
    match text {
        [] => true,
        [b':', port @ ..] => {
            is_obfuscated(port) || (matches!(port.len(), 1..=5) && port.iter().all(u8::is_ascii_digit))
        }
        _ => false,
    }
}

/// `unknown` or an obfuscated identifier, each with or without a port.
fn is_hidden(text: &[u8]) -> bool {
    let end = text.iter().position(|byte| *byte == b':').unwrap_or(text.len());
    let (name, port) = text.split_at(end);
    (name.eq_ignore_ascii_case(b"unknown") || is_obfuscated(name)) && is_port(port)
}

/// `_` and at least one more character (RFC 7239 section 6.3).
fn is_obfuscated(text: &[u8]) -> bool {
    matches!(text, [b'_', rest @ ..] if !rest.is_empty() && rest.iter().all(|byte| is_name(*byte)))
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')
}

/// A space or a tab.
pub fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Trims blanks at both ends.
pub fn trim(text: &[u8]) -> &[u8] {
    let is_text = |byte: &u8| !is_blank(*byte);
    let start = text.iter().position(is_text).unwrap_or(text.len());
    let end = text.iter().rposition(is_text).map_or(start, |last| last + 1);
    &text[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_in_every_form_that_proxies_write() {
        for (text, address) in [
            ("192.0.2.1", "192.0.2.1"),
            (" \t192.0.2.1 ", "192.0.2.1"),
            ("192.0.2.1:8080", "192.0.2.1"),
            ("192.0.2.1:_port", "192.0.2.1"),
            ("\"192.0.2.1\"", "192.0.2.1"),
            ("\"192.0.2.1:80\"", "192.0.2.1"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("\"[2001:db8::1]:443\"", "2001:db8::1"),
            ("fe80::1%eth0", "fe80::1"),
            ("[fe80::1%eth0.100]:1", "fe80::1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("[::ffff:192.0.2.1]:80", "192.0.2.1"),
            // What looks like a port is another group of the address.
            ("2001:db8::1:8080", "2001:db8::1:8080"),
        ] {
            assert_eq!(read_node(text.as_bytes()), Ok(parse_address(address.as_bytes()).unwrap()), "{text}");
        }
    }

    #[test]
    fn who_hides_its_address_is_told_from_garbage() {
        for text in ["unknown", "UNKNOWN", "unknown:80", "_hidden", "\"_hidden\"", "_a.B-9_:_x", " _x "] {
            assert_eq!(read_node(text.as_bytes()), Err(Refusal::Hidden), "{text}");
        }
        for text in [
            "",
            " ",
            "_",
            "_a b",
            "localhost",
            "example.com",
            "192.0.2",
            "192.0.2.256",
            "192.0.2.01",
            "192.0.2.1:",
            "192.0.2.1:port",
            "192.0.2.1:123456",
            "192.0.2.1%eth0",
            "192.0.2.1, 192.0.2.2",
            "192.0.2.1/32",
            "[192.0.2.1]",
            "[::1",
            "::1]",
            "[::1]80",
            "[]",
            "[",
            "fe80::1%",
            "fe80::1%a b",
            "\"192.0.2.1",
            "\"",
            "\"\"\"\"",
            "'192.0.2.1'",
            "0x7f.1",
            "2130706433",
            "192.0.2.1\0",
            "unknown:x",
            "-",
        ] {
            assert_eq!(read_node(text.as_bytes()), Err(Refusal::Malformed), "{text}");
        }
    }
}
