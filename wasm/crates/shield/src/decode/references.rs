//! Character references in markup: `&lt;`, `&#60;`, `&#x3c`.

use super::{Decoder, NONE, is_introducer, narrow, number};
use crate::text::{at, follows_any};

impl Decoder<'_> {
    fn replace_reference(&mut self, byte: u8) {
        self.has_references = true;
        self.replace(byte);
    }

    /// Replaces the character reference that `byte` ends. Returns whether the byte was part of it.
    #[inline(never)]
    pub fn collapse_reference(&mut self, byte: u8) -> bool {
        let tail = &self.output[self.open..self.length];
        if at(tail, 1) == b'#' {
            let hexadecimal = at(tail, 2) | 0x20 == b'x';
            let digits = &tail[if hexadecimal { 3 } else { 2 }.min(tail.len())..];
            let radix = if hexadecimal { 16 } else { 10 };
            // A percent sign may start an encoded semicolon.
            if digits.is_empty() || (byte as char).is_digit(radix) || byte == b'%' {
                return false;
            }
            let code = number(digits, radix);
            match code {
                Some(code) => self.replace_reference(narrow(code)),
                None => self.open = NONE,
            }
            return code.is_some() && byte == b';';
        }
        if byte.is_ascii_alphanumeric() || is_introducer(byte) {
            return false;
        }
        // These two need no semicolon.
        if byte == b';' || matches!(tail, b"&lt" | b"&gt") {
            let name = &tail[1..];
            let found = NAMED.iter().find(|(names, _)| follows_any(name, 0, names) == name.len());
            if let Some((_, meaning)) = found.filter(|_| !name.is_empty()) {
                self.replace_reference(*meaning);
                return byte == b';';
            }
        }
        false
    }
}

/// Named character references for everything that an attack needs.
const NAMED: [(&str, u8); 24] = [
    ("lt", b'<'),
    ("gt", b'>'),
    ("amp", b'&'),
    ("quot", b'"'),
    ("apos", b'\''),
    ("colon", b':'),
    ("lpar", b'('),
    ("rpar", b')'),
    ("tab", b'\t'),
    ("newline", b'\n'),
    ("nbsp", b' '),
    ("sol", b'/'),
    ("bsol", b'\\'),
    ("period", b'.'),
    ("comma", b','),
    ("equals", b'='),
    ("semi", b';'),
    ("lbrace\nlcub", b'{'),
    ("rbrace\nrcub", b'}'),
    ("lbrack\nlsqb", b'['),
    ("rbrack\nrsqb", b']'),
    ("grave", b'`'),
    ("dollar", b'$'),
    ("vert", b'|'),
];

/// Whether the last byte, which an escape has just produced, ends the character reference before it.
pub fn ends_reference(tail: &[u8]) -> bool {
    match tail {
        [b'&', b'#', b'x' | b'X', _, .., last] => !last.is_ascii_hexdigit(),
        [b'&', b'#', _, .., last] => !last.is_ascii_digit() && *last | 0x20 != b'x',
        [b'&', _, .., last] => !last.is_ascii_alphanumeric() && *last != b'#',
        _ => false,
    }
}
