//! Addresses of mail, and URLs that hold a name and a password.

use crate::text::byte_at;
use crate::{Finding, Kind};

/// The longest local part and domain (RFC 5321, 4.5.3.1).
const LOCAL_BYTES_MAX: usize = 64;
const DOMAIN_BYTES_MAX: usize = 253;

/// How far before `@` a name and a password may begin.
const USERINFO_BYTES_MAX: usize = 512;

/// How far before `@` anything may begin.
pub const BEFORE_SIGN_BYTES_MAX: usize = USERINFO_BYTES_MAX + 1;

/// Letters that stand in local parts: ASCII's, and two bytes' worth of others (Latin, Greek, Cyrillic, Hebrew, Arabic),
/// but not the signs among those.
fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'.' | b'_' | b'%' | b'+' | b'-' | b'\'' | b'~' | b'&' | b'!' | b'#' | b'$' | b'*' | b'^'
        )
        || matches!(byte, 0x80..=0xbf | 0xc3..=0xdf)
}

/// Reads the address around the `@` at a place.
pub fn read(text: &[u8], at: usize) -> Option<Finding> {
    let lowest = at.saturating_sub(LOCAL_BYTES_MAX + 1);
    let mut start = at;
    while start > lowest && is_local(text[start - 1]) {
        start -= 1;
    }
    // A character of three bytes, whose last two look like letters of two.
    while start < at && text[start] & 0xc0 == 0x80 {
        start += 1;
    }
    // Quotes, signs and points before the address are not its own; `&` and `#` in a URL stand before a new part.
    if let Some(sign) =
        text[start..at].iter().rposition(|byte| matches!(byte, b'&' | b'#' | b'*' | b'!' | b'$'))
    {
        start += sign + 1;
    }
    while start < at && !(text[start].is_ascii_alphanumeric() || text[start] >= 0x80 || text[start] == b'_') {
        start += 1;
    }
    // `\n` of a JSON string, and `%20` or `%3D` of a URL.
    if start > 0 && text[start - 1] == b'\\' && matches!(text[start], b'n' | b'r' | b't') && at - start > 1 {
        start += 1;
    }
    let local = &text[start..at];
    if local.is_empty() || local.len() > LOCAL_BYTES_MAX || local.ends_with(b".") {
        return None;
    }
    if local.windows(2).any(|pair| pair == b"..") {
        return None;
    }
    let end = read_domain(text, at + 1).or_else(|| read_literal(text, at + 1))?;
    Some(Finding { kind: Kind::Email, variant: 0, confidence: 95, start: start as u32, end: end as u32 })
}

/// The end of a host's name whose last label is one of a top-level domain's form.
fn read_domain(text: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut end, mut label) = (start, None, start);
    let mut labels = 0;
    while at < start + DOMAIN_BYTES_MAX + 1 {
        let byte = byte_at(text, at);
        let is_letter = byte.is_ascii_alphanumeric() || is_far_letter(text, at);
        if is_letter || byte == b'-' || byte == b'_' || byte & 0xc0 == 0x80 {
            at += 1;
            continue;
        }
        if at == label || text[label] == b'-' {
            break;
        }
        let mut stop = at;
        while text[stop - 1] == b'-' || text[stop - 1] == b'_' {
            stop -= 1;
        }
        labels += 1;
        // A top-level domain is of one script: what follows it without a space is the sentence.
        let script = text[label..stop].iter().position(|byte| *byte >= 0xcd).map_or(stop, |far| label + far);
        if labels > 1 && script > label && is_top_level(&text[label..script]) && script < stop {
            end = Some(script);
            break;
        }
        if labels > 1 && is_top_level(&text[label..stop]) {
            end = Some(stop);
        } else if labels > 1 && byte != b'.' {
            break;
        }
        if byte != b'.' || stop != at {
            break;
        }
        at += 1;
        label = at;
    }
    end.filter(|end| *end <= start + DOMAIN_BYTES_MAX)
}

