//! The parts of a URL, or of a request target in its place.

use super::text::decode_at;

/// Where the parts of a URL are.
#[derive(Clone, Copy)]
pub struct Target<'r> {
    url: &'r [u8],
    /// Where the authority starts, if there is one; it ends at `path`.
    authority: Option<usize>,
    path: usize,
    /// Where the path ends; the query, if any, starts here with its question mark.
    path_end: usize,
    /// Where the query ends: at the fragment, or at the end.
    query_end: usize,
}

impl<'r> Target<'r> {
    /// Takes a URL apart, in one pass.
    #[inline(never)]
    pub fn of(url: &'r [u8]) -> Self {
        let authority = authority_start(url);
        let end_from = |start: usize, ends: &[u8]| start + end_of(url.get(start..).unwrap_or_default(), ends);
        let path = authority.map_or(0, |start| end_from(start, b"/?#"));
        let path_end = end_from(path, b"?#");
        Target { url, authority, path, path_end, query_end: end_from(path_end, b"#") }
    }

    pub fn authority(&self) -> Option<&'r [u8]> {
        self.authority.map(|start| &self.url[start..self.path])
    }

    /// Path and query.
    pub fn uri(&self) -> &'r [u8] {
        or_root(&self.url[self.path..self.query_end])
    }

    /// The path; that of a URL without one is `/`.
    pub fn path(&self) -> &'r [u8] {
        or_root(&self.url[self.path..self.path_end])
    }

    /// The query without its question mark; empty when there is none.
    pub fn query(&self) -> &'r [u8] {
        self.url[self.path_end..self.query_end].get(1..).unwrap_or_default()
    }
}

fn or_root(text: &[u8]) -> &[u8] {
    if text.is_empty() { b"/" } else { text }
}

/// The offset of the first of these bytes, or the length of the text.
#[inline(always)]
fn end_of(text: &[u8], ends: &[u8]) -> usize {
    text.iter().position(|byte| ends.contains(byte)).unwrap_or(text.len())
}

fn authority_start(url: &[u8]) -> Option<usize> {
    if url.first() == Some(&b'/') {
        return None;
    }
    // The longest scheme that the rule `request` accepts, and some margin.
    let scheme = url.iter().take(16).position(|byte| *byte == b':')?;
    url[scheme + 1..].starts_with(b"//").then_some(scheme + 3)
}

/// The host in an authority, without userinfo, port and the dot that a fully qualified name may end with, since servers
/// take `a.example.` for `a.example`; an IPv6 address keeps its brackets.
pub fn host_of(authority: &[u8]) -> &[u8] {
    let start = authority.iter().rposition(|byte| *byte == b'@').map_or(0, |at| at + 1);
    let host = &authority[start..];
    let end = match host.first() {
        Some(b'[') => host.iter().position(|byte| *byte == b']').map_or(host.len(), |at| at + 1),
        _ => end_of(host, b":"),
    };
    let host = &host[..end];
    host.strip_suffix(b".").unwrap_or(host)
}

/// Whether `encoded` form-decodes to `text`.
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
            let target = Target::of(url.as_bytes());
            let parts = (text(target.uri()), text(target.path()), text(target.query()));
            assert_eq!(parts, (uri, path, query), "{url:?}");
        }
    }

    #[test]
    fn a_host_has_neither_user_nor_port_nor_a_dot_at_its_end() {
        for (url, host) in [
            ("https://a.example./", Some("a.example")),
            ("https://a.example.:8443/", Some("a.example")),
            ("https://a.example:8443/", Some("a.example")),
            ("https://user:pass@a.example/", Some("a.example")),
            ("http://[::1]:80/x", Some("[::1]")),
            ("http://a/@b", Some("a")),
            ("/a", None),
            ("*", None),
        ] {
            let found = Target::of(url.as_bytes()).authority().map(host_of);
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
