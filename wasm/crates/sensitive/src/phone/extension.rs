//! Phone extensions.

use crate::text::{byte_at, is_word, starts_with};

/// Whether an extension follows the number that ends at `end`.
pub fn may_be_extended(text: &[u8], end: usize) -> bool {
    extension_end(text, end) > end
}

/// The end of an extension: ` x123`, ` ext. 123`, `, extension 5`, `;ext=5`; `end` if there is none.
pub fn extension_end(text: &[u8], end: usize) -> usize {
    let mut at = end;
    if matches!(byte_at(text, at), b',' | b';') {
        at += 1;
    }
    if byte_at(text, at) == b' ' {
        at += 1;
    }
    if !matches!(byte_at(text, at) | 0x20, b'e' | b'd' | b'p' | b'x') {
        return end;
    }
    let rest = &text[at..];
    let words: [&[u8]; 8] = [b"extension", b"ext.", b"ext=", b"ext:", b"ext", b"durchwahl", b"poste", b"x"];
    let Some(word) = words.iter().find(|word| starts_with(rest, word)) else { return end };
    at += word.len();
    while matches!(byte_at(text, at), b' ' | b'.' | b':') && at < end + 16 {
        at += 1;
    }
    let digits = at;
    while at < digits + 7 && byte_at(text, at).is_ascii_digit() {
        at += 1;
    }
    if at == digits || at == digits + 7 || is_word(byte_at(text, at)) { end } else { at }
}
