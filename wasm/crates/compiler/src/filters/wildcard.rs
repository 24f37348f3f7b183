//! Patterns with `*`.

use std::fmt::Write;

use super::fault::{Outcome, syntax};

/// The regular expression that is equivalent to the whole pattern: `*` is any run of bytes; `\*` and `\\` are literal.
pub fn regex(pattern: &[u8], is_strict: bool, offset: usize) -> Outcome<String> {
    let mut regex = String::from(if is_strict { "(?s)^" } else { "(?si)^" });
    let mut bytes = pattern.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'*' {
            if bytes.peek() == Some(&b'*') {
                return syntax(offset, "Two * in a row mean no more than one");
            }
            regex.push_str(".*");
            continue;
        }
        let literal = match byte {
            b'\\' => match bytes.next() {
                Some(escaped @ (b'*' | b'\\')) => escaped,
                _ => {
                    return syntax(
                        offset,
                        "In a wildcard pattern a backslash stands before * or another backslash",
                    );
                }
            },
            byte => byte,
        };
        write!(regex, "\\x{literal:02x}").expect("writing to a string");
    }
    regex.push('$');
    Ok(regex)
}
