//! Passing over prose, of which most long texts are made, without reading it as SQL.

use snapwall_bytes::ByteSet;

use super::lexer::{Lexer, NAME, is_name};
use super::words;
use crate::text::{at, is_blank, skip};

/// Where names end, asked from one index of the text on.
pub struct Names<'a> {
    text: &'a [u8],
    block: Block,
}

/// 64 bytes of a text.
#[derive(Clone, Copy)]
pub struct Block {
    pub start: usize,
    /// Bit `n`: byte `start + n` is part of no name.
    pub ends: u64,
}

impl<'a> Names<'a> {
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline]
    pub fn new(text: &'a [u8], index: usize) -> Self {
        Names { text, block: Block { start: index, ends: NOT_NAME.members_of_four(text, index) } }
    }

    /// Where the name that `index` stands in ends.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline]
    pub fn end(&mut self, index: usize) -> usize {
        let ends = self.ends_from(index);
        if ends != 0 { self.block.start + ends.trailing_zeros() as usize } else { self.find_end(index) }
    }

    /// The ends in the block that was looked at last, from `index` on; none if it does not reach there.
    #[inline(always)]
    fn ends_from(&self, index: usize) -> u64 {
        match index.wrapping_sub(self.block.start) {
            bit @ 0..64 => self.block.ends >> bit << bit,
            _ => 0,
        }
    }

    /// [`Names::end`] in other blocks than the one that was looked at last.
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

    /// The block that was looked at last, if `index` is in it, or the one that starts there.
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
