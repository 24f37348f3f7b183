//! The first look at a value: which classes of bytes occur in it at all.

#[cfg(target_arch = "wasm32")]
use core::arch::wasm32::*;

use snapwall_bytes::ByteSet;
#[cfg(target_arch = "wasm32")]
use snapwall_bytes::{self as bytes, BLOCK_BYTES};

pub const BLANK: u32 = 1 << 0;
pub const LINE: u32 = 1 << 1;
pub const SINGLE: u32 = 1 << 2;
pub const DOUBLE: u32 = 1 << 3;
pub const BACKTICK: u32 = 1 << 4;
pub const ANGLE: u32 = 1 << 5;
pub const PAREN: u32 = 1 << 6;
pub const SLASH: u32 = 1 << 7;
pub const DOT: u32 = 1 << 8;
pub const SEMICOLON: u32 = 1 << 9;
pub const PIPE: u32 = 1 << 10;
pub const AMPERSAND: u32 = 1 << 11;
pub const DOLLAR: u32 = 1 << 12;
pub const BRACE: u32 = 1 << 13;
pub const EQUALS: u32 = 1 << 14;
pub const HASH: u32 = 1 << 15;
pub const STAR: u32 = 1 << 16;
pub const AT: u32 = 1 << 17;
pub const COLON: u32 = 1 << 18;
pub const PERCENT: u32 = 1 << 19;
pub const BACKSLASH: u32 = 1 << 20;
/// A byte of a non-ASCII character that no attack can be disguised as.
pub const HIGH: u32 = 1 << 21;
/// A byte that starts an overlong, full-width or look-alike form of an ASCII character.
pub const DISGUISE: u32 = 1 << 22;
pub const NUL: u32 = 1 << 23;
pub const PLUS: u32 = 1 << 24;
pub const MINUS: u32 = 1 << 25;
/// `!`, `^`, `~` and `?`.
pub const OPERATOR: u32 = 1 << 26;
pub const COMMA: u32 = 1 << 27;
/// `[` and `]`.
pub const BRACKET: u32 = 1 << 28;
pub const DIGIT: u32 = 1 << 29;
pub const LETTER: u32 = 1 << 30;
pub const UNDERSCORE: u32 = 1 << 31;

/// The bytes of single words, numbers, names, mail addresses and identifiers.
pub const HARMLESS: u32 = LETTER | DIGIT | HIGH | MINUS | AT | COMMA | COLON;

/// The bytes of prose, in which of all attacks only SQL can be written.
pub const WORDS: u32 = HARMLESS | BLANK | OPERATOR | UNDERSCORE;

static CLASSES: [u32; 256] = {
    let mut classes = [LETTER; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            0 => NUL,
            b'\n' | b'\r' => LINE,
            0x01..=0x20 | 0x7f => BLANK,
            b'\'' => SINGLE,
            b'"' => DOUBLE,
            b'`' => BACKTICK,
            b'<' | b'>' => ANGLE,
            b'(' | b')' => PAREN,
            b'/' => SLASH,
            b'.' => DOT,
            b';' => SEMICOLON,
            b'|' => PIPE,
            b'&' => AMPERSAND,
            b'$' => DOLLAR,
            b'{' | b'}' => BRACE,
            b'[' | b']' => BRACKET,
            b'=' => EQUALS,
            b'#' => HASH,
            b'*' => STAR,
            b'@' => AT,
            b':' => COLON,
            b'%' => PERCENT,
            b'\\' => BACKSLASH,
            b'+' => PLUS,
            b'-' => MINUS,
            b'!' | b'^' | b'~' | b'?' => OPERATOR,
            b',' => COMMA,
            b'_' => UNDERSCORE,
            b'0'..=b'9' => DIGIT,
            0xc0..=0xc2 | 0xca | 0xe0 | 0xe2 | 0xe3 | 0xef | 0xf0 => DISGUISE,
            0x80..=0xff => HIGH,
            _ => LETTER,
        };
        byte += 1;
    }
    classes
};

/// The bytes that are not [`HARMLESS`].
pub static REMARKABLE: ByteSet = {
    let mut remarkable = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        remarkable[byte] = CLASSES[byte] & !HARMLESS != 0;
        byte += 1;
    }
    ByteSet::new(&remarkable)
};

