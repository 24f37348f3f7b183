//! Sequences of names and values: the parameters of a query, the cookies of a header.

/// One pair, and where the next one starts.
pub struct Pair<'r> {
    pub name: &'r [u8],
    pub value: &'r [u8],
    pub next: usize,
}

/// The first parameter of a query at or after byte `from`, undecoded (URL Standard section 5.1): non-empty pieces between
/// `&`, split into name and value at the first `=`.
pub fn next_arg(query: &[u8], from: usize) -> Option<Pair<'_>> {
    next_pair(query, from, b'&')
}

/// The first cookie at or after byte `from` (RFC 6265 section 5.4, parsed the way servers do): pieces between `;`, with
/// blanks trimmed around name and value.
pub fn next_cookie(header: &[u8], from: usize) -> Option<Pair<'_>> {
    let Pair { name, value, next } = next_pair(header, from, b';')?;
    Some(Pair { name: name.trim_ascii(), value: value.trim_ascii(), next })
}

fn next_pair(text: &[u8], from: usize, separator: u8) -> Option<Pair<'_>> {
    let rest = text.get(from..)?;
    let start = from + rest.iter().position(|byte| *byte != separator)?;
    let piece = &text[start..];
    let piece = &piece[..piece.iter().position(|byte| *byte == separator).unwrap_or(piece.len())];
    let (name, value) = match piece.iter().position(|byte| *byte == b'=') {
        Some(at) => (&piece[..at], &piece[at + 1..]),
        None => (piece, &b""[..]),
    };
    Some(Pair { name, value, next: start + piece.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    fn all(text: &str, next: fn(&[u8], usize) -> Option<Pair<'_>>) -> Vec<(&str, &str)> {
        let as_text = |bytes| core::str::from_utf8(bytes).unwrap();
        let mut pairs = Vec::new();
        let mut from = 0;
        while let Some(pair) = next(text.as_bytes(), from) {
            let at = |part: &[u8]| part.as_ptr() as usize - text.as_ptr() as usize;
            let slice = |part: &[u8]| if part.is_empty() { "" } else { &text[at(part)..][..part.len()] };
            assert_eq!(as_text(pair.name), slice(pair.name));
            pairs.push((slice(pair.name), slice(pair.value)));
            from = pair.next;
        }
        pairs
    }

    #[test]
    fn parameters_stand_between_ampersands() {
        assert_eq!(all("a=1&b&=c&&d=e=f&", next_arg), [("a", "1"), ("b", ""), ("", "c"), ("d", "e=f")]);
        assert_eq!(all("", next_arg), []);
        assert_eq!(all("&&", next_arg), []);
    }

    #[test]
    fn cookies_stand_between_semicolons() {
        assert_eq!(all("a=1; b = 2 ;c", next_cookie), [("a", "1"), ("b", "2"), ("c", "")]);
        assert_eq!(all("a=\"x\"; a=y", next_cookie), [("a", "\"x\""), ("a", "y")]);
    }
}
