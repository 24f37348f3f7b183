//! Headers and options that carry credentials: `Authorization: Bearer …`, `curl -u user:password`.

use core::ops::Range;

use snapwall_bytes::ByteSet;

use crate::Secret;
use crate::assignments::is_stopped;
use crate::credible::{Credence, is_credible, is_template};
use crate::structures::Structure;
use crate::tables::Tables;

/// How far before the colon of a command-line option the command is looked for.
pub const COMMAND_MAX_BYTES: usize = 256;

/// The maximum length of a user name.
const USER_MAX_BYTES: usize = 64;

/// The credentials in the value of an authorization header.
pub fn judge(text: &[u8], value: Range<usize>, tables: &Tables<'_>) -> Option<Secret> {
    // An unquoted value was read only up to the end of its scheme.
    let line = &text[value.start..(value.start + 512).min(text.len())];
    let space =
        line.iter().position(|byte| *byte == b' ').filter(|at| *at > 0 && line[..*at].iter().all(is_scheme));
    let start = value.start + space.map_or(0, |at| at + 1);
    let is_end = |byte: &u8| *byte <= b' ' || matches!(byte, b'"' | b'\'' | b'`' | b'\\' | b'<' | b',');
    let rest = &text[start..(start + 2048).min(text.len())];
    let end = start + rest.iter().position(is_end).unwrap_or(rest.len());
    let credentials = &text[start..end];
    let is_basic = space.is_some_and(|at| line[..at].eq_ignore_ascii_case(b"basic"));
    let is_secret = if is_basic {
        holds_pair(credentials)
    } else {
        is_credible(credentials, Credence::Header, space.is_some()) && !is_stopped(text, start..end, tables)
    };
    is_secret.then(|| Structure::Authorization.at(start..end))
}

fn is_scheme(byte: &u8) -> bool {
    byte.is_ascii_alphabetic() || *byte == b'-'
}

/// Whether the text is base64 of a user name, a colon and a password.
fn holds_pair(encoded: &[u8]) -> bool {
    let end = encoded.iter().rposition(|byte| *byte != b'=').map_or(0, |index| index + 1);
    if end < 8 || encoded.len() - end > 2 {
        return false;
    }
    let (mut bits, mut count, mut has_colon) = (0u32, 0, false);
    for &byte in &encoded[..end] {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return false,
        };
        (bits, count) = (bits << 6 | u32::from(digit), count + 6);
        if count >= 8 {
            count -= 8;
            let byte = (bits >> count) as u8;
            has_colon |= byte == b':';
            if byte < b' ' {
                return false;
            }
        }
    }
    has_colon
}

/// What ends an argument of a command.
static SPACES: ByteSet = ByteSet::of(b" ");

/// The credentials of a `curl` command whose colon is at `at`.
#[inline(never)]
pub fn judge_curl(text: &[u8], at: usize, tables: &Tables<'_>) -> Option<Secret> {
    // The user name, quoted or not, directly follows the option; times of day have colons too.
    let user = SPACES.rfind(true, text, at.saturating_sub(USER_MAX_BYTES)..at)? + 1;
    if !matches!(text[..user], [.., b'u' | b'U' | b'r' | ..=b' ', b' ']) {
        return None;
    }
    let from = at.saturating_sub(COMMAND_MAX_BYTES);
    let before = text[from..user].trim_ascii_end();
    let is_option =
        [&b" -u"[..], b" --user", b" --proxy-user", b" -U"].iter().any(|option| before.ends_with(option));
    if !is_option || !before.windows(5).any(|window| window == b"curl ") {
        return None;
    }
    let quotes = |byte: &u8| matches!(byte, b'"' | b'\'');
    let end = |from: usize| text[from..].iter().take(128).position(|byte| *byte <= b' ' || quotes(byte));
    let opening = text[user..at].iter().take_while(|byte| quotes(byte)).count();
    let mut start = at + 1;
    start += text[start..].iter().take(1).filter(|byte| quotes(byte)).count();
    let stop = end(start).map_or(text.len().min(start + 128), |len| start + len);
    let is_real = |part: Range<usize>| {
        let bytes = &text[part.clone()];
        bytes.len() >= 5
            && !is_template(bytes)
            && bytes[0] != b'$'
            && bytes[0] != b'<'
            && is_mixed(bytes)
            && !is_stopped(text, part, tables)
    };
    // If the password is empty, the user name is a token.
    let secret = if start == stop { user + opening..at.max(user + opening) } else { start..stop };
    is_real(secret.clone()).then(|| Structure::Curl.at(secret))
}

/// Whether it is more than a single word.
fn is_mixed(bytes: &[u8]) -> bool {
    let inner = bytes.strip_prefix(b"{").and_then(|bytes| bytes.strip_suffix(b"}")).unwrap_or(bytes);
    let letters = inner.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let has_case = inner.iter().any(u8::is_ascii_uppercase) && inner.iter().any(u8::is_ascii_lowercase);
    letters < inner.len() || has_case && inner.len() >= 12
}
