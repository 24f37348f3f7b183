//! Email addresses, and URLs with a user name and password.

use crate::text::{HOST, LETTER, LOCAL, byte_at, byte_before, is_of};
use crate::{Finding, Kind};

/// The maximum length of a local part, and of a domain (RFC 5321, 4.5.3.1).
const LOCAL_BYTES_MAX: usize = 64;
const DOMAIN_BYTES_MAX: usize = 253;

/// How far before `@` a user name and password may begin.
const USERINFO_BYTES_MAX: usize = 512;

/// How far before `@` any finding may begin.
pub const BEFORE_SIGN_BYTES_MAX: usize = USERINFO_BYTES_MAX + 1;

/// Symbols that are allowed in local parts, but are excluded: `&` and `#` begin another part of a URL, and the others
/// often directly precede an address.
fn is_sign(byte: u8) -> bool {
    matches!(byte, b'&' | b'#' | b'*' | b'!' | b'$')
}

/// The start of the bytes before the `@` at `at` that may belong to a local part.
pub fn local_start(text: &[u8], at: usize) -> usize {
    let lowest = at.saturating_sub(LOCAL_BYTES_MAX + 1);
    let mut start = at;
    while start > lowest && is_of(text[start - 1], LOCAL) {
        start -= 1;
    }
    start
}

/// Reads the address around the `@` at `at`, whose local part begins no earlier than `start`.
pub fn read(text: &[u8], mut start: usize, at: usize) -> Option<Finding> {
    // Skip continuation bytes: the last two bytes of a three-byte character can look like a two-byte letter.
    let is_behind_sign = at - start <= LOCAL_BYTES_MAX && is_sign(byte_before(text, start));
    if !is_behind_sign {
        while start < at && text[start] & 0xc0 == 0x80 {
            start += 1;
        }
    }
    // Quotes and dots before the address are not part of it.
    while start < at && !(text[start].is_ascii_alphanumeric() || text[start] >= 0x80 || text[start] == b'_') {
        start += 1;
    }
    // The `n` of `\n` in a JSON string is not part of the address.
    if start > 0 && text[start - 1] == b'\\' && matches!(text[start], b'n' | b'r' | b't') && at - start > 1 {
        start += 1;
    }
    // Nor is what comes before or in `%20` or `%3D`, in a URL or a form.
    let before = start.saturating_sub(1);
    if at - before <= LOCAL_BYTES_MAX
        && let Some(percent) = text[before..at].iter().rposition(|byte| *byte == b'%')
        && let [b'2' | b'3', b'0'..=b'9' | b'A'..=b'F' | b'a'..=b'f', _, ..] = text[before + percent + 1..at]
    {
        start = before + percent + 3;
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

/// The end of a host name whose last label has the form of a top-level domain.
fn read_domain(text: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut end, mut label) = (start, None, start);
    let (mut labels, mut script) = (0, usize::MAX);
    while at < start + DOMAIN_BYTES_MAX + 1 {
        let byte = byte_at(text, at);
        if is_of(byte, HOST) {
            at += 1;
            continue;
        }
        if byte & 0xc0 == 0x80 || is_far_letter(text, at) {
            // A top-level domain uses one script: text of another script directly after it belongs to the sentence.
            if byte >= 0xcd {
                script = script.min(at);
            }
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
        if labels > 1 && label < script && script < stop && is_top_level(&text[label..script]) {
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
        (label, script) = (at, usize::MAX);
    }
    end.filter(|end| *end <= start + DOMAIN_BYTES_MAX)
}

/// Whether a non-ASCII character at `at` is a letter, judging by its first byte.
fn is_far_letter(text: &[u8], at: usize) -> bool {
    match byte_at(text, at) {
        0xc3..=0xdf | 0xe0 | 0xe1 | 0xe4..=0xed => true,
        // Kana, but not the CJK punctuation before them.
        0xe3 => byte_at(text, at + 1) >= 0x81,
        _ => false,
    }
}

/// File extensions, which are not top-level domains: `logo@2x.png`.
const FILES: [&[u8]; 10] =
    [b"png", b"jpg", b"jpeg", b"gif", b"webp", b"svg", b"css", b"js", b"json", b"html"];

/// The same as 32-bit words, the last byte lowest, to compare all bytes at once.
static FILE_WORDS: [u32; FILES.len()] = {
    let (mut words, mut at) = ([0; FILES.len()], 0);
    while at < FILES.len() {
        let mut byte = 0;
        while byte < FILES[at].len() {
            words[at] = words[at] << 8 | FILES[at][byte] as u32;
            byte += 1;
        }
        at += 1;
    }
    words
};

fn is_top_level(label: &[u8]) -> bool {
    let is_worded = label.iter().all(|byte| is_of(*byte, LETTER) || *byte >= 0x80);
    if !is_worded {
        return label.len() > 4 && (label.starts_with(b"xn--") || label.starts_with(b"XN--"));
    }
    let word = || label.iter().fold(0, |word, byte| word << 8 | u32::from(byte | 0x20));
    (2..=63).contains(&label.len()) && !(label.len() <= 4 && FILE_WORDS.contains(&word()))
}

/// The end of an address literal: `[192.0.2.1]`, `[IPv6:2001:db8::1]`.
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

/// Reads the user name and password before the `@` of a URL; the finding covers just these two. From `start` up to the
/// `@` there are only bytes of a [local part](local_start).
pub fn read_credentials(text: &[u8], mut start: usize, at: usize) -> Option<Finding> {
    let lowest = at.saturating_sub(USERINFO_BYTES_MAX);
    let mut colon = None;
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

/// The last `@` in the authority of a URL: a password may contain others.
fn authority_end(text: &[u8], at: usize) -> usize {
    let rest = &text[at..text.len().min(at + USERINFO_BYTES_MAX)];
    let is_end =
        |byte: &u8| matches!(byte, 0..=b' ' | b'/' | b'?' | b'#' | b'"' | b'<' | b'>' | b'`' | b'\\' | b',');
    let length = rest.iter().position(is_end).unwrap_or(rest.len());
    rest[..length].iter().rposition(|byte| *byte == b'@').map_or(at, |last| at + last)
}

/// Whether a password is a placeholder: `$PASSWORD`, `${DB_PASS}`, `{{pass}}`, `%PASS%`, `***`.
fn is_placeholder(password: &[u8]) -> bool {
    matches!(password[0], b'$' | b'{' | b'%')
        && !password[1..].iter().any(u8::is_ascii_digit)
        && password.len() > 1
        || password.iter().all(|byte| matches!(byte, b'*' | b'.' | b'x' | b'X'))
}
