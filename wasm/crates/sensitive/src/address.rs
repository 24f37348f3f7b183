//! IP addresses, version 4 and version 6.

use crate::context::{Names, is_named_behind, label_within};
use crate::groups::{Run, Separator};
use crate::text::{begins, byte_at, byte_before, is_word, number};
use crate::{Finding, Kind};

const V4: u16 = 0;
const V6: u16 = 1;

/// How far before a number a word that calls it a version may begin.
const VERSION_BYTES: usize = 24;

/// The maximum length of an IPv6 address, one that ends in dotted decimal.
const V6_BYTES_MAX: usize = 45;

/// `ipv4` or `ipv6`, by a finding's variant.
pub fn version_name(variant: u16) -> &'static [u8] {
    if variant == V4 { b"ipv4" } else { b"ipv6" }
}

/// Reads an IPv4 address, with a prefix length if there is one, that begins with a group.
pub fn read_v4(run: &Run<'_>, first: usize) -> Option<Finding> {
    let groups = run.groups().get(first..first + 4)?;
    if run.uniform(first..first + 4) != Some(Separator::Dot) || groups[0].len() > 3 {
        return None;
    }
    let (text, start) = (run.text, groups[0].start);
    // After a hyphen, it may be the second address of a range.
    let begins_here = match byte_before(text, start) {
        b'-' => !byte_before(text, start - 1).is_ascii_alphabetic(),
        _ => begins(text, start),
    };
    let mut octets = groups.iter().map(|group| {
        let digits = &text[group.start..group.end];
        let is_plain = digits.len() <= 3 && (digits.len() == 1 || digits[0] != b'0');
        is_plain.then(|| number(digits)).filter(|octet| *octet <= 255)
    });
    let first_octet = octets.next()??;
    if !begins_here || !octets.all(|octet| octet.is_some()) {
        return None;
    }
    let (mut behind, mut end) = (first + 4, groups[3].end);
    let next = run.groups().get(behind).filter(|next| next.separator == Separator::Slash);
    let prefix = next.filter(|next| next.len() <= 2 && number(&text[next.start..next.end]) <= 32);
    if let Some(prefix) = prefix {
        (behind, end) = (behind + 1, prefix.end);
    }
    let follows = byte_at(text, end);
    let goes_on = is_word(follows)
        || matches!(follows, b'.' | b'-') && byte_at(text, end + 1).is_ascii_alphabetic()
        || run.separator_behind(behind - 1) == Separator::Dot;
    if goes_on || is_version(text, start, end, first_octet) {
        return None;
    }
    Some(Finding { kind: Kind::IpAddress, variant: V4, confidence: 95, start: start as u32, end: end as u32 })
}

/// Whether the number is a version rather than an address, judging by the text around it.
fn is_version(text: &[u8], start: usize, end: usize, first_octet: u32) -> bool {
    let has_port = matches!(byte_at(text, end), b':') && byte_at(text, end + 1).is_ascii_digit();
    if has_port || byte_before(text, end).is_ascii_digit() && text[start..end].contains(&b'/') {
        return false;
    }
    match byte_before(text, start) {
        // A product and its version, unless the slash does not follow a name, as in `://`, or the first octet is more
        // likely an address's.
        b'/' => {
            let name = byte_before(text, start - 1);
            name.is_ascii_alphanumeric() && first_octet < 100 && first_octet != 10
        }
        b'^' | b'~' => true,
        b'=' if byte_before(text, start - 1) == b'=' || byte_before(text, start - 1) == b'>' => true,
        _ => {
            let is_named = label_within(text, start, VERSION_BYTES, Names::ADDRESS.or(Names::VERSION));
            is_named.has_any_of(Names::VERSION)
                || is_named == Names::NONE && is_named_behind(text, end, Names::VERSION)
        }
    }
}

/// Reads an IPv6 address around the colons or hexadecimal digits at `anchor`, beginning no earlier than `floor`.
pub fn read_v6(text: &[u8], anchor: usize, floor: usize) -> Option<Finding> {
    let floor = floor.max(anchor.saturating_sub(V6_BYTES_MAX));
    let mut start = anchor;
    while start > floor && (text[start - 1].is_ascii_hexdigit() || text[start - 1] == b':') {
        start -= 1;
    }
    // The colon of a key, or one that ends a word, is not part of the address.
    if byte_at(text, start) == b':' && byte_at(text, start + 1) != b':' {
        start += 1;
    }
    if is_word(byte_before(text, start)) || byte_before(text, start) == b'.' || is_slice(text, start) {
        return None;
    }
    let mut end = parse_v6(text, start)?;
    let follows = byte_at(text, end);
    if is_word(follows) || follows == b':' && byte_at(text, end + 1) == b':' || end <= anchor {
        return None;
    }
    if follows == b'.' && byte_at(text, end + 1).is_ascii_alphanumeric() {
        return None;
    }
    // A colon that ends a clause or a key may follow, but not one that continues the address.
    if follows == b':' && byte_at(text, end + 1).is_ascii_hexdigit() {
        return None;
    }
    if follows == b'/' {
        let mut behind = end + 1;
        while behind < end + 4 && byte_at(text, behind).is_ascii_digit() {
            behind += 1;
        }
        if behind > end + 1 && number(&text[end + 1..behind]) <= 128 && !is_word(byte_at(text, behind)) {
            end = behind;
        }
    }
    if !text[start..end].iter().any(u8::is_ascii_digit) {
        return None;
    }
    Some(Finding { kind: Kind::IpAddress, variant: V6, confidence: 97, start: start as u32, end: end as u32 })
}

/// Whether the bracket before `start` opens a subscript, as in `list[::2]`.
fn is_slice(text: &[u8], start: usize) -> bool {
    let before = byte_before(text, start.wrapping_sub(1));
    byte_before(text, start) == b'[' && (is_word(before) || matches!(before, b')' | b']'))
}

/// The end of the address that begins at `start`: eight groups, or fewer with one `::`; the last two may be in dotted
/// decimal.
fn parse_v6(text: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut groups, mut is_shortened) = (start, 0, false);
    if text[at..].starts_with(b"::") {
        at += 2;
        is_shortened = true;
    }
    let mut end = at;
    while groups < 8 {
        let group = at;
        while at < group + 4 && byte_at(text, at).is_ascii_hexdigit() {
            at += 1;
        }
        if at == group {
            break;
        }
        if byte_at(text, at) == b'.'
            && groups <= 6
            && let Some(behind) = parse_dotted(text, group)
        {
            groups += 2;
            end = behind;
            break;
        }
        groups += 1;
        end = at;
        if groups == 8 || byte_at(text, at) != b':' {
            break;
        }
        if byte_at(text, at + 1) == b':' {
            if is_shortened {
                break;
            }
            is_shortened = true;
            at += 2;
            end = at;
        } else {
            at += 1;
        }
    }
    let is_whole = if is_shortened { (1..8).contains(&groups) } else { groups == 8 };
    is_whole.then_some(end)
}

/// The end of four numbers below 256, separated by dots.
fn parse_dotted(text: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    for octet in 0..4 {
        if octet > 0 {
            if byte_at(text, at) != b'.' {
                return None;
            }
            at += 1;
        }
        let digits = at;
        while at < digits + 3 && byte_at(text, at).is_ascii_digit() {
            at += 1;
        }
        if at == digits || number(&text[digits..at]) > 255 {
            return None;
        }
    }
    Some(at)
}
