//! `Forwarded` (RFC 7239), read from the right.
//!
//! Quotation marks make commas ambiguous, and the left of the value is under an attacker's control: read from the left,
//! a `"` that is never closed would swallow what the proxies appended. Read from the right, the proxies' elements come
//! first and are intact.

use crate::hops::Refusal;
use crate::node::trim;

/// Where the last element of a list starts. Commas inside quotation marks do not delimit elements.
///
/// A quotation mark without its opening one on the left extends the element to the start of the value; it is then
/// malformed.
pub fn last_element(value: &[u8]) -> usize {
    let mut is_quoted = false;
    let mut at = value.len();
    while at > 0 {
        at -= 1;
        match value[at] {
            b'"' if is_quoted => {
                // After an odd number of backslashes, the quotation mark is escaped.
                let backslashes = value[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
                is_quoted = backslashes % 2 == 1;
                at -= backslashes;
            }
            b'"' => is_quoted = true,
            b',' if !is_quoted => return at + 1,
            _ => {}
        }
    }
    0
}

/// The value of an element's only `for` parameter: a token, or the text between quotation marks.
///
/// # Errors
/// [`Refusal::Malformed`] when the element breaks the grammar anywhere, or does not have exactly one `for`.
pub fn find_for(element: &[u8]) -> Result<&[u8], Refusal> {
    let mut found = None;
    let mut rest = trim(element);
    loop {
        let name_len = token_len(rest);
        let (name, after) = rest.split_at(name_len);
        let Some(value) = after.strip_prefix(b"=").filter(|_| name_len > 0) else {
            return Err(Refusal::Malformed);
        };
        let len = value_len(value).ok_or(Refusal::Malformed)?;
        let (value, after) = value.split_at(len);
        if name.eq_ignore_ascii_case(b"for") && found.replace(value).is_some() {
            return Err(Refusal::Malformed);
        }
        // The grammar allows no blanks around a semicolon, but they are common.
        match trim(after) {
            [] => return found.ok_or(Refusal::Malformed),
            [b';', after @ ..] => rest = trim(after),
            _ => return Err(Refusal::Malformed),
        }
    }
}

/// The length of the value at the start of `text`, quotation marks included.
///
/// An unquoted value is a token, or an address with the colons and brackets that many proxies leave unquoted.
fn value_len(text: &[u8]) -> Option<usize> {
    if text.first() != Some(&b'"') {
        let len =
            text.iter().take_while(|byte| is_token(**byte) || matches!(byte, b':' | b'[' | b']')).count();
        return Some(len).filter(|len| *len > 0);
    }
    let mut at = 1;
    loop {
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

fn token_len(text: &[u8]) -> usize {
    text.iter().take_while(|byte| is_token(**byte)).count()
}

/// A character of a token (RFC 9110 section 5.6.2).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(value: &str) -> &str {
        &value[last_element(value.as_bytes())..]
    }

    #[test]
    fn a_comma_between_quotation_marks_ends_no_element() {
        assert_eq!(last("for=a, for=b"), " for=b");
        assert_eq!(last("for=a,for=b;by=\"x,y\""), "for=b;by=\"x,y\"");
        assert_eq!(last("for=a,by=\"x\\\",y\""), "by=\"x\\\",y\"");
        assert_eq!(last("for=a,by=\"x\\\\\",for=b"), "for=b");
        assert_eq!(last("for=a,by=\"\\\\\\\",\""), "by=\"\\\\\\\",\"");
        assert_eq!(last("for=a,"), "");
        assert_eq!(last("for=a"), "for=a");
        assert_eq!(last(""), "");
    }

    #[test]
    fn a_quotation_mark_of_an_attacker_hides_nothing_that_proxies_add() {
        assert_eq!(last("for=\"1.1.1.1, for=192.0.2.1"), " for=192.0.2.1");
        assert_eq!(last("for=\"\\, for=\"[2001:db8::1]\""), " for=\"[2001:db8::1]\"");
    }

    #[test]
    fn an_element_has_one_for_and_nothing_that_breaks_the_grammar() {
        for (element, value) in [
            ("for=192.0.2.1", "192.0.2.1"),
            (" For=192.0.2.1 ", "192.0.2.1"),
            ("for=\"[2001:db8::1]:80\"", "\"[2001:db8::1]:80\""),
            ("for=[2001:db8::1]:80", "[2001:db8::1]:80"),
            ("proto=https;by=203.0.113.1;FOR=_hidden;host=\"a;b\\\"\"", "_hidden"),
            ("for=1.2.3.4 ; proto=http", "1.2.3.4"),
        ] {
            assert_eq!(find_for(element.as_bytes()), Ok(value.as_bytes()), "{element}");
        }
        for element in [
            "",
            "192.0.2.1",
            "for",
            "for=",
            "=192.0.2.1",
            "by=192.0.2.1",
            "for=192.0.2.1;for=192.0.2.2",
            "for=192.0.2.1;FOR=192.0.2.1",
            "for=192.0.2.1;",
            ";for=192.0.2.1",
            "for=\"192.0.2.1",
            "for=\"192.0.2.1\\\"",
            "for=\"a\"b",
            "for= 192.0.2.1",
            "for =192.0.2.1",
            "for=192.0.2.1 by=192.0.2.2",
            "for=192.0.2.1, for=192.0.2.2",
        ] {
            assert_eq!(find_for(element.as_bytes()), Err(Refusal::Malformed), "{element}");
        }
    }
}
