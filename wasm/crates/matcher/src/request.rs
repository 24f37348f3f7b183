//! The `request` rule: is this a request at all?
//!
//! It always runs, and costs nothing on platforms that parse requests themselves: the host says that the platform
//! vouches for method and URL, or leaves them out. A request that cannot be parsed is denied, since the other rules
//! could not judge what was meant.

use snapwall_abi::{RULE_REQUEST, SLOT_IP, SLOT_METHOD, SLOT_URL};
use snapwall_tables::{Block, is_address};

use crate::answer::{Answer, Effect, Place};
use crate::input::Input;
use crate::names::{INVALID_ADDRESS, INVALID_METHOD, INVALID_URL, OVERSIZED};
use crate::settings;

const BAD_REQUEST: u32 = 400;
const HEADERS_TOO_LARGE: u32 = 431;

/// The longest method name in IANA's registry has 17 letters.
const METHOD_MAX_BYTES: usize = 32;

/// Whether the platform has parsed the request and all of it fits: then there is nothing to judge.
///
/// `has_client` says that the policy has the rule `client`, which reads the address itself.
#[inline(always)]
pub fn is_parsed(input: &Input, has_client: bool) -> bool {
    !(input.is_described(has_client) | input.is_oversized())
}

/// Judges a request that the platform has not parsed.
#[inline(never)]
pub fn judge(block: Block, input: &Input, answer: &mut Answer) {
    let mode = settings::mode(block);
    let mut deny = |id: &[u8], status, place| {
        answer.add(RULE_REQUEST, Effect::deny(mode, status), id, b"", place);
    };
    if input.is_oversized() {
        deny(OVERSIZED, HEADERS_TOO_LARGE, Place::NOWHERE);
    }
    let unvouched = |slot| if input.is_vouched_for() { None } else { input.slot(slot) };
    if let Some(method) = unvouched(SLOT_METHOD).filter(|slot| !is_method(slot.text())) {
        deny(INVALID_METHOD, BAD_REQUEST, whole(SLOT_METHOD, method.text()));
    }
    if let Some(url) = unvouched(SLOT_URL).filter(|slot| !is_target(slot.text())) {
        deny(INVALID_URL, BAD_REQUEST, whole(SLOT_URL, url.text()));
    }
    // With a rule `client`, that rule reads the address.
    let ip = input.slot(SLOT_IP).filter(|_| block.header().client_slot == 0);
    if let Some(ip) = ip.filter(|slot| !is_address(slot.text())) {
        // Not the client's fault: the guard's caller passed the address. It is ignored, and that is noted.
        answer.add(RULE_REQUEST, Effect::NOTE, INVALID_ADDRESS, b"", whole(SLOT_IP, ip.text()));
    }
}

fn whole(slot: u32, text: &[u8]) -> Place {
    Place { slot, start: 0, end: text.len() as u32 }
}

/// A token (RFC 9110 section 5.6.2) of reasonable length.
fn is_method(text: &[u8]) -> bool {
    (1..=METHOD_MAX_BYTES).contains(&text.len())
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte))
}

/// A request target (RFC 9112 section 3.2): origin form, absolute form with `http` or `https`, or `*`.
///
/// Lenient where servers are (raw spaces and bytes over 0x7F in path and query), strict about the authority and about
/// control characters.
fn is_target(text: &[u8]) -> bool {
    if text.iter().any(|byte| byte.is_ascii_control()) {
        return false;
    }
    let after_scheme = strip_scheme(text, b"http://").or_else(|| strip_scheme(text, b"https://"));
    match after_scheme {
        Some(rest) => {
            let end = rest.iter().position(|byte| b"/?#".contains(byte)).unwrap_or(rest.len());
            is_authority(&rest[..end])
        }
        None => text == b"*" || text.first() == Some(&b'/'),
    }
}

fn strip_scheme<'a>(text: &'a [u8], scheme: &[u8]) -> Option<&'a [u8]> {
    let (start, rest) = text.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// `[userinfo@]host[:port]` with a non-empty host.
fn is_authority(text: &[u8]) -> bool {
    let host_start = text.iter().rposition(|byte| *byte == b'@').map_or(0, |at| at + 1);
    let text = &text[host_start..];
    let (host_is_valid, port) = match text {
        [b'[', rest @ ..] => {
            let end = rest.iter().position(|byte| *byte == b']').unwrap_or(0);
            (rest[..end].contains(&b':') && is_address(&rest[..end]), &rest[(end + 1).min(rest.len())..])
        }
        _ => {
            let end = text.iter().position(|byte| *byte == b':').unwrap_or(text.len());
            let host = &text[..end];
            let forbidden = |byte: &u8| b" \"<>\\^`{|}[]".contains(byte);
            (!host.is_empty() && !host.iter().any(forbidden), &text[end..])
        }
    };
    host_is_valid
        && match port {
            [] => true,
            [b':', digits @ ..] => {
                digits.len() <= 5
                    && digits.iter().all(u8::is_ascii_digit)
                    && digits.iter().fold(0, |sum, d| sum * 10 + u32::from(d - b'0')) <= 65_535
            }
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::{is_method, is_target};

    #[test]
    fn a_method_is_a_short_token() {
        for method in ["GET", "get", "M-SEARCH", "BASELINE-CONTROL", "X!#$"] {
            assert!(is_method(method.as_bytes()), "{method}");
        }
        for method in ["", " GET", "GE T", "GET\r\n", "GÉT", "A/B", &"A".repeat(33)] {
            assert!(!is_method(method.as_bytes()), "{method}");
        }
    }

    #[test]
    fn a_target_is_a_path_or_an_absolute_url() {
        for target in [
            "/",
            "/a?b#c",
            "//a",
            "*",
            "/a b",
            "/ü",
            "http://a",
            "HTTPS://a.b:443/c",
            "https://[::1]:8080?x",
            "https://user:pass@a/",
            "https://a?b@c:d",
            "https://bücher.example/",
            "http://a:/",
        ] {
            assert!(is_target(target.as_bytes()), "{target}");
        }
        for target in [
            "",
            "a",
            "http:",
            "http://",
            "http:///a",
            "http://:80/",
            "http://a:port/",
            "http://a:99999/",
            "http://[::1/",
            "http://[::bad",
            "http://[1.2.3.4]/",
            "http://a b/",
            "/a\0",
            "/a\r\nX: y",
            "ftp://a/",
            "javascript:alert(1)",
            "http://a\\b/",
            "http://[::1]x/",
            "http://[",
        ] {
            assert!(!is_target(target.as_bytes()), "{target}");
        }
    }
}
