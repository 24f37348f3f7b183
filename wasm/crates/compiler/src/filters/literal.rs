//! The values of literals.

use super::fault::{Outcome, syntax};
use super::token::{Kind, Token};

/// The longest string literal in bytes: this bounds the work per literal, and an offset in it fits one byte.
pub const TEXT_MAX_BYTES: usize = 255;

/// The bytes of a string.
pub fn text(token: &Token) -> Outcome<Vec<u8>> {
    let bytes = match token.kind {
        Kind::Raw => token.text.as_bytes().to_vec(),
        _ => unescape(token)?,
    };
    if bytes.len() > TEXT_MAX_BYTES {
        let message = format!("A string of {} bytes; at most {TEXT_MAX_BYTES} fit", bytes.len());
        return super::fault::fault("limit", token.offset, message);
    }
    Ok(bytes)
}

fn unescape(token: &Token) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = token.text;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        // Counted from after the opening quotation mark.
        let offset = token.offset + 1 + (token.text.len() - rest.len()) + at;
        let escape = &rest[at + 1..];
        let kind = escape.chars().next().unwrap_or('\\');
        rest = &escape[kind.len_utf8().min(escape.len())..];
        match kind {
            '"' | '\\' => bytes.push(kind as u8),
            'n' => bytes.push(b'\n'),
            'r' => bytes.push(b'\r'),
            't' => bytes.push(b'\t'),
            'x' => {
                let digits = rest.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
                let Some(byte) = digits else {
                    return syntax(offset, "Expected two hexadecimal digits behind \\x");
                };
                bytes.push(byte);
                rest = &rest[2..];
            }
            _ => {
                let message = format!("Unknown escape \\{kind}; write \\\\{kind}, or a raw string r\"…\"");
                return syntax(offset, message);
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    Ok(bytes)
}

/// The text of a regular expression: only `\"` is an escape of the string; all others belong to the expression.
pub fn regex(token: &Token) -> String {
    match token.kind {
        Kind::Raw => token.text.to_owned(),
        _ => token.text.replace("\\\"", "\""),
    }
}

/// An integer: decimal, or hexadecimal after `0x`.
pub fn integer(text: &str) -> Option<i64> {
    match text.strip_prefix("0x").or(text.strip_prefix("0X")) {
        // `from_str_radix` would accept a sign here.
        Some(digits) if digits.starts_with(|c: char| c.is_ascii_hexdigit()) => {
            i64::from_str_radix(digits, 16).ok()
        }
        Some(_) => None,
        None => text.parse().ok(),
    }
}
