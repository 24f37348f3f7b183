//! Skips prose, of which most long texts consist, without reading it as SQL.

use snapwall_bytes::ByteSet;

use super::lexer::{Lexer, NAME, is_name};
use super::words;
use crate::text::{at, is_blank, skip};

/// Finds the ends of names, for ascending indexes of the text.
pub struct Names<'a> {
    text: &'a [u8],
    block: Block,
}

/// 64 bytes of a text.
#[derive(Clone, Copy)]
pub struct Block {
    pub start: usize,
    /// Bit `n`: byte `start + n` is not part of a name.
    pub ends: u64,
}

impl<'a> Names<'a> {
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline]
    pub fn new(text: &'a [u8], index: usize) -> Self {
        Names { text, block: Block { start: index, ends: NOT_NAME.members_of_four(text, index) } }
    }

    /// The end of the name that contains `index`.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline]
    pub fn end(&mut self, index: usize) -> usize {
        let ends = self.ends_from(index);
        if ends != 0 { self.block.start + ends.trailing_zeros() as usize } else { self.find_end(index) }
    }

    /// The bits from `index` on of the last block; 0 if the block does not contain it.
    #[inline(always)]
    fn ends_from(&self, index: usize) -> u64 {
        match index.wrapping_sub(self.block.start) {
            bit @ 0..64 => self.block.ends >> bit << bit,
            _ => 0,
        }
    }

    /// [`Names::end`] beyond the last block.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline(never)]
    fn find_end(&mut self, index: usize) -> usize {
        let behind = self.block.start + 64;
        let mut start = if index < self.block.start { index } else { index.max(behind) };
        while start < self.text.len() {
            let Block { ends, .. } = self.look_at(start);
            if ends != 0 {
                return start + ends.trailing_zeros() as usize;
            }
            start += 64;
        }
        self.text.len()
    }

    /// The last block, if it contains `index`, otherwise the one that starts there.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline]
    pub fn block_of(&mut self, index: usize) -> Block {
        match index.wrapping_sub(self.block.start) {
            0..64 => self.block,
            _ => self.look_at(index),
        }
    }

    /// The block that starts at `start`.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline]
    pub fn look_at(&mut self, start: usize) -> Block {
        self.block = Block { start, ends: NOT_NAME.members_of_four(self.text, start) };
        self.block
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
    /// Skips words and marks with which no run of SQL begins, of which prose consists, and stops before anything else.
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

    /// Whether a word that ends at `index` joins words rather than conditions: two more follow, separated by blanks.
    fn is_prose(&self, word: &[u8], index: usize) -> bool {
        // No word of interest is longer.
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

/// Letters only: digits may begin a number, and string prefixes precede quotes.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic()
}
