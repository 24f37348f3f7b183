//! Finds every pattern in a text, in one pass over a hashed n-gram filter with verification.
//!
//! Work is linear: one filter probe a byte; a bucket has a bounded number of entries, each compared over at most the
//! pattern's length. Of the 4 KiB of filter a browser's User-Agent touches a hundred words and, since patterns are
//! filed under the grams that browsers do not send, hardly any entry.

use snapwall_tables::{
    ENDS_AGENT, ENDS_WORD, Entry, FILTER_WORDS, FOLD, Gram, Header, PATTERNS_MAX, Runs, STARTS_AGENT,
    STARTS_WORD, WINDOW, read, section,
};

use crate::hits::{Hit, Hits};

/// The tables of patterns.
pub struct Patterns<'a> {
    filter: &'a [u32; FILTER_WORDS],
    block: &'a [u8],
}

impl<'a> Patterns<'a> {
    pub fn new(block: &'a [u8]) -> Self {
        let filter: &[u32] = section(block, read::<Header>(block).filter);
        Patterns { filter: filter.first_chunk().expect("the filter has its size"), block }
    }

    /// Adds the occurrences in `framed[1..len - 1]` to `hits`; the first and the last byte of `framed` are no letter
    /// or digit and belong to windows, not to the text.
    #[inline(never)]
    pub fn scan(&self, framed: &[u8], hits: &mut Hits) {
        let mut window = 0u32;
        for (index, &byte) in framed.iter().enumerate() {
            window = window >> 8 | u32::from(FOLD[byte as usize]) << 24;
            let gram = Gram::new(window);
            let bit = gram.filter_bit();
            if self.filter[bit / 32] >> (bit % 32) & 1 != 0 && index >= WINDOW - 1 {
                self.verify(framed, index + 1 - WINDOW, gram, hits);
            }
        }
    }

    /// Compares the entries of one bucket with the text around the window at `framed[at..]`.
    #[cold]
    #[inline(never)]
    fn verify(&self, framed: &[u8], at: usize, gram: Gram, hits: &mut Hits) {
        let header: &Header = read(self.block);
        let entries: &[Entry] = section(self.block, header.entries);
        for entry in &entries[Runs::new(self.block, header.buckets).range(gram.bucket())] {
            let pattern = usize::from(*entry) % PATTERNS_MAX;
            let window = usize::from(*entry) / PATTERNS_MAX;
            // In `framed` the text starts at 1, and a window of 0 starts one byte before its literal.
            let Some(start) = (at + 1).checked_sub(window).filter(|start| *start >= 1) else { continue };
            let range = Runs::new(self.block, header.texts).range(pattern);
            let end = start + range.len();
            if end > framed.len() - 1 {
                continue;
            }
            let literal = &section::<u8>(self.block, header.text)[range];
            let same = framed[start..end].iter().zip(literal).all(|(a, b)| a.to_ascii_uppercase() == *b);
            let anchors = section::<u8>(self.block, header.anchors)[pattern];
            if !same || !anchored(anchors, framed, start, end) {
                continue;
            }
            let bot = self.owner(header, pattern);
            hits.add(Hit { start: start as u32 - 1, end: end as u32 - 1, bot }, at as u32);
        }
    }

    /// The bot, or `BENIGN`, that a pattern stands for.
    fn owner(&self, header: &Header, pattern: usize) -> u16 {
        match pattern.checked_sub(header.class_of.len as usize) {
            Some(further) => section(self.block, header.owners)[further],
            None => pattern as u16,
        }
    }
}

fn anchored(anchors: u8, framed: &[u8], start: usize, end: usize) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric();
    (anchors & STARTS_AGENT == 0 || start == 1)
        && (anchors & ENDS_AGENT == 0 || end == framed.len() - 1)
        && (anchors & STARTS_WORD == 0 || start == 1 || !is_word(framed[start - 1]))
        && (anchors & ENDS_WORD == 0 || end == framed.len() - 1 || !is_word(framed[end]))
}
