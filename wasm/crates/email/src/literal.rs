//! Domains in brackets (RFC 5321 section 4.1.3).

use snapwall_tables::parse_address;

/// Whether `text`, without its brackets, is an address literal: IPv4, `IPv6:` and an address, or a tag, a colon and
/// printable characters. An IPv6 address without its tag is not one.
pub fn is_literal(text: &[u8]) -> bool {
    let Some(colon) = text.iter().position(|byte| *byte == b':') else {
        return parse_address(text).is_some();
    };
    let (tag, content) = (&text[..colon], &text[colon + 1..]);
    if tag.eq_ignore_ascii_case(b"ipv6") {
        return content.contains(&b':') && parse_address(content).is_some() && !is_short_gap(content);
    }
    let is_group = tag.len() <= 4 && tag.iter().all(u8::is_ascii_hexdigit);
    let is_tag = tag.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        && tag.last().is_some_and(u8::is_ascii_alphanumeric);
    is_tag && !is_group && !content.is_empty() && content.iter().all(|byte| is_dcontent(*byte))
}

/// Whether `::` in an IPv6 address replaces a single group, which is not allowed here: `IPv6-comp` has at most six
/// others.
fn is_short_gap(address: &[u8]) -> bool {
    let groups = address.split(|byte| *byte == b':').filter(|group| !group.is_empty());
    let count: usize = groups.map(|group| if group.contains(&b'.') { 2 } else { 1 }).sum();
    count == 7
}

/// `dcontent` of RFC 5321, `dtext` of RFC 5322: printable, except brackets and the backslash.
pub fn is_dcontent(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'[' | b'\\' | b']')
}
