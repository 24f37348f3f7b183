//! The first look at a value: which classes of bytes it holds at all.

use crate::bytes::ByteSet;

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
/// A byte of a character beyond ASCII that no attack hides behind.
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

/// What single words, numbers, names, addresses of mail and identifiers are made of.
pub const HARMLESS: u32 = LETTER | DIGIT | HIGH | MINUS | AT | COMMA | COLON;

/// What prose is made of; nothing but SQL can be said in it.
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

/// The classes of all bytes of a text.
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
