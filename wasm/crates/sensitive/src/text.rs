//! Bytes of a text: where words and values begin and end.

use snapwall_bytes::ByteSet;

pub use snapwall_checksums::number;

/// The byte at an offset, or 0 outside the text.
pub fn byte_at(text: &[u8], at: usize) -> u8 {
    text.get(at).copied().unwrap_or(0)
}

/// The byte before an offset, or 0 at the start of the text.
pub fn byte_before(text: &[u8], at: usize) -> u8 {
    byte_at(text, at.wrapping_sub(1))
}

/// Whether a byte continues a word: letters, digits and `_`. Non-ASCII bytes do not, since in Chinese or Japanese a
/// number is written directly between characters.
pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a value may begin here: not within a word, nor after a hyphen or dot that follows a word byte.
#[inline(never)]
pub fn begins(text: &[u8], at: usize) -> bool {
    is_start(text, at)
}

/// The same, inlined where it is called often enough to be worth the size.
#[inline(always)]
pub fn is_start(text: &[u8], at: usize) -> bool {
    let before = byte_before(text, at);
    if is_word(before) {
        return is_escape(text, at);
    }
    !(matches!(before, b'-' | b'.') && at >= 2 && is_word(text[at - 2]))
}

/// Whether a value may end here.
pub fn ends(text: &[u8], at: usize) -> bool {
    let next = byte_at(text, at);
    let is_joined = matches!(next, b'-' | b'.') && byte_at(text, at + 1).is_ascii_alphanumeric();
    !(is_word(next) || is_joined)
}

/// Whether the letter before an offset is the end of `\n`, `\r` or `\t` in a JSON string.
pub fn is_escape(text: &[u8], at: usize) -> bool {
    at >= 2 && text[at - 2] == b'\\' && matches!(text[at - 1], b'n' | b'r' | b't')
}

/// The classes of each byte: bits of the constants below. A table lookup takes half the time of comparisons.
static CLASSES: [u8; 256] = {
    let (mut classes, mut at) = ([0; 256], 0);
    while at < classes.len() {
        let byte = at as u8;
        let is_host = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let is_local = is_host
            || matches!(byte, b'.' | b'%' | b'+' | b'\'' | b'~' | b'^')
            || matches!(byte, 0x80..=0xbf | 0xc3..=0xdf);
        classes[at] = byte.is_ascii_hexdigit() as u8 * HEXADECIMAL
            | byte.is_ascii_alphanumeric() as u8 * ALPHANUMERIC
            | is_local as u8 * LOCAL
            | is_host as u8 * HOST
            | byte.is_ascii_alphabetic() as u8 * LETTER;
        at += 1;
    }
    classes
};

const HEXADECIMAL: u8 = 1;
const ALPHANUMERIC: u8 = 2;
/// Bytes of local parts, except some symbols: ASCII letters and digits, and two-byte letters (Latin, Greek, Cyrillic,
/// Hebrew, Arabic).
pub const LOCAL: u8 = 4;
/// Bytes of the labels of host names.
pub const HOST: u8 = 8;
pub const LETTER: u8 = 16;

/// Whether a byte is in one of the classes: [`LOCAL`], [`HOST`], [`LETTER`].
#[inline(always)]
pub fn is_of(byte: u8, classes: u8) -> bool {
    CLASSES[usize::from(byte)] & classes != 0
}

/// Whether all bytes are hexadecimal digits.
pub fn is_hexadecimal(text: &[u8]) -> bool {
    text.iter().fold(HEXADECIMAL, |all, byte| all & CLASSES[usize::from(*byte)]) != 0
}

/// The end of the letters and digits that begin at `start`.
pub fn word_end(text: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < text.len() && end - start < WORD_BYTES {
        if CLASSES[usize::from(text[end])] & ALPHANUMERIC == 0 {
            return end;
        }
        end += 1;
    }
    NOT_ALPHANUMERIC.find(text, end)
}

/// Most words are shorter than this; longer ones are scanned many bytes at a time.
const WORD_BYTES: usize = 8;

static NOT_ALPHANUMERIC: ByteSet = {
    let (mut others, mut byte) = ([false; 256], 0);
    while byte < others.len() {
        others[byte] = CLASSES[byte] & ALPHANUMERIC == 0;
        byte += 1;
    }
    ByteSet::new(&others)
};

/// The end of the digits that begin at `start`.
pub fn digits_end(text: &[u8], start: usize) -> usize {
    let Some(rest) = text.get(start..) else { return start };
    start + rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len())
}

/// Whether a text begins with a word, ignoring ASCII case.
#[inline(never)]
pub fn starts_with(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