/// The union of the classes of all bytes of a text.
#[inline(never)]
pub fn glance(text: &[u8]) -> u32 {
    let class = |byte: u8| CLASSES[byte as usize];
    let (mut even, mut odd) = (0, 0);
    let mut chunks = text.chunks_exact(8);
    for chunk in chunks.by_ref() {
        even |= class(chunk[0]) | class(chunk[2]) | class(chunk[4]) | class(chunk[6]);
        odd |= class(chunk[1]) | class(chunk[3]) | class(chunk[5]) | class(chunk[7]);
    }
    for &byte in chunks.remainder() {
        even |= class(byte);
    }
    even | odd
}

/// [`glance`] for texts that may be long. Values of a typical first request are short and do not need the fast path,
/// which would be one more function to compile.
#[inline(always)]
pub fn glance_at_length(text: &[u8]) -> u32 {
    #[cfg(target_arch = "wasm32")]
    if text.len() >= 4 * BLOCK_BYTES {
        return glance_in_blocks(text);
    }
    glance(text)
}

/// The classes that most texts consist of, found in sixteen bytes at once; [`LETTER`] takes two groups.
#[cfg(any(test, target_arch = "wasm32"))]
const COMMON: [u32; 16] = [
    LETTER, LETTER, DIGIT, BLANK, COMMA, MINUS, DOT, SLASH, COLON, PLUS, PERCENT, SINGLE, DOUBLE, PAREN,
    EQUALS, UNDERSCORE,
];

/// Their bytes, by low and high nibbles.
#[cfg(any(test, target_arch = "wasm32"))]
static COMMON_BYTES: [ByteSet; 2] = [
    ByteSet::of_groups(&[
        (!1, 1 << 4 | 1 << 6),
        ((1 << 11) - 1, 1 << 5 | 1 << 7),
        ((1 << 10) - 1, 1 << 3),
        (1 << 0, 1 << 2),
        (1 << 12, 1 << 2),
        (1 << 13, 1 << 2),
        (1 << 14, 1 << 2),
        (1 << 15, 1 << 2),
    ]),
    ByteSet::of_groups(&[
        (1 << 10, 1 << 3),
        (1 << 11, 1 << 2),
        (1 << 5, 1 << 2),
        (1 << 7, 1 << 2),
        (1 << 2, 1 << 2),
        (1 << 8 | 1 << 9, 1 << 2),
        (1 << 13, 1 << 3),
        (1 << 15, 1 << 5),
    ]),
];

#[cfg(target_arch = "wasm32")]
#[target_feature(enable = "simd128")]
#[inline(never)]
fn glance_in_blocks(text: &[u8]) -> u32 {
    let mut classes = 0;
    let mut common = [u8x16_splat(0); 2];
    let mut index = 0;
    let tables = [COMMON_BYTES[0].tables(), COMMON_BYTES[1].tables()];
    while index < text.len() {
        // The last block ends with the text, and may overlap the one before.
        index = index.min(text.len() - BLOCK_BYTES);
        let block = bytes::block(text, index);
        let groups = tables.map(|tables| tables.groups(block));
        common = [v128_or(common[0], groups[0]), v128_or(common[1], groups[1])];
        let mut others = u8x16_bitmask(u8x16_eq(v128_or(groups[0], groups[1]), u8x16_splat(0)));
        while others != 0 {
            classes |= CLASSES[text[index + others.trailing_zeros() as usize] as usize];
            others &= others - 1;
        }
        index += BLOCK_BYTES;
    }
    let found = fold(common[0]) | fold(common[1]) << 8;
    for (bit, class) in COMMON.into_iter().enumerate() {
        classes |= if found >> bit & 1 != 0 { class } else { 0 };
    }
    classes
}

/// ORs all lanes into one word.
#[cfg(target_arch = "wasm32")]
#[target_feature(enable = "simd128")]
#[inline]
fn fold(bytes: v128) -> u32 {
    let word = u64x2_extract_lane::<0>(bytes) | u64x2_extract_lane::<1>(bytes);
    let word = (word | word >> 32) as u32;
    let word = word | word >> 16;
    (word | word >> 8) & 0xff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_in_sixteen_bytes_at_once_is_what_the_table_says() {
        for byte in 0..=255 {
            let [first, second] = [0, 1].map(|set: usize| u32::from(COMMON_BYTES[set].groups_of(byte)));
            let groups = first | second << 8;
            let classes = (0..16).filter(|bit| groups >> bit & 1 != 0).fold(0, |all, bit| all | COMMON[bit]);
            assert!(classes == 0 || classes == CLASSES[byte as usize], "{byte:#x}");
        }
        let all = (0..=255u8).fold([0; 2], |[first, second], byte| {
            [first | COMMON_BYTES[0].groups_of(byte), second | COMMON_BYTES[1].groups_of(byte)]
        });
        assert_eq!(all, [0xff; 2]);
    }
}
