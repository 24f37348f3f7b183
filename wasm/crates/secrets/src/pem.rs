//! Private keys in PEM blocks: `-----BEGIN … PRIVATE KEY-----`.

use crate::Secret;
use crate::structures::Structure;

/// The maximum length of a block's label.
const LABEL_MAX_BYTES: usize = 48;

/// The minimum number of base64 characters in a key.
const BODY_MIN_BYTES: usize = 40;

/// The maximum length of a block.
const BLOCK_MAX_BYTES: usize = 8192;

/// The key whose block may begin with the hyphens at `begin`.
///
/// Line breaks may be literal or escaped, as in JSON. Of a truncated key, what is there is reported.
pub fn judge(text: &[u8], begin: usize) -> Option<Secret> {
    if !text[begin..].starts_with(b"-----BEGIN") {
        return None;
    }
    let label_start = begin + 10;
    let label = &text[label_start..(label_start + LABEL_MAX_BYTES).min(text.len())];
    let label = &label[..find_hyphens(label)?];
    if !label.windows(11).any(|window| window == b"PRIVATE KEY") {
        return None;
    }
    let body = label_start + label.len() + HYPHENS.len();
    let rest = &text[body..(begin + BLOCK_MAX_BYTES).max(body).min(text.len())];
    let rest = &rest[..find_hyphens(rest).unwrap_or(rest.len())];
    let len = rest.iter().take_while(|byte| is_body(**byte)).count();
    if rest[..len].iter().filter(|byte| is_encoded(byte)).count() < BODY_MIN_BYTES {
        return None;
    }
    let end = body + len;
    let closing = &text[end..(end + LABEL_MAX_BYTES).min(text.len())];
    let closing = closing.strip_prefix(b"-----END").and_then(find_hyphens);
    let end = closing.map_or(end, |len| end + b"-----END".len() + len + HYPHENS.len());
    Some(Structure::PrivateKey.at(begin..end))
}

const HYPHENS: &[u8; 5] = b"-----";

fn find_hyphens(text: &[u8]) -> Option<usize> {
    text.windows(HYPHENS.len()).position(|window| window == HYPHENS)
}

/// The bytes between the first and last line of a block: base64, line breaks, headers.
fn is_body(byte: u8) -> bool {
    is_encoded(&byte)
        || byte.is_ascii_whitespace()
        || matches!(byte, b'=' | b'\\' | b':' | b',' | b'.' | b'-' | b'#' | b'(' | b')' | b'"' | b'@')
}

fn is_encoded(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}
