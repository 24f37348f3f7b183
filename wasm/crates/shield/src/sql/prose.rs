//! Passing over prose, of which most long texts are made, without reading it as SQL.

use super::lexer::{Lexer, NAME, is_name};
use super::words;
use crate::bytes::{BLOCK_BYTES, ByteSet};
use crate::text::{at, is_blank, skip};

/// Where the name that `index` stands in ends.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline]
pub fn name_end(text: &[u8], index: usize) -> usize {
    let end = index + NOT_NAME.distance(text, index);
    if end - index >= BLOCK_BYTES { skip(text, end, is_name) } else { end }
}

/// Bytes that end a name.
static NOT_NAME: ByteSet = {
    let mut ends = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        ends[byte] = NAME[byte] == 0;
        byte += 1;
    }
    ByteSet::new(&ends)
};

impl Lexer<'_> {
    /// Passes over words and marks with which no run of SQL begins, which prose is made of, and stops before anything else.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline(never)]
    pub fn skip_prose(&mut self) {
        let text = self.text;
        if self.context != 0 {
            return;
        }
        let mut index = self.index;
        loop {
            let start = skip(text, index, is_blank);
            let first = at(text, start);
            self.index = start;
            if first.is_ascii_digit() || first == b'$' {
                return;
            }
            index = name_end(text, start);
            let next = at(text, index + 1);
            if index > start {
                // Names joined by dots are one word.
                let is_joined = at(text, index) == b'.' && (next == b'.' || is_name(next));
                let word = &text[start..index];
                if is_joined || !(words::is_idle(word) || self.is_prose(word, index)) {
                    return;
                }
                continue;
            }
            let is_mark = match first {
                b',' | b')' => true,
                b'.' => !next.is_ascii_digit(),
                b':' | b'!' | b'?' => is_blank(next),
                b'-' => is_name(next) || next == b' ',
                _ => false,
            };
            if !is_mark || start >= text.len() {
                return;
            }
            index = start + 1;
        }
    }

    /// Whether a word that ends at `index` joins words, not conditions: behind it are two more, with blanks between them.
    fn is_prose(&self, word: &[u8], index: usize) -> bool {
        // No word that matters is longer.
        const WORD_MAX: usize = 16;
        let near = &self.text[index..(index + 2 * WORD_MAX).min(self.text.len())];
        let [b' ', words @ ..] = near else {
            return false;
        };
        let (next, behind) = words.split_at(skip(words, 0, is_letter));
        let [b' ', behind @ ..] = behind else {
            return false;
        };
        let after = &behind[..skip(behind, 0, is_letter)];
        let end = index + 2 + next.len() + after.len();
        matches!(at(self.text, end), b' ' | b',' | 0) && words::is_prose(word, next, after)
    }
}

/// Letters only: digits may begin a number, and prefixes of strings stand before quotes.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic()
}
