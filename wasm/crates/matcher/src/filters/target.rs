//! The parts of a URL, or of a request target that stands in its place.

use super::text::decode_at;

/// Where the path starts: behind scheme and authority when there are any.
fn path_start(url: &[u8]) -> usize {
    match authority_start(url) {
        Some(start) => start + end_of(&url[start..], b"/?#"),
        None => 0,
    }
}

/// How far it is to the first of these bytes, or to the end.
fn end_of(text: &[u8], ends: &[u8]) -> usize {
    text.iter().position(|byte| ends.contains(byte)).unwrap_or(text.len())
}

fn authority_start(url: &[u8]) -> Option<usize> {
    if url.first() == Some(&b'/') {
        return None;
    }
    // The longest scheme that the rule `request` lets through, and a little room.
    let scheme = url.iter().take(16).position(|byte| *byte == b':')?;
    url[scheme + 1..].starts_with(b"//").then_some(scheme + 3)
}

/// The authority, if there is one.
pub fn authority_of(url: &[u8]) -> Option<&[u8]> {
    authority_start(url).map(|start| &url[start..path_start(url)])
}

/// Path and query.
pub fn uri_of(url: &[u8]) -> &[u8] {
    let text = &url[path_start(url)..];
    let text = &text[..end_of(text, b"#")];
    if text.is_empty() { b"/" } else { text }
}

/// The path; that of a URL without one is `/`.
pub fn path_of(url: &[u8]) -> &[u8] {
    let text = &url[path_start(url)..];
    let text = &text[..end_of(text, b"?#")];
    if text.is_empty() { b"/" } else { text }
}

/// The query without its question mark; empty when there is none.
pub fn query_of(url: &[u8]) -> &[u8] {
    let text = uri_of(url);
    match text.iter().position(|byte| *byte == b'?') {
        Some(at) => &text[at + 1..],
        None => b"",
    }
}

/// The host in an authority, without user and port; an IPv6 address keeps its brackets.
pub fn host_of(authority: &[u8]) -> &[u8] {
    let start = authority.iter().rposition(|byte| *byte == b'@').map_or(0, |at| at + 1);
    let host = &authority[start..];
    let end = match host.first() {
        Some(b'[') => host.iter().position(|byte| *byte == b']').map_or(host.len(), |at| at + 1),
        _ => end_of(host, b":"),
    };
    &host[..end]
}

/// Whether `encoded` is what a form encodes `text` as.
pub fn decodes_to(encoded: &[u8], text: &[u8]) -> bool {
    let mut at = 0;
    for wanted in text {
        if at >= encoded.len() {
            return false;
        }
        let (byte, len) = decode_at(encoded, at);
        if byte != *wanted {
            return false;
        }
        at += len;
    }
    at == encoded.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_targets_come_apart() {
        for (url, uri, path, query) in [
            ("https://a.example/b/c?d=e#f", "/b/c?d=e", "/b/c", "d=e"),
            ("https://a.example", "/", "/", ""),
            ("https://a.example?x", "?x", "/", "x"),
            ("/b?c?d", "/b?c?d", "/b", "c?d"),
            ("//b//c", "//b//c", "//b//c", ""),
            ("/b://c", "/b://c", "/b://c", ""),
            ("*", "*", "*", ""),
            ("/?", "/?", "/", ""),
            ("/#?x", "/", "/", ""),
            ("", "/", "/", ""),
        ] {
            let text = |bytes| core::str::from_utf8(bytes).unwrap();
            let url = url.as_bytes();
            let parts = (text(uri_of(url)), text(path_of(url)), text(query_of(url)));
            assert_eq!(parts, (uri, path, query), "{url:?}");
        }
    }

    #[test]
    fn a_host_has_neither_user_nor_port() {
        for (url, host) in [
            ("https://a.example:8443/", Some("a.example")),
            ("https://user:pass@a.example/", Some("a.example")),
            ("http://[::1]:80/x", Some("[::1]")),
            ("http://a/@b", Some("a")),
            ("/a", None),
            ("*", None),
        ] {
            let found = authority_of(url.as_bytes()).map(host_of);
            assert_eq!(found, host.map(str::as_bytes), "{url}");
        }
    }

    #[test]
    fn names_are_compared_as_they_decode() {
        assert!(decodes_to(b"a%5Bb+c", b"a[b c"));
        assert!(decodes_to(b"%", b"%"));
        for encoded in ["a", "abc", "a%62c", ""] {
            assert!(!decodes_to(encoded.as_bytes(), b"ab"), "{encoded}");
        }
    }
}
