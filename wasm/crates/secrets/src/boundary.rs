//! Where a token may begin and end.

/// Whether a token may start at `index`: the byte before it does not belong to the same word.
///
/// If `is_strict`, the other bytes of encoded data belong to the word too. An escape sequence is a boundary, although
/// it ends in a letter or digit.
pub fn starts_cleanly(text: &[u8], index: usize, is_strict: bool) -> bool {
    let Some(&last) = text[..index].last() else { return true };
    let is_behind_escape = |bytes: usize| {
        index.checked_sub(bytes).is_some_and(|start| start > 0 && escape_bytes(text, start) == bytes)
    };
    !is_joined(last, is_strict) || ESCAPES_BYTES.into_iter().any(is_behind_escape)
}

/// The lengths of escape sequences without their first character.
const ESCAPES_BYTES: [usize; 3] = [1, 2, 5];

/// The length of the rest of an escape sequence such as `\n`, `%3D` or `\u0022` whose first character is just before
/// `start`; 0 if there is none.
pub fn escape_bytes(text: &[u8], start: usize) -> usize {
    let is_hex = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_hexdigit);
    let sign = text[..start].last().copied().unwrap_or(0);
    match (sign, &text[start..]) {
        (b'\\', [b'n' | b'r' | b't', ..]) => 1,
        (b'%', [high, low, ..]) if is_hex(&[*high, *low]) => 2,
        (b'\\', [b'u', rest @ ..]) if rest.first_chunk::<4>().is_some_and(|digits| is_hex(digits)) => 5,
        _ => 0,
    }
}

/// Whether a token may end just before `index`.
pub fn ends_cleanly(text: &[u8], index: usize, is_strict: bool) -> bool {
    text.get(index).is_none_or(|&next| !is_joined(next, is_strict && next != b'.'))
}

fn is_joined(byte: u8, is_strict: bool) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || is_strict && matches!(byte, b'+' | b'/' | b'-' | b'.')
}
