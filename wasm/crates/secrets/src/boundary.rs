//! Where a token may begin and end.

/// Whether a token may start at `index`: what stands before it is no part of the same word.
///
/// In a strict place, what encoded data is made of counts as a part as well. An escape such as `\n`, `%3D` or `\u0022` before
/// the token is a delimiter, although it ends in a letter or a digit.
pub fn starts_cleanly(text: &[u8], index: usize, is_strict: bool) -> bool {
    let before = &text[index.saturating_sub(6)..index];
    let Some(&last) = before.last() else { return true };
    if !is_joined(last, is_strict) {
        return true;
    }
    let is_hex = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_hexdigit);
    match *before {
        [.., b'\\', b'n' | b'r' | b't'] => true,
        [.., b'%', high, low] if is_hex(&[high, low]) => true,
        [b'\\', b'u', ref digits @ ..] => is_hex(digits),
        _ => false,
    }
}

/// Whether a token may end before `index`.
pub fn ends_cleanly(text: &[u8], index: usize, is_strict: bool) -> bool {
    text.get(index).is_none_or(|&next| !is_joined(next, is_strict && next != b'.'))
}

fn is_joined(byte: u8, is_strict: bool) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || is_strict && matches!(byte, b'+' | b'/' | b'-' | b'.')
}
