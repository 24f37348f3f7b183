//! Server-side request forgery: addresses that are meaningful only from inside the server's own network.
//!
//! Cloud metadata services in any notation of their addresses, and the server itself where its address is disguised.

use crate::sheet::{Kind, Sheet};
use crate::text::{Lines, at, before, follows, follows_any, is_behind_prose, is_word, skip};

static METADATA: Lines<4> = Lines::new(
    "metadata.google.internal\nmetadata.goog\nmetadata.packet.net\nmetadata.platformequinix.com\n\
     metadata.tencentyun.com\nmetadata.nicob.net\ninstance-data\nmetadata.azure\nrancher-metadata/\n\
     metadata.openstack\nmetadata.oraclecloud\nkubernetes.default\nkubernetes.docker.internal\nhost.docker.internal\n\
     gateway.docker.internal\nhost.containers.internal\n169.254.169.254.\nlocaltest.me\nlvh.me\n\
     spoofed.burpcollaborator\nmetadata/\nalibaba.zaqizaqi",
);

/// Judges the address after the `:` at `index`.
pub fn judge_address(text: &[u8], index: usize, sheet: &mut Sheet) {
    let limit = (index + 8).min(text.len());
    let host = skip(&text[..limit], index + 1, |byte| matches!(byte, b'/' | b'\\'));
    let is_short = host <= index + 2
        && (at(text, host).is_ascii_digit() || at(text, host) == b'[')
        && (follows(text, index.wrapping_sub(4), b"http") || follows(text, index.wrapping_sub(5), b"https"));
    if (host >= index + 3 || is_short)
        && before(text, index).is_ascii_alphanumeric()
        && sheet.wants(Kind::Ssrf)
    {
        judge_host(text, index, host, sheet);
    }
}

/// Judges a value that is an address without its scheme, naming something that only the server itself can reach:
/// `169.254.169.254/latest`, `host.docker.internal/`.
pub fn judge_start(text: &[u8], sheet: &mut Sheet) {
    let start = if text.starts_with(b"//") { 2 } else { 0 };
    match at(text, start) {
        b'1' | b'2' | b'0' if start > 0 || text.starts_with(b"169.") => {
            let end = skip(&text[..(start + ADDRESS_MAX).min(text.len())], start, is_address);
            let is_metadata = address(&text[start..end]).is_some_and(|(address, _)| is_metadata(address));
            sheet.raise(Kind::Ssrf, if is_metadata { 60 } else { 0 }, start, end);
        }
        _ => {
            let length = METADATA.follow(text, start);
            if length == 0 {
                return;
            }
            let end = skip(&text[..(start + HOST_MAX).min(text.len())], start, is_name);
            // A name without a dot may also be a folder's.
            let is_host = text[start..start + length].contains(&b'.');
            let is_metadata = text[start..end].starts_with(b"metadata.");
            if is_host && (at(text, end) == b'/' || is_metadata && end == text.len()) {
                sheet.raise(Kind::Ssrf, 60, start, end);
            }
        }
    }
}

/// Whether a value whose first byte is neither a blank nor a mark other than a slash starts with no telling address without
/// a scheme.
#[inline(always)]
pub fn begins_nothing(text: &[u8]) -> bool {
    !METADATA.may_follow(text, 0) && !text.starts_with(b"169.")
}

/// Whether the host at `start`, without userinfo before it, has an ordinary name.
#[inline(always)]
pub fn is_ordinary_host(text: &[u8], start: usize) -> bool {
    at(text, start).is_ascii_alphabetic()
        && !METADATA.may_follow(text, start)
        && !follows(text, start, b"localhost")
}

/// Whether the dot at `index` may be part of a name that resolves to the address in it.
#[inline(always)]
pub fn may_be_suffix(text: &[u8], index: usize) -> bool {
    before(text, index) | 0x20 == b'p'
        && at(text, index + 1) | 0x20 == b'i'
        && at(text, index + 2) | 0x20 == b'o'
}

/// The maximum length of a host name.
const HOST_MAX: usize = 253;

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')
}

/// The longest notation of an IPv4 address.
const ADDRESS_MAX: usize = 40;

fn is_address(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || matches!(byte, b'.' | b'x' | b'X')
}

fn is_metadata(address: u32) -> bool {
    matches!(address.to_be_bytes(), [169, 254, ..] | [100, 100, 100, 200] | [192, 0, 0, 192])
}

/// Judges the host as seen by a parser that treats everything before an `@` as userinfo, where another parser ends the
/// host earlier: `http://a.example#@169.254.169.254/`, `http://a.example &@127.1# @b.example/`.
#[inline(never)]
fn judge_others(text: &[u8], start: usize, end: usize, sheet: &mut Sheet) {
    const FAR: usize = 64;
    let near = &text[..(end + FAR).min(text.len())];
    for at in start..near.len() {
        if near[at] == b'@' && !is_word(before(text, at)) {
            let host_end = skip(near, at + 1, is_address);
            let score = match address(&near[at + 1..host_end]) {
                Some((address, _)) if is_metadata(address) => 80,
                Some((address, _)) if address >> 24 == 127 => 60,
                _ => 0,
            };
            sheet.raise(Kind::Ssrf, score, at + 1, host_end);
        }
    }
    let user_end = skip(near, start, is_address);
    let is_user = user_end < near.len() && near[user_end] == b'@';
    if is_user && address(&near[start..user_end]).is_some_and(|(address, _)| is_metadata(address)) {
        sheet.raise(Kind::Ssrf, 60, start, user_end);
    }
}