/// Whether a character beyond ASCII that begins here is a letter, as far as its first byte tells.
fn is_far_letter(text: &[u8], at: usize) -> bool {
    match byte_at(text, at) {
        0xc3..=0xdf | 0xe0 | 0xe1 | 0xe4..=0xed => true,
        // Kana, and not the punctuation before them.
        0xe3 => byte_at(text, at + 1) >= 0x81,
        _ => false,
    }
}

/// Ends of files' names that are no domains: `logo@2x.png`.
static FILES: [&[u8]; 10] =
    [b"png", b"jpg", b"jpeg", b"gif", b"webp", b"svg", b"css", b"js", b"json", b"html"];

fn is_top_level(label: &[u8]) -> bool {
    if label.starts_with(b"xn--") || label.starts_with(b"XN--") {
        return label.len() > 4;
    }
    !FILES.iter().any(|file| label.eq_ignore_ascii_case(file))
        && label.len() >= 2
        && label.len() <= 63
        && label.iter().all(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80)
}

/// The end of an address in brackets: `[192.0.2.1]`, `[IPv6:2001:db8::1]`.
fn read_literal(text: &[u8], start: usize) -> Option<usize> {
    if byte_at(text, start) != b'[' {
        return None;
    }
    let mut at = start + 1;
    while byte_at(text, at).is_ascii_hexdigit()
        || matches!(byte_at(text, at), b'.' | b':' | b'I' | b'P' | b'v')
    {
        at += 1;
    }
    (byte_at(text, at) == b']' && at > start + 4 && at < start + 60).then_some(at + 1)
}

/// Reads the name and password before the `@` at a place of a URL; the finding is these two alone.
pub fn read_credentials(text: &[u8], at: usize) -> Option<Finding> {
    let lowest = at.saturating_sub(USERINFO_BYTES_MAX);
    let (mut start, mut colon) = (at, None);
    loop {
        if start <= lowest {
            return None;
        }
        match text[start - 1] {
            b'/' => break,
            b':' => colon = Some(start - 1),
            0..=b' ' | b'"' | b'<' | b'>' | b'`' | b'\\' | b'@' => return None,
            _ => {}
        }
        start -= 1;
    }
    let colon = colon?;
    let scheme = text[..start].strip_suffix(b"://")?;
    let host = byte_at(text, at + 1);
    let is_url = scheme.last().is_some_and(u8::is_ascii_alphanumeric)
        && (host.is_ascii_alphanumeric() || matches!(host, b'[' | b'$' | b'{' | b'_') || host >= 0x80);
    let at = authority_end(text, at);
    let password = &text[colon + 1..at];
    if !is_url || password.is_empty() || is_placeholder(password) {
        return None;
    }
    Some(Finding {
        kind: Kind::UrlCredentials,
        variant: 0,
        confidence: 95,
        start: start as u32,
        end: at as u32,
    })
}

/// The last `@` of a URL's authority: a password may hold others.
fn authority_end(text: &[u8], at: usize) -> usize {
    let rest = &text[at..text.len().min(at + USERINFO_BYTES_MAX)];
    let is_end =
        |byte: &u8| matches!(byte, 0..=b' ' | b'/' | b'?' | b'#' | b'"' | b'<' | b'>' | b'`' | b'\\' | b',');
    let length = rest.iter().position(is_end).unwrap_or(rest.len());
    rest[..length].iter().rposition(|byte| *byte == b'@').map_or(at, |last| at + last)
}

/// Whether a password stands for one: `$PASSWORD`, `${DB_PASS}`, `<password>`, `{{pass}}`, `***`.
fn is_placeholder(password: &[u8]) -> bool {
    matches!(password[0], b'$' | b'{' | b'%')
        && !password[1..].iter().any(u8::is_ascii_digit)
        && password.len() > 1
        || password.iter().all(|byte| matches!(byte, b'*' | b'.' | b'x' | b'X'))
}
