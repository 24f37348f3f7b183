//! Passing over prose, of which most long texts are made, without reading it as SQL.

use super::lexer::{Lexer, NAME, is_name};
use super::words;
use crate::bytes::{BLOCK_BYTES, ByteSet};
use crate::text::{at, is_blank, skip};

/// Where names end, asked from one index of the text on.
pub struct Names<'a> {
    text: &'a [u8],
    block: usize,
    /// Bit `n`: byte `block + n` is part of no name.
    ends: u32,
}

impl<'a> Names<'a> {
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline]
    pub fn new(text: &'a [u8], index: usize) -> Self {
        Names { text, block: index, ends: NOT_NAME.members_from(text, index) }
    }

    /// Where the name that `index` stands in ends; no smaller index may follow.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline]
    pub fn end(&mut self, index: usize) -> usize {
        if index >= self.block + BLOCK_BYTES {
            self.block = index;
            self.ends = NOT_NAME.members_from(self.text, index);
        }
        loop {
            let ends = self.ends & u32::MAX << (index.max(self.block) - self.block);
            if ends != 0 {
                return self.block + ends.trailing_zeros() as usize;
            }
            self.block += BLOCK_BYTES;
            self.ends = NOT_NAME.members_from(self.text, self.block);
            if self.block >= self.text.len() {
                return self.text.len();
            }
        }
    }
}

/// Bytes that end a name.
pub static NOT_NAME: ByteSet = {
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
        let mut names = Names::new(text, index);
        loop {
            let start = skip(text, index, is_blank);
            let first = at(text, start);
            self.index = start;
            if first.is_ascii_digit() || first == b'$' {
                return;
            }
            index = names.end(start);
            let next = at(text, index + 1);
            if index > start {
                // Names joined by dots are one word.
                let is_joined = at(text, index) == b'.' && (next == b'.' || is_name(next));
                let word = &text[start..index];
                if is_joined || !(words::is_idle(text, start, index) || self.is_prose(word, index)) {
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