fn judge_host(text: &[u8], colon: usize, start: usize, sheet: &mut Sheet) {
    let limit = (start + HOST_MAX).min(text.len());
    let authority_end = skip(&text[..limit], start, |byte| {
        !matches!(byte, b'/' | b'\\' | b'?' | b'#' | b' ' | b'"' | b'\'' | b'<' | b'>' | b'\n')
    });
    // Parsers differ in which `@` ends the userinfo; for all that matter it is the last.
    let host =
        text[start..authority_end].iter().rposition(|byte| *byte == b'@').map_or(start, |at| start + at + 1);
    if text[start..(authority_end + 2).min(text.len())].iter().any(|byte| matches!(byte, b'@' | b'&')) {
        judge_others(text, start, authority_end, sheet);
    }
    let name = &text[host..authority_end];
    let score = match address(name) {
        Some((address, disguised)) => score_address(address, disguised),
        None if name.starts_with(b"[") => score_six(&name[1..]),
        None if METADATA.follow(text, host) > 0 => 70,
        None if is_resolved_name(name) => 65,
        None if follows(text, host, b"localhost") => 35,
        None => 0,
    };
    let score = if score > 0 && is_behind_prose(text, colon) { score * 2 / 3 } else { score };
    sheet.raise(Kind::Ssrf, score, host, authority_end);
}

/// Whether a host name is one that resolves to the address in it: `127.0.0.1.nip.io`.
fn is_resolved_name(host: &[u8]) -> bool {
    let end = skip(host, 0, |byte| byte != b':');
    let host = &host[..end];
    [".nip.io", ".sslip.io", ".xip.io"].iter().any(|suffix| {
        host.len() > suffix.len() && host[host.len() - suffix.len()..].eq_ignore_ascii_case(suffix.as_bytes())
    }) && address(&host[..skip(host, 0, |byte| byte.is_ascii_digit() || byte == b'.').saturating_sub(1)])
        .is_some_and(|(address, _)| score_address(address, false) >= 30)
}

fn score_address(address: u32, disguised: bool) -> u8 {
    let [a, b, c, d] = address.to_be_bytes();
    match (a, b, c, d) {
        (169, 254, 169, 254) | (169, 254, 170, 2) | (100, 100, 100, 200) | (192, 0, 0, 192) => 90,
        (169, 254, ..) => 70,
        (127, ..) | (0, ..) if disguised => 65,
        (127, 0, 0, 1) => 40,
        (127, ..) | (0, ..) => 50,
        (10, ..) | (192, 168, ..) | (172, 16..=31, ..) if disguised => 65,
        (10, ..) | (192, 168, ..) | (172, 16..=31, ..) => 30,
        _ if disguised => 50,
        _ => 0,
    }
}

/// An IPv4 address as the C library parses it: one to four numbers, decimal, octal or hexadecimal. And whether the
/// notation is unusual.
fn address(host: &[u8]) -> Option<(u32, bool)> {
    let colon = skip(host, 0, |byte| byte != b':');
    let host = &host[..colon];
    let mut parts = [0u64; 4];
    let mut count = 0;
    let mut disguised = false;
    let host = host.strip_suffix(b".").unwrap_or(host);
    for part in host.split(|byte| *byte == b'.') {
        if part.is_empty() || count == 4 {
            return None;
        }
        let (radix, digits) = match part {
            [b'0', b'x' | b'X', digits @ ..] => (16, digits),
            [b'0', digits @ ..] if !digits.is_empty() => (8, digits),
            digits => (10, digits),
        };
        disguised |= radix != 10;
        let mut value: u64 = 0;
        for digit in digits {
            value = value * radix as u64 + (*digit as char).to_digit(radix)? as u64;
            // Some parsers let numbers overflow.
            disguised |= value > u32::MAX as u64;
            value &= u32::MAX as u64;
        }
        parts[count] = value;
        count += 1;
    }
    disguised |= count < 4;
    let mut address = parts[count - 1] as u32;
    for (index, part) in parts[..count - 1].iter().enumerate() {
        disguised |= *part > 255;
        address |= (*part as u32 & 255) << (24 - 8 * index);
    }
    Some((address, disguised))
}

/// The score of an IPv6 address in brackets: the metadata service's own, mapped IPv4, and the server itself.
fn score_six(host: &[u8]) -> u8 {
    match () {
        () if follows_any(
            host,
            0,
            "fd00:ec2::254\n::ffff:a9fe:a9fe\n::ffff:169.254.\n0:0:0:0:0:ffff:a9fe\n::a9fe:a9fe\n64:ff9b::a9fe\n\
             0:0:0:0:0:ffff:169.254.\n0:0:0:0:0:0:169.254.\nfe80:",
        ) > 0 =>
        {
            90
        }
        () if follows_any(
            host,
            0,
            "::ffff:7f\n::ffff:127.\n::]\n::1]\n0:0:0:0:0:0:0:1\n0:0:0:0:0:ffff:127\n0000:\n::ffff:0:\n::127.",
        ) > 0 =>
        {
            55
        }
        () => 0,
    }
}
